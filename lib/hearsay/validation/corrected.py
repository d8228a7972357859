"""Estimates that allow for the tool's error: by rows that the user coded by hand, or by its known error per outlet."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
import pandas as pd
from scipy.stats import t

from hearsay.errors import InputError

Bounds = tuple[float, float, float]
"""A value with the ends of its interval."""


@dataclass(frozen=True)
class Estimate:
    """A corrected value with its interval; `raw` is what the tool alone says, `n_coded` and `n` the units behind it."""

    value: float
    low: float
    high: float
    raw: float
    n_coded: int
    n: int


def corrected_mean(table: pd.DataFrame, predicted: str, coded: str, *, unit: str | None = None, level: float = 0.95) -> Estimate:
    """Mean (or share, of 0 and 1) of a label over all rows, the tool's error measured on the rows coded by hand.

    The tool's mean over the rows that nobody coded, plus the mean of (coded - predicted) over those that somebody did.
    The interval holds whatever the tool's error is; a good tool makes it narrower than the coded rows alone would.

    Parameters
    ----------
    table : DataFrame
        One row per thing counted.
    predicted : str
        Column with the tool's value, numbers or booleans, never missing.
    coded : str
        Column with the hand-coded value, missing in rows that nobody coded. **The coded rows must be drawn at random**
        from all rows: rows picked because they looked odd correct towards oddness.
    unit : str, optional
        Column of the article, when rows come in articles: draw whole articles then, and the interval varies articles.
    level : float
        Of the interval; 0.95 unless told. Student's t with the coded units' degrees of freedom.

    Raises
    ------
    InputError
        With fewer than two coded or two uncoded units, or a missing prediction.

    References
    ----------
    [Angelopoulos2023]. With many coded rows the tuned form is better: [Angelopoulos2023b].
    """
    values = table[predicted].astype("float64")
    known = table[coded].notna()
    if values.isna().any():
        raise InputError(f"column {predicted!r} has {int(values.isna().sum())} missing values; every row needs a prediction")
    error = table.loc[known, coded].astype("float64") - values[known]
    units = pd.Series(table.index, index=table.index) if unit is None else table[unit]
    parts = [_mean(values[~known], units[~known], "uncoded"), _mean(error, units[known], "coded")]
    value, half = sum(part[0] for part in parts), sqrt(sum(part[1] for part in parts))
    half *= float(t.ppf((1 + level) / 2, parts[1][2] - 1))
    return Estimate(value, value - half, value + half, float(values.mean()), int(known.sum()), len(table))


def _mean(values: pd.Series, units: pd.Series, which: str) -> tuple[float, float, int]:
    """Mean over rows, its variance when units vary (ratio of sums, linearised), and the number of units."""
    sums = values.groupby(units).agg(["sum", "count"])
    if len(sums) < 2:
        raise InputError(f"{len(sums)} {which} unit(s): at least two coded and two uncoded are needed for an interval")
    mean = values.mean()
    residual = sums["sum"] - mean * sums["count"]
    return float(mean), float(len(sums) / (len(sums) - 1) * (residual**2).sum() / len(values) ** 2), len(sums)


def corrected_count(found: int, precision: Bounds, recall: Bounds) -> Bounds:
    """How many there are when so many were found: found · precision ÷ recall, with its interval.

    Parameters
    ----------
    found : int
        What the tool found.
    precision, recall : (value, low, high)
        The tool's error, shares above 0, measured elsewhere on texts of the same outlet or manner.

    Returns
    -------
    (value, low, high)
        The limits combine those of both on the log scale (MOVER) and take them as independent. They hold for texts like
        those measured: on another outlet, genre or year the true error may lie outside.

    References
    ----------
    [Zou2008].

    >>> [round(value, 1) for value in corrected_count(60, (0.8, 0.7, 0.9), (0.6, 0.5, 0.7))]
    [80.0, 65.2, 99.4]
    """
    if min(precision[1], recall[1]) <= 0:
        raise InputError(f"precision {precision!r} and recall {recall!r} must be above 0, low ends too; too little was measured")
    (p, p_low, p_high), (r, r_low, r_high) = (map(log, share) for share in (precision, recall))
    down, up = sqrt((p - p_low) ** 2 + (r_high - r) ** 2), sqrt((p_high - p) ** 2 + (r - r_low) ** 2)
    return found * exp(p - r), found * exp(p - r - down), found * exp(p - r + up)


def corrected_counts(found: pd.Series, error: pd.DataFrame) -> pd.DataFrame:
    """`corrected_count` for each outlet.

    Parameters
    ----------
    found : Series
        What the tool found, by outlet (the index).
    error : DataFrame
        As `validation.benchmarks.attribution.by_outlet` makes it. Outlets that were not measured take the row `all others`, where
        the table has it (`with_others`).

    Returns
    -------
    DataFrame
        `outlet, found, measured_on, corrected, low, high`, missing where nothing fits or the measure is too small.
    """
    known = error.set_index("outlet")
    rows = []
    for outlet, number in found.items():
        basis = outlet if outlet in known.index else "all others"
        usable = basis in known.index and min(known.loc[basis, ["precision_low", "recall_low"]]) > 0
        result = (np.nan, np.nan, np.nan)
        if usable:
            precision, recall = (_bounds(known.loc[basis], name) for name in ("precision", "recall"))
            result = corrected_count(int(number), precision, recall)
        rows.append((outlet, int(number), basis if usable else "not measured", *result))
    return pd.DataFrame(rows, columns=["outlet", "found", "measured_on", "corrected", "low", "high"])


def with_others(error: pd.DataFrame, level: float = 0.95) -> pd.DataFrame:
    """The outlets' error with a row `all others`: what to expect of an outlet that was not measured.

    The mean over the outlets and the interval in which the next outlet's share would fall (t, as many degrees of freedom
    as outlets less one): wider than the interval of the mean, for outlets differ. Needs two outlets or more.
    """
    if len(error) < 2:
        raise InputError(f"{len(error)} outlet(s) measured; at least two are needed to say what another may be like")
    row: dict[str, object] = {"outlet": "all others", **error[["articles", "predicted", "gold"]].sum()}
    for name in ("precision", "recall"):
        mean, spread = float(error[name].mean()), float(error[name].std(ddof=1)) * sqrt(1 + 1 / len(error))
        half = float(t.ppf((1 + level) / 2, len(error) - 1)) * spread
        row |= {name: mean, f"{name}_low": max(0.0, mean - half), f"{name}_high": min(1.0, mean + half)}
    return pd.concat([error, pd.DataFrame([row])], ignore_index=True)


def _bounds(row: pd.Series, name: str) -> Bounds:
    return float(row[name]), float(row[f"{name}_low"]), float(row[f"{name}_high"])
