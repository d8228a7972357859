"""Which words set outlets apart, which of them chance would have given as well, and by how much two outlets differ."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from hearsay.article_labels import labels, outlets_of
from hearsay.charts.base.canvas import SMALL, Sheet, sheet
from hearsay.charts.base.chart import Chart
from hearsay.charts.base.rows import rows
from hearsay.charts.base.style import GREY, INK, PALE, SOFT, drawing, outlet_colours, text_width, tint
from hearsay.errors import InputError
from hearsay.framing.wording import distinctive, left_out
from hearsay.framing.wording import word_tests as made
from hearsay.statistics.permutation import ALPHA

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
LEFT_OUT = "{n:,} articles of which no outlet is stated belong to no group and are left out: state their outlets to compare them."
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
        unstated = int(left_out(articles).sum())
        told = LEFT_OUT.format(n=unstated) if unstated else rows(articles, articles).advice
        caption = f"{caption} {told}".strip()
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
    room = max((text_width(text, SMALL) for text in printed), default=0.0) + 0.2
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


SHIFT_ROW = 0.235
SHIFT_CAPTION = (
    "Bar: uses per 1,000 words of the one less those of the other; the words that contribute most to what tells the two apart "
    "(Jensen–Shannon divergence) stand first, house style last. "
)
SHIFT_TESTED = (
    "Whisker: 95 % interval over articles, or over events that both report. Full colour: p < .05 by permutation after adjusting "
    "for all {tests:,} tests (Benjamini–Hochberg); pale: unresolved."
)
SHIFT_FEW = (
    "Too few to compare: it takes 4 articles of each outlet, or 6 events that both report. The bars describe these articles."
)


def word_shift(shift: pd.DataFrame, articles: pd.DataFrame | None = None, *, terms: int = 20, ax: Axes | None = None) -> Chart:
    """The words that differ most between two outlets.

    Parameters
    ----------
    shift
        What `framing.word_shift` made.
    articles
        With it, articles carry their outlets' names, and outlets the colours that they have elsewhere.
    terms
        Words to show: so many by their contribution that are no house style, then up to half as many that are and pass
        the test.
    ax
        Where to draw; a figure of its own without it.

    Notes
    -----
    A pale bar is not resolved: other articles of the same outlets might turn it round. Where nothing is tested, no bar
    has a whisker, and the bars say nothing beyond these articles.
    """
    shown = chosen(shift, terms)
    tests = int(shift["p"].notna().sum())
    a, b = (str(shift[side].iloc[0]) if len(shift) else "" for side in ("a", "b"))
    names = _shift_names((a, b), articles)
    known = outlet_colours((a, b) if articles is None else articles["outlet"])
    caption = SHIFT_CAPTION + (SHIFT_TESTED.format(tests=tests) if tests else "")
    note = "" if tests or shift.empty else SHIFT_FEW
    title = f"Which words tell {names[0]} from {names[1]}?" if len(shift) else "Which words tell them apart?"
    with drawing():
        page = sheet(ax, shown["term"].tolist(), title=title, note=note, caption=caption, head=0.1, foot=0.5, row=SHIFT_ROW)
        colours = tuple(known.get(name, grey) for name, grey in ((a, SOFT), (b, GREY)))
        _draw_shift(page, shown, colours, names, tested=tests > 0)
        return page.chart()


def chosen(shift: pd.DataFrame, terms: int) -> pd.DataFrame:
    """The rows that the chart shows, in its order."""
    matter = shift[~shift["house_style"]].head(terms)
    style = shift[shift["house_style"] & (shift["p_adjusted"] < ALPHA)].head(terms // 2)
    return pd.concat([matter, style], ignore_index=True)


def _shift_names(pair: tuple[str, str], articles: pd.DataFrame | None) -> list[str]:
    ids = [] if articles is None else list(articles["article_id"])
    known = dict(zip(ids, labels(ids, outlets_of(ids, articles)), strict=True))
    return [known.get(name, name) for name in pair]


def _draw_shift(page: Sheet, shown: pd.DataFrame, colours: tuple[str, ...], names: list[str], *, tested: bool) -> None:
    ax = page.axes
    ends = shown[["difference", "low", "high"]]
    least, reach = min([-0.5, ends.min().min()]), max([0.5, ends.max().max()])
    printed = [_printed_shift(word, tested) for word in shown.itertuples(index=False)]
    room = max((text_width(text, SMALL) for text in printed), default=0.0) + 0.25
    unit = (reach - least) / max(page.inches - room, 1.0)
    for row, word in enumerate(shown.itertuples(index=False)):
        colour = colours[0] if word.difference > 0 else colours[1]
        sure = word.p_adjusted < ALPHA
        fill = colour if sure or not tested else tint(colour)
        ax.barh([row], [word.difference], height=0.62, color=fill, hatch="///" if word.house_style else None,
                edgecolor="white", linewidth=0, label="difference")  # fmt: skip
        if tested and pd.notna(word.low):
            ax.hlines(row, word.low, word.high, color=INK, linewidth=0.9, label="whisker", zorder=3)
        ax.text(reach + 0.12 * unit, row, printed[row], fontsize=SMALL, va="center", color=INK)
    ax.axvline(0, color=GREY, linewidth=0.8, label="_zero", zorder=4)
    ax.set_xlim(least - 0.05 * unit, reach + room * unit)
    ax.set_xticks([tick for tick in MaxNLocator(6).tick_values(least, reach) if least <= tick <= reach])
    ax.xaxis.set_major_formatter(FuncFormatter(lambda tick, _: f"{abs(tick):g}"))
    ax.tick_params(axis="x", colors=SOFT, labelsize=SMALL)
    ax.set_xlabel(f"uses per 1,000 words more:  ← {names[1]}   |   {names[0]} →", fontsize=SMALL, loc="left")
    ax.spines["left"].set_visible(False)


def _printed_shift(word: tuple, tested: bool) -> str:
    style = f" · house style: {word.house_rule}" if word.house_style else ""
    return f"{word.count_a} : {word.count_b}{_result(word.p_adjusted) if tested else ''}{style}"


def _result(p: float) -> str:
    if pd.isna(p):
        return " · too rare to test"
    return f" · p {_p(p)}" if p < ALPHA else " · unresolved"


def _p(p: float) -> str:
    return "< .001" if p < 0.001 else f"= {p:.3f}".replace("0.", ".")
