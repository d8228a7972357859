"""The omission matrix: who and what each article of a story has, and has not."""

from __future__ import annotations

import pytest

import charts_data as data
from hearsay.charts.omissions import omissions
from hearsay.errors import InputError


def test_a_symbol_for_each_status_and_none_for_what_a_paywall_hides() -> None:
    articles = data.articles(4)
    table = data.omissions(articles, actors=1).assign(status=["heard", "mentioned", "not found", "not found"] * 2)
    text = omissions(table, articles).text
    assert "Actor 0: printed ● | ○ | – | ?" in text and "claim 1: so and so many were sold: printed ● | ○ | – | ?" in text
    assert "? not found, but the text ends at the paywall" in text and "(1) “so and so many were sold”" in " ".join(text.split())
    assert "paywall" not in omissions(table.assign(truncated=False), articles).text


def test_what_has_no_room_is_told() -> None:
    text = omissions(data.omissions(data.articles(26), actors=30)).text
    assert "The 25 of 30 actors that the most articles have." in text and "The first 24 of 26 articles." in text


def test_a_story_is_chosen_or_the_largest_is_shown() -> None:
    table = data.omissions(data.articles(2))
    two = table.assign(story=["flood" if item == "Actor 0" else "fire" for item in table["item"]])
    assert "The story of the most articles, of 2 stories." in omissions(two).text
    chosen = omissions(two, story="fire").text
    assert "Actor 0:" not in chosen and "Actor 1:" in chosen


def test_what_makes_one_story_of_the_articles_is_told() -> None:
    table, told = data.omissions(data.articles(2)), []
    first = table["article_id"] == table["article_id"][0]
    for basis in ("not stated", "given", "found", first.map({True: "given", False: "found"})):
        told.append(" ".join(omissions(table.assign(story="flood", basis=basis)).text.split()))
    assert "taken for one story because no event is stated" in told[0] and "on one event, as supplied:" in told[1]
    assert "found by dates, names and words, not supplied" in told[2] and "1 of the 2 were found to report it" in told[3]


def test_a_story_that_is_not_there() -> None:
    two = data.omissions(data.articles(2)).assign(story="flood")
    with pytest.raises(InputError, match="no story 'storm'; the table holds flood"):
        omissions(two, story="storm")
