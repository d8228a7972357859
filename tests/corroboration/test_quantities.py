"""Quantities: what a number in a text can mean, and when two of one thing cannot be the same."""

from __future__ import annotations

import pytest

from hearsay.corroboration.quantities import differing, quantities, same


def read(text: str):
    return quantities(text, 0, len(text))


@pytest.mark.parametrize(
    ("text", "low", "high", "of"),
    [
        ("1,000 drones", 1000, 1000, "dron"),
        ("hundreds of drones", 200, 999, "dron"),
        ("paid $5.7 billion for a wall", 5.7e9, 5.7e9, "$"),
        ("some 35 percent of voters", 31.5, 38.5, "%"),
        ("more than 400 attack drones", 400, 800, "dron"),
        ("twelve days", 12, 12, "day"),
        ("hundreds of thousands of workers", 200e3, 999e3, "worker"),
    ],
)
def test_a_quantity_is_a_range_of_a_thing(text, low, high, of):
    (found,) = read(text)
    assert found.low == pytest.approx(low, rel=0.01)
    assert found.high == pytest.approx(high, rel=0.01)
    assert of in found.of


def test_of_links_a_number_to_what_it_counts_and_no_further():
    (models,), (drones,) = read("three models of drone"), read("hundreds of drones")
    assert not models.of & drones.of and models.of


@pytest.mark.parametrize("text", ["debris of a Shahed 131 killer drone", "under Section 702 of the act", "a Boeing 737 crashed"])
def test_the_number_of_a_name_counts_nothing(text):
    assert not read(text)


@pytest.mark.parametrize("text", ["sold Russia 400 killer drones", "The 12 men left", "cost Iran 40 lives"])
def test_what_is_counted_behind_a_name_is_counted(text):
    assert len(read(text)) == 1


@pytest.mark.parametrize("text", ["on Feb. 15", "in 2019", "at 12:00 p.m.", "the 45th president", "one of the first"])
def test_days_years_hours_and_ordinals_are_no_quantities(text):
    assert not read(text)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("hundreds of drones", "1,000 drones", True),
        ("hundreds of drones", "400 drones", True),
        ("400 drones", "more than 400 drones", False),
        ("a 35-word oath", "the 38-word oath", True),
        ("800,000 workers", "800,000 federal workers", False),
        ("1,000 drones", "three planes", False),
        ("21 percent and 17 percent", "17 percent", False),
    ],
)
def test_numbers_of_one_thing_that_cannot_be_one(one, other, apart):
    assert (differing(read(one), read(other)) is not None) == apart
    assert (differing(read(other), read(one)) is not None) == apart


def test_a_number_is_itself():
    for text in ("hundreds of drones", "more than 400 drones", "$3 million"):
        (found,) = read(text)
        assert same(found, found)


def test_places_are_those_of_the_text():
    text = "They sent about 60 tanks and two ships."
    assert [text[q.start : q.end] for q in read(text)] == ["about 60", "two"]
