"""Dots in rows, with intervals and with words beside them."""

from __future__ import annotations

import numpy as np
import pytest

from drawn_text import text_boxes
from hearsay.charts.base.canvas import SMALL, sheet
from hearsay.charts.base.dot_lanes import Lane, Series, Words, dot, p_value, scale, side_by_side, signed, told_of_bars, write
from hearsay.charts.base.style import text_width

NAN = float("nan")


@pytest.mark.parametrize("words", ["n = 1", "a rather long remark on what stands in this row"])
def test_a_scale_leaves_room_for_its_words(words: str) -> None:
    page = sheet(None, ["one", "two"], title="t", foot=0.5)
    scale(page, -2, 3, [Words(0, words), Words(1, "short")], name="what")
    left, right = page.axes.get_xlim()
    begin = page.axes.texts[0].get_position()[0]
    assert left < -2 < 3 < begin < right and page.axes.get_xlabel() == "what"
    assert page.inches * (right - begin) / (right - left) >= text_width(words, SMALL)
    assert all(-2 <= tick <= 3 for tick in page.axes.get_xticks()) and len(page.axes.get_xticks()) > 2
    paper = page.axes.figure.bbox
    assert all(paper.x0 <= box.x0 and box.x1 <= paper.x1 for _, box in text_boxes(page.chart()))


def test_words_are_written_in_their_colour() -> None:
    page = sheet(None, ["one"], title="t")
    write(page, 0.5, [Words(0, "grey", "#999999")])
    (text,) = page.axes.texts
    assert (text.get_text(), text.get_color(), text.get_position()) == ("grey", "#999999", (0.5, 0))


def test_a_dot_and_its_interval_and_what_is_missing_is_not_drawn() -> None:
    page = sheet(None, ["one", "two", "three"], title="t")
    dot(page, 0, 0.5, (0.25, 0.75), name="value", colour="#0072b2")
    dot(page, 1, 0.5, (0.25, NAN), name="value", colour="#0072b2", fill="white")
    dot(page, 2, NAN, (NAN, NAN), name="value", colour="#0072b2")
    assert "one: interval 0.25 to 0.75; value 0.5\ntwo: value 0.5\nthree: " in page.chart().text
    filled, hollow = page.axes.collections[1:]
    assert not (filled.get_facecolor()[0][:3] == 1).all() and (hollow.get_facecolor()[0][:3] == 1).all()


def test_several_scales_stand_side_by_side() -> None:
    page = sheet(None, ["one", "two"], title="t")
    lanes = [Lane(np.array([-1.0, 0.5, 0.5]), "three", (-0.9, 0.9)), Lane(np.array([]), "none")]
    unsure = [Lane(np.array([0.25, 1.0]), "two", unsure=np.array([True, False]))] * 2
    scales = {"left": [Series("a", "#000000", lanes, -0.2)], "right": [Series("b", "#ff0000", unsure, 0.2)]}
    side_by_side(page, scales, stroke=90, s=9)
    text = page.chart().text
    assert "columns: left | right" in text
    assert (
        "one: a -1, 0.5 ×2; a, mean 0; a, interval -0.9 to 0.9; b 1; b, unsure 0.25; b, mean 0.625; printed three | two" in text
    )
    assert "two: b 1; b, unsure 0.25; b, mean 0.625; printed none | two" in text
    a, b = (next(c for c in page.axes.collections if c.get_label() == name) for name in "ab")
    assert {y for _, y in a.get_offsets()} == {-0.2} and {y for _, y in b.get_offsets()} == {0.2}
    ones = [dots.get_offset_transform().transform((1, 0))[0] for dots in (a, b)]
    assert ones[0] < b.get_offset_transform().transform((-1, 0))[0] < ones[1], "each scale has a place of its own"


def test_dots_of_a_lane_are_spread_so_that_equal_ones_are_seen() -> None:
    def heights(n: int) -> list[float]:
        page = sheet(None, ["one"], title="t")
        side_by_side(page, {"": [Series("a", "#000000", [Lane(np.full(n, 0.5), "")])]}, stroke=90, spread=0.4)
        return [y for _, y in next(c for c in page.axes.collections if c.get_label() == "a").get_offsets()]

    assert heights(7) == pytest.approx([-0.2, -0.1, 0, 0.1, 0.2, -0.2, -0.1])
    assert heights(1) == [0]


@pytest.mark.parametrize(
    ("p", "read"), [(0.0004, "< .001"), (0.0341, "= .034"), (0.5, "= .500"), (0.9996, "= 1"), (0.001, "= .001")]
)
def test_p_is_read_to_three_figures(p: float, read: str) -> None:
    assert p_value(p) == read


def test_a_minus_is_as_wide_as_a_plus() -> None:
    assert (signed(0.126), signed(-0.5), signed(0.0)) == ("+0.13", "−0.50", "+0.00")
    assert text_width(signed(-0.5), 8) == text_width("+0.50", 8) != text_width("-0.50", 8)


def test_more_dots_than_the_eye_parts_are_bars_of_where_they_lie() -> None:
    def drawn(n: int) -> tuple[str, str]:
        page = sheet(None, ["one"], title="t", foot=0.4)
        scales = {"all": [Series("own", "#404040", [Lane(np.linspace(-1, 1, n), f"n = {n}")])]}
        side_by_side(page, scales, stroke=90)
        return page.chart().text, told_of_bars(scales)

    (few, nothing), (many, told) = drawn(60), drawn(61)
    assert "nine tenths" not in few and nothing == ""
    assert "own, nine tenths -0.9 to 0.9; own, half -0.5 to 0.5" in many and "own, mean" in many and "nine tenths" in told
