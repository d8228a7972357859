"""The sheet: a figure just large enough for its rows, headings and caption, with a name and a colour before each row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from hearsay.charts.base.chart import Chart
from hearsay.charts.base.style import (
    DPI,
    PALE,
    SOFT,
    WIDTH,
    fitted_text,
    middle_cut,
    sample_told,
    sheet_width,
    text_height,
    text_width,
)

PAD, GUTTER = 0.15, 2.3
"""Inches around what stands on a sheet, and of the longest name of a row."""
LARGEST_GUTTER = 0.34
"""Share of a narrow sheet that names may take: what is drawn needs more than they do."""
TITLE, NOTE, LABEL, SMALL, CAPTION = 12.5, 9.0, 8.5, 8.0, 8.0
"""Sizes in points; SMALL is that of numbers and column heads."""
ROW, HEAD, FOOT = 0.36, 0.36, 0.1
"""Inches of a row, and kept free above and below the rows."""


@dataclass(frozen=True)
class Sheet:
    """Where to draw, how wide that is in inches, and what is needed to make it a chart."""

    axes: Axes
    inches: float
    caption: str

    def chart(self) -> Chart:
        """The finished chart."""
        return Chart(self.axes.figure, self.axes, self.caption)


def sheet(
    ax: Axes | None,
    names: Sequence[str],
    *,
    title: str,
    note: str = "",
    caption: str = "",
    head: float = HEAD,
    foot: float = FOOT,
    row: float = ROW,
    nothing: str = "the table has no rows for this",
) -> Sheet:
    """A sheet with one named row per name, from top to bottom; row k is centred on y = k.

    `head` and `foot` are the inches kept free above and below the rows, `row` those of each row. Without names the sheet says
    that there is `nothing` to show. On an Axes of the user's the
    title goes above it, and the caption is left to the text.
    """
    caption = " ".join(filter(None, (caption, sample_told())))
    note = note if names else f"Nothing to show: {nothing}."
    names_room = min(GUTTER, LARGEST_GUTTER * sheet_width()) if ax is None else GUTTER
    labels = [middle_cut(name, names_room, LABEL, lines=1 if row < ROW else 2) for name in names]
    if ax is None:
        ax, inches = _new_axes(labels, (title, note), caption, head, foot, row)
    else:
        inches = ax.get_window_extent().width / ax.figure.dpi
        heading = fitted_text(f"{title}. {note}" if note else title, inches, TITLE * 0.8, lines=3)
        ax.set_title(heading, loc="left", fontsize=TITLE * 0.8)
    ax.set_yticks(range(len(labels)), labels, fontsize=LABEL, parse_math=False)
    ax.tick_params(axis="y", length=0, pad=14)
    ax.set_ylim(max(len(labels), 1) - 0.5, -0.5)
    ax.spines[["top", "right", "bottom"]].set_visible(False)
    return Sheet(ax, inches, caption)


def mark_rows(page: Sheet, colours: Sequence[str]) -> None:
    """A small square in the colour of the side before each row."""
    x, to_axes = [-0.09 / page.inches] * len(colours), page.axes.get_yaxis_transform()
    page.axes.scatter(x, range(len(colours)), c=list(colours), marker="s", s=26, transform=to_axes, clip_on=False, label="_side")


def band(page: Sheet, row: int, alpha: float = 1.0) -> None:
    """A pale stripe behind a row."""
    page.axes.axhspan(row - 0.5, row + 0.5, color=PALE, alpha=alpha, linewidth=0, zorder=-1, label="_band")


def head_columns(page: Sheet, places: Sequence[float], heads: Sequence[str], **style: Any) -> None:
    """The name of each column above it, and no axis besides; `style` is how matplotlib draws the names."""
    page.axes.set_xticks(places, heads, va="bottom", parse_math=False, **style)
    page.axes.xaxis.tick_top()
    page.axes.tick_params(axis="x", length=0, pad=3, colors=SOFT)
    page.axes.spines["left"].set_visible(False)


def without_scale(page: Sheet) -> None:
    """No axis at all: what stands on the sheet has no place on a scale."""
    page.axes.set_xticks([])
    page.axes.spines["left"].set_visible(False)


def _new_axes(
    labels: Sequence[str], above: tuple[str, str], caption: str, head: float, foot: float, row: float
) -> tuple[Axes, float]:
    """The Axes of a new figure, and its width in inches; `above` are title and note."""
    width = sheet_width()
    room = width - 2 * PAD
    # A caption needs as many more lines as the sheet is narrower.
    most = round(12 * max(1.0, WIDTH / width))
    title, note = fitted_text(above[0], room, TITLE, lines=3, weight="bold"), fitted_text(above[1], room, NOTE, lines=most // 3)
    caption = fitted_text(caption, room, CAPTION, lines=most)
    notes = text_height(caption, CAPTION)
    tops = text_height(title, TITLE) + text_height(note, NOTE) + 2 * PAD
    drawn = max(len(labels), 1) * row
    tall = tops + head + drawn + foot + notes + 2 * PAD
    figure = Figure(figsize=(width, tall), dpi=DPI)
    FigureCanvasAgg(figure)
    left, y = PAD / width, tall - PAD
    under = y - (text_height(title, TITLE) + PAD / 3)
    _write(figure, title, left, y / tall, gid="title", va="top", fontsize=TITLE, weight="bold")
    _write(figure, note, left, under / tall, gid="note", va="top", fontsize=NOTE, weight="normal")
    _write(figure, caption, left, PAD / tall, gid="caption", va="bottom", fontsize=CAPTION, color=SOFT)
    lines = [line for label in labels for line in label.splitlines()]
    gutter = PAD + 0.3 + max((text_width(line, LABEL) for line in lines), default=0.5)
    inches = width - gutter - PAD
    bottom = (PAD * 2 + notes + foot) / tall
    return figure.add_axes((gutter / width, bottom, inches / width, drawn / tall)), inches


def _write(figure: Figure, text: str, x: float, y: float, **style: Any) -> None:
    if text:
        figure.text(x, y, text, linespacing=1.2, **style)
