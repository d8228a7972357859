"""A chart in a notebook, in a file, and in words."""

from __future__ import annotations

import base64
import re

import matplotlib
import pandas as pd
import pytest
from matplotlib.figure import Figure

import charts_data as data
from hearsay import charts, schema
from hearsay.charts.base import chart
from hearsay.errors import InputError


def test_pictures_are_the_same_bytes_each_time(tmp_path) -> None:
    one, other = (charts.voices(data.attributions(data.articles(2))) for _ in range(2))
    assert one.png() == other.png() and one.svg() == other.svg()
    assert re.search(rb"\d{4}-\d\d-\d\dT", one.svg()) is None
    assert one.save(tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert b"Who is given the floor?" in one.save(tmp_path / "a.svg").read_bytes()
    with pytest.raises(InputError, match=r"end the name in .png or .svg"):
        one.save(tmp_path / "a.exe")


def test_a_notebook_gets_picture_text_and_alternative_text() -> None:
    drawn = charts.identifiability(data.attributions(data.articles(2)))
    bundle, metadata = drawn._repr_mimebundle_()
    assert sorted(bundle) == ["image/png", "text/plain"]
    assert base64.b64decode(bundle["image/png"]) == drawn.png()
    assert bundle["text/plain"] == repr(drawn) == drawn.text
    assert metadata["image/png"]["alt"] == drawn.alt
    assert drawn.caption.split(".")[0] in drawn.text


def test_a_pyplot_figure_is_not_shown_twice() -> None:
    pyplot = pytest.importorskip("matplotlib.pyplot")
    with matplotlib.rc_context({"backend": "agg"}):
        _, ax = pyplot.subplots()
        chart = charts.identifiability(data.attributions(data.articles(3)), ax=ax)
        assert list(chart._repr_mimebundle_()[0]) == ["text/plain"]
        pyplot.close("all")
        charts.tone(data.tone(data.sentences(data.articles(1))))
        assert pyplot.get_fignums() == []


def test_empty_tables_make_charts_that_say_so() -> None:
    nothing = {name: schema.frame(name, []) for name in schema.TABLES}
    found = [
        charts.voices(nothing["attributions"]),
        charts.identifiability(nothing["attributions"], nothing["articles"]),
        charts.stances(nothing["attributions"]),
        charts.relays(nothing["attributions"]),
        charts.frames(nothing["frames"], nothing["sentences"]),
        charts.loaded(nothing["loaded"]),
        charts.tone(nothing["tone"]),
        charts.kept_blocks(nothing["blocks"]),
        charts.wording(nothing["wording"]),
    ]
    for empty in found:
        assert empty.png() and "Nothing to show" in empty.text


@pytest.mark.parametrize(("value", "read"), [(7.0, "7"), (0.0, "0"), (1 / 3, "0.333"), (-0.25, "-0.25"), (12345.0, "12345")])
def test_numbers_are_read_as_the_eye_reads_them(value: float, read: str) -> None:
    assert chart.number(value) == read


def test_what_is_drawn_is_read_back_row_by_row() -> None:
    figure = Figure()
    ax = figure.add_subplot()
    ax.set_yticks([0, 1], ["first", "second"])
    ax.barh([0, 1], [3, 0.25], label="bar")
    ax.scatter([1.5, 1.5, 2], [0.1, 0.2, 1], label="dot")
    ax.hlines([1], [0.5], [0.75], label="span")
    ax.broken_barh([(2, 3)], (-0.3, 0.6), label="strip")
    ax.plot([4], [1], label="line")
    ax.text(9, 0, "words")
    ax.axvline(0, label="_decoration")
    ax.set_xlabel("what")
    ax.set_title("Which?", loc="left")
    assert chart.describe(figure, ax).splitlines() == [
        "Which?",
        "x: what",
        "first: bar 3; dot 1.5 ×2; strip 2–5; printed words",
        "second: bar 0.25; dot 2; span 0.5 to 0.75; line 4",
    ]


def test_many_pieces_of_a_strip_are_counted_and_not_listed() -> None:
    figure = Figure()
    ax = figure.add_subplot()
    ax.set_yticks([0], ["row"])
    ax.broken_barh([(2 * n, 1) for n in range(chart.MANY + 1)], (-0.3, 0.6), label="strip")
    assert chart.describe(figure, ax) == f"row: strip {chart.MANY + 1} pieces, 0–1 … 120–121"


def test_a_chart_enters_the_list_and_says_the_shared_parameters(monkeypatch) -> None:
    monkeypatch.setattr(chart, "CHARTS", {})

    @chart.chart
    def mine(table: pd.DataFrame) -> charts.Chart:
        """Mine.

        Parameters
        ----------
        {only}
        {ax}
        """
        raise InputError("drawn")

    assert {"mine": mine} == chart.CHARTS
    assert (mine.__doc__ or "").splitlines()[2:5] == ["Parameters", "----------", "only"]
    assert "\nax\n    Where to draw" in (mine.__doc__ or "")
    with pytest.raises(InputError, match="drawn"):
        mine(pd.DataFrame())


def test_what_is_empty_is_a_sentence_and_no_picture() -> None:
    bundle, _ = charts.voices(schema.frame("attributions", []))._repr_mimebundle_()
    assert set(bundle) == {"text/markdown", "text/plain"} and "Nothing to show" in bundle["text/markdown"]
    odd = charts.identifiability(schema.frame("attributions", [])).text
    assert "<b>" not in chart._escaped(f"{odd} <b>")
