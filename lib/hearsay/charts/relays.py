"""First-hand or passed on: through how many mouths has it come?"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from hearsay.charts.canvas import SMALL, sheet
from hearsay.charts.chart import Chart
from hearsay.charts.groups import ZONE, Zone
from hearsay.charts.lens import Column, lens
from hearsay.charts.measure import fit
from hearsay.charts.rows import Rows, rows
from hearsay.charts.shares import share_columns
from hearsay.charts.style import drawing

COLOURS = {"first-hand": "#bdbdbd", "second-hand": "#6a51a3", "third-hand or more": "#3f007d"}
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
    hands = shown["hop"].clip(upper=3).map(dict(enumerate(COLOURS, 1)))
    caption = (
        f"k of n attributions, those inside others included; {ZONE[zone]}. Second-hand: what A says that B said. As the text "
        f"states it, so a lower bound: who copies without saying so counts as first-hand. {table.advice}"
    )
    with drawing():
        page = sheet(ax, table.labels, title="Through how many mouths has it come?", note=table.note, caption=caption)
        columns = [*share_columns(shown, hands, COLOURS, table), _relays(shown, table), _all(shown, table)]
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
    return Column("passed on by", (), [fit(name, ROOM, SMALL, lines=2) for name in names])
