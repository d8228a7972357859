"""Tables written piece by piece: the same rows as in one go, whole files or none, and what cannot be streamed is named."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import hearsay as hs
from hearsay import cli, pipeline, schema, storage, stream
from hearsay.errors import InputError
from hearsay.reading import documents
from made import csv_text, pieces
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
    made = stream.write(archive, tmp_path, stream=True, cores=cores, only=CHEAP)
    study = hs.read(archive, duplicates="keep")
    assert made.articles == len(study.documents) == 12
    for name in CHEAP:
        expected = getattr(study, name)
        assert_frame_equal(storage.read_parquet(name, tmp_path / f"{name}.parquet"), expected)
        storage.write_csv(name, expected, tmp_path / "whole.csv")
        assert (tmp_path / f"{name}.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
    assert_frame_equal(made.problems, study.problems)


def test_without_streaming_the_tables_are_those_of_a_study(archive, tmp_path):
    made, study = stream.write(archive, tmp_path, only=["versions", "articles"]), hs.read(archive)
    assert (made.articles, made.left_out) == (len(study.documents), "")
    for name in ("versions", "articles"):
        assert_frame_equal(storage.read_parquet(name, tmp_path / f"{name}.parquet"), getattr(study, name))


def test_where_outlets_are_unknown_a_line_stands_for_the_table_of_words(tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules["hearsay.framing.wording"], "ALONE", 3)
    put(tmp_path / "a.csv", csv_text([{"title": piece.title, "text": "\n".join(piece.body)} for piece in pieces(4)]))
    made = stream.write(tmp_path / "a.csv", tmp_path / "out", only="wording", form="parquet")
    assert made.left_out == "wording without 4 articles whose outlet is not stated: supply it in corpus.csv"
    assert storage.read_parquet("wording", tmp_path / "out" / "wording.parquet").empty
    assert stream.write(tmp_path / "a.csv", tmp_path / "out", only="articles").left_out == ""


ALONE = "lines that recur within an outlet told by their look alone"
FOLDED = "versions of one article not folded"


@pytest.mark.parametrize(
    ("arguments", "left_out"),
    [
        (["--only", "articles"], [FOLDED, ALONE]),
        (["--only", "articles", "--duplicates", "keep"], [ALONE]),
        (["--only", "articles", "--cache", "{kept}"], [FOLDED, ALONE]),
        (["--only", "articles,wording,versions"], ["not made: wording, versions, which compare articles (give a sample that fits "
                                                   "into memory)", FOLDED, ALONE]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("unasked", [True, False])
def test_what_streaming_leaves_out_is_told_in_one_line(archive, tmp_path, monkeypatch, capsys, arguments, left_out, unasked):
    """Also where it streams unasked, because the input is large."""
    monkeypatch.setattr(stream, "LARGE", 1000 if unasked else stream.LARGE)
    arguments = [argument.format(kept=tmp_path.with_name("kept")) for argument in arguments]
    assert cli.main(["tables", str(archive), "--out", str(tmp_path), *arguments, *([] if unasked else ["--stream"])]) == cli.OK
    told = [line for line in capsys.readouterr().err.splitlines() if "bad.json" not in line and "problem" not in line]
    assert told == [f"read piece by piece; {'; '.join(left_out)}"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "articles.csv",
        "articles.parquet",
        "dictionary.csv",
        "manifest.json",
    ]


def test_an_unknown_table_is_told(archive, tmp_path):
    with pytest.raises(InputError, match="no table 'artikles'; there are documents"):
        stream.write(archive, tmp_path, stream=True, only="artikles")
    assert cli.main(["tables", str(archive), "--out", str(tmp_path), "--only", "x"]) == cli.USER_ERROR


def test_no_file_appears_when_the_work_stops_in_between(archive, tmp_path, monkeypatch):
    in_small_pieces(monkeypatch)
    calls = []

    def stop(*given, **options):
        calls.append(1)
        if len(calls) > 1:
            raise KeyboardInterrupt
        return original(*given, **options)

    original = pipeline.make_tables
    monkeypatch.setattr(pipeline, "make_tables", stop)
    with pytest.raises(KeyboardInterrupt):
        stream.write(archive, tmp_path, stream=True, only=CHEAP)
    assert len(calls) == 2 and not list(tmp_path.iterdir()) and not tmp_path.with_name(f"{tmp_path.name}.unfinished").exists()


def test_with_a_cache_a_stream_that_was_stopped_goes_on_where_it_was(archive, tmp_path, monkeypatch):
    in_small_pieces(monkeypatch)
    analysed: list[int] = []

    def watched(job: pipeline.Job) -> dict[str, pd.DataFrame]:
        if sum(analysed) == 10:
            raise KeyboardInterrupt
        analysed.append(len(job.tables["documents"]))
        return original(job)

    original = pipeline.run_job
    monkeypatch.setattr(pipeline, "run_job", watched)
    with pytest.raises(KeyboardInterrupt):
        stream.write(archive, tmp_path / "out", stream=True, only=CHEAP, cache=tmp_path / "kept")
    assert analysed == [5, 5] and not (tmp_path / "out").exists()
    analysed.clear()
    stream.write(archive, tmp_path / "out", stream=True, only=CHEAP, cache=tmp_path / "kept")
    assert analysed == [2]
    stream.write(archive, tmp_path / "at once", stream=True, only=CHEAP)
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()} == {
        p.name: p.read_bytes() for p in (tmp_path / "at once").iterdir()
    }


def test_nothing_to_read_gives_empty_tables(tmp_path):
    put(tmp_path / "in.json", "[{")
    made = stream.write(tmp_path / "in.json", tmp_path / "out", stream=True, only=("articles", "problems"))
    articles = storage.read_parquet("articles", tmp_path / "out" / "articles.parquet")
    assert made.articles == 0 and articles.empty and len(made.problems) == 1
    assert list(pd.read_csv(tmp_path / "out" / "articles.csv").columns) == list(schema.TABLES["articles"])
