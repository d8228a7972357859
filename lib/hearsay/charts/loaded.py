"""Loaded words: how many stand in the outlet's own words, and how many in words attributed to somebody."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from hearsay.charts.canvas import sheet
from hearsay.charts.chart import Chart
from hearsay.charts.lens import Column, Part, lens
from hearsay.charts.rows import Rows, rows
from hearsay.charts.style import VOICES, drawing

MOST_CATEGORIES = 7
"""Columns that can be read side by side."""


def loaded(
    loaded: pd.DataFrame, articles: pd.DataFrame | None = None, *, only: str | Sequence[str] = (), ax: Axes | None = None
) -> Chart:
    """Marked words by the ground on which they are marked, own voice apart from attributed voice.

    Parameters
    ----------
    loaded, articles
        The tables. With `articles` the rows carry the outlets' names and the length of the body, and an article
        without a marked word is shown.
    only
        The articles to show, by their ids or the beginnings of them; names and colours stay those of the whole table.
    ax
        Where to draw; a figure of its own without it.

    Notes
    -----
    Dark: in the outlet's own words. Light: in words attributed to somebody, which are not the outlet's. Printed:
    own + attributed. Counts, and no percentage of bias: a marked word is where to look, and the text decides.
    """
    table = rows(loaded, articles, only=only)
    names = sorted(set(loaded["category"]))
    cut = f"The first {MOST_CATEGORIES} of {len(names)} grounds, by alphabet." if len(names) > MOST_CATEGORIES else ""
    caption = (
        f"Marked words. Dark, first number: in the outlet's own words. Light: in words attributed to somebody. {table.advice}"
    )
    columns = [_column(loaded[loaded["category"] == name], name, table) for name in names[:MOST_CATEGORIES]]
    with drawing():
        page = sheet(ax, table.labels, title="Where do loaded words stand?", note=f"{table.note} {cut}".strip(), caption=caption)
        lens(page, [*columns, _column(loaded, "all", table), *_length(articles, table)], table.colours)
        return page.chart()


def _column(marked: pd.DataFrame, name: str, table: Rows) -> Column:
    counts = {voice: table.count(marked[marked["voice"] == voice]) for voice in VOICES}
    parts = [Part(f"{name}, {_whose(voice)}", counts[voice], VOICES[voice]) for voice in VOICES]
    return Column(name, parts, [f"{own} + {quoted}" for own, quoted in zip(*counts.values(), strict=True)])


def _whose(voice: str) -> str:
    return "own words" if voice == "outlet" else "attributed"


def _length(articles: pd.DataFrame | None, table: Rows) -> list[Column]:
    if articles is None:
        return []
    words = articles.assign(row=articles["article_id"].map(table.of)).groupby("row")["n_words"].sum()
    return [Column("body", (), [f"n = {int(words.get(row, 0))} words" for row in range(len(table))])]
