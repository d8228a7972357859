"""Colours that can be told apart and read, and how wide words are."""

from __future__ import annotations

from importlib.resources import files
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb

from hearsay import schema
from hearsay.charts.base import style
from hearsay.charts.base.style import GREY, HUES, drawing, group_colours, known
from hearsay.charts.frames import LESS, MORE

CONES = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "trichromacy": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
}
"""How linear RGB looks without the red cone, without the green one, and with all [Machado2009]."""


def _lab(colour: str, cones: list[list[float]]) -> np.ndarray:
    """Place of a colour in CIE L*a*b*, as it is seen."""
    rgb = np.array(to_rgb(colour))
    linear = np.clip(np.array(cones) @ np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4), 0, 1)
    to_xyz = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
    x, y, z = np.cbrt(np.maximum(np.array(to_xyz) @ linear / [0.95047, 1.0, 1.08883], 0.008856))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("cones", CONES)
def test_no_two_colours_look_alike_whichever_cones_one_has(cones: str) -> None:
    seen = {colour: _lab(colour, CONES[cones]) for colour in (*HUES, GREY)}
    assert min(np.linalg.norm(seen[a] - seen[b]) for a, b in combinations(seen, 2)) > 9


@pytest.mark.parametrize("colour", [*HUES, GREY, style.NEUTRAL])
def test_colours_stand_out_on_light_and_on_dark_paper(colour: str) -> None:
    assert style.contrast(colour, "#ffffff") >= 3 and style.contrast(colour, style.DARK_PAPER) >= 3


def test_paper_and_ink_of_dark_charts_are_those_of_the_dark_page() -> None:
    sheet = files("hearsay").joinpath("templates", "report.css").read_text(encoding="utf-8")
    dark = sheet.partition("prefers-color-scheme: dark")[2]
    assert f"--ink: {style.DARK_INK};" in dark and f"--paper: {style.DARK_PAPER};" in dark


def test_what_can_be_read_on_white_can_be_read_in_the_dark() -> None:
    colours = [style.INK, style.SOFT, style.GREY, style.NEUTRAL, *style.VOICES.values(), *HUES, LESS, MORE, "#762a83", "#000000"]
    for colour in colours:
        asked = min(style.contrast(colour, "#ffffff"), style.READABLE if colour in (style.INK, style.SOFT) else style.SEEN)
        assert style.contrast(style.on_dark(colour), style.on_dark("#ffffff")) >= asked, colour
    for paper in (style.PALE, *(style.tint(colour, 0.5) for colour in (LESS, MORE, style.NEUTRAL))):
        assert style.contrast(style.on_dark(style.INK), style.on_dark(paper)) >= style.READABLE, paper


def test_no_colour_is_red() -> None:
    for colour in HUES:
        red, green, blue = to_rgb(colour)
        assert not (red > 0.6 and max(green, blue) < 0.35)


def test_colours_are_by_order_and_end_in_grey() -> None:
    colours = group_colours(["B", schema.NOT_STATED, "A", "B"])
    assert [colours["B"], colours["A"]] == list(HUES[:2]) and colours[schema.NOT_STATED] == GREY
    many = group_colours(f"side {n}" for n in range(20))
    own = [many[f"side {n}"] for n in range(20)]
    assert own[: len(HUES)] == list(HUES) and set(own[len(HUES) :]) == {GREY}


def test_a_name_keeps_its_colour_in_a_chart_of_some_rows() -> None:
    table = pd.DataFrame({"side": ["US", "US", "US", "Iran", "Iran", "Oman"]})
    assert known(table, "side") == ["US", "Iran", "Oman"]
    table.attrs["sides"] = known(table, "side")
    some = table[table["side"] != "US"]
    assert group_colours(known(some, "side"))["Iran"] == group_colours(known(table, "side"))["Iran"] == HUES[1]
    assert known(some, "side", ["Oman"]) == ["Oman", "US", "Iran"]


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


@pytest.mark.parametrize("colour", HUES)
def test_a_colour_is_darkened_until_it_can_be_read(colour: str) -> None:
    paper = style.tint(colour, 0.82)
    assert style.contrast(style.readable(colour, paper), paper) >= style.READABLE
    assert style.contrast(paper, "#ffffff") < style.contrast(colour, "#ffffff")


def test_a_long_name_loses_its_middle() -> None:
    with drawing():
        cut = style.middle_cut("one beginning, a long middle, and an end", 1.2, 8)
        assert cut.startswith("one") and cut.endswith("end") and "…" in cut and style.text_width(cut, 8) <= 1.2
        assert style.middle_cut("short", 1.2, 8) == "short"
        two = style.middle_cut("The Harbour Post: a very long title of a story, 2031-01-06", 1.3, 8, lines=2)
        assert two.startswith("The Harbour") and two.endswith("2031-01-06") and two.count("\n") == 1


def test_widths_grow_with_size_and_the_longest_line_counts() -> None:
    assert style.text_width("", 8) == 0 and style.text_height("", 8) == 0
    assert style.text_width("wide", 16) > style.text_width("wide", 8) > 0
    assert style.widest_text("a\nlonger", 8) == style.text_width("longer", 8)
    assert style.text_height("a\nb", 8) == pytest.approx(2 * style.text_height("a", 8))
