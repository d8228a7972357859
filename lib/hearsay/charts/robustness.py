"""The same gap in tone under every choice, and what the instruments of tone get wrong on news people have coded."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from hearsay.article_labels import article_names
from hearsay.charts.base.bar_columns import Column, Part, bar_table
from hearsay.charts.base.canvas import SMALL, Sheet, band, sheet
from hearsay.charts.base.chart import Chart, chart
from hearsay.charts.base.corrected_marks import GAP, Marks, corrected_caption, draw_mark, gap_column, gap_marks, of_task
from hearsay.charts.base.dot_lanes import Words, scale, signed
from hearsay.charts.base.share_panels import percent
from hearsay.charts.base.style import GREY, INK, NEUTRAL, VOICE_NAMES, middle_cut
from hearsay.errors import InputError
from hearsay.schema import Row
from hearsay.statistics.compare import ARTICLES, EVENTS, OTHERS
from hearsay.statistics.intervals import Interval
from hearsay.text.printed import short
from hearsay.tone.robustness import CHOICES, verdict
from hearsay.tone.scorers import NAMES, SCORERS
from hearsay.validation import measured_error
from hearsay.validation.coded import Coded
from hearsay.validation.corrected_figures import means
from hearsay.validation.measured_error import same_sign

ROW, LANE, SPREAD = 0.3, 3, 1.2
"""Inches of a row, rows of one scorer, and how many of these up and down its dots are spread."""
NAME = 2.6
"""Inches of the name of a group on the axis."""
LEAST_REACH = 0.1
"""Polarity that the scale reaches at least on either side."""
NEEDED = ("scorer", *CHOICES, "a", "b", "gap", "low", "high", "design")
OPEN = CHOICES["voice"][1]
"""The option that is drawn with open dots."""
COLUMNS = (
    ("macro_f1", "macro-F1, 1 is all right"),
    ("right_at_30", "right, of the 30 % it is surest of"),
    ("right_at_100", "right, of all"),
    ("coverage", "scored at all, or sure"),
    ("entity_r", "means of entities against people's, r"),
)
INTERVALS = ("macro_f1", "entity_r")


@chart
def robustness(
    table: pd.DataFrame, articles: pd.DataFrame | None = None, *, corrected: Coded | None = None, ax: Axes | None = None
) -> Chart:
    """A dot per scorer and choice, each scorer's sorted from the lowest gap to the highest; below, the gaps choice by choice.

    Parameters
    ----------
    table
        What `hearsay.tone.robustness` returns.
    articles
        The table: groups that are articles then carry their outlets' names.
    {corrected} What of the body's sentences is in one voice; they correct the gap of each lexicon.
    {ax}

    Raises
    ------
    InputError
        A column that is missing, or gaps between more than one pair of groups.

    Notes
    -----
    Filled dots are of the outlet's own words, open ones of own and attributed words together. A line is the 95 %
    interval on articles, where there are enough of them. Read across the zero line: a gap whose dots lie on both sides is
    unresolved, whatever one of them says. In the rows below, each stroke is one of the dots above, and the diamond the median of
    those that make this choice: where two options of a choice lie apart, the gap hangs on it. Dots are no independent findings:
    they are the same articles over and over, so that all on one side is no proof either: how often that happens to two articles
    of one and the same outlet is printed beside each scorer. Do not pick one. Where the groups name no actor in common their
    portrayals are not compared.
    """
    if lost := [name for name in NEEDED if name not in table]:
        raise InputError(f"the chart needs what tone.robustness returns; the table lacks {lost[0]!r}")
    if len(pairs := table[["a", "b"]].drop_duplicates()) > 1:
        raise InputError(f"the chart shows one gap; the table holds {len(pairs)} pairs of groups")
    told = verdict(table).set_index("scorer")
    scorers = [name for name in told.index if name != "all"]
    a, b = _pair(table, articles)
    choices = _choices(table) if scorers else []
    lanes = [text for name in scorers for text in ("", NAMES.get(name, name), "")]
    page = sheet(
        ax, [*lanes, *(name for name, _ in choices)], title="Does the gap in tone hold?", note=_note(told, a, b),
        caption=f"{_caption(table)} {measured_error.brief(scorers)}{_corrected_caption(corrected)}".strip(), row=ROW, head=0.2,
        foot=0.55,
    )  # fmt: skip
    if scorers:
        _draw(page, table, told.loc[scorers], f"mean polarity of {a} less that of {b}", _gaps(corrected, table, scorers), choices)
    return page.chart()


def _pair(table: pd.DataFrame, articles: pd.DataFrame | None) -> tuple[str, str]:
    if table.empty:
        return "the one", "the other"
    known = VOICE_NAMES | article_names(articles)
    a, b = (middle_cut(known.get(name, name), NAME, SMALL) for name in table.iloc[0][["a", "b"]])
    return a, b


def _note(told: pd.DataFrame, a: str, b: str) -> str:
    whole = told.loc["all"]
    if not whole["n"]:
        return "No gap: in one of the two nothing is scored."
    side = {1: f"the mean of {a} is the higher", -1: f"the mean of {b} is the higher", 0: "there is no gap"}[whole["sign"]]
    unresolved = "Unresolved: the sign depends on the choice. " if whole["result"] == "unresolved" else ""
    return f"{unresolved}In {whole['k']} of {whole['n']} reasonable choices {side}."


def _caption(table: pd.DataFrame) -> str:
    open_ = "" if OPEN not in set(table["voice"]) else "Filled: the outlet's own words; open: own and attributed words together. "
    few = f"No interval: it takes {ARTICLES} articles of each, or {EVENTS} events or articles that hold both. "
    lines = "Lines: 95 % intervals over articles. " if table["low"].notna().any() else few
    single = bool(len(table)) and int(table[["articles_a", "articles_b"]].max().max()) <= 1
    these = "One article each: this shows these two articles, not their outlets. " if single else ""
    return (
        "Each dot is one way to measure the gap: scorer, title or not, scores that rest on one word or not, unscored sentences "
        "left out or counted as 0, mean of sentences or of articles, articles with few scored sentences in or out. Below the "
        "line: the same gaps, option by option, each a stroke, and their median. "
        f"{open_}{lines}{these}The dots are the same articles over and over: that they agree is no test. {_by_chance(table)}"
    ).strip()


def _by_chance(table: pd.DataFrame) -> str:
    """How often all dots agree though the outlet is one and the same, where that was measured."""
    refused = "Portrayals of other people and countries are not compared: a name alone moves the model. "
    told = refused if (table["design"] == "refused").any() else ""
    if not any(same_sign(name) == same_sign(name) for name in table["scorer"].unique()):
        return told
    return f"{told}“by chance”: how often all agree for two articles of one and the same outlet, on BASIL."


def _gaps(corrected: Coded | None, table: pd.DataFrame, scorers: Sequence[str]) -> Marks:
    """The corrected gap under each lexicon: the outlet's own words, unless the groups are voices or sides."""
    coded = of_task(corrected, "tone")
    if coded is None or table.empty:
        return Marks()
    between = (str(table["a"].iat[0]), str(table["b"].iat[0]))
    if gap_column(coded, between) in ("outlet", "article_id"):
        coded = coded.among(coded.items["voice"] == "outlet")
    return gap_marks(coded, [one for name in scorers if name in SCORERS for one in means(coded, name)], between)


def _corrected_caption(corrected: Coded | None) -> str:
    if corrected is None:
        return ""
    return (
        f" {corrected_caption(corrected, 'the gap in the outlet’s own words of the bodies')}The portrayal model compares actors "
        "with themselves, which no coded sentence does: it is not corrected."
    )


Choice = tuple[str, pd.Series]
"""An option, by its choice, and the gaps under it."""


def _choices(table: pd.DataFrame) -> list[Choice]:
    """The options of each choice that was made in several ways, and the gaps under each: the panel below the fan."""
    made = table[table["gap"].notna()]
    asked = [name for name in CHOICES if made[name].nunique() > 1]
    return [
        (f"{name.replace('_', ' ')}: {option}", part["gap"]) for name in asked for option, part in made.groupby(name, sort=False)
    ]


def _draw(page: Sheet, table: pd.DataFrame, told: pd.DataFrame, name: str, marks: Marks, choices: Sequence[Choice]) -> None:
    middles = [LANE * place + LANE // 2 for place in range(len(told))]
    for place, (row, scorer) in enumerate(zip(middles, told.index, strict=True)):
        for part in range(row - LANE // 2, row + LANE // 2 + 1) if place % 2 else ():
            band(page, part, alpha=0.5)
        _dots(page.axes, table[(table["scorer"] == scorer) & table["gap"].notna()], row)
        draw_mark(page, row, marks.at(scorer, GAP), "gap")
    first = LANE * len(told)
    page.axes.axhline(first - 0.5, color=GREY, linewidth=0.6, label="_rule")
    for row, (_, gaps) in enumerate(choices, start=first):
        page.axes.scatter(gaps, [row] * len(gaps), marker="|", s=90, linewidths=0.7, color=GREY, label="_gap", zorder=2)
        page.axes.scatter([gaps.median()], [row], marker="D", s=24, color=INK, label="median", zorder=3)
    marked = [abs(end) for mark in marks.of.values() for end in mark.interval]
    ends = max([table[["gap", "low", "high"]].astype("float64").abs().max().max(), *marked])
    reach = max(LEAST_REACH, 0.0 if pd.isna(ends) else float(ends)) * 1.05
    beside = [Words(row, _printed(scorer)) for row, scorer in zip(middles, told.reset_index().itertuples(), strict=True)]
    beside += [Words(row, f"{(gaps > 0).sum()} of {len(gaps)} above 0") for row, (_, gaps) in enumerate(choices, start=first)]
    scale(page, -reach, reach, beside, name=name, ticks=7)


def _dots(ax: Axes, gaps: pd.DataFrame, row: int) -> None:
    gaps = gaps.sort_values("gap", kind="stable")
    y = row + np.linspace(SPREAD, -SPREAD, len(gaps)) if len(gaps) > 1 else np.full(len(gaps), float(row))
    spans = gaps["low"].notna().to_numpy()
    if spans.any():
        ax.hlines(y[spans], gaps["low"][spans], gaps["high"][spans], color=GREY, linewidth=0.6, alpha=0.7, label="interval")
    wide = (gaps["voice"] == OPEN).to_numpy()
    for chosen, fill, label in ((~wide, INK, "own words" if wide.any() else "gap"), (wide, "white", "own and attributed")):
        if chosen.any():
            places = gaps["gap"][chosen], y[chosen]
            ax.scatter(*places, facecolor=fill, edgecolor=INK, linewidths=0.8, s=13, zorder=3, label=label)


def _printed(told: Row) -> str:
    if told.result == OTHERS:
        return "no actor of both:\nnot compared"
    if not told.n:
        return "no gap: too\nlittle scored"
    word, chance = {1: "above 0", -1: "below 0", 0: "at 0"}[told.sign], same_sign(told.scorer)
    alike = f"\nall agree by\nchance: {percent(chance)}" if chance == chance else ""
    return f"{told.k} of {told.n} {word}\n{signed(told.smallest)} to {signed(told.largest)}{alike}"


@chart
def reliability(analyzers: Sequence[str] = (), *, ax: Axes | None = None) -> Chart:
    """The measured error of each instrument, from the files that come with the package.

    Parameters
    ----------
    analyzers
        The instruments to show; all that were measured without it. One that was never measured is shown as such.
    {ax}

    Notes
    -----
    Macro-F1 is the mean of three, for negative, neutral and positive mentions; whoever always names the train split's
    commonest class gets what the strip says. Being right of the surest 30 % ought to be easier than of all: where it is not,
    the size of a score does not tell how far to trust it. A high r of means says that many mentions together can be right
    where single ones are not. These are errors on US political news: on other news expect larger ones.
    """
    table = measured_error.table(analyzers)
    names = table["name"].tolist()
    page = sheet(
        ax, names, title="How far can these instruments of tone be trusted?", caption=_reliability_caption(table), head=0.55,
        note="Along a row: five measures of one instrument, each with its own meaning; longer is better in all of them.",
    )  # fmt: skip
    bar_table(page, [_column(table, *column) for column in COLUMNS])
    return page.chart()


def _column(table: pd.DataFrame, name: str, head: str) -> Column:
    values = table[name].astype("float64")
    printed = ["not measured" if pd.isna(value) else short(value) for value in values]
    spans: list[Interval | None] = [None] * len(values)
    if name in INTERVALS:
        ends = zip(table[f"{name}_low"], table[f"{name}_high"], strict=True)
        spans = [None if pd.isna(low) else (max(0.0, float(low)), float(high)) for low, high in ends]
    return Column(head, [Part(head, values.fillna(0).clip(lower=0).tolist(), NEUTRAL)], printed, spans, track=1.0)


def _reliability_caption(table: pd.DataFrame) -> str:
    data = ", ".join(dict.fromkeys(name for name in table["data"] if name)) or "no data"
    told = measured_error.brief(table["analyzer"].tolist())
    return (
        f"Bars: shares and correlations from 0 to 1, on {data}; lines: 95 % intervals, over documents and over entities. Surest: "
        f"furthest from 0, or highest probability. None of them knows irony, or whether a report is true. {told}"
    )
