"""How likely it is that chance gives a group a sum as large, or as small, as the one it has: worked out, not drawn.

Of values that few units have, the distribution of the sum is built up unit by unit: what is known of the units so far, once with
the next one in the group and once without [Streitberg1986]. Sums are counted in cells, 2,000 to the observed sum. It takes time
like units × group × cells, and gives a p of one in a billion as readily as one in ten.

Of values that many units have, its tail is that of a saddlepoint [Robinson1982]: assignments are tilted until the observed sum is
the one to be expected, which takes a millisecond whatever their number. On invented values of 40 to 500 of 60 to 600 units, in
one block and in many, it was within 2 % of what all assignments give, counted in fine cells, down to 4e-14.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from math import comb, isqrt

import numpy as np
from scipy.special import expit, gammaln, log_ndtr

from hearsay.statistics.permutation import Layout, every_way

CELLS = 2_000
"""Cells up to the observed sum."""
WAYS = 200
"""Ways to assign a block up to which all of them are summed: of blocks so small no normal law comes near."""
ROUNDING = 1e-5
"""How near to a whole number a multiple is one, in single precision."""
ROUNDS, STEP, CLOSE = 50, 3.0, 1e-9
"""Rounds of Newton's method, its longest step in standard deviations, and the step after which it has arrived."""


def sum_shares(values: np.ndarray, layout: Layout) -> tuple[float, float]:
    """The shares of all assignments that give the group a sum of `values` at least, and at most, as large as the one it has.

    `values` are one per unit and none is negative. Sums nearer to the observed one than what rounding may take away count as
    large, or as small, as it: what is given is too large, if anything.
    """
    observed = float(values[layout.inside].sum())
    cells = np.rint(values * (CELLS / observed)).astype(np.int64) if observed else (values > 0).astype(np.int64)
    own = int(cells[layout.inside].sum())
    fixed = own - sum(int(cells[units][layout.inside[units]].sum()) for units in layout.places)
    tie = isqrt(int((values[layout.inside] > 0).sum())) + 1 if observed else 0
    share = np.zeros(own - fixed + tie + 2)  # the last cell is for all sums above the observed one
    share[0] = 1.0
    for units in layout.places:
        share = _with_block(share, cells[units], int(layout.inside[units].sum()))
    return float(share[max(own - fixed - tie, 0) :].sum()), float(share[:-1].sum())


def sum_steps(values: int, layout: Layout) -> float:
    """How many steps, at most, the shares take of a sum in which so many units have a value that is not zero."""
    largest = max((min(values, int(layout.inside[units].sum())) for units in layout.places), default=0)
    return float(values) * (largest + 1) * CELLS


def tail_share(values: np.ndarray, layout: Layout, above: bool) -> float:
    """About the share of all assignments that give the group a sum at least as large (`above`), or small, as the one it has.

    `values` are as in `sum_shares`, and many. Missing where no tilt of assignments makes the sum the expected one, as where it is
    the largest that there is.
    """
    some = [(values[units], int(layout.inside[units].sum())) for units in layout.places if values[units].any()]
    free = sum(float(values[units][layout.inside[units]].sum()) for units in layout.places)
    small: dict[tuple[int, int], list[np.ndarray]] = {}
    parts: list[Callable[[float], _Tilted]] = []
    for own, drawn in some:
        if comb(len(own), drawn) <= WAYS:
            small.setdefault((len(own), drawn), []).append(own)
        else:
            parts.append(partial(_tilted_block, own, drawn))
    parts += [partial(_tilted_ways, every_way(*kind) @ np.array(alike).T) for kind, alike in sorted(small.items())]
    goal = free - _span(values) / 2 if above else free + _span(values) / 2
    tilt = 0.0
    for _ in range(ROUNDS):
        found = _summed(part(tilt) for part in parts)
        if not found.variance > 0:
            return float("nan")
        step = (goal - found.mean) / found.variance
        tilt += float(np.clip(step, -STEP / found.variance**0.5, STEP / found.variance**0.5))
        if abs(step) <= CLOSE * max(abs(tilt), CLOSE):
            return _tail(tilt, goal, found, above)
    return float("nan")


@dataclass(frozen=True)
class _Tilted:
    """The logarithm of what tilted assignments add up to, the mean and the variance of the sum under them, and the logarithm of
    how much less it varies how many units are in the group."""

    log: float
    mean: float
    variance: float
    fixed: float = 0.0


def _summed(parts: Iterator[_Tilted]) -> _Tilted:
    rows = [(part.log, part.mean, part.variance, part.fixed) for part in parts]
    return _Tilted(*np.sum(rows, axis=0).tolist()) if rows else _Tilted(0.0, 0.0, 0.0)


def _tilted_ways(sums: np.ndarray, tilt: float) -> _Tilted:
    """Blocks of which all ways are known, by the sum of each way: ways × blocks."""
    largest = (tilt * sums).max(axis=0)
    weights = np.exp(tilt * sums - largest)
    whole = weights.sum(axis=0)
    mean = (weights * sums).sum(axis=0) / whole
    variance = (weights * (sums - mean) ** 2).sum(axis=0) / whole
    return _Tilted(float((largest + np.log(whole / len(sums))).sum()), float(mean.sum()), float(variance.sum()))


def _tilted_block(values: np.ndarray, own: int, tilt: float) -> _Tilted:
    """A block of whose units each is in the group by a chance of its own, such that `own` are to be expected."""
    odds, level = np.log(own / (len(values) - own)), 0.0
    for _ in range(ROUNDS):
        chance = expit(odds + level + tilt * values)
        spread = chance * (1 - chance)
        count = spread.sum()
        if not count > 0:  # tilted beyond all that can be drawn
            return _Tilted(0.0, 0.0, 0.0)
        step = (chance.sum() - own) / count
        level -= float(np.clip(step, -STEP, STEP))
        if abs(step) <= CLOSE:
            break
    both = (values * spread).sum()
    share = own / len(values)
    log = np.logaddexp(np.log1p(-share), np.log(share) + level + tilt * values).sum() - level * own
    fixed = np.log(count / (len(values) * share * (1 - share)))
    return _Tilted(float(log), float(values @ chance), float((values**2) @ spread - both**2 / count), float(fixed))


def _tail(tilt: float, goal: float, found: _Tilted, above: bool) -> float:
    """The tail beyond the goal by Lugannani and Rice, from the tilt that makes it the mean; missing where it is no tail."""
    if (tilt > 0) != above:
        return float("nan")
    root = np.sqrt(max(2 * (tilt * goal - found.log), 0.0))
    slope = abs(tilt) * np.sqrt(found.variance * np.exp(found.fixed))
    density = np.exp(-(root**2) / 2) / np.sqrt(2 * np.pi)
    share = np.exp(log_ndtr(-root)) + density * (1 / slope - 1 / root) if root > 0 else np.nan
    return float(share) if 0 < share < 1 else float("nan")


def _span(values: np.ndarray) -> float:
    """What all values are multiples of, where it is the smallest of them: sums then come in steps, and half of one is a tie."""
    least = values[values > 0].min()
    times = values / least
    return float(least) if np.abs(times - np.rint(times)).max() < ROUNDING else 0.0


def _with_block(share: np.ndarray, cells: np.ndarray, own: int) -> np.ndarray:
    """The shares of sums when a block, of which `own` are in the group, has been added."""
    some, top = cells[cells > 0], len(share) - 1
    most = min(own, len(some))
    # By how many units with a value are still to be drawn; units without one are drawn before, which is a formula.
    left = np.array([*_hypergeometric(len(cells), len(some), own, most)])[:, None] * share
    for number, size in enumerate(np.minimum(some, top).tolist()):
        taken = left * np.minimum(np.arange(most + 1) / (len(some) - number), 1)[:, None]
        left -= taken
        left[:-1, size:] += taken[1:, : top + 1 - size]
        left[:-1, top] += taken[1:, top + 1 - size :].sum(axis=1)
    return np.asarray(left[0])


def _hypergeometric(units: int, some: int, own: int, most: int) -> Iterator[float]:
    """The chances that 0, 1 … `most` of `own` units drawn are among `some` of all."""
    for drawn in range(most + 1):
        rest = own - drawn
        possible = rest <= units - some
        ways = _log_choose(some, drawn) + _log_choose(units - some, rest) if possible else -np.inf
        yield float(np.exp(ways - _log_choose(units, own)))


def _log_choose(n: int, k: int) -> float:
    return float(gammaln(n + 1.0) - gammaln(k + 1.0) - gammaln(n - k + 1.0))
