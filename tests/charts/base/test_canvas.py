"""The sheet: as large as what stands on it, and a row for each name."""

from __future__ import annotations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from hearsay.charts.base.canvas import LABEL, ROW, WIDTH, band, head_columns, mark_rows, sheet
from hearsay.charts.base.style import text_width


def test_a_row_for_each_name_from_top_to_bottom() -> None:
    page = sheet(None, ["one", "two", "three"], title="Which?", note="a note", caption="a caption")
    assert [label.get_text() for label in page.axes.get_yticklabels()] == ["one", "two", "three"]
    assert page.axes.get_ylim() == (2.5, -0.5)
    written = {text.get_gid(): text.get_text() for text in page.axes.figure.texts}
    assert written == {"title": "Which?", "note": "a note", "caption": "a caption"}
    assert page.chart().caption == page.caption == "a caption"


def test_it_grows_with_its_rows_its_foot_and_what_stands_below() -> None:
    def height(n: int = 1, **options: object) -> float:
        return sheet(None, ["x"] * n, title="t", **options).axes.figure.get_size_inches()[1]

    assert height(5) - height(3) == pytest.approx(2 * ROW)
    assert height(row=0.5) - height() == pytest.approx(0.5 - ROW)
    assert height(foot=0.6) - height(foot=0.1) == pytest.approx(0.5)
    assert height(head=1.0) - height(head=0.5) == pytest.approx(0.5)
    assert height(caption="words " * 60) > height(caption="words") > height()


def test_without_names_there_is_nothing_to_show() -> None:
    assert "Nothing to show" in sheet(None, [], title="Which?", note="a note").chart().text


def test_a_name_that_is_too_long_is_cut_and_leaves_room_to_draw() -> None:
    page = sheet(None, ["a very long name " * 20], title="t", row=0.2)
    (label,) = [label.get_text() for label in page.axes.get_yticklabels()]
    assert "…" in label and text_width(label, LABEL) < WIDTH / 3 < page.inches


def test_an_axes_of_the_users_keeps_its_place_and_gets_title_and_note() -> None:
    figure = Figure(figsize=(6, 3), dpi=100)
    FigureCanvasAgg(figure)
    ax = figure.add_axes((0, 0, 0.5, 1))
    page = sheet(ax, ["one"], title="Which?", note="a note", caption="a caption")
    assert page.axes is ax and page.inches == pytest.approx(3) and ax.get_title("left") == "Which?. a note"
    assert figure.texts == [] and "a caption" in page.chart().text


def test_marks_bands_and_heads() -> None:
    page = sheet(None, ["one", "two"], title="t")
    mark_rows(page, ["#ff0000", "#0000ff"])
    band(page, 1, alpha=0.5)
    head_columns(page, [0.0, 0.5], ["first", "second"], fontsize=8)
    (marks,) = page.axes.collections
    assert [tuple(colour[:3]) for colour in marks.get_facecolors()] == [(1, 0, 0), (0, 0, 1)]
    assert [y for _, y in marks.get_offsets()] == [0, 1]
    (stripe,) = page.axes.patches
    assert (stripe.get_y(), stripe.get_height(), stripe.get_alpha()) == (0.5, 1, 0.5)
    assert "columns: first | second" in page.chart().text and "one: \ntwo: " in page.chart().text, "marks say nothing"
