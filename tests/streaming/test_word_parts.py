"""The words of a corpus that lies in parts: counted part by part and tested group by group, they give the table of memory."""

from __future__ import annotations

import shutil

import pytest
from pandas.testing import assert_frame_equal

import hearsay as hs
from hearsay import storage
from hearsay.options import Options
from hearsay.streaming import word_parts
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


@pytest.mark.parametrize("outlets", [6, 1])
def test_what_is_kept_is_written_again_and_when_an_article_has_changed_its_words_alone_are_counted(
    tmp_path, monkeypatch, outlets
):
    """The first outlet prints pictures alone; of one outlet there is nothing to compare."""
    records = [*stories(40, sentences=2)]
    for number, record in enumerate(records):
        record["outlet"] = f"Outlet {number % outlets}"
        record["text"] = "." if outlets > 1 and number % outlets == 0 else record["text"]
    study = hs.read(put(tmp_path / "a.csv", csv_text(records)), extractor="baseline")
    rows = put_aside(study, tmp_path, ("articles", "sentences"), parts=3)
    options, counted = Options(cache=tmp_path / "kept"), []
    count = word_parts.count_words_of
    monkeypatch.setattr(word_parts, "count_words_of", lambda some: counted.append(some) or count(some))

    def written(digests: list[str]) -> dict[str, str]:
        shutil.rmtree(tmp_path / "wording.parquet", ignore_errors=True)
        (tmp_path / "wording.parquet").mkdir()
        counted.clear()
        work = CorpusWork(rows, tmp_path, "parquet", ("wording",), options, options, digests)
        return write_wording(work, study.articles, study.events)

    digests = [f"{number}" for number in range(len(study.articles))]
    first = written(digests)
    assert counted and written(digests) == first and not counted
    assert_frame_equal(storage.read_parquet("wording", tmp_path / "wording.parquet"), study.wording)
    assert written([*digests[:-1], "changed"]) == first
    assert [name for some in counted for (name,) in some.units.made] == study.articles["article_id"].tolist()[-1:]
