"""What holds for every chart: nothing is cut off or covered, the picture is the text, the same table gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection, PolyCollection
from matplotlib.container import BarContainer
from matplotlib.figure import Figure

import charts_data as data
from drawn_text import text_boxes
from hearsay import charts

FIVE = data.drawings(data.articles(5))
APART = [name for name in FIVE if "corrected)" not in name or name == "identifiability (corrected)"]
"""Corrected views differ from the plain ones by their marks alone, which all are drawn by one function."""
PAINTED = ("identifiability", "kept_blocks", "tone")
"""Bars, strips and dots: of these the PNG is compared too, which one function makes of what the SVG tells already."""


@cache
def drawn(name: str) -> charts.Chart:
    """A chart of five articles, drawn once for all tests that only look at it."""
    return FIVE[name]()


def test_every_chart_is_among_those_that_are_tested() -> None:
    assert {name.partition(" (")[0] for name in FIVE} == set(charts.CHARTS)


def test_every_chart_is_reached_by_its_name_and_every_module_has_one() -> None:
    assert set(charts.__all__) == {"CHARTS", "Chart", *charts.CHARTS}
    assert all(getattr(charts, name) is draw for name, draw in charts.CHARTS.items())
    modules = {path.stem for path in Path(charts.__file__).parent.glob("*.py")} - {"__init__"}
    assert {draw.__module__.rpartition(".")[2] for draw in charts.CHARTS.values()} == modules


@pytest.mark.parametrize("name", charts.CHARTS)
def test_the_shared_parameters_are_described(name: str) -> None:
    text = charts.CHARTS[name].__doc__ or ""
    assert "\nax\n    Where to draw; a figure of its own without it." in text and "{" not in text
    parameters = re.findall(r"^(\w+(?:, \w+)*)$", text.partition("Parameters\n----------\n")[2], re.MULTILINE)
    described = {parameter for line in parameters for parameter in line.split(", ")}
    code = charts.CHARTS[name].__wrapped__.__code__
    assert set(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]) <= described


@pytest.mark.parametrize("n", [5, *(pytest.param(n, marks=pytest.mark.nightly) for n in (1, 60, 200))])
def test_no_text_is_cut_off_or_runs_into_another(n: int) -> None:
    for name, draw in data.drawings(data.articles(n, outlets={60: 7, 200: 12}.get(n))).items():
        chart = drawn(name) if n == 5 else draw()
        chart.figure.set_dpi(100 if n % 2 else 144)
        boxes, paper = text_boxes(chart), chart.figure.bbox
        for text, box in boxes:
            assert paper.x0 <= box.x0 and box.x1 <= paper.x1 and paper.y0 <= box.y0 and box.y1 <= paper.y1, (name, text)
        for (one, a), (other, b) in combinations(boxes, 2):
            assert min(a.x1, b.x1) - max(a.x0, b.x0) < 1 or min(a.y1, b.y1) - max(a.y0, b.y0) < 1, (name, one, other)


@pytest.mark.parametrize("name", APART)
def test_the_same_table_gives_the_same_bytes_and_leaves_settings_alone(name: str) -> None:
    before = dict(matplotlib.rcParams)
    one = drawn(name)
    with matplotlib.rc_context({"font.size": 20, "axes.facecolor": "yellow", "font.family": "serif"}):
        other = FIVE[name]()
        picture = other.svg()
        assert one.text == other.text and one.svg() == picture
        assert name not in PAINTED or one.png() == other.png()
    assert dict(matplotlib.rcParams) == before
    assert re.search(rb"\d{4}-\d\d-\d\dT", picture) is None


def changes(chart: charts.Chart) -> Iterator[tuple[Callable, object, object]]:
    """What could be drawn wrong: how each value is set, as it is, and a little off."""
    named = [c for c in (*chart.axes.containers, *chart.axes.collections) if not c.get_label().startswith("_")]
    for artist in named:
        if isinstance(artist, BarContainer):
            yield from ((bar.set_width, bar.get_width(), bar.get_width() * 1.01) for bar in artist if bar.get_width())
        elif isinstance(artist, PathCollection):
            true = artist.get_offsets()
            yield artist.set_offsets, true.copy(), true + np.abs(true) * [0.02, 0] + [0.02, 0]
        elif isinstance(artist, PolyCollection):
            strips = [path.vertices for path in artist.get_paths()]
            yield artist.set_verts, strips, [strips[0] * [1.05, 1] + [2, 0], *strips[1:]]
    yield from ((text.set_text, text.get_text(), f"{text.get_text()}!") for text in chart.axes.texts)


@pytest.mark.parametrize("name", FIVE)
def test_a_value_that_is_off_changes_the_text(name: str) -> None:
    chart = FIVE[name]()
    before, tried = chart.text, list(changes(chart))
    for change, true, off in tried[:: max(1, len(tried) // 40)]:
        change(off)
        assert chart.text != before, (change, true)
        change(true)
    assert tried and chart.text == before


@pytest.mark.parametrize("name", APART)
def test_the_caption_is_in_the_picture_and_in_the_text(name: str) -> None:
    chart = drawn(name)
    assert " ".join(chart.caption.split())[:80] in " ".join(chart.text.split())
    written = {text.get_gid() for text in chart.figure.texts}
    assert "title" in written and ("caption" in written or not chart.caption)


def test_an_axes_of_the_users_is_drawn_on() -> None:
    figure = Figure(figsize=(9, 4))
    FigureCanvasAgg(figure)
    ax = figure.add_subplot()
    chart = charts.identifiability(data.attributions(data.articles(3)), ax=ax)
    assert chart.figure is figure and chart.axes is ax
    assert "Is the speaker named?" in chart.text and chart.caption in chart.text
