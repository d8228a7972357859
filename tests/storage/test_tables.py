"""Tables on disk: what is written comes back, and equal tables give equal bytes."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from hearsay import schema
from hearsay.storage import digests
from hearsay.storage import tables as storage


def _tone(**change: object) -> pd.DataFrame:
    row = {
        "article_id": "a.txt", "sentence_no": 0, "voice": "outlet", "start": 0, "end": 9, "side": "", "analyzer": "vader",
        "polarity": -0.5, "subjectivity": None, "evidence": ((0, 4, -0.5),),
    }  # fmt: skip
    return schema.frame("tone", [row | change])


EDGES = st.integers(0, 99).flatmap(lambda start: st.tuples(st.just(start), st.integers(start + 1, 200)))


@given(st.lists(st.tuples(EDGES, st.floats(-1, 1)).map(lambda mark: (*mark[0], mark[1])), max_size=4), st.text())
def test_parquet_gives_back_tuples_gaps_and_texts(tmp_path_factory, marks, text):
    path = tmp_path_factory.mktemp("store") / "tone.parquet"
    table = _tone(evidence=tuple(marks), article_id=text.encode("utf-8", "replace").decode())
    storage.write_parquet("tone", table, path)
    assert_frame_equal(storage.read_parquet("tone", path), table)


def test_parquet_of_an_empty_table_and_equal_bytes(tmp_path):
    for name in schema.TABLES:
        for copy in ("one", "two"):
            storage.write_parquet(name, schema.frame(name, []), tmp_path / copy)
        assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
        assert_frame_equal(storage.read_parquet(name, tmp_path / "one"), schema.frame(name, []))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


def test_csv_shows_spans_and_holds_no_formula(tmp_path):
    storage.write_csv("tone", _tone(article_id="=1+1"), tmp_path / "tone.csv")
    lines = (tmp_path / "tone.csv").read_text(encoding="utf-8").splitlines()
    assert lines[1] == "'=1+1,0,outlet,0,9,,vader,-0.5,,0-4=-0.5"


# Piece by piece


@pytest.mark.parametrize("form", ["both", "csv", "parquet"])
def test_pieces_are_the_whole(tmp_path, form):
    whole = pd.concat([_tone(sentence_no=number) for number in range(4)], ignore_index=True)
    aside = tmp_path / "aside"
    for folder in (aside, tmp_path / "tone.parquet"):
        folder.mkdir()
    told: dict[str, str] = {}
    for number, part in enumerate((whole.iloc[:1], whole.iloc[1:1], whole.iloc[1:])):
        told |= storage.write_part("tone", part, tmp_path, number, aside, form)
    if form != "parquet":
        storage.join_csv("tone", tmp_path, aside)
    aside.rmdir()
    assert (tmp_path / "tone.csv").exists() is (form != "parquet")
    assert told == {name: digest for name, digest in digests(tmp_path).items() if name != "tone.csv"}
    assert len(told) == (0 if form == "csv" else 3)
    if form != "csv":
        assert_frame_equal(storage.read_parquet("tone", tmp_path / "tone.parquet"), whole)
    if form != "parquet":
        storage.write_csv("tone", whole, tmp_path / "whole.csv")
        assert (tmp_path / "tone.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()


def test_of_a_table_only_the_columns_and_articles_are_read_that_are_asked_for(tmp_path):
    (tmp_path / "tone.parquet").mkdir()
    whole = pd.concat([_tone(article_id=name, sentence_no=n) for name in "abc" for n in range(3)], ignore_index=True)
    for number, first in enumerate(range(0, 9, 2)):
        storage.write_part("tone", whole.iloc[first : first + 2], tmp_path, number, tmp_path, "parquet")
    some = storage.read_parquet("tone", tmp_path / "tone.parquet", ["sentence_no", "article_id"], {"a", "c"})
    own = whole[whole["article_id"].isin(["a", "c"])].reset_index(drop=True)
    assert_frame_equal(some, own[["article_id", "sentence_no"]])
    assert_frame_equal(storage.read_parquet("tone", tmp_path / "tone.parquet", articles={"a", "c"}), own)
