"""Named or not: could a reader find out who is speaking?"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from hearsay.charts.canvas import sheet
from hearsay.charts.chart import Chart
from hearsay.charts.groups import NAMED, NOBODY, ZONE, Zone, outermost
from hearsay.charts.lens import lens
from hearsay.charts.rows import rows
from hearsay.charts.shares import share_columns
from hearsay.charts.style import drawing

COLOURS = {"named": "#004488", "unnamed": "#bb5566", "document": "#997700", NOBODY: "#9a9a9a"}
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
        lens(page, share_columns(shown, groups, COLOURS, table), table.colours)
        return page.chart()
