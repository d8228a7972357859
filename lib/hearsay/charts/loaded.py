"""Loaded words: how many stand in the outlet's own words, and how many in words attributed to somebody."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from hearsay.charts.canvas import SMALL, sheet
from hearsay.charts.chart import Chart
from hearsay.charts.lens import Column, Part, lens
from hearsay.charts.measure import fit
from hearsay.charts.rows import Rows, rows
from hearsay.charts.style import VOICES, drawing

ROOM = 3.5
"""Inches for the grounds of one row, on two lines."""
HEADS = {"outlet": "own words", "attributed": "attributed words"}


def loaded(
    loaded: pd.DataFrame, articles: pd.DataFrame | None = None, *, only: str | Sequence[str] = (), ax: Axes | None = None
) -> Chart:
    """Marked words in the outlet's own voice and in attributed voice, and the grounds on which they are marked.

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
    Counts, and no percentage of bias: a marked word is where to look, and the text decides. Attributed words are the
    speaker's and not the outlet's. Do not compare articles of different length.
    """
    table = rows(loaded, articles, only=only)
    caption = (
        "Each number counts marked words: dark, in the outlet's own words; light, in words it attributes. Grounds by alphabet, "
        f"own + attributed. A mark says where to look, and not that the word is wrong. {table.advice}"
    )
    columns = [_column(loaded[loaded["voice"] == voice], voice, table) for voice in VOICES]
    with drawing():
        page = sheet(ax, table.labels, title="Where do loaded words stand?", note=table.note, caption=caption)
        lens(page, [*columns, _grounds(loaded, table), *_length(articles, table)], table.colours)
        return page.chart()


def _column(marked: pd.DataFrame, voice: str, table: Rows) -> Column:
    counts = table.count(marked)
    return Column(HEADS[voice], [Part(HEADS[voice], counts, VOICES[voice])], [str(count) for count in counts])


def _grounds(loaded: pd.DataFrame, table: Rows) -> Column:
    """'factive 5+1; hedge 0+2' for each row: the grounds that occur."""
    texts = [""] * len(table)
    for ground in sorted(set(loaded["category"])):
        marked = loaded[loaded["category"] == ground]
        own, quoted = (table.count(marked[marked["voice"] == voice]) for voice in VOICES)
        for row, (k, m) in enumerate(zip(own, quoted, strict=True)):
            texts[row] += f"{'; ' if texts[row] else ''}{ground} {k}+{m}" if k + m else ""
    return Column("on which ground", (), [fit(text or "none", ROOM, SMALL, lines=2) for text in texts])


def _length(articles: pd.DataFrame | None, table: Rows) -> list[Column]:
    if articles is None:
        return []
    words = articles.assign(row=articles["article_id"].map(table.of)).groupby("row")["n_words"].sum()
    return [Column("body", (), [f"n = {int(words.get(row, 0))} words" for row in range(len(table))])]
