"""Krippendorff's alpha: agreement of any number of coders beyond chance, with missing codings, and its interval over articles."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Literal

import numpy as np
import pandas as pd

from hearsay.errors import InputError
from hearsay.statistics.intervals import NONE, SEED, Interval

Level = Literal["nominal", "ordinal", "interval"]
DRAWS = 2_000
"""Bootstrap draws: the ends of a 95 % interval then move by about .01 from seed to seed."""


def krippendorff_alpha(values: pd.DataFrame | Sequence[Sequence[object]], level: Level = "nominal") -> float:
    """Krippendorff's alpha, 1 - observed disagreement ÷ that by chance.

    Parameters
    ----------
    values : DataFrame or sequences, units × coders
        What each coder gave to each unit; missing (None, nan) where a coder gave nothing. Units with fewer than two codings are
        left aside.
    level : {"nominal", "ordinal", "interval"}
        How two values differ: at all, by their rank, or by their squared distance.

    Returns
    -------
    float
        1: perfect; 0: as by chance; below: worse. Missing where nothing can be paired or nothing varies: a coder who always says
        the same shows no agreement. Do not compare alphas of codings whose shares of the values differ much.

    References
    ----------
    [Krippendorff2011]; the examples are its C and D.

    >>> units = ["11_1", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", "_555", "__11", "_3__"]
    >>> values = [[None if code == "_" else int(code) for code in unit] for unit in units]
    >>> [round(krippendorff_alpha(values, level), 3) for level in ("nominal", "ordinal", "interval")]
    [0.743, 0.815, 0.849]
    """
    counts, domain = _counts(pd.DataFrame(values), level)
    return _alpha(counts, domain, level)


def alpha_interval(
    values: pd.DataFrame, articles: Sequence[Hashable], level: Level = "nominal", *, share: float = 0.95, seed: int = SEED
) -> Interval:
    """Percentile bootstrap interval of alpha, whole articles drawn with replacement: codings of one article resemble each other.

    Missing with fewer than two articles that hold a pair, or where nothing varies. With few articles it is a rough guide.

    References
    ----------
    [Hayes2007], who draw units; here the unit is the article.
    """
    counts, domain = _counts(values, level)
    pairable = counts.sum(axis=1) > 1
    article = pd.factorize(np.asarray(list(articles), dtype=object)[pairable])[0]
    n = int(article.max()) + 1 if len(article) else 0
    if n < 2:
        return NONE
    # Alpha rests on sums over units alone, so an article's sums are all that a draw needs.
    coincidences, totals = _terms(counts[pairable], domain, level)
    sums = [np.zeros((n, part.shape[1])) for part in (coincidences, totals)]
    for whole, part in zip(sums, (coincidences, totals), strict=True):
        np.add.at(whole, article, part)
    times = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=DRAWS)
    alphas = _from_sums(times @ sums[0], times @ sums[1], domain, level)
    alphas = alphas[np.isfinite(alphas)]
    if len(alphas) < DRAWS / 2:
        return NONE
    low, high = np.quantile(alphas, [(1 - share) / 2, (1 + share) / 2])
    return float(low), float(high)


def _counts(values: pd.DataFrame, level: Level) -> tuple[np.ndarray, np.ndarray]:
    """How often each unit (rows) got each value (columns), and the values in order."""
    if level not in ("nominal", "ordinal", "interval"):
        raise InputError(f"level is 'nominal', 'ordinal' or 'interval', not {level!r}")
    flat = values.to_numpy(dtype=object).ravel()
    known = ~pd.isna(flat)
    if level == "nominal":
        codes, names = pd.factorize(pd.Series(flat[known], dtype=object).map(str), sort=True)
        domain = np.arange(len(names), dtype=float)
    else:
        codes, domain = pd.factorize(flat[known].astype(float), sort=True)
    units = np.repeat(np.arange(len(values)), values.shape[1])[known]
    counts = np.zeros((len(values), len(domain)))
    np.add.at(counts, (units, codes), 1)
    return counts, np.asarray(domain, dtype=float)


def _alpha(counts: np.ndarray, domain: np.ndarray, level: Level) -> float:
    pairable = counts[counts.sum(axis=1) > 1]
    if not len(pairable):
        return float("nan")
    within, totals = _terms(pairable, domain, level)
    return float(_from_sums(within.sum(axis=0)[None], totals.sum(axis=0)[None], domain, level)[0])


def _terms(counts: np.ndarray, domain: np.ndarray, level: Level) -> tuple[np.ndarray, np.ndarray]:
    """Of each unit: its coincidences of every two values, flat, and its counts of values."""
    others = counts.sum(axis=1, keepdims=True) - 1
    pairs = counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(len(domain))
    return (pairs / others[:, :, None]).reshape(len(counts), -1), counts


def _from_sums(coincidences: np.ndarray, totals: np.ndarray, domain: np.ndarray, level: Level) -> np.ndarray:
    """Alpha for each row of sums."""
    v = len(domain)
    n = totals.sum(axis=1)
    distances = _distances(totals, domain, level)
    observed = (coincidences.reshape(-1, v, v) * distances).sum(axis=(1, 2))
    expected = (totals[:, :, None] * totals[:, None, :] * distances).sum(axis=(1, 2)) / np.maximum(n - 1, 1)
    return np.where(expected > 0, 1 - observed / np.where(expected > 0, expected, 1), np.nan)


def _distances(totals: np.ndarray, domain: np.ndarray, level: Level) -> np.ndarray:
    """The squared difference of every two values; that of ranks depends on how often each value occurs."""
    if level == "nominal":
        return np.broadcast_to(1 - np.eye(len(domain)), (len(totals), len(domain), len(domain)))
    if level == "interval":
        return np.broadcast_to((domain[:, None] - domain[None, :]) ** 2, (len(totals), len(domain), len(domain)))
    middle = np.cumsum(totals, axis=1) - totals / 2
    return np.asarray((middle[:, :, None] - middle[:, None, :]) ** 2)
