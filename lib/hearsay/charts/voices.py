"""Who is given the floor: attributions by side and by office, article by article."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from hearsay.charts.base.bar_columns import Column, Part, lens
from hearsay.charts.base.canvas import sheet
from hearsay.charts.base.chart import Chart
from hearsay.charts.base.rows import (
    NOBODY_SPEAKS,
    OFFICIAL,
    REST,
    ZONE,
    Rows,
    Zone,
    adjective,
    frequent,
    in_order,
    outermost,
    rows,
    speakers,
)
from hearsay.charts.base.style import GREY, drawing, side_colours, tint
from hearsay.schema import NOT_STATED

MOST_SIDES = 3
"""Sides that get columns of their own; two columns each, and four more, are as many as can be read."""
OFFICES = ("officials", "others")


def voices(
    attributions: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    zone: Zone = "body",
    sides: Sequence[str] = (),
    only: str | Sequence[str] = (),
    error: pd.DataFrame | None = None,
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
        All sides of the corpus, so that each keeps its colour when only a part of the table is given.
    only
        The articles to show, by their ids or the beginnings of them; names and colours stay those of the whole table.
    error
        The tool's measured error by outlet (`validation.benchmarks.by_outlet`): the caption then says how far a
        difference between two rows could be the tool's own doing.
    ax
        Where to draw; a figure of its own without it.

    Notes
    -----
    Read a row from left to right. Do not compare rows of one article per outlet as if they were outlets, and do not
    take a side's share for its weight in the event: a piece may be about one side only.
    """
    shown = outermost(attributions, zone)
    table = rows(attributions, articles, only=only)
    caption = (
        f"Each number counts attributions by their outermost speaker; {ZONE[zone]}. Officials: named and unnamed officials, "
        f"governments and institutions; others: media, experts, documents, people. {table.advice}{_own_doing(error)}"
    )
    with drawing():
        page = sheet(ax, table.labels, title="Who is given the floor?", note=table.note, caption=caption, head=0.5)
        lens(page, _columns(shown, table, sides), table.colours)
        return page.chart()


def _own_doing(error: pd.DataFrame | None) -> str:
    """How much more of one outlet's attributions than of another's the tool found where people had coded them."""
    if error is None or error["recall"].count() < 2:
        return ""
    low, high = error["recall"].min(), error["recall"].max()
    return (
        f" Where people coded {error['outlet'].nunique()} outlets, the tool found {low:.0%} to {high:.0%} of their attributions: "
        f"up to {high / max(low, 0.01):.2f} times as many of one outlet's as of another's is its own doing."
    )


def _columns(shown: pd.DataFrame, table: Rows, sides: Sequence[str]) -> list[Column]:
    speaking = speakers(shown, frequent(shown, MOST_SIDES))
    offices = [_office(side, kind) for side, kind in zip(speaking, shown["source_type"], strict=True)]
    groups = list(zip(speaking, offices, strict=True))
    colours = side_colours([*sides, *shown["side"]])
    columns = []
    for group in [(side, office) for side in in_order(speaking) for office in OFFICES if (side, office) in set(groups)]:
        counts = table.count(shown[[one == group for one in groups]])
        colour = colours.get(group[0], GREY)
        name = _name(*group)
        shade = colour if group[1] == "officials" else tint(colour)
        columns.append(Column(name, [Part(name, counts, shade)], [str(count) for count in counts]))
    return [*columns, Column("all", (), [f"n = {count}" for count in table.count(shown)])]


def _office(side: str, kind: str) -> str:
    return "officials" if kind in OFFICIAL and side != REST else "others"


def _name(side: str, office: str) -> str:
    if side == NOBODY_SPEAKS:
        return side
    if side == NOT_STATED:
        return f"{office}, side not stated"
    if side == REST:
        return "all of other sides"
    return f"{adjective(side)} {office}"
