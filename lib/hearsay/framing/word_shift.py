"""Word shift: which words make the difference between two outlets, and how sure each of them is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.special import stdtrit

from hearsay.errors import InputError
from hearsay.framing.vocabulary import WordCounts, count_words
from hearsay.framing.wording import groups_of, wording
from hearsay.statistics.article_events import article_events
from hearsay.statistics.compare import design_for, events_of

PER = 1_000.0
"""Rates are uses per so many words."""
COLUMNS = {
    "term": "str", "a": "str", "b": "str", "count_a": "int64", "count_b": "int64", "articles_a": "int64", "articles_b": "int64",
    "rate_a": "float64", "rate_b": "float64", "difference": "float64", "low": "float64", "high": "float64",
    "contribution": "float64", "p": "float64", "p_adjusted": "float64", "house_style": "bool", "house_rule": "str",
    "events": "int64", "events_found": "int64",
}  # fmt: skip


def word_shift(
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    a: str,
    b: str,
    *,
    min_count: int = 2,
    events: pd.DataFrame | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """The words by which two outlets (or articles) differ, those that differ most first.

    Parameters
    ----------
    documents, sentences, articles
        The tables of those names. The words of the body count, whoever's they are.
    a, b
        Outlets, or the article_id of an article whose outlet is not stated.
    min_count
        Words rarer than this in both together get no row.
    events
        The table: the event of each article, given or found; without it what `articles` states. With six shared events or
        more only their articles are counted, in pairs.
    level
        Of the intervals.

    Returns
    -------
    DataFrame
        One row per word: `count_`, `articles_` (that use it) and `rate_` (uses per 1,000 words) of either; `difference`,
        rate_a - rate_b, with `low`..`high` from how the articles vary (paired: the events); `contribution`, the word's
        share of what tells the two apart at all (Jensen-Shannon divergence), 0 to 1, with a minus where b uses it
        more; `p`, `p_adjusted`, house style, `events` and `events_found` as in `wording` for these two alone.

    Notes
    -----
    Only from p_adjusted < .05 speak of a difference. Interval and p are missing below 6 shared events and 4 articles of
    each. The contributions describe these texts, all of them: the largest belong to frequent words and to the matter of
    single stories. Do not compare contributions of different pairs.

    Raises
    ------
    InputError
        When `a` or `b` is no outlet or article here, or both are the same.

    References
    ----------
    [Gallagher2021] (contributions to the divergence).
    """
    groups = groups_of(articles, "outlet")
    if unknown := [name for name in (a, b) if name not in groups.values()]:
        raise InputError(
            f"word_shift: no outlet or article {unknown[0]!r}; there are {', '.join(sorted(set(groups.values()))[:8])}"
        )
    if a == b:
        raise InputError(f"word_shift: {a!r} against itself")
    two = articles[articles["article_id"].map(groups).isin([a, b])]
    event = events_of(two["article_id"], article_events(two, events)["event"])
    two, paired = _shared(two, event, groups, (a, b))
    counted = count_words(sentences, two["article_id"].tolist())
    own = np.array([groups[article] == a for article in counted.articles])
    known = dict(zip(two["article_id"], event[two.index], strict=True))
    sides = _sides(counted, own, [known[article] for article in counted.articles] if paired else None)
    low, high = _bounds(*sides, paired, level)
    rows = _rates(counted, own, min_count)
    rows = rows.assign(a=a, b=b, low=low[rows.index], high=high[rows.index])
    tested = wording(documents, sentences, two, events, min_count=min_count).query("group == @a")
    told = ["term", "p", "p_adjusted", "house_style", "house_rule", "events", "events_found"]
    rows = rows.merge(tested[told], on="term")
    order = rows["contribution"].abs().sort_values(ascending=False, kind="stable").index
    return rows.loc[order, list(COLUMNS)].astype(COLUMNS).reset_index(drop=True)


def _shared(two: pd.DataFrame, event: pd.Series, groups: Mapping[str, str], pair: tuple[str, str]) -> tuple[pd.DataFrame, bool]:
    """The articles of the events that both report, when those are enough for pairs; else all."""
    sides = two["article_id"].map(groups).groupby(event).nunique()
    both = event.isin(sides.index[sides == len(pair)])
    paired = design_for(int((sides == len(pair)).sum()), (0, 0)) == "paired"
    return (two[both], True) if paired else (two, False)


def _rates(counted: WordCounts, own: np.ndarray, min_count: int) -> pd.DataFrame:
    """Counts and rates of the words used often enough; the index is their place in the vocabulary."""
    counts = [(side.astype(float) @ counted.counts) for side in (own, ~own)]
    held = [(side.astype(float) @ counted.counts.astype(bool).astype(float)) for side in (own, ~own)]
    shares = [k / max(k.sum(), 1.0) for k in counts]
    table = pd.DataFrame(
        {
            "term": counted.vocabulary,
            "count_a": counts[0], "count_b": counts[1], "articles_a": held[0], "articles_b": held[1],
            "rate_a": PER * shares[0], "rate_b": PER * shares[1], "difference": PER * (shares[0] - shares[1]),
            "contribution": _divergence(*shares),
        }
    )  # fmt: skip
    return table[table["count_a"] + table["count_b"] >= min_count]


def _divergence(p: np.ndarray, q: np.ndarray) -> np.ndarray:
    mean = (p + q) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        mine, others = (np.where(x > 0, x * np.log2(x / mean), 0.0) / 2 for x in (p, q))
    parts = mine + others
    return np.asarray(np.sign(p - q) * parts / max(parts.sum(), 1e-12))


@dataclass(frozen=True)
class _Side:
    """One of the two: the counts of all words in each of its units (articles or events), and the units' lengths."""

    k: csr_array
    n: np.ndarray

    @property
    def rates(self) -> np.ndarray:
        return np.asarray(self.k.sum(axis=0) / self.n.sum())

    @property
    def squares(self) -> np.ndarray:
        """Sum over units of ((k - r n) / mean n) squared, for each word."""
        k, n, r = self.k, self.n, self.rates
        # Where all units have one rate, rounding may leave less than nothing.
        squares = np.maximum(k.multiply(k).sum(axis=0) - 2 * r * (n @ k) + r**2 * (n @ n), 0)
        return np.asarray(squares / n.mean() ** 2)


def _sides(counted: WordCounts, own: np.ndarray, event: list[str] | None) -> tuple[_Side, _Side]:
    """The articles of either side, or all that it has of each event."""
    places = [np.flatnonzero(side) for side in (own, ~own)]
    if event is None:
        first, second = (_Side(counted.counts[side], counted.lengths[side]) for side in places)
        return first, second
    codes, names = pd.factorize(np.array(event), sort=True)
    shape = (len(names), len(own))
    joined = (csr_array((np.ones(len(side)), (codes[side], side)), shape=shape) for side in places)
    first, second = (_Side(csr_array(events @ counted.counts), events @ counted.lengths) for events in joined)
    return first, second


def _bounds(a: _Side, b: _Side, paired: bool, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Intervals of all words' differences, as `statistics.interval` has them for ratios, by sums over sparse counts."""
    sizes = [len(a.n), len(b.n)]
    if design_for(0, sizes) == "none" and not paired:
        return (np.full(a.k.shape[1], np.nan),) * 2
    ra, rb, parts = a.rates, b.rates, [a.squares, b.squares]
    if paired:
        cross = a.k.multiply(b.k).sum(axis=0) - rb * (b.n @ a.k) - ra * (a.n @ b.k) + ra * rb * (a.n @ b.n)
        # The pulls of either side add up to nothing, so that these squares are about the mean.
        squares = np.maximum(parts[0] + parts[1] - 2 * (cross / (a.n.mean() * b.n.mean())), 0)
        variance, df = squares / (sizes[0] * (sizes[0] - 1)), np.full(len(ra), sizes[0] - 1.0)
    else:
        own, other = (part / (m * (m - 1)) for part, m in zip(parts, sizes, strict=True))
        variance = own + other
        df = variance**2 / np.maximum(own**2 / (sizes[0] - 1) + other**2 / (sizes[1] - 1), 1e-300)
    half = stdtrit(np.maximum(df, 1), (1 + level) / 2) * np.sqrt(variance)
    return PER * (ra - rb - half), PER * (ra - rb + half)
