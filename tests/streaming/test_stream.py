"""Tables written piece by piece: the same rows as in one go, whole files or none, and what cannot be streamed is named."""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from pandas.testing import assert_frame_equal

import hearsay as hs
from hearsay import cli, engine, pipeline, schema, storage
from hearsay.errors import InputError
from hearsay.reading import documents
from hearsay.streaming import batches, reductions, stream
from made import Piece, csv_text, pieces, rows
from many_stories import stories
from samples import COLLECTIONS, put

PEOPLE = ("Lena Orr", "Carla Dietz")
CHEAP = ("documents", "problems", "blocks", "metadata", "sentences", "articles")


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    COLLECTIONS["pages.warc.gz"](pieces(12), folder / "pages.warc.gz")
    put(folder / "bad.json", "[{")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def in_small_pieces(monkeypatch, size: int = 5) -> None:
    monkeypatch.setattr(stream, "PART", size)


@pytest.mark.parametrize("cores", [1, 2])
def test_the_same_tables_as_in_one_go(archive, tmp_path, monkeypatch, cores):
    in_small_pieces(monkeypatch)
    made = stream.write(archive, tmp_path, stream=True, cores=cores, only=CHEAP)
    study = hs.read(archive)
    assert made.articles == len(study.documents) == 12
    for name in CHEAP:
        expected = getattr(study, name)
        assert_frame_equal(storage.read_parquet(name, tmp_path / f"{name}.parquet"), expected)
        storage.write_csv(name, expected, tmp_path / "whole.csv")
        assert (tmp_path / f"{name}.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
    assert_frame_equal(made.problems, study.problems)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory) -> Path:
    """Articles with versions that lie far apart, lines that recur in an outlet, another language, metadata after their texts."""
    folder = tmp_path_factory.mktemp("mixed")
    grown = [{**record, "id": f"z{n}"} for n, record in enumerate(rows([Piece(n, paragraphs=5) for n in range(1, 9, 2)]))]
    put(folder / "b.csv", csv_text([*rows(pieces(9)), *grown, *rows(pieces(3))]))
    about = "The paper was founded by two printers and is read in four valleys, where it is carried from door to door."
    for number in range(7):
        spoken = f"The mayor of town {number} said on Monday that harbour no. {number} would close. The regime called it terror."
        text = f"Harbour {number} to close\n\n{spoken}\n\n{about}\n\nOfficials denied that the {number} ferries were late.\n"
        put(folder / f"c{number}.txt", text)
        put(folder / f"c{number}.toml", 'outlet = "The Arnford Gazette"')
    put(
        folder / "d.txt",
        "Een brug dicht\n\nDe brug over de rivier gaat in mei dicht, zei de burgemeester gisteren tegen de krant.\n",
    )
    put(folder / "e.json", "[{")
    return folder


@pytest.fixture(scope="module")
def in_memory(mixed) -> hs.Study:
    study = hs.read(mixed, extractor="baseline")
    assert len(study.versions) > 5 and (study.blocks["detail"] == "repeated").any() and len(study.problems) > 1
    return study


@pytest.mark.parametrize("seen", [True, False])
def test_files_that_other_processes_read_give_what_this_one_would_read(mixed, tmp_path, monkeypatch, seen):
    """Groups of two files, problems and metadata among them; also where the others do not have the files."""
    engine.end_processes()  # those of a test that worked in another folder would not have the files
    monkeypatch.setattr(documents, "GROUP", 2)
    groups: list[bool] = []

    def apart(some: Sequence[documents.FileGroup]) -> Iterator[bool]:
        given = [some_of if seen else replace(some_of, here="/elsewhere") for some_of in some]
        for found in engine.results(documents.read_group, given, 2):
            groups.append(found)
            yield found

    alone, others = documents.Corpus.at(mixed), documents.Corpus.at(mixed, apart=apart, folder=tmp_path)
    expected, found = [*alone.pieces(7)], [*others.pieces(7)]
    assert groups == [seen] * 5
    assert len(found) == len(expected) > 3
    for one, other in zip(found, expected, strict=True):
        assert_frame_equal(one, other)
    assert_frame_equal(others.problem_table(), alone.problem_table())
    assert others.notes == alone.notes and len(alone.problems) and not [*tmp_path.iterdir()]


SOME = ("documents", "versions", "problems", "sentences", "articles", "attributions", "reuse", "events", "shared_quotations")
SINGLE = tuple(name for name in schema.TABLES if name not in pipeline.CORPUS_WIDE)


def assert_alike(folder: Path, study: hs.Study, names: Sequence[str], aside: Path) -> None:
    """That the tables in the folder are those of the study, none of which is empty: what is read back, and the bytes of CSV."""
    for name in names:
        expected = getattr(study, name)
        assert len(expected), name
        assert_frame_equal(storage.read_parquet(name, folder / f"{name}.parquet"), expected, obj=name)
        storage.write_csv(name, expected, aside)
        assert (folder / f"{name}.csv").read_bytes() == aside.read_bytes(), name


def test_every_table_of_single_articles_is_the_one_in_memory(mixed, in_memory, tmp_path, monkeypatch):
    in_small_pieces(monkeypatch)
    stream.write(mixed, tmp_path / "out", stream=True, extractor="baseline", only=SINGLE)
    assert_alike(tmp_path / "out", in_memory, SINGLE, tmp_path / "whole.csv")


WIDE = tuple(name for name in schema.TABLES if name in reductions.MADE)
BY_UNIT = ("reuse", "omissions", "shared_quotations", "claim_pairs", "claims", "indicators")
KEPT = (*BY_UNIT, "origin_unions", "contradictions", "cues", "epithets")
SOLD = "the harbour of the old town will be sold to nobody before the end of the next long winter"
LATE = "\n\nShips were late on Monday, and the pier stayed closed to all."


@pytest.fixture(scope="module")
def reported(tmp_path_factory) -> Path:
    """Four events, each in three articles that lie far apart, what another outlet was told, and one in another language."""
    folder = tmp_path_factory.mktemp("reported")
    records = [record for number, record in enumerate(stories(20, sentences=3)) if number % 5 < 3]
    for number, record in enumerate(records):
        del record["event"]
        said = "Officials told The Tidewater Gazette" if number % 4 else "Officials pointed out"
        record["text"] += f"\n\n{said} that {SOLD}." if number % 3 else LATE
    dutch = {
        "id": "nl",
        "title": "Een brug dicht",
        "text": "De brug over de rivier gaat in mei dicht, zei de burgemeester gisteren.",
    }
    put(folder / "a.csv", csv_text([*records[::3], {**records[0], **dutch}, *records[1::3], *records[2::3]]))
    return folder


@pytest.mark.parametrize("size", [4, pytest.param(50, marks=pytest.mark.nightly)])
def test_every_table_that_compares_articles_is_the_one_in_memory(reported, tmp_path, monkeypatch, size):
    in_small_pieces(monkeypatch, size)
    monkeypatch.setattr(reductions, "AT_ONCE", size)
    made = stream.write(reported, tmp_path / "out", stream=True, only=WIDE, extractor="baseline")
    assert made.left_out == ""
    assert_alike(tmp_path / "out", hs.read(reported, extractor="baseline"), WIDE, tmp_path / "whole.csv")


def test_with_a_cache_only_what_rests_on_a_changed_article_is_made_again_and_the_files_are_those_of_a_first_run(
    tmp_path, monkeypatch
):
    """Of three events, whose articles lie in two parts."""
    in_small_pieces(monkeypatch, 3)
    monkeypatch.setattr(reductions, "AT_ONCE", 3)
    made: Counter[str] = Counter()
    original = pipeline.make_table

    def counted(name: str, *given: Any, **known: Any) -> pd.DataFrame:
        table = original(name, *given, **known)
        made[name] += len(table)
        return table

    monkeypatch.setattr(pipeline, "make_table", counted)
    records = [record for number, record in enumerate(stories(15, sentences=2)) if number % 5 < 2]
    for record in records:
        record["text"] += f"\n\nOfficials told The Tidewater Gazette that {SOLD}."
    records = records[::2] + records[1::2]

    def run(out: str, cache: str | None = "kept") -> dict[str, bytes]:
        made.clear()
        put(tmp_path / "a.csv", csv_text(records))
        kept = {"cache": tmp_path / cache} if cache else {}
        stream.write(tmp_path / "a.csv", tmp_path / out, stream=True, only=KEPT, form="parquet", extractor="baseline", **kept)
        return contents(tmp_path / out)

    first, rows = run("first"), dict(made)
    assert run("again") == first and not made.keys() & set(BY_UNIT)
    records[1]["text"] += "\n\nThe mayor denied it on Monday."
    changed, some = run("changed"), {name: made[name] / rows[name] for name in BY_UNIT}
    assert changed == run("anew", None) != first
    assert all(0 < share < 0.6 for share in some.values()), [*some.items()]


def _dying_once(job: stream._Job) -> stream._PartWritten:
    """As `write_part`, but the process that makes the second part is killed when it has written half of that."""
    marker = job.folder.parents[1] / "killed"
    if job.number == 1 and not marker.exists():
        marker.touch()
        stream.write_part(replace(job, names=job.names[:4]))
        os.kill(os.getpid(), signal.SIGKILL)
    return stream.write_part(job)


def _dying_in_comparison(batch: batches.Batch) -> batches.Compared:
    """As `compare`, but the process that compares first is killed when it has written what it was to write."""
    marker = batch.folder.parents[1] / "killed too"
    made = batches.compare(batch)
    if not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return made


DYING = {stream.write_part: _dying_once, batches.compare: _dying_in_comparison}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
@pytest.mark.nightly  # a killed worker is the engine's own test by day
@pytest.mark.parametrize("options", [{"cores": 2}, {"cores": 2, "engine": "dask"}], ids=["cores", "dask"])
def test_wherever_it_runs_and_whoever_is_killed_the_files_are_the_same(mixed, tmp_path, monkeypatch, options):
    if "engine" in options:
        pytest.importorskip("distributed")
    in_small_pieces(monkeypatch)
    monkeypatch.setattr(reductions, "AT_ONCE", 5)
    stream.write(mixed, tmp_path / "here", stream=True, extractor="baseline", only=SOME)
    original = engine.results
    monkeypatch.setattr(
        engine, "results", lambda function, *more, **named: original(DYING.get(function, function), *more, **named)
    )
    stream.write(mixed, tmp_path / "there", stream=True, extractor="baseline", only=SOME, **options)
    engine.end_processes()
    assert (tmp_path / "killed").exists() and (tmp_path / "killed too").exists()
    assert contents(tmp_path / "here") == contents(tmp_path / "there")
    assert {path.name for path in tmp_path.iterdir()} == {"here", "there", "killed", "killed too"}


def _deadly_job(job: pipeline.Job) -> dict[str, pd.DataFrame]:
    """As `run_job`, but one article kills the process that has it in hand."""
    if job.tables["documents"]["text"].str.contains("town 3 said").any():
        os.kill(os.getpid(), signal.SIGKILL)
    return pipeline.run_job(job)


def _deadly_part(job: stream._Job) -> stream._PartWritten:
    _check_texts(job)
    return stream.write_part(job)


def _deadly_try(job: stream._Job) -> dict[str, str]:
    _check_texts(job)
    return stream.try_part(job)


def _check_texts(job: stream._Job) -> None:
    if stream._texts_of(job)[0]["text"].str.contains("town 3 said").any():
        os.kill(os.getpid(), signal.SIGKILL)


DEADLY = {pipeline.run_job: _deadly_job, stream.write_part: _deadly_part, stream.try_part: _deadly_try}


@pytest.mark.nightly  # of single batches the engine's own tests have it by day
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
@pytest.mark.parametrize("streamed", [True, False])
@pytest.mark.parametrize("given", [{"cores": 2}, {"cores": 2, "engine": "dask"}])
def test_an_article_that_kills_its_process_is_one_problem_and_all_else_is_as_without_it(
    mixed, tmp_path, monkeypatch, streamed, given
):
    if "engine" in given:
        pytest.importorskip("distributed")
    in_small_pieces(monkeypatch, 8)
    monkeypatch.setattr(pipeline, "CHUNK", 4)
    original = engine.results
    deadly = DEADLY if streamed else {pipeline.run_job: _deadly_job}
    for module in (engine, pipeline):
        monkeypatch.setattr(
            module, "results", lambda function, *more, **named: original(deadly.get(function, function), *more, **named)
        )
    only = ("documents", "problems", "articles", "sentences", "metadata")
    stream.write(mixed, tmp_path / "out", stream=streamed, only=only, **given)
    engine.end_processes()
    monkeypatch.undo()
    for name in only:
        found, expected = storage.read_parquet(name, tmp_path / "out" / f"{name}.parquet"), getattr(hs.read(mixed), name)
        if name == "problems":
            (told,) = found[found["where"] == "c3.txt"].to_dict("records")
            assert told["problem"].startswith("could not be analysed: the ") and told["lost"]
            found = found[found["where"] != "c3.txt"].reset_index(drop=True)
        assert_frame_equal(found, pipeline.without(expected, ["c3.txt"]), obj=name)


def _deadly_read(group: documents.FileGroup) -> bool:
    """As `read_group`, but one file kills the process that reads it."""
    if any(source.path.name == "c3.txt" for source in group.sources):
        os.kill(os.getpid(), signal.SIGKILL)
    return documents.read_group(group)


@pytest.mark.nightly
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_a_file_that_kills_its_reader_is_one_problem_and_all_else_is_read(mixed, tmp_path, monkeypatch):
    monkeypatch.setattr(documents, "GROUP", 4)
    original = engine.results
    monkeypatch.setattr(
        engine,
        "results",
        lambda function, *more, **named: original(_deadly_read if function is documents.read_group else function, *more, **named),
    )
    stream.write(mixed, tmp_path / "out", stream=True, only=("documents", "problems"), cores=2)
    engine.end_processes()
    expected = hs.read(mixed)
    found = storage.read_parquet("problems", tmp_path / "out" / "problems.parquet")
    stopped = found["path"].str.endswith("c3.txt")
    (told,) = found[stopped].to_dict("records")
    assert told["problem"] == "could not be read: the process that worked on it was killed" and told["lost"]
    assert_frame_equal(found[~stopped].reset_index(drop=True), expected.problems)
    read = storage.read_parquet("documents", tmp_path / "out" / "documents.parquet")
    assert_frame_equal(read, pipeline.without(expected.documents, ["c3.txt"]))


def test_without_streaming_the_tables_are_those_of_a_study(archive, tmp_path):
    made, study = stream.write(archive, tmp_path, only=["versions", "articles"]), hs.read(archive)
    assert (made.articles, made.left_out) == (len(study.documents), "")
    for name in ("versions", "articles"):
        assert_frame_equal(storage.read_parquet(name, tmp_path / f"{name}.parquet"), getattr(study, name))


@pytest.mark.parametrize("names", [None, ("documents", "versions"), ("problems", "wording", "relays")])
def test_without_streaming_the_parts_of_each_table_are_one_file_which_a_study_would_write(
    mixed, in_memory, tmp_path, monkeypatch, names
):
    in_small_pieces(monkeypatch)
    monkeypatch.setattr(reductions, "AT_ONCE", 5)
    stream.write(mixed, tmp_path / "out", only=names, extractor="baseline")
    (tmp_path / "study").mkdir()
    storage.write_tables(in_memory.make(*(names or schema.TABLES)).items(), tmp_path / "study")
    made = contents(tmp_path / "out")
    assert made.pop("manifest.json") and made == contents(tmp_path / "study")


def test_parts_are_joined_some_rows_at_a_time(archive, tmp_path, monkeypatch):
    in_small_pieces(monkeypatch)
    monkeypatch.setattr(sys.modules["hearsay.storage.tables"], "GROUP", 10)
    stream.write(archive, tmp_path, only="sentences", form="parquet")
    assert pq.read_metadata(tmp_path / "sentences.parquet").num_row_groups > 1
    assert_frame_equal(storage.read_parquet("sentences", tmp_path / "sentences.parquet"), hs.read(archive).sentences)


@pytest.mark.parametrize("streamed", [True, False])
def test_parties_that_nobody_is_in_any_part_are_told(tmp_path, monkeypatch, streamed):
    in_small_pieces(monkeypatch, 1)
    put(tmp_path / "a.csv", csv_text([{"title": "A", "text": f"{name} said on Monday that it was late."} for name in PEOPLE]))
    sides = dict.fromkeys((*PEOPLE, "Jim Nobody"), "council")
    made = stream.write(tmp_path / "a.csv", tmp_path / "out", only="attributions", stream=streamed, sides=sides)
    assert made.left_out.startswith("1 of 3 rows of sides match no speaker: Jim Nobody; ")


def test_of_tables_that_were_written_others_are_made(mixed, tmp_path, monkeypatch):
    in_small_pieces(monkeypatch)
    stream.write(mixed, tmp_path / "some", stream=True, only=SOME, form="parquet", extractor="baseline")
    for streamed in (True, False):
        stream.write(tmp_path / "some", tmp_path / "more", only=("sentences", "relays"), form="csv", stream=streamed)
        stream.write(mixed, tmp_path / "at once", only=("sentences", "relays"), form="csv", extractor="baseline")
        made, expected = contents(tmp_path / "more"), contents(tmp_path / "at once")
        assert made.pop("manifest.json") != expected.pop("manifest.json") and made == expected


@pytest.mark.parametrize("streamed", [True, False])
def test_where_outlets_are_unknown_a_line_stands_for_the_table_of_words(tmp_path, monkeypatch, streamed):
    monkeypatch.setattr(sys.modules["hearsay.framing.wording"], "ALONE", 3)
    put(tmp_path / "a.csv", csv_text([{"title": piece.title, "text": "\n".join(piece.body)} for piece in pieces(4)]))
    made = stream.write(tmp_path / "a.csv", tmp_path / "out", only="wording", form="parquet", stream=streamed)
    assert made.left_out == "wording without 4 articles whose outlet is not stated: supply it in corpus.csv"
    assert storage.read_parquet("wording", tmp_path / "out" / "wording.parquet").empty
    assert stream.write(tmp_path / "a.csv", tmp_path / "out", only="articles").left_out == ""


@pytest.mark.parametrize("unasked", [True, False])
def test_a_stream_leaves_no_table_out_and_says_nothing(archive, tmp_path, monkeypatch, capsys, unasked):
    """Also where it streams unasked, because the input is large."""
    monkeypatch.setattr(stream, "LARGE", 1000 if unasked else stream.LARGE)
    arguments = [
        "--only",
        "articles,wording,reuse",
        "--cache",
        str(tmp_path.with_name("kept")),
        *([] if unasked else ["--stream"]),
    ]
    assert cli.main(["tables", str(archive), "--out", str(tmp_path), *arguments]) == cli.OK
    assert not [line for line in capsys.readouterr().err.splitlines() if "bad.json" not in line and "problem" not in line]
    expected = ["dictionary.csv", "manifest.json"]
    expected += [f"{name}.{form}" for name in ("articles", "reuse", "wording") for form in ("csv", "parquet")]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(expected)
    assert (tmp_path / "wording.parquet").is_dir()


@pytest.mark.parametrize("streamed", [True, False])
def test_of_very_many_articles_the_words_of_a_sample_are_compared_and_a_line_says_so(tmp_path, monkeypatch, streamed):
    in_small_pieces(monkeypatch, 4)
    monkeypatch.setattr(sys.modules["hearsay.framing.wording"], "MOST", 6)
    put(tmp_path / "a.csv", csv_text([*stories(12, sentences=3)]))
    given = {"only": "wording", "form": "parquet", "stream": streamed, "extractor": "baseline"}
    made = stream.write(tmp_path / "a.csv", tmp_path / "out", **given)
    assert made.left_out == "wording of a sample of 6 of 12 articles, each outlet by its share"
    study = hs.read(tmp_path / "a.csv", extractor="baseline")
    assert_frame_equal(storage.read_parquet("wording", tmp_path / "out" / "wording.parquet"), study.wording)
    assert study.wording.attrs[schema.SAMPLED] == "a sample of 6 of 12 articles, each outlet by its share"
    assert schema.SAMPLED not in study.articles.attrs


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

    original = pipeline.tables_of_part
    monkeypatch.setattr(pipeline, "tables_of_part", stop)
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
    assert contents(tmp_path / "out") == contents(tmp_path / "at once")


def test_nothing_to_read_gives_empty_tables(tmp_path):
    put(tmp_path / "in.json", "[{")
    made = stream.write(tmp_path / "in.json", tmp_path / "out", stream=True, only=("articles", "problems"))
    articles = storage.read_parquet("articles", tmp_path / "out" / "articles.parquet")
    assert made.articles == 0 and articles.empty and len(made.problems) == 1
    assert list(pd.read_csv(tmp_path / "out" / "articles.csv").columns) == list(schema.TABLES["articles"])
