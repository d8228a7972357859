"""Figures three times over: as the tool says, from the rows coded by hand alone, and corrected by them."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from hearsay.article_labels import article_names
from hearsay.charts.base.canvas import sheet
from hearsay.charts.base.chart import Chart, chart
from hearsay.charts.base.dot_lanes import Words, dot, scale
from hearsay.charts.base.rows import first_of
from hearsay.charts.base.style import GREY, INK
from hearsay.errors import InputError
from hearsay.text.printed import k_of_n, short

MOST, ROW = 40, 0.44
"""Rows that are shown, and inches of one: two intervals."""
ABOVE, BELOW = -0.17, 0.17
"""Where in its row each interval stands."""
NEEDED = ("group", "figure", "machine", "coded", "coded_low", "coded_high", "corrected", "low", "high", "n_coded", "n")
READ = "Where the square lies beyond the diamond’s line, the tool is off by more than chance among the coded rows."
CAPTION = (
    "Hollow square: the tool alone. Grey, upper: the rows coded by hand alone, with their 95 % interval. Diamond, lower: "
    "corrected by them; its interval is never wider. Right: the corrected figure and how many of the rows were coded. Do not "
    "compare two rows by whether their intervals overlap: their gap has an interval of its own."
)


@chart
def corrected(
    table: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    title: str = "What does coding by hand change?",
    ax: Axes | None = None,
) -> Chart:
    """The tool's figure, that of the coded rows, and the corrected one, a row for each group and figure.

    Parameters
    ----------
    table
        What `validation.corrected_tables` made: of shares, means, rates or gaps, one kind in one chart.
    articles
        The table, for the names of groups that are articles.
    title
        The question.
    {ax}

    Raises
    ------
    InputError
        A column that is missing.

    Notes
    -----
    Where the hollow square lies outside the strong line, the tool's figure is off by more than the coding's own uncertainty. A
    group in which too few were coded shows the tool's figure and no interval. At most 40 rows.
    """
    if missing := [name for name in NEEDED if name not in table]:
        raise InputError(f"a chart of corrected figures needs what validation.corrected_tables makes; it lacks {missing[0]!r}")
    shown = table.head(MOST)
    known = article_names(articles)
    names = [f"{known.get(row.group, row.group)} · {row.figure}" for row in shown.itertuples()]
    page = sheet(
        ax,
        names,
        title=title,
        note=f"{READ} {first_of(len(table), MOST, 'rows')}".strip(),
        caption=CAPTION,
        head=0.1,
        foot=0.5,
        row=ROW,
    )
    beside = []
    for y, row in enumerate(shown.itertuples()):
        dot(page, y + ABOVE, row.coded, (row.coded_low, row.coded_high), name="coded alone", colour=GREY, interval="of the coded")
        dot(
            page, y + BELOW, row.corrected, (row.low, row.high), name="corrected", colour=INK, fill="white", marker="D",
            interval="of the corrected",
        )  # fmt: skip
        dot(page, y, row.machine, (float("nan"),) * 2, name="the tool", colour=INK, fill="white", marker="s")
        told = (
            f"{short(row.corrected)} [{short(row.low)}, {short(row.high)}]"
            if pd.notna(row.corrected)
            else "too few for an interval"
        )
        beside.append(Words(y, f"{told} · {k_of_n(row.n_coded, row.n)}"))
    values = shown[["machine", "coded_low", "coded_high", "low", "high"]].to_numpy(dtype=float)
    low, high = (float(pd.Series(values.ravel()).agg(end)) if len(shown) else 0.0 for end in ("min", "max"))
    low, high = min(low, 0.0), max(high, 0.1)
    scale(page, low, 1.0 if 0.5 < high <= 1 else high, beside, name="share, mean or rate, with 95 % interval", ticks=5)
    return page.chart()
