"""Which articles and speakers a chart shows, in which order, under which names; and what so many allow to conclude."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from hearsay.article_labels import article_names, outlets_of, short_outlet
from hearsay.charts.base.style import NOBODY
from hearsay.errors import InputError
from hearsay.schema import NOT_STATED, counted
from hearsay.text.printed import quantity

MOST = 24
"""Rows that can be read in one picture."""
UNPAIRED = 4
"""Articles that each outlet needs before outlets are compared (docs/methods.md#how-few-are-too-few)."""

Only = str | Sequence[str]
"""Which articles to show: their ids, or the beginnings of them; all when there are none."""
Zone = Literal["body", "all"]
ZONE = {"body": "body text only", "all": "title, deck and body"}
REST = "other"
"""Pooled sides, together with those that the table of sides itself calls so."""
NOBODY_SPEAKS = "nobody is named"
LAST = {REST: 1, NOT_STATED: 2, NOBODY_SPEAKS: 3}
"""What is no one side stands behind the sides, in this order."""
SMALL_OUTLETS = "outlets of few articles"
"""The row that holds all outlets with too few articles to be compared."""


@dataclass(frozen=True)
class Rows:
    """The rows of a chart.

    `of` maps article to row, and lacks the articles that are not shown; `pooled` tells whether a row is an outlet; `note`
    says what was left out or pooled, '' when nothing was; `advice` says what the number of articles allows. The first `named`
    rows are each of one article or outlet.
    """

    labels: tuple[str, ...]
    of: Mapping[str, int]
    pooled: bool
    note: str
    advice: str
    named: int

    def reordered(self, order: Sequence[int]) -> Rows:
        """The same rows in another order."""
        place = {row: new for new, row in enumerate(order)}
        return replace(
            self,
            labels=tuple(self.labels[row] for row in order),
            of={article: place[row] for article, row in self.of.items()},
        )

    def __len__(self) -> int:
        return len(self.labels)

    def place(self, table: pd.DataFrame) -> pd.DataFrame:
        """What of `table` is shown, with its row of the chart in the column `row`."""
        numbers = self._numbers(table)
        return table.assign(row=numbers)[numbers >= 0]

    def count(self, table: pd.DataFrame) -> list[int]:
        """Rows of `table` that belong to each row of the chart."""
        numbers = self._numbers(table)
        return [*map(int, np.bincount(numbers[numbers >= 0], minlength=len(self)))]

    def _numbers(self, table: pd.DataFrame) -> np.ndarray:
        return np.array([self.of.get(name, -1) for name in table["article_id"]], dtype=np.int64)

    def per_article(self, table: pd.DataFrame) -> list[np.ndarray]:
        """Rows of `table` in each article of each row of the chart, 0 where an article has none."""
        counts = Counter(table["article_id"])
        held: list[list[int]] = [[] for _ in range(len(self))]
        for article, row in self.of.items():
            held[row].append(counts[article])
        return [np.array(row) for row in held]


def rows(table: pd.DataFrame, articles: pd.DataFrame | None, *, only: Only = (), pool: bool = True) -> Rows:
    """One row per article, in the order of `articles`, or of `table` without it; `only` picks some, by id or its beginning.

    More than 24 articles become one row per outlet, by alphabet, if their outlets are known and `pool` allows it; outlets with
    fewer than four articles share one row, and of more than 24 outlets the largest are shown. Failing that the first 24 articles
    are shown, and the chart says so. Names do not depend on `only`.

    Raises
    ------
    InputError
        No article begins with what `only` names.
    """
    every = list(dict.fromkeys(table["article_id"] if articles is None else articles["article_id"]))
    outlets = outlets_of(every, articles)
    ids = _chosen(every, (only,) if isinstance(only, str) else tuple(only))
    pooled = pool and len(ids) > MOST and not set(outlets.values()) <= set(NOBODY)
    if pooled:
        row_of, small = _gathered({article: outlets[article] for article in ids})
        names = _outlet_names(row_of.values(), small)
    else:
        labelled = article_names(articles, every)
        row_of, names = dict(zip(ids, ids, strict=True)), {article: labelled[article] for article in ids}
    shown = {name: row for row, name in enumerate([*names][:MOST])}
    return Rows(
        labels=tuple(names[name] for name in shown),
        of={article: shown[name] for article, name in row_of.items() if name in shown},
        pooled=pooled,
        note=_note(len(ids), len(names), pooled),
        advice=_advice([row_of[i] if pooled else outlets[i] for i in ids]),
        named=len(shown) - (pooled and SMALL_OUTLETS in shown) - (pooled and NOT_STATED in shown),
    )


def _gathered(outlet_of: Mapping[str, str]) -> tuple[dict[str, str], int]:
    """The outlet of each article, those with too few articles to be compared as one; and how many of these there are.

    Where only one has too few, or all have, each keeps its own row.
    """
    sizes = Counter(name for name in outlet_of.values() if name != NOT_STATED)
    small = {name for name, k in sizes.items() if k < UNPAIRED}
    if not 1 < len(small) < len(sizes):
        return dict(outlet_of), 0
    return {article: SMALL_OUTLETS if name in small else name for article, name in outlet_of.items()}, len(small)


def _outlet_names(outlets: Iterable[str], small: int) -> dict[str, str]:
    """How each outlet is called, with the number of its articles; by alphabet, the `small` ones and what is not stated last."""
    last = {SMALL_OUTLETS: 1, NOT_STATED: 2}
    called = {SMALL_OUTLETS: f"{small} outlets of under {UNPAIRED} articles", NOT_STATED: "outlet not stated"}
    sizes = Counter(outlets)
    single = sorted((name for name in sizes if name not in last), key=lambda name: (-sizes[name], name.casefold(), name))
    others = [name for name in last if name in sizes]
    room = MOST - len(others)
    large = sorted(single[:room], key=lambda name: (name.casefold(), name))
    return {
        name: f"{called.get(name) or short_outlet(name)} ({_size(name, sizes[name])})"
        for name in [*large, *others, *single[room:]]
    }


def _size(name: str, k: int) -> str:
    return f"{k:,} in all" if name == SMALL_OUTLETS else quantity(k, "article")


def _chosen(ids: list[str], only: tuple[str, ...]) -> list[str]:
    if lost := [name for name in only if not any(i.startswith(name) for i in ids)]:
        raise InputError(f"no article begins with {lost[0]!r}; there are {', '.join(ids[:5])}{' …' if len(ids) > 5 else ''}")
    return [i for i in ids if i.startswith(only)] if only else ids


def first_of(n: int, most: int, what: str) -> str:
    """That only the first `most` of `n` are shown; '' where all are."""
    return f"The first {most} of {n:,} {what}; the others are not shown." if n > most else ""


def check_held(asked: Iterable[str], held: Iterable[str], what: str) -> None:
    """Raise `InputError` for the first of `asked` that is none of `held`: no `what` of that name."""
    names = list(dict.fromkeys(held))
    if lost := [name for name in asked if name not in names]:
        some = f"{', '.join(names[:8]) or 'none'}{' …' if len(names) > 8 else ''}"
        raise InputError(f"no {what} {lost[0]!r}; the table holds {some}")


def _note(articles: int, rows: int, pooled: bool) -> str:
    if not pooled:
        return first_of(articles, MOST, "articles, in file order")
    cut = f", the largest of {rows}; the others are not shown" if rows > MOST else ""
    return f"{articles:,} articles, added up by outlet{cut}."


def _advice(outlets: Sequence[str]) -> str:
    """What so many articles of each outlet allow to conclude."""
    sizes = pd.Series([name for name in outlets if name not in (*NOBODY, SMALL_OUTLETS)], dtype="str").value_counts()
    few = f"Too few to compare: it takes {UNPAIRED} articles of each outlet, or 6 events that both report."
    if len(outlets) == 1:
        return "This shows this article, not its outlet."
    if sizes.empty:
        return "Each row shows this article, not its outlet."
    if sizes.max() == 1:
        return f"One article per outlet: each row shows this article, not its outlet. {few}"
    return few if len(sizes) > 1 and sizes.min() < UNPAIRED else ""


def outermost(attributions: pd.DataFrame, zone: Zone) -> pd.DataFrame:
    """Attributions of level 1 that count, in the body or anywhere."""
    shown = attributions[counted(attributions)]
    return shown[(shown["level"] == 1) & ((shown["zone"] == "body") | (zone == "all"))]


def in_order(sides: Iterable[str]) -> list[str]:
    """Sides by alphabet; then other sides, side not stated, and nobody."""
    return sorted(set(sides), key=lambda side: (LAST.get(side, 0), side.casefold(), side))
