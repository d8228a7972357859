"""Shares, means and gaps corrected by rows that the user coded by hand: power-tuned prediction-powered inference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, inf, isfinite, nan, sqrt
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from hearsay.errors import InputError

Population = Literal["articles like these", "these articles"]
"""Of whom an estimate speaks: of what the same outlets print, so that articles vary; or of the articles at hand, coded or not."""
LIKE: Population = "articles like these"
THESE: Population = "these articles"
SHARE = (0.0, 1.0)
OUTCOMES = np.array([[1.0, 1.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])
"""Coded and predicted, one row of each outcome (of a mean: at its limits): they smooth the variance, as [Agresti2000] smooth two
shares. Without them a few coded rows on which the tool happens to be right would claim that it is always right."""
Columns = str | tuple[str, str]


class Bounds(NamedTuple):
    """A value with the ends of its interval."""

    value: float
    low: float
    high: float

    @property
    def width(self) -> float:
        """Of the interval."""
        return self.high - self.low


@dataclass(frozen=True)
class Estimate:
    """One figure three times: as the tool says, from the rows coded by hand alone, and corrected by them.

    Attributes
    ----------
    machine
        The tool's figure over all rows; how far it is off is what the coded rows tell, so it has no interval of its own.
    coded, corrected
        The figure with its interval.
    weight
        How far the tool's figures are used: 0 (coded rows alone) to 1 (plain prediction-powered inference).
    n_coded, n
        Rows coded, and all.
    stays, falls
        Variance of the corrected figure: what remains when every row is coded, and what falls as more rows are.
    quantile
        Half the interval is so many square roots of the variance.
    """

    machine: float
    coded: Bounds
    corrected: Bounds
    weight: float
    n_coded: int
    n: int
    stays: float
    falls: float
    quantile: float

    def more_for(self, width: float) -> float:
        """How many more rows to code until the corrected interval is about so wide; infinite where coding all is not enough.

        It takes the rows to come for rows like those coded, drawn in the same way.
        """
        if self.corrected.width <= width:
            return 0.0
        allowed = (width / 2 / self.quantile) ** 2 - self.stays
        if allowed <= 0 or self.n_coded == self.n or not self.falls:
            return inf
        # What falls does so as 1/n less 1/N: it is gone when every row is coded.
        per_row = self.falls / (1 / self.n_coded - 1 / self.n)
        return float(max(1, ceil(1 / (allowed / per_row + 1 / self.n)) - self.n_coded))


@dataclass(frozen=True)
class _Figure:
    """A figure, and by population how far each unit pulls it, and what smooths its variance; `freedom` are its degrees."""

    value: float
    pulls: Mapping[Population, np.ndarray]
    smooth: Mapping[Population, float]
    units: int
    freedom: float

    def variance(self, population: Population) -> float:
        return self.units / (self.units - 1) * float((self.pulls[population] ** 2).sum()) + self.smooth[population]

    def minus(self, other: _Figure, population: Population) -> _Figure:
        """The difference; units that pull both figures, such as articles with two voices, pull it by their difference."""
        pulls = {name: self.pulls[name] - other.pulls[name] for name in self.pulls}
        smooth = {name: self.smooth[name] + other.smooth[name] for name in self.smooth}
        parts = [(each.variance(population), each.freedom) for each in (self, other)]
        whole = sum(variance for variance, _ in parts)
        # Welch's degrees of freedom.
        freedom = whole**2 / sum(variance**2 / degrees for variance, degrees in parts) if whole else min(d for _, d in parts)
        return _Figure(self.value - other.value, pulls, smooth, min(self.units, other.units), freedom)

    def bounds(self, population: Population, limits: tuple[float, float], level: float) -> Bounds:
        """The figure and its t interval within the limits."""
        half = float(stdtrit(self.freedom, (1 + level) / 2)) * sqrt(self.variance(population))
        low, value, high = (float(np.clip(self.value + step, *limits)) for step in (-half, 0.0, half))
        return Bounds(value, low, high)


@dataclass(frozen=True)
class _Rows:
    """The rows of one group: sum over sum, as coded (of the coded rows) and as predicted (of all), and how they were drawn.

    `article` and `place` number articles and rows over both groups of a gap, `sizes` tells how many there are of each.
    """

    coded: tuple[np.ndarray, np.ndarray]
    machine: tuple[np.ndarray, np.ndarray]
    known: np.ndarray
    weight: np.ndarray
    article: np.ndarray
    place: np.ndarray
    sizes: tuple[int, int]
    limits: tuple[float, float]

    def over_coded(self, values: np.ndarray) -> float:
        """Weighted mean over the coded rows."""
        return float((self.weight * values).sum() / self.weight.sum())

    def figure(self, tuning: float, at: float | None = None) -> _Figure:
        """The figure under one weight of the tool's values; `at` holds the value that the pulls are taken around."""
        k, n = (
            self.over_coded(coded) + tuning * (float(machine.mean()) - self.over_coded(machine[self.known]))
            for coded, machine in zip(self.coded, self.machine, strict=True)
        )
        if n <= 0:
            raise InputError("the coded rows hold nothing to divide by: none of them was coded as one that counts")
        around = k / n if at is None else at
        coded, machine = (sums[0] - around * sums[1] for sums in (self.coded, self.machine))
        error = coded - tuning * machine[self.known]
        each, smoothed = float(self.weight.mean()), isfinite(self.limits[1])
        extra = len(OUTCOMES) if smoothed else 0
        # The rows that smooth weigh as much as a coded one on average.
        error = (error - self.over_coded(error)) / (self.weight.sum() + extra * each) / n
        articles = self.article[self.known]
        like = np.bincount(articles, self.weight * error, self.sizes[0])
        like += np.bincount(self.article, tuning * (machine - machine.mean()) / len(machine) / n, self.sizes[0])
        # Of the articles at hand only the draw is uncertain: whole articles where none was coded in part, else rows.
        part = np.sqrt(np.maximum(1 - 1 / self.weight, 0.0)) * self.weight * error
        held, drawn = np.bincount(self.article), np.bincount(articles, minlength=int(self.article.max()) + 1)
        whole = bool(((drawn == held) | (drawn == 0)).all())
        where = articles if whole else self.sizes[0] + self.place[self.known]
        pulls = {LIKE: like, THESE: np.bincount(where, part, sum(self.sizes))}
        smooth = 0.0
        if smoothed:
            low, high = self.limits
            off = (low + (high - low) * OUTCOMES) @ [1, -tuning] - around * (1 - tuning)
            smooth = float((off**2).sum()) / (self.known.sum() + extra) ** 2
        elif not error.any() and not self.known.all():
            raise InputError("the coded rows do not vary, so they do not tell how far the others might; code more")
        units = int((drawn > 0).sum())
        return _Figure(k / n, pulls, {LIKE: smooth, THESE: smooth * (1 - 1 / each)}, units, max(units - 1 - bool(tuning), 1))

    def tuned(self, population: Population) -> tuple[_Figure, float]:
        """The figure under the weight of the tool's values that makes its variance least, and that weight [Angelopoulos2023b].

        The variance is a parabola in the weight, so three points tell where it is least.
        """
        at = self.figure(0.0)
        none, half, full = (self.figure(tuning, at.value).variance(population) for tuning in (0.0, 0.5, 1.0))
        bend = 2 * (none - 2 * half + full)
        tuning = float(np.clip((none - full + bend) / (2 * bend), 0, 1)) if bend > 1e-9 * none else 0.0
        return self.figure(tuning), tuning


def corrected_mean(
    table: pd.DataFrame,
    predicted: str,
    coded: str,
    *,
    unit: str | None = None,
    probability: str | None = None,
    population: Population = LIKE,
    limits: tuple[float, float] = SHARE,
    level: float = 0.95,
) -> Estimate:
    """Mean (or share, of 0 and 1) of a label over all rows, the tool's error measured on the rows coded by hand.

    The mean of the coded rows, plus a part of what the tool says of all rows less what it says of the coded ones. The part
    (`Estimate.weight`) is the one with the least variance: a good tool makes the interval much narrower than the coded rows
    alone would, a bad one is not used, and when every row is coded the tool has no say. The interval holds whatever the
    tool's error is.

    Parameters
    ----------
    table : DataFrame
        One row per thing counted.
    predicted : str
        Column with the tool's value, numbers or booleans, never missing.
    coded : str
        Column with the hand-coded value, missing in rows that nobody coded. **The coded rows must be drawn at random**
        from all rows, as `validation.sample.draw_sample` does: rows picked because they looked odd correct towards oddness.
    unit : str, optional
        Column of the article, when rows come in articles: the interval then varies articles. Else each row is one.
    probability : str, optional
        Column with the chance that a row had of being drawn; equal for all unless given.
    population : {"articles like these", "these articles"}
        Of whom the estimate speaks. Of articles like these: how far articles vary is in the interval, as in charts by
        outlet. Of these articles: the interval says what is not known of the rows that nobody coded, and closes with the
        last of them.
    limits : (low, high)
        Within which the figure lies; value and interval are cut to them, and the variance is smoothed by rows at them.
    level : float
        Of the interval; 0.95 unless told. Student's t with the coded articles' degrees of freedom.

    Returns
    -------
    Estimate
        The corrected interval is never wider than that of the coded rows alone. Do not compare two groups by whether their
        intervals overlap: take `corrected_gap`.

    Raises
    ------
    InputError
        With fewer than two coded units, a missing prediction, or a chance that is none.

    References
    ----------
    Power-tuned prediction-powered inference [Angelopoulos2023b], its variance summed over articles and its rows weighted by
    the chance to be drawn, which is the difference estimator of surveys [Sarndal1992].
    """
    groups = _groups(table, [np.ones(len(table), dtype=bool)], predicted, coded, unit, probability, limits)
    return _estimate(groups, population, limits, level)


def corrected_ratio(
    table: pd.DataFrame,
    predicted: tuple[str, str],
    coded: tuple[str, str],
    *,
    unit: str | None = None,
    probability: str | None = None,
    population: Population = LIKE,
    limits: tuple[float, float] = (0.0, inf),
    level: float = 0.95,
) -> Estimate:
    """As `corrected_mean`, of one sum over another: attributions per word, or the unnamed of those rows that are attributions.

    Parameters
    ----------
    predicted, coded : (str, str)
        Columns with numerator and denominator of each row, as the tool says and as people coded. Where the denominator is
        known without coding (words), name the same column in both. A row is coded where neither is missing.
    table, unit, probability, population, limits, level
        As in `corrected_mean`.
    """
    groups = _groups(table, [np.ones(len(table), dtype=bool)], predicted, coded, unit, probability, limits)
    return _estimate(groups, population, limits, level)


def corrected_gap(
    table: pd.DataFrame,
    predicted: Columns,
    coded: Columns,
    *,
    by: str,
    between: tuple[str, str],
    unit: str | None = None,
    probability: str | None = None,
    population: Population = LIKE,
    limits: tuple[float, float] = SHARE,
    level: float = 0.95,
) -> Estimate:
    """The figure of one group less that of another, each corrected by its own coded rows.

    Parameters
    ----------
    by, between
        The column of the groups, and the two of them. They may stand in the same articles, as the two voices do.
    limits
        Of either figure; the gap lies within their distance.
    table, predicted, coded, unit, probability, population, level
        As in `corrected_mean`, or pairs of columns as in `corrected_ratio`.
    """
    chosen = [(table[by] == name).to_numpy() for name in between]
    if empty := [name for name, rows in zip(between, chosen, strict=True) if not rows.any()]:
        held = ", ".join(sorted(map(str, table[by].unique()))[:8])
        raise InputError(f"no row has {empty[0]!r} in the column {by!r}; there are {held}")
    groups = _groups(table, chosen, predicted, coded, unit, probability, limits)
    reach = limits[1] - limits[0]
    return _estimate(groups, population, (-reach, reach), level)


def _groups(
    table: pd.DataFrame,
    chosen: Sequence[np.ndarray],
    predicted: Columns,
    coded: Columns,
    unit: str | None,
    probability: str | None,
    limits: tuple[float, float],
) -> list[_Rows]:
    """The columns as numbers, for each choice of rows. A row is coded where both of its sums are."""

    def numbers(names: Columns) -> tuple[np.ndarray, np.ndarray]:
        k, *n = (table[name].astype("float64").to_numpy() for name in ([names] if isinstance(names, str) else names))
        return k, n[0] if n else np.ones(len(table))

    machine, hand = numbers(predicted), numbers(coded)
    if missing := int(np.isnan(machine[0] + machine[1]).sum()):
        raise InputError(f"column {predicted!r} has {missing} missing values; every row needs a prediction")
    known = ~np.isnan(hand[0] + hand[1])
    article, names = pd.factorize(table.index if unit is None else table[unit])
    groups = []
    for rows in chosen:
        own = known & rows
        if (n := len(np.unique(article[own]))) < 2:
            raise InputError(f"{n} coded unit(s): at least two are needed for an interval")
        chance = np.full(len(table), own.sum() / rows.sum())
        if probability is not None:
            chance = table[probability].astype("float64").to_numpy()
        if not ((chance[own] > 0) & (chance[own] <= 1)).all():
            raise InputError(f"column {probability!r} holds a chance to be drawn that is not above 0 and at most 1")
        by_hand, by_machine = ((sums[0][of], sums[1][of]) for sums, of in ((hand, own), (machine, rows)))
        place, sizes = np.flatnonzero(rows), (len(names), len(table))
        groups.append(_Rows(by_hand, by_machine, known[rows], 1 / chance[own], article[rows], place, sizes, limits))
    return groups


def _estimate(groups: Sequence[_Rows], population: Population, limits: tuple[float, float], level: float) -> Estimate:
    """Of one group, or of the first less the second."""
    if population not in (LIKE, THESE):
        raise InputError(f"population is {LIKE!r} or {THESE!r}, not {population!r}")
    tuned, weights = zip(*(group.tuned(population) for group in groups), strict=True)
    coded, corrected = (
        figures[0] if len(figures) == 1 else figures[0].minus(figures[1], population)
        for figures in ([group.figure(0.0) for group in groups], tuned)
    )
    weight, by_hand, both = float(np.mean(weights)), *(figure.bounds(population, limits, level) for figure in (coded, corrected))
    # A tool that does not narrow the interval is not used.
    if both.width >= by_hand.width:
        both, corrected, weight = by_hand, coded, 0.0
    machine = [float(k.sum() / n.sum()) if n.sum() else nan for k, n in (group.machine for group in groups)]
    falls = corrected.variance(THESE)
    return Estimate(
        machine=machine[0] - sum(machine[1:]),
        coded=by_hand,
        corrected=both,
        weight=weight,
        n_coded=sum(int(group.known.sum()) for group in groups),
        n=sum(len(group.known) for group in groups),
        stays=max(0.0, corrected.variance(population) - falls),
        falls=falls,
        quantile=float(stdtrit(corrected.freedom, (1 + level) / 2)),
    )
