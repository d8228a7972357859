"""The sentences of the front page: counted by hand, and silent where the articles cannot carry them."""

from __future__ import annotations

import json
import re

import pytest

import hearsay as hs
from hearsay.charts.sources import NAMED
from hearsay.report.findings import findings, speakers_of
from two_outlets import write_corpus


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return hs.read(write_corpus(tmp_path_factory.mktemp("two"), outlets=("The Lamp", "The Bell"), articles=6))


@pytest.fixture(scope="module")
def told(study):
    return {one.name: one for one in findings(study)}


def test_shares_are_counted_over_statements_and_bounded_over_articles(study, told):
    said = study.attributions.query("level == 1 and zone == 'body'")
    k, n = int((said["cue"] == "claimed").sum()), len(said)
    assert k == 24 and n >= 72, "two such sentences in each of twelve articles"
    assert told["doubted"].text == f"{k} of {n} statements ({round(100 * k / n)} %) are told with a cue that doubts or denies."
    assert told["doubted"].sure.startswith("95 % interval over 12 articles: ")
    assert len(told["doubted"].counted) == k and set(told["doubted"].counted["cue"]) == {"claimed"}


def test_two_sides_that_are_heard_alike_are_not_ordered(told):
    assert "which of the first two is heard more is not resolved" in told["sides"].text


def test_a_side_that_is_heard_alone_is_told_to_be_heard_most(tmp_path):
    told = {one.name: one for one in findings(hs.read(write_corpus(tmp_path, outlets=("The Lamp",), articles=6)))}
    assert told["sides"].text.startswith("US speakers have the floor most often: in ")


def test_what_stands_out_between_outlets_is_told_with_both_figures(told):
    first = told["difference-1"].text
    assert "gives the floor to" in first and "more often than" in first and " against " in first
    assert "after adjustment for" in told["difference-1"].sure and "12 articles" in told["difference-1"].sure


def test_without_enough_articles_nothing_is_told_of_outlets(tmp_path):
    told = {one.name: one for one in findings(hs.read(write_corpus(tmp_path, outlets=("The Lamp", "The Bell"), articles=2)))}
    assert told["outlets"].text.startswith("Nothing can be told of differences between the outlets.")
    assert not any(name.startswith("difference") for name in told)


def test_a_text_that_two_articles_print_is_told_of_both(tmp_path):
    where = write_corpus(tmp_path, outlets=("The Lamp",), articles=3)
    copied = json.loads((tmp_path / "000_00.json").read_text(encoding="utf-8")) | {"outlet": "The Bell", "title": "Bridges"}
    (tmp_path / "000_90.json").write_text(json.dumps(copied), encoding="utf-8")
    told = {one.name: one for one in findings(hs.read(where))}
    assert told["copies"].text == "2 articles print a text that another prints too (1 text)."


def test_the_unnamed_are_those_of_the_page_of_an_article(study, told):
    named = study.attributions.query("level == 1 and zone == 'body'")["identifiability"].map(NAMED)
    assert told["unnamed"].text.startswith(f"{(named == 'unnamed').sum()} of ")


def test_of_one_outlet_there_is_nothing_to_compare(tmp_path):
    told = findings(hs.read(write_corpus(tmp_path, outlets=("The Lamp",), articles=2)))
    assert "Outlets cannot be compared: only one is stated." in [one.text for one in told]


def test_where_hardly_anything_is_said_nothing_is_told(tmp_path):
    (told,) = findings(hs.read(write_corpus(tmp_path, outlets=("The Lamp",), articles=1, said=3)))
    assert re.fullmatch(r"Too little is said to tell anything: \d statements by others in 1 article\.", told.text)


def test_one_article_has_no_interval(tmp_path):
    told = {one.name: one for one in findings(hs.read(write_corpus(tmp_path, outlets=("The Lamp",), articles=1, said=12)))}
    assert told["unnamed"].sure == "One article: it says nothing of what another would give."


def test_a_side_of_the_users_own_is_called_as_the_user_calls_it():
    assert speakers_of("Iran") == "Iranian speakers" and speakers_of("US") == "US speakers"
    assert speakers_of("the council") == "speakers of “the council”"
