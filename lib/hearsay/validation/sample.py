"""Random samples to code: strata by outlet, the tool's answer and its confidence, and the chance that each item had.

The order of a sample is random within each stratum and shared out over the strata, so that its first n items are a sample
for every n: a coder may stop at any item, and a larger sample holds the smaller one.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Mapping, Sequence
from math import sqrt

import numpy as np
import pandas as pd

from hearsay.errors import InputError
from hearsay.validation.coding_tasks import SURE

SEED = 1999
LEVELS = ("outlet", "predicted", "sure")
"""What parts the strata, coarsest first."""
PER_STRATUM = 2
"""Items of a stratum on average, at least: where so many strata would leave less, the finest division is dropped."""


def draw_sample(items: pd.DataFrame, n: int, *, seed: int = SEED, depth: int | None = None) -> pd.DataFrame:
    """A stratified random sample of items, in the order in which they are to be coded.

    Parameters
    ----------
    items : DataFrame
        `item` (unique), and `outlet, predicted, confidence`, which part the strata: by outlet, by what the tool says, and by
        whether it is sure (`coding_tasks.SURE`). Where n is small the finest divisions are dropped.
    n : int
        How many to draw; all where there are no more.
    seed : int
        Another seed gives another sample; the same gives the same, whatever the order of the items.
    depth : int, optional
        How many of `LEVELS` part the strata; as many as n allows unless given. A sample that is made larger keeps its own.

    Returns
    -------
    DataFrame
        The items drawn, with `stratum` (its parts joined by tabs), `size` (items of the stratum) and `probability`, the chance
        to be among these n. A stratum gets items as the square root of its size, one at least, so that rare answers are
        coded oftener than they occur [Bankier1988]; estimates weigh by the probability.

    Raises
    ------
    InputError
        When n is below 1 or there are no items.
    """
    if n < 1 or items.empty:
        raise InputError(f"cannot draw {n} of {len(items)} items; ask for 1 or more of a study that holds some")
    strata = strata_of(items, depth_for(items, n) if depth is None else depth)
    sizes = strata.value_counts().to_dict()
    lots = pd.Series([_lot(item, seed) for item in items["item"]], index=items.index)
    ordered = items.assign(stratum=strata, size=strata.map(sizes), lot=lots).sort_values(["lot", "item"])
    turn = ordered.groupby("stratum").cumcount()
    places = {key: place for place, key in enumerate(_shared_out(sizes, min(n, len(items))))}
    place = pd.Series([places.get(key, -1) for key in zip(ordered["stratum"], turn, strict=True)], index=ordered.index)
    drawn = ordered.assign(place=place)[place >= 0].sort_values("place")
    taken = drawn["stratum"].value_counts()
    chance = drawn["stratum"].map(taken) / drawn["size"]
    return drawn.drop(columns=["lot", "place"]).assign(probability=chance).reset_index(drop=True)


def depth_for(items: pd.DataFrame, n: int) -> int:
    """How many of `LEVELS` may part the strata of a sample of n."""
    return next((depth for depth in range(len(LEVELS), 0, -1) if strata_of(items, depth).nunique() * PER_STRATUM <= n), 0)


def strata_of(items: pd.DataFrame, depth: int) -> pd.Series:
    """The stratum of each item, its parts joined by tabs; '' for all where depth is 0."""
    parts = items.assign(sure=np.where(items["confidence"] >= SURE, "sure", "unsure"))
    first, *others = (parts[name].astype("str") for name in LEVELS[: max(depth, 1)])
    return first.str.cat(others, sep="\t") if depth else pd.Series("", index=items.index)


def chances(coded: Sequence[str], sizes: Mapping[str, int]) -> dict[str, float]:
    """The chance that an item of each stratum had, from those that were coded in the end: coded of all.

    Parameters
    ----------
    coded : sequence of str
        The stratum of each coded item.
    sizes : mapping
        Items of each stratum of the study, coded or not.

    Returns
    -------
    dict
        By stratum. Where a coder stopped so early that a stratum holds no coded item, it counts as one with its
        neighbours: those with the same beginning.
    """
    counts = pd.Series(list(coded), dtype="str").value_counts().to_dict()
    merged = {stratum: stratum for stratum in sizes}
    for depth in range(len(LEVELS) - 1, -1, -1):
        held: dict[str, int] = {}
        for stratum, group in merged.items():
            held[group] = held.get(group, 0) + counts.get(stratum, 0)
        poor = {_parent(group, depth) for group, k in held.items() if not k}
        merged = {stratum: _parent(group, depth) if _parent(group, depth) in poor else group for stratum, group in merged.items()}
    taken, whole = dict.fromkeys(merged.values(), 0), dict.fromkeys(merged.values(), 0)
    for stratum, group in merged.items():
        taken[group] += counts.get(stratum, 0)
        whole[group] += sizes[stratum]
    return {stratum: taken[group] / whole[group] for stratum, group in merged.items()}


def _parent(stratum: str, depth: int) -> str:
    return "\t".join(stratum.split("\t")[:depth])


def _lot(item: str, seed: int) -> int:
    """A number that is random in the item and fixed for it: neither the order of items nor a larger n changes it."""
    return int.from_bytes(hashlib.sha256(f"{seed}\0{item}".encode()).digest()[:8], "big")


def _shared_out(sizes: Mapping[str, int], n: int) -> list[tuple[str, int]]:
    """Which stratum gives the next item, and which of its own that is, n times: one each, then by D'Hondt on square roots."""
    first = sorted(sizes, key=lambda stratum: (-sizes[stratum], stratum))
    turns = [(stratum, 0) for stratum in first][:n]
    waiting = [(-sqrt(sizes[stratum]) / 2, stratum, 1) for stratum in first if sizes[stratum] > 1]
    heapq.heapify(waiting)
    while len(turns) < n:
        _, stratum, taken = heapq.heappop(waiting)
        turns.append((stratum, taken))
        if taken + 1 < sizes[stratum]:
            heapq.heappush(waiting, (-sqrt(sizes[stratum]) / (taken + 2), stratum, taken + 1))
    return turns
