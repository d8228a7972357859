"""The scores of events and shared quotations, on cases that can be counted by hand; and what they are on real stories."""

from __future__ import annotations

import pandas as pd
import pytest

from hearsay.validation.benchmarks import events, quotations
from hearsay.validation.benchmarks.coded_stories import CodedClaim, CodedStories, CodedStory


def test_b_cubed_counts_item_by_item():
    known = dict(zip("abcdef", "112223", strict=True))
    assert events.b_cubed(known, known) == {"precision": 1.0, "recall": 1.0, "F1": 1.0}
    alone = events.b_cubed({name: name for name in known}, known)
    assert alone["precision"] == 1.0 and alone["recall"] == pytest.approx((2 * 1 / 2 + 3 * 1 / 3 + 1) / 6)
    one = events.b_cubed(dict.fromkeys(known, "x"), known)
    assert one["recall"] == 1.0 and one["precision"] == pytest.approx((2 * 2 + 3 * 3 + 1) / 36)


def stories(*claims: tuple[tuple, bool]) -> CodedStories:
    """Two articles, a and b, of five sentences of ten characters each, and claims by their mentions."""
    sentences = pd.DataFrame([(name, n, 10 * n, 10 * n + 9) for name in "ab" for n in range(5)],
                             columns=["article_id", "sentence_no", "start", "end"])  # fmt: skip
    coded = tuple(CodedClaim("", mentions, 1, shared) for mentions, shared in claims)
    return CodedStories((CodedStory("e", ("a", "b"), coded, ()),), pd.DataFrame(), sentences, pd.DataFrame())


def found(*quotes: tuple[tuple[str, int], ...]) -> pd.DataFrame:
    rows = [(number, name, 10 * n + 1, 10 * n + 8) for number, places in enumerate(quotes) for name, n in places]
    return pd.DataFrame(rows, columns=["quotation_no", "article_id", "start", "end"])


def test_a_quotation_is_right_in_a_claim_that_is_coded_so_and_wrong_in_others_alone():
    coded = stories(((("a", 0), ("b", 0)), True), ((("a", 0), ("b", 0)), False), ((("a", 1), ("b", 1)), False),
                    ((("a", 2), ("b", 2)), True))  # fmt: skip
    scores = quotations.scores(coded, found((("a", 0), ("b", 0)), (("a", 1), ("b", 1)), (("a", 4), ("b", 4))))
    assert scores["coded"] == 2 and scores["found"] == 3 and scores["judged"] == 2
    assert scores["precision"] == 0.5 == scores["recall"] and scores["claims precision"] == pytest.approx(1 / 3)


def test_a_quotation_in_the_mentions_of_one_article_is_none_of_the_claim():
    scores = quotations.scores(stories(((("a", 0), ("b", 0)), True)), found((("a", 0), ("b", 3))))
    assert scores["judged"] == 0 and scores["recall"] == 0 == scores["F1"]


@pytest.mark.nightly
def test_on_real_news_events_are_found_and_passages_stay_within_them(bench):
    figures = events.check(bench("basil"))
    assert figures["reuse pairs within one event"] >= 0.95 and figures["reuse passages within one event"] >= 0.95
    assert figures["events B3 F1"] >= 0.90


@pytest.mark.nightly
def test_on_real_news_shared_quotations_are_found(bench):
    bench("basil")
    figures = quotations.check(bench("claims"))
    assert figures["F1"] >= 0.90 and figures["claims F1"] >= 0.90
