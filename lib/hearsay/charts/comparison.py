"""Shares and differences with their intervals: what can be told apart, and what is too little to try."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from hearsay.charts.base.canvas import SMALL, Sheet, sheet
from hearsay.charts.base.chart import Chart
from hearsay.charts.base.style import GREY, INK, OUTLETS, PALE, SOFT, drawing, text_width, widest_text
from hearsay.errors import InputError
from hearsay.statistics.permutation import DIFFERENT, TOO_FEW, UNRESOLVED

COLUMNS = ("label", "value", "low", "high", "printed")
SHARE_ROW, MOST_SHARES = 0.27, 60


def forest(table: pd.DataFrame, *, title: str, xlabel: str, caption: str = "", note: str = "", ax: Axes | None = None) -> Chart:
    """A dot and its interval per row, in the order of the table.

    Parameters
    ----------
    table
        `label` (the row's name), `value`, `low`, `high` (0 to 1; missing where nothing was measured), `printed` (what
        stands at the right, such as "12 of 20") and, if you like, `group`: rows of one group share a colour.
    title, xlabel, caption, note
        What the chart is of, and how it is to be read.
    ax
        Where to draw; a figure of its own without it.

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
        raise InputError(f"a forest needs the columns {', '.join(COLUMNS)}; the table lacks {missing[0]!r}")
    shown = table.head(MOST_SHARES)
    note = note if len(shown) == len(table) else f"{note} The first {MOST_SHARES} of {len(table)} rows.".strip()
    with drawing():
        page = sheet(ax, shown["label"].tolist(), title=title, note=note, caption=caption, head=0.1, foot=0.5, row=SHARE_ROW)
        _draw_shares(page.axes, shown, _colours(shown))
        room = max((widest_text(text, SMALL) for text in shown["printed"]), default=0.0) + 0.25
        page.axes.set_xlim(0, 1.02 / max(1 - room / page.inches, 0.3))
        page.axes.set_xticks([tick for tick in MaxNLocator(5).tick_values(0, 1) if 0 <= tick <= 1])
        page.axes.tick_params(axis="x", colors=SOFT, labelsize=SMALL)
        page.axes.set_xlabel(xlabel, fontsize=SMALL, loc="left")
        return page.chart()


def _draw_shares(ax: Axes, shown: pd.DataFrame, colours: list[str]) -> None:
    for row, (one, colour) in enumerate(zip(shown.itertuples(index=False), colours, strict=True)):
        ax.text(1.04, row, one.printed, fontsize=SMALL, va="center", color=INK)
        if pd.notna(one.low) and pd.notna(one.high):
            ax.hlines(row, one.low, one.high, color=colour, linewidth=1.3, label="interval")
        if pd.notna(one.value):
            ax.scatter([one.value], [row], color=colour, s=26, label="value", zorder=3)
    for border in (0, 1):
        ax.axvline(border, color=GREY, linewidth=0.7, label="_border", zorder=0)
    ax.spines["left"].set_visible(False)


def _colours(shown: pd.DataFrame) -> list[str]:
    if "group" not in shown:
        return [OUTLETS[0]] * len(shown)
    groups = list(dict.fromkeys(shown["group"]))
    return [OUTLETS[groups.index(group) % len(OUTLETS)] for group in shown["group"]]


ROW, MOST = 0.27, 60
FEW = "Too few to compare: it takes 4 articles of each group, or 6 events that both report. Nothing is tested."
CAPTION = (
    "Dot: difference between the two groups in standard deviations{over} (Hedges’ g); line: 95 % interval, of each comparison "
    "by itself. Right: the difference in the measure’s own unit, articles, p by permutation of articles or, paired, by exchange "
    "within events, adjusted for all {tests} {what} (Benjamini–Hochberg). Grey: unresolved, which is not “the same”. "
    "A difference has many causes; it grades nobody."
)


def comparison(compared: pd.DataFrame, *, title: str = "What differs, and what cannot be told?", ax: Axes | None = None) -> Chart:
    """Every comparison of a table as a dot with its interval, below the name of its measure.

    Parameters
    ----------
    compared
        What `statistics.compare` (or `statistics.adjust`) made.
    title
        The question.
    ax
        Where to draw; a figure of its own without it.

    Notes
    -----
    Measures differ in their units, so dots stand at the difference divided by its spread over articles, paired over
    events. A dot at the right of 0: the first group has more. Comparisons that are too few to test get their numbers of
    articles and no dot; where nothing varies there is no dot either. Where no comparison at all can be tested, a row is
    a pair of groups, whatever the measure. At most 60 rows.
    """
    none = len(compared) > 0 and (compared["result"] == TOO_FEW).all()
    table = _by_pair(compared) if none else compared
    shown = table.head(MOST)
    # A part of a table stays adjusted for all of it.
    tests = int(compared.loc[compared["p"].notna(), "n_tests"].max()) if compared["p"].notna().any() else 0
    cut = f"The first {MOST} of {len(table)} rows." if len(shown) < len(table) else ""
    note = f"{cut} {FEW if len(compared) and not tests else ''}".strip()
    over = " over events" if (compared["design"] == "paired").all() and tests else " over articles"
    caption = CAPTION.format(tests=f"{tests:,}", over=over, what="test" if tests == 1 else "tests") if tests else ""
    rows = [row for measure, part in shown.groupby("measure", sort=False) for row in (measure, *part.itertuples(index=False))]
    with drawing():
        names = [row if isinstance(row, str) else _name(row) for row in rows]
        page = sheet(ax, names, title=title, note=note, caption=caption, head=0.1, foot=0.5 if tests else 0.1, row=ROW)
        _draw(page, rows, tests)
        return page.chart()


def _by_pair(compared: pd.DataFrame) -> pd.DataFrame:
    """One row a pair, under the number of measures, each with the most articles that any measure found evidence in."""
    counts = ["articles_a", "articles_b", "events"]
    pairs = compared[compared["a"] != ""].groupby(["a", "b"], sort=False)
    at = pairs.head(1).index
    first = compared.loc[at].assign(**pairs[counts].transform("max").loc[at])
    n = compared["measure"].nunique()
    return first.assign(measure=first["measure"] if n == 1 else f"each of {n} measures")


def _name(row: tuple) -> str:
    return f"{row.a} – {row.b}" if row.a else "all groups"


def _draw(page: Sheet, rows: list[str | tuple], tests: int) -> None:
    ax, compared = page.axes, [row for row in rows if not isinstance(row, str)]
    bounds = [bound for row in compared for bound in _scaled(row) if pd.notna(bound)]
    reach = max([0.5, *map(abs, bounds)])
    room = max((text_width(_printed(row), SMALL) for row in compared), default=0.0) + 0.25
    unit = 2 * reach / max(page.inches - room, 1.0)
    for place, row in enumerate(rows):
        if isinstance(row, str):
            ax.axhspan(place - 0.5, place + 0.5, color=PALE, zorder=0, label="_band", linewidth=0)
            continue
        _row(ax, place, row)
        ax.text(reach + 0.12 * unit if tests else -reach, place, _printed(row), fontsize=SMALL, va="center", color=INK)
    ax.set_xlim(-1.02 * reach, reach + room * unit)
    ax.spines["left"].set_visible(False)
    if not tests:
        ax.set_xticks([])
        return
    ax.axvline(0, color=GREY, linewidth=0.8, label="_zero", zorder=1)
    ax.set_xticks([tick for tick in MaxNLocator(6).tick_values(-reach, reach) if abs(tick) <= reach])
    ax.tick_params(axis="x", colors=SOFT, labelsize=SMALL)
    ax.set_xlabel("first less second, in standard deviations (0: alike)", fontsize=SMALL, loc="left")


def _row(ax: Axes, place: int, row: tuple) -> None:
    effect, low, high = _scaled(row)
    colour = GREY if row.result == UNRESOLVED else OUTLETS[0]
    if pd.notna(low):
        ax.hlines(place, low, high, color=colour, linewidth=1.3, label="interval", zorder=2)
    if pd.notna(effect):
        fill = "white" if row.result == UNRESOLVED else colour
        ax.scatter([effect], [place], facecolor=fill, edgecolor=colour, s=26, label="effect", zorder=3)


def _scaled(row: tuple) -> tuple[float, float, float]:
    """Effect and interval on the scale of the effect, which is corrected for small samples."""
    per = row.effect / row.difference if row.difference else 1 / row.spread if row.spread else float("nan")
    return row.effect, row.low * per, row.high * per


def _printed(row: tuple) -> str:
    counts = f"{row.articles_a} : {row.articles_b} articles" if row.a else "every group"
    if row.result == TOO_FEW:
        shared = f", {row.events} shared events" if row.events else ""
        return f"{counts}{shared} · {TOO_FEW}"
    paired = f"{row.events} events" if row.design == "paired" else counts
    result = row.result if row.result in (UNRESOLVED, DIFFERENT) else f"{row.a} {row.result}"
    difference = f"{row.difference:+.3g} · ".replace("+0 ", "0 ").replace("-", "−") if row.a else ""
    return f"{difference}{paired} · p {_p(row.p_adjusted)} · {result}"


def _p(p: float) -> str:
    return "< .001" if p < 0.001 else "= 1" if p > 0.9995 else f"= {p:.3f}".replace("0.", ".", 1)
