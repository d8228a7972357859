"""Intervals: for k of n, for counts that come in articles, for a correlation, and for the difference between two groups
of articles; and Cohen's kappa, which has none here.

Attributions of one article resemble each other, so what varies from corpus to corpus is the article. `by_article`
takes that into account; `wilson` does not, and says the least that is uncertain about k of n. `interval` is that of a
difference.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np
from scipy.special import ndtri, stdtrit

from hearsay.errors import InputError

Interval = tuple[float, float]
Method = Literal["t", "bca"]
NONE: Interval = (float("nan"), float("nan"))
RESAMPLES, SEED = 9_999, 20_220_719


@dataclass(frozen=True)
class Sums:
    """What each unit of a group has: `k` summed over `n` is the group's figure; with n of 1 it is a mean."""

    k: np.ndarray
    n: np.ndarray

    @property
    def value(self) -> float:
        """The group's figure."""
        return float(self.k.sum() / self.n.sum())

    @property
    def pulls(self) -> np.ndarray:
        """How far each unit pulls the figure: for means, its distance from the mean (linearised ratio [Cochran1977])."""
        return np.asarray((self.k - self.value * self.n) / self.n.mean())


def wilson(k: int, n: int, level: float = 0.95) -> Interval:
    """Wilson's score interval for k of n; (0, 1) when n is 0.

    Never empty at 0 of n or n of n. Do not use it alone where the n come in clusters: it is then too narrow.

    References
    ----------
    [Wilson1927]; values as in table I of [Newcombe1998].

    >>> [round(bound, 4) for bound in wilson(81, 263)]
    [0.2553, 0.3662]
    >>> [round(bound, 4) for bound in wilson(0, 20)]
    [0.0, 0.1611]
    """
    if not 0 <= k <= n:
        raise InputError(f"{k!r} of {n!r} is no count out of a total")
    if n == 0:
        return 0.0, 1.0
    z, p = float(ndtri((1 + level) / 2)), k / n
    centre, half = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    # At 0 of n and n of n the formula is exact on paper only.
    return (centre - half) / scale if k else 0.0, (centre + half) / scale if k < n else 1.0


def by_article(counts: np.ndarray, share: Callable[[np.ndarray], np.ndarray], level: float = 0.95) -> Interval:
    """Interval of a share of summed counts, from how it changes as each article in turn is left out (jackknife, t).

    Parameters
    ----------
    counts : array, articles × counts
        One row per article.
    share : callable
        Takes sums (any leading shape, counts last) to shares between 0 and 1.
    level : float
        Of the interval; 0.95 unless told.

    Returns
    -------
    (low, high)
        (0, 1) for fewer than two articles: one article says nothing of what another would give.

    References
    ----------
    [Efron1981].

    >>> by_article(np.array([[1, 2], [1, 2], [1, 2]]), lambda sums: sums[..., 0] / sums[..., 1])
    (0.5, 0.5)
    """
    n = len(counts)
    if n < 2:
        return 0.0, 1.0
    total = counts.sum(axis=0)
    value, without = float(share(total)), share(total - counts)
    half = float(stdtrit(n - 1, (1 + level) / 2) * np.sqrt((n - 1) / n * ((without - without.mean()) ** 2).sum()))
    return max(0.0, value - half), min(1.0, value + half)


def of_articles(k: np.ndarray, n: np.ndarray, level: float = 0.95) -> Interval:
    """`by_article` for k of n, but never narrower than `wilson` on the sums: 12 of 12 is not certainty.

    >>> [round(bound, 2) for bound in of_articles(np.array([6, 6]), np.array([6, 6]))]
    [0.76, 1.0]
    """
    low, high = by_article(np.column_stack([k, n]), lambda sums: sums[..., 0] / np.maximum(sums[..., 1], 1), level)
    least = wilson(int(k.sum()), int(n.sum()), level)
    return min(low, least[0]), max(high, least[1])


def mean_interval(values: np.ndarray, level: float = 0.95) -> Interval:
    """Interval of a mean by t, as of articles' means; missing where they are fewer than two or do not vary.

    >>> [round(bound, 2) for bound in mean_interval(np.array([1.0, 2.0, 3.0, 4.0]))]
    [0.45, 4.55]
    """
    if len(values) < 2 or np.ptp(values) < 1e-12:
        return NONE
    half = float(stdtrit(len(values) - 1, (1 + level) / 2) * values.std(ddof=1) / np.sqrt(len(values)))
    return float(values.mean()) - half, float(values.mean()) + half


def r_interval(r: float, n: int) -> Interval:
    """95 % interval of Pearson's r over n > 3 pairs, by Fisher's z.

    >>> [round(bound, 2) for bound in r_interval(0.5, 28)]
    [0.16, 0.74]
    """
    z, half = np.arctanh(np.clip(r, -1 + 1e-12, 1 - 1e-12)), 1.959964 / np.sqrt(n - 3)
    return float(np.tanh(z - half)), float(np.tanh(z + half))


def cohen_kappa(first: Sequence[float] | np.ndarray, second: Sequence[float] | np.ndarray) -> float:
    """Cohen's kappa of two codings of the same units: agreement beyond chance, at most 1; missing where chance explains all.

    Do not compare kappas of codings whose shares of the classes differ: chance differs with them.

    >>> round(cohen_kappa([1, 1, 0, 0, 1], [1, 0, 0, 0, 1]), 3)
    0.615
    """
    one, two = np.asarray(first), np.asarray(second)
    n = len(one)
    chance = sum(int((one == code).sum()) * int((two == code).sum()) for code in np.union1d(one, two))
    if chance == n**2:
        return float("nan")
    expected = chance / n**2
    return float(((one == two).sum() / n - expected) / (1 - expected))


def interval(a: Sums, b: Sums, *, paired: bool = False, method: Method = "t", level: float = 0.95) -> Interval:
    """Interval of the difference between two groups' figures, from how their articles (or events) vary.

    Parameters
    ----------
    a, b
        The units of both groups; with `paired` the n-th of either belongs to the same event.
    method
        "t": Welch's, or that of paired differences; for ratios on the linearised values. "bca": bootstrap of whole units,
        bias-corrected and accelerated [Efron1987].

    Returns
    -------
    (low, high)
        Missing where the units do not vary or are fewer than two: that is no certainty.
    """
    if min(len(a.k), len(b.k)) < 2 or np.allclose([np.ptp(a.k / a.n), np.ptp(b.k / b.n)], 0, atol=1e-12):
        return NONE
    return _bca(a, b, paired, level) if method == "bca" else _t(a, b, paired, level)


def _t(a: Sums, b: Sums, paired: bool, level: float) -> Interval:
    if paired:
        spread = a.pulls - b.pulls
        variance, df = spread.var(ddof=1) / len(spread), len(spread) - 1.0
    else:
        parts = [x.pulls.var(ddof=1) / len(x.k) for x in (a, b)]
        variance = sum(parts)
        df = variance**2 / sum(part**2 / (len(x.k) - 1) for part, x in zip(parts, (a, b), strict=True)) if variance else 1.0
    if variance <= 1e-24:
        return NONE
    difference, half = a.value - b.value, float(stdtrit(df, (1 + level) / 2)) * sqrt(variance)
    return difference - half, difference + half


def _bca(a: Sums, b: Sums, paired: bool, level: float) -> Interval:
    # Deferred: it takes 60 MB and half a second, and most need no bootstrap.
    from scipy.stats import bootstrap

    def statistic(i: np.ndarray, j: np.ndarray, axis: int = -1) -> np.ndarray:
        own, other = ((x.k[u].sum(axis=axis) / x.n[u].sum(axis=axis)) for x, u in ((a, i), (b, j)))
        return np.asarray(own - other)

    units = (np.arange(len(a.k)), np.arange(len(b.k)))
    bounds = bootstrap(
        units, statistic, paired=paired, n_resamples=RESAMPLES, confidence_level=level, method="BCa",
        rng=np.random.default_rng(SEED), batch=1_000,
    ).confidence_interval  # fmt: skip
    return float(bounds.low), float(bounds.high)
