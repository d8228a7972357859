"""Loaded words by whose words they are, and what each article calls the same thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from hearsay.charts.base.bar_columns import Column, bar_table, count_column, words_column
from hearsay.charts.base.canvas import SMALL, Sheet, sheet, without_scale
from hearsay.charts.base.chart import Chart, chart
from hearsay.charts.base.rows import UNPAIRED, Only, Rows, check_held, rows
from hearsay.charts.base.share_panels import OVER_ARTICLES, Panel, in_order_of, panel_chart
from hearsay.charts.base.style import INK, VOICE_NAMES, VOICES, fitted_text, middle_cut, shown_voices, text_width, tint
from hearsay.schema import EPITHET_GRADES
from hearsay.statistics.intervals import of_articles

ROOM = 3.5
"""Inches for the grounds of one row, on two lines."""
PAD, GAP = 0.055, 0.2
"""Inches between a word and the edge of its box, and between two boxes."""
LONGEST = 2.6
"""Inches of one epithet, at most."""
MOST_ROWS = 36
Line = tuple[str, int, list[tuple[str, str]]]
"""One row: the thing, the row of the chart's table, and (voice, text) of each epithet."""


@chart
def loaded(loaded: pd.DataFrame, articles: pd.DataFrame | None = None, *, only: Only = (), ax: Axes | None = None) -> Chart:
    """Marked words in the outlet's own voice and in attributed voice, and the grounds on which they are marked.

    Parameters
    ----------
    loaded, articles
        {tables} and the length of the body, and an article
        without a marked word is shown.
    {only}
    {ax}

    Notes
    -----
    Of more than 24 articles: marked words per 100 words of the outlet's bodies, with intervals over articles.

    Counts, and no percentage of bias: a marked word is where to look, and the text decides. Attributed words are the
    speaker's and not the outlet's. Do not compare articles of different length.
    """
    table, heard = rows(loaded, articles, only=only), shown_voices(loaded)
    caption = (
        "Each number counts marked words: strong, in the outlet's own words; faint, in words it attributes"
        f"{'; sand, in quotations whose speaker was not found' * (len(heard) > 2)}. Grounds by alphabet, "
        f"own + attributed{' + not found' * (len(heard) > 2)}. "
        f"A mark says where to look, and not that the word is wrong. {table.advice}"
    )
    by_voice = {voice: table.count(loaded[loaded["voice"] == voice]) for voice in heard}
    columns = [count_column(VOICE_NAMES[voice], counts, VOICES[voice]) for voice, counts in by_voice.items()]
    title = "Where do loaded words stand? In the outlet’s own words, and in those it attributes"
    if table.pooled and articles is not None:
        return _of_outlets(ax, by_voice=[(VOICE_NAMES[v], loaded[loaded["voice"] == v]) for v in heard[:2]], articles=articles,
                           table=table, title=title)  # fmt: skip
    page = sheet(
        ax, table.labels, title=title, note=f"{table.note} Along a row: an article’s marked words.".strip(), caption=caption
    )
    bar_table(page, [*columns, _grounds(loaded, table), *_length(articles, table)])
    return page.chart()


def _of_outlets(
    ax: Axes | None, *, by_voice: Sequence[tuple[str, pd.DataFrame]], articles: pd.DataFrame, table: Rows, title: str
) -> Chart:
    """A panel for each voice: marked words per 100 words of every outlet's bodies."""
    first = _rate_panel(*by_voice[0], articles, table)
    table = in_order_of(first, table)
    caption = (
        f"Dot: marked words per 100 words of the bodies; in brackets the words marked. {OVER_ARTICLES}A mark says where to look, "
        f"and not that the word is wrong. {table.advice}"
    )
    panels = [_rate_panel(name, marked, articles, table) for name, marked in by_voice]
    return panel_chart(ax, panels, table, title=title, caption=caption)


def _rate_panel(name: str, marked: pd.DataFrame, articles: pd.DataFrame, table: Rows) -> Panel:
    """Marked words per 100 words in each row, with the interval over its articles."""
    words = dict(zip(articles["article_id"], articles["n_words"], strict=True))
    sizes: list[list[int]] = [[] for _ in range(len(table))]
    for article, row in table.of.items():
        sizes[row].append(int(words[article]))
    parts = [(k, np.array(n)) for k, n in zip(table.per_article(marked), sizes, strict=True)]
    values = [100 * k.sum() / n.sum() if n.sum() else float("nan") for k, n in parts]
    shares = [of_articles(k, n) if len(n) >= UNPAIRED and n.sum() else None for k, n in parts]
    intervals = [None if share is None else (100 * share[0], 100 * share[1]) for share in shares]
    printed = [f"{value:.2f} ({k.sum():,})" for value, (k, _) in zip(values, parts, strict=True)]
    short = [f"{value:.2f}" for value in values]
    return Panel(f"{name}, per 100 words", values, intervals, printed, short, percent=False)


def _grounds(loaded: pd.DataFrame, table: Rows) -> Column:
    """'factive 5+1; hedge 0+2' for each row: the grounds that occur."""
    texts = [""] * len(table)
    for ground in sorted(set(loaded["category"])):
        marked = loaded[loaded["category"] == ground]
        counts = [table.count(marked[marked["voice"] == voice]) for voice in shown_voices(loaded)]
        for row, ks in enumerate(zip(*counts, strict=True)):
            texts[row] += f"{'; ' if texts[row] else ''}{ground} {'+'.join(map(str, ks))}" if any(ks) else ""
    return words_column("on which ground", [fitted_text(text or "none", ROOM, SMALL, lines=2) for text in texts])


def _length(articles: pd.DataFrame | None, table: Rows) -> list[Column]:
    if articles is None:
        return []
    words = table.place(articles).groupby("row")["n_words"].sum()
    return [words_column("body", [f"n = {words.get(row, 0):,} words" for row in range(len(table))])]


@chart
def epithets(
    epithets: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    things: str | Sequence[str] = (),
    most: int = 8,
    only: Only = (),
    ax: Axes | None = None,
) -> Chart:
    """For each thing that articles share, what each of them calls it.

    Parameters
    ----------
    epithets, articles
        {tables}.
    things, most
        The things to show ("drone", "Iran"); without `things` the `most` that several articles give an epithet to, those
        first that the most articles give a judging one.
    {only}
    {ax}

    Notes
    -----
    Strong boxes: the outlet's own words. Faint boxes and quotation marks: words that it attributes to somebody. In each row
    judging words come first, then those that not all articles use; what every article calls the thing is left out unless
    you ask for the thing. An article without a row gives the thing none of these. Compare articles on one story only.

    Raises
    ------
    InputError
        When a thing that is asked for has no epithet.
    """
    asked = [things] if isinstance(things, str) else list(things)
    table = rows(epithets, articles, only=only)
    shown = table.place(epithets)
    check_held(asked, shown["thing"], "epithet of")
    if not asked:
        shown = shown[shown["grade"] != "plain"]
        asked = _most_judged(shown, most)
    lines = _room([list(_lines(shown[shown["thing"] == thing], thing)) for thing in asked])
    caption = (
        "Strong boxes: the outlet's own words. Faint boxes, in quotation marks: words that it attributes to somebody"
        f"{', sand: whose speaker was not found' * (len(shown_voices(shown)) > 2)}. Judging "
        "words stand first, then those that not all articles use. Things that most articles judge stand first. "
        "An article without a row has none for the thing. Epithets are found by tags: see the text before you quote. "
        f"{table.advice}"
    )
    names = [f"{thing}: {table.labels[row]}" for thing, row, _ in lines]
    page = sheet(
        ax,
        names,
        title="What do they call the same thing?",
        note=f"{table.note} A block a thing, a row what one of them calls it.".strip(),
        caption=caption,
        head=0.1,
    )
    for y, (thing, _, words) in enumerate(lines):
        _draw_words(page, y, words)
        if y and thing != lines[y - 1][0]:
            page.axes.axhline(y - 0.5, color=tint(INK, 0.8), linewidth=0.6, label="_rule")
    page.axes.set_xlim(0, 1)
    without_scale(page)
    return page.chart()


def _most_judged(shown: pd.DataFrame, most: int) -> list[str]:
    """The things that several articles give an epithet to, those first that the most articles give a judging one."""
    things = shown.assign(judging=shown["article_id"].where(shown["grade"] == "evaluative")).groupby("thing")
    sizes = things.agg(articles=("article_id", "nunique"), judging=("judging", "nunique"), n=("thing", "size")).reset_index()
    ordered = sizes.sort_values(["judging", "articles", "n", "thing"], ascending=[False, False, False, True])
    return list(ordered.loc[ordered["articles"] > 1, "thing"].head(most))


def _room(things: Sequence[list[Line]]) -> list[Line]:
    """The rows of as many things as there is room for; the first in any case."""
    kept: list[Line] = []
    for lines in things:
        if kept and len(kept) + len(lines) > MOST_ROWS:
            break
        kept += lines
    return kept[: 2 * MOST_ROWS]


def _lines(shown: pd.DataFrame, thing: str) -> Iterator[Line]:
    """A thing, a row of the chart's table and its (voice, text) pairs."""
    for row, part in shown.groupby("row"):
        grades, voices = part["grade"].map(EPITHET_GRADES.index), part["voice"].map([*VOICES].index)
        counts = Counter(zip(grades, voices, part["epithet"], strict=True))
        words = [
            ([*VOICES][voice], f"{f'“{epithet}”' if voice else epithet}{f' ×{k}' if k > 1 else ''}")
            for (_, voice, epithet), k in sorted(counts.items(), key=lambda item: (*item[0][:2], -item[1], item[0][2]))
        ]
        yield thing, int(row), words


def _draw_words(page: Sheet, y: int, words: Sequence[tuple[str, str]]) -> None:
    x = 0.05
    for n, (voice, text) in enumerate(words):
        text = middle_cut(text, LONGEST, SMALL)
        rest = text_width(f"+{len(words) - n}", SMALL) + GAP
        needed = text_width(text, SMALL) + 2 * PAD
        if x + needed + (rest if n < len(words) - 1 else 0) > page.inches:
            page.axes.text(x / page.inches, y, f"+{len(words) - n}", va="center", ha="left", fontsize=SMALL, color=INK)
            return
        own = voice == "outlet"
        box = {"boxstyle": "round,pad=0.28", "facecolor": VOICES[voice] if own else tint(VOICES[voice], 0.6), "linewidth": 0}
        place = (x + PAD) / page.inches
        page.axes.text(place, y, text, va="center", ha="left", fontsize=SMALL, color="white" if own else INK, bbox=box)
        x += needed + GAP - PAD
