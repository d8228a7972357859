"""Corrected figures in a chart of the tool's: looked up by row and figure, marked with their intervals, told in the caption."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd
from matplotlib.transforms import Affine2D

from hearsay.charts.base.bar_columns import Column
from hearsay.charts.base.canvas import Sheet
from hearsay.charts.base.dot_lanes import Mark
from hearsay.charts.base.rows import Rows
from hearsay.charts.base.style import INK
from hearsay.errors import InputError
from hearsay.statistics.intervals import Interval
from hearsay.validation.coded import Coded
from hearsay.validation.corrected import LIKE, THESE
from hearsay.validation.corrected_figures import Figure
from hearsay.validation.corrected_tables import corrected_figures, corrected_gaps

ITEMS = {
    "attributions": "attributions", "portrayals": "mentions", "tone": "stretches", "frames": "sentences",
    "sentences": "sentences", "article_frames": "articles",
}  # fmt: skip
"""What the items of each task are called."""
GROUPS = ("outlet", "article_id", "voice", "side")
"""Columns of items that two groups may be told apart by."""
GAP = "gap"
BEYOND = "\t"
"""Between the parts of a key: a row, and a voice or an actor in it."""


@dataclass(frozen=True)
class Marks:
    """The corrected figures of a chart, by group (a row of the chart, and parts of it) and figure; none without codings.

    `figures` are those that were asked for, whether or not enough was coded to correct them.
    """

    of: Mapping[tuple[str, str], Mark] = field(default_factory=dict)
    figures: frozenset[str] = frozenset()

    @classmethod
    def of_table(cls, table: pd.DataFrame) -> Marks:
        """Of a table of `validation.corrected_tables`, of whose rows those without an estimate give no mark."""
        rows = table.dropna(subset=["corrected", "low", "high"]).itertuples()
        held = {(row.group, row.figure): Mark(row.corrected, (row.low, row.high)) for row in rows}
        return cls(held, frozenset(table["figure"]))

    def at(self, figure: str, *group: object) -> Mark | None:
        """The mark of a figure in a group, None where too little of it was coded."""
        return self.of.get((BEYOND.join(map(str, group)), figure))


def of_task(coded: Coded | None, *tasks: str) -> Coded | None:
    """The codings, if there are any. Raises `InputError` when they are of another task than a chart can be corrected by."""
    if coded is not None and coded.task.name not in tasks:
        raise InputError(f"this chart is corrected by coded {' or '.join(tasks)}, and these are codings of {coded.task.name}")
    return coded


def row_marks(coded: Coded | None, table: Rows, figures: Callable[[Coded], Sequence[Figure]], *parts: str) -> Marks:
    """The figures corrected in each row of the chart and its parts (columns of the items); none without codings.

    A row of one article speaks of it, a row of many of articles like these.
    """
    if coded is None:
        return Marks()
    row = coded.items["article_id"].map({article: str(row) for article, row in table.of.items()})
    cell = row.str.cat([coded.items[name].astype("str") for name in parts], sep=BEYOND) if parts else row
    placed = replace(coded, items=coded.items.assign(cell=cell))
    population = LIKE if table.pooled else THESE
    return Marks.of_table(corrected_figures(placed, figures(placed), by="cell", population=population))


def marked(columns: Sequence[Column], marks: Marks, *, totals: Sequence[int] = ()) -> list[Column]:
    """The columns with the corrected figure of each cell as a diamond, and its interval in place of the tool's.

    A figure is that of the column with its name; other columns stay as they are. Where the bars are counts, `totals` says how
    many items were found in each row, of which the corrected share is then drawn.
    """
    return [_marked(column, marks, totals) if column.name in marks.figures else column for column in columns]


def gap_column(coded: Coded, between: tuple[str, str]) -> str:
    """The column of the items that parts them into these two groups. Raises `InputError` where there is none such."""
    for name in GROUPS:
        if name in coded.items and set(between) <= set(coded.items[name].dropna()):
            return name
    raise InputError(
        f"the coded items cannot be parted into {between[0]!r} and {between[1]!r}: no outlets, articles, voices or sides"
    )


def gap_marks(coded: Coded, figures: Sequence[Figure], between: tuple[str, str]) -> Marks:
    """The corrected gap of each figure between two groups: of articles like these, or of two articles as they are."""
    by = gap_column(coded, between)
    single = by == "article_id" or coded.items["article_id"].nunique() == 1
    table = corrected_gaps(coded, figures, between, by=by, population=THESE if single else LIKE)
    return Marks.of_table(table.assign(group=GAP))


def draw_mark(page: Sheet, y: float, mark: Mark | None, name: str, left: float = 0.0, size: float = 22.0) -> None:
    """A diamond of this size and the line of its interval, counted from `left`; nothing where there is no mark."""
    if mark is not None:
        onto = Affine2D().translate(left, 0) + page.axes.transData
        line: dict[str, Any] = {"color": INK, "linewidth": 1.6, "zorder": 4, "transform": onto}
        page.axes.hlines(y, *mark.interval, label=f"{name}, corrected, interval", **line)
        face: dict[str, Any] = {"facecolor": "white", "edgecolor": INK, "zorder": 5, "transform": onto, "clip_on": False}
        page.axes.scatter([mark.value], [y], marker="D", s=size, label=f"{name}, corrected", **face)


def corrected_caption(coded: Coded | None, what: str = "the figure") -> str:
    """What the marks are, for the caption; '' without any."""
    if coded is None:
        return ""
    drawn = f"{coded.n_coded:,} of {len(coded.items):,} {ITEMS[coded.task.name]} coded by hand"
    return (
        f"Hollow diamonds and strong lines: {what}, corrected by {drawn}, with the 95 % interval; none where too few were coded. "
    )


OF_FOUND = "how many of those found are so"
"""What a corrected count is: those that the tool missed are in none."""


def _marked(column: Column, marks: Marks, totals: Sequence[int]) -> Column:
    found = [marks.at(column.name, row) for row in range(len(column.printed))]
    times = totals or [1] * len(found)
    spans: list[Interval | None] = [
        None if mark is None else (k * mark.interval[0], k * mark.interval[1]) for mark, k in zip(found, times, strict=True)
    ]
    return replace(
        column, marks=[None if mark is None else k * mark.value for mark, k in zip(found, times, strict=True)], spans=spans
    )
