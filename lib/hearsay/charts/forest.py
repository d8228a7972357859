"""Shares with their intervals, one below the other: which of them can be told apart, and which cannot."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from hearsay.charts.canvas import SMALL, sheet
from hearsay.charts.chart import Chart
from hearsay.charts.measure import widest
from hearsay.charts.style import GREY, INK, OUTLETS, SOFT, drawing
from hearsay.errors import InputError

COLUMNS = ("label", "value", "low", "high", "printed")
ROW, MOST = 0.27, 60


def forest(table: pd.DataFrame, *, title: str, xlabel: str, caption: str = "", note: str = "", ax: Axes | None = None) -> Chart:
    """A dot and its interval per row, in the order of the table.

    Parameters
    ----------
    table
        `label` (the row's name), `value`, `low`, `high` (0 to 1; missing where nothing was measured), `printed` (what
        stands at the right, such as "12 of 20") and, if you like, `group`: rows of one group share a colour.
    title, xlabel, caption, note
        What the chart is of, and how it is to be read.
    ax
        Where to draw; a figure of its own without it.

    Raises
    ------
    InputError
        A column that is missing.

    Notes
    -----
    Where two intervals overlap, do not call the rows different. Where they do not, they may still differ for another
    reason than you think. At most 60 rows are shown.
    """
    if missing := [name for name in COLUMNS if name not in table]:
        raise InputError(f"a forest needs the columns {', '.join(COLUMNS)}; the table lacks {missing[0]!r}")
    shown = table.head(MOST)
    note = note if len(shown) == len(table) else f"{note} The first {MOST} of {len(table)} rows.".strip()
    with drawing():
        page = sheet(ax, shown["label"].tolist(), title=title, note=note, caption=caption, head=0.1, foot=0.5, row=ROW)
        _draw(page.axes, shown, _colours(shown))
        room = max((widest(text, SMALL) for text in shown["printed"]), default=0.0) + 0.25
        page.axes.set_xlim(0, 1.02 / max(1 - room / page.inches, 0.3))
        page.axes.set_xticks([tick for tick in MaxNLocator(5).tick_values(0, 1) if 0 <= tick <= 1])
        page.axes.tick_params(axis="x", colors=SOFT, labelsize=SMALL)
        page.axes.set_xlabel(xlabel, fontsize=SMALL, loc="left")
        return page.chart()


def _draw(ax: Axes, shown: pd.DataFrame, colours: list[str]) -> None:
    for row, (one, colour) in enumerate(zip(shown.itertuples(index=False), colours, strict=True)):
        ax.text(1.04, row, one.printed, fontsize=SMALL, va="center", color=INK)
        if pd.notna(one.low) and pd.notna(one.high):
            ax.hlines(row, one.low, one.high, color=colour, linewidth=1.3, label="interval")
        if pd.notna(one.value):
            ax.scatter([one.value], [row], color=colour, s=26, label="value", zorder=3)
    for border in (0, 1):
        ax.axvline(border, color=GREY, linewidth=0.7, label="_border", zorder=0)
    ax.spines["left"].set_visible(False)


def _colours(shown: pd.DataFrame) -> list[str]:
    if "group" not in shown:
        return [OUTLETS[0]] * len(shown)
    groups = list(dict.fromkeys(shown["group"]))
    return [OUTLETS[groups.index(group) % len(OUTLETS)] for group in shown["group"]]
