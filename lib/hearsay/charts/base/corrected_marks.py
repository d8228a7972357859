"""Corrected figures in a chart of the tool's: their marks and intervals over the bars, and what the caption says of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from hearsay.charts.base.bar_columns import Column
from hearsay.charts.base.dot_lanes import Mark
from hearsay.charts.base.rows import Rows
from hearsay.errors import InputError
from hearsay.statistics.intervals import Interval
from hearsay.validation.corrected import LIKE, THESE
from hearsay.validation.corrected_tables import Coded, corrected_means, corrected_shares

ITEMS = {"attributions": "attributions", "portrayals": "mentions", "tone": "stretches", "frames": "sentences"}
"""What the items of each task are called that a chart takes."""


def figure(value: float) -> str:
    """A figure to two places, shares without the nought before the point.

    >>> figure(0.312), figure(-0.05), figure(3.2)
    ('.31', '−.05', '3.20')
    """
    text = f"{value:.2f}".replace("-", "−")
    return text.replace("0.", ".", 1) if abs(value) < 1 else text


def with_corrected(
    columns: Sequence[Column], coded: Coded | None, label: str, values: Mapping[str, Collection[Any]], table: Rows,
    totals: Sequence[int] = (), what: str = "attributions",
) -> list[Column]:  # fmt: skip
    """The columns of a chart with the corrected figure of each cell as a diamond, and its interval in place of the tool's.

    Parameters
    ----------
    columns
        Named by what they count; those without values stay as they are.
    coded
        Items with codings; None changes nothing.
    label, values
        The question, and for each column the answers that count.
    table
        The rows of the chart: a row of one article speaks of that article, a row of many of articles like these.
    totals
        Where the bars are counts: how many items were found in each row, of which the corrected share is then drawn.
    what
        The task that has to have been coded.
    """
    if coded is None:
        return list(columns)
    if coded.task.name != what:
        raise InputError(f"this chart is corrected by coded {what}, and these are codings of {coded.task.name}")
    made = corrected_shares(
        _in_rows(coded, table), label, values=values, by="row", population=LIKE if table.pooled else THESE,
        of_found=bool(totals),
    ).set_index(["figure", "group"])  # fmt: skip
    return [_marked(column, made.loc[column.name], len(table), totals) if column.name in values else column for column in columns]


def corrected_lanes(coded: Coded | None, what: str, score: str, table: Rows, parts: Sequence[str]) -> Callable[..., Mark | None]:
    """The corrected mean of a score in one row and parts of it (a voice, an actor), by row and parts; None where there is none.

    Raises `InputError` when the codings are of something else.
    """
    if coded is None:
        return lambda *_: None
    if coded.task.name != what:
        raise InputError(f"this chart is corrected by coded {what}, and these are codings of {coded.task.name}")
    held = _in_rows(coded, table)
    cell = held.items["row"].str.cat([held.items[name] for name in parts], sep="\t")
    by_cell = replace(held, items=held.items.assign(cell=cell))
    made = corrected_means(by_cell, score, by="cell", population=LIKE if table.pooled else THESE).set_index("group")

    def mark(row: int, *names: str) -> Mark | None:
        key = "\t".join([str(row), *names])
        if key not in made.index or pd.isna(made.at[key, "corrected"]):
            return None
        value, low, high = (float(made.at[key, name]) for name in ("corrected", "low", "high"))
        return Mark(value, (low, high))

    return mark


def _in_rows(coded: Coded, table: Rows) -> Coded:
    """With the row of the chart that each item belongs to."""
    names = {article: str(row) for article, row in table.of.items()}
    return replace(coded, items=coded.items.assign(row=coded.items["article_id"].map(names)))


def corrected_caption(coded: Coded | None, counts: bool = False) -> str:
    """What the marks are, for the caption; '' without any."""
    if coded is None:
        return ""
    what = "how many of those found are so" if counts else "the figure"
    drawn = f"{coded.n_coded:,} of {len(coded.items):,} {ITEMS[coded.task.name]} coded by hand"
    return f"Diamonds and lines: {what}, corrected by {drawn}, with the 95 % interval. "


def _marked(column: Column, made: pd.DataFrame, n: int, totals: Sequence[int]) -> Column:
    marks: list[float | None] = []
    spans: list[Interval | None] = []
    for row in range(n):
        found = made.loc[[name for name in (str(row),) if name in made.index]].dropna(subset=["corrected"])
        times = totals[row] if totals else 1
        marks.append(times * float(found["corrected"].iat[0]) if len(found) else None)
        spans.append((times * float(found["low"].iat[0]), times * float(found["high"].iat[0])) if len(found) else None)
    return replace(column, marks=marks, spans=spans)
