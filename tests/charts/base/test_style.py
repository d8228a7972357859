"""Colours that can be told apart and read, and how wide words are."""

from __future__ import annotations

import pytest

from hearsay import schema
from hearsay.charts.base import style
from hearsay.charts.base.style import OUTLETS, drawing, outlet_colours, side_colours


def test_colours_are_by_order_and_alphabet_and_nobody_is_grey() -> None:
    colours = outlet_colours(["B", schema.NOT_STATED, "A", "B"])
    assert [colours["B"], colours["A"]] == list(OUTLETS[:2]) and colours[schema.NOT_STATED] == "#9a9a9a"
    assert side_colours(["US", "Iran"]) == side_colours(["Iran", "US", "Iran"])
    many = outlet_colours(str(n) for n in range(21))
    assert len({many[str(n)] for n in range(21)}) == 21


@pytest.mark.parametrize("text", ["short", "a " * 400, "x" * 5000, "naïve 中文 עברית" * 9, "", "   "])
def test_labels_fit_their_room(text: str) -> None:
    with drawing():
        fitted = style.fitted_text(text, 1.2, 9, lines=2)
        assert len(fitted.splitlines()) <= 2
        assert all(style.text_width(line, 9) <= 1.2 for line in fitted.splitlines())
        assert fitted.endswith("…") or "".join(fitted.split()) == "".join(text.split())


def test_contrast_is_that_of_wcag() -> None:
    assert style.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert style.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert style.contrast("#123456", "#123456") == 1


@pytest.mark.parametrize("colour", [*OUTLETS, *style.SIDES])
def test_a_colour_is_darkened_until_it_can_be_read(colour: str) -> None:
    paper = style.tint(colour, 0.82)
    assert style.contrast(style.readable(colour, paper), paper) >= style.READABLE
    assert style.contrast(paper, "#ffffff") < style.contrast(colour, "#ffffff")


def test_a_long_line_loses_its_middle() -> None:
    with drawing():
        cut = style.middle_cut("one beginning, a long middle, and an end", 1.2, 8)
        assert cut.startswith("one") and cut.endswith("end") and "…" in cut and style.text_width(cut, 8) <= 1.2
        assert style.middle_cut("short", 1.2, 8) == "short"


def test_widths_grow_with_size_and_the_longest_line_counts() -> None:
    assert style.text_width("", 8) == 0 and style.text_height("", 8) == 0
    assert style.text_width("wide", 16) > style.text_width("wide", 8) > 0
    assert style.widest_text("a\nlonger", 8) == style.text_width("longer", 8)
    assert style.text_height("a\nb", 8) == pytest.approx(2 * style.text_height("a", 8))
