"""What is held of a corpus in parts: which items an article is in, and which units of a batch have to be made."""

from __future__ import annotations

import numpy as np
import pytest

from hearsay import storage
from hearsay.options import Options
from hearsay.streaming.corpus_work import CorpusWork, Members
from parts import put_aside


def test_items_are_looked_up_by_the_articles_that_are_in_them():
    members = Members(np.array([7, 2, 2, 5]), np.array([0, 0, 1, 3]))
    assert members.of(np.array([2])).tolist() == [0, 1]
    assert members.of(np.array([5, 7])).tolist() == [0, 3]
    assert members.of(np.array([3])).tolist() == members.of(np.array([], dtype=np.int64)).tolist() == []


@pytest.mark.parametrize("cached", [True, False])
def test_what_is_kept_of_all_tables_of_a_batch_is_not_to_be_made(seeds, tmp_path, cached):
    rows = put_aside(seeds, tmp_path, ("articles",), parts=2)
    options = Options(cache=tmp_path / "kept" if cached else None)
    digests = [str(place) for place in range(len(rows))]

    def work() -> CorpusWork:
        return CorpusWork(rows, tmp_path, "parquet", ("tone", "loaded"), options, options, digests)

    keys = [work().key(place) for place in range(3)]
    assert len(set(keys)) == (3 if cached else 1)
    if cached:
        for table, some in (("tone", keys), ("loaded", keys[1:])):
            kept = storage.RowCache(tmp_path / "kept", options)
            kept.keep(table, some, [(1, bytes(16))] * len(some), [b"rows"] * len(some))
    units, left = work().units(("tone", "loaded"), ("article_id",), [("a",), ("b",), ("c",)], keys)
    assert left == ([0] if cached else [0, 1, 2])
    assert units.made == [("a",)] if cached else len(units.made) == 3
    assert [*units.keys] == ([keys[0]] if cached else [])
    merged = units.merged("tone", ["made"] * len(left), lambda rows: bytes(rows.read()))
    assert merged == (["made", b"rows", b"rows"] if cached else ["made"] * 3)
