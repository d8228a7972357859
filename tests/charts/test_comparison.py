"""Shares and differences with their intervals."""

from __future__ import annotations

import pytest

import charts_data as data
from hearsay.charts.base.style import GREY
from hearsay.charts.comparison import comparison, intervals
from hearsay.errors import InputError


def test_intervals_are_drawn_where_there_are_any() -> None:
    text = intervals(data.shares(3), title="How many?", xlabel="of all").text
    assert "row 1: interval 0.1 to 0.3; value 0.2; printed 1 of 3" in text and "row 2: printed 2 of 3" in text
    assert text.startswith("How many?\nx: of all\n")


def test_rows_of_a_group_share_a_colour() -> None:
    dots = [c for c in intervals(data.shares(5), title="t", xlabel="x").axes.collections if c.get_label() == "value"]
    colours = [tuple(dot.get_facecolor()[0]) for dot in dots]
    assert colours[0] == colours[2] != colours[1] == colours[3]
    plain = intervals(data.shares(5).drop(columns="group"), title="t", xlabel="x")
    assert len({tuple(c.get_facecolor()[0]) for c in plain.axes.collections if c.get_label() == "value"}) == 1


def test_what_lacks_is_told_and_what_is_left_out() -> None:
    with pytest.raises(InputError, match="intervals needs the columns .*; the table lacks 'printed'"):
        intervals(data.shares(2).drop(columns="printed"), title="t", xlabel="x")
    assert "mine The first 60 of 70 rows." in intervals(data.shares(70), title="t", xlabel="x", note="mine").text


def test_a_comparison_says_what_is_different_and_leaves_dots_open_that_are_unresolved() -> None:
    chart = comparison(data.compared(8))
    lines = chart.text.splitlines()
    apart, alike, flat = (lines.index(f"{name}: ") for name in ("apart", "alike", "flat"))
    assert lines[apart + 1].startswith("all groups: printed every group · p < .001 · different")
    assert "8 : 8 articles · p < .001 · A lower" in lines[apart + 2] and "effect -" in lines[apart + 2]
    assert all("unresolved" in line for line in lines[alike + 1 : flat])
    assert "effect" not in "".join(lines[flat + 2 : flat + 5]), "where nothing varies there is no dot"
    assert "adjusted for all 12 tests" in " ".join(chart.text.split())
    dots = [c for c in chart.axes.collections if c.get_label() == "effect"]
    assert [bool((dot.get_facecolor()[0][:3] == 1).all()) for dot in dots[:6]] == [False] * 3 + [True] * 3
    assert {round(255 * float(dot.get_edgecolor()[0][0])) for dot in dots[3:6]} == {int(GREY[1:3], 16)}


def test_where_nothing_can_be_tested_a_row_is_a_pair() -> None:
    text = comparison(data.compared(2)).text
    assert "Nothing is tested." in text and "each of 3 measures: " in text
    assert text.count("2 : 2 articles · too few to compare") == 3 and "effect" not in text
    assert "Nothing to show" in comparison(data.compared(2).head(0)).text
