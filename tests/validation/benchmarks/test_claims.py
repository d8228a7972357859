"""The benchmark of claims: stories are read as they were coded, and figures count what they say."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from hearsay import schema
from hearsay.errors import DataError
from hearsay.validation.benchmarks.claims import contradiction_figures, pair_figures
from hearsay.validation.benchmarks.coded_stories import fold_of, read_stories

CODING = {
    "event": "bridge",
    "articles": {"A": "bridge_1", "B": "bridge_2"},
    "claims": [
        {"claim": "The bridge closes.", "mentions": [["A", 0], ["A", 1], ["B", 2]], "independent": 2, "shared_quote": False}
    ],
    "contradictions": [[["B", 1], ["A", 2], "40 / 90", "number"]],
}
TEXTS = {
    "bridge_1": {"title": "Bridge closes ", "body-paragraphs": [["The bridge closes."], ["Forty buses run.", " All is well."]]},
    "bridge_2": {"title": "Buses", "body-paragraphs": [["Ninety buses run.", "The bridge will close."]]},
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "codings.jsonl").write_text(json.dumps(CODING) + "\n", encoding="utf-8")
    for name, text in TEXTS.items():
        (tmp_path / "texts").mkdir(exist_ok=True)
        (tmp_path / "texts" / f"{name}.json").write_text(json.dumps(text), encoding="utf-8")
    return tmp_path / "claims"


def test_sentences_are_numbered_as_they_were_coded(folder):
    coded = read_stories(folder)
    texts = coded.documents.set_index("document_id")["text"]
    for row in coded.sentences.itertuples():
        assert texts[row.article_id][row.start : row.end] == row.text
    kept = coded.sentences.set_index(["article_id", "sentence_no"])
    assert kept.loc[("bridge_1", 0), "zone"] == "title"
    assert kept.loc[("bridge_1", 3), "text"] == "All is well."
    assert kept.loc[("bridge_2", 2), "text"] == "The bridge will close."
    assert coded.articles["event"].unique().tolist() == ["bridge"]
    assert coded.stories[0].pairs() == {
        (("bridge_1", 0), ("bridge_1", 1)),
        (("bridge_1", 0), ("bridge_2", 2)),
        (("bridge_1", 1), ("bridge_2", 2)),
    }


def test_texts_are_looked_for_in_the_folder_beside_it_or_where_told(folder):
    assert len(read_stories(folder, "../texts").documents) == 2
    (folder.parent / "texts" / "bridge_2.json").unlink()
    with pytest.raises(DataError, match="bridge_2"):
        read_stories(folder)


def test_a_coding_in_another_form_is_told(folder):
    (folder / "codings.jsonl").write_text('{"event": 1}\n', encoding="utf-8")
    with pytest.raises(DataError, match="codings.jsonl"):
        read_stories(folder)


def test_pairs_count_what_stands_together(folder):
    coded = read_stories(folder)
    grouped = pd.DataFrame(
        [("bridge", *row) for row in ((0, "bridge_1", 0), (0, "bridge_2", 2), (1, "bridge_1", 0), (1, "bridge_1", 3))],
        columns=["story", "claim_no", "article_id", "sentence_no"],
    )
    figures = pair_figures(coded, grouped, schema.frame("claim_pairs", []))
    assert figures["pairs recall"] == pytest.approx(1 / 3)
    assert figures["pairs precision"] == 1.0
    assert figures["pairs precision of all"] == 0.5


def test_contradictions_are_found_among_the_candidates_whichever_way_round(folder):
    coded = read_stories(folder)
    starts = coded.sentences.set_index(["article_id", "sentence_no"])["start"]
    row = {
        "story": "bridge", "rank": 1, "kind": "number", "differs": "", "article_a": "bridge_2", "start_a": starts["bridge_2", 1],
        "end_a": 9, "text_a": "", "article_b": "bridge_1", "start_b": starts["bridge_1", 2], "end_b": 9, "text_b": "",
        "score": 0.5,
    }  # fmt: skip
    figures = contradiction_figures(coded, schema.frame("contradictions", [row]))
    assert figures["contradictions among the first 20"] == figures["contradictions number"] == 1.0
    assert contradiction_figures(coded, schema.frame("contradictions", []))["contradictions among the first 20"] == 0.0


def test_folds_are_by_place():
    assert [fold_of(place) for place in range(6)] == [0, 1, 2, 3, 4, 0]
