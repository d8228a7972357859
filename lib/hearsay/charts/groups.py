"""Who counts as whom in the charts: sides, officials, the named; and which attributions are counted."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from typing import Literal

import pandas as pd

from hearsay.matching import lexicon
from hearsay.schema import NOT_STATED

Zone = Literal["body", "all"]
ZONE = {"body": "body text only", "all": "title, deck and body"}

OFFICIAL = ("named official", "unnamed official", "government or institution")
REST = "other"
"""Pooled sides, together with those that the table of sides itself calls so."""
NOBODY = "nobody is named"
NAMED = {
    "named person": "named",
    "named organisation": "named",
    "author": "named",
    "anonymous": "unnamed",
    "vague collective": "unnamed",
    "role unique": "unnamed",
    "document": "document",
    "implicit": NOBODY,
}


def outermost(attributions: pd.DataFrame, zone: Zone) -> pd.DataFrame:
    """Attributions of level 1, in the body or anywhere."""
    return attributions[(attributions["level"] == 1) & ((attributions["zone"] == "body") | (zone == "all"))]


def speakers(attributions: pd.DataFrame, kept: Collection[str]) -> list[str]:
    """Side of each attribution; pooled unless `kept`, and apart where nobody is named."""
    pooled = [side if side in kept or side == NOT_STATED else REST for side in attributions["side"]]
    return [NOBODY if kind == "none" else side for side, kind in zip(pooled, attributions["source_type"], strict=True)]


def frequent(attributions: pd.DataFrame, most: int) -> set[str]:
    """The `most` sides with the most attributions, ties by alphabet: those that a chart has room for."""
    counted = attributions.loc[~attributions["side"].isin([NOT_STATED, REST]), "side"].value_counts()
    return set(sorted(counted.index, key=lambda side: (-counted[side], side))[:most])


def in_order(sides: Iterable[str]) -> list[str]:
    """Sides by alphabet; then other sides, side not stated, and nobody."""
    last = {REST: 1, NOT_STATED: 2, NOBODY: 3}
    return sorted(set(sides), key=lambda side: (last.get(side, 0), side.casefold(), side))


@cache
def adjective(side: str) -> str:
    """'Iranian' for 'Iran': the nationality in the table of places; the side itself where there is none ('US')."""
    places = lexicon("places")
    country = places.loc[(places["name"] == side) & (places["kind"] == "short"), "country"]
    if side.isupper() or country.empty:
        return side
    found = places.loc[(places["country"] == country.iloc[0]) & (places["kind"] == "demonym"), "name"]
    return side if found.empty else str(found.iloc[0])
