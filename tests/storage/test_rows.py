"""Rows by number: those of some articles are read as they were, whatever part they lie in."""

from __future__ import annotations

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from hearsay import schema
from hearsay.storage.rows import Rows, write_rows


@pytest.fixture
def tables(seeds) -> pd.DataFrame:
    return seeds.attributions


def test_what_is_at_some_numbers_is_read_in_their_order_over_all_parts(tables, tmp_path):
    ids = tables["article_id"].unique().tolist()
    parts = [ids[:2], ["nobody's"], ids[2:], []]
    for number, part in enumerate(parts):
        own = tables[tables["article_id"].isin(part)].reset_index(drop=True)
        sizes = [int((own["article_id"] == one).sum()) for one in part]
        write_rows("attributions", own, sizes, tmp_path / f"attributions-{number:06}.rows")
    rows = Rows.of(tmp_path, map(len, parts))
    assert (len(rows), rows.parts, rows.numbers(2).tolist()) == (len(ids) + 1, 4, [*range(3, len(ids) + 1)])
    assert_frame_equal(rows.read("attributions", range(len(rows))), tables)
    asked = [4, 0, 2]
    expected = pd.concat([tables[tables["article_id"] == one] for one in (ids[3], ids[0])], ignore_index=True)
    assert_frame_equal(rows.read("attributions", asked), expected)
    assert_frame_equal(rows.read("attributions", asked, ("cue", "article_id")), expected[["cue", "article_id"]])
    assert_frame_equal(rows.read("attributions", []), schema.frame("attributions", []))
    assert rows.read("attributions", [2]).empty
