"""Who is given the floor: attributions by side and by office, article by article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pandas as pd
from matplotlib.axes import Axes

from hearsay.charts.canvas import sheet
from hearsay.charts.chart import Chart
from hearsay.charts.lens import Column, Part, lens
from hearsay.charts.rows import Rows, rows
from hearsay.charts.style import GREY, drawing, side_colours, tint
from hearsay.schema import NOT_STATED

OFFICIAL = ("named official", "unnamed official", "government or institution")
MOST_SIDES = 4
"""Sides that get columns of their own; two columns each, and three more, are as many as can be read."""
REST = "other"
"""Pooled sides, together with those that the table of sides itself calls so."""
ZONE = {"body": "body text only", "all": "title, deck and body"}


def voices(
    attributions: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    zone: Literal["body", "all"] = "body",
    sides: Sequence[str] = (),
    ax: Axes | None = None,
) -> Chart:
    """How often each side is given the floor, its officials apart from everybody else.

    One row per article in file order, one column per side and office. Only outermost attributions (level 1) count.

    Parameters
    ----------
    attributions, articles
        The tables. With `articles` the rows carry the outlets' names, and an article without attributions is shown.
    zone
        Where the attributions stand.
    sides
        All sides of the corpus, so that each keeps its colour in a chart of a few articles.
    ax
        Where to draw; a figure of its own without it.

    Notes
    -----
    Read a row from left to right. Do not compare rows of one article per outlet as if they were outlets, and do not
    take a side's share for its weight in the event: a piece may be about one side only.
    """
    shown = attributions[(attributions["level"] == 1) & ((attributions["zone"] == "body") | (zone == "all"))]
    table = rows(attributions, articles)
    caption = (
        f"Each number counts attributions: who is said to have said it, outermost speaker, {ZONE[zone]}. Officials: named and "
        f"unnamed officials, governments and institutions. {table.advice}"
    )
    with drawing():
        page = sheet(ax, table.labels, title="Who is given the floor?", note=table.note, caption=caption)
        lens(page, _columns(shown, table, sides), table.colours)
        return page.chart()


def _columns(shown: pd.DataFrame, table: Rows, sides: Sequence[str]) -> list[Column]:
    groups = _groups(shown)
    colours = side_colours([*sides, *shown["side"]])
    columns = []
    for side, office in _order(groups):
        counts = table.count(shown[[group == (side, office) for group in groups]])
        colour = colours.get(side, GREY)
        shade = colour if office == "officials" else tint(colour)
        name = _name(side, office)
        columns.append(Column(name, [Part(name, counts, shade)], [str(count) for count in counts]))
    return [*columns, Column("all", (), [f"n = {count}" for count in table.count(shown)])]


def _groups(shown: pd.DataFrame) -> list[tuple[str, str]]:
    """Side and office of each attribution; the rarer sides are pooled where there are too many for columns."""
    counted = shown.loc[~shown["side"].isin([NOT_STATED, REST]), "side"].value_counts()
    kept = set(sorted(counted.index, key=lambda side: (-counted[side], side))[:MOST_SIDES])
    pooled = [side if side in kept or side == NOT_STATED else REST for side in shown["side"]]
    offices = ["officials" if kind in OFFICIAL else "nobody" if kind == "none" else "others" for kind in shown["source_type"]]
    return [("", "nobody") if office == "nobody" else (side, office) for side, office in zip(pooled, offices, strict=True)]


def _order(groups: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Sides by alphabet, officials first; then further sides, side not stated, and nobody."""
    last = {REST: 1, NOT_STATED: 2, "": 3}
    return sorted(set(groups), key=lambda group: (last.get(group[0], 0), group[0].casefold(), group[1] == "others", group))


def _name(side: str, office: str) -> str:
    if office == "nobody":
        return "nobody is named"
    if side == NOT_STATED:
        return f"{office}, side not stated"
    if side == REST:
        return f"{office} of other sides"
    return f"{side} officials" if office == "officials" else f"{side}, others"
