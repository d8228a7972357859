"""Labels of speakers against coded sources."""

import json

import pytest

from hearsay.errors import DataError
from hearsay.validation.benchmarks import speakers

TEXT = "Bridge to close\n\nThe bridge is safe, said Ann Lee, an engineer from Iran. It will close, the mayor said on Monday.\n"


@pytest.fixture
def data(tmp_path, monkeypatch):
    """Twelve articles alike, of which the engineer is coded as an expert, and the mayor as an ordinary person."""
    monkeypatch.setattr(speakers, "LEAST", 2)
    articles, rows = [], []
    for number in range(12):
        name = f"a{number}"
        articles.append({"article": name, "corpus": "made up" if number else "other", "outlet": "CNN", "text": TEXT})
        for n, (source, cue, content, kind) in enumerate([
            ("Ann Lee", "said", "The bridge is safe", "named expert"),
            ("the mayor", "said on", "It will close", "ordinary person"),
        ]):  # fmt: skip
            places = [[at, at + len(part)] for part in (source, cue, content) for at in [TEXT.index(part)]]
            rows.append({
                "article": name, "n": n, "source": places[0], "cue": places[1], "content": [places[2]], "ok": 1, "type": kind,
                "identifiability": "named person", "country": ["IR"] if n == 0 else [], "sure": 1,
            })  # fmt: skip
    for file, held in (("articles", articles), ("rows", rows)):
        (tmp_path / f"{file}.jsonl").write_text("".join(json.dumps(one) + "\n" for one in held), encoding="utf-8")
    return tmp_path


def test_labels_are_counted_by_kind(data):
    figures = speakers.check(data)
    assert figures["all: all: ok right"] == 1 and figures["kind of speaker: ordinary person: source_type right"] == 0
    assert figures["outlet: CNN: source_type articles"] == 12 and figures["coded"] == 24
    assert "ordinary person: source_type" in speakers.rows(figures)
    assert speakers.check(data, "other")["coded"] == 2
    with pytest.raises(DataError, match="no article of the corpus"):
        speakers.check(data, "nothing")
