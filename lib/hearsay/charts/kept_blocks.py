"""What was kept of each page, and what was stripped."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from hearsay.charts.base.canvas import SMALL, Sheet, sheet
from hearsay.charts.base.chart import Chart, chart
from hearsay.charts.base.dot_lanes import Words, scale
from hearsay.charts.base.rows import Only, Rows, rows
from hearsay.charts.base.style import text_width

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
TITLE = "What was kept of each page? What it was taken for, block by block"
READ = "Along a row: a page from its first to its last character."
LONG = 12.0
"""Where one page is so many times as long as the middle one, all are drawn equally long."""


@chart
def kept_blocks(
    blocks: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    documents: pd.DataFrame | None = None,
    only: Only = (),
    ax: Axes | None = None,
) -> Chart:
    """Each page as a strip from its first to its last character, coloured by what each block was taken for; or each outlet.

    Parameters
    ----------
    blocks, articles
        {tables}.
    documents
        Lets the chart count words; without it, it counts characters.
    {only}
    {ax}

    Notes
    -----
    Body, title and deck are kept and analysed; all else is stripped. Look for body-coloured pieces that stand alone,
    and for long grey ones within the body: that is where a parser errs. Of more than 24 pages a strip is an outlet, and says
    which part of its pages was taken for what.
    """
    pages = blocks.assign(article_id=blocks["document_id"])
    table = rows(pages, articles, only=only, pool=False)
    outlets = rows(pages, articles, only=only)
    if outlets.pooled:
        return _of_outlets(ax, outlets.place(pages), outlets)
    pages = table.place(pages)
    # Where one page is many times as long as the middle one, all are drawn equally long.
    ends = pages.groupby("row")["end"].max()
    alike = len(ends) > 0 and ends.max() > LONG * ends.median()
    longest = 100.0 if alike else float(ends.max()) if len(ends) else 1.0
    axis = "place in the page, per cent of its length" if alike else "place in the page, characters from its beginning"
    unit = "characters" if documents is None else "words"
    caption = f"Kept: body, title and deck. Stripped: everything else. Numbers: {unit}. Blank space belongs to no block."
    page = sheet(ax, table.labels, title=TITLE, note=f"{table.note} {READ}".strip(), caption=caption, head=0.55, foot=0.5)
    _draw(page, _merged(pages), 100 / ends if alike else pd.Series(1.0, ends.index))
    scale(page, 0.0, longest, _kept_and_stripped(pages, table, documents), name=axis, ticks=5, integer=True)
    return page.chart()


def _of_outlets(ax: Axes | None, pages: pd.DataFrame, table: Rows) -> Chart:
    """A strip an outlet: which part of the characters of its pages was taken for what."""
    sizes = (pages["end"] - pages["start"]).groupby([pages["row"], pages["label"]]).sum()
    shares = 100 * sizes / sizes.groupby("row").transform("sum")
    shares = (
        shares.reset_index(name="share").assign(order=lambda t: t["label"].map([*COLOURS].index)).sort_values(["row", "order"])
    )
    ends = shares.groupby("row")["share"].cumsum()
    strips = shares.assign(start=ends - shares["share"], end=ends)
    kept, least = _kept_parts(pages)
    caption = (
        "Kept: body, title and deck. Stripped: everything else. Per cent of the characters of all pages of an outlet that belong "
        "to a block; least: of the one page of which the smallest part was kept."
    )
    page = sheet(ax, table.labels, title=TITLE, note=f"{table.note} A strip an outlet.", caption=caption, head=0.55, foot=0.5)
    _draw(page, strips, pd.Series(1.0, range(len(table))))
    beside = [Words(row, f"{kept[row]:.0f} % kept\nleast {least[row]:.0f} %") for row in range(len(table)) if row in kept.index]
    scale(page, 0.0, 100.0, beside, name="per cent of what stands on the pages", ticks=5, integer=True)
    return page.chart()


def _kept_parts(pages: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Per cent of the characters that were kept in each row, and in the page of each row of which the least was kept."""
    sized = pages.assign(size=pages["end"] - pages["start"])
    sized = sized.assign(kept=sized["size"].where(sized["label"].isin(KEPT), 0))
    by_row = sized.groupby("row")[["kept", "size"]].sum()
    by_page = sized.groupby(["row", "article_id"])[["kept", "size"]].sum()
    least = (by_page["kept"] / by_page["size"]).groupby("row").min()
    return 100 * by_row["kept"] / by_row["size"], 100 * least


def _merged(pages: pd.DataFrame) -> pd.DataFrame:
    """Runs of neighbouring blocks of one label as one piece."""
    run = ((pages["row"] != pages["row"].shift()) | (pages["label"] != pages["label"].shift())).cumsum()
    return pages.groupby(run).agg(row=("row", "first"), label=("label", "first"), start=("start", "min"), end=("end", "max"))


def _draw(page: Sheet, strips: pd.DataFrame, factors: pd.Series) -> None:
    """The strips, each row's places multiplied by its factor, and above them what their colours mean."""
    for label, colour in COLOURS.items():
        for row, pieces in strips[strips["label"] == label].groupby("row"):
            starts, lengths = pieces["start"] * factors[row], (pieces["end"] - pieces["start"]) * factors[row]
            spans = list(zip(starts, lengths, strict=True))
            page.axes.broken_barh(spans, (row - 0.3, 0.6), facecolors=colour, label=label.replace("_", " "))
    names = {label: label.replace("_", " ") for label in COLOURS if label in set(strips["label"])}
    patches = [Patch(color=COLOURS[label], label=name) for label, name in names.items()]
    each = max((text_width(label, SMALL) for label in names), default=1) + 0.45
    page.axes.legend(
        handles=patches, loc="lower left", bbox_to_anchor=(0, 1.01), ncols=max(1, int(page.inches / each)), fontsize=SMALL,
        frameon=False, borderaxespad=0, borderpad=0, handlelength=1, columnspacing=1,
    )  # fmt: skip


def _kept_and_stripped(pages: pd.DataFrame, table: Rows, documents: pd.DataFrame | None) -> list[Words]:
    sizes = pages["end"] - pages["start"] if documents is None else block_words(pages, documents)
    every, keep = (part.groupby(pages["row"]).sum() for part in (sizes, sizes[pages["label"].isin(KEPT)]))
    counts = ((row, int(keep.get(row, 0)), int(every.get(row, 0))) for row in range(len(table)))
    return [Words(row, f"{kept:,} kept\n{size - kept:,} stripped") for row, kept, size in counts]


def block_words(blocks: pd.DataFrame, documents: pd.DataFrame) -> pd.Series:
    """How many words each block has."""
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    places = zip(blocks["document_id"], blocks["start"], blocks["end"], strict=True)
    return pd.Series([len(texts[name][start:end].split()) for name, start, end in places], index=blocks.index, dtype="int64")
