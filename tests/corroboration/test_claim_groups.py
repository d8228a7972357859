"""Groups of pairs: the likeliest first, one sure stranger keeps a sentence out, and a sentence may hold two claims."""

from __future__ import annotations

import random

from hearsay.corroboration.claim_groups import TIE, claim_groups


def test_pairs_that_are_alike_gather():
    assert claim_groups({(0, 1): 0.9, (1, 2): 0.9, (0, 2): 0.8, (3, 4): 0.7}) == [(0, 1, 2), (3, 4)]


def test_under_the_threshold_nothing_is_tied():
    assert claim_groups({(0, 1): TIE - 0.01}) == []


def test_a_sentence_with_two_claims_stands_in_both():
    assert claim_groups({(0, 1): 0.9, (1, 2): 0.9}) == [(0, 1), (1, 2)]


def test_a_pair_that_is_kept_apart_is_in_no_claim():
    groups = claim_groups({(0, 1): 0.95, (0, 2): 0.95, (1, 2): 0.0})
    assert all(not {1, 2} <= set(group) for group in groups)


def test_wordings_of_one_claim_are_one_group():
    same = {(i, j): 0.9 for i in range(5) for j in range(i + 1, 5)} | {(3, 4): 0.1}
    assert claim_groups(same) == [(0, 1, 2, 3, 4)]


def test_the_order_in_which_pairs_come_makes_no_difference():
    draw = random.Random(1)
    pairs = {(i, j): round(draw.random(), 2) for i in range(12) for j in range(i + 1, 12)}
    shuffled = list(pairs.items())
    draw.shuffle(shuffled)
    assert claim_groups(dict(shuffled)) == claim_groups(pairs)
