"""Rows that are kept by what they were made from: what is found is as it was kept, and nothing that is damaged is found."""

from __future__ import annotations

import random
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from damage import damaged
from hearsay import schema, storage
from hearsay.options import Options
from hearsay.storage.kept_rows import RowCache
from hearsay.storage.tables import from_arrow

ROW = {
    "sentence_no": 0, "voice": "outlet", "start": 0, "end": 9, "side": "", "analyzer": "vader", "polarity": -0.5,
    "subjectivity": None, "evidence": ((0, 4, -0.5),),
}  # fmt: skip
KEYS = [storage.key_of(name, "text of it") for name in "abc"]
TOLD = [(number, storage.key_of(number)) for number in (7, 0, -1)]
SIZES = [2, 0, 1]


def kept(folder: Path, options: Options | None = None) -> RowCache:
    return RowCache(folder, options or Options())


def keep(folder: Path) -> pd.DataFrame:
    rows = [{"article_id": name, **ROW, "sentence_no": number} for name, number in (("a", 0), ("a", 1), ("c", 0))]
    table = schema.frame("tone", rows)
    kept(folder).keep("tone", KEYS, TOLD, [*storage.batches("tone", table, SIZES)])
    return table


def test_rows_are_found_by_key_with_what_is_told_of_them(tmp_path):
    assert kept(tmp_path).find("tone", KEYS) == [None] * 3
    table = keep(tmp_path)
    found = kept(tmp_path).find("tone", [KEYS[2], storage.key_of("another"), *KEYS])
    assert [rows and (rows.told, rows.digest) for rows in found] == [TOLD[2], None, *TOLD]
    content, sizes = storage.joined("tone", [rows.read() for rows in found[2:] if rows])
    assert sizes == SIZES
    assert_frame_equal(from_arrow("tone", content), table)
    assert kept(tmp_path).find("loaded", KEYS) == kept(tmp_path, Options(least=0.9)).find("tone", KEYS) == [None] * 3
    assert kept(tmp_path).find("tone", []) == []


@pytest.mark.parametrize("kind", ["changed", "cut", "emptied", "longer"])
def test_no_damaged_file_is_taken_as_good(tmp_path, kind):
    draw, _ = random.Random(kind), keep(tmp_path)
    (path,) = tmp_path.glob("rows-*/tone-*.rows")
    sound = path.read_bytes()
    for _ in range(20):
        path.write_bytes(damaged(sound, kind, draw))
        assert kept(tmp_path).find("tone", KEYS) == [None] * 3
        keep(tmp_path)
        assert path.read_bytes() == sound


def test_a_key_tells_apart_all_that_it_is_made_from():
    assert len({*KEYS, storage.key_of("a"), storage.key_of("a", "text", "of it"), storage.key_of(("a", "text of it"))}) == 6
    assert storage.key_of("\ud800") != storage.key_of("\ud801")
