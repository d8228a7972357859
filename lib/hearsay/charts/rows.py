"""Which articles a chart shows, in which order, under which names; and what may be concluded from so many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from os.path import commonprefix

import pandas as pd

from hearsay.charts.style import GREY, NOBODY, outlet_colours
from hearsay.errors import InputError
from hearsay.schema import NOT_STATED

MOST = 24
"""Rows that can be read in one picture."""
UNPAIRED = 4
"""Articles that each outlet needs before outlets are compared (measured: below, tests call chance a finding)."""
KEY, NAME = 16, 40
"""Characters of an article's key and of an outlet's name that fit in two lines."""


@dataclass(frozen=True)
class Rows:
    """The rows of a chart.

    `of` maps article to row, and lacks the articles that are not shown; `members` counts the articles of each row;
    `pooled` tells whether a row is an outlet; `note` says what was left out or pooled, '' when nothing was; `advice`
    says what the number of articles allows.
    """

    labels: tuple[str, ...]
    colours: tuple[str, ...]
    of: Mapping[str, int]
    members: tuple[int, ...]
    pooled: bool
    note: str
    advice: str

    def __len__(self) -> int:
        return len(self.labels)

    def count(self, table: pd.DataFrame) -> list[int]:
        """Rows of `table` that belong to each row of the chart."""
        counts = table["article_id"].map(self.of).dropna().astype(int).value_counts()
        return [int(counts.get(row, 0)) for row in range(len(self))]


def rows(table: pd.DataFrame, articles: pd.DataFrame | None, *, only: str | Sequence[str] = (), pool: bool = True) -> Rows:
    """One row per article, in the order of `articles`, or of `table` without it; `only` picks some, by id or its beginning.

    More than 24 articles become one row per outlet, by alphabet, if their outlets are known and `pool` allows it;
    failing that the first 24 are shown, and the chart says so. Names and colours do not depend on `only`.
    """
    every = list(dict.fromkeys(table["article_id"] if articles is None else articles["article_id"]))
    outlets = outlets_of(every, articles)
    names = dict(zip(every, labels(every, outlets), strict=True))
    ids = _chosen(every, (only,) if isinstance(only, str) else tuple(only))
    advice = _advice(ids, outlets)
    if pool and len(ids) > MOST and set(outlets.values()) - set(NOBODY):
        return _by_outlet(ids, outlets, advice)
    return _by_article(ids, names, outlets, advice)


def _chosen(ids: list[str], only: tuple[str, ...]) -> list[str]:
    if lost := [name for name in only if not any(i.startswith(name) for i in ids)]:
        raise InputError(f"no article begins with {lost[0]!r}; there are {', '.join(ids[:5])}{' …' if len(ids) > 5 else ''}")
    return [i for i in ids if i.startswith(only)] if only else ids


def labels(ids: Sequence[str], outlets: Mapping[str, str]) -> list[str]:
    """'Outlet (key)' for each article, or the key alone without the table of articles."""
    return [key if not outlets[i] else f"{_short(outlets[i])} ({key})" for i, key in zip(ids, keys(ids), strict=True)]


def keys(ids: Iterable[str]) -> list[str]:
    """The shortest beginning of each id that no other has, three characters or more; the middle of a long one is left out."""
    ids = list(ids)
    ordered = sorted(set(ids))
    shared = dict.fromkeys(ordered, 0)
    for left, right in zip(ordered, ordered[1:], strict=False):
        common = len(commonprefix([left, right]))
        shared[left], shared[right] = max(shared[left], common), max(shared[right], common)
    return [_middle(i if shared[i] >= len(i) else i[: max(3, shared[i] + 1)]) for i in ids]


def _middle(key: str) -> str:
    return key if len(key) <= KEY else f"{key[:6]}…{key[-9:]}"


def outlets_of(ids: Iterable[str], articles: pd.DataFrame | None) -> dict[str, str]:
    """Outlet of each article; '' for all without the table of articles."""
    if articles is None:
        return dict.fromkeys(ids, "")
    return dict(zip(articles["article_id"], articles["outlet"], strict=True))


def _by_article(ids: list[str], names: Mapping[str, str], outlets: Mapping[str, str], advice: str) -> Rows:
    shown = ids[:MOST]
    colours = outlet_colours(outlets.values())
    note = f"The first {MOST} of {len(ids)} articles, in file order; the others are not shown." if len(ids) > MOST else ""
    return Rows(
        labels=tuple(names[i] for i in shown),
        colours=tuple(colours.get(outlets[i], GREY) for i in shown),
        of={article: row for row, article in enumerate(shown)},
        members=(1,) * len(shown),
        pooled=False,
        note=note,
        advice=advice,
    )


def _by_outlet(ids: list[str], outlets: Mapping[str, str], advice: str) -> Rows:
    every = sorted({outlets[i] for i in ids}, key=lambda name: (name == NOT_STATED, name.casefold(), name))
    shown = every[:MOST]
    place = {name: row for row, name in enumerate(shown)}
    sizes = Counter(outlets[i] for i in ids)
    members = [sizes[name] for name in shown]
    colours = outlet_colours(outlets.values())
    cut = f", the first {MOST} of {len(every)} by alphabet; the others are not shown" if len(every) > MOST else ""
    return Rows(
        labels=tuple(f"{_outlet(name)} ({_articles(k)})" for name, k in zip(shown, members, strict=True)),
        colours=tuple(colours[name] for name in shown),
        of={i: place[outlets[i]] for i in ids if outlets[i] in place},
        members=tuple(members),
        pooled=True,
        note=f"{len(ids)} articles, added up by outlet{cut}.",
        advice=advice,
    )


def _advice(ids: list[str], outlets: Mapping[str, str]) -> str:
    sizes = pd.Series([outlets[i] for i in ids if outlets[i] not in NOBODY], dtype="str").value_counts()
    few = f"Too few to compare: it takes {UNPAIRED} articles of each outlet, or 6 events that both report."
    if len(ids) == 1:
        return "This shows this article, not its outlet."
    if sizes.empty:
        return "Each row shows this article, not its outlet."
    if sizes.max() == 1:
        return f"One article per outlet: each row shows this article, not its outlet. {few}"
    return few if len(sizes) > 1 and sizes.min() < UNPAIRED else ""


def _outlet(name: str) -> str:
    return "outlet not stated" if name == NOT_STATED else _short(name)


def _short(name: str) -> str:
    """A long name without its middle: two may begin alike, and an article's key must fit behind it."""
    return name if len(name) <= NAME else f"{name[: NAME - 13].rstrip()}…{name[-12:].lstrip()}"


def _articles(k: int) -> str:
    return "1 article" if k == 1 else f"{k} articles"
