"""In which words a speaker is introduced: does the cue vouch for what is said, or doubt it?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import pandas as pd
from matplotlib.axes import Axes

from hearsay.charts.canvas import sheet
from hearsay.charts.chart import Chart
from hearsay.charts.groups import NOBODY, ZONE, Zone, in_order, outermost, speakers
from hearsay.charts.lens import Column, Part, lens
from hearsay.charts.rows import MOST, rows
from hearsay.charts.style import GREY, drawing, side_colours
from hearsay.schema import NOT_STATED, STANCES

COLOURS = {"neutral": "#9a9a9a", "assertive": "#2c7fb8", "doubtful": "#d95f0e", "denial": "#7a0177"}
HEADS = {"neutral": "neutral: said", "assertive": "assertive: noted", "doubtful": "doubtful: claimed", "denial": "denial: denied"}
LEAST = 10
"""Attributions that each side needs before its stances are compared with another's."""


def stances(
    attributions: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    by: Literal["side", "article"] = "side",
    zone: Zone = "body",
    sides: Sequence[str] = (),
    only: str | Sequence[str] = (),
    ax: Axes | None = None,
) -> Chart:
    """Cues by what they say of the truth of the content, for each side's speakers or for each article.

    Parameters
    ----------
    attributions, articles
        The tables; `articles` gives names to the rows if `by` is "article".
    by
        What a row is. Sides stand in alphabetical order, articles in file order.
    zone
        Where the attributions stand.
    sides
        All sides of the corpus, so that each keeps its colour when only a part of the table is given.
    only
        The articles to show, by their ids or the beginnings of them; names and colours stay those of the whole table.
    ax
        Where to draw; a figure of its own without it.

    Notes
    -----
    A neutral cue leaves the truth open (said), an assertive one implies that it is true (noted, pointed out), a
    doubtful one that it may not be (claimed), a denial reports that somebody denies. Counts only: a side with fewer
    than ten attributions is too little to compare. A denial is the speaker's act, not the outlet's doubt.
    """
    shown = outermost(attributions, zone)
    caption = f"Each number counts attributions by the stance of their cue; outermost speaker, {ZONE[zone]}."
    with drawing():
        if by == "article":
            table = rows(attributions, articles, only=only)
            page = sheet(
                ax, table.labels, title="Which stance do the cues take?", note=table.note, caption=f"{caption} {table.advice}"
            )
            parts = {stance: table.count(shown[shown["stance"] == stance]) for stance in STANCES}
            lens(page, _columns(parts, table.count(shown), least=0), table.colours)
            return page.chart()
        chosen = shown[shown["article_id"].isin(list(rows(attributions, articles, only=only, pool=False).of))] if only else shown
        return _by_side(chosen, side_colours([*sides, *attributions["side"]]), caption, ax)


def _by_side(shown: pd.DataFrame, colours: Mapping[str, str], caption: str, ax: Axes | None) -> Chart:
    speaking = pd.Series(speakers(shown, set(shown["side"])), index=shown.index, dtype="str")
    every = in_order(speaking)
    names = every[:MOST]
    note = f"The first {MOST} of {len(every)} sides, by alphabet; the others are not shown." if len(every) > MOST else ""
    caption = f"{caption} Under n = {LEAST}: too few to compare. {_articles(shown)}"
    page = sheet(ax, [_label(name) for name in names], title="Which stance do the cues take?", note=note, caption=caption)
    counts = {s: [int(((speaking == name) & (shown["stance"] == s)).sum()) for name in names] for s in STANCES}
    totals = [int((speaking == name).sum()) for name in names]
    lens(page, _columns(counts, totals, LEAST), [colours.get(name, GREY) for name in names])
    return page.chart()


def _columns(counts: dict[str, list[int]], totals: list[int], least: int) -> list[Column]:
    columns = [Column(HEADS[s], [Part(s, counts[s], COLOURS[s])], [str(count) for count in counts[s]]) for s in STANCES]
    printed = [f"n = {n}, too few to compare" if n < least else f"n = {n}" for n in totals]
    return [*columns, Column("all", (), printed)]


def _label(side: str) -> str:
    return {NOT_STATED: "side not stated", NOBODY: NOBODY, "other": "other sides"}.get(side, side)


def _articles(shown: pd.DataFrame) -> str:
    ids = shown["article_id"].nunique()
    return "All from this article." if ids == 1 else f"From {ids} articles, added up."
