"""Intervals against statsmodels and scipy, their cover, and Cohen's kappa."""

import math

import numpy as np
import pandas as pd
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.proportion import proportion_confint

from hearsay.errors import InputError
from hearsay.statistics import intervals
from hearsay.statistics.intervals import Sums, cohen_kappa, interval, mean_interval, r_interval


@given(st.integers(0, 200), st.integers(0, 200))
def test_wilson_is_statsmodels_wilson(k, more):
    if k + more:
        expected = proportion_confint(k, k + more, method="wilson")
        assert intervals.wilson(k, k + more) == pytest.approx(expected, abs=1e-9)


def test_intervals_over_articles_are_wider_when_articles_differ():
    n = np.full(12, 20)
    alike = intervals.of_articles(np.full(12, 10), n)
    apart = intervals.of_articles(np.tile([2, 18], 6), n)
    assert alike == intervals.wilson(120, 240)
    assert apart[1] - apart[0] > 2 * (alike[1] - alike[0])
    assert intervals.by_article(np.array([[1, 2]]), lambda sums: sums[..., 0] / sums[..., 1]) == (0.0, 1.0)
    with pytest.raises(InputError):
        intervals.wilson(3, 2)


def test_intervals_over_articles_cover_the_truth():
    draw, hits = np.random.default_rng(4), 0
    for _ in range(1500):
        share = draw.beta(4, 4, 12)
        n = draw.integers(5, 40, 12)
        low, high = intervals.of_articles(draw.binomial(n, share), n)
        hits += low <= 0.5 <= high
    assert 0.93 <= hits / 1500 <= 0.97


def test_the_interval_of_r_is_that_of_scipy():
    rng = np.random.default_rng(2)
    a = rng.normal(size=30)
    b = a + rng.normal(size=30)
    found = scipy.stats.pearsonr(a, b)
    assert r_interval(found.statistic, 30) == pytest.approx(tuple(found.confidence_interval()), abs=1e-6)
    low, high = r_interval(1.0, 10)
    assert low <= high <= 1.0


def test_the_interval_of_a_mean_is_that_of_t_and_missing_where_nothing_varies():
    values = np.array([0.1, 0.4, 0.2, 0.7, 0.3])
    expected = scipy.stats.t.interval(0.95, 4, values.mean(), scipy.stats.sem(values))
    assert mean_interval(values) == pytest.approx(expected)
    assert all(math.isnan(bound) for given in ([0.5], [0.5, 0.5]) for bound in mean_interval(np.array(given)))


def test_a_ratio_is_of_sums_and_its_units_pull_it_both_ways():
    sums = Sums(np.array([1.0, 0.0, 9.0]), np.array([1.0, 9.0, 10.0]))
    assert sums.value == 0.5 and sums.pulls.sum() == pytest.approx(0)
    assert np.isnan(interval(sums, Sums(np.array([1.0]), np.array([2.0])))).all()


def test_kappa_equals_statsmodels_and_is_missing_when_chance_explains_all():
    one, two = [1, 1, 0, -1, 0, 1, -1, 0], [1, 0, 0, -1, 1, 1, 1, 0]
    counts = pd.crosstab(pd.Series(one), pd.Series(two)).to_numpy()
    assert cohen_kappa(one, two) == pytest.approx(cohens_kappa(counts).kappa)
    with np.errstate(all="raise"):
        assert all(math.isnan(cohen_kappa([1] * n, [1] * n)) for n in (2, 40, 400)) and math.isnan(cohen_kappa([], []))
    assert cohen_kappa([1, 0], [0, 1]) == -1.0


def test_one_value_has_no_interval_and_two_have_that_of_t():
    assert all(map(math.isnan, mean_interval(np.array([1.0]))))
    half = scipy.stats.t.ppf(0.975, 1) * 0.5
    assert mean_interval(np.array([1.0, 2.0])) == pytest.approx((1.5 - half, 1.5 + half))
