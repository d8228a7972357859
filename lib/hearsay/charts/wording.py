"""Which words set outlets apart, which of them chance would have given as well, and by how much two outlets differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from hearsay.article_labels import article_names
from hearsay.charts.base.canvas import Sheet, band, sheet
from hearsay.charts.base.chart import Chart, chart
from hearsay.charts.base.dot_lanes import Words, dot, p_value, scale, write
from hearsay.charts.base.rows import check_held, first_of, rows
from hearsay.charts.base.style import INK, NEUTRAL, PALE, tint
from hearsay.framing.wording import distinctive, left_out, word_tests
from hearsay.schema import Row
from hearsay.statistics.permutation import ALPHA
from hearsay.text.lexicons import function_words
from hearsay.text.printed import quantity

ROW = 0.235
"""Inches of a row: a word, and nothing else."""
MOST_GROUPS = 8
READ = "A dot beyond the grey band is more than chance would give."
FEW = "Too few articles to test any word: none of these is called distinctive. They are the words these articles hold."
CAPTION = (
    "Dot: log-odds of the word in this group against all the others; line: 1.96 standard errors, as if words were "
    "independent, which they are not. "
)
TESTED = (
    "Grey band: where the log-odds lie in 95 % of the permutations of articles. Filled dot: p < .05 after adjusting for "
    "all {tests:,} tests (Benjamini–Hochberg); open dot: not resolved. House style is set apart by rule, without a judgement."
)
LEFT_OUT = "{n:,} articles of which no outlet is stated belong to no group and are left out: state their outlets to compare them."
UNTESTED = "z is no significance: among articles of one and the same outlet, split at random, 9.5–13 % of words lie beyond 1.96."
SHIFT_CAPTION = (
    "Bar: uses per 1,000 words of the one less those of the other; the words that contribute most to what tells the two apart "
    "(Jensen–Shannon divergence) stand first, house style last. "
)
SHIFT_TESTED = (
    "Line: 95 % interval over articles, or over events that both report. Full colour: p < .05 by permutation after adjusting "
    "for all {tests:,} tests (Benjamini–Hochberg); pale: tested and not resolved; hollow: too rare to test."
)
SHIFT_FEW = (
    "Too few to compare: it takes 4 articles of each outlet, or 6 events that both report. The bars describe these articles."
)
SHIFT_READ = "A bar to the right: more in the first; to the left: more in the second."
LEAST_SHIFT = 0.5
"""Uses per 1,000 words that the scale reaches at least on either side."""


@chart
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
    {ax}

    Raises
    ------
    InputError
        A group that the table does not hold.

    Notes
    -----
    The dot is the log-odds of the word in this group against the rest [Monroe2008]. It is filled only
    where the word passes a permutation test of articles after adjusting for all that were tested; the line is no test.
    """
    every = list(dict.fromkeys(wording["group"]))
    check_held(groups, every, "group")
    tested = set(wording.loc[wording["p"].notna(), "group"])
    wanted = list(dict.fromkeys(groups)) or [name for name in every if name in tested or not tested]
    words = {
        name: distinctive(wording, group=name, terms=terms).rename(columns={"count": "occurrences"})
        for name in wanted[:MOST_GROUPS]
    }
    names, tests = article_names(articles), word_tests(wording)
    rows_of = [names.get(row, row) for group, found in words.items() for row in (group, *found["term"])]
    cut = first_of(len(wanted), MOST_GROUPS, "groups")
    few = FEW if len(wording) and not tests else _untested(len(every) - len(wanted)) if not groups else ""
    page = sheet(
        ax, rows_of, title="Which words set them apart?", note=" ".join(filter(None, [cut, few, READ if tests else ""])),
        caption=_caption(wording, tests, articles),
        head=0.1, foot=0.5, row=ROW,
    )  # fmt: skip
    _draw(page, words)
    return page.chart()


@chart
def word_shift(shift: pd.DataFrame, articles: pd.DataFrame | None = None, *, terms: int = 20, ax: Axes | None = None) -> Chart:
    """The words that differ most between two outlets.

    Parameters
    ----------
    shift
        What `framing.word_shift` made.
    articles
        With it, articles carry their outlets' names.
    terms
        Words to show: so many by their contribution that are no house style, then up to half as many that are and pass
        the test. Function words ("the", "of") are left out: they tell genres apart, not outlets.
    {ax}

    Notes
    -----
    A pale bar is not resolved: other articles of the same outlets might turn it round. A hollow one is too rare to be tested.
    Where nothing is tested, no bar has a line, and the bars say nothing beyond these articles.
    """
    shown, tests = _chosen(shift, terms), int(shift["p"].notna().sum())
    pair = shift[["a", "b"]].iloc[0].tolist() if len(shift) else ["", ""]
    names = [article_names(articles).get(name, name) for name in pair]
    title = f"Which words tell {names[0]} from {names[1]}?" if len(shift) else "Which words tell them apart?"
    note = "" if shift.empty else SHIFT_READ if tests else SHIFT_FEW
    caption = f"{SHIFT_CAPTION}{SHIFT_TESTED.format(tests=tests)} {_within(shift)}".strip() if tests else SHIFT_CAPTION
    page = sheet(ax, shown["term"].tolist(), title=title, note=note, caption=caption, head=0.1, foot=0.5, row=ROW)
    _draw_shift(page, shown, names, tested=tests > 0)
    return page.chart()


def _chosen(shift: pd.DataFrame, terms: int) -> pd.DataFrame:
    """The rows that the chart shows, in its order."""
    shift = shift[~shift["term"].isin(function_words())]
    matter = shift[~shift["house_style"]].head(terms)
    style = shift[shift["house_style"] & (shift["p_adjusted"] < ALPHA)].head(terms // 2)
    return pd.concat([matter, style], ignore_index=True)


def _untested(groups: int) -> str:
    """The groups in which no word could be tested, in one line."""
    return f"Left out: {quantity(groups, 'group')} in which no word could be tested." if groups else ""


def _within(table: pd.DataFrame) -> str:
    """The events within which articles were exchanged, and how many of them are an inference; '' where all were exchanged."""
    paired = table[table["events"] > 0]
    if paired.empty:
        return ""
    found = f" ({_range(paired['events_found'])} of them found, not given)" if paired["events_found"].any() else ""
    return f"Articles are exchanged within the {_range(paired['events'])} events that are shared{found}."


def _range(counts: pd.Series) -> str:
    return "–".join(map(str, sorted({int(counts.min()), int(counts.max())})))


def _caption(wording: pd.DataFrame, tests: int, articles: pd.DataFrame | None) -> str:
    unstated = 0 if articles is None else int(left_out(articles).sum())
    advice = "" if articles is None else LEFT_OUT.format(n=unstated) if unstated else rows(articles, articles).advice
    return f"{CAPTION}{f'{TESTED.format(tests=tests)} {_within(wording)}' if tests else UNTESTED} {advice}".strip()


def _draw(page: Sheet, words: Mapping[str, pd.DataFrame]) -> None:
    """Each group's own row, and below it its words."""
    # The least of nothing is missing, and never less than the first of a list.
    low = min([0.0, *(found[["low", "null_low"]].min().min() for found in words.values())])
    high = max([1.0, *(found[["high", "null_high"]].max().max() for found in words.values())])
    beside, top = [], 0
    for found in words.values():
        band(page, top)
        if found.empty:
            write(page, low, [Words(top, "no word that it uses more than the others")])
        for y, word in enumerate(found.itertuples(index=False), top + 1):
            _draw_word(page, y, word)
            beside.append(Words(y, _printed(word)))
        top += 1 + len(found)
    scale(page, low, high, beside, name="log-odds against all the others (0: used alike)")


def _draw_word(page: Sheet, y: int, word: Row) -> None:
    if pd.notna(word.null_low):
        page.axes.hlines(y, word.null_low, word.null_high, color=PALE, linewidth=7, label="chance", zorder=1)
    fill, marker = (NEUTRAL if word.distinctive else "white"), ("s" if word.house_style else "o")
    span = word.low, word.high
    dot(page, y, word.log_odds, span, name="log-odds", colour=NEUTRAL, fill=fill, marker=marker, interval="interval")


def _printed(word: Row) -> str:
    held = f" in {word.articles} articles" if word.articles > 1 else ""
    return f"n = {word.occurrences:,}{held}{_house_style(word)}"


def _draw_shift(page: Sheet, shown: pd.DataFrame, names: Sequence[str], *, tested: bool) -> None:
    for y, word in enumerate(shown.itertuples(index=False)):
        rare = tested and pd.isna(word.p_adjusted)
        fill = "white" if rare else NEUTRAL if word.p_adjusted < ALPHA or not tested else tint(NEUTRAL)
        page.axes.barh(
            [y], [word.difference], height=0.62, color=fill, hatch="///" if word.house_style else None,
            edgecolor=NEUTRAL if rare else "white", linewidth=0.9 if rare else 0, label="difference",
        )  # fmt: skip
        if tested and pd.notna(word.low):
            page.axes.hlines(y, word.low, word.high, color=INK, linewidth=0.9, label="interval", zorder=3)
    ends = shown[["difference", "low", "high"]]
    low, high = min([-LEAST_SHIFT, ends.min().min()]), max([LEAST_SHIFT, ends.max().max()])
    beside = [Words(y, _printed_shift(word, tested)) for y, word in enumerate(shown.itertuples(index=False))]
    scale(page, low, high, beside, name=f"uses per 1,000 words more:  ← {names[1]}   |   {names[0]} →")
    page.axes.xaxis.set_major_formatter(FuncFormatter(lambda tick, _: f"{abs(tick):g}"))


def _printed_shift(word: Row, tested: bool) -> str:
    return f"{word.count_a} : {word.count_b}{_result(word.p_adjusted) if tested else ''}{_house_style(word)}"


def _house_style(word: Row) -> str:
    return f" · house style: {word.house_rule}" if word.house_style else ""


def _result(p: float) -> str:
    if pd.isna(p):
        return " · too rare to test"
    return f" · p {p_value(p)}" if p < ALPHA else " · unresolved"
