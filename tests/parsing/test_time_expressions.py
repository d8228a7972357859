"""Time expressions, and the tense around them."""

from __future__ import annotations

import pytest

from hearsay.parsing.time_expressions import find_time_expressions, tense_at


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("It fell on Tuesday.", [("Tuesday", "weekday")]),
        ("It fell last week and in 2015.", [("last week", "period"), ("2015", "year")]),
        ("It fell two days ago.", [("two days ago", "ago")]),
        ("It fell on July 19, 2022.", [("July 19, 2022", "date")]),
        ("It fell in early March 2021.", [("early March 2021", "month of year")]),
        ("It fell on 4 March.", [("4 March", "day of month")]),
        ("It fell in July.", [("July", "month")]),
        ("It fell yesterday morning.", [("yesterday morning", "day")]),
        ("It fell the following day.", [("the following day", "elsewhere")]),
    ],
)
def test_an_expression_and_its_kind(sentence, found):
    assert [(sentence[one.start : one.end], one.kind) for one in find_time_expressions(sentence)] == found


@pytest.mark.parametrize(
    "sentence",
    [
        "On Tuesdays it is shut.", "It was Black Friday.", "The Sunday Times wrote so.", "A film by Tuesday Weld ended.",
        "After Sept. 11 it changed.", "It is shut even today.", "He wrote for USA Today now.", "He had 2015 votes.",
    ],
)  # fmt: skip
def test_what_names_something_else_is_none(sentence):
    assert find_time_expressions(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "tense"),
    [
        ("The bridge fell on Tuesday.", "past"),
        ("The bridge will open on Tuesday.", "ahead"),
        ("The bridge is due on Tuesday.", "ahead"),
        ("The bridge may open on Tuesday.", ""),
        ("On Tuesday the bridge fell.", "past"),
        ("It fell; on Tuesday, nothing.", ""),
        ("Nothing on Tuesday.", ""),
    ],
)
def test_the_nearest_verb_of_the_clause_tells(sentence, tense):
    (one,) = find_time_expressions(sentence)
    assert tense_at(sentence, one.start, one.end) == tense
