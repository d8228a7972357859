"""How articles are sourced: a matrix of indicators and articles, grey throughout, for no figure of it is good or bad."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from hearsay.article_labels import article_names, outlets_of, short_outlet
from hearsay.charts.base.canvas import SMALL, Sheet, band, head_columns, sheet
from hearsay.charts.base.chart import Chart, chart
from hearsay.charts.base.corrected_marks import Marks, corrected_caption, draw_mark, of_task
from hearsay.charts.base.rows import UNPAIRED, Only, check_held, first_of, rows
from hearsay.charts.base.style import GREY, INK, NOBODY, SOFT, middle_cut
from hearsay.errors import InputError
from hearsay.schema import NOT_STATED
from hearsay.sourcing.registry import FAMILIES, INDICATORS, NAMES
from hearsay.statistics.intervals import of_articles
from hearsay.validation.coded import Coded
from hearsay.validation.corrected_figures import sourcing
from hearsay.validation.corrected_tables import corrected_figures

COLUMNS, OUTLETS = 8, 6
"""Articles whose cells can hold words, and outlets, whose cells hold more of them."""
ROW, HEAD = 0.235, 0.62
STEP = 1.06
"""Width of a column, of which a bar of everything takes 1."""
LOW = 0.33
"""Where in its row a corrected share stands: below the words."""
FILL = "#dedede"
NOTHING = "–"
"""Of an indicator that has nothing to speak of: nobody is accused."""
LEFT_OUT = ("L1", "L1 test")
"""A row per side and stance: `charts.stances` shows them."""
SHORT = {
    "the article's own": "own date", "the page's only": "the page's", "no sign of a cut": "whole", "cut by a paywall": "cut",
    "named as well": "also named", "no sentence like it": "no match", "no quotations": "none", NOT_STATED: "not stated",
}  # fmt: skip
"""Categories in the words that a cell holds."""
READ = "Along a row: one indicator in each of them. No figure here is good or bad."
OF_OUTLETS = (
    "Shares: of all statements, or whatever is counted, of the outlet’s articles, with a 95 % interval over articles; rates and "
    "counts: of all its articles; categories: the commonest, and how many articles have it. "
)
CAPTION = (
    "k of n; of rates the rate; bars: shares, from nothing to all. A bar is no mark: some stories need unnamed sources, "
    "some have only officials to ask. Not stated: the text does not say, or a paywall cuts it (P5). Stance by side: "
    "hs.charts.stances. Definitions: hs.sourcing.glossary(). "
)


@chart
def indicators(
    indicators: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    only: Only = (),
    show: Sequence[str] = (),
    corrected: Coded | None = None,
    ax: Axes | None = None,
) -> Chart:
    """Indicators down, articles across: in each cell what the indicator found.

    Parameters
    ----------
    indicators, articles
        {tables}.
    {only}
    show
        Ids of the indicators to show, such as "S3"; all without it.
    {corrected} Types and names of the speakers; they correct the shares that they determine (`corrected_figures.sourcing`).
    {ax}

    Notes
    -----
    Articles stand in the order of their names, indicators in that of their ids: neither ranks anything. Of more than 8 articles
    a column is an outlet of four articles or more, of these the six with the most. Of indicators with several rows (who is
    accused) the cell adds them up. `hs.display.sourcing.matrix` is
    the same as a table whose cells open to their sentences.

    Raises
    ------
    InputError
        When there is no such indicator, or no article begins with what `only` names.
    """
    check_held(show, NAMES, "indicator")
    advice = rows(indicators, articles, only=only, pool=False).advice.replace("ach row", "ach column")
    every = list(dict.fromkeys(indicators["article_id"] if articles is None else articles["article_id"]))
    names = article_names(articles, every)
    chosen_ids = [one for one in every if not only or one.startswith((only,) if isinstance(only, str) else tuple(only))]
    named = sorted(((names[one], one) for one in chosen_ids), key=lambda item: (item[0].casefold(), item[1]))
    note, columns = first_of(len(named), COLUMNS, "articles, by name"), {label: [one] for label, one in named[:COLUMNS]}
    outlets = _outlets(chosen_ids, outlets_of(every, articles)) if corrected is None else {}
    if len(named) > COLUMNS and outlets:
        columns = {f"{short_outlet(name)} ({len(held)} articles)": held for name, held in sorted(outlets.items())}
        told = sum(map(len, columns.values()))
        rest = f" of {len(named):,}; those of smaller outlets are left out" if told < len(named) else ""
        note = f"{told:,} articles{rest}, added up by outlet."
    shown = indicators[indicators["article_id"].isin([one for held in columns.values() for one in held])]
    held = set(shown["indicator"])
    chosen = [one for one in INDICATORS if one.id in (show or held) and one.id not in LEFT_OUT]
    lines = [line for family in FAMILIES for line in _lines(family, [one.id for one in chosen if one.family == family])]
    page = sheet(
        ax,
        [label for _, label in lines],
        title="How is it sourced?",
        note=f"{note} {READ}".strip(),
        caption=(OF_OUTLETS if outlets and len(named) > COLUMNS else "") + CAPTION + _corrected_caption(corrected) + advice,
        row=ROW,
        head=HEAD,
    )
    column_of = {one: x for x, ids in enumerate(columns.values()) for one in ids}
    parts = shown.groupby([shown["indicator"], shown["article_id"].map(column_of)], sort=False)
    pooled = len(named) > COLUMNS and bool(outlets)
    cells = {(str(name), int(x)): _pooled(str(name), part) if pooled else _cell(str(name), part) for (name, x), part in parts}
    _draw(page, cells, [one for one, _ in lines], [ids[0] for ids in columns.values()], _marks(corrected))
    _heads(page, [*columns])
    return page.chart()


class Cell(NamedTuple):
    """What a cell says, the share that it draws, and that share's interval."""

    text: str
    share: float | None = None
    interval: tuple[float, float] | None = None


def _outlets(ids: Sequence[str], outlet_of: Mapping[str, str]) -> dict[str, list[str]]:
    """The articles of the outlets that have enough of them to be told of, the six with the most."""
    held: dict[str, list[str]] = {}
    for one in ids:
        held.setdefault(outlet_of[one], []).append(one)
    large = {name: articles for name, articles in held.items() if name not in NOBODY and len(articles) >= UNPAIRED}
    return dict(sorted(large.items(), key=lambda item: (-len(item[1]), item[0]))[:OUTLETS])


def _cell(name: str, part: pd.DataFrame) -> Cell:
    """One article's rows of one indicator."""
    share = float(part["value"].iloc[0]) if NAMES[name].unit == "share" and _is_one_share(part) else None
    return Cell(cell_text(part), share)


def _pooled(name: str, part: pd.DataFrame) -> Cell:
    """One indicator in all articles of an outlet."""
    unit, told = NAMES[name].unit, part[part["value"].notna()]
    k, n = told["k"].astype("float64"), told["n"].astype("float64")
    if unit == "share" and n.sum():
        low, high = of_articles(*(each.groupby(told["article_id"]).sum().to_numpy() for each in (k, n)))
        return Cell(f"{k.sum() / n.sum():.0%} of {n.sum():,.0f}".replace("%", " %"), k.sum() / n.sum(), (low, high))
    if unit == "per 100 words" and n.sum():
        return Cell(f"{100 * k.sum() / n.sum():.1f} per 100")
    if unit in ("count", "sources") and len(told):
        return Cell(f"mean {told['value'].mean():.1f}")
    if unit == "category" and len(part) and not part["item"].iloc[0]:
        counts = part["answer"].map(lambda answer: _short(str(answer))).value_counts()
        answer = min(counts.index, key=lambda one: (-counts[one], one))
        return Cell(f"{answer}: {counts[answer]}")
    return Cell(cell_text(part))


def _lines(family: str, ids: Sequence[str]) -> list[tuple[str, str]]:
    """Id and label of each row: the family's name, then its indicators; nothing for a family without any."""
    return [("", FAMILIES[family]), *((one, f"{NAMES[one].number}  {NAMES[one].name}") for one in ids)] if ids else []


def cell_text(rows: pd.DataFrame) -> str:
    """What a cell says of one article's rows of one indicator."""
    if rows.empty:
        return NOTHING
    first = rows.iloc[0]
    if len(rows) > 1 or first["item"]:
        counted = rows["k"].notna() & rows["n"].notna()
        return f"{rows.loc[counted, 'k'].sum()} of {rows.loc[counted, 'n'].sum()}" if counted.any() else f"{len(rows)} listed"
    return _short(str(first["answer"]))


def _short(answer: str) -> str:
    """A category in the words that a cell holds."""
    return "mixed" if answer.startswith("mixed") else SHORT.get(answer, answer)


def _marks(corrected: Coded | None) -> Marks:
    """The corrected shares of each article."""
    coded = of_task(corrected, "attributions")
    figures = {} if coded is None else sourcing(coded)
    if coded is None:
        return Marks()
    if not figures:
        raise InputError("indicators are corrected by coded types and names of speakers; neither was asked")
    return Marks.of_table(corrected_figures(coded, list(figures.values()), by="article_id"))


def _corrected_caption(corrected: Coded | None) -> str:
    if corrected is None:
        return ""
    which = f"the shares that codings determine ({', '.join(sourcing(corrected))})"
    return corrected_caption(corrected, which)


def _draw(page: Sheet, cells: Mapping[tuple[str, int], Cell], lines: Sequence[str], ids: Sequence[str], marks: Marks) -> None:
    each = page.inches / max(len(ids), 1)
    for x, article in enumerate(ids):
        places, shares = [], []
        for y, one in enumerate(lines):
            cell = cells.get((one, x), Cell(NOTHING)) if one else Cell("")
            soft = cell.text in ("not stated", "not found", NOTHING)
            text = middle_cut(cell.text, each * 0.92, SMALL)
            page.axes.text(STEP * x + 0.03, y, text, va="center", fontsize=SMALL, color=SOFT if soft else INK)
            if cell.interval:
                low, high = cell.interval
                page.axes.hlines(y + LOW, STEP * x + low, STEP * x + high, color=SOFT, linewidth=1.2, label="_interval", zorder=1)
            if cell.share is not None:
                places.append(y)
                shares.append(cell.share)
                if mark := marks.at(one, article):
                    draw_mark(page, y + LOW, mark, NAMES[one].name, left=STEP * x, size=9)
        if places:
            page.axes.barh(places, shares, left=STEP * x, height=0.66, color=FILL, label="share", zorder=0)
    for y, one in enumerate(lines):
        if not one:
            page.axes.axhline(y + 0.5, color=GREY, linewidth=0.6, label="_rule")
        elif y % 2:
            band(page, y, alpha=0.25)


def _is_one_share(part: pd.DataFrame) -> bool:
    """Whether the rows are one share that is stated, and none of several things."""
    return bool(not part["item"].iloc[0] and pd.notna(part["value"].iloc[0]))


def _heads(page: Sheet, labels: Sequence[str]) -> None:
    n = max(len(labels), 1)
    each = page.inches / n
    page.axes.set_xlim(0, STEP * n)
    texts = [middle_cut(label, each - 0.08, SMALL, lines=3) for label in labels]
    head_columns(page, [STEP * x + 0.5 for x in range(len(labels))], texts, fontsize=SMALL)
