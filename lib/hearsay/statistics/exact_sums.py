"""How likely it is that chance gives a group a sum as large, or as small, as the one it has: worked out, not drawn.

The sum of what is drawn without replacement has a distribution that can be built up unit by unit: what is known of the units
so far, once with the next one in the group and once without [Streitberg1986]. Sums are counted in cells, 2,000 to the observed
sum. It takes time like units × group × cells, and gives a p of one in a billion as readily as one in ten.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import isqrt

import numpy as np
from scipy.special import gammaln

from hearsay.statistics.permutation import Layout

CELLS = 2_000
"""Cells up to the observed sum."""


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
