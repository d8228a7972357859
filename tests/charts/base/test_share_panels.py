"""Panels of shares: values and intervals of the rows, what is printed, and the order."""

from __future__ import annotations

import math

import pandas as pd
import pytest

import charts_data as data
from hearsay.charts.base.canvas import sheet
from hearsay.charts.base.rows import rows
from hearsay.charts.base.share_panels import articles_of, draw_panels, in_order_of, mean_panel, percent, share_panel
from hearsay.statistics.intervals import of_articles


@pytest.fixture
def articles() -> pd.DataFrame:
    """Thirty articles: of two outlets with twelve each, and of one with six."""
    return data.articles(30).assign(outlet=["A"] * 12 + ["B"] * 12 + ["C"] * 6)


def test_a_share_is_k_of_n_with_its_interval_over_articles(articles) -> None:
    said = data.attributions(articles)
    table = rows(articles, articles)
    chosen = said[said["article_id"].isin(articles.loc[articles["outlet"] == "A", "article_id"])].groupby("article_id").head(1)
    panel = share_panel("first", chosen, said, table)
    place = next(row for row, label in enumerate(table.labels) if label.startswith("A"))
    n = said.groupby("article_id").size().reindex(articles["article_id"].head(12), fill_value=0).to_numpy()
    assert panel.values[place] == pytest.approx(12 / n.sum()) and panel.printed[place] == f"12 of {n.sum()}"
    assert panel.intervals[place] == pytest.approx(of_articles((n > 0).astype(int), n))
    assert [value for row, value in enumerate(panel.values) if row != place] == [0.0] * (len(table) - 1)


def test_a_mean_is_over_articles_and_of_none_there_is_none(articles) -> None:
    table = rows(articles, articles)
    values = articles[["article_id"]].assign(x=[1.0, 3.0] * 12 + [math.nan] * 6)
    panel = mean_panel("x", values, "x", table)
    place = next(row for row, label in enumerate(table.labels) if label.startswith("C"))
    assert math.isnan(panel.values[place]) and panel.printed[place] == "not read" and panel.intervals[place] is None
    others = [row for row in range(len(table)) if row != place]
    assert [panel.values[row] for row in others] == [2.0, 2.0]
    assert all(panel.intervals[row][0] < 2 < panel.intervals[row][1] for row in others)


def test_the_largest_stands_first_and_each_row_is_printed_with_its_articles(articles) -> None:
    table = rows(articles, articles)
    said = data.attributions(articles)
    of_b = said[said["article_id"].isin(articles.loc[articles["outlet"] == "B", "article_id"])]
    panel = share_panel("all of B", of_b, said, table)
    ordered = in_order_of(panel, table)
    assert ordered.labels[0].startswith("B") and sorted(ordered.labels) == sorted(table.labels)
    assert articles_of(table) == ("articles", [str(size) for size in (12, 12, 6)])


def test_panels_are_drawn_side_by_side_each_from_nought(articles) -> None:
    table, said = rows(articles, articles), data.attributions(articles)
    panel = share_panel("some", said.groupby("article_id").head(1), said, table)
    page = sheet(None, table.labels, title="t", foot=0.4)
    draw_panels(page, [panel, panel], articles_of(table))
    text = page.chart().text
    assert text.startswith("t\ncolumns: some | some | articles\n") and text.count("interval") == len(table)
    assert all(f"printed {one} | {one} | " in text for one in panel.printed)


@pytest.mark.parametrize(("share", "shown"), [(0, "0 %"), (0.004, "0.4 %"), (0.17, "17 %"), (1, "100 %")])
def test_small_shares_keep_a_digit(share: float, shown: str) -> None:
    assert percent(share) == shown
