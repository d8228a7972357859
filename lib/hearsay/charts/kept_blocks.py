"""What was kept of each page, and what was stripped."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from hearsay.charts.base.bar_columns import mark_rows
from hearsay.charts.base.canvas import SMALL, Sheet, sheet
from hearsay.charts.base.chart import Chart
from hearsay.charts.base.rows import Rows, rows
from hearsay.charts.base.style import INK, SOFT, drawing, text_width, widest_text

COLOURS = {
    "body": "#1b7837",
    "title": "#762a83",
    "deck": "#9970ab",
    "byline": "#e08214",
    "date": "#b35806",
    "upstream": "#fdb863",
    "caption": "#4393c3",
    "photo_credit": "#2166ac",
    "section": "#8c8c8c",
    "furniture": "#d4d4d4",
}
KEPT = ("body", "title", "deck")
LONG = 12.0
"""Where one page is so many times as long as the middle one, all are drawn equally long."""


def kept(
    blocks: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    documents: pd.DataFrame | None = None,
    only: str | Sequence[str] = (),
    ax: Axes | None = None,
) -> Chart:
    """Each page as a strip from its first to its last character, coloured by what each block was taken for.

    Parameters
    ----------
    blocks, articles
        The tables. With `articles` the rows carry the outlets' names.
    documents
        Lets the chart count words; without it, it counts characters.
    only
        The articles to show, by their ids or the beginnings of them; names and colours stay those of the whole table.
    ax
        Where to draw; a figure of its own without it.

    Notes
    -----
    Body, title and deck are kept and analysed; all else is stripped. Look for body-coloured pieces that stand alone,
    and for long grey ones within the body: that is where a parser errs.
    """
    pages = blocks.rename(columns={"document_id": "article_id"})
    table = rows(pages, articles, only=only, pool=False)
    pages = pages.assign(row=pages["article_id"].map(table.of)).dropna(subset="row")
    scales, axis = _scales(pages)
    unit = "characters" if documents is None else "words"
    numbers = _numbers(pages, table, documents)
    caption = f"Kept: body, title and deck. Stripped: everything else. Numbers: {unit}. Blank space belongs to no block."
    with drawing():
        title = "What was kept of each page?"
        page = sheet(ax, table.labels, title=title, note=table.note, caption=caption, head=0.55, foot=0.5)
        _draw(page, _merged(pages), scales)
        _print(page, numbers, 100.0 if scales else float(pages["end"].max() if len(pages) else 1))
        page.axes.set_xlabel(axis, fontsize=SMALL)
        mark_rows(page, table.colours)
        return page.chart()


def _scales(pages: pd.DataFrame) -> tuple[dict[int, float], str]:
    """Length of each page, if all are to be drawn equally long, else nothing; and what the axis then shows."""
    ends = pages.groupby("row")["end"].max()
    if len(ends) and ends.max() > LONG * ends.median():
        return {int(row): float(end) for row, end in ends.items()}, "place in the page, per cent of its length"
    return {}, "place in the page, characters from its beginning"


def _merged(pages: pd.DataFrame) -> pd.DataFrame:
    """Runs of neighbouring blocks of one label as one piece."""
    run = ((pages["row"] != pages["row"].shift()) | (pages["label"] != pages["label"].shift())).cumsum()
    return pages.groupby(run).agg(row=("row", "first"), label=("label", "first"), start=("start", "min"), end=("end", "max"))


def _draw(page: Sheet, strips: pd.DataFrame, scales: dict[int, float]) -> None:
    for label, colour in COLOURS.items():
        for row, pieces in strips[strips["label"] == label].groupby("row"):
            factor = 100 / scales[int(row)] if scales else 1.0
            spans = [(start * factor, (end - start) * factor) for start, end in zip(pieces["start"], pieces["end"], strict=True)]
            page.axes.broken_barh(spans, (row - 0.3, 0.6), facecolors=colour, label=label.replace("_", " "))
    _key(page, [label for label in COLOURS if label in set(strips["label"])])


def _key(page: Sheet, shown: list[str]) -> None:
    """The colours' names above the strips, in as many columns as there is room for."""
    patches = [Patch(color=COLOURS[label], label=label.replace("_", " ")) for label in shown]
    each = max((text_width(label, SMALL) for label in shown), default=1) + 0.45
    options = {"ncols": max(1, int(page.inches / each)), "fontsize": SMALL, "frameon": False, "borderaxespad": 0, "borderpad": 0}
    page.axes.legend(handles=patches, loc="lower left", bbox_to_anchor=(0, 1.01), handlelength=1, columnspacing=1, **options)


def _numbers(pages: pd.DataFrame, table: Rows, documents: pd.DataFrame | None) -> list[str]:
    sizes = pages["end"] - pages["start"] if documents is None else _words(pages, documents)
    of_row = [sizes[pages["row"] == row] for row in range(len(table))]
    keep = [int(size[pages.loc[size.index, "label"].isin(KEPT)].sum()) for size in of_row]
    return [f"{kept:,} kept\n{int(size.sum()) - kept:,} stripped" for kept, size in zip(keep, of_row, strict=True)]


def _words(pages: pd.DataFrame, documents: pd.DataFrame) -> pd.Series:
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    places = zip(pages["article_id"], pages["start"], pages["end"], strict=True)
    return pd.Series([len(texts[article][start:end].split()) for article, start, end in places], index=pages.index, dtype="int64")


def _print(page: Sheet, numbers: list[str], longest: float) -> None:
    """The numbers right of the strips, on room that is made for them."""
    room = max((widest_text(text, SMALL) for text in numbers), default=0) + 0.2
    unit = longest / max(page.inches - room, 1.0)
    page.axes.set_xlim(0, longest + unit * room)
    ticks = MaxNLocator(5, integer=True).tick_values(0, longest)
    page.axes.set_xticks([tick for tick in ticks if 0 <= tick <= longest])
    page.axes.tick_params(axis="x", colors=SOFT, labelsize=SMALL)
    for row, text in enumerate(numbers):
        page.axes.text(longest + 0.1 * unit, row, text, fontsize=SMALL, va="center", color=INK, linespacing=1.1)
