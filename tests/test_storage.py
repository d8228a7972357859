"""Tables on disk: what is written comes back, equal tables give equal bytes, and a cache serves nothing that has changed."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from hearsay import schema, storage
from hearsay.errors import InputError
from hearsay.options import Options


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
def test_pieces_are_the_whole_and_appear_together(tmp_path, form):
    whole = pd.concat([_tone(sentence_no=number) for number in range(4)], ignore_index=True)
    with storage.appending("tone", tmp_path, form) as write:
        for part in (whole.iloc[:1], whole.iloc[1:1], whole.iloc[1:]):
            write(part)
        assert not list(tmp_path.glob("tone.*"))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"tone.{one}" for one in ("csv", "parquet") if form in (one, "both")
    ]
    if form != "csv":
        assert_frame_equal(storage.read_parquet("tone", tmp_path / "tone.parquet"), whole)
    if form != "parquet":
        storage.write_csv("tone", whole, tmp_path / "whole.csv")
        assert (tmp_path / "tone.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()


# The cache


def _documents(text: str = "The mayor said so.") -> pd.DataFrame:
    row = dict.fromkeys(schema.TABLES["documents"], "x") | {"document_id": "a.txt", "text": text, "parts": ()}
    return pd.DataFrame([row])


def test_a_table_that_is_kept_comes_back(tmp_path):
    cache = storage.TableCache(tmp_path, _documents(), Options())
    assert cache.recall("tone") is None
    cache.keep("tone", _tone())
    assert_frame_equal(storage.TableCache(tmp_path, _documents(), Options()).recall("tone"), _tone())
    (path,) = tmp_path.rglob("*.parquet")
    path.write_bytes(path.read_bytes()[:100])
    assert cache.recall("tone") is None


@pytest.mark.parametrize(
    ("documents", "options", "served"),
    [
        (_documents(), Options(cores=3, cache=Path("elsewhere")), True),
        (_documents("The mayor denied it."), Options(), False),
        (_documents(), Options(least=0.9), False),
        (_documents(), Options(sides={"FR": "the hosts"}), False),
        (_documents(), Options(frames=({"frame": "rail", "cue": "train", "ground": "x"},)), False),
    ],
)
def test_a_cache_serves_the_same_texts_and_options_alone(tmp_path, documents, options, served):
    storage.TableCache(tmp_path, _documents(), Options()).keep("tone", _tone())
    assert (storage.TableCache(tmp_path, documents, options).recall("tone") is not None) is served


def test_a_cache_among_the_articles_is_refused_unless_it_is_hidden(tmp_path):
    with pytest.raises(InputError, match="lies within the articles"):
        storage.check_cache(tmp_path / "kept", tmp_path)
    for folder in (tmp_path / ".kept", tmp_path.parent / "kept"):
        storage.check_cache(folder, tmp_path)
