"""How speakers are heard: who is given the floor, named or not, first-hand or passed on, vouched for or doubted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from hearsay.attribution.sides import of_the_user
from hearsay.charts.base.bar_columns import Column, bar_table, count_column, share_columns, words_column
from hearsay.charts.base.canvas import SMALL, band, sheet
from hearsay.charts.base.chart import Chart, chart
from hearsay.charts.base.corrected_marks import OF_FOUND, Marks, corrected_caption, marked, row_marks
from hearsay.charts.base.dot_lanes import Words, dot, scale
from hearsay.charts.base.rows import (
    NOBODY_SPEAKS,
    REST,
    UNPAIRED,
    ZONE,
    Only,
    Rows,
    Zone,
    in_order,
    outermost,
    rows,
)
from hearsay.charts.base.share_panels import OVER_ARTICLES, percent, share_chart
from hearsay.charts.base.speakers import LABEL, answer_marks, counted_items, frequent, labelled_items, speakers
from hearsay.charts.base.style import GREY, fitted_text, group_colours, known, tint
from hearsay.schema import NOT_STATED, counted
from hearsay.sourcing.article_view import OFFICIAL
from hearsay.statistics.intervals import of_articles
from hearsay.text.lexicons import read_lexicon
from hearsay.text.printed import k_of_n, quantity
from hearsay.validation import measured_error
from hearsay.validation.coded import Coded
from hearsay.validation.corrected_figures import shares

POOLED = {NOBODY_SPEAKS: NOBODY_SPEAKS, NOT_STATED: "side not stated", REST: "all of other sides"}
"""Columns that are of no side and part no officials, with their heads."""
UNKNOWN = 0.25
"""Share of unknown sides above which a chart warns: with more, the second of two sides could be the first."""
MOST_SIDES = 3
"""Sides that get columns of their own; two columns each, and four more, are as many as can be read."""
LANE = 0.25
"""Inches of a row with one dot."""
ROOMY = 72
"""Rows of a picture of outlets, at most."""
REST_AT_MOST = 0.1
"""Share of the statements that sides without rows of their own may hold together, as far as there is room."""
NAMED = {
    "named person": "named",
    "named organisation": "named",
    "author": "named",
    "anonymous": "unnamed",
    "vague collective": "unnamed",
    "role unique": "unnamed",
    "document": "document",
    "implicit": NOBODY_SPEAKS,
}
NAMED_NAMES = ("named", "unnamed", "document", NOBODY_SPEAKS)
HANDS = ("first-hand", "second-hand", "third-hand or more")
ROOM = 2.4
"""Inches for the names of those who pass on."""
LINES = "Lines: 95 % intervals, only from n = 10. "
BARS = "Along a row: which part of the article’s statements falls to each column."
"""How charts of shares are read, as their subtitles say."""
SIDES = {NOT_STATED: "side not stated", REST: "other sides"}
"""What is written for sides that are none."""


@chart
def voices(
    attributions: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    zone: Zone = "body",
    sides: Sequence[str] = (),
    only: Only = (),
    error: pd.DataFrame | None = None,
    corrected: Coded | None = None,
    links: Mapping[tuple[str, int], str] | None = None,
    ax: Axes | None = None,
) -> Chart:
    """How often each side is given the floor, its officials apart from everybody else, and how often nobody can tell.

    One row per article in file order, one column per side and office, and one for speakers whose side is not stated; a mark a
    statement, as far as there is room. Of more than 24 articles each side's share of every outlet's statements, with its
    interval over articles, the largest first; where they are `corrected`, a row per outlet as of few articles, with the
    corrected shares. Only outermost attributions (level 1) count, of what was said.

    Parameters
    ----------
    attributions, articles
        {tables}, and an article without attributions is shown.
    {zone}
    {sides}
    {only}
    error
        The tool's measured error by outlet (`validation.benchmarks.by_outlet`): the caption then says how far a
        difference between two rows could be the tool's own doing.
    {corrected} Country and type of the speakers; they tell the side.
    links
        The address of each statement, by its article and number: in the SVG of few articles each mark then leads there.
    {ax}

    Notes
    -----
    Read a row from left to right. Do not compare rows of one article per outlet as if they were outlets, and do not
    take a side's share for its weight in the event: a piece may be about one side only.

    Of few articles a thin line is no interval of chance: it says which counts the labels' error leaves open (`label_bounds`).
    Sides whose lines overlap may stand in the other order. It was measured for countries: sides of your own have no line.
    """
    shown = outermost(attributions, zone)
    table = rows(attributions, articles, only=only)
    if table.pooled and corrected is None:
        return _voices_of_outlets(
            shown, table, known(attributions, "side", sides), f"{ZONE[zone]}{_left_out(attributions, zone, table)}", error, ax
        )
    how = "Along a row: how many statements are of each side’s officials (full colour) and of its others (pale)."
    caption = (
        f"Statements are counted by their outermost speaker; {ZONE[zone]}{_left_out(attributions, zone, table)}. "
        "Officials: named and unnamed officials, governments and institutions; others: media, experts, documents, people. "
        f"{corrected_caption(corrected, OF_FOUND) or _labels_error(shown)}{_unknown(shown, table)}{table.advice}"
        f"{_own_doing(error)}"
    )
    title = _most_heard(shown, speakers(shown, frequent(shown, MOST_SIDES)), table)
    page = sheet(ax, table.labels, title=title, note=f"{table.note} {how}".strip(), caption=caption, head=0.5)
    columns = _side_columns(shown, table, known(attributions, "side", sides), links or {})
    marks = _corrected_sides(counted_items(corrected, zone), shown, table)
    bar_table(page, marked(columns, marks, totals=table.count(shown)))
    return page.chart()


@chart
def identifiability(
    attributions: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    zone: Zone = "body",
    only: Only = (),
    corrected: Coded | None = None,
    ax: Axes | None = None,
) -> Chart:
    """Statements of named speakers, of unnamed ones, of documents and of nobody: k of n in each article or outlet.

    Parameters
    ----------
    attributions, articles
        {tables}, and an article without attributions is shown.
    {zone}
    {only}
    {corrected}
    {ax}

    Notes
    -----
    The bar is the share, the shaded strip all of n; of many articles a dot is an outlet's share, on a scale of its column. A
    line is a 95 % interval: Wilson's in an article with at least ten attributions, from the differences between articles in
    an outlet with at least four. Anonymity alone is no fault: some sources need it. Do not compare rows whose lines overlap,
    nor rows without a line.
    """
    shown = outermost(attributions, zone)
    table = rows(attributions, articles, only=only)
    groups = shown["identifiability"].map(NAMED)
    title = f"Is the speaker named? {_of_all(groups == 'named', shown, table)} are of somebody with a name"
    caption = (
        f"k of n statements, by their outermost speaker; {ZONE[zone]}. Named: a person, an organisation or the author; unnamed: "
        "“officials”, “a spokesman”, or a role without a name; nobody: “it was reported”. "
        f"{corrected_caption(corrected) or (OVER_ARTICLES if table.pooled else LINES)}{table.advice}"
    )
    if table.pooled and corrected is None:
        return share_chart(ax, shown, groups, NAMED_NAMES, table, title, caption)
    page = sheet(ax, table.labels, title=title, note=f"{table.note} {BARS}".strip(), caption=caption)
    columns = share_columns(shown, groups, NAMED_NAMES, table)
    values = {name: [value for value, group in NAMED.items() if group == name] for name in NAMED_NAMES}
    bar_table(page, marked(columns, answer_marks(corrected, zone, table, "identifiability", values)))
    return page.chart()


@chart
def relays(
    attributions: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    zone: Zone = "body",
    only: Only = (),
    corrected: Coded | None = None,
    ax: Axes | None = None,
) -> Chart:
    """How much of what is attributed comes at first hand, and who passes on the rest, as the text states it.

    Parameters
    ----------
    attributions, articles
        {tables}. Attributions inside others count here, for they are
        what is passed on; the last column adds them to those of level 1, which the other charts count.
    {zone}
    {only}
    {corrected} Those of level 1 alone are coded, so that bars and marks are then of these.
    {ax}

    Notes
    -----
    A lower bound: an outlet that names no source of its own may still have one. Do not read a long first bar as
    original reporting; it may be the mark of an unnamed source.
    """
    table = rows(attributions, articles, only=only)
    shown = attributions[counted(attributions) & ((attributions["zone"] == "body") | (zone == "all"))]
    shown = shown if corrected is None else outermost(attributions, zone)
    hands = shown["hop"].clip(upper=3).map(dict(enumerate(HANDS, 1)))
    inner = "those inside others included" if corrected is None else "outermost ones, which are what was coded"
    title = f"Through how many mouths has it come? {_of_all(hands == HANDS[0], shown, table)} come at first hand"
    caption = (
        f"k of n attributions, {inner}; {ZONE[zone]}. Second-hand: what A says that B said. As the text "
        f"states it, so a lower bound: who copies without saying so counts as first-hand. {corrected_caption(corrected)}"
        f"{table.advice}"
    )
    if table.pooled and corrected is None:
        return share_chart(ax, shown, hands, HANDS, table, title, f"{OVER_ARTICLES}{caption}")
    page = sheet(ax, table.labels, title=title, note=f"{table.note} {BARS}".strip(), caption=caption)
    values = {name: [hop] for hop, name in enumerate(HANDS, 1)}
    bars = marked(share_columns(shown, hands, HANDS, table), answer_marks(corrected, zone, table, "hop", values))
    made_up = [] if corrected is not None else [_made_up(shown, table)]
    bar_table(page, [*bars, _relays(shown, table), *made_up])
    return page.chart()


def _of_all(chosen: pd.Series, shown: pd.DataFrame, table: Rows) -> str:
    """'k of n statements' of all rows together, with the share."""
    k, n = (sum(table.count(part)) for part in (shown[chosen], shown))
    return f"{k_of_n(k, n)} ({percent(k / n)})" if n else "None of 0"


def _corrected_sides(coded: Coded | None, shown: pd.DataFrame, table: Rows) -> Marks:
    """The corrected shares of the columns of `voices`, by their heads."""
    if coded is None:
        return Marks()
    labelled, heads = labelled_items(coded, lambda labels: _head_of(labels, frequent(shown, MOST_SIDES)))
    return row_marks(labelled, table, lambda placed: shares(placed, LABEL, {head: [head] for head in heads}, of_found=True))


def _voices_of_outlets(
    shown: pd.DataFrame, table: Rows, sides: Sequence[str], counted_where: str, error: pd.DataFrame | None, ax: Axes | None
) -> Chart:
    """Each side's share of every outlet's statements: side by side, within a side the largest share first."""
    speaking = speakers(shown, heard_sides(shown, len(table)))
    colours = group_colours(sides)
    totals = table.per_article(shown)
    names = [label.rpartition(" (")[0] for label in table.labels]
    nameless = set(names[table.named :])
    lanes: list[tuple[str, _Lane | None, str]] = []
    for side in in_order_of_size(speaking, shown):
        ks = table.per_article(shown[speaking == side])
        lanes.append((POOLED.get(side) or adjective(side), None, colours.get(side, GREY)))
        made = [_lane(name, k, n) for name, k, n in zip(names, ks, totals, strict=True) if n.sum()]
        made.sort(key=lambda lane: (lane.label in nameless, -lane.share))
        lanes += [(lane.label, lane, colours.get(side, GREY)) for lane in made]
    how = (
        "Below each side its share of every outlet’s statements, the largest first. Where lines overlap, call nothing different."
    )
    caption = (
        f"Dot: share of the outlet’s statements, by their outermost speaker, that this side makes; {counted_where}. Line: 95 % "
        f"interval over its articles, from {UNPAIRED} on. Outlets that report other events are not comparable. "
        f"{_labels_error(shown, lines=False)}{_unknown(shown, table)}{table.advice}"
        f"{_own_doing(error)}"
    )
    page = sheet(
        ax, [name for name, _, _ in lanes], title=_most_heard(shown, speaking, table), note=f"{table.note} {how}",
        caption=caption, head=0.1,
        foot=0.5, row=LANE,
    )  # fmt: skip
    for y, (_, lane, colour) in enumerate(lanes):
        if lane is None:
            band(page, y)
        else:
            dot(page, y, lane.share, lane.interval, name="share", colour=colour)
    printed = [Words(y, lane.printed) for y, (_, lane, _) in enumerate(lanes) if lane]
    scale(page, 0, max([0.1, *(lane.reach for _, lane, _ in lanes if lane)]), printed, name="share of the outlet’s statements")
    return page.chart()


def in_order_of_size(sides: Iterable[str], shown: pd.DataFrame) -> list[str]:
    """Sides that are heard most first; what is no one side stays last."""
    counts = shown["side"].value_counts()
    return sorted(in_order(sides), key=lambda side: (side in POOLED, 0 if side in POOLED else -int(counts.get(side, 0))))


class _Lane(NamedTuple):
    """One outlet's share of one side: its name, the share, the interval over its articles, and what is printed."""

    label: str
    share: float
    interval: tuple[float, float]
    printed: str

    @property
    def reach(self) -> float:
        return self.share if self.interval[1] != self.interval[1] else max(self.share, self.interval[1])


def _lane(label: str, k: np.ndarray, n: np.ndarray) -> _Lane:
    interval = of_articles(k, n) if len(n) >= UNPAIRED else (float("nan"), float("nan"))
    printed = f"{k_of_n(k.sum(), n.sum())} in {quantity(len(n), 'article')}"
    return _Lane(label, k.sum() / n.sum(), interval, printed)


def heard_sides(shown: pd.DataFrame, outlets: int) -> set[str]:
    """The sides of this corpus that get rows of their own: those heard most, until all others together are a tenth of it.

    As many as a picture has room for: with many outlets fewer, never fewer than three.
    """
    counts = shown.loc[~shown["side"].isin([NOT_STATED, REST]), "side"].value_counts()
    ranked = sorted(counts.index, key=lambda side: (-counts[side], side))
    most = max(MOST_SIDES, ROOMY // (outlets + 1) - len(POOLED))
    left = counts.sum() - counts.reindex(ranked).cumsum()
    enough = int((left > REST_AT_MOST * len(shown)).sum()) + 1
    return set(ranked[: min(most, enough)])


def _most_heard(shown: pd.DataFrame, speaking: pd.Series, table: Rows) -> str:
    """The title: the two sides that are heard most, each counted. Whether they differ the figures alone do not say."""
    counts = {side: sum(table.count(shown[speaking == side])) for side in in_order(speaking) if side not in POOLED}
    if not counts:
        return "Who is given the floor? No side is stated"
    first, *rest = sorted(counts, key=lambda side: (-counts[side], side))
    who, n = speakers_of(first), sum(table.count(shown))
    next_ones = f", {speakers_of(rest[0])} in {counts[rest[0]]:,}" if rest else ""
    return f"Who is given the floor? {who[0].upper()}{who[1:]} in {counts[first]:,} of {quantity(n, 'statement')}{next_ones}"


def _own_doing(error: pd.DataFrame | None) -> str:
    """How much more of one outlet's attributions than of another's the tool found where people had coded them."""
    if error is None or error["recall"].count() < 2:
        return ""
    low, high = error["recall"].min(), error["recall"].max()
    return (
        f" Where people coded {error['outlet'].nunique()} outlets, the tool found {percent(low)} to {percent(high)} of their "
        f"attributions: up to {high / max(low, 0.01):.2f} times as many of one outlet's as of another's is its own doing."
    )


def _side_columns(shown: pd.DataFrame, table: Rows, sides: Sequence[str], links: Mapping[tuple[str, int], str]) -> list[Column]:
    speaking = speakers(shown, frequent(shown, MOST_SIDES))
    official = _are_official(shown, speaking)
    colours, columns = group_colours(sides), []
    stated, unknown = (table.count(shown[part]) for part in (~speaking.isin([NOT_STATED, NOBODY_SPEAKS]), speaking == NOT_STATED))
    measured = not any(map(of_the_user, shown["side"].unique()))
    for side, office in ((side, office) for side in in_order(speaking) for office in (True, False)):
        chosen = shown[(speaking == side) & (official == office)]
        if len(chosen):
            colour, counts = colours.get(side, GREY), table.count(chosen)
            open_ones = [label_bounds(*each) for each in zip(counts, stated, unknown, strict=True)]
            spans = open_ones if measured and side not in POOLED else []
            head = _head(side, bool(office))
            pale = not office and side not in POOLED
            columns.append(
                count_column(
                    head, counts, tint(colour) if pale else colour, edge=colour if pale else "none", spans=spans,
                    links=_links(chosen, table, links),
                )
            )  # fmt: skip
    return [*columns, words_column("all", [f"n = {count:,}" for count in table.count(shown)])]


def _links(chosen: pd.DataFrame, table: Rows, links: Mapping[tuple[str, int], str]) -> list[list[str]]:
    """The address of each statement of each row, in the order of the text; '' for one that has none."""
    held: list[list[str]] = [[] for _ in range(len(table))]
    for row in table.place(chosen).itertuples():
        held[row.row].append(links.get((row.article_id, row.attribution_no), "") if links else "")
    return held


def _are_official(labels: pd.DataFrame, speaking: pd.Series) -> pd.Series:
    return labels["source_type"].isin(OFFICIAL) & ~speaking.isin(POOLED)


def _head_of(labels: pd.DataFrame, kept: Collection[str]) -> pd.Series:
    """The column of `voices` in which each row of labels stands."""
    speaking = speakers(labels, kept)
    official = _are_official(labels, speaking)
    return pd.Series([_head(*each) for each in zip(speaking, official, strict=True)], index=labels.index, dtype="str")


def _head(side: str, office: bool) -> str:
    called = f"{side}:" if of_the_user(side) else adjective(side)
    return POOLED.get(side) or f"{called} {'officials' if office else 'others'}"


def speakers_of(side: str) -> str:
    """'Iranian speakers'; 'speakers of “the council”' where the side is one of the user's own."""
    return f"speakers of “{side}”" if of_the_user(side) else f"{adjective(side)} speakers"


def label_bounds(count: int, stated: int, unknown: int) -> tuple[float, float] | None:
    """How few and how many of a row's attributions may be one side's, when labels err as they did where people coded.

    Parameters
    ----------
    count, stated, unknown
        Attributions in the row that are labelled as the side's; with any side; with none.

    Returns
    -------
    tuple or None
        Below the count: what of it is wrong at the lower bound of the measured precision. Above it: what of the side is not
        stated, at the lower bound of the measured recall, as far as the row has unknown ones, and the wrong ones among the
        others. None where there is no count, or no measure.
    """
    measured = measured_error.figures("sources")
    if not count or not measured:
        return None
    precision, recall = (max(float(measured[f"all {name} low"]), 0.01) for name in ("stated", "due"))
    missing = min(unknown, count * (1 / recall - 1))
    return count * precision, count + missing + (stated - count) * (1 - precision)


def _labels_error(shown: pd.DataFrame, *, lines: bool = True) -> str:
    if any(map(of_the_user, shown["side"].unique())):
        return "The sides are those of a table of your own: how often they are right was not measured; notebook 07 shows how. "
    measured = measured_error.figures("sources")
    if not measured:
        return ""
    told = "Thin lines: between which counts the labels' error leaves it open; in" if lines else "The labels err: in"
    return (
        f"{told} {measured['articles']:,.0f} articles that people coded "
        f"{percent(measured['all stated'])} of the stated countries were right, and {percent(measured['all due'])} of those "
        "that the text shows were stated. "
    )


def _unknown(shown: pd.DataFrame, table: Rows) -> str:
    """A warning where the side of more than `UNKNOWN` of the attributions is not stated."""
    unknown, every = table.count(shown[(shown["side"] == NOT_STATED) & (shown["source_type"] != "none")]), table.count(shown)
    much = [label for label, k, n in zip(table.labels, unknown, every, strict=True) if k > UNKNOWN * n]
    if not much:
        return ""
    where = "in every row" if len(much) == len(table) else f"in {len(much)} of {len(table)} rows"
    return (
        f"The side of more than a quarter of the speakers is not stated {where}: who looks seldom heard there may be among them. "
    )


def _left_out(attributions: pd.DataFrame, zone: Zone, table: Rows) -> str:
    """How many attributions are not counted, and why."""
    every = sum(table.count(outermost(attributions.assign(counted=True), zone)))
    left = every - sum(table.count(outermost(attributions, zone)))
    return f", {left} left out as not said, only expected, or an act" if left else ""


@cache
def adjective(side: str) -> str:
    """'Iranian' for 'Iran': the nationality in the table of places; the side itself where there is none ('US')."""
    places = read_lexicon("places")
    country = places.loc[(places["name"] == side) & (places["kind"] == "short"), "country"]
    if side.isupper() or country.empty:
        return side
    found = places.loc[(places["country"] == country.iloc[0]) & (places["kind"] == "demonym"), "name"]
    return side if found.empty else str(found.iloc[0])


def _made_up(shown: pd.DataFrame, table: Rows) -> Column:
    """How the n of this chart is made up from that of the others."""
    outer, inner = (table.count(shown[chosen]) for chosen in (shown["level"] == 1, shown["level"] > 1))
    sums = [f"{k} + {nested} = {k + nested}" for k, nested in zip(outer, inner, strict=True)]
    return words_column("outermost + inside others", sums)


def _relays(shown: pd.DataFrame, table: Rows) -> Column:
    """Who passes on, in the order of the text, with how often."""
    passed: list[Counter[str]] = [Counter() for _ in range(len(table))]
    for article, via in zip(shown["article_id"], shown["via"], strict=True):
        if article in table.of:
            passed[table.of[article]].update(via)
    names = ["; ".join(f"{name} {k}×" for name, k in counts.items()) or "nobody" for counts in passed]
    return words_column("passed on by", [fitted_text(name, ROOM, SMALL, lines=2) for name in names])
