"""Counts that allow for what the tool misses and invents, by its error as it was measured on each outlet."""

from __future__ import annotations

from math import exp, log, nan, sqrt

import pandas as pd
from scipy.special import stdtrit

from hearsay.errors import InputError
from hearsay.validation.corrected import Bounds


def ratio(one: Bounds, other: Bounds) -> Bounds:
    """One figure over another that is independent of it; missing where either, or an end of its interval, is not above 0.

    The limits combine those of both on the log scale (MOVER, [Zou2008]).
    """
    if not min(*one, *other) > 0:  # neither a nought nor a missing one
        return Bounds(nan, nan, nan)
    (a, a_low, a_high), (b, b_low, b_high) = (tuple(map(log, bounds)) for bounds in (one, other))
    down, up = sqrt((a - a_low) ** 2 + (b_high - b) ** 2), sqrt((a_high - a) ** 2 + (b - b_low) ** 2)
    return Bounds(exp(a - b), exp(a - b - down), exp(a - b + up))


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

    >>> [round(value, 1) for value in corrected_count(60, Bounds(0.8, 0.7, 0.9), Bounds(0.6, 0.5, 0.7))]
    [80.0, 65.2, 99.4]
    """
    if min(precision[1], recall[1]) <= 0:
        raise InputError(f"precision {precision!r} and recall {recall!r} must be above 0, low ends too; too little was measured")
    return Bounds(*(found * end for end in ratio(precision, recall)))


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
        result = Bounds(nan, nan, nan)
        if usable:
            precision, recall = (_bounds(known.loc[basis], name) for name in ("precision", "recall"))
            result = corrected_count(int(number), precision, recall)
        rows.append((outlet, int(number), basis if usable else "not measured", *result))
    return pd.DataFrame(rows, columns=["outlet", "found", "measured_on", "corrected", "low", "high"])


def with_others(error: pd.DataFrame) -> pd.DataFrame:
    """The outlets' error with a row `all others`: what to expect of an outlet that was not measured.

    The mean over the outlets and the interval in which the next outlet's share would fall (t, as many degrees of freedom
    as outlets less one): wider than the interval of the mean, for outlets differ. Needs two outlets or more.
    """
    if len(error) < 2:
        raise InputError(f"{len(error)} outlet(s) measured; at least two are needed to say what another may be like")
    row: dict[str, object] = {"outlet": "all others", **error[["articles", "predicted", "gold"]].sum()}
    for name in ("precision", "recall"):
        mean, spread = float(error[name].mean()), float(error[name].std(ddof=1)) * sqrt(1 + 1 / len(error))
        half = float(stdtrit(len(error) - 1, 0.975)) * spread
        row |= {name: mean, f"{name}_low": max(0.0, mean - half), f"{name}_high": min(1.0, mean + half)}
    return pd.concat([error, pd.DataFrame([row])], ignore_index=True)


def _bounds(row: pd.Series, name: str) -> Bounds:
    return Bounds(float(row[name]), float(row[f"{name}_low"]), float(row[f"{name}_high"]))
