"""The headline against the body: what it drops, and what it adds."""

from __future__ import annotations

import pytest

from hearsay.sourcing import headline
from sourced import said, shown, view

BODY = ["Officials said the old bridge may collapse within 10 years.", "Fishermen sat on it."]
SAID_SO = [said("Officials", "said", "so")]
ATTRIBUTED = [said("Officials", "said", "the old bridge may collapse within 10 years")]


def answer(measure, *given, **options):
    (finding,) = measure(view(*given, **options))
    return finding.answer


@pytest.mark.parametrize(
    ("title", "body", "attributions", "expected"),
    [
        ("Old bridge to collapse", BODY, ATTRIBUTED, "yes"),
        ("Old bridge to collapse", ["The old bridge will collapse soon."], [], "no"),
        ("“Old bridge to collapse”", BODY, ATTRIBUTED, "no"),
        ("Old bridge to collapse", ["Officials, who own the old bridge that may collapse, said so."], SAID_SO, "no"),
        ("Old bridge", BODY, ATTRIBUTED, headline.NO_MATCH),
        ("Rain is forecast for Sunday", BODY, ATTRIBUTED, headline.NO_MATCH),
        ("", BODY, ATTRIBUTED, headline.NO_TITLE),
    ],
)
def test_an_attribution_is_dropped(title, body, attributions, expected):
    assert answer(headline.attribution_dropped, body, attributions, title=title) == expected


def test_a_headline_that_attributes_drops_nothing():
    title = "Old bridge to collapse, mayor says"
    attributions = [said("mayor", "says", "Old bridge to collapse"), *ATTRIBUTED]
    assert answer(headline.attribution_dropped, BODY, attributions, title=title) == "no"


@pytest.mark.parametrize(
    ("title", "expected"),
    [("Old bridge to collapse", "yes"), ("Old bridge could collapse", "no"), ("Alleged collapse of old bridge", "no")],
)
def test_a_hedge_is_dropped(title, expected):
    assert answer(headline.modality_raised, BODY, ATTRIBUTED, title=title) == expected


@pytest.mark.parametrize(
    ("title", "attributions", "expected"),
    [
        ("Bridge to last 10 years", ATTRIBUTED, "no"),
        ("Bridge to last 10 years", [], "yes"),
        ("Bridge to last 20 years", ATTRIBUTED, "yes"),
        ("Bridge to last", ATTRIBUTED, headline.NO_NUMBER),
    ],
)
def test_a_number_has_a_source(title, attributions, expected):
    assert answer(headline.number_unsourced, BODY, attributions, title=title) == expected


def test_the_numbers_without_a_source_are_shown_or_all_where_each_has_one():
    for title, words in {"Bridge of 20 arches to last 10 years": ["20"], "Bridge to last 10 years": ["10"]}.items():
        article = view(BODY, ATTRIBUTED, title=title)
        (finding,) = headline.number_unsourced(article)
        assert shown(article, finding) == words
