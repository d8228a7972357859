"""Which articles a chart shows, under which names, and what so many allow to conclude."""

from __future__ import annotations

import pytest

import charts_data as data
from hearsay import schema
from hearsay.charts.base import rows
from hearsay.errors import InputError


def test_advice_follows_the_number_of_articles() -> None:
    def advice(n: int, outlets: int) -> str:
        few = data.articles(n, outlets)
        return rows.rows(few, few.assign(outlet=[f"O{i % outlets}" for i in range(n)])).advice

    assert advice(1, 1) == "This shows this article, not its outlet."
    assert advice(5, 5).startswith("One article per outlet: each row shows this article") and "Too few to compare" in advice(5, 5)
    assert advice(7, 2).startswith("Too few to compare")
    assert advice(8, 2) == ""


def test_chosen_articles_keep_their_names() -> None:
    articles = data.articles(6)
    whole, some = (rows.rows(articles, articles, only=only) for only in ((), ("002", "000")))
    assert some.labels == (whole.labels[0], whole.labels[2])
    with pytest.raises(InputError, match="no article begins with 'x'"):
        rows.rows(articles, articles, only="x")


def test_articles_are_placed_and_counted_in_their_rows() -> None:
    articles = data.articles(30, outlets=2)
    table = rows.rows(articles, articles)
    assert table.pooled and len(table) == 2 and table.count(articles) == [15, 15]
    placed = table.place(articles)
    assert placed.groupby("row")["outlet"].nunique().tolist() == [1, 1]
    few = rows.rows(articles, articles, only="000")
    assert few.count(articles) == [1] and few.place(articles)["article_id"].tolist() == [articles["article_id"][0]]


def test_without_outlets_the_first_articles_are_shown() -> None:
    articles = data.articles(30)
    table = rows.rows(articles, None)
    assert not table.pooled and len(table) == rows.MOST and sum(table.count(articles)) == rows.MOST
    assert table.note == "The first 24 of 30 articles, in file order; the others are not shown."
    assert rows.rows(articles, articles.assign(outlet=schema.NOT_STATED)).pooled is False


def test_a_name_that_nobody_holds_is_told_with_some_that_are_held() -> None:
    rows.check_held(["a"], ["a", "b"], "side")
    with pytest.raises(InputError, match="^no side 'x'; the table holds b, a$"):
        rows.check_held(["a", "x"], ["b", "a", "b"], "side")
    with pytest.raises(InputError, match="holds 0, 1, 2, 3, 4, 5, 6, 7 …$"):
        rows.check_held(["x"], map(str, range(9)), "side")
    with pytest.raises(InputError, match="holds none$"):
        rows.check_held(["x"], [], "side")


def test_only_attributions_that_are_in_no_other_are_outermost() -> None:
    said = data.attributions(data.articles(1), each=3).assign(level=[1, 2, 1], zone=["body", "body", "title"])
    assert len(rows.outermost(said, "body")) == 1 and len(rows.outermost(said, "all")) == 2


def test_sides_that_are_none_stand_last() -> None:
    sides = [rows.NOBODY_SPEAKS, schema.NOT_STATED, rows.REST, "b", "A"]
    assert rows.in_order(sides) == ["A", "b", rows.REST, schema.NOT_STATED, rows.NOBODY_SPEAKS]


def test_outlets_of_few_articles_share_a_row_and_one_alone_keeps_its_own() -> None:
    articles = data.articles(40).assign(outlet=["Large"] * 20 + ["Other"] * 15 + ["Small"] * 3 + ["Smaller", "Smallest"])
    table = rows.rows(articles, articles)
    assert table.labels == ("Large (20 articles)", "Other (15 articles)", "3 outlets of under 4 articles (5 in all)")
    assert table.count(articles) == [20, 15, 5]
    alone = rows.rows(articles, articles.assign(outlet=["Large"] * 20 + ["Other"] * 17 + ["Small"] * 3))
    assert alone.labels[2] == "Small (3 articles)"
    small = rows.rows(articles, articles.assign(outlet=[f"O{n // 3}" for n in range(40)]))
    assert len(small) == 14, "where all are small none is large enough to be compared with"
