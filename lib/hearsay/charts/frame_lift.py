"""How much more or less often than the others each outlet uses each frame: the lift view of `charts.frames`."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from hearsay.charts.canvas import SMALL, Sheet, sheet
from hearsay.charts.chart import Chart
from hearsay.charts.lens import mark_rows
from hearsay.charts.measure import fit, widest
from hearsay.charts.rows import MOST, rows
from hearsay.charts.style import GREY, INK, PALE, SOFT, drawing, outlet_colours, tint
from hearsay.framing.rates import EITHER, LEAST_ARTICLES, frame_rates

MORE, LESS = "#b35806", "#542788"
"""Two ends of a scale that colour-blind readers tell apart (ColorBrewer PuOr)."""
ROW = 0.5
MOST_FRAMES = 7


def frame_lift(
    frames: pd.DataFrame, sentences: pd.DataFrame, articles: pd.DataFrame, *, by: str = "outlet", ax: Axes | None = None
) -> Chart:
    """A table of groups and frames; see `hearsay.charts.frames(…, view="lift")`."""
    table = frame_rates(frames, sentences, articles, by=by)
    shown = table[table["voice"] == EITHER]
    groups, names = list(dict.fromkeys(shown["group"])), list(dict.fromkeys(shown["frame"]))[:MOST_FRAMES]
    told = shown[shown["lift"].notna()]
    apart = int(((told["lift_low"] > 1) | (told["lift_high"] < 1)).sum())
    caption = (
        "In each cell the lift: the share of the group's sentences that carry the frame over that share in all other articles, "
        "with its interval of 95 %, and below it k of n sentences. ×2 is twice as often, ×0.5 half as often. Coloured: the "
        f"interval leaves 1 out ({apart} of {len(told)} cells; one in twenty does so by chance). Grey: unresolved, or too few to "
        f"compare (it takes {LEAST_ARTICLES} articles on either side). Frames differ in their lists of cues: compare down, not "
        "across. Groups that report other events differ by their events."
    )
    with drawing():
        labels = _labels(shown, groups[:MOST], sentences, articles, by)
        note = "" if len(groups) <= MOST else f"The first {MOST} of {len(groups)} groups; the others are not shown."
        page = sheet(ax, labels, title="Which frames more often than the others?", note=note, caption=caption, row=ROW)
        _cells(page, shown, groups[:MOST], names)
        colours = outlet_colours(groups) if by == "outlet" else {}
        mark_rows(page, [colours.get(group, GREY) for group in groups[:MOST]])
        return page.chart()


def _labels(shown: pd.DataFrame, groups: list[str], sentences: pd.DataFrame, articles: pd.DataFrame, by: str) -> list[str]:
    if by == "article_id":
        known = rows(sentences, articles, pool=False)
        names = {article: known.labels[row] for article, row in known.of.items()}
        return [names.get(group, group) for group in groups]
    sizes = shown.drop_duplicates("group").set_index("group")["articles"]
    return [f"{group} ({sizes[group]} article{'' if sizes[group] == 1 else 's'})" for group in groups]


def _cells(page: Sheet, shown: pd.DataFrame, groups: list[str], names: list[str]) -> None:
    ax, each = page.axes, page.inches / max(len(names), 1)
    cells = {(row.group, row.frame): row for row in shown.itertuples(index=False)}
    for y, group in enumerate(groups):
        for x, name in enumerate(names):
            cell = cells[group, name]
            ax.add_patch(Rectangle((x + 0.02, y - 0.45), 0.96, 0.9, color=_colour(cell), linewidth=0, zorder=0))
            text = _text(cell)
            size = min(SMALL, SMALL * (each - 0.08) / max(widest(text, SMALL), 0.1))
            ax.text(x + 0.06, y, text, va="center", ha="left", fontsize=size, color=INK if pd.notna(cell.lift) else SOFT)
    ax.set_xlim(0, max(len(names), 1))
    ax.set_xticks(
        [x + 0.06 for x in range(len(names))],
        [fit(name, each - 0.1, SMALL, lines=3) for name in names],
        fontsize=SMALL,
        ha="left",
    )
    ax.xaxis.tick_top()
    ax.tick_params(axis="x", length=0, colors=SOFT)
    ax.spines["left"].set_visible(False)


def _text(cell: tuple) -> str:
    counts = f"{cell.k} of {cell.n}"
    if pd.isna(cell.lift):
        return f"{'too few' if cell.reason.startswith('too few') else 'none else'}\n{counts}"
    return f"×{cell.lift:.2g} [{cell.lift_low:.2g}, {cell.lift_high:.2g}]\n{counts}"


def _colour(cell: tuple) -> str:
    if pd.isna(cell.lift) or cell.lift_low <= 1 <= cell.lift_high:
        return PALE
    return tint(MORE if cell.lift > 1 else LESS, 0.5)
