"""The gap between two groups under one choice: articles, the blocks that they share, and the interval that these bear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

import numpy as np
import pandas as pd

from hearsay.statistics.compare import ARTICLES, EVENTS
from hearsay.statistics.intervals import NONE, Sums, interval

COVERAGE = 1 / 3
_SUMMED = ("k", "scored", "n", "sentences", "articles")


@dataclass(frozen=True)
class Units:
    """Articles, or blocks of them: in which group and block, and their sum `k` over `n`; and how many of all else."""

    own: np.ndarray
    block: np.ndarray
    k: np.ndarray
    scored: np.ndarray
    n: np.ndarray
    sentences: np.ndarray
    articles: np.ndarray

    def where(self, kept: np.ndarray) -> Units:
        """Those that are kept."""
        return Units(*(getattr(self, field.name)[kept] for field in fields(self)))


def of_articles(sentences: pd.DataFrame, evidence: str) -> Units:
    """Per article and group the sum of polarities, the scored sentences and all of them."""
    enough = sentences["words"].to_numpy() >= (1 if evidence == "any" else 2)
    polarity = np.where(enough, sentences["polarity"].to_numpy(), np.nan)
    known = ~np.isnan(polarity)
    _, first, article = np.unique(sentences["article"].to_numpy(), return_index=True, return_inverse=True)
    k, scored, n = (np.bincount(article, weights=w) for w in (np.where(known, polarity, 0), known, np.ones(len(known))))
    own, block = (sentences[name].to_numpy()[first] for name in ("own", "block"))
    return Units(own.astype(bool), block, k, scored, n, n, np.ones(len(n)))


def weighed(articles: Units, chosen: Mapping[str, str]) -> Units:
    """The articles that are left under the choice, each with the weight that it then has."""
    kept = articles.scored >= COVERAGE * articles.n if chosen["coverage"] != "any" else articles.n > 0
    size = articles.n if chosen["unscored"] == "count as 0" else articles.scored
    left = articles.where(kept & (size > 0))
    size = size[kept & (size > 0)]
    if chosen["mean_of"] == "articles":
        return replace(left, k=left.k / size, n=np.ones(len(size)), sentences=size)
    return replace(left, n=size, sentences=size)


def blocks(units: Units) -> tuple[Units, str]:
    """What varies: shared blocks where there are enough of them; otherwise articles, which are no independent draws
    where a block holds both groups."""
    shared = np.intersect1d(units.block[units.own], units.block[~units.own])
    if len(shared) < EVENTS:
        few = min(units.own.sum(), (~units.own).sum()) < ARTICLES
        return units, "none" if len(shared) or few else "unpaired"
    within = units.where(np.isin(units.block, shared))
    cell = 2 * np.searchsorted(shared, within.block) + ~within.own
    sums = {name: np.bincount(cell, weights=getattr(within, name)) for name in _SUMMED}
    if (within.n == 1).all():  # an event counts once, however many articles report it
        sums |= {"k": sums["k"] / sums["n"], "n": np.ones(len(sums["n"]))}
    return Units(own=np.arange(2 * len(shared)) % 2 == 0, block=np.repeat(shared, 2), **sums), "paired"


def gap(units: Units, design: str, level: float) -> dict:
    """The gap, its interval where the design bears one, and what entered."""
    a, b = units.where(units.own), units.where(~units.own)
    counted = {
        f"{what}_{side}": int(getattr(part, what).sum())
        for what in ("articles", "sentences")
        for side, part in (("a", a), ("b", b))
    }
    if min(a.scored.sum(), b.scored.sum()) == 0:
        return {**counted, "gap": np.nan, "low": np.nan, "high": np.nan, "design": "none"}
    own, other = (Sums(part.k, part.n) for part in (a, b))
    low, high = interval(own, other, paired=design == "paired", level=level) if design != "none" else NONE
    return {**counted, "gap": own.value - other.value, "low": low, "high": high, "design": design}
