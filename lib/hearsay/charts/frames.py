"""Which frames an article's sentences carry, and in whose words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pandas as pd
from matplotlib.axes import Axes

from hearsay.charts.canvas import sheet
from hearsay.charts.chart import Chart
from hearsay.charts.frame_lift import frame_lift
from hearsay.charts.lens import Column, Part, lens
from hearsay.charts.rows import Rows, rows
from hearsay.charts.shares import of
from hearsay.charts.style import VOICES, drawing
from hearsay.errors import InputError
from hearsay.framing.rates import names as looked_for

MOST_FRAMES = 7
"""Columns that can be read side by side."""


def frames(
    frames: pd.DataFrame,
    sentences: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    view: Literal["shares", "lift"] = "shares",
    by: str = "outlet",
    only: str | Sequence[str] = (),
    ax: Axes | None = None,
) -> Chart:
    """Sentences of the body that carry each frame: k of n in each article, the outlet's own words apart; or the lift.

    Parameters
    ----------
    frames, sentences, articles
        The tables. `sentences` gives n. With `articles` the rows carry the outlets' names.
    view, by
        "lift" shows instead how much more or less often each group uses each frame than all other articles do, with
        intervals (`hearsay.framing.frame_rates`); `by` is a column of `articles`, which that view needs.
    only
        The articles to show, by their ids or the beginnings of them; names and colours stay those of the whole table.
    ax
        Where to draw; a figure of its own without it.

    Notes
    -----
    Dark: sentences in which a cue stands in the outlet's own words. Light: sentences in which it stands only in words
    attributed to somebody. A sentence may carry several frames, so a row need not add up to n. A frame is marked by
    indicator words; that few were found says little about an article of a dozen sentences. Of your own frames only those
    that occur are shown.

    Raises
    ------
    InputError
        When the lift is asked for without `articles`, of a choice of articles, or by a column that they lack.
    """
    if view == "lift":
        if articles is None or only:
            raise InputError("the lift compares groups of all articles: give `articles`, and not `only`")
        return frame_lift(frames, sentences, articles, by=by, ax=ax)
    body = sentences.loc[sentences["zone"] == "body", ["article_id", "sentence_no"]]
    hits = frames[frames["score"] > 0].merge(body, on=["article_id", "sentence_no"])
    table = rows(sentences, articles, only=only)
    names, note = _names(hits)
    caption = (
        "k of n sentences of the body with at least one indicator word. Dark: in the outlet's own words; light: only in words "
        f"attributed to somebody. {table.advice}"
    )
    with drawing():
        page = sheet(
            ax, table.labels, title="Which frames do the sentences carry?", note=f"{table.note} {note}".strip(), caption=caption
        )
        lens(page, [_column(hits[hits["frame"] == name], name, body, table) for name in names], table.colours)
        return page.chart()


def _names(hits: pd.DataFrame) -> tuple[list[str], str]:
    """The frames that were looked for, in order; and a note where there is no room for all."""
    every = looked_for(hits)
    cut = f"The first {MOST_FRAMES} of {len(every)} frames; the others are not shown." if len(every) > MOST_FRAMES else ""
    return every[:MOST_FRAMES], cut


def _column(hits: pd.DataFrame, name: str, body: pd.DataFrame, table: Rows) -> Column:
    totals = table.count(body)
    own = hits[hits["voice"] == "outlet"].drop_duplicates(["article_id", "sentence_no"])
    either = hits.drop_duplicates(["article_id", "sentence_no"])
    owned, found = table.count(own), table.count(either)
    dark = [k / n if n else 0.0 for k, n in zip(owned, totals, strict=True)]
    light = [(k - d) / n if n else 0.0 for k, d, n in zip(found, owned, totals, strict=True)]
    parts = [Part(f"{name}, own words", dark, VOICES["outlet"]), Part(f"{name}, attributed only", light, VOICES["attributed"])]
    return Column(name, parts, [of(k, n) for k, n in zip(found, totals, strict=True)], track=1.0)
