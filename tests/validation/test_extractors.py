"""Extractors side by side on the seeds: counts that agree with each other."""

from pathlib import Path

import pytest

from hearsay.attribution import EXTRACTORS
from hearsay.validation import agreement, extractors

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def compared():
    return extractors.compare(ROOT / "seeds", ROOT / "data" / "gold", ["baseline"])


def test_a_learned_extractor_is_there_with_its_card_only(tmp_path, monkeypatch):
    assert extractors.extractors() == list(EXTRACTORS)
    monkeypatch.setattr(extractors, "files", lambda _: tmp_path)
    assert extractors.extractors() == [name for name in EXTRACTORS if name != "model"]


def test_bands_of_confidence_hold_all_outermost_attributions_and_the_right_ones_are_matched(compared):
    table = extractors.confidence(compared)
    (one,) = compared
    assert table["n"].sum() == (one.study.attributions["level"] == 1).sum()
    pairs = agreement.match(one.study.documents, one.study.attributions, one.gold, tier=None)
    assert table["right"].sum() == (pairs["verdict"] == "found").sum()
    assert table["share"].tolist() == (table["right"] / table["n"]).tolist()


def test_the_gold_is_the_last_row_and_finds_itself(compared):
    counts = extractors.counts(compared)
    assert counts.loc["gold", ["found", "missed", "near misses taken"]].tolist() == [counts.loc["baseline", "coded"], 0, 0]
    assert counts.loc["gold", "near misses"] == counts.loc["baseline", "near misses"] == 28


def test_cases_are_as_predicted_or_as_coded(compared):
    extra, missed = (extractors.cases(compared, verdict) for verdict in ("extra", "missed"))
    texts = compared[0].study.documents.set_index("document_id")["text"]
    cues = [texts[row.article_id][row.start : row.end] for row in extra.itertuples()]
    assert (
        cues == compared[0].study.attributions.merge(extra, on=["article_id", "source", "content"])["cue"].tolist()[: len(cues)]
    )
    assert set(missed["article_id"]) <= set(texts.index) and list(missed) == list(extra)
