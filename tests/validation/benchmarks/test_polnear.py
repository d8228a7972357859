"""A corpus laid out as PolNeAR: what is read, what is refused, and the tables it becomes."""

import pytest

from hearsay import schema
from hearsay.errors import DataError
from hearsay.validation.benchmarks import digest, polnear
from hearsay.validation.benchmarks.scoring import Marked

TEXT = 'Ann said it rains. "Snow falls," Bob said. It was reported that hail is due.'


@pytest.fixture
def corpus(tmp_path):
    """One article with two annotators; the alphabetically first says Ann, the other says nothing."""
    for part in ("text", "attributions"):
        (tmp_path / "dev" / part).mkdir(parents=True)
    (tmp_path / "dev" / "text" / "paper_2020-01-01_rain.txt").write_bytes(f"Rain.\n\n{TEXT}\n".encode())
    lines = [
        "T1\tSource 7 10\tAnn", "T2\tCue 11 15\tsaid", "T3\tContent 16 18;19 24\tit rains", "T4\tAttribution 11 15\tsaid",
        "T5\tDiscard 0 5\tRain.", "T6\tContent oops\tx", "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3",
        "E2\tAttribution:T4 Source:T1",
    ]  # fmt: skip
    annotations = tmp_path / "dev" / "attributions"
    (annotations / "paper_2020-01-01_rain_0a1b.ann").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (annotations / "paper_2020-01-01_rain_9a1b.ann").write_text("", encoding="utf-8")
    return tmp_path


def test_the_first_annotator_is_read_with_discards_and_several_spans(corpus):
    (article,) = polnear.read_polnear(corpus, "dev")
    assert article.gold == (Marked(((7, 10),), ((11, 15),), ((16, 18), (19, 24))),)
    assert article.skipped == ((0, 5),) and article.outlet == "paper"


def test_another_edition_of_the_text_is_refused(corpus):
    path = corpus / "dev" / "text" / "paper_2020-01-01_rain.txt"
    path.write_text("!" + path.read_text(), encoding="utf-8")
    with pytest.raises(DataError, match="do not match the text"):
        polnear.read_polnear(corpus, "dev")


def test_a_missing_split_says_which_folder_is_wanted(corpus):
    with pytest.raises(DataError, match="attributions: no such folder; give the folder that holds test/text"):
        polnear.read_polnear(corpus, "test")


def test_the_digest_changes_with_a_byte_and_with_a_name(corpus):
    before = digest(corpus / "dev", *polnear.FILES)
    path = corpus / "dev" / "text" / "paper_2020-01-01_rain.txt"
    path.write_text(path.read_text() + " ", encoding="utf-8")
    changed = digest(corpus / "dev", *polnear.FILES)
    path.rename(path.with_name("other.txt"))
    assert len({before, changed, digest(corpus / "dev", *polnear.FILES)}) == 3


def test_corpus_becomes_tables_that_keep_the_contract(corpus):
    articles = polnear.read_polnear(corpus, "dev")
    documents, blocks = (schema.validate(n, getattr(polnear, n)(articles)) for n in ("documents", "blocks"))
    assert list(blocks["label"]) == ["title", "body"]
    assert [documents["text"][0][b.start : b.end] for b in blocks.itertuples()] == ["Rain.", TEXT]
