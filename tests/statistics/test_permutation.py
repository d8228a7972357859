"""Assignments that are drawn: whichever way, each block keeps its number in the group, and each of its ways comes as often."""

from __future__ import annotations

import sys
from collections import Counter
from math import comb

import numpy as np
import pytest
from scipy.stats import f_oneway, permutation_test

from hearsay.statistics.permutation import WAYS, Layout, assignments, omnibus

BLOCKS = {(5, 1): 4, (4, 3): 3, (6, 2): 3, (3, 0): 2}
"""Units and those in the group, and how many such blocks: some 10^11 assignments."""


def layout() -> Layout:
    """The blocks above, their units in no order."""
    rows = [
        (code, n < own)
        for code, (size, own) in enumerate(kind for kind, n in BLOCKS.items() for _ in range(n))
        for n in range(size)
    ]
    order = np.random.default_rng(3).permutation(len(rows))
    return Layout(np.array([rows[n][1] for n in order]), np.array([rows[n][0] for n in order]))


@pytest.mark.parametrize("ways", [0, 5, WAYS])
def test_each_block_keeps_its_number_and_each_of_its_ways_is_as_likely(monkeypatch, ways):
    monkeypatch.setattr(sys.modules[Layout.__module__], "WAYS", ways)
    units = layout()
    drawn = np.concatenate(list(assignments(units, draws=6_000)))
    assert drawn.shape == (6_000, len(units.inside)) and drawn.dtype == bool
    for code in np.unique(units.blocks):
        block = units.blocks == code
        own, size = units.inside[block].sum(), block.sum()
        assert (drawn[:, block].sum(axis=1) == own).all()
        seen = Counter(map(bytes, np.ascontiguousarray(drawn[:, block])))
        expected = 6_000 / comb(size, own)
        assert len(seen) == comb(size, own) and sum((n - expected) ** 2 / expected for n in seen.values()) < 40
    # Blocks are drawn apart from one another.
    first, second = (np.flatnonzero(units.blocks == code)[0] for code in (0, 1))
    assert abs(np.corrcoef(drawn[:, first], drawn[:, second])[0, 1]) < 0.05
    assert all(np.array_equal(a, b) for a, b in zip(assignments(units, 100), assignments(layout(), 100), strict=True))


def test_places_are_those_in_which_something_can_change():
    units = layout()
    assert sorted(map(len, units.places)) == sorted(size for (size, own), n in BLOCKS.items() if own > 0 for _ in range(n))
    assert all(len(set(units.blocks[block])) == 1 and (np.diff(block) > 0).all() for block in units.places)


def test_a_large_block_and_many_alike_are_drawn_within_themselves():
    """Neither can be listed: each has more than 5,000 ways."""
    blocks = np.repeat([0, 1, 2], 40)
    inside = np.tile(np.arange(40) < 12, 3)
    drawn = np.concatenate([*assignments(Layout(inside, blocks), draws=3_000)])
    assert all((drawn[:, blocks == block].sum(axis=1) == 12).all() for block in range(3))
    assert (np.abs(drawn.mean(axis=0) - 0.3) < 5 * (0.3 * 0.7 / 3_000) ** 0.5).all()
    assert np.abs(np.corrcoef(drawn[:, 0], drawn[:, 40])[0, 1]) < 0.1


@pytest.mark.parametrize(
    ("sizes", "draws", "least"),
    [
        ([(8, 4)], 9_999, 2 / 70),  # every assignment has its mirror image
        ([(8, 3)], 9_999, 1 / 56),
        ([(16, 7)], 9_999, 1 / 11_440),  # all are tried, so no number of draws is in the way
        ([(40, 20)], 9_999, 1 / 10_000),
        ([(40, 20)], 99_999, 1 / 100_000),
        ([(2, 1)] * 7, 9_999, 2 / 128),
    ],
)
def test_the_least_p_is_that_of_the_most_extreme_assignment(sizes, draws, least):
    inside = np.concatenate([np.arange(size) < own for size, own in sizes])
    blocks = np.repeat(np.arange(len(sizes)), [size for size, _ in sizes])
    assert Layout(inside, blocks).least_p(draws) == pytest.approx(least)


@pytest.mark.parametrize("shift", [0.0, 0.4])
def test_whether_any_of_three_groups_differs_is_what_permutations_of_f_say(shift):
    """Against scipy's permutation test of the F statistic, which orders the assignments of equal weights alike."""
    draw = np.random.default_rng(7)
    values = draw.random(15) / 10
    values[10:] += shift / 10
    groups = np.repeat([0, 1, 2], 5)
    found = omnibus(groups, np.zeros(15), values, np.ones(15), draws=2_999)
    parts = [values[groups == code] for code in range(3)]
    expected = permutation_test(parts, lambda *x: f_oneway(*x).statistic, n_resamples=2_999, alternative="greater", rng=1).pvalue
    assert found.p == pytest.approx(expected, abs=4 * (0.25 / 3_000) ** 0.5) and found.least_p == 1 / 3_000
    # Within blocks of one unit nothing can change, and every assignment is the one that there is.
    assert omnibus(groups, np.arange(15), values, np.ones(15), draws=99).p == 1
