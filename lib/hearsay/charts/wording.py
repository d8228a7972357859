"""Which words set an outlet or an article apart from the others, and which of them chance would have given it as well."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from hearsay.charts.canvas import SMALL, Sheet, sheet
from hearsay.charts.chart import Chart
from hearsay.charts.measure import width
from hearsay.charts.rows import labels, outlets_of, rows
from hearsay.charts.style import GREY, INK, PALE, SOFT, drawing, outlet_colours
from hearsay.errors import InputError
from hearsay.framing.wording import distinctive
from hearsay.framing.wording import tests as made

ROW = 0.235
MOST_GROUPS = 8
FEW = "Too few articles to test any word: none of these is called distinctive. They are the words these articles hold."
CAPTION = (
    "Dot: log-odds of the word in this group against all the others; whisker: 1.96 standard errors, as if words were "
    "independent, which they are not. "
)
TESTED = (
    "Grey band: where the log-odds lie in 95 % of the permutations of articles. Filled dot: p < .05 after adjusting for "
    "all {tests:,} tests (Benjamini–Hochberg); open dot: not resolved. House style is set apart by rule, without a judgement."
)
UNTESTED = "z is no significance: among articles of one and the same outlet, split at random, 9.5–13 % of words lie beyond 1.96."


def wording(
    wording: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    groups: Sequence[str] = (),
    terms: int = 6,
    ax: Axes | None = None,
) -> Chart:
    """The words that each group uses more than the others, with the band in which chance would put them.

    Parameters
    ----------
    wording, articles
        The tables. With `articles`, groups that are articles carry the outlets' names.
    groups
        The groups to show, the first eight of the table without it.
    terms
        Words per group: first those that pass the test, then those of the highest z; of house style as many again, but only
        those that pass. `framing.distinctive` makes the same choice as a table, `framing.uses` finds the words in the texts.
    ax
        Where to draw; a figure of its own without it.

    Raises
    ------
    InputError
        A group that the table does not hold.

    Notes
    -----
    The dot is the log-odds of the word in this group against the rest (Monroe, Colaresi & Quinn 2008). It is filled only
    where the word passes a permutation test of articles after adjusting for all that were tested; the whisker is no test.
    """
    every = list(dict.fromkeys(wording["group"]))
    if unknown := [name for name in groups if name not in every]:
        raise InputError(f"no group {unknown[0]!r}; the table holds {', '.join(every[:8])}{' …' if len(every) > 8 else ''}")
    shown = (list(groups) or every)[:MOST_GROUPS]
    wanted = len(groups) or len(every)
    note = f"The first {MOST_GROUPS} of {wanted} groups; the others are not shown." if wanted > MOST_GROUPS else ""
    tests = made(wording)
    note = f"{note} {FEW if len(wording) and not tests else ''}".strip()
    caption = CAPTION + (TESTED.format(tests=tests) if tests else UNTESTED)
    if articles is not None:
        caption = f"{caption} {rows(articles, articles).advice}".strip()
    heads = _names(every, articles)
    blocks = [
        (heads[name], colour, distinctive(wording, group=name, terms=terms).rename(columns={"count": "occurrences"}))
        for name, colour in _colours(shown, every, articles)
    ]
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


def _draw(page: Sheet, blocks: Sequence[tuple[str, str, pd.DataFrame]]) -> None:
    ax, top = page.axes, 0
    drawn = [found for _, _, found in blocks if len(found)]
    reach = max([1.0, *(found[["high", "null_high"]].max().max() for found in drawn)])
    least = min([0.0, *(found[["low", "null_low"]].min().min() for found in drawn)])
    printed = [_printed(word) for found in drawn for word in found.itertuples(index=False)]
    room = max((width(text, SMALL) for text in printed), default=0.0) + 0.2
    unit = (reach - least) / max(page.inches - room, 1.0)
    for _, colour, found in blocks:
        _head(page, top, colour, found, least)
        for row, word in enumerate(found.itertuples(index=False), top + 1):
            _word(ax, row, word, colour)
            ax.text(reach + 0.12 * unit, row, _printed(word), fontsize=SMALL, va="center", color=INK)
        top += 1 + len(found)
    ax.axvline(0, color=GREY, linewidth=0.8, label="_zero", zorder=0)
    ax.set_xlim(least - 0.1 * unit, reach + room * unit)
    ax.set_xticks([tick for tick in MaxNLocator(6).tick_values(least, reach) if least <= tick <= reach])
    ax.tick_params(axis="x", colors=SOFT, labelsize=SMALL)
    ax.set_xlabel("log-odds against all the others (0: used alike)", fontsize=SMALL, loc="left")
    ax.spines["left"].set_visible(False)


def _word(ax: Axes, row: int, word: tuple, colour: str) -> None:
    if pd.notna(word.null_low):
        ax.hlines(row, word.null_low, word.null_high, color=PALE, linewidth=7, label="chance", zorder=1)
    ax.hlines(row, word.low, word.high, color=colour, linewidth=1.0, label="whisker", zorder=2)
    fill, marker = (colour if word.distinctive else "white"), ("s" if word.house_style else "o")
    ax.scatter([word.log_odds], [row], facecolor=fill, edgecolor=colour, s=24, label="log-odds", zorder=3, marker=marker)


def _printed(word: tuple) -> str:
    held = f" in {word.articles} articles" if word.articles > 1 else ""
    style = f" · house style: {word.house_rule}" if word.house_style else ""
    return f"n = {word.occurrences}{held}{style}"


def _head(page: Sheet, row: int, colour: str, found: pd.DataFrame, left: float) -> None:
    """The group's own row: its name in its colour, and a word where it has nothing to show."""
    label = page.axes.get_yticklabels()[row]
    label.set_color(SOFT if colour == GREY else colour)
    page.axes.axhspan(row - 0.5, row + 0.5, color=PALE, zorder=0, label="_band", linewidth=0)
    if found.empty:
        page.axes.text(left, row, "no word that it uses more than the others", fontsize=SMALL, va="center", color=INK)
