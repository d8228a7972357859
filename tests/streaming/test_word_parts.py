"""The words of a corpus that lies in parts: counted part by part and tested group by group, they give the table of memory."""

from __future__ import annotations

from pandas.testing import assert_frame_equal

import hearsay as hs
from hearsay import storage
from hearsay.options import Options
from hearsay.streaming.corpus_work import CorpusWork
from hearsay.streaming.word_parts import write_wording
from made import csv_text
from many_stories import stories
from parts import put_aside
from samples import put


def test_words_that_are_counted_in_parts_are_compared_as_if_counted_at_once(tmp_path):
    study = hs.read(put(tmp_path / "a.csv", csv_text([*stories(40, sentences=2)])), extractor="baseline")
    rows = put_aside(study, tmp_path, ("articles", "sentences"), parts=3)
    (tmp_path / "wording.parquet").mkdir()
    work = CorpusWork(rows, tmp_path, "parquet", ("wording",), Options(), Options(), ())
    files = write_wording(work, study.articles, study.events)
    expected = study.wording
    assert len(files) == expected["group"].nunique() == 6 and expected["p"].notna().any()
    assert_frame_equal(storage.read_parquet("wording", tmp_path / "wording.parquet"), expected)
