"""Tone by voice: all scorers, and one with the voices joined."""

from __future__ import annotations

import pandas as pd
import pytest

import charts_data as data
from hearsay import schema
from hearsay.charts.tone import tone, voices_apart
from hearsay.errors import InputError
from toned import toned


def test_tone_shows_every_score_and_how_many_there_were() -> None:
    sentences = data.sentences(data.articles(1), each=3)
    scores = data.tone(sentences).query("analyzer == 'vader'").assign(voice="outlet", polarity=[0.5, None, -0.25])
    text = tone(scores).text
    assert "VADER, own words 0.5, -0.25; printed 2 of 3 | 0 of 0" in text, "two sentences are no mean to print"
    more = data.tone(data.sentences(data.articles(1), each=6)).query("analyzer == 'vader'")
    text = tone(more.assign(voice="outlet", polarity=[0.5, None, -0.25, 0.5, 0.5, 0.0])).text
    assert "VADER, own words, mean 0.25; printed +0.25, 5 of 6 | 0 of 0" in text
    with pytest.raises(InputError, match="no tone by 'vadar'"):
        tone(scores, analyzers=["vadar"])


def apart(scores: dict[str, list[float | None]], others: dict[str, list[float | None]]) -> pd.DataFrame:
    return pd.concat([toned(scores), toned(others, voice="attributed")], ignore_index=True)


def test_voices_apart_joins_the_two_means_of_an_article() -> None:
    table = apart({"a": [0.5, 0.3, None, 0.1, 0.2, 0.4]}, {"a": [-0.5] * 5})
    text = voices_apart(table, analyzer="vader").text
    assert (
        "own words 0.3; attributed words -0.5; printed own words +0.30, 5 of 6 scored | attributed words −0.50, 5 of 5 scored"
        in text
    )
    assert "Whose tone is it? VADER" in text


def test_voices_apart_shows_counts_alone_where_there_is_too_little() -> None:
    text = voices_apart(apart({"a": [0.5] * 4}, {"b": [0.1] * 5}), analyzer="vader").text
    assert "a: printed own words 4 of 4 scored, too few | attributed words: none" in text
    assert "b: attributed words 0.1; printed own words: none | attributed words +0.10, 5 of 5 scored" in text


def test_a_sentence_counts_once_in_each_voice() -> None:
    table = toned({"a": [0.5, 0.1, 0.1, 0.1, 0.1]}, scorers=("vader",))
    halves = pd.concat([table, table.head(1).assign(start=4, polarity=-0.5)], ignore_index=True)
    assert "own words +0.08, 5 of 5 scored" in voices_apart(halves, analyzer="vader").text


def test_sides_have_lanes_of_their_own() -> None:
    table = apart({"a": [0.1] * 5}, {"a": [-0.5] * 20}).query("analyzer == 'vader'").reset_index(drop=True)
    table["side"] = (
        ["", "North", "South", schema.NOT_STATED, "other"][:1] * 5 + ["North"] * 6 + ["South"] * 9 + [schema.NOT_STATED] * 5
    )
    text = voices_apart(table, analyzer="vader", by="side").text
    assert "North −0.50, 6 of 6 scored | South −0.50, 9 of 9 scored | side not stated −0.50, 5 of 5 scored" in text


def test_many_articles_are_rows_of_outlets_with_intervals() -> None:
    articles = data.articles(60, outlets=3)
    table = data.tone(data.sentences(articles))
    chart = voices_apart(table, articles, analyzer="vader")
    assert (
        "60 articles, added up by outlet." in chart.text and "own words, interval" in chart.text and "20 articles" in chart.text
    )
    few = data.articles(30, outlets=15)
    lines = voices_apart(data.tone(data.sentences(few)), few, analyzer="vader").text.splitlines()
    assert all("2 articles, too few" in line and "interval" not in line for line in lines if "(2 articles): " in line)


def test_empty_tables_make_charts_that_say_so() -> None:
    assert "Nothing to show" in voices_apart(schema.frame("tone", [])).text
    with pytest.raises(InputError, match="no tone by 'vadar'"):
        voices_apart(toned({"a": [0.1]}), analyzer="vadar")
    with pytest.raises(InputError, match="'planet'"):
        voices_apart(toned({"a": [0.1]}), by="planet")


@pytest.mark.parametrize("by", ["voice", "side"])
def test_quoted_words_of_nobody_have_a_lane_of_their_own_where_there_are_any(by: str) -> None:
    table = pd.concat(
        [apart({"a": [0.5] * 5}, {"a": [0.1] * 5}), toned({"a": [-0.5] * 5}, voice=schema.UNOWNED)], ignore_index=True
    )
    assert "quoted, speaker not found −0.50, 5 of 5 scored" in voices_apart(table, analyzer="vader", by=by).text
    assert "VADER, quoted, speaker not found" in tone(table, analyzers=["vader"]).text
    without = table[table["voice"] != schema.UNOWNED]
    assert "not found" not in voices_apart(without, analyzer="vader", by=by).text + tone(without).text
