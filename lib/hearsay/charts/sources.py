"""How speakers are introduced: named or not, first-hand or passed on, vouched for or doubted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import pandas as pd
from matplotlib.axes import Axes

from hearsay.charts.base.bar_columns import Column, Part, lens, share_columns
from hearsay.charts.base.canvas import SMALL, sheet
from hearsay.charts.base.chart import Chart
from hearsay.charts.base.rows import MOST, NAMED, NOBODY_SPEAKS, ZONE, Rows, Zone, in_order, outermost, rows, speakers
from hearsay.charts.base.style import GREY, drawing, fitted_text, side_colours
from hearsay.schema import NOT_STATED, STANCES

NAMED_COLOURS = {"named": "#004488", "unnamed": "#bb5566", "document": "#997700", NOBODY_SPEAKS: "#9a9a9a"}
"""Tol 2021, 'high contrast': neither an outlet's nor a side's colour."""


def named(
    attributions: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    zone: Zone = "body",
    only: str | Sequence[str] = (),
    ax: Axes | None = None,
) -> Chart:
    """Attributions to named speakers, to unnamed ones, to documents and to nobody: k of n in each article.

    Parameters
    ----------
    attributions, articles
        The tables. With `articles` the rows carry the outlets' names, and an article without attributions is shown.
    zone
        Where the attributions stand.
    only
        The articles to show, by their ids or the beginnings of them; names and colours stay those of the whole table.
    ax
        Where to draw; a figure of its own without it.

    Notes
    -----
    The bar is the share, the shaded strip all of n. A whisker is a 95 % interval: Wilson's in an article with at
    least ten attributions, from the differences between articles in an outlet with at least four. Anonymity alone
    is no fault: some sources need it. Do not compare rows whose whiskers overlap, nor rows without whiskers.
    """
    shown = outermost(attributions, zone)
    table = rows(attributions, articles, only=only)
    groups = shown["identifiability"].map(NAMED)
    caption = (
        f"k of n attributions by their outermost speaker; {ZONE[zone]}. Named: a person, an organisation or the author; unnamed: "
        "“officials”, “a spokesman”, or a role without a name; nobody: “it was reported”. "
        f"Whiskers: 95 % intervals, only from n = 10. {table.advice}"
    )
    with drawing():
        page = sheet(ax, table.labels, title="Is the speaker named?", note=table.note, caption=caption)
        lens(page, share_columns(shown, groups, NAMED_COLOURS, table), table.colours)
        return page.chart()


RELAY_COLOURS = {"first-hand": "#bdbdbd", "second-hand": "#6a51a3", "third-hand or more": "#3f007d"}
ROOM = 2.4
"""Inches for the names of those who pass on."""


def relays(
    attributions: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    zone: Zone = "body",
    only: str | Sequence[str] = (),
    ax: Axes | None = None,
) -> Chart:
    """How much of what is attributed comes at first hand, and who passes on the rest, as the text states it.

    Parameters
    ----------
    attributions, articles
        The tables. With `articles` the rows carry the outlets' names. Attributions inside others count here, for they are
        what is passed on; the last column adds them to those of level 1, which the other charts count.
    zone
        Where the attributions stand.
    only
        The articles to show, by their ids or the beginnings of them; names and colours stay those of the whole table.
    ax
        Where to draw; a figure of its own without it.

    Notes
    -----
    A lower bound: an outlet that names no source of its own may still have one. Do not read a long first bar as
    original reporting; it may be the mark of an unnamed source.
    """
    table = rows(attributions, articles, only=only)
    shown = attributions[(attributions["zone"] == "body") | (zone == "all")]
    hands = shown["hop"].clip(upper=3).map(dict(enumerate(RELAY_COLOURS, 1)))
    caption = (
        f"k of n attributions, those inside others included; {ZONE[zone]}. Second-hand: what A says that B said. As the text "
        f"states it, so a lower bound: who copies without saying so counts as first-hand. {table.advice}"
    )
    with drawing():
        page = sheet(ax, table.labels, title="Through how many mouths has it come?", note=table.note, caption=caption)
        columns = [*share_columns(shown, hands, RELAY_COLOURS, table), _relays(shown, table), _all(shown, table)]
        lens(page, columns, table.colours)
        return page.chart()


def _all(shown: pd.DataFrame, table: Rows) -> Column:
    """How the n of this chart is made up from that of the others."""
    outer, inner = (table.count(shown[chosen]) for chosen in (shown["level"] == 1, shown["level"] > 1))
    return Column(
        "outermost + inside others", (), [f"{k} + {nested} = {k + nested}" for k, nested in zip(outer, inner, strict=True)]
    )


def _relays(attributions: pd.DataFrame, table: Rows) -> Column:
    """Who passes on, in the order of the text, with how often."""
    passed: list[dict[str, int]] = [{} for _ in range(len(table))]
    for article, via in zip(attributions["article_id"], attributions["via"], strict=True):
        for name in via if article in table.of else ():
            held = passed[table.of[article]]
            held[name] = held.get(name, 0) + 1
    names = ["; ".join(f"{name} {k}×" for name, k in one.items()) or "nobody" for one in passed]
    return Column("passed on by", (), [fitted_text(name, ROOM, SMALL, lines=2) for name in names])


STANCE_COLOURS = {"neutral": "#9a9a9a", "assertive": "#2c7fb8", "doubtful": "#d95f0e", "denial": "#7a0177"}
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
    columns = [Column(HEADS[s], [Part(s, counts[s], STANCE_COLOURS[s])], [str(count) for count in counts[s]]) for s in STANCES]
    printed = [f"n = {n}, too few to compare" if n < least else f"n = {n}" for n in totals]
    return [*columns, Column("all", (), printed)]


def _label(side: str) -> str:
    return {NOT_STATED: "side not stated", NOBODY_SPEAKS: NOBODY_SPEAKS, "other": "other sides"}.get(side, side)


def _articles(shown: pd.DataFrame) -> str:
    ids = shown["article_id"].nunique()
    return "All from this article." if ids == 1 else f"From {ids} articles, added up."
