"""The omission matrix: which actors and claim candidates each article of a story has, and which it has not."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from hearsay.article_labels import article_names
from hearsay.charts.base.canvas import SMALL, Sheet, band, head_columns, sheet
from hearsay.charts.base.chart import Chart, chart
from hearsay.charts.base.rows import check_held
from hearsay.charts.base.style import GREY, INK, SOFT, middle_cut, text_width

CLAIM = "claim candidate"
SYMBOLS = {"heard": "●", "mentioned": "○", "not found": "–"}
UNKNOWN = "?"
COLOURS = {"●": INK, "○": SOFT, "–": GREY, UNKNOWN: GREY}
ACTORS, CLAIMS, COLUMNS = 25, 6, 24
ROW = 0.25
UPRIGHT = 2.0
"""Inches of a head that stands upright."""
WIDE = 8
"""Columns at most whose heads are set level; the heads of more stand upright."""


@chart
def omissions(
    omissions: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    story: str | None = None,
    ax: Axes | None = None,
) -> Chart:
    """Actors and claim candidates down, articles across: heard, mentioned, or not found.

    Parameters
    ----------
    omissions, articles
        The tables. With `articles` the columns carry the outlets' names.
    story
        Which story to show; the one with the most articles without it.
    {ax}

    Notes
    -----
    The 25 actors that the most articles have, those named more often first among equals; below them up to 6 claim
    candidates: contents that share rare words, and may mean different things. "Not found" is no reproach: an article may
    be short, or about something else. Where a text ends at a paywall it says nothing at all and is shown as "?".

    Raises
    ------
    InputError
        When there is no such story.
    """
    stories = list(dict.fromkeys(omissions["story"]))
    check_held([] if story is None else [story], stories, "story")
    sizes = omissions.groupby("story", sort=False)["article_id"].nunique()
    one = omissions[omissions["story"] == (story or (str(sizes.idxmax()) if stories else ""))]
    every = list(dict.fromkeys(one["article_id"]))
    names = article_names(articles, every)
    ids = every[:COLUMNS]
    heads = [names[one] for one in ids]
    items = _items(one)
    page = sheet(
        ax, _labels(items), title="Who and what is left out?", note=_note(one, [] if story else stories), caption=_caption(one),
        row=ROW, head=_head_inches(heads),
    )  # fmt: skip
    _draw(page, one, items, ids)
    _columns(page, heads)
    return page.chart()


def _items(one: pd.DataFrame) -> list[tuple[str, str]]:
    """Kind and name of the items shown, as the table ranks them: actors first, then claims."""
    every = list(dict.fromkeys(zip(one["kind"], one["item"], strict=True)))
    return [item for item in every if item[0] != CLAIM][:ACTORS] + [item for item in every if item[0] == CLAIM][:CLAIMS]


def _labels(items: Sequence[tuple[str, str]]) -> list[str]:
    """Actors by name; claims numbered, their wording in the caption."""
    first = sum(kind != CLAIM for kind, _ in items)
    return [f"claim {n - first + 1}: {name}" if kind == CLAIM else name for n, (kind, name) in enumerate(items)]


def _note(one: pd.DataFrame, stories: Sequence[str]) -> str:
    """What the symbols mean, and what is not shown: actors, articles, and all `stories` but one."""
    actors, articles = one.loc[one["kind"] != CLAIM, "item"].nunique(), one["article_id"].nunique()
    cut = "  ·  ? not found, but the text ends at the paywall" if one["truncated"].any() else ""
    parts = {
        f"● heard  ·  ○ mentioned, not heard  ·  – not found{cut}.": True,
        f"The {ACTORS} of {actors} actors that the most articles have.": actors > ACTORS,
        f"The story of the most articles, of {len(stories):,} stories.": len(stories) > 1,
        f"The first {COLUMNS} of {articles:,} articles.": articles > COLUMNS,
    }
    return " ".join(part for part, holds in parts.items() if holds)


def _what(one: pd.DataFrame) -> str:
    """What makes the articles one story: said by whoever supplied them, found, or neither."""
    bases = one.drop_duplicates("article_id")["basis"].value_counts()
    found, all_of_them = bases.get("found", 0), bases.sum()
    if "not stated" in bases:
        return "taken for one story because no event is stated and no two are found"
    if not found:
        return "on one event, as supplied"
    which = "that was found by dates, names and words, not supplied" if found == all_of_them else (
        f"as supplied; {found} of the {all_of_them} were found to report it"
    )  # fmt: skip
    return f"on one event, {which}"


def _caption(one: pd.DataFrame) -> str:
    what = _what(one)
    wordings = [f"({n}) “{name}”" for n, name in enumerate((name for kind, name in _items(one) if kind == CLAIM), 1)]
    claims = (
        " Claims are candidates: contents that share rare words and may mean different things; ● attributed to somebody, ○ in a "
        f"sentence of the outlet's own: {' '.join(wordings)}"
    )
    return (
        f"Articles {what}: compare only what reports the same. Heard: something is attributed to the actor, for a country to its "
        f"officials, bodies or people. Not found is not the same as left out on purpose.{claims if wordings else ''}"
    )


def _head_inches(heads: Sequence[str]) -> float:
    """Inches above the matrix for the heads of its columns."""
    if len(heads) <= WIDE:
        return 0.62
    return min(2.2, max(text_width(middle_cut(head, UPRIGHT, SMALL), SMALL) for head in heads)) + 0.15


def _draw(page: Sheet, one: pd.DataFrame, items: Sequence[tuple[str, str]], ids: Sequence[str]) -> None:
    place = {article: x for x, article in enumerate(ids)}
    rank = {item: y for y, item in enumerate(items)}
    for row in one.itertuples(index=False):
        y, x = rank.get((row.kind, row.item)), place.get(row.article_id)
        if x is None or y is None:
            continue
        symbol = UNKNOWN if row.truncated and row.status == "not found" else SYMBOLS[row.status]
        page.axes.text(x + 0.5, y, symbol, va="center", ha="center", fontsize=SMALL + 2, color=COLOURS[symbol])
    for y in range(0, len(items), 2):
        band(page, y, alpha=0.5)


def _columns(page: Sheet, heads: Sequence[str]) -> None:
    ax, n = page.axes, max(len(heads), 1)
    each = page.inches / n
    upright = n > WIDE
    texts = [
        middle_cut(head, *((UPRIGHT, SMALL) if upright else (each - 0.08, SMALL)), lines=1 if upright else 3) for head in heads
    ]
    ax.set_xlim(0, n)
    ticks = [x + 0.5 for x in range(len(heads))]
    head_columns(page, ticks, texts, fontsize=SMALL, rotation=90 if upright else 0)
