"""The article held against others: words that they print too."""

from __future__ import annotations

import pandas as pd

from hearsay import schema
from hearsay.sourcing.across_articles import shared_text
from hearsay.sourcing.article_view import article_views
from sourced import TAKEN, tables

BODY = ["The bridge is old and long.", "It rains on the river."]


def passage(kind, start, end):
    fixed = dict.fromkeys(schema.TABLES["reuse"], "")
    return {**fixed, "article_a": "one.txt", "start_a": start, "end_a": end, "article_b": "two.txt", "start_b": 0, "end_b": 9,
            "kind": kind, "run": 3, "tokens": 3, "similarity": 1.0, "changed": ()}  # fmt: skip


def found(*passages):
    made = tables(BODY)
    reuse = schema.frame("reuse", passages)
    (article,) = article_views(*(made[name] for name in TAKEN), reuse)
    return list(shared_text(article))


def test_words_of_the_body_that_another_prints_count_once():
    (finding,) = found(passage("prose", 0, 17), passage("wire", 4, 17), passage("quotation", 18, 40))
    assert (finding.k, finding.n) == (4, 11) and finding.evidence == ((0, 17),)


def test_without_the_table_nothing_is_said_and_with_an_empty_one_nothing_is_shared():
    made = tables(BODY)
    (article,) = article_views(*(made[name] for name in TAKEN))
    assert list(shared_text(article)) == []
    (finding,) = found()
    assert (finding.k, finding.n, finding.evidence) == (0, 11, ())


def test_the_other_article_of_a_pair_has_its_own_passage():
    one, two = tables(BODY), tables(["Old news is no news at all."], name="two.txt")
    joined = [pd.concat([one[name], two[name]], ignore_index=True) for name in TAKEN]
    views = article_views(*joined, schema.frame("reuse", [passage("prose", 0, 17)]))
    assert [next(iter(shared_text(view))).k for view in views] == [4, 2]
