"""The same article's two tones: what the outlet says itself, and what it lets others say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from hearsay.charts.base.bar_columns import mark_rows
from hearsay.charts.base.canvas import SMALL, Sheet, around_zero, sheet
from hearsay.charts.base.chart import Chart
from hearsay.charts.base.rows import REST, UNPAIRED, Rows, in_order, rows
from hearsay.charts.base.style import GREY, INK, NOBODY, VOICES, drawing, side_colours, text_width
from hearsay.errors import InputError
from hearsay.schema import NOT_STATED
from hearsay.statistics import mean_interval
from hearsay.tone.scorers import NAMES
from hearsay.tone.sentence_tone import by_sentence
from hearsay.validation import measured_error

LEAST = 5
"""Scored sentences from which a mean is shown for one voice of one article."""
MOST_SIDES = 3
OWN, ATTRIBUTED = "own words", "attributed words"
LANE, GAP = 0.2, 0.22
"""Inches of one voice's line, and between rows."""


@dataclass(frozen=True)
class Mark:
    """One voice in one row: scored sentences of all, the articles behind them, the mean and its interval, if any."""

    scored: int
    n: int
    articles: int
    mean: float
    low: float
    high: float

    def printed(self, name: str, pooled: bool) -> str:
        """The mark in words."""
        if not self.n:
            return f"{name}: none"
        behind = f", {self.articles} article{'s' * (self.articles != 1)}" if pooled else ""
        counted = f"{self.scored} of {self.n} scored{behind}"
        mean = "" if np.isnan(self.mean) else f"{self.mean:+.2f}, ".replace("-", "−")
        return f"{name} {mean}{counted}" if mean else f"{name} {counted}, too few"


def voices_apart(
    tone: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    analyzer: str = "textblob-news",
    by: Literal["voice", "side"] = "voice",
    sides: Sequence[str] = (),
    only: str | Sequence[str] = (),
    ax: Axes | None = None,
) -> Chart:
    """Mean tone of the outlet's own words and of the words that it attributes, by one scorer, joined row by row.

    Parameters
    ----------
    tone, articles
        The tables. With `articles` the rows carry the outlets' names.
    analyzer
        The scorer.
    by
        "voice" sets all attributed words against the outlet's own; "side" those of each side, the three that are given
        the most sentences.
    sides
        All sides of the corpus, so that each keeps its colour when only a part of the table is given.
    only
        The articles to show, by their ids or the beginnings of them; names and colours stay those of the whole table.
    ax
        Where to draw; a figure of its own without it.

    Raises
    ------
    InputError
        An analyzer that the table does not hold, or another `by`.

    Notes
    -----
    The unit of a mean is a sentence, or what of it is in one voice. Under five scored sentences there is no mean, only the
    counts. With many articles a row is an outlet, its mean that of its articles, from four on and with a 95 % interval.
    Read a row as: this outlet sounds so, and lets others sound so. That others sound worse may be what they say, or whom
    the outlet chose to quote. Do not compare rows of one article per outlet as if they were outlets.
    """
    if analyzer not in set(tone["analyzer"]) and len(tone):
        raise InputError(f"no tone by {analyzer!r}; the table holds {', '.join(sorted(set(tone['analyzer'])))}")
    if by not in ("voice", "side"):
        raise InputError(f"by is 'voice' or 'side', not {by!r}")
    table = rows(tone, articles, only=only)
    each = _sentences(tone[(tone["analyzer"] == analyzer) & tone["article_id"].isin(list(table.of))], by)
    lanes = [OWN, *in_order(set(each["lane"]) - {OWN})] if by == "side" else [OWN, ATTRIBUTED]
    colours = {OWN: VOICES["outlet"], ATTRIBUTED: GREY, **side_colours([*sides, *tone["side"]])}
    marks = {lane: _marks(each[each["lane"] == lane], table) for lane in lanes}
    with drawing():
        page = sheet(
            ax, table.labels, title=f"Whose tone is it? {NAMES.get(analyzer, analyzer)}", note=table.note,
            caption=_caption(table, by), card=measured_error.line([analyzer]), row=len(lanes) * LANE + GAP, head=0.1, foot=0.55,
        )  # fmt: skip
        _draw(page, marks, colours, table)
        mark_rows(page, table.colours)
        return page.chart()


def _caption(table: Rows, by: str) -> str:
    whom = "a diamond for each side whose words it gives" if by == "side" else "a diamond: the words that it attributes"
    few = (
        f"Under {UNPAIRED} articles with a score there is no mean. Whiskers: 95 % intervals on the articles' means."
        if table.pooled
        else f"Under {LEAST} scored sentences there is no mean. Sentences of one article bear no interval and no test."
    )
    return (
        f"Dot: the outlet's own words; below it, {whom}. Then the mean, and k of n sentences "
        "(title and deck included) that hold a word the scorer knows. "
        f"{few} {table.advice}"
    )


def _sentences(own: pd.DataFrame, by: str) -> pd.DataFrame:
    """A row per sentence and lane."""
    outlet = own["voice"] == "outlet"
    if by == "side":
        sides = own.loc[~outlet & ~own["side"].isin(NOBODY), "side"].value_counts()
        kept = sorted(sides.index, key=lambda side: (-sides[side], side))[:MOST_SIDES]
        lane = own["side"].where(own["side"].isin([*kept, NOT_STATED]), REST)
    else:
        lane = pd.Series(ATTRIBUTED, index=own.index)
    own = own.assign(lane=lane.where(~outlet, OWN))
    return by_sentence(own, by=["lane"])


def _marks(said: pd.DataFrame, table: Rows) -> list[Mark]:
    by_row = dict(list(said.groupby(said["article_id"].map(table.of))))
    return [_mark(by_row.get(row, said.iloc[:0]), table.pooled) for row in range(len(table))]


def _mark(said: pd.DataFrame, pooled: bool) -> Mark:
    scored = said[said["polarity"].notna()]
    means = scored.groupby("article_id", sort=True)["polarity"].mean().to_numpy()
    nan = float("nan")
    if pooled and len(means) >= UNPAIRED:
        low, high = mean_interval(means)
        return Mark(len(scored), len(said), len(means), float(means.mean()), max(-1.0, low), min(1.0, high))
    enough = not pooled and len(scored) >= LEAST
    return Mark(len(scored), len(said), len(means), float(scored["polarity"].mean()) if enough else nan, nan, nan)


def _draw(page: Sheet, marks: Mapping[str, list[Mark]], colours: Mapping[str, str], table: Rows) -> None:
    values = [value for held in marks.values() for one in held for value in (one.mean, one.low, one.high)]
    reach = max(0.5, float(np.nanmax(np.abs([*values, 0.0]))) * 1.05)
    texts = {lane: [one.printed(_name(lane), table.pooled) for one in held] for lane, held in marks.items()}
    room = max((text_width(text, SMALL) for held in texts.values() for text in held), default=0.0) + 0.3
    beside = around_zero(page.axes, page.inches, reach, room, "mean polarity, from negative to positive", 5)
    high = len(marks) * LANE + GAP
    for place, (lane, held) in enumerate(marks.items()):
        shift = (place - (len(marks) - 1) / 2) * LANE / high
        for row, one in enumerate(held):
            _mark_drawn(page.axes, one, row + shift, lane, colours.get(lane, GREY))
            page.axes.text(beside, row + shift, texts[lane][row], fontsize=SMALL, va="center", color=_ink(one))
    _joined(page.axes, marks, high)


def _ink(one: Mark) -> str:
    return GREY if np.isnan(one.mean) else INK


def _mark_drawn(ax: Axes, one: Mark, y: float, lane: str, colour: str) -> None:
    if np.isnan(one.mean):
        return
    if not np.isnan(one.low):
        ax.hlines(y, one.low, one.high, color=colour, linewidth=1.1, label=f"{_name(lane)}, interval")
    marker, size = ("o", 30) if lane == OWN else ("D", 26)
    dot = ax.scatter([one.mean], [y], marker=marker, s=size, facecolor=colour, edgecolor=INK, linewidths=0.6, zorder=3)
    dot.set_label(_name(lane))


def _joined(ax: Axes, marks: Mapping[str, list[Mark]], high: float) -> None:
    """A line from the outlet's mark to each of the others: how far apart the voices of one row are."""
    first = -(len(marks) - 1) / 2 * LANE / high
    for place, held in enumerate(list(marks.values())[1:], start=1):
        for row, (own, other) in enumerate(zip(marks[OWN], held, strict=True)):
            if not np.isnan(own.mean + other.mean):
                ys = [row + first, row + first + place * LANE / high]
                ax.plot([own.mean, other.mean], ys, color=GREY, linewidth=0.9, label="_joined", zorder=1)


def _name(lane: str) -> str:
    return {NOT_STATED: "side not stated", REST: "other sides", "": "nobody"}.get(lane, lane)
