"""The matrix of indicators: what stands in a cell, in which order, and what has no room."""

from __future__ import annotations

import pandas as pd
import pytest

import charts_data as data
from hearsay.charts.indicators import NOTHING, cell_text, indicators
from hearsay.errors import InputError


def test_cells_say_what_the_table_says_and_bars_are_its_shares() -> None:
    articles = data.articles(2).assign(outlet=["B", "A"])
    table = data.indicators(articles)
    text = indicators(table, articles, show=["S3", "P1"]).text
    first = table.query("indicator == 'S3'").set_index("article_id")["answer"]
    ids = articles["article_id"]
    assert "columns: A | B" in text and f"printed {first[ids[1]]} | {first[ids[0]]}" in text
    assert "S3 unnamed sources: share " in text and "S1" not in text


def test_articles_stand_by_name_and_those_without_room_are_told() -> None:
    articles = data.articles(30, outlets=30)
    articles = articles.assign(outlet=[f"Outlet {chr(90 - place % 26)}{place}" for place in range(30)])
    text = indicators(data.indicators(articles), articles).text
    assert "The first 8 of 30 articles, by name" in text and "columns: Outlet A25" in text


def test_not_stated_is_printed_and_draws_no_bar() -> None:
    articles = data.articles(1)
    cut = data.indicators(articles).assign(answer="not stated", value=float("nan"))
    text = indicators(cut, articles, show=["S3"]).text
    assert "S3 unnamed sources: printed not stated" in text


def test_rows_of_one_indicator_are_added_up() -> None:
    table = pd.DataFrame({"item": ["Iran", "Russia"], "answer": ["own voice", "not heard"], "k": [1, 0], "n": [1, 1]})
    assert cell_text(table.astype({"k": "Int64", "n": "Int64"})) == "1 of 2" and cell_text(table.head(0)) == NOTHING


def test_an_unknown_indicator_is_told() -> None:
    with pytest.raises(InputError, match="no indicator 'S99'"):
        indicators(data.indicators(data.articles(1)), show=["S99"])
