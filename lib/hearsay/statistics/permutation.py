"""Tests by reassignment: what would have been found if the names of the groups meant nothing; and what many tests cost.

The units (articles, or what one group has of one event) keep their values; who belongs to the group is drawn anew within
each block. All tests of Hearsay go through `assignments`: one matrix of assignments serves every measure and every word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import combinations
from math import ceil, comb, prod

import numpy as np

from hearsay.errors import InputError

EXACT = 20_000
"""Assignments up to which all of them are tried."""
DRAWS = 9_999
"""Assignments that are drawn where there are more."""
SEED = 20_220_719
CHUNK = 2_000
"""Assignments that are held in memory at once."""
WAYS = 5_000
"""Ways to assign a block, up to which they are listed and one of them is drawn by its number."""
TIE = 1e-9
"""Sums in another order differ in the last digits; those are ties."""
ALPHA = 0.05


@dataclass(frozen=True)
class Test:
    """A p-value, the smallest that these data could have given, and from what: 'exact', or the number of draws.

    `resolvable` is the smallest difference that the test would have called one, on articles that vary as these do; missing
    where it would have called none, where nothing varies, and where there is no single difference.
    """

    __test__ = False  # no test of pytest's

    p: float
    least_p: float
    draws: str
    resolvable: float = float("nan")


@dataclass(frozen=True)
class Layout:
    """Who is in the group (`inside`, one bool per unit), and within which blocks that may change (a code per unit)."""

    inside: np.ndarray
    blocks: np.ndarray

    @cached_property
    def places(self) -> list[np.ndarray]:
        """The units of each block in which something can change."""
        return [units for units in _by_block(self.blocks) if 0 < self.inside[units].sum() < len(units)]

    @cached_property
    def size(self) -> int:
        """How many assignments there are."""
        return prod(comb(len(units), int(self.inside[units].sum())) for units in self.places)

    @property
    def mirrored(self) -> bool:
        """Whether each assignment has a counterpart in which group and rest change places."""
        return all(2 * self.inside[units].sum() == len(units) for units in self.places) and len(self.places) > 0

    def least_p(self, draws: int) -> float:
        """The smallest p that a test of two sides can give here."""
        exact = min(1.0, (2 if self.mirrored else 1) / self.size)
        return exact if self.size <= EXACT else max(exact, 1 / (draws + 1))


def assignments(layout: Layout, draws: int = DRAWS, seed: int = SEED) -> Iterator[np.ndarray]:
    """Assignments as rows of bools, in chunks and no order: all when there are at most 20,000, else `draws` at random.

    The same for the same layout and seed: order the units by something of their own, such as the article's name.
    """
    if layout.size <= EXACT:
        yield np.random.default_rng(seed).permutation(_every(layout))
    else:
        yield from _drawn(layout, draws, seed)


def _drawn(layout: Layout, draws: int, seed: int) -> Iterator[np.ndarray]:
    """The group drawn anew within each block, in chunks of rows; blocks of one size with as many of the group in one call.

    Of a block that can be assigned in few ways the number of one of them is drawn, of others who is in the group: to permute
    all units takes far longer.
    """
    rng = np.random.default_rng(seed)
    kinds: dict[tuple[int, int], list[np.ndarray]] = {}
    for block in layout.places:
        kinds.setdefault((len(block), int(layout.inside[block].sum())), []).append(block)
    for first in range(0, draws, CHUNK):
        rows = min(CHUNK, draws - first)
        # Units in rows, so that what is drawn for a unit is written in one piece.
        drawn = np.repeat(layout.inside[:, None], rows, axis=1)
        for (size, own), alike in sorted(kinds.items()):
            blocks = np.array(alike)
            if comb(size, own) <= WAYS:
                ways = every_way(size, own).T
                part = ways[:, rng.integers(ways.shape[1], size=(len(blocks), rows), dtype=np.uint16)]
                drawn[blocks.T.ravel()] = part.reshape(-1, rows)
            else:
                part = _chosen(rng, size, own, len(blocks) * rows)
                drawn[blocks.T.ravel()] = part.reshape(-1, rows)
        yield drawn.T


@lru_cache(256)
def every_way(size: int, own: int) -> np.ndarray:
    """All ways to choose `own` of `size` units, as rows of bools."""
    chosen = list(combinations(range(size), own))
    ways = np.zeros((len(chosen), size), dtype=bool)
    ways[np.repeat(np.arange(len(chosen)), own), np.ravel(chosen)] = True
    return ways


def _chosen(rng: np.random.Generator, size: int, own: int, times: int) -> np.ndarray:
    """`own` of `size` units chosen so many times, all choices alike, as (units, times) bools: by Floyd's algorithm.

    It takes as many steps as the smaller side has units, and each is one call for all times.
    """
    fewer = min(own, size - own)
    chosen, at = np.zeros((size, times), dtype=bool), np.arange(times)
    for last in range(size - fewer, size):
        unit = rng.integers(last + 1, size=times)
        # Who is in already makes room for the last, who cannot be.
        chosen[np.where(chosen[unit, at], last, unit), at] = True
    return chosen if fewer == own else ~chosen


def _permuted(rng: np.random.Generator, drawn: np.ndarray) -> np.ndarray:
    """(draws, blocks, units of a block) permuted within each block, as (draws, units)."""
    return rng.permuted(drawn.reshape(-1, drawn.shape[2]), axis=1).reshape(len(drawn), -1)


def _by_block(codes: np.ndarray) -> list[np.ndarray]:
    """The units of each code, in their order; the codes in theirs."""
    order = np.argsort(codes, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(codes[order])) + 1) if len(codes) else []


def _shuffled(units: np.ndarray, places: list[np.ndarray], draws: int, seed: int) -> Iterator[np.ndarray]:
    """What the units have, drawn anew within each block, in chunks of rows; blocks of one size are permuted in one call."""
    rng = np.random.default_rng(seed)
    sizes = sorted({len(block) for block in places})
    alike = [np.array([block for block in places if len(block) == size]) for size in sizes]
    for first in range(0, draws, CHUNK):
        drawn = np.tile(units, (min(CHUNK, draws - first), 1))
        for blocks in alike:
            drawn[:, blocks.ravel()] = _permuted(rng, drawn[:, blocks])
        yield drawn


def ratio(
    layout: Layout, total: np.ndarray, weight: np.ndarray, draws: int = DRAWS, seed: int = SEED, alpha: float = ALPHA
) -> Test:
    """Test of the difference between the group's sum(total) / sum(weight) and that of the rest; two-sided, by its size.

    With weights of 1 this is the test of two means. `alpha` is the level below which p has to be for a difference to be
    `resolvable`.
    """
    k, n = total.astype(float), weight.astype(float)
    observed = float(_difference(layout.inside[None], k, n)[0])
    least = abs(observed) - TIE * max(abs(observed), float(np.abs(k / n).max()))
    hits, seen = 0, 0
    reached: list[np.ndarray] = []
    for chunk in assignments(layout, draws, seed):
        found = _difference(chunk, k, n)
        hits += int((np.abs(found) >= least).sum())
        seen += len(chunk)
        reached.append(_reached(found, _difference(chunk, n * layout.inside, n), observed))
    test = _test(layout, hits, seen, draws)
    return replace(test, resolvable=_resolvable(np.concatenate(reached, axis=1), test.draws == "exact", alpha))


def _reached(found: np.ndarray, moved: np.ndarray, observed: float) -> np.ndarray:
    """(2, assignments): the largest difference, up and down, of which each assignment still makes as much.

    Take away the difference that was observed: an assignment then makes A of what is left. Give the group a difference of d: it
    makes A + dB of it, where B is how much of the group it keeps together. That is d or more in size while d is at most
    A / (1 - B) or -A / (1 + B): so p falls as d grows, and the test need not be tried for each d.
    """
    rest = found - observed * moved
    with np.errstate(divide="ignore", invalid="ignore"):
        ends = np.stack([rest / (1 - moved), -rest / (1 + moved)])
    sizes = np.stack([ends.max(axis=0), (-ends).max(axis=0)])
    # What keeps the group together, or changes it for the rest, makes as much of any difference.
    return np.where(np.abs(moved) > 1 - TIE, np.inf, sizes)


def _resolvable(reached: np.ndarray, exact: bool, alpha: float) -> float:
    """The smallest difference of which so few assignments make as much that p is below alpha, whichever way it goes."""
    n = reached.shape[1]
    allowed = ceil(round(alpha * n if exact else alpha * (n + 1) - 1, 9)) - 1
    if not 0 <= allowed < n:
        return float("nan")
    size = float(np.partition(reached, n - 1 - allowed, axis=1)[:, n - 1 - allowed].max())
    return size if TIE < size < np.inf else float("nan")


def permutation(a: np.ndarray, b: np.ndarray, *, draws: int = DRAWS, seed: int = SEED) -> Test:
    """Permutation test of the difference of two means; the units of the two groups are independent.

    All assignments when there are at most 20,000, else `draws` at random with p = (b + 1) / (m + 1) [Phipson2010],
    so that p is never 0. Two-sided: how often the difference is at least as large in size.

    >>> permutation(np.array([4.0, 5, 6, 7]), np.array([0.0, 1, 2, 3]))
    Test(p=0.02857142857142857, least_p=0.02857142857142857, draws='exact', resolvable=3.0)

    A difference above 3 would have had a p below .05, and 3 itself, where the groups touch, would not.
    """
    values = _finite(np.concatenate([a, b]))
    inside = np.repeat([True, False], [len(a), len(b)])
    return ratio(Layout(inside, np.zeros(len(values), dtype=int)), values, np.ones(len(values)), draws, seed)


def sign_flips(differences: np.ndarray, *, draws: int = DRAWS, seed: int = SEED) -> Test:
    """Test of the mean of differences within events: each keeps its size, its sign is drawn anew.

    With k events p cannot be below 2 / 2**k.

    >>> sign_flips(np.array([1.0, 2, 3, 4, 5, 6])).p == 2 / 2**6
    True
    """
    values = _finite(np.asarray(differences, dtype=float))
    k = len(values)
    layout = Layout(np.repeat([True, False], k), np.tile(np.arange(k), 2))
    return ratio(layout, np.concatenate([values, np.zeros(k)]), np.ones(2 * k), draws, seed)


def omnibus(
    groups: np.ndarray, blocks: np.ndarray, total: np.ndarray, weight: np.ndarray, draws: int = DRAWS, seed: int = SEED
) -> Test:
    """Test whether any of several groups differs: the weighted squares of the groups' differences from all together.

    Always drawn, never enumerated: the least that it takes to compare three groups (4 articles of each, or 6 events)
    already has more than 20,000 assignments.
    """
    codes, places = np.unique(groups), _by_block(np.unique(blocks, return_inverse=True)[1])
    k, n = total.astype(float), weight.astype(float)
    least = _spread(groups[None], codes, k, n)[0] * (1 - TIE)
    hits = sum(int((_spread(drawn, codes, k, n) >= least).sum()) for drawn in _shuffled(groups, places, draws, seed))
    return Test((hits + 1) / (draws + 1), 1 / (draws + 1), f"{draws:,}")


def _test(layout: Layout, hits: int, seen: int, draws: int) -> Test:
    exact = layout.size <= EXACT
    p = hits / seen if exact else (hits + 1) / (seen + 1)
    return Test(p, layout.least_p(draws), "exact" if exact else f"{draws:,}")


def _difference(inside: np.ndarray, k: np.ndarray, n: np.ndarray) -> np.ndarray:
    own, weight = inside @ k, inside @ n
    return np.asarray(own / weight - (k.sum() - own) / (n.sum() - weight))


def _spread(groups: np.ndarray, codes: np.ndarray, k: np.ndarray, n: np.ndarray) -> np.ndarray:
    mean, squares = k.sum() / n.sum(), np.zeros(len(groups))
    for code in codes:
        weight = (groups == code) @ n
        squares += weight * ((groups == code) @ k / weight - mean) ** 2
    return squares


def _every(layout: Layout) -> np.ndarray:
    """All assignments: those of the blocks combined in all ways, as digits of a number are."""
    rows = np.arange(layout.size)
    every = np.tile(layout.inside, (len(rows), 1))
    for units in layout.places:
        ways = every_way(len(units), int(layout.inside[units].sum()))
        every[:, units] = ways[rows % len(ways)]
        rows = rows // len(ways)
    return every


def _finite(values: np.ndarray) -> np.ndarray:
    if not len(values) or not np.isfinite(values).all():
        raise InputError("a test needs values that are numbers; leave out what is missing, and count it")
    return values


def benjamini_hochberg(p: np.ndarray, tests: int | None = None) -> np.ndarray:
    """Adjusted p; those missing stay missing and do not count. With `tests` more tests count than p are given."""
    adjusted, known = np.full(len(p), np.nan), np.flatnonzero(~np.isnan(p))
    falling = known[np.argsort(-p[known], kind="stable")]
    scaled = p[falling] * (max(tests or 0, len(known)) / np.arange(len(known), 0, -1))
    adjusted[falling] = np.minimum(np.minimum.accumulate(scaled), 1)
    return adjusted
