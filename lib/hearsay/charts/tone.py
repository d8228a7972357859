"""In which tone: the outlet's own words and those it attributes, by each scorer, joined row by row, or towards each actor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from hearsay.charts.base.canvas import Sheet, sheet
from hearsay.charts.base.chart import Chart, chart
from hearsay.charts.base.corrected_marks import Marks, corrected_caption, draw_mark, of_task, row_marks
from hearsay.charts.base.dot_lanes import Lane, Series, Words, dot, scale, side_by_side, signed, told_of_bars
from hearsay.charts.base.rows import MOST, REST, UNPAIRED, Only, Rows, check_held, in_order, rows
from hearsay.charts.base.style import GREY, INK, NOBODY, VOICE_NAMES, VOICES, group_colours, known, shown_voices
from hearsay.errors import InputError
from hearsay.schema import NOT_STATED, UNOWNED, ranked
from hearsay.statistics import mean_interval
from hearsay.statistics.intervals import NONE, Interval
from hearsay.text.printed import k_of_n, quantity
from hearsay.tone.scorers import NAMES, PORTRAYAL
from hearsay.tone.sentence_tone import by_sentence
from hearsay.validation import measured_error
from hearsay.validation.coded import Coded
from hearsay.validation.corrected_figures import means

OWN, ATTRIBUTED = VOICE_NAMES["outlet"], VOICE_NAMES["attributed"]
OFFSETS = {2: (-0.18, 0.18), 3: (-0.28, 0.0, 0.28)}
"""How far from the middle of a row each voice stands, as a share of the row, by how many voices there are."""
ROW = {2: 0.5, 3: 0.66}
"""Inches of a row of so many voices."""
LEAST = 5
"""Scored sentences, or mentions, from which a mean is shown for one voice of one article; of articles it takes `UNPAIRED`. By
hand: a mean of fewer is what one or two of them are."""
MOST_SIDES = 3
LANE, GAP = 0.2, 0.22
"""Inches of one voice's line, and between rows."""
LEAST_REACH = 0.5
"""Polarity that the scale reaches at least on either side: below, a small difference would look large."""
SIDES = {NOT_STATED: "side not stated", REST: "other sides", "": "nobody"}
"""What is written for sides that are none."""


@dataclass(frozen=True)
class Voice:
    """One voice in one row: what its mean is of (the means of its articles, if `pooled`), and the sentences behind it."""

    scores: np.ndarray
    scored: int
    n: int
    pooled: bool

    @property
    def mean(self) -> float:
        """Mean of the scores; missing where there are none."""
        return float(self.scores.mean()) if self.scores.size else float("nan")

    @property
    def enough(self) -> bool:
        """Whether there are enough articles, or enough sentences of one article, to say more than how many there are."""
        return len(self.scores) >= (UNPAIRED if self.pooled else LEAST)

    @property
    def interval(self) -> Interval | None:
        """Of the articles' means; sentences of one article bear none."""
        if not self.pooled or not self.enough:
            return None
        low, high = mean_interval(self.scores)
        return max(-1.0, low), min(1.0, high)


@chart
def tone(
    tone: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    analyzers: Sequence[str] = (),
    only: Only = (),
    corrected: Coded | None = None,
    ax: Axes | None = None,
) -> Chart:
    """Polarity of everything scored, own words above attributed words, one column per scorer.

    Parameters
    ----------
    tone, articles
        {tables}.
    analyzers
        The scorers to show; all of the table without it.
    {only}
    {corrected} What of the body's sentences is in one voice, as people heard it; under each scorer, whose polarity is corrected.
    {ax}

    Raises
    ------
    InputError
        An analyzer that the table does not hold.

    Notes
    -----
    Small dots are sentences, or what of one is in that voice; the upright stroke is their mean, from five on, and beside it
    stands how many were scored at all. With many articles a row is an outlet and a dot an article; the line is then the 95 %
    interval of the articles' means (t), from four articles on. Of more than 60 dots bars show where nine tenths and half of them
    lie. Sentences of one article bear no interval and no test: the unit is the article. Where the scorers disagree, the tone is
    unresolved. Dictionaries hardly tell tone in news: the best reaches an alpha of .34 [vanAtteveldt2021].
    """
    chosen = list(analyzers) or list(dict.fromkeys(tone["analyzer"]))
    check_held(chosen, tone["analyzer"], "tone by")
    table = rows(tone, articles, only=only)
    each = by_sentence(tone)
    voices = [voice for voice in shown_voices(tone) if voice != UNOWNED or _anywhere(each[each["voice"] == voice], table)]
    marks = {name: _marks(corrected, name, table, "voice") for name in chosen}
    scales = {
        NAMES.get(name, name): [
            Series(
                f"{NAMES.get(name, name)}, {VOICE_NAMES[voice]}", VOICES[voice],
                [
                    replace(_lane(heard), corrected=marks[name].at(name, row, voice))
                    for row, heard in enumerate(
                        _heard(each[(each["analyzer"] == name) & (each["voice"] == voice)], table)
                    )
                ],
                offset,
            )
            for voice, offset in zip(voices, OFFSETS[len(voices)], strict=True)
        ]
        for name in chosen
    }  # fmt: skip
    page = sheet(
        ax, table.labels, title="In which tone? The outlet’s own words, and those it attributes",
        note=f"{table.note} From negative, at the left, to positive; own words above, attributed words below them.".strip(),
        caption=corrected_caption(corrected) + _caption(table, len(voices) > 2) + told_of_bars(scales)
        + measured_error.brief(chosen) + table.advice,
        row=ROW[len(voices)], foot=0.35,
    )  # fmt: skip
    side_by_side(page, scales, stroke=90, s=14, linewidths=0, alpha=0.5)
    return page.chart()


@chart
def voices_apart(
    tone: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    analyzer: str = "textblob-news",
    by: Literal["voice", "side"] = "voice",
    sides: Sequence[str] = (),
    only: Only = (),
    corrected: Coded | None = None,
    ax: Axes | None = None,
) -> Chart:
    """Mean tone of the outlet's own words and of the words that it attributes, by one scorer, joined row by row.

    Parameters
    ----------
    tone, articles
        {tables}.
    analyzer
        The scorer.
    by
        "voice" sets all attributed words against the outlet's own; "side" those of each side, the three that are given
        the most sentences.
    {sides}
    {only}
    {corrected} What of the body's sentences is in one voice.
    {ax}

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
    check_held([analyzer] if len(tone) else [], tone["analyzer"], "tone by")
    if by not in ("voice", "side"):
        raise InputError(f"by is 'voice' or 'side', not {by!r}")
    table = rows(tone, articles, only=only)
    each = _sentences(tone[(tone["analyzer"] == analyzer) & tone["article_id"].isin(list(table.of))], by)
    lost = [UNOWNED] if _anywhere(each[each["lane"] == UNOWNED], table) else []
    said = in_order(set(each["lane"]) - {OWN, UNOWNED}) if by == "side" else [ATTRIBUTED]
    if table.pooled and by == "side":
        said = [name for name in said if _anywhere(each[each["lane"] == name], table, len(table) / 2)]
    names = [OWN, *said, *lost]
    voices = {name: _heard(each[each["lane"] == name], table) for name in names}
    colours = {OWN: VOICES["outlet"], ATTRIBUTED: GREY, UNOWNED: VOICES[UNOWNED], **group_colours(known(tone, "side", sides))}
    told = any(heard.enough for held in voices.values() for heard in held)
    page = sheet(
        ax, table.labels if told else [], title=f"Whose tone is it? {NAMES.get(analyzer, analyzer)} on own and attributed words",
        note=f"{table.note} A line joins the outlet’s own words to those that it attributes.".strip(),
        caption=corrected_caption(corrected) + _apart_caption(table, by) + measured_error.brief([analyzer]) + table.advice,
        row=len(names) * LANE + GAP, head=0.1, foot=0.55,
        nothing=f"no voice has {LEAST} scored sentences in an article, or {UNPAIRED} articles in an outlet",
    )  # fmt: skip
    if not told:
        return page.chart()
    lanes = None if corrected is None else _in_lanes(of_task(corrected, "tone"), by, each)
    _draw_apart(page, voices, colours, _marks(lanes, analyzer, table, "lane"), analyzer)
    return page.chart()


def _anywhere(said: pd.DataFrame, table: Rows, least: float = 1) -> bool:
    """Whether a voice has enough for a mean in so many rows: a lane of little but "too few" is left out."""
    return sum(heard.enough for heard in _heard(said, table)) >= least


def _heard(said: pd.DataFrame, table: Rows) -> list[Voice]:
    """One voice in each row of the chart."""
    said = table.place(said)
    return [_voice(said[said["row"] == row], table.pooled) for row in range(len(table))]


def _voice(said: pd.DataFrame, pooled: bool) -> Voice:
    scored = said[said["polarity"].notna()]
    means = scored.groupby("article_id", sort=False)["polarity"].mean()
    return Voice((means if pooled else scored["polarity"]).to_numpy(), len(scored), len(said), pooled)


def _lane(heard: Voice) -> Lane:
    """The voice with its mean and coverage beside it."""
    mean = f"{signed(heard.mean)}, " if heard.enough else ""
    return Lane(heard.scores, mean + k_of_n(heard.scored, heard.n), heard.interval, mean=heard.enough)


def _caption(table: Rows, lost: bool) -> str:
    dots = (
        f"Each dot is an article; the line is the 95 % interval of its outlet's articles, from {UNPAIRED} on. "
        if table.pooled
        else "Each dot is a sentence, or what of it is in that voice; sentences of one article bear no interval and no test. "
    )
    least = UNPAIRED if table.pooled else LEAST
    return (
        f"Upper lane, strong: the outlet's own words; {'below' if lost else 'lower'}, faint: words it attributes"
        f"{'; lowest, sand: quoted words whose speaker was not found' * lost}. {dots}Upright stroke and "
        f"number: mean of {least} dots or more; then k of n sentences (title and deck included) that hold a word the scorer "
        f"knows. Where scorers disagree, the tone is unresolved. "
    )


def _sentences(tone: pd.DataFrame, by: str) -> pd.DataFrame:
    """A row per sentence and lane: the outlet's words, those it attributes (in one lane or by side), and those of nobody."""
    kept = ranked(tone.loc[(tone["voice"] != "outlet") & ~tone["side"].isin(NOBODY), "side"])[:MOST_SIDES]
    return by_sentence(tone.assign(lane=_lanes(tone, by, kept)), by=["lane"])


def _lanes(stretches: pd.DataFrame, by: str, kept: Sequence[str]) -> pd.Series:
    """The lane of each stretch: the outlet's, a side's or all attributed words, or nobody's."""
    lane = pd.Series(ATTRIBUTED, index=stretches.index)
    if by == "side":
        lane = stretches["side"].where(stretches["side"].isin([*kept, NOT_STATED]), REST)
    return lane.where(stretches["voice"] != "outlet", OWN).mask(stretches["voice"] == UNOWNED, UNOWNED)


def _in_lanes(coded: Coded | None, by: str, shown: pd.DataFrame) -> Coded | None:
    """The coded stretches with the lane of the chart that each stands in."""
    if coded is None:
        return None
    kept = [name for name in shown["lane"].unique() if name not in (OWN, ATTRIBUTED, UNOWNED, NOT_STATED, REST)]
    return replace(coded, items=coded.items.assign(lane=_lanes(coded.items, by, kept)))


def _marks(corrected: Coded | None, score: str, table: Rows, *parts: str, what: str = "tone") -> Marks:
    """The corrected means of a score in each row and its parts."""
    return row_marks(of_task(corrected, what), table, lambda coded: means(coded, score), *parts)


def _draw_apart(page: Sheet, voices: Mapping[str, list[Voice]], colours: Mapping[str, str], marks: Marks, analyzer: str) -> None:
    """A line for each voice in each row, the first the outlet's own, and joined to it each of the others."""
    height = len(voices) * LANE + GAP
    beside, reach = [], LEAST_REACH
    for place, (name, held) in enumerate(voices.items()):
        label, colour, marker = SIDES.get(name, name), colours.get(name, GREY), "D" if place else "o"
        for row, (heard, own) in enumerate(zip(held, voices[OWN], strict=True)):
            first = row - (len(voices) - 1) / 2 * LANE / height
            y, mark = first + place * LANE / height, marks.at(analyzer, row, name)
            span = NONE if mark else heard.interval or NONE
            beside.append(Words(y, _counted(label, heard), INK if heard.enough else GREY))
            if mark:
                draw_mark(page, y, mark, label)
                reach = max(reach, *(1.05 * abs(end) for end in mark.interval))
            if not heard.enough:
                continue
            dot(page, y, heard.mean, span, name=label, colour=colour, edge=INK, marker=marker, interval=f"{label}, interval")
            reach = max(reach, *(1.05 * abs(end) for end in (heard.mean, *span)))
            if place and own.enough:
                page.axes.plot([own.mean, heard.mean], [first, y], color=GREY, linewidth=0.9, label="_joined", zorder=1)
    scale(page, -reach, reach, beside, name="mean polarity, from negative to positive", ticks=5)


def _counted(name: str, heard: Voice) -> str:
    """The mean, if there is enough for one, and what it is of."""
    if not heard.n:
        return f"{name}: none"
    k = len(heard.scores)
    counted = f"{k_of_n(heard.scored, heard.n)} scored" + (f", {quantity(k, 'article')}" if heard.pooled else "")
    return f"{name} {signed(heard.mean)}, {counted}" if heard.enough else f"{name} {counted}, too few"


def _apart_caption(table: Rows, by: str) -> str:
    whom = "a diamond for each side whose words it gives" if by == "side" else "a diamond: the words that it attributes"
    few = (
        f"Under {UNPAIRED} articles with a score there is no mean. Lines: 95 % intervals of the articles' means."
        if table.pooled
        else f"Under {LEAST} scored sentences there is no mean. Sentences of one article bear no interval and no test."
    )
    return (
        f"Dot: the outlet's own words; below it, {whom}. Then the mean, and k of n sentences "
        "(title and deck included) that hold a word the scorer knows. "
        f"{few} "
    )


COLOUR = {"outlet": "#404040", "attributed": "#7a7a7a", UNOWNED: "#a8874a"}
MENTION_ROW, SPREAD = 0.4, 0.3
"""Inches of a row, and the share of it over which its dots are spread."""
ACTORS = 5
"""Actors that are shown unless some are named: those with the most mentions."""


@chart
def portrayal(
    portrayals: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    actors: Sequence[str] = (),
    only: Only = (),
    corrected: Coded | None = None,
    ax: Axes | None = None,
) -> Chart:
    """Actors by articles: each mention from negative (−1) to positive (+1), own words apart from attributed words.

    Parameters
    ----------
    portrayals, articles
        {tables}.
    actors
        Whom to show, by the names in the table; without it the five with the most mentions.
    {only}
    {corrected}
    {ax}

    Raises
    ------
    InputError
        An actor that the table does not hold.

    Notes
    -----
    A dot is one mention, at the probability that its sentence speaks well of the actor minus that it speaks ill; hollow
    where the model is unsure which. The stroke is their mean, from five on. With many articles a row is an outlet and a dot an
    article. No interval and no test: mentions of one article are not independent. How often the model is right stands on the
    card of measured errors (`display.error_card`): a mean over a few mentions may be its error alone, so read the sentences.
    """
    check_held(actors, portrayals["actor"].value_counts().index, "mention of")
    table = rows(portrayals, articles, only=only)
    shown = table.place(portrayals)
    places = shown.groupby("actor")["row"].unique()
    pairs = [(name, int(row)) for name in actors or _most_named(shown) for row in sorted(places.get(name, ()))]
    cut = f"The first {MOST} of {len(pairs):,} rows; name the actors you want." if len(pairs) > MOST else ""
    cells = pairs[:MOST]
    marks = _marks(corrected, "score", table, "voice", "actor", what="portrayals")
    lanes = {
        voice: [
            replace(_mention_lane(shown, voice, name, row, table.pooled), corrected=marks.at("score", row, voice, name))
            for name, row in cells
        ]
        for voice in shown_voices(shown)
    }
    lanes = {voice: held for voice, held in lanes.items() if voice != UNOWNED or any(lane.mean for lane in held)}
    scales = {VOICE_NAMES[voice]: [Series(VOICE_NAMES[voice], COLOUR[voice], held)] for voice, held in lanes.items()}
    page = sheet(
        ax, [f"{name} · {table.labels[row]}" for name, row in cells], title="How are actors spoken of?",
        note=f"{table.note} {cut} From ill, at the left, to well; a column a voice.".strip(),
        caption=corrected_caption(corrected) + _portrayal_caption(table) + told_of_bars(scales)
        + measured_error.brief([PORTRAYAL]) + table.advice,
        row=MENTION_ROW, foot=0.35,
    )  # fmt: skip
    dots = {"s": 15, "linewidths": 0.8, "alpha": 0.75}
    side_by_side(page, scales, ends=("−1 ill", "0", "well +1"), stroke=150, spread=SPREAD, **dots)
    return page.chart()


def _most_named(shown: pd.DataFrame) -> list[str]:
    """The actors with the most mentions, ties by alphabet."""
    counts = shown["actor"].value_counts(sort=False).sort_index().sort_values(ascending=False, kind="stable")
    return list(counts.index[:ACTORS])


def _portrayal_caption(table: Rows) -> str:
    dots = "an article" if table.pooled else "a mention; hollow: the model is unsure"
    return (
        f"Each dot is {dots}. −1: its sentence speaks ill of the actor; +1: well; 0: neither. Stroke and number: mean of "
        f"{UNPAIRED if table.pooled else LEAST} dots or more, then mentions. Words the outlet attributes are the "
        "speaker's. A few "
        f"mentions show where to read, and not how an outlet thinks. "
    )


def _mention_lane(shown: pd.DataFrame, voice: str, name: str, row: int, pooled: bool) -> Lane:
    """One actor in one row and voice, and in words the mean, the mentions, and how many of these the model is unsure of."""
    some = shown[(shown["actor"] == name) & (shown["voice"] == voice) & (shown["row"] == row)].sort_values(
        ["article_id", "start"]
    )
    values = some["positive"] - some["negative"]
    if pooled:
        values = values.groupby(some["article_id"], sort=False).mean()
    unsure = (some["label"] == "unsure").to_numpy() if not pooled else None
    enough = len(values) >= (UNPAIRED if pooled else LEAST)
    mean = f"{signed(values.mean())}, " if enough else ""
    doubt = f", {unsure.sum()} unsure" if unsure is not None and unsure.any() else ""
    return Lane(values.to_numpy(), f"{mean}n = {len(some):,}{doubt}", unsure=unsure, mean=enough)
