"""Samples by digest: each group has its share, and nothing but the names decides."""

from __future__ import annotations

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from hearsay.statistics.sampling import stratified_sample


@given(st.lists(st.sampled_from("abcd"), max_size=60), st.integers(0, 70), st.randoms(use_true_random=False))
def test_each_group_has_its_share_and_the_order_changes_nothing(groups: list[str], n: int, shuffled: random.Random):
    names = [f"{number}.txt" for number in range(len(groups))]
    drawn = stratified_sample(names, groups, n)
    assert len(drawn) == len(set(drawn)) == min(n, len(names)) and drawn == [name for name in names if name in drawn]
    sizes, taken = Counter(groups), Counter(groups[names.index(name)] for name in drawn)
    for group, size in sizes.items():
        assert abs(taken[group] - min(n, len(names)) * size / len(names)) < 1
    pairs = list(zip(names, groups, strict=True))
    shuffled.shuffle(pairs)
    assert set(stratified_sample(*zip(*pairs, strict=True), n) if pairs else ()) == set(drawn)


def test_a_draw_has_no_leaning_to_either_end_of_the_names():
    """The mean place of 200 of 1,000 is within three standard errors of the middle."""
    names = [f"{number:04}.txt" for number in range(1000)]
    places = [int(name[:4]) for name in stratified_sample(names, ["a"] * 1000, 200)]
    assert abs(sum(places) / 200 - 499.5) < 3 * (1000**2 / 12 / 200 * 0.8) ** 0.5
