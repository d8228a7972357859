"""A page as the labellers pass it on."""

from __future__ import annotations

import pytest

from hearsay.parsing.lines import split_lines
from hearsay.parsing.page import NOWHERE, Page, content_words

TEXT = [
    "The Lamp",
    "Bridge falls in Arnford",
    "By Jane Holm",
    "March 4, 2021",
    "The bridges of Arnford fell, said Jane Holm.",
    "The Lamp",
]


def page(*body: int) -> Page:
    split = split_lines("\n".join(TEXT))
    return Page(split, [n in body for n in range(len(split))])


def test_where_the_body_begins_and_ends():
    assert (page(3, 4).first_body, page(3, 4).last_body) == (3, 4) and (page().first_body, page().last_body) == (6, -1)


def test_a_title_shares_its_words_with_the_body():
    held = page(4)
    assert held.overlap(1) == pytest.approx(2 / 3) and held.overlap(3) == 0.0 and {"bridge", "arnfor"} <= held.topic
    assert content_words(["The", "of", "Bridges", "UN", "un"]) == ["the", "bridge", "un"]


def test_what_stands_there_twice():
    held = page(4)
    assert (
        held.lines.repeats["the lamp"] == 2
        and held.said_again("The Lamp") == 2
        and held.named("by jane holm") == 1
        and held.named("jane holm.") == 1
        and held.named("holm.") == 0
    )
    longer = Page(split_lines("Bridge falls in Arnford today\nBridge falls in Arnford today | The Lamp"), [False, False])
    assert longer.said_again("Bridge falls in Arnford today") == 2


def test_how_far_dates_and_bylines_are():
    down, up, by_down, by_up = page(4).near(1)
    assert (down, up, by_down, by_up) == (2.0, float(NOWHERE), 1.0, float(NOWHERE)) and page(4).near(5)[1] == 2.0


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("By", 1), ("by —", 1), ("Written by:", 1), ("COMMENTARY BY", 1), ("About the author", 2), ("Authors", 2),
        ("Reviewed by", 3), ("Edited By:", 3), ("By Jane Holm", 0), ("The bridge by the river", 0),
    ],
)  # fmt: skip
def test_a_line_may_announce_the_names_below_it(line, kind):
    held = Page(split_lines(f"Bridge falls\n{line}\nJane Holm"), [False] * 3)
    assert held.announced.tolist() == [0, 0, 0, kind, 0]
