"""The table lens: a table whose cells hold bars, so that numbers and lengths are read together.

Each column starts at its own zero line and all share one scale; no key is needed, because each column is
named above it and each bar carries its number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from matplotlib.transforms import Affine2D

from hearsay.charts.canvas import SMALL, Sheet
from hearsay.charts.measure import fit, widest
from hearsay.charts.style import GREY, INK, PALE, SOFT

GAP = 0.1
"""Inches between a bar and its number, and between columns."""

SMALLEST = 6.0


@dataclass(frozen=True)
class Part:
    """One run of bars of a column: its name, its length in each row, its colour or one colour per row."""

    name: str
    lengths: Sequence[float]
    colour: str | Sequence[str]


@dataclass(frozen=True)
class Column:
    """One column: a name, bars end to end, and what is printed after them in each row.

    `spans` draws an interval over the bar where it is not None; `track` shades the full length of a share.
    """

    name: str
    parts: Sequence[Part]
    printed: Sequence[str]
    spans: Sequence[tuple[float, float] | None] = field(default_factory=tuple)
    track: float | None = None


def lens(sheet: Sheet, columns: Sequence[Column], colours: Sequence[str]) -> None:
    """Draw the columns from left to right; `colours` marks each row with the colour of its outlet."""
    ax = sheet.axes
    each = _each(sheet.inches, columns)
    scale = _scale(columns)
    reach = _reach(columns, each)
    places, left = [], 0.0
    for column, inches in zip(columns, each, strict=True):
        _draw(sheet, column, left, scale / reach)
        places.append(left)
        left += inches * scale / reach
    ax.set_xlim(0, left)
    size = min(_size(column.name, inches - 0.7 * GAP) for column, inches in zip(columns, each, strict=True))
    heads = [fit(column.name, inches - 0.7 * GAP, size, lines=3) for column, inches in zip(columns, each, strict=True)]
    ax.set_xticks(places, heads, fontsize=size, ha="left", va="bottom", parse_math=False)
    ax.xaxis.tick_top()
    ax.tick_params(axis="x", length=0, pad=3, colors=SOFT)
    ax.spines["left"].set_visible(False)
    mark_rows(sheet, colours)


def mark_rows(sheet: Sheet, colours: Sequence[str]) -> None:
    """A small square in the outlet's colour before each row."""
    to_axes = sheet.axes.get_yaxis_transform()
    x = [-0.09 / sheet.inches] * len(colours)
    sheet.axes.scatter(
        x, range(len(colours)), c=list(colours), marker="s", s=26, transform=to_axes, clip_on=False, label="_outlet"
    )


def _size(name: str, room: float) -> float:
    """The size at which the longest word of a column's name fits, within reason."""
    longest = max((widest(word, SMALL) for word in name.split()), default=0)
    return SMALL if longest <= room else max(SMALLEST, SMALL * room / longest)


def _each(inches: float, columns: Sequence[Column]) -> list[float]:
    """Inches for each column: those without bars take what their numbers need, the others share the rest."""
    bare = [0.0 if column.parts else _needed(column) for column in columns]
    drawn = sum(1 for column in columns if column.parts)
    rest = (inches - sum(bare)) / max(drawn, 1)
    return [own or rest for own in bare]


def _needed(column: Column) -> float:
    head = max((widest(word, SMALL) for word in column.name.split()), default=0)
    return max([head, *(widest(text, SMALL) for text in column.printed)]) + 2 * GAP


def _scale(columns: Sequence[Column]) -> float:
    """The longest bar, track or interval, in the bars' own unit."""
    longest = [column.track or 0.0 for column in columns]
    for column in columns:
        longest += [sum(lengths) for lengths in zip(*(part.lengths for part in column.parts), strict=True)]
        longest += [span[1] for span in column.spans if span]
    return max(longest, default=1.0) or 1.0


def _reach(columns: Sequence[Column], each: Sequence[float]) -> float:
    """Inches of the longest bar: what the numbers beside the bars leave free in the narrowest column."""
    room = [
        inches - max((widest(text, SMALL) for text in column.printed), default=0) - 1.8 * GAP
        for column, inches in zip(columns, each, strict=True)
        if column.parts
    ]
    return max(min(room, default=1.0), 0.12)


def _draw(sheet: Sheet, column: Column, left: float, unit: float) -> None:
    """`unit` is how much of the bars' unit one inch holds."""
    ax, n = sheet.axes, len(column.printed)
    ends = [left] * n
    if column.track:
        ax.barh(range(n), [column.track] * n, left=left, height=0.62, color=PALE, label="_track")
    for part in column.parts:
        ax.barh(range(n), part.lengths, left=ends, height=0.62, color=part.colour, label=part.name)
        ends = [end + length for end, length in zip(ends, part.lengths, strict=True)]
    spans = [(row, span) for row, span in enumerate(column.spans) if span]
    if spans:
        places = [row for row, _ in spans]
        lines = ax.hlines(places, *zip(*(span for _, span in spans), strict=True), color=INK, linewidth=1.1)
        lines.set_label(f"{column.name}, interval")
        lines.set_transform(Affine2D().translate(left, 0) + ax.transData)
    if column.parts:
        ax.vlines(left, -0.42, n - 0.58, color=GREY, linewidth=0.7, label="_zero")
    for row, text in enumerate(column.printed):
        high = column.spans[row][1] + left if column.spans and column.spans[row] else 0
        at = max(ends[row], high, left + (column.track or 0)) + (GAP * unit / 2 if column.parts else 0)
        colour = GREY if text == "0" or text.startswith("0 of") else INK
        ax.text(at, row, text, va="center", ha="left", fontsize=SMALL, color=colour)
