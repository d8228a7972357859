"""Loaded words and epithets."""

from __future__ import annotations

import pytest

import charts_data as data
from hearsay import schema
from hearsay.charts.word_choice import epithets, loaded
from hearsay.errors import InputError


def test_loaded_words_are_counted_by_voice_and_ground() -> None:
    articles = data.articles(1)
    marked = data.loaded(data.sentences(articles, each=3)).assign(
        voice=["outlet", "outlet", "attributed"], category=["a", "b", "a"]
    )
    text = loaded(marked, articles).text
    assert "own words 2; attributed words 1; printed 2 | 1 | a 1+1; b 1+0 | n = 300 words" in text


def test_judging_epithets_stand_first_and_plain_ones_only_when_asked_for() -> None:
    table = data.epithets(data.articles(2)).assign(
        thing="drone", voice="outlet", epithet=[*"abcdef"] * 2, grade=["plain", "distinguishing", "evaluative"] * 4
    )
    rows = [line for line in epithets(table).text.splitlines() if line.startswith("drone: ")]
    assert [row.partition("printed ")[2] for row in rows] == ["c | f | b | e"] * 2
    assert "c | f | b | e | a | d" in epithets(table, things="drone").text


def test_more_epithets_than_there_is_room_for_are_counted() -> None:
    table = data.epithets(data.articles(2)).assign(
        thing="drone", grade="evaluative", epithet=["so very long an epithet that few fit"] * 12
    )
    table["epithet"] = [f"{name} {place}" for place, name in enumerate(table["epithet"])]
    assert "| +" in epithets(table).text


def test_a_thing_without_epithets_is_told() -> None:
    with pytest.raises(InputError, match="no epithet of 'boat'; the table holds drone"):
        epithets(data.epithets(data.articles(2)), things=["drone", "boat"])
    assert "Nothing to show" in epithets(schema.frame("epithets", [])).text
    assert "Nothing to show" in loaded(schema.frame("loaded", [])).text


def test_marked_words_in_quotations_of_nobody_are_counted_apart() -> None:
    articles = data.articles(1)
    marked = data.loaded(data.sentences(articles, each=3)).assign(
        voice=["outlet", "attributed", schema.UNOWNED], category=["a", "a", "a"]
    )
    text = loaded(marked, articles).text
    assert "own words 1; attributed words 1; quoted, speaker not found 1; printed 1 | 1 | 1 | a 1+1+1" in text
