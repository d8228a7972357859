"""How actors are spoken of: mentions, or articles where there are many."""

from __future__ import annotations

import pandas as pd
import pytest

import charts_data as data
from hearsay.charts.tone import portrayal
from hearsay.errors import InputError


def test_a_dot_is_a_mention_and_hollow_where_the_model_is_unsure() -> None:
    table = data.portrayals(data.articles(1)).assign(
        voice="outlet", actor="Norway", negative=[1.0, 0.5, 0.0, 0.5], positive=[0.0, 0.5, 0.5, 0.25]
    )
    text = portrayal(table).text
    assert "own words -1, 0, 0.5; own words, unsure -0.25; printed n = 4, 1 unsure | n = 0" in text, "four are no mean"
    five = pd.concat([table, table.head(1).assign(start=999)])
    assert "own words, unsure -0.25; own words, mean -0.35; printed −0.35, n = 5, 1 unsure" in portrayal(five).text


def test_with_many_articles_a_dot_is_an_article() -> None:
    articles = data.articles(30).assign(outlet=["A", "B"] * 15)
    chart = portrayal(data.portrayals(articles).assign(voice="outlet"), articles, actors=["Actor 1"])
    told = " ".join(chart.text.split())
    assert "Each dot is an article." in told and "unsure" not in told.partition("Each dot")[0]
    dots = [c for c in chart.axes.collections if c.get_label() == "own words"]
    assert [len(c.get_offsets()) for c in dots] == [15, 15] and "n = 30" in told


def test_those_with_the_most_mentions_are_shown_unless_some_are_named() -> None:
    table = data.portrayals(data.articles(7))
    table["actor"] = [f"Actor {place // 4}" for place in range(len(table))]
    table.loc[25:27, "actor"] = "Actor 5"
    rows = [line.partition(" · ")[0] for line in portrayal(table).text.splitlines() if line.startswith("Actor")]
    assert list(dict.fromkeys(rows)) == ["Actor 5", "Actor 0", "Actor 1", "Actor 2", "Actor 3"]
    assert "Actor 6 · " in portrayal(table, actors=["Actor 6"]).text
    with pytest.raises(InputError, match="no mention of 'Nobody'; the table holds Actor 5"):
        portrayal(table, actors=["Nobody"])
