"""What a comparison takes, and the units that it reassigns."""

import numpy as np
import pandas as pd
import pytest

from hearsay.statistics.compare import ARTICLES, EVENTS, Units, design_for, events_of


@pytest.mark.parametrize(
    ("shared", "sizes", "design"),
    [
        (EVENTS, (1, 1), "paired"),
        (EVENTS - 1, (ARTICLES, ARTICLES), "unpaired"),
        (0, (ARTICLES, ARTICLES - 1, 9), "none"),
        (0, (ARTICLES, ARTICLES, 9), "unpaired"),
    ],
)
def test_six_events_or_four_of_each_and_nothing_else(shared, sizes, design):
    assert design_for(shared, sizes) == design


def units(groups, blocks, k, n) -> Units:
    arrays = (np.array(x) for x in (groups, blocks, k, n))
    return Units(*arrays, np.ones((len(groups), 1)))


def test_what_a_group_has_of_a_block_becomes_one_unit():
    joined = units([0, 0, 1, 0], [5, 5, 5, 7], [1.0, 3.0, 2.0, 4.0], [2.0, 4.0, 4.0, 8.0]).by_block()
    assert joined.groups.tolist() == [0, 1, 0] and joined.blocks.tolist() == [5, 5, 7]
    assert joined.k.tolist() == [4, 2, 4] and joined.n.tolist() == [6, 4, 8] and joined.counts.ravel().tolist() == [2, 1, 1]


def test_of_plain_means_the_mean_is_taken_so_that_an_event_counts_once():
    joined = units([0, 0, 1], [5, 5, 5], [1.0, 3.0, 2.0], [1.0, 1.0, 1.0]).by_block()
    assert joined.k.tolist() == [2.0, 2.0] and joined.n.tolist() == [1.0, 1.0]


def test_blocks_are_shared_where_all_groups_have_something():
    some = units([0, 1, 0, 1, 2], [1, 1, 2, 3, 1], [0.0] * 5, [1.0] * 5)
    assert some.shared_blocks((0, 1)).tolist() == [1] == some.shared_blocks((0, 1, 2)).tolist()
    assert some.shared_blocks((0, 3)).tolist() == [] and some.size(0) == 2 and some.of(2).blocks.tolist() == [1]


def test_an_article_without_an_event_is_an_event_of_its_own():
    ids = pd.Series(["a", "b", "c", "d"], index=[3, 2, 1, 0])
    found = events_of(ids, {"a": "fire", "b": "fire", "c": "not stated"})
    assert found.tolist() == ["event fire", "event fire", "of c alone", "of d alone"] and found.index.tolist() == [3, 2, 1, 0]
