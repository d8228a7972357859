"""Places in a text."""

from __future__ import annotations

import pandas as pd

from hearsay.text.spans import SentenceSpan, merged, passages_by_article

COLUMNS = ["article_id", "sentence_no", "paragraph_no", "zone", "start", "end", "text"]


def test_passages_are_in_the_order_of_the_text_and_articles_in_that_of_the_table():
    rows = [("b", 1, 0, "body", 20, 30, "x"), ("b", 0, 0, "title", 0, 10, "y"), ("a", 0, 0, "body", 5, 9, "z")]
    passages = passages_by_article(pd.DataFrame(rows, columns=COLUMNS))
    assert list(passages) == ["b", "a"]
    assert passages["b"] == [SentenceSpan(0, 10, 0, 0, "title"), SentenceSpan(20, 30, 1, 0, "body")]


def test_no_sentences_are_no_passages():
    assert passages_by_article(pd.DataFrame(columns=COLUMNS)) == {}


def test_spans_that_touch_or_overlap_are_one_and_empty_ones_none():
    assert merged([(5, 9), (0, 2), (2, 4), (6, 7), (12, 12)]) == [(0, 4), (5, 9)]
