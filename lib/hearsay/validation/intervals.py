"""Intervals for counts: k of n, and counts that come in articles.

Attributions of one article resemble each other, so what varies from corpus to corpus is the article. `by_article`
takes that into account; `wilson` does not, and says the least that is uncertain about k of n.
"""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

import numpy as np
from scipy.stats import norm, t

from hearsay.errors import InputError

Interval = tuple[float, float]


def wilson(k: int, n: int, level: float = 0.95) -> Interval:
    """Wilson's score interval for k of n; (0, 1) when n is 0.

    Never empty at 0 of n or n of n. Do not use it alone where the n come in clusters: it is then too narrow.

    References
    ----------
    Wilson 1927, Probable Inference, JASA 22; values as in Newcombe 1998, Statistics in Medicine 17, table I.

    >>> [round(bound, 4) for bound in wilson(81, 263)]
    [0.2553, 0.3662]
    >>> [round(bound, 4) for bound in wilson(0, 20)]
    [0.0, 0.1611]
    """
    if not 0 <= k <= n:
        raise InputError(f"{k!r} of {n!r} is no count out of a total")
    if n == 0:
        return 0.0, 1.0
    z, p = float(norm.ppf((1 + level) / 2)), k / n
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
    Efron & Stein 1981, The Jackknife Estimate of Variance, Annals of Statistics 9.

    >>> by_article(np.array([[1, 2], [1, 2], [1, 2]]), lambda sums: sums[..., 0] / sums[..., 1])
    (0.5, 0.5)
    """
    n = len(counts)
    if n < 2:
        return 0.0, 1.0
    total = counts.sum(axis=0)
    value, without = float(share(total)), share(total - counts)
    half = float(t.ppf((1 + level) / 2, n - 1) * np.sqrt((n - 1) / n * ((without - without.mean()) ** 2).sum()))
    return max(0.0, value - half), min(1.0, value + half)


def of_articles(k: np.ndarray, n: np.ndarray, level: float = 0.95) -> Interval:
    """`by_article` for k of n, but never narrower than `wilson` on the sums: 12 of 12 is not certainty.

    >>> [round(bound, 2) for bound in of_articles(np.array([6, 6]), np.array([6, 6]))]
    [0.76, 1.0]
    """
    low, high = by_article(np.column_stack([k, n]), lambda sums: sums[..., 0] / np.maximum(sums[..., 1], 1), level)
    least = wilson(int(k.sum()), int(n.sum()), level)
    return min(low, least[0]), max(high, least[1])
