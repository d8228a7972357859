"""What tables that compare articles say of one: passages on both sides, claims by origin, who names it, places at odds."""

from __future__ import annotations

import pandas as pd

from hearsay import schema
from hearsay.sourcing.across_articles import across_articles
from sourced import tables


def row(table, **given):
    blank = {
        name: () if column.dtype in schema.TUPLES else "" if column.dtype == "str" else False if column.dtype == "bool" else 1
        for name, column in schema.TABLES[table].items()
    }
    return blank | given


def mention(article, start, origin="", **given):
    return row(
        "claims", claim="drones were sold", article_id=article, start=start, end=start + 3, origin=origin,
        source_type="none" if not origin else "unnamed official", origins=1, **given,
    )  # fmt: skip


def articles(*names, **outlets):
    made = [tables(["One."], name=name, outlet=outlets.get(name, schema.NOT_STATED))["articles"] for name in names]
    return pd.concat(made, ignore_index=True)


def test_without_a_table_nobody_has_looked_and_with_an_empty_one_nothing_is_there():
    alone = across_articles(articles("a"))["a"]
    assert alone.shared is alone.claims is alone.at_odds is None
    empty = across_articles(articles("a"), *(schema.frame(name, []) for name in ("reuse", "claims", "contradictions")))["a"]
    assert (list(empty.shared), list(empty.claims), list(empty.at_odds)) == ([], [], [])


def test_a_passage_stands_in_both_articles_and_quotations_in_neither():
    pair = {"article_a": "a", "start_a": 2, "end_a": 9, "article_b": "b", "start_b": 4, "end_b": 8}
    reuse = schema.frame("reuse", [row("reuse", kind="prose", **pair), row("reuse", kind="quotation", **pair)])
    found = across_articles(articles("a", "b"), reuse)
    assert list(found["a"].shared) == [(2, 9)] and list(found["b"].shared) == [(4, 8)]


def test_who_names_the_origin_that_outlets_share():
    claims = schema.frame("claims", [
        mention("a", 10, "officials"), mention("a", 1), mention("b", 5), mention("c", 7, "others", origin_no=2),
    ])  # fmt: skip
    found = across_articles(articles("a", "b", "c"), claims=claims)
    (a,), (b,), (c,) = (found[name].claims for name in "abc")
    assert (a.mentions, a.sharing, a.naming, a.names) == (((1, 4), (10, 13)), 2, 1, True)
    assert (b.sharing, b.naming, b.names) == (2, 1, False) and (c.sharing, c.naming) == (1, 1)


def test_where_one_names_the_relay_the_others_have_to():
    claims = schema.frame("claims", [mention("a", 1, "officials"), mention("b", 1, "officials", via=("The Guardian",))])
    found = across_articles(articles("a", "b"), claims=claims)
    assert not found["a"].claims[0].names and found["b"].claims[0].names and found["a"].claims[0].naming == 1


def test_articles_of_one_outlet_count_once():
    claims = schema.frame("claims", [mention("a", 1, "officials"), mention("b", 1, "officials"), mention("c", 1)])
    found = across_articles(articles("a", "b", "c", a="Post", b="Post"), claims=claims)
    assert (found["c"].claims[0].sharing, found["c"].claims[0].naming) == (2, 1)


def test_places_at_odds_within_an_article_only():
    pair = {"article_a": "a", "start_a": 2, "end_a": 9, "start_b": 14, "end_b": 18}
    table = schema.frame("contradictions", [
        row("contradictions", article_b="a", kind="date", **pair), row("contradictions", article_b="b", kind="date", **pair),
    ])  # fmt: skip
    found = across_articles(articles("a", "b"), contradictions=table)
    assert list(found["a"].at_odds) == [((2, 9), (14, 18))] and list(found["b"].at_odds) == []
