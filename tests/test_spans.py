"""Every number leads back to characters: over all rows of all tables of the seeds, and the same however it is run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

import hearsay as hs
from hearsay import pipeline, schema, storage

SEEDS = Path(__file__).parents[1] / "seeds"
PLACES = {"start": "end", "source_start": "source_end", "cue_start": "cue_end"}
PRINTED = {("sentences", "text"): "start", ("attributions", "source"): "source_start", ("attributions", "cue"): "cue_start"}
"""Columns that hold the very characters of a span, and where the span starts."""


@pytest.fixture
def study(seeds: hs.Study) -> hs.Study:
    return seeds


@pytest.fixture
def texts(study) -> dict[str, str]:
    return dict(zip(study.documents["document_id"], study.documents["text"], strict=True))


@pytest.fixture(scope="module")
def two(tmp_path_factory) -> tuple[list[str], hs.Study]:
    """The two shortest seeds in a folder, for what holds of any study, and theirs. Change copies of its tables only."""
    folder = tmp_path_factory.mktemp("two")
    for path in sorted(SEEDS.glob("*.txt"), key=lambda path: path.stat().st_size)[:2]:
        shutil.copy(path, folder)
    return sorted(map(str, folder.iterdir())), hs.read(folder)


def with_places() -> list[tuple[str, str]]:
    """But of quotations that articles share, of which the seeds have none: `tests/corroboration` holds these to their places."""
    tables = {name: columns for name, columns in schema.TABLES.items() if name != "shared_quotations"}
    return [(table, start) for table, columns in tables.items() for start in PLACES if start in columns]


def nested() -> list[tuple[str, str]]:
    return [
        (table, name) for table, columns in schema.TABLES.items() for name, c in columns.items() if c.dtype in ("spans", "marks")
    ]


@pytest.mark.parametrize(("table", "start"), with_places())
def test_every_span_lies_in_its_text_and_holds_something(study, texts, table, start):
    data = getattr(study, table)
    stated = data[data[start].notna()]
    assert len(stated), f"no row of {table} has a {start}, so nothing was tested"
    assert data[start].isna().equals(data[PLACES[start]].isna())
    for article, first, last in zip(stated[schema.key(data)], stated[start], stated[PLACES[start]], strict=True):
        assert 0 <= first < last <= len(texts[article])
        assert texts[article][first:last].strip() == texts[article][first:last] != ""


@pytest.mark.parametrize(("table", "column"), PRINTED)
def test_what_is_printed_is_what_stands_there(study, texts, table, column):
    start = PRINTED[table, column]
    data = getattr(study, table)
    for row in data[data[start].notna()].to_dict("records"):
        assert row[column] == texts[row["article_id"]][row[start] : row[PLACES[start]]]


@pytest.mark.parametrize(("table", "column"), nested())
def test_nested_spans_lie_in_their_texts_in_order(study, texts, table, column):
    data = getattr(study, table)
    cells = [(article, cell) for article, cell in zip(data["article_id"], data[column], strict=True) if cell]
    assert cells, f"no row of {table} has {column}, so nothing was tested"
    for article, cell in cells:
        edges = [edge for entry in cell for edge in entry[:2]]
        assert edges == sorted(edges) and edges[0] >= 0 and edges[-1] <= len(texts[article])
        assert all(texts[article][first:last].strip() for first, last, *_ in cell)


def test_the_content_is_its_spans_joined(study, texts):
    for row in study.attributions.itertuples():
        assert row.content == " … ".join(texts[row.article_id][first:last] for first, last in row.content_spans)


def test_blocks_hold_every_character_that_is_no_space_exactly_once(study, texts):
    for article, text in texts.items():
        blocks = study.table("blocks", article)
        covered = [place for first, last in zip(blocks["start"], blocks["end"], strict=True) for place in range(first, last)]
        assert len(covered) == len(set(covered))
        assert all(char.isspace() for place, char in enumerate(text) if place not in set(covered))


def test_the_order_in_which_files_are_named_changes_nothing(two):
    paths, study = two
    backwards = hs.read(paths[::-1])
    for table in set(schema.TABLES) - {"documents"}:
        assert_frame_equal(getattr(backwards, table), getattr(study, table), obj=table)


@pytest.mark.parametrize("corpus", ["two", pytest.param("all", marks=pytest.mark.nightly)])
def test_hash_seeds_cores_and_threads_change_no_byte_of_any_table(corpus, two, study, tmp_path):
    """The tables of this process, which has drawn a hash seed and has all threads, against those of one that is told both."""
    folder, made = (Path(two[0][0]).parent, two[1]) if corpus == "two" else (SEEDS, study)
    told = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "2"}
    there = [sys.executable, "-m", "hearsay.cli", "tables", str(folder), "--out", str(tmp_path / "there"), "--cores", "2"]
    subprocess.run(there, check=True, env={**os.environ, **told})
    (tmp_path / "here").mkdir()
    storage.write_tables(made.make().items(), tmp_path / "here")
    first, second = (
        {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
        for folder in (tmp_path / "here", tmp_path / "there")
    )
    assert second.pop(Path("manifest.json"))
    assert first == second and len(first) == 2 * len(schema.TABLES) + 1, "the dictionary beside them"


def test_articles_in_one_batch_and_in_batches_of_one_give_the_same(two, monkeypatch):
    paths, study = two
    study.make()
    monkeypatch.setattr(pipeline, "CHUNK", 1)
    apart = hs.read(paths)
    for table in pipeline.RECIPES:
        assert_frame_equal(getattr(apart, table), getattr(study, table), obj=table)


def test_tables_come_back_from_the_disk_and_a_broken_file_is_made_anew(two, tmp_path):
    paths, study = two
    for _ in range(2):
        kept = hs.read(paths, cache=tmp_path)
        for table in pipeline.RECIPES:
            assert_frame_equal(getattr(kept, table), getattr(study, table), obj=table)
    files = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    assert {path.stem.partition("-")[0] for path in files if path.suffix == ".parquet"} == set(pipeline.CORPUS_WIDE)
    whole = {path: path.read_bytes() for path in files}
    for path in files:
        path.write_bytes(whole[path][: len(whole[path]) // 2])
    again = hs.read(paths, cache=tmp_path)
    for table in pipeline.RECIPES:
        assert_frame_equal(getattr(again, table), getattr(study, table), obj=table)
    assert {path: path.read_bytes() for path in files} == whole


def test_another_extractor_or_text_is_not_served_from_the_disk(tmp_path):
    (tmp_path / "a.txt").write_text("The mayor said on Monday that the bridge would reopen in spring.\n", encoding="utf-8")
    first = hs.read(tmp_path / "a.txt", cache=tmp_path / "kept").sentences
    (tmp_path / "a.txt").write_text("The mayor said on Friday that the bridge would reopen in autumn.\n", encoding="utf-8")
    assert not hs.read(tmp_path / "a.txt", cache=tmp_path / "kept").sentences.equals(first)
    assert len(list((tmp_path / "kept").rglob("*.zip"))) == 2
