"""Tables written piece by piece: the same rows as in one go, whole files or none, and what cannot be streamed is named."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import hearsay as hs
from hearsay import cli, schema, storage, stream
from hearsay.errors import InputError
from hearsay.reading import documents
from made import pieces
from samples import COLLECTIONS, put

CHEAP = ("documents", "problems", "blocks", "metadata", "sentences", "articles")


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    COLLECTIONS["pages.warc.gz"](pieces(12), folder / "pages.warc.gz")
    put(folder / "bad.json", "[{")
    return folder


def in_small_pieces(monkeypatch, size: int = 5) -> None:
    whole = documents.chunks
    monkeypatch.setattr(stream, "chunks", lambda where, **options: whole(where, size=size, **options))


@pytest.mark.parametrize("cores", [1, 2])
def test_the_same_tables_as_in_one_go(archive, tmp_path, monkeypatch, cores):
    in_small_pieces(monkeypatch)
    made = stream.write_streamed(archive, tmp_path, cores=cores, only=CHEAP)
    study = hs.read(archive, duplicates="keep")
    assert made.articles == len(study.documents) == 12 and not made.left_out
    for name in CHEAP:
        expected = getattr(study, name)
        assert_frame_equal(storage.read_parquet(name, tmp_path / f"{name}.parquet"), expected)
        storage.write_csv(name, expected, tmp_path / "whole.csv")
        assert (tmp_path / f"{name}.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
    assert_frame_equal(made.problems, study.problems)


def test_names_that_the_user_counts_as_one_actor_are_one_in_a_stream_too(tmp_path):
    text = "Treaty signed\n\nFrance praised the treaty. Paris welcomed the brilliant deal. Germany called it a failure.\n"
    where = put(tmp_path / "a.txt", text)
    aliases = {"Paris": "Our neighbours", "France": "Our neighbours"}
    stream.write_streamed(where, tmp_path / "out", only="portrayals", aliases=aliases)
    expected = hs.read(where, aliases=aliases).portrayals
    assert "Our neighbours" in set(expected["actor"])
    assert_frame_equal(storage.read_parquet("portrayals", tmp_path / "out" / "portrayals.parquet"), expected)


def test_only_the_tables_asked_for_are_written_and_what_needs_all_articles_is_named(archive, tmp_path, capsys):
    assert cli.main(["tables", str(archive), "--out", str(tmp_path), "--stream", "--only", "articles,wording,versions"]) == cli.OK
    assert sorted(path.name for path in tmp_path.iterdir()) == ["articles.csv", "articles.parquet", "dictionary.csv"]
    told = capsys.readouterr().err
    assert "not made: wording, versions" in told and "bad.json" in told


def test_large_input_is_streamed_unasked(archive, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(stream, "LARGE", 1000)
    assert cli.main(["tables", str(archive), "--out", str(tmp_path), "--only", "articles,versions"]) == cli.OK
    assert "not made: versions" in capsys.readouterr().err


def test_an_unknown_table_is_told(archive, tmp_path):
    with pytest.raises(InputError, match="no table 'artikles'; there are documents"):
        stream.write_streamed(archive, tmp_path, only="artikles")
    assert cli.main(["tables", str(archive), "--out", str(tmp_path), "--only", "x"]) == cli.USER_ERROR


def test_no_file_appears_when_the_work_stops_in_between(archive, tmp_path, monkeypatch):
    in_small_pieces(monkeypatch)
    calls = []

    def stop(*given):
        calls.append(1)
        if len(calls) > 1:
            raise KeyboardInterrupt
        return original(*given)

    original = stream._tables
    monkeypatch.setattr(stream, "_tables", stop)
    with pytest.raises(KeyboardInterrupt):
        stream.write_streamed(archive, tmp_path, only=CHEAP)
    assert len(calls) == 2 and not list(tmp_path.iterdir())


def test_nothing_to_read_gives_empty_tables(tmp_path):
    put(tmp_path / "in.json", "[{")
    made = stream.write_streamed(tmp_path / "in.json", tmp_path / "out", only=("articles", "problems"))
    articles = storage.read_parquet("articles", tmp_path / "out" / "articles.parquet")
    assert made.articles == 0 and articles.empty and len(made.problems) == 1
    assert list(pd.read_csv(tmp_path / "out" / "articles.csv").columns) == list(schema.TABLES["articles"])
