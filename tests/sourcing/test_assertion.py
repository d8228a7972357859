"""How firmly it is said: stances by side, hedges, loaded words, assertions without a source, certainty."""

from __future__ import annotations

from math import comb

import pytest

from hearsay.sourcing import assertion
from sourced import NOBODY, said, shown, view


def one(measure, article):
    (finding,) = measure(article)
    return finding


def test_stances_are_counted_by_side_and_nobody_has_none():
    body = ["Ann said one.", "Ann claimed two.", "Bob noted three.", "It was reported that four."]
    article = view(body, [
        said("Ann", "said", "one", side="US"), said("Ann", "claimed", "two", side="US", stance="doubtful"),
        said("Bob", "noted", "three", side="Iran", stance="assertive"),
        said("", "was reported", "that four", **{k: v for k, v in NOBODY.items() if k != "source"}),
    ])  # fmt: skip
    told = [(row.item, row.k, row.n) for row in assertion.stances(article)]
    assert told == [("Iran: assertive", 1, 1), ("US: neutral", 1, 2), ("US: doubtful", 1, 2)]


@pytest.mark.parametrize(("each", "rows"), [(9, 0), (10, 1)])
def test_two_sides_are_tested_from_ten_statements_each(each, rows):
    names = [f"{side}{n}" for side in "AB" for n in range(each)]
    doubted = {"A": ("claimed", "doubtful"), "B": ("said", "neutral")}
    body = [f"Mr {name} {doubted[name[0]][0]} it{name}." for name in names]
    attributions = [
        said(f"Mr {name}", doubted[name[0]][0], f"it{name}", side=name[0], stance=doubted[name[0]][1]) for name in names
    ]
    found = list(assertion.stance_test(view(body, attributions)))
    # All against none: the two most extreme of the 184,756 ways to deal out ten of twenty.
    assert len(found) == rows and all(row.value == pytest.approx(2 / 184_756) for row in found)


def test_the_test_of_two_sides_is_fishers_on_what_is_doubted_and_what_is_not():
    """Seven of ten against two of twelve, by hand: the ways to deal out nine doubted among 22 that are no likelier."""
    doubted, each = {"A": 7, "B": 2}, {"A": 10, "B": 12}
    names = [(side, n, "doubtful" if n < doubted[side] else "neutral") for side in each for n in range(each[side])]
    body = [f"Mr {side}{n} said it{side}{n}." for side, n, _ in names]
    told = [said(f"Mr {side}{n}", "said", f"it{side}{n}", side=side, stance=stance) for side, n, stance in names]
    ways = [comb(10, a) * comb(12, 9 - a) for a in range(10)]
    (finding,) = assertion.stance_test(view(body, told))
    assert finding.value == pytest.approx(sum(one for one in ways if one <= ways[7]) / comb(22, 9))
    assert (finding.n, finding.item, len(finding.evidence)) == (22, "A and B", 9)


def test_the_sentence_with_the_most_hedges_is_found():
    article = view(["The bridge may close.", "It is reportedly likely that it could fall.", "It stands in May."])
    finding = one(assertion.stacked_hedges, article)
    assert finding.k == 3 and shown(article, finding) == ["reportedly", "likely", "could"]


def test_loaded_words_are_told_by_voice_and_per_word_of_it():
    article = view(
        ["Ann Lee slammed the plan as a brutal attack.", "The regime is undoubtedly weak."],
        [said("Ann Lee", "slammed", "the plan as a brutal attack")],
    )
    own, others = one(assertion.loaded_of_outlet, article), one(assertion.loaded_of_attributed, article)
    assert shown(article, own) == ["slammed", "regime", "undoubtedly"] and own.n == 8
    assert shown(article, others) == ["brutal"] and others.n == 6
    assert shown(article, one(assertion.certainty, article)) == ["undoubtedly"]


def test_assertions_without_a_source():
    body = [
        "The bridge was built in 1931.",
        "Ann Lee said the bridge is old.",
        "Is it safe to cross the bridge?",
        "In a hall full of people Ann Lee added that it must close.",
    ]
    article = view(body, [said("Ann Lee", "said", "the bridge is old"), said("Ann Lee", "added", "that it must close")])
    finding = one(assertion.unsourced_assertions, article)
    assert shown(article, finding) == body[:1] and finding.n == 2
