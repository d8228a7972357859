"""A table whose cells hold bars, so that numbers and lengths are read together; shares as k of n with intervals.

Each column starts at its own zero line and all share one scale; no key is needed, because each column is
named above it and each bar carries its number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.transforms import Affine2D

from hearsay.charts.base.canvas import SMALL, Sheet, head_columns, mark_rows
from hearsay.charts.base.rows import UNPAIRED, Rows
from hearsay.charts.base.style import GREY, INK, NEUTRAL, PALE, SOFT, middle_cut, widest_text
from hearsay.statistics.intervals import Interval, of_articles, wilson
from hearsay.text.printed import k_of_n

GAP = 0.1
"""Inches between a bar and its number, and between columns."""
SMALLEST = 7.0
"""Points of a column's name, at least."""
HEIGHT = 0.62
"""Share of a row that a bar fills."""
LEAST_REACH = 0.12
"""Inches of the longest bar, at least: where numbers leave less, they run into the next column, and are still read."""
DIAMOND = 0.06
"""Inches from the middle of a diamond to where its number may begin."""
UNIT = 0.045
"""Inches of one statement from which a bar is drawn as a row of statements: below, the eye does not part them."""
LEAST = 10
"""Attributions from which an interval is drawn in one article."""


@dataclass(frozen=True)
class Part:
    """One run of bars of a column: its name, its length in each row, its colour or one per row, and that of its outline."""

    name: str
    lengths: Sequence[float]
    colour: str | Sequence[str]
    edge: str = "none"


@dataclass(frozen=True)
class Column:
    """One column: a name, bars end to end, and what is printed after them in each row.

    `spans` draws an interval over the bar where it is not None, `marks` a diamond; `track` shades the full length of a share.
    `links` says that a bar counts things, which are drawn one by one where there is room: the address of each in each row, ''
    for one that has none.
    """

    name: str
    parts: Sequence[Part]
    printed: Sequence[str]
    spans: Sequence[Interval | None] = ()
    track: float | None = None
    marks: Sequence[float | None] = ()
    links: Sequence[Sequence[str]] = ()


def bar_table(page: Sheet, columns: Sequence[Column], colours: Sequence[str] = ()) -> None:
    """Draw the columns from left to right; `colours` marks each row, with the colour of its side."""
    ax = page.axes
    each = _inches(page.inches, columns)
    unit = _longest(columns) / _reach(columns, each)
    places = [0.0]
    for column, inches in zip(columns, each, strict=True):
        _draw(ax, column, places[-1], unit)
        places.append(places[-1] + inches * unit)
    *places, right = places
    ax.set_xlim(0, right)
    rooms = [max(inches - 0.7 * GAP, GAP) for inches in each]
    size = min(_size(column.name, room) for column, room in zip(columns, rooms, strict=True))
    heads = [middle_cut(column.name, room, size, lines=3) for column, room in zip(columns, rooms, strict=True)]
    head_columns(page, places, heads, fontsize=size, ha="left")
    mark_rows(page, colours)


def _size(name: str, room: float) -> float:
    """The size at which the longest word of a column's name fits, within reason."""
    longest = widest_text("\n".join(name.split()), SMALL)
    return SMALL if longest <= room else max(SMALLEST, SMALL * room / longest)


def _inches(inches: float, columns: Sequence[Column]) -> list[float]:
    """Inches for each column: those without bars take what their words need, the others share the rest."""
    words = ["\n".join([*column.name.split(), *column.printed]) for column in columns]
    bare = [0.0 if column.parts else widest_text(held, SMALL) + 2 * GAP for column, held in zip(columns, words, strict=True)]
    rest = max((inches - sum(bare)) / max(bare.count(0.0), 1), GAP)
    return [own or rest for own in bare]


def _longest(columns: Sequence[Column]) -> float:
    """The longest bar, track or interval, in the bars' own unit."""
    longest = [column.track or 0.0 for column in columns]
    for column in columns:
        longest += [sum(lengths) for lengths in zip(*(part.lengths for part in column.parts), strict=True)]
        longest += [span[1] for span in column.spans if span]
    return max(longest, default=1.0) or 1.0


def _reach(columns: Sequence[Column], each: Sequence[float]) -> float:
    """Inches of the longest bar: what the numbers beside the bars leave free in the narrowest column."""
    drawn = ((column, inches) for column, inches in zip(columns, each, strict=True) if column.parts)
    room = [inches - widest_text("\n".join(column.printed), SMALL) - 1.8 * GAP for column, inches in drawn]
    return max(min(room, default=1.0), LEAST_REACH)


def _draw(ax: Axes, column: Column, left: float, unit: float) -> None:
    """`unit` is how much of the bars' unit one inch holds."""
    n = len(column.printed)
    spans = dict(enumerate(column.spans))
    if column.track:
        ax.barh(range(n), [column.track] * n, left=left, height=HEIGHT, color=PALE, label="_track")
    ends = [left] * n
    for part in column.parts:
        ax.barh(range(n), part.lengths, left=ends, height=HEIGHT, color=part.colour, edgecolor=part.edge, label=part.name)
        ends = [end + length for end, length in zip(ends, part.lengths, strict=True)]
    if unit * UNIT <= 1:
        _part_units(ax, column, left)
    if drawn := {row: span for row, span in spans.items() if span}:
        lines = ax.hlines(list(drawn), *zip(*drawn.values(), strict=True), color=INK, linewidth=1.1)
        lines.set_label(f"{column.name}, interval")
        lines.set_transform(Affine2D().translate(left, 0) + ax.transData)
    if marked := {row: left + mark for row, mark in enumerate(column.marks) if mark is not None}:
        # Read back from its own zero line, as bars and intervals are.
        ax.scatter(
            [x - left for x in marked.values()], list(marked), marker="D", s=20, facecolor="white", edgecolor=INK, zorder=3,
            clip_on=False,
            label=f"{column.name}, corrected", transform=Affine2D().translate(left, 0) + ax.transData,
        )  # fmt: skip
    if column.parts:
        ax.vlines(left, -0.42, n - 0.58, color=GREY, linewidth=0.7, label="_zero")
    gap = GAP * unit / 2 if column.parts else 0.0
    for row, text in enumerate(column.printed):
        reach = max(ends[row], drawn.get(row, (0, -left))[1] + left, left + (column.track or 0.0))
        reach = max(reach, marked.get(row, left) + DIAMOND * unit)
        colour = SOFT if text == "0" or text.startswith("0 of") else INK
        ax.text(reach + gap, row, text, va="center", ha="left", fontsize=SMALL, color=colour)


def _part_units(ax: Axes, column: Column, left: float) -> None:
    """Part a bar that counts things into these, each a link where it has an address."""
    for row, links in enumerate(column.links):
        ends = [left + place for place in range(1, len(links))]
        ax.vlines(ends, row - HEIGHT / 2, row + HEIGHT / 2, color="white", linewidth=0.9, label="_units")
        for place, link in enumerate(links):
            if link:
                corner = (left + place, row - HEIGHT / 2)
                ax.add_patch(Rectangle(corner, 1, HEIGHT, facecolor="white", alpha=0.01, linewidth=0, url=link, label="_link"))


def count_column(
    head: str, counts: Sequence[int], colour: str = NEUTRAL, *, name: str = "", edge: str = "none",
    spans: Sequence[Interval | None] = (), links: Sequence[Sequence[str]] = (),
) -> Column:  # fmt: skip
    """Counts as bars, each with its number and, if given, its interval; `name` is that of the bars, if not of the column."""
    return Column(head, [Part(name or head, counts, colour, edge)], [f"{count:,}" for count in counts], spans, links=links)


def words_column(head: str, words: Sequence[str]) -> Column:
    """Words in each row, and no bars."""
    return Column(head, (), words)


def share_columns(shown: pd.DataFrame, groups: pd.Series, names: Iterable[str], table: Rows) -> list[Column]:
    """One column per group: its share of the rows of `shown` in each row of the chart, printed as k of n."""
    totals = table.count(shown)
    columns = []
    for group in names:
        chosen = shown[groups == group]
        counts = table.count(chosen)
        shares = [k / n if n else 0.0 for k, n in zip(counts, totals, strict=True)]
        printed = [k_of_n(k, n) for k, n in zip(counts, totals, strict=True)]
        columns.append(Column(group, [Part(group, shares, NEUTRAL)], printed, share_intervals(chosen, shown, table), track=1.0))
    return columns


def share_intervals(chosen: pd.DataFrame, whole: pd.DataFrame, table: Rows) -> list[Interval | None]:
    """The interval of each row's share; None where there is too little for one.

    Within one article attributions are counted singly; from article to article it is the articles that vary.
    """
    ks, ns = (table.per_article(part) for part in (chosen, whole))
    return [_interval(ks[row], ns[row], table.pooled) for row in range(len(table))]


def _interval(k: np.ndarray, n: np.ndarray, pooled: bool) -> Interval | None:
    if int(n.sum()) < LEAST or (pooled and len(n) < UNPAIRED):
        return None
    return of_articles(k, n) if pooled else wilson(int(k.sum()), int(n.sum()))
