"""Chances of words: against brute force, within their band, and no test that could not succeed."""

import sys
from itertools import combinations
from math import comb

import numpy as np
import pytest
from scipy.sparse import csc_array, csr_array

from hearsay.statistics.permutation import Layout
from hearsay.statistics.word_tests import reachable_p, word_chances, worth_testing


def share(y, n, words):
    """The figure shown: the share of the word in the group."""
    return y / n


def layout(inside: int, size: int) -> Layout:
    return Layout(np.arange(size) < inside, np.zeros(size, dtype=int))


def test_p_is_twice_the_rarer_side_of_all_assignments():
    counts = np.array([[9, 1], [8, 2], [7, 0], [1, 2], [2, 1], [0, 1], [1, 0]], dtype=float)
    lengths = np.full(7, 10.0)
    chances = word_chances(csc_array(counts.astype(np.float32)), lengths, layout(3, 7), share, np.arange(2))
    for word in range(2):
        sums = [counts[list(chosen), word].sum() for chosen in combinations(range(7), 3)]
        own = counts[:3, word].sum()
        rarer = min(sum(total >= own for total in sums), sum(total <= own for total in sums))
        assert chances.p[word] == pytest.approx(max(min(1.0, 2 * rarer / len(sums)), 0.05 if word else 0.0))
    assert chances.low[0] < chances.high[0]


def test_words_that_are_not_tested_have_nothing():
    counts = csc_array(np.ones((8, 3), dtype=np.float32))
    chances = word_chances(counts, np.full(8, 3.0), layout(4, 8), share, np.array([1]))
    assert np.isnan(chances.p[[0, 2]]).all() and chances.p[1] == 1.0
    assert np.isnan(word_chances(counts, np.full(8, 3.0), layout(4, 8), share, np.array([], dtype=int)).p).all()


def test_the_reach_is_that_of_all_holders_in_the_group_or_outside_it():
    two = layout(2, 6)
    assert reachable_p(two, csr_array([[2, 1, 0]])) == pytest.approx([2 / 15, 2 / 3, 1.0])


def test_a_test_is_worth_while_as_long_as_enough_of_them_can_succeed():
    assert worth_testing(np.array([0.001, 0.02, 0.4])) == pytest.approx(0.05 / 2)
    assert worth_testing(np.array([0.001, 0.4])) == pytest.approx(0.05)
    assert worth_testing(np.array([0.001, 0.002, 0.003])) == pytest.approx(0.05 / 3)
    assert worth_testing(np.array([0.01])) == 0.05
    assert worth_testing(np.array([np.inf])) == 0.0


def test_p_of_a_word_that_no_draw_matches_is_that_of_all_assignments():
    """A word that only the group has, and one that every other article has: 10^17 assignments."""
    counts = np.column_stack([np.arange(60) < 30, np.arange(60) % 2]).astype(np.float32)
    extreme, even = word_chances(csc_array(counts), np.full(60, 10.0), layout(30, 60), share, np.arange(2)).p
    assert extreme == pytest.approx(2 / comb(60, 30), rel=1e-9)
    assert even == 1.0, "matched often in the first 2,000 draws, and looked at no further"


def test_p_of_a_word_in_many_articles_is_worked_out_on_either_side():
    rng, group = np.random.default_rng(4), np.arange(400) < 120
    often, seldom = (rng.poisson(4 * np.where(group, times, 1.0)) for times in (1.5, 0.7))
    only = np.where(group, 9, 0)
    chances = word_chances(
        csc_array(np.column_stack([often, seldom, only]).astype(np.float32)), rng.integers(80, 120, 400).astype(float),
        layout(120, 400), share, np.arange(3),
    )  # fmt: skip
    assert (chances.p[:2] < 1e-4).all() and (chances.p[:2] > 0).all()
    assert 2 / comb(400, 120) <= chances.p[2] < 1e-80, "no group has it but this one"


def test_where_no_p_is_found_that_of_the_draws_stands(monkeypatch):
    monkeypatch.setattr(sys.modules[word_chances.__module__], "tail_share", lambda *given: float("nan"))
    counts = np.where(np.arange(400) < 120, 9, 1).astype(np.float32)[:, None]
    found = word_chances(csc_array(counts), np.full(400, 100.0), layout(120, 400), share, np.array([0]))
    assert found.p[0] == pytest.approx(2 / 2_001)
