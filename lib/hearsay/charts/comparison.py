"""Shares and differences with their intervals: what can be told apart, and what is too little to try."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes

from hearsay.charts.base.canvas import LABEL, Sheet, band, sheet, without_scale
from hearsay.charts.base.chart import Chart, chart
from hearsay.charts.base.corrected_marks import GAP, corrected_caption, draw_mark, gap_marks
from hearsay.charts.base.dot_lanes import Mark, Words, dot, p_value, scale, write
from hearsay.charts.base.style import GREY, INK, NEUTRAL, SOFT, middle_cut
from hearsay.errors import InputError
from hearsay.schema import Row
from hearsay.statistics.compare import HIGHER, LOWER, OTHERS, SO_FEW, TOO_FEW, UNRESOLVED
from hearsay.text.printed import k_of_n, quantity
from hearsay.validation.coded import Coded
from hearsay.validation.corrected_figures import measures

COLUMNS = ("label", "value", "low", "high", "printed")
ROW, MOST = 0.27, 60
"""Inches of a row, and rows that are shown: more make a page of their own."""
FEW = "Too few to compare: it takes 4 articles of each group, or 6 events that both report. Nothing is tested."
CAPTION = (
    "Dot: difference between the two groups in standard deviations{over} (Hedges’ g); line: 95 % interval, of each comparison "
    "by itself. Right: the difference in the measure’s own unit, articles, p by permutation of articles or, paired, by exchange "
    "within events, adjusted for all {tests} {what} (Benjamini–Hochberg). Grey: unresolved, which is not “the same”. "
    "{few}A difference has many causes; it grades nobody."
)
BEYOND = "After “±” and between the small strokes: differences that so many articles could not have resolved by themselves. "
NONE_COULD = "“{}”: among so many tests no difference could have been, however large. "
REFUSED = "“{}”: the groups name other people and countries, and a name alone moves how it is spoken of: not compared. "
READ = "A dot right of 0: the first group has more. Grey and open: unresolved."
HALF = 1.0
"""Inches of the name of one of two groups."""
APART = 0.28
"""Where in its row a corrected difference stands: below the tool's."""
LEAST_REACH = 0.5
"""Standard deviations that the scale reaches at least on either side: below, a small difference would look large."""


@chart
def intervals(
    table: pd.DataFrame,
    *,
    title: str,
    xlabel: str,
    caption: str = "",
    note: str = "",
    colours: Mapping[str, str] | None = None,
    reach: float = 1.0,
    ax: Axes | None = None,
) -> Chart:
    """A dot and its interval per row, in the order of the table.

    Parameters
    ----------
    table
        `label` (the row's name), `value`, `low`, `high` (0 to 1; missing where nothing was measured), `printed` (what
        stands at the right, such as "12 of 20") and, with `colours`, `group`; and, if you like, `expected`, where the dot
        ought to be, as a stroke: in rows of rising confidence the strokes are the diagonal of a calibration.
    title, xlabel, caption, note
        What the chart is of, and how it is to be read.
    colours
        The colour of each group, if groups are sides; all else has one ink.
    reach
        How far the scale goes, from 0, where all rows lie far below 1.
    {ax}

    Raises
    ------
    InputError
        A column that is missing.

    Notes
    -----
    Where two intervals overlap, do not call the rows different. Where they do not, they may still differ for another
    reason than you think. At most 60 rows are shown.
    """
    if missing := [name for name in COLUMNS if name not in table]:
        raise InputError(f"a chart of intervals needs the columns {', '.join(COLUMNS)}; the table lacks {missing[0]!r}")
    shown = table.head(MOST)
    note = note if len(shown) == len(table) else f"{note} The first {MOST} of {len(table):,} rows.".strip()
    page = sheet(ax, shown["label"].tolist(), title=title, note=note, caption=caption, head=0.1, foot=0.5, row=ROW)
    for y, row in enumerate(shown.itertuples(index=False)):
        colour = colours.get(row.group, GREY) if colours else NEUTRAL
        dot(page, y, row.value, (row.low, row.high), name="value", colour=colour)
    if "expected" in shown:
        # Where the expected falls, the rows of another instrument begin.
        runs = (shown["expected"].diff() < 0).cumsum().to_numpy()
        for _, run in shown.assign(y=range(len(shown))).groupby(runs):
            page.axes.plot(run["expected"], run["y"], color=GREY, linewidth=0.9, linestyle=":", label="_diagonal", zorder=1)
        page.axes.scatter(
            shown["expected"], range(len(shown)), marker="|", s=60, color=INK, linewidths=1.1, label="expected", zorder=2
        )
    scale(page, 0, reach, [Words(y, text) for y, text in enumerate(shown["printed"])], name=xlabel, ticks=5)
    page.axes.axvline(reach, color=GREY, linewidth=0.7, label="_border", zorder=0)
    return page.chart()


@chart
def comparison(
    compared: pd.DataFrame, *, title: str = "What differs, and what cannot be told?", corrected: Coded | None = None,
    ax: Axes | None = None,
) -> Chart:  # fmt: skip
    """Every comparison of a table as a dot with its interval, below the name of its measure.

    Parameters
    ----------
    compared
        What `statistics.compare` (or `statistics.adjust`) made.
    title
        The question.
    {corrected} They correct the differences of the measures that they determine (`corrected_figures.measures`); not where outlets
        are compared within events, for codings are drawn from all articles alike.
    {ax}

    Raises
    ------
    InputError
        Codings that determine none of the measures.

    Notes
    -----
    Measures differ in their units, so dots stand at the difference divided by its spread over articles, paired over
    events. A dot at the right of 0: the first group has more. Comparisons that are too few to test get their numbers of
    articles and no dot; where nothing varies there is no dot either. Comparisons of too few articles are left out and counted,
    and within a measure the largest differences stand first, as many of each as 60 rows have room for. Where no comparison at
    all can be tested, a row is a pair of groups, whatever the measure.
    """
    # A part of a table stays adjusted for all of it.
    tested = compared.loc[compared["p"].notna(), "n_tests"]
    tests = 0 if tested.empty else int(tested.max())
    held = compared[compared["result"] != TOO_FEW]
    table = held if len(held) else _by_pair(compared)
    shown = _largest(table)
    rows = [row for measure, part in shown.groupby("measure", sort=False) for row in (measure, *part.itertuples(index=False))]
    cut = f"Of {len(table):,} comparisons the largest differences of each measure." if len(shown) < len(table) else ""
    few = (FEW if not tests else _left_out(compared)) if len(compared) else ""
    page = sheet(
        ax, [_name(row) for row in rows], title=title, note=f"{READ if tests else ''} {cut} {few}".strip(),
        caption=_caption(compared, tests) + _corrected_caption(corrected, compared),
        head=0.1, foot=0.5 if tests else 0.1, row=ROW,
    )  # fmt: skip
    _draw(page, rows, tests, _gaps(corrected, shown, compared["measure"]), _resolved(table))
    return page.chart()


def _gaps(corrected: Coded | None, shown: pd.DataFrame, every: pd.Series) -> Mapping[tuple[str, str, str], Mark]:
    """The corrected difference of each comparison of articles, in the measure's unit."""
    if corrected is None:
        return {}
    known = measures(corrected)
    if known.keys().isdisjoint(every):
        told = ", ".join(known) or "none"
        raise InputError(f"codings of {corrected.task.name} correct none of these measures; those that they determine: {told}")
    asked = shown[(shown["design"] == "unpaired") & (shown["a"] != "") & shown["measure"].isin(known)]
    found = {
        (row.measure, row.a, row.b): gap_marks(corrected, [known[row.measure]], (row.a, row.b)).at(known[row.measure].name, GAP)
        for row in asked.itertuples(index=False)
    }
    return {key: mark for key, mark in found.items() if mark is not None}


def _corrected_caption(corrected: Coded | None, compared: pd.DataFrame) -> str:
    if corrected is None:
        return ""
    lost = sorted({*compared["measure"]} - measures(corrected).keys())
    which = f" Not determined by them: {', '.join(lost)}." if lost else ""
    paired = " Within events nothing is corrected." if (compared["design"] == "paired").any() else ""
    return f" {corrected_caption(corrected, 'the difference')}{which}{paired}".rstrip()


def _largest(table: pd.DataFrame) -> pd.DataFrame:
    """Measure by measure the comparison of all groups, then the pairs that differ most, as many of each as there is room for."""
    each = max(MOST // max(table["measure"].nunique(), 1), 2)
    ordered = table.assign(pair=table["a"] != "", size=table["effect"].abs().fillna(0.0), place=pd.factorize(table["measure"])[0])
    ordered = ordered.sort_values(["place", "pair", "size"], ascending=[True, True, False], kind="stable")
    shown = ordered if len(table) <= MOST else ordered.groupby("place", sort=False).head(each).head(MOST)
    return shown[list(table.columns)]


def _left_out(compared: pd.DataFrame) -> str:
    """How many comparisons have too few articles, in one line; '' where none has."""
    few = compared[(compared["result"] == TOO_FEW) & (compared["a"] != "")]
    if few.empty:
        return ""
    tried = set(compared.loc[compared["result"] != TOO_FEW, ["a", "b"]].to_numpy().ravel())
    untried = set(few[["a", "b"]].to_numpy().ravel()) - tried
    whose = f", all those of {quantity(len(untried), 'group')} among them" if untried else ""
    return f"Left out: {quantity(len(few), 'comparison')} of too few articles{whose}."


def _name(row: str | Row) -> str:
    if isinstance(row, str):
        return row
    return f"{middle_cut(row.a, HALF, LABEL)} – {middle_cut(row.b, HALF, LABEL)}" if row.a else "all groups"


def _by_pair(compared: pd.DataFrame) -> pd.DataFrame:
    """One row a pair, under the number of measures, each with the most articles that any measure found evidence in."""
    counts = ["articles_a", "articles_b", "events"]
    pairs = compared[compared["a"] != ""].groupby(["a", "b"], sort=False)
    at = pairs.head(1).index
    first = compared.loc[at].assign(**pairs[counts].transform("max").loc[at])
    n = compared["measure"].nunique()
    return first.assign(measure=first["measure"] if n == 1 else f"each of {n} measures")


def _caption(compared: pd.DataFrame, tests: int) -> str:
    if not tests:
        return ""
    over = " over events" if (compared["design"] == "paired").all() else " over articles"
    told = {SO_FEW: NONE_COULD, OTHERS: REFUSED}
    few = "".join(text.format(result) for result, text in told.items() if (compared["result"] == result).any())
    few = BEYOND + few if compared["resolvable"].notna().any() else few
    return CAPTION.format(tests=f"{tests:,}", over=over, what="test" if tests == 1 else "tests", few=few)


def _resolved(table: pd.DataFrame) -> dict[str, str]:
    """How many pairs of each measure can be told apart, of those that were tested."""
    pairs = table[(table["a"] != "") & table["p"].notna()]
    told = pairs["result"].isin([HIGHER, LOWER]).groupby(pairs["measure"]).agg(["sum", "size"])
    return {str(row.Index): f"{k_of_n(row.sum, row.size)} pairs told apart" for row in told.itertuples()}


def _draw(
    page: Sheet, rows: Sequence[str | Row], tests: int, gaps: Mapping[tuple[str, str, str], Mark], resolved: Mapping[str, str]
) -> None:
    """Names of measures on bands; below each its comparisons."""
    beside, reach = [], LEAST_REACH
    for y, row in enumerate(rows):
        if isinstance(row, str):
            band(page, y)
            beside += [Words(y, resolved[row], SOFT)] if row in resolved else []
            continue
        low, high, needed = _scaled(row)
        unresolved = row.result in (UNRESOLVED, SO_FEW)
        colour = GREY if unresolved else INK
        if needed == needed:
            ends, name = [-needed, needed], "could be resolved beyond"
            page.axes.scatter(ends, [y, y], marker="|", s=30, linewidths=1.0, color=GREY, label=name, zorder=1)
        dot(page, y, row.effect, (low, high), name="effect", colour=colour, fill="white" if unresolved else "")
        mark, told = gaps.get((row.measure, row.a, row.b)), _printed(row)
        if mark is not None and (per := _per(row)) == per:
            scaled = Mark(mark.value * per, (mark.interval[0] * per, mark.interval[1] * per))
            draw_mark(page, y + APART, scaled, "effect")
            reach = max(reach, *map(abs, scaled.interval))
            told += f" · corrected {_signed(mark.value)} [{_signed(mark.interval[0])}, {_signed(mark.interval[1])}]"
        beside.append(Words(y, told))
        reach = max(reach, *(abs(end) for end in (row.effect, low, high, needed)))
    if tests:
        scale(page, -reach, reach, beside, name="first less second, in standard deviations (0: alike)")
        return
    without_scale(page)
    write(page, 0, beside)


def _scaled(row: Row) -> tuple[float, float, float]:
    """The interval, and what could have been resolved, on the scale of the effect, which is corrected for small samples."""
    per = _per(row)
    return row.low * per, row.high * per, row.resolvable * per


def _per(row: Row) -> float:
    """Standard deviations to one unit of the measure."""
    return float(row.effect / row.difference if row.difference else 1 / row.spread if row.spread else float("nan"))


def _signed(value: float) -> str:
    return f"{value:+.3g}".replace("-", "−")


def _printed(row: Row) -> str:
    counts = f"{row.articles_a} : {row.articles_b} articles" if row.a else "every group"
    copies = f", {row.copies} with another’s text left out" if row.copies else ""
    found = f" ({row.events_found} of them found)" if getattr(row, "events_found", 0) else ""
    if row.result in (TOO_FEW, OTHERS):
        shared = f", {row.events} shared events{found}" if row.events else ""
        return f"{counts}{shared}{copies} · {row.result}"
    paired = f"{row.events} events{found}" if row.design == "paired" else counts
    result = f"{row.a} {row.result}" if row.result in (HIGHER, LOWER) else row.result
    needed = f" (±{row.resolvable:.2g})" if row.resolvable == row.resolvable else ""
    difference = f"{row.difference:+.3g}{needed} · ".replace("+0 ", "0 ").replace("-", "−") if row.a else ""
    return f"{difference}{paired}{copies} · p {p_value(row.p_adjusted)} · {result}"
