"""The sheet: a figure just large enough for its rows, headings and caption; or the Axes that the user gave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from hearsay.charts.chart import Chart
from hearsay.charts.measure import DPI, fit, height, middle, width
from hearsay.charts.style import PALE, SOFT

WIDTH, PAD, GUTTER = 9.2, 0.15, 2.3
TITLE, NOTE, LABEL, SMALL, CAPTION = 12.5, 9.0, 8.5, 8.0, 8.0
"""Sizes in points; SMALL is that of numbers and column heads."""
ROW, HEAD = 0.36, 0.36


@dataclass(frozen=True)
class Sheet:
    """Where to draw, how wide that is in inches, and what is needed to make it a chart."""

    axes: Axes
    inches: float
    caption: str

    def chart(self) -> Chart:
        """The finished chart."""
        return Chart(self.axes.get_figure(), self.axes, self.caption)


def sheet(
    ax: Axes | None,
    names: Sequence[str],
    *,
    title: str,
    note: str = "",
    caption: str = "",
    card: str = "",
    head: float = HEAD,
    foot: float = 0.1,
    row: float = ROW,
) -> Sheet:
    """A sheet with one named row per name, from top to bottom; row k is centred on y = k.

    `head` and `foot` are the inches kept free above and below the rows, `row` those of each row. `card` stands on a pale
    strip below the caption: the instrument's measured error. On an Axes of the user's the title goes above it, and caption
    and card are left to the text.
    """
    note = note if names else "Nothing to show: the table has no rows for this."
    if ax is None:
        ax, inches = _new(names, title, note, (caption, card), head, foot, row)
    else:
        inches = ax.get_window_extent().width / ax.get_figure(root=True).dpi
        heading = fit(f"{title}. {note}" if note else title, inches, TITLE * 0.8, lines=3)
        ax.set_title(heading, loc="left", fontsize=TITLE * 0.8)
    _name_rows(ax, [_label(name, row) for name in names])
    return Sheet(ax, inches, "\n".join(text for text in (caption, card) if text))


def _new(
    names: Sequence[str], title: str, note: str, below: tuple[str, str], head: float, foot: float, row: float
) -> tuple[Axes, float]:
    room = WIDTH - 2 * PAD
    parts = [
        (fit(title, room, TITLE, lines=3, weight="bold"), TITLE, "title"),
        (fit(note, room, NOTE, lines=4), NOTE, "note"),
    ]
    caption, card = (fit(text, room, CAPTION, lines=12) for text in below)
    notes = height(caption, CAPTION) + (height(card, CAPTION) + PAD * (2 if caption else 1) if card else 0)
    left = PAD + 0.3 + max((width(line, LABEL) for name in names for line in _label(name, row).splitlines()), default=0.5)
    tops = sum(height(text, size) for text, size, _ in parts) + 2 * PAD
    drawn = max(len(names), 1) * row
    tall = tops + head + drawn + foot + notes + 2 * PAD
    figure = Figure(figsize=(WIDTH, tall), dpi=DPI)
    FigureCanvasAgg(figure)
    y = tall - PAD
    for text, size, name in parts:
        if text:
            weight = "bold" if name == "title" else "normal"
            figure.text(PAD / WIDTH, y / tall, text, va="top", fontsize=size, weight=weight, gid=name, linespacing=1.2)
        y -= height(text, size) + PAD / 3
    if caption:
        y = (PAD + notes - height(caption, CAPTION)) / tall
        figure.text(PAD / WIDTH, y, caption, va="bottom", fontsize=CAPTION, color=SOFT, gid="caption", linespacing=1.2)
    if card:
        _strip(figure, card, tall)
    inches = WIDTH - left - PAD
    bottom = (PAD * 2 + notes + foot) / tall
    return figure.add_axes((left / WIDTH, bottom, inches / WIDTH, drawn / tall)), inches


def _strip(figure: Figure, card: str, tall: float) -> None:
    high = (height(card, CAPTION) + PAD) / tall
    figure.add_artist(Rectangle((PAD / 2 / WIDTH, PAD / 2 / tall), 1 - PAD / WIDTH, high, color=PALE, linewidth=0, zorder=-1))
    figure.text(PAD / WIDTH, PAD / tall, card, va="bottom", fontsize=CAPTION, gid="card", linespacing=1.2)


def _label(name: str, row: float) -> str:
    return middle(name, GUTTER, LABEL) if row < ROW else fit(name, GUTTER, LABEL, lines=2)


def _name_rows(ax: Axes, labels: Sequence[str]) -> None:
    ax.set_yticks(range(len(labels)), labels, fontsize=LABEL, parse_math=False)
    ax.tick_params(axis="y", length=0, pad=14)
    ax.set_ylim(max(len(labels), 1) - 0.5, -0.5)
    ax.spines[["top", "right", "bottom"]].set_visible(False)
