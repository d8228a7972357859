"""Which words set an outlet or an article apart from the others."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from hearsay.charts.canvas import SMALL, Sheet, sheet
from hearsay.charts.chart import Chart
from hearsay.charts.rows import labels, outlets_of, rows
from hearsay.charts.style import GREY, INK, PALE, SOFT, drawing, outlet_colours
from hearsay.errors import InputError

ROW = 0.235
MOST_GROUPS = 8


def wording(
    wording: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    groups: Sequence[str] = (),
    terms: int = 6,
    ax: Axes | None = None,
) -> Chart:
    """The words that each group uses more than the others, with whiskers.

    Parameters
    ----------
    wording, articles
        The tables. With `articles`, groups that are articles carry the outlets' names.
    groups
        The groups to show, the first eight of the table without it.
    terms
        Words per group, those of the highest z.
    ax
        Where to draw; a figure of its own without it.

    Raises
    ------
    InputError
        A group that the table does not hold.

    Notes
    -----
    The dot is the log-odds of the word in this group against the rest, the whisker 1.96 standard errors to either side
    (Monroe, Colaresi & Quinn 2008); the dot is open where it reaches zero. It is no test: under a null split of one outlet's
    articles, 9.5 to 13 % of words lie beyond it. Most words that pass are house style or the matter of one story.
    """
    every = list(dict.fromkeys(wording["group"]))
    if unknown := [name for name in groups if name not in every]:
        raise InputError(f"no group {unknown[0]!r}; the table holds {', '.join(every[:8])}{' …' if len(every) > 8 else ''}")
    shown = (list(groups) or every)[:MOST_GROUPS]
    wanted = len(groups) or len(every)
    note = f"The first {MOST_GROUPS} of {wanted} groups; the others are not shown." if wanted > MOST_GROUPS else ""
    caption = (
        "Log-odds of a word in this group against all the others; whiskers: 1.96 standard errors, open dot if they reach zero. "
        "z is no significance: among articles of one and the same outlet, split at random, 9.5–13 % of words lie beyond 1.96."
    )
    if articles is not None:
        caption = f"{caption} {rows(articles, articles).advice}".strip()
    heads = _names(every, articles)
    blocks = [(heads[name], colour, _distinctive(wording, name, terms)) for name, colour in _colours(shown, every, articles)]
    names = [name for head, _, found in blocks for name in (head, *found["term"])]
    with drawing():
        page = sheet(ax, names, title="Which words set them apart?", note=note, caption=caption, head=0.1, foot=0.5, row=ROW)
        _draw(page, blocks)
        return page.chart()


def _names(groups: Sequence[str], articles: pd.DataFrame | None) -> dict[str, str]:
    """Outlets by their names, articles by outlet and key: both occur, as an article may state no outlet."""
    ids = [] if articles is None else list(articles["article_id"])
    known = dict(zip(ids, labels(ids, outlets_of(ids, articles)), strict=True))
    return {name: known.get(name, name) for name in groups}


def _colours(shown: Sequence[str], every: Sequence[str], articles: pd.DataFrame | None) -> list[tuple[str, str]]:
    outlets = outlets_of(every, articles) if articles is not None else {}
    colours = outlet_colours(every if articles is None else articles["outlet"])
    return [(name, colours.get(outlets.get(name, name), GREY)) for name in shown]


def _distinctive(wording: pd.DataFrame, group: str, terms: int) -> pd.DataFrame:
    own = wording[(wording["group"] == group) & (wording["log_odds"] > 0) & (wording["count"] > 0)]
    # itertuples() would hide a column named "count" behind the tuple's own method.
    return own.sort_values(["z", "term"], ascending=[False, True]).head(terms).rename(columns={"count": "occurrences"})


def _draw(page: Sheet, blocks: Sequence[tuple[str, str, pd.DataFrame]]) -> None:
    ax, top = page.axes, 0
    reach = max([1.0, *(found["high"].max() for _, _, found in blocks if len(found))])
    least = min([0.0, *(found["low"].min() for _, _, found in blocks if len(found))])
    unit = (reach - least) / max(page.inches - 0.9, 1.0)
    for _, colour, found in blocks:
        _head(page, top, colour, found, least)
        for row, word in enumerate(found.itertuples(index=False), top + 1):
            fill = colour if word.low > 0 else "white"
            ax.hlines(row, word.low, word.high, color=colour, linewidth=1.2, label="whisker")
            ax.scatter([word.log_odds], [row], facecolor=fill, edgecolor=colour, s=24, label="log-odds", zorder=3)
            ax.text(reach + 0.15 * unit, row, f"n = {word.occurrences}", fontsize=SMALL, va="center", color=INK)
        top += 1 + len(found)
    ax.axvline(0, color=GREY, linewidth=0.8, label="_zero", zorder=0)
    ax.set_xlim(least - 0.1 * unit, reach + 0.8 * unit)
    ax.set_xticks([tick for tick in MaxNLocator(6).tick_values(least, reach) if least <= tick <= reach])
    ax.tick_params(axis="x", colors=SOFT, labelsize=SMALL)
    ax.set_xlabel("log-odds against all the others (0: used alike)", fontsize=SMALL)
    ax.spines["left"].set_visible(False)


def _head(page: Sheet, row: int, colour: str, found: pd.DataFrame, left: float) -> None:
    """The group's own row: its name in its colour, and a word where it has nothing to show."""
    label = page.axes.get_yticklabels()[row]
    label.set_color(SOFT if colour == GREY else colour)
    page.axes.axhspan(row - 0.5, row + 0.5, color=PALE, zorder=0, label="_band", linewidth=0)
    if found.empty:
        page.axes.text(left, row, "no word that it uses more than the others", fontsize=SMALL, va="center", color=INK)
