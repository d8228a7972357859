"""Which stance the cues take towards what is said: neutral, assertive, doubtful, denial; for each side or each article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Literal

import pandas as pd
from matplotlib.axes import Axes

from hearsay.charts.base.bar_columns import Column, bar_table, count_column, words_column
from hearsay.charts.base.canvas import sheet
from hearsay.charts.base.chart import Chart, chart
from hearsay.charts.base.corrected_marks import BEYOND, OF_FOUND, Marks, corrected_caption, marked
from hearsay.charts.base.rows import (
    MOST,
    NOBODY_SPEAKS,
    REST,
    UNPAIRED,
    ZONE,
    Only,
    Zone,
    first_of,
    in_order,
    outermost,
    rows,
)
from hearsay.charts.base.share_panels import OVER_ARTICLES, share_chart
from hearsay.charts.base.speakers import LABEL, answer_marks, counted_items, labelled_items, speakers
from hearsay.charts.base.style import GREY, group_colours, known
from hearsay.charts.sources import SIDES
from hearsay.schema import NOT_STATED, STANCES
from hearsay.validation.coded import Coded
from hearsay.validation.corrected import THESE
from hearsay.validation.corrected_figures import shares
from hearsay.validation.corrected_tables import ALL, corrected_figures

HEADS = {"neutral": "neutral: said", "assertive": "assertive: noted", "doubtful": "doubtful: claimed", "denial": "denial: denied"}
FEW, MOST_SIDES = "sides heard less", 12
"""The row that holds all sides but the largest, and how many these are."""
ROW_OF = "Along a row: how many statements each kind of cue introduces."
LEAST = 10
"""Attributions that each side needs before its stances are compared with another's, from `UNPAIRED` articles or more: those of
one article are one reporter's habit, however many they are."""


@chart
def stances(
    attributions: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    by: Literal["side", "article"] = "side",
    zone: Zone = "body",
    sides: Sequence[str] = (),
    only: Only = (),
    corrected: Coded | None = None,
    ax: Axes | None = None,
) -> Chart:
    """Cues by what they say of the truth of the content, for each side's speakers or for each article.

    Parameters
    ----------
    attributions, articles
        The tables; `articles` gives names to the rows if `by` is "article".
    by
        What a row is. Sides stand in alphabetical order, articles in file order. Of more than 24 articles all sides but the
        twelve that are heard most are gathered in one row, and articles are added up by outlet.
    {zone}
    {sides}
    {only}
    {corrected} By side they take country and type of the speakers, too.
    {ax}

    Notes
    -----
    A neutral cue leaves the truth open (said), an assertive one implies that it is true (noted, pointed out), a
    doubtful one that it may not be (claimed), a denial reports that somebody denies. Counts only: a side with fewer
    than ten attributions, or whose attributions come from fewer than four articles, is too little to compare. A denial is
    the speaker's act, not the outlet's doubt.
    """
    shown = outermost(attributions, zone)
    caption = (
        f"Statements of outermost speakers are counted by the stance of their cue; {ZONE[zone]}. A denial is the speaker’s act."
    )
    open_ = int((shown["stance"] == "neutral").sum())
    title = "Which stance do the cues take?"
    title += f" {open_:,} of {len(shown):,} leave open whether it is true" if len(shown) and not only else ""
    if by == "article":
        table = rows(attributions, articles, only=only)
        told = f"{caption} {corrected_caption(corrected, OF_FOUND)}{table.advice}"
        if table.pooled and corrected is None:
            return share_chart(ax, shown, shown["stance"].map(HEADS), [*HEADS.values()], table, title, OVER_ARTICLES + told)
        page = sheet(ax, table.labels, title=title, note=f"{table.note} {ROW_OF}".strip(), caption=told)
        counts = {stance: table.count(shown[shown["stance"] == stance]) for stance in STANCES}
        totals, values = table.count(shown), {HEADS[stance]: [stance] for stance in STANCES}
        marks = answer_marks(corrected, zone, table, "stance", values, of_found=True)
        bar_table(page, marked(_stance_columns(counts, totals), marks, totals=totals))
        return page.chart()
    if only:
        shown = shown[shown["article_id"].isin(list(rows(attributions, articles, only=only, pool=False).of))]
    ids, colours = shown["article_id"].nunique(), group_colours(known(attributions, "side", sides))
    speaking, gathered = _gathered(shown, pool=ids > MOST and corrected is None)
    every = [*in_order(set(speaking) - {FEW}), *([FEW] if gathered else [])]
    note = f"{first_of(len(every), MOST, 'sides, by alphabet')} {ROW_OF}".strip()
    whence = "All from this article." if ids == 1 else f"From {ids:,} articles, added up."
    caption = (
        f"{caption} {corrected_caption(corrected, OF_FOUND)}Under n = {LEAST}, or {UNPAIRED} articles: too few to compare. "
        f"{whence}"
    )
    names = SIDES | {FEW: f"{gathered} sides heard less"}
    page = sheet(ax, [names.get(side, side) for side in every[:MOST]], title=title, note=note, caption=caption)
    crossed = pd.crosstab(speaking, shown["stance"]).reindex(index=every[:MOST], columns=STANCES, fill_value=0)
    totals = speaking.value_counts().reindex(every[:MOST], fill_value=0)
    articles_of = shown["article_id"].groupby(speaking).nunique().reindex(every[:MOST], fill_value=0)
    few = ((totals < LEAST) | (articles_of < UNPAIRED)).tolist()
    columns = _stance_columns({stance: crossed[stance].tolist() for stance in STANCES}, totals.tolist(), few)
    marks = _corrected_stances(counted_items(corrected, zone), shown, every[:MOST])
    columns = marked(columns, marks, totals=[len(shown)] * len(every[:MOST]))
    bar_table(page, columns, [colours.get(side, GREY) for side in every[:MOST]])
    return page.chart()


def _gathered(shown: pd.DataFrame, *, pool: bool) -> tuple[pd.Series, int]:
    """The side of each statement, and how many sides are gathered: of many articles those that are heard less than others, or too
    little to be compared."""
    speaking = speakers(shown, set(shown["side"]))
    counts = (
        shown.groupby(speaking)["article_id"].agg(["size", "nunique"]).drop([REST, NOT_STATED, NOBODY_SPEAKS], errors="ignore")
    )
    large = counts[(counts["size"] >= LEAST) & (counts["nunique"] >= UNPAIRED)].sort_values(
        "size", ascending=False, kind="stable"
    )
    few = counts.index.difference(large.index[:MOST_SIDES])
    if not pool or len(few) < 2:
        return speaking, 0
    return speaking.mask(speaking.isin(few), FEW), len(few)


def _corrected_stances(coded: Coded | None, shown: pd.DataFrame, sides: Sequence[str]) -> Marks:
    """The corrected share, of all that is shown, of each stance of each side's speakers, by the side's place and the stance."""
    if coded is None:
        return Marks()
    coded = coded.among(coded.items["article_id"].isin(shown["article_id"]))
    labelled, _ = labelled_items(coded, lambda labels: speakers(labels, set(shown["side"])) + BEYOND + labels["stance"])
    cells = {side + BEYOND + stance: (str(row), HEADS[stance]) for row, side in enumerate(sides) for stance in STANCES}
    figures = shares(labelled, LABEL, {cell: [cell] for cell in cells}, of_found=True)
    found = Marks.of_table(corrected_figures(labelled, figures, population=THESE))
    held = {place: mark for cell, place in cells.items() if (mark := found.at(cell, ALL))}
    return Marks(held, frozenset(HEADS.values()))


def _stance_columns(counts: Mapping[str, list[int]], totals: list[int], few: Sequence[bool] = ()) -> list[Column]:
    told = [f"n = {n:,}{', too few to compare' if low else ''}" for n, low in zip_longest(totals, few)]
    columns = [count_column(HEADS[stance], counts[stance], name=stance) for stance in STANCES]
    return [*columns, words_column("all", told)]
