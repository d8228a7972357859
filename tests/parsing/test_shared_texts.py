"""Which articles print one text, on made articles: copied, cut, embedded, credited, taken from in part."""

from __future__ import annotations

import random

import pandas as pd
import pytest

from hearsay.parsing.shared_texts import shared_texts

WORDS = [f"{first}{second}" for first in "bdfgklmnprst" for second in ("ara", "eno", "ilu", "oma", "uti", "ade", "ose")]


def prose(seed: int, sentences: int) -> list[str]:
    draw = random.Random(seed)
    return [" ".join(draw.choices(WORDS, k=18)).capitalize() + "." for _ in range(sentences)]


def tables(bodies: dict[str, list[str]], agencies: dict[str, str] | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    agencies = agencies or {}
    upstream = [agencies.get(name, "not stated") for name in bodies]
    articles = pd.DataFrame({"article_id": list(bodies), "upstream": upstream})
    rows = [(name, number, "body", text) for name, body in bodies.items() for number, text in enumerate(body)]
    return articles, pd.DataFrame(rows, columns=["article_id", "sentence_no", "zone", "text"])


WIRE = prose(1, 20)


def test_copies_go_by_the_first_that_prints_them_and_others_by_nothing():
    bodies = {"x": prose(2, 20), "b": WIRE, "a": WIRE, "c": WIRE[:14], "y": prose(3, 20)}
    assert shared_texts(*tables(bodies)).to_dict() == {"x": "", "b": "b", "a": "b", "c": "b", "y": ""}


@pytest.mark.parametrize(("kept", "same"), [(20, True), (17, True), (14, False), (0, False)])
def test_four_fifths_of_the_shorter_one_have_to_stand_in_the_other(kept, same):
    changed = WIRE[:kept] + prose(4, 20 - kept)
    assert (shared_texts(*tables({"a": WIRE, "b": changed}))["b"] == "a") == same


def test_a_short_report_inside_a_long_article_is_its_own_text_unless_both_name_the_agency():
    bodies = {"long": WIRE, "short": WIRE[:7]}
    assert set(shared_texts(*tables(bodies))) == {""}
    assert shared_texts(*tables(bodies, {"long": "Reuters", "short": "REUTERS"}))["short"] == "long"
    assert set(shared_texts(*tables(bodies, {"long": "Reuters", "short": "AP"}))) == {""}


def test_one_agency_alone_makes_no_shared_text():
    bodies = {"a": WIRE, "b": prose(5, 20)}
    assert set(shared_texts(*tables(bodies, {"a": "AP", "b": "AP"}))) == {""}


def test_articles_without_a_body_share_nothing():
    articles, sentences = tables({"a": WIRE, "b": [], "c": []})
    assert set(shared_texts(articles, sentences)) == {""} and shared_texts(articles.head(0), sentences.head(0)).empty


def test_the_five_articles_are_texts_of_their_own(seeds):
    assert set(shared_texts(seeds.articles, seeds.sentences)) == {""}
