"""Charts of claims and upstreams: what is drawn is what was counted."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.collections import PathCollection

import charts_data
from hearsay.charts.claims import claims, upstreams


@pytest.fixture
def articles() -> pd.DataFrame:
    return charts_data.articles(5)


def test_each_count_is_drawn_where_it_belongs(articles):
    table = charts_data.claims(articles)
    page = claims(table)
    first = table.drop_duplicates("claim_no").sort_values(["mentions", "claim_no"], ascending=[False, True])
    for name in ("mentions", "articles", "origins"):
        (dots,) = (c for c in page.axes.collections if isinstance(c, PathCollection) and c.get_label() == name)
        assert dots.get_offsets()[:, 0].tolist() == first[name].tolist()


def test_rows_of_one_upstream_stand_together_and_inferences_are_broken_lines(articles):
    table = charts_data.stated_relays(articles)
    page = upstreams(table, articles)
    names = [text.get_text().split(" (")[0] for text in page.axes.texts if text.get_position()[0] < 0.5]
    assert len(set(names)) == len([n for n, after in zip(names, [*names[1:], None], strict=True) if n != after])
    kinds = [line for line in page.axes.lines if line.get_label() in ("_stated", "_inferred")]
    assert {line.get_label(): line.get_linestyle() for line in kinds} == {"_stated": "-", "_inferred": "--"}
    assert "not stated" not in names


def test_an_empty_table_says_so(articles):
    assert "Nothing to show" in claims(charts_data.claims(articles).head(0)).text
    assert "Nothing to show" in upstreams(charts_data.stated_relays(articles).head(0), articles).text
