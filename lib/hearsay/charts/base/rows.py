"""Which articles and speakers a chart shows, in which order, under which names; and what so many allow to conclude."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import pandas as pd

from hearsay.article_labels import labels, outlets_of, short_outlet
from hearsay.charts.base.style import GREY, NOBODY, outlet_colours
from hearsay.errors import InputError
from hearsay.schema import NOT_STATED
from hearsay.text.lexicons import read_lexicon

MOST = 24
"""Rows that can be read in one picture."""
UNPAIRED = 4
"""Articles that each outlet needs before outlets are compared (measured: below, tests call chance a finding)."""


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
    return "outlet not stated" if name == NOT_STATED else short_outlet(name)


def _articles(k: int) -> str:
    return "1 article" if k == 1 else f"{k} articles"


Zone = Literal["body", "all"]
ZONE = {"body": "body text only", "all": "title, deck and body"}

OFFICIAL = ("named official", "unnamed official", "government or institution")
REST = "other"
"""Pooled sides, together with those that the table of sides itself calls so."""
NOBODY_SPEAKS = "nobody is named"
NAMED = {
    "named person": "named",
    "named organisation": "named",
    "author": "named",
    "anonymous": "unnamed",
    "vague collective": "unnamed",
    "role unique": "unnamed",
    "document": "document",
    "implicit": NOBODY_SPEAKS,
}


def outermost(attributions: pd.DataFrame, zone: Zone) -> pd.DataFrame:
    """Attributions of level 1, in the body or anywhere."""
    return attributions[(attributions["level"] == 1) & ((attributions["zone"] == "body") | (zone == "all"))]


def speakers(attributions: pd.DataFrame, kept: Collection[str]) -> list[str]:
    """Side of each attribution; pooled unless `kept`, and apart where nobody is named."""
    pooled = [side if side in kept or side == NOT_STATED else REST for side in attributions["side"]]
    return [NOBODY_SPEAKS if kind == "none" else side for side, kind in zip(pooled, attributions["source_type"], strict=True)]


def frequent(attributions: pd.DataFrame, most: int) -> set[str]:
    """The `most` sides with the most attributions, ties by alphabet: those that a chart has room for."""
    counted = attributions.loc[~attributions["side"].isin([NOT_STATED, REST]), "side"].value_counts()
    return set(sorted(counted.index, key=lambda side: (-counted[side], side))[:most])


def in_order(sides: Iterable[str]) -> list[str]:
    """Sides by alphabet; then other sides, side not stated, and nobody."""
    last = {REST: 1, NOT_STATED: 2, NOBODY_SPEAKS: 3}
    return sorted(set(sides), key=lambda side: (last.get(side, 0), side.casefold(), side))


@cache
def adjective(side: str) -> str:
    """'Iranian' for 'Iran': the nationality in the table of places; the side itself where there is none ('US')."""
    places = read_lexicon("places")
    country = places.loc[(places["name"] == side) & (places["kind"] == "short"), "country"]
    if side.isupper() or country.empty:
        return side
    found = places.loc[(places["country"] == country.iloc[0]) & (places["kind"] == "demonym"), "name"]
    return side if found.empty else str(found.iloc[0])
