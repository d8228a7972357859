"""What each of many outlets does, side by side: a panel a question, a row an outlet, a dot with its interval over articles."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.transforms import Affine2D

from hearsay.charts.base.canvas import SMALL, Sheet, head_columns, sheet
from hearsay.charts.base.chart import Chart
from hearsay.charts.base.dot_lanes import NUMBERS
from hearsay.charts.base.rows import UNPAIRED, Rows
from hearsay.charts.base.style import GREY, INK, NEUTRAL, PALE, SOFT, fitted_text, widest_text
from hearsay.statistics import mean_interval
from hearsay.statistics.intervals import Interval, of_articles
from hearsay.text.printed import k_of_n

GAP = 0.13
"""Inches around what is printed beside a scale."""
NARROWEST, NARROW = 0.3, 0.65
"""Inches of a scale, at least; and from which it can be read, so that less is printed beside it."""
FOOT = 0.35
"""Inches below the rows, for the ends of the scales."""
STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1.0)
"""Where a scale of shares may end; others end at the next of these times ten, a hundred …"""
READ = "Down a column: outlets on one scale; where their lines overlap, do not call them different. Columns differ in scale."
OVER_ARTICLES = f"Lines: 95 % intervals over articles, from {UNPAIRED} articles on. "
"""How panels are read, and what their lines are."""


@dataclass(frozen=True)
class Panel:
    """One question: a value in each row, its interval where there are articles enough, and what is printed beside it.

    `short` is printed where there is no room for more.
    """

    name: str
    values: Sequence[float]
    intervals: Sequence[Interval | None]
    printed: Sequence[str]
    short: Sequence[str]
    percent: bool = True
    weak: bool = False


def share_panel(name: str, chosen: pd.DataFrame, whole: pd.DataFrame, table: Rows, *, weak: bool = False) -> Panel:
    """The share that `chosen` is of `whole` in each row, printed as k of n, with its interval over articles."""
    parts = list(zip(table.per_article(chosen), table.per_article(whole), strict=True))
    values = [float(k.sum() / n.sum()) if n.sum() else math.nan for k, n in parts]
    intervals = [of_articles(k, n) if len(n) >= UNPAIRED and n.sum() else None for k, n in parts]
    short = ["none" if math.isnan(value) else percent(value) for value in values]
    return Panel(name, values, intervals, [k_of_n(k.sum(), n.sum()) for k, n in parts], short, weak=weak)


def mean_panel(name: str, values: pd.DataFrame, column: str, table: Rows, *, weak: bool = False) -> Panel:
    """The mean of a column of one row an article, in each row, with its interval over articles."""
    placed = table.place(values)
    parts = [placed.loc[placed["row"] == row, column].dropna().to_numpy() for row in range(len(table))]
    means = [float(part.mean()) if len(part) else math.nan for part in parts]
    intervals = [_inside(mean_interval(part)) if len(part) >= UNPAIRED else None for part in parts]
    printed = [f"{mean:.2f} ({len(part)})" if len(part) else "not read" for mean, part in zip(means, parts, strict=True)]
    short = [text.partition(" (")[0] for text in printed]
    return Panel(name, means, intervals, printed, short, percent=False, weak=weak)


def panel_chart(
    ax: Axes | None, panels: Sequence[Panel], table: Rows, *, title: str, caption: str, left_out: str = "",
    whole: pd.DataFrame | None = None,
) -> Chart:  # fmt: skip
    """A chart of panels alone, with the articles of each row, and how much of `whole` these hold; `left_out` is for the note."""
    note = " ".join(filter(None, [table.note, left_out, READ]))
    page = sheet(ax, table.labels, title=title, note=note, caption=caption, foot=FOOT)
    draw_panels(page, panels, articles_of(table, whole))
    return page.chart()


def share_chart(
    ax: Axes | None, shown: pd.DataFrame, groups: pd.Series, names: Sequence[str], table: Rows, title: str, caption: str
) -> Chart:
    """A panel for each group: its share of the rows of `shown` in each row, rows in the order of the first group's shares."""
    table = in_order_of(share_panel(names[0], shown[groups == names[0]], shown, table), table)
    panels = [share_panel(name, shown[groups == name], shown, table) for name in names]
    return panel_chart(ax, panels, table, title=title, caption=caption, whole=shown)


def percent(share: float) -> str:
    """'17 %', or '0.4 %' below one."""
    return f"{100 * share:.0f} %" if share == 0 or share >= 0.01 else f"{100 * share:.1f} %"


def draw_panels(page: Sheet, panels: Sequence[Panel], last: tuple[str, Sequence[str]] = ("", ())) -> None:
    """Draw the panels from left to right, each on its own scale from 0; `last` is a column of words."""
    words = widest_text("\n".join([*last[0].split(), *last[1]]), SMALL) + GAP if last[1] else 0.0
    each = (page.inches - words) / max(len(panels), 1)
    ax, rows = page.axes, len(panels[0].values) if panels else 0
    ax.set_xlim(0, page.inches)
    ticks: list[tuple[float, str]] = []
    full = all(each - widest_text("\n".join(panel.printed), SMALL) - 2 * GAP >= NARROW for panel in panels)
    for place, panel in enumerate(panels):
        left = place * each + 0.05
        printed = panel.printed if full else panel.short
        wide = max(each - widest_text("\n".join(printed), SMALL) - 2 * GAP, NARROWEST)
        end = _end(panel)
        onto = Affine2D().scale(wide / end, 1).translate(left, 0) + ax.transData
        for x in (0.0, end / 2, end):
            ax.vlines(x, -0.5, rows - 0.5, color=GREY if not x else PALE, linewidth=0.7, transform=onto, label="_grid", zorder=0)
        ticks += [(left, "0"), (left + wide, percent(end) if panel.percent else f"{end:g}")]
        for row, (value, interval) in enumerate(zip(panel.values, panel.intervals, strict=True)):
            colour = GREY if panel.weak else NEUTRAL
            if interval:
                ax.hlines(row, *interval, color=colour, linewidth=1.6, transform=onto, label=f"{panel.name}, interval", zorder=2)
            if not math.isnan(value):
                ax.scatter([value], [row], s=28, color=colour, transform=onto, label=panel.name, zorder=3, clip_on=False)
            ax.text(left + wide + GAP, row, printed[row], va="center", fontsize=SMALL, color=INK)
    for row, text in enumerate(last[1]):
        ax.text(page.inches - words + GAP / 2, row, text, va="center", fontsize=SMALL, color=INK)
    heads = [(place * each + 0.05, fitted_text(panel.name, each - GAP, SMALL, lines=3)) for place, panel in enumerate(panels)]
    heads += [(page.inches - words + GAP / 2, last[0])] if last[1] else []
    _name(page, heads, ticks)


def _name(page: Sheet, heads: Sequence[tuple[float, str]], ticks: Sequence[tuple[float, str]]) -> None:
    """The names of panels above them, the ends of their scales below."""
    ax = page.axes
    head_columns(page, [x for x, _ in heads], [head for _, head in heads], fontsize=SMALL, ha="left")
    ax.xaxis.remove_overlapping_locs = False
    ax.set_xticks([x for x, _ in ticks], [name for _, name in ticks], minor=True, fontsize=NUMBERS)
    ax.tick_params(axis="x", which="minor", bottom=False, top=False, labelbottom=True, labeltop=False, colors=SOFT)


def end_of_scale(most: float) -> float:
    """Where a scale of shares ends: at the first round number that holds the largest."""
    return next((step for step in STEPS if step >= most), 1.0)


def _end(panel: Panel) -> float:
    """Where a panel's scale ends: at the first round number that holds all of it."""
    held = [value for value in panel.values if not math.isnan(value)] + [interval[1] for interval in panel.intervals if interval]
    most = max(held, default=0.0)
    if panel.percent or most <= 1:
        return end_of_scale(most)
    size = float(10 ** math.floor(math.log10(most)))
    return next(step * size * 10 for step in STEPS if step * size * 10 >= most)


def _inside(interval: Interval) -> Interval:
    return max(0.0, interval[0]), interval[1]


def in_order_of(panel: Panel, table: Rows) -> Rows:
    """The rows of the chart with the largest value of a panel first; rows that are of no one outlet stay last."""
    ranks = [-math.inf if math.isnan(value) else value for value in panel.values]
    order = sorted(range(table.named), key=lambda row: (-ranks[row], row))
    return table.reordered([*order, *range(table.named, len(table))])


def articles_of(table: Rows, whole: pd.DataFrame | None = None) -> tuple[str, list[str]]:
    """The last column: how many articles each row holds, and how much of `whole` is in them."""
    sizes = np.bincount(list(table.of.values()), minlength=len(table))
    if whole is None:
        return "articles", [f"{size:,}" for size in sizes]
    return "n in articles", [f"{n:,} in {size:,}" for n, size in zip(table.count(whole), sizes, strict=True)]
