"""The sheet: a figure just large enough for its rows, headings and caption; and scales from negative to positive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Affine2D, Transform

from hearsay.charts.base.chart import Chart
from hearsay.charts.base.style import DPI, GREY, PALE, SOFT, fitted_text, middle_cut, text_height, text_width

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
        heading = fitted_text(f"{title}. {note}" if note else title, inches, TITLE * 0.8, lines=3)
        ax.set_title(heading, loc="left", fontsize=TITLE * 0.8)
    _name_rows(ax, [_label(name, row) for name in names])
    return Sheet(ax, inches, "\n".join(text for text in (caption, card) if text))


def _new(
    names: Sequence[str], title: str, note: str, below: tuple[str, str], head: float, foot: float, row: float
) -> tuple[Axes, float]:
    room = WIDTH - 2 * PAD
    parts = [
        (fitted_text(title, room, TITLE, lines=3, weight="bold"), TITLE, "title"),
        (fitted_text(note, room, NOTE, lines=4), NOTE, "note"),
    ]
    caption, card = (fitted_text(text, room, CAPTION, lines=12) for text in below)
    notes = text_height(caption, CAPTION) + (text_height(card, CAPTION) + PAD * (2 if caption else 1) if card else 0)
    left = PAD + 0.3 + max((text_width(line, LABEL) for name in names for line in _label(name, row).splitlines()), default=0.5)
    tops = sum(text_height(text, size) for text, size, _ in parts) + 2 * PAD
    drawn = max(len(names), 1) * row
    tall = tops + head + drawn + foot + notes + 2 * PAD
    figure = Figure(figsize=(WIDTH, tall), dpi=DPI)
    FigureCanvasAgg(figure)
    y = tall - PAD
    for text, size, name in parts:
        if text:
            weight = "bold" if name == "title" else "normal"
            figure.text(PAD / WIDTH, y / tall, text, va="top", fontsize=size, weight=weight, gid=name, linespacing=1.2)
        y -= text_height(text, size) + PAD / 3
    if caption:
        y = (PAD + notes - text_height(caption, CAPTION)) / tall
        figure.text(PAD / WIDTH, y, caption, va="bottom", fontsize=CAPTION, color=SOFT, gid="caption", linespacing=1.2)
    if card:
        _strip(figure, card, tall)
    inches = WIDTH - left - PAD
    bottom = (PAD * 2 + notes + foot) / tall
    return figure.add_axes((left / WIDTH, bottom, inches / WIDTH, drawn / tall)), inches


def _strip(figure: Figure, card: str, tall: float) -> None:
    high = (text_height(card, CAPTION) + PAD) / tall
    figure.add_artist(Rectangle((PAD / 2 / WIDTH, PAD / 2 / tall), 1 - PAD / WIDTH, high, color=PALE, linewidth=0, zorder=-1))
    figure.text(PAD / WIDTH, PAD / tall, card, va="bottom", fontsize=CAPTION, gid="card", linespacing=1.2)


def _label(name: str, row: float) -> str:
    return middle_cut(name, GUTTER, LABEL) if row < ROW else fitted_text(name, GUTTER, LABEL, lines=2)


def _name_rows(ax: Axes, labels: Sequence[str]) -> None:
    ax.set_yticks(range(len(labels)), labels, fontsize=LABEL, parse_math=False)
    ax.tick_params(axis="y", length=0, pad=14)
    ax.set_ylim(max(len(labels), 1) - 0.5, -0.5)
    ax.spines[["top", "right", "bottom"]].set_visible(False)


NUMBERS, EDGE = 7.0, 0.1
"""Size of the numbers beside a scale, in points, and inches around it."""
ENDS = ("−1", "0", "+1")


def side_by_side(
    page: Sheet, heads: Sequence[str], longest: float, ends: Sequence[str] = ENDS
) -> Iterator[tuple[Transform, float]]:
    """Scales from −1 to 1, named by `heads`, each with `longest` inches at its right for words.

    Yields, scale by scale, the transform that draws on it and where its words begin.
    """
    inches = page.inches / max(len(heads), 1)
    stride = 2 * inches / max(inches - longest - 3 * EDGE, 0.3)
    margin = EDGE * stride / inches
    page.axes.set_xlim(-1 - margin, (stride * len(heads) or 1) - 1 - margin)
    _ticks(page.axes, [fitted_text(head, inches - EDGE, SMALL) for head in heads], stride, ends)
    for place in range(len(heads)):
        _grid(page.axes, place * stride)
        yield Affine2D().translate(stride * place, 0) + page.axes.transData, stride * place + 1 + margin


def around_zero(ax: Axes, inches: float, reach: float, room: float, name: str, ticks: int) -> float:
    """One scale from −`reach` to `reach` with a line at 0 and `room` inches at its right; returns where words begin."""
    unit = 2 * reach / max(inches - room, 1.0)
    ax.set_xlim(-reach, reach + room * unit)
    ax.axvline(0, color=GREY, linewidth=0.9, label="_zero", zorder=0)
    ax.set_xticks([tick for tick in MaxNLocator(ticks, symmetric=True).tick_values(-reach, reach) if abs(tick) <= reach])
    ax.tick_params(axis="x", colors=SOFT, labelsize=SMALL)
    ax.set_xlabel(name, fontsize=SMALL)
    ax.spines["left"].set_visible(False)
    return reach + 0.15 * unit


def _grid(ax: Axes, zero: float) -> None:
    low, high = ax.get_ylim()
    for x, colour in ((zero - 1, PALE), (zero + 1, PALE), (zero, GREY)):
        ax.vlines(x, low, high, color=colour, linewidth=0.7, label="_grid", zorder=0)


def _ticks(ax: Axes, heads: Sequence[str], stride: float, ends: Sequence[str]) -> None:
    """Each scale's name above it, and its ends and zero below."""
    ax.set_xticks([stride * place - 1 for place in range(len(heads))], heads, fontsize=SMALL, ha="left", parse_math=False)
    ax.tick_params(axis="x", which="major", top=False, bottom=False, labeltop=True, labelbottom=False, colors=SOFT)
    places = [(stride * place + x, name) for place in range(len(heads)) for x, name in zip((-1, 0, 1), ends, strict=True)]
    ax.xaxis.remove_overlapping_locs = False
    ax.set_xticks([x for x, _ in places], [name for _, name in places], minor=True, fontsize=NUMBERS)
    ax.tick_params(axis="x", which="minor", bottom=False, colors=SOFT)
    ax.spines["left"].set_visible(False)
