"""How articles are sourced: a matrix of indicators and articles, grey throughout, for no figure of it is good or bad."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from hearsay.article_labels import labels, outlets_of
from hearsay.charts.base.canvas import SMALL, Sheet, band, head_columns, sheet
from hearsay.charts.base.chart import Chart, chart
from hearsay.charts.base.corrected_marks import Marks, corrected_caption, draw_mark, of_task
from hearsay.charts.base.rows import Only, check_held, first_of, rows
from hearsay.charts.base.style import GREY, INK, SOFT, fitted_text, middle_cut
from hearsay.errors import InputError
from hearsay.schema import NOT_STATED
from hearsay.sourcing.registry import FAMILIES, INDICATORS, NAMES
from hearsay.validation.coded import Coded
from hearsay.validation.corrected_figures import sourcing
from hearsay.validation.corrected_tables import corrected_figures

COLUMNS = 8
"""Articles whose cells can hold words."""
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
CAPTION = (
    "Numbers: k of n, of rates the rate; bars: shares, from nothing to all. A bar is no mark: some stories need unnamed sources, "
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
    Articles stand in the order of their names, indicators in that of their ids: neither ranks anything. At most 8
    articles. Of indicators with several rows (who is accused) the cell adds them up. `hs.display.sourcing.matrix` is
    the same as a table whose cells open to their sentences.

    Raises
    ------
    InputError
        When there is no such indicator, or no article begins with what `only` names.
    """
    check_held(show, NAMES, "indicator")
    advice = rows(indicators, articles, only=only, pool=False).advice.replace("ach row", "ach column")
    every = list(dict.fromkeys(indicators["article_id"] if articles is None else articles["article_id"]))
    names = dict(zip(every, labels(every, outlets_of(every, articles)), strict=True))
    chosen_ids = [one for one in every if not only or one.startswith((only,) if isinstance(only, str) else tuple(only))]
    named = sorted(((names[one], one) for one in chosen_ids), key=lambda item: (item[0].casefold(), item[1]))
    ids = [article for _, article in named][:COLUMNS]
    held = set(indicators.loc[indicators["article_id"].isin(ids), "indicator"])
    chosen = [one for one in INDICATORS if one.id in (show or held) and one.id not in LEFT_OUT]
    lines = [line for family in FAMILIES for line in _lines(family, [one.id for one in chosen if one.family == family])]
    note = first_of(len(named), COLUMNS, "articles, by name")
    page = sheet(
        ax,
        [label for _, label in lines],
        title="How is it sourced?",
        note=note,
        caption=CAPTION + _corrected_caption(corrected) + advice,
        row=ROW,
        head=HEAD,
    )
    _draw(page, indicators, [one for one, _ in lines], ids, _marks(corrected))
    _heads(page, [label for label, _ in named][:COLUMNS])
    return page.chart()


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
    answer = str(first["answer"])
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


def _draw(page: Sheet, indicators: pd.DataFrame, lines: Sequence[str], ids: Sequence[str], marks: Marks) -> None:
    each = page.inches / max(len(ids), 1)
    cells = dict(iter(indicators.groupby(["indicator", "article_id"], sort=False)))
    for x, article in enumerate(ids):
        places, shares = [], []
        for y, one in enumerate(lines):
            part = cells.get((one, article))
            text = (cell_text(indicators.head(0) if part is None else part)) if one else ""
            soft = text in ("not stated", "not found", NOTHING)
            page.axes.text(
                STEP * x + 0.03, y, middle_cut(text, each * 0.92, SMALL), va="center", fontsize=SMALL, color=SOFT if soft else INK
            )
            if part is not None and one and NAMES[one].unit == "share" and _is_one_share(part):
                places.append(y)
                shares.append(float(part["value"].iloc[0]))
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
    texts = [fitted_text(label, each - 0.08, SMALL, lines=3) for label in labels]
    head_columns(page, [STEP * x + 0.5 for x in range(len(labels))], texts, fontsize=SMALL)
