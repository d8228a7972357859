"""Shares of assignments that are worked out: against all of them one by one, and against many that are drawn."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest
from scipy.stats import hypergeom

from hearsay.statistics import sum_chances
from hearsay.statistics.permutation import Layout, assignments
from hearsay.statistics.sum_chances import sum_shares, sum_steps, tail_share


@pytest.mark.parametrize("seed", range(12))
def test_the_shares_are_those_of_all_assignments_one_by_one(seed):
    rng = np.random.default_rng(seed)
    blocks = np.sort(rng.integers(0, 1 + seed % 3, 12))
    layout = Layout(rng.permutation(12) < 5, blocks)
    values = np.where(rng.random(12) < 0.6, rng.integers(1, 9, 12), 0).astype(float)
    every, observed = np.concatenate([*assignments(layout)]) @ values, values[layout.inside].sum()
    assert sum_shares(values, layout) == pytest.approx(((every >= observed).mean(), (every <= observed).mean()))


@pytest.mark.parametrize("groups", [1, 40])
def test_of_more_than_can_be_counted_they_are_those_of_many_draws(groups):
    """Rates of no round number, in one block or in many."""
    rng = np.random.default_rng(3)
    layout = Layout(rng.random(200) < 0.2, np.arange(200) % groups)
    values = np.where(rng.random(200) < 0.5, rng.gamma(2.0, 3.0, 200), 0.0) * np.where(layout.inside, 1.3, 1.0)
    drawn, observed = np.concatenate([*assignments(layout, 40_000)]) @ values, values[layout.inside].sum()
    high, low = sum_shares(values, layout)
    assert high == pytest.approx((drawn >= observed).mean(), abs=0.01) and 0.005 < high < 0.6
    assert low == pytest.approx((drawn <= observed).mean(), abs=0.01)


def test_what_the_group_never_has_is_as_likely_as_that_none_of_it_is_drawn():
    layout = Layout(np.arange(50) < 10, np.zeros(50, dtype=int))
    high, low = sum_shares(np.array([*[0.0] * 48, 0.001, 3.0]), layout)
    assert high == pytest.approx(1.0) and low == pytest.approx(40 * 39 / (50 * 49))


def test_where_nothing_can_change_or_nothing_is_there_chance_gives_the_same():
    fixed = Layout(np.array([True, False]), np.array([0, 1]))
    assert sum_shares(np.array([2.0, 5.0]), fixed) == (1.0, 1.0)
    assert sum_shares(np.zeros(6), Layout(np.arange(6) < 3, np.zeros(6, dtype=int))) == pytest.approx((1.0, 1.0))


def test_steps_grow_with_what_has_a_value_and_with_what_is_in_the_group():
    small, large = (Layout(np.arange(100) < own, np.zeros(100, dtype=int)) for own in (5, 30))
    assert sum_steps(10, small) < sum_steps(40, small) < sum_steps(40, large)


@pytest.mark.parametrize("size", [2, 3, 5, 10, 200])
@pytest.mark.parametrize("above", [True, False])
def test_of_many_values_a_saddlepoint_gives_what_all_assignments_do(size, above, monkeypatch):
    """Counted in fine cells: in one block, and in many of which some can be assigned in two ways."""
    monkeypatch.setattr(sum_chances, "CELLS", 30_000)
    monkeypatch.setattr(sum_chances, "isqrt", lambda _: -1)
    rng = np.random.default_rng(size + 100)
    places, blocks = np.arange(200), np.arange(200) // size
    layout = Layout(rng.permutation(200) < 60 if size == 200 else places % size < 1 + blocks % (size - 1 or 1), blocks)
    for more in (1.6, 2.2):
        group = np.where(layout.inside, more if above else 1 / more, 1.0)
        values = np.where(rng.random(200) < 0.7, rng.gamma(2.0, 3.0, 200), 0.0) * group
        counted, found = sum_shares(values, layout)[not above], tail_share(values, layout, above)
        assert 1e-15 < counted < 0.5
        assert found == pytest.approx(counted, rel=0.03)


@pytest.mark.parametrize("above", [True, False])
def test_where_sums_come_in_steps_what_is_as_large_counts(above):
    layout = Layout(np.arange(300) < 90, np.zeros(300, dtype=int))
    having = 45 if above else 20
    values = np.where(np.isin(np.arange(300), [*range(having), *range(100, 205 - having)]), 2.5, 0.0)
    law = hypergeom(300, (values > 0).sum(), 90)
    expected = law.sf(having - 1) if above else law.cdf(having)
    assert tail_share(values, layout, above) == pytest.approx(expected, rel=0.05)


def test_the_largest_sum_that_there_is_has_one_assignment_and_none_is_found_on_the_other_side():
    values, layout = np.arange(100.0)[::-1], Layout(np.arange(100) < 40, np.zeros(100, dtype=int))
    assert tail_share(values, layout, above=True) == pytest.approx(1 / comb(100, 40), rel=0.1)
    assert np.isnan(tail_share(values, layout, above=False))
