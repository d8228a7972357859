"""Tables read back: as they were written, as little as is asked for, never a damaged file."""

from __future__ import annotations

import json
import random
import re
import shutil
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

import hearsay as hs
from hearsay import cli, pipeline, schema, storage
from hearsay.errors import DamagedError, InputError
from hearsay.storage import store as store_module
from hearsay.storage.manifest import own_digest
from hearsay.streaming import stream
from made import csv_text, pieces, rows
from samples import put

ONLY = ("documents", "versions", "problems", "sentences", "articles", "attributions", "blocks")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    put(folder / "a.csv", csv_text(rows(pieces(12))))
    put(folder / "bad.json", "[{")
    return folder


@pytest.fixture(scope="module")
def written(corpus, tmp_path_factory) -> Path:
    """In parts of five."""
    folder = tmp_path_factory.mktemp("written") / "tables"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stream, "PART", 5)
        stream.write(corpus, folder, stream=True, only=ONLY, form="parquet", extractor="baseline")
    return folder


@pytest.fixture
def copied(written, tmp_path) -> Path:
    return shutil.copytree(written, tmp_path / "copied")


def test_a_folder_of_tables_is_read_as_a_study_and_what_it_lacks_is_made(corpus, written, monkeypatch):
    whole, read = hs.read(corpus, extractor="baseline"), hs.read(written)
    made: list[str] = []
    original = pipeline.make_table
    monkeypatch.setattr(pipeline, "make_table", lambda name, *given: made.append(name) or original(name, *given))
    for name in ONLY:
        assert_frame_equal(getattr(read, name), getattr(whole, name), obj=name)
    assert repr(read) == repr(whole) and "12 articles, 1 file not read" in repr(read)
    made.clear()
    assert len(read.epithets) >= 0 and made == ["epithets"]
    assert_frame_equal(read.wording, whole.wording)
    assert_frame_equal(read.tone, whole.tone)


def test_only_what_is_asked_for_is_read(written, monkeypatch):
    asked: list[tuple[str, object, object]] = []
    original = store_module.read_parquet
    monkeypatch.setattr(
        store_module, "read_parquet", lambda name, path, *more: asked.append((name, *more)) or original(name, path, *more)
    )
    study = hs.read(written)
    assert not asked
    shown = study.select("sentences", ["text", "article_id"], ["a.csv#a3"])
    assert list(shown) == ["article_id", "text"] and set(shown["article_id"]) == {"a.csv#a3"}
    study.show("a.csv#a3")
    assert asked and all(columns or articles for _, columns, articles in asked)
    assert_frame_equal(shown.reset_index(drop=True), study.table("sentences", "a.csv#a3")[["article_id", "text"]])
    whole = study.sentences
    assert_frame_equal(study.select("sentences", ["text", "article_id"], ["a.csv#a3"]), shown)
    assert len(whole) > len(shown)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"name": "tones"}, "no table 'tones'; there are documents"),
        ({"name": "tone", "columns": ["x"]}, "tone has no column 'x'; there are article_id"),
        ({"name": "problems", "articles": ["x"]}, "problems has no rows of single articles"),
    ],
)
def test_what_cannot_be_selected_is_told(written, given, told):
    with pytest.raises(InputError, match=told):
        hs.read(written).select(**given)


@pytest.mark.parametrize("how", ["a byte", "cut off", "empty", "gone", "another", "one too many"])
@pytest.mark.parametrize("part", range(3))
@pytest.mark.parametrize("name", ["sentences", "documents"])
def test_no_damaged_part_is_taken_as_good(written, copied, name, part, how):
    """What can be made anew from other tables is, and noted; of texts there is nothing else."""
    parts = sorted((copied / f"{name}.parquet").iterdir())
    assert len(parts) == 3
    content = parts[part].read_bytes()
    damaged = {
        "a byte": content[:40] + bytes([content[40] ^ 1]) + content[41:],
        "cut off": content[:-9],
        "empty": b"",
        "another": parts[part - 1].read_bytes(),
    }
    if how == "gone":
        parts[part].unlink()
    elif how == "one too many":
        shutil.copyfile(parts[part], copied / f"{name}.parquet" / f"part-9{part}.parquet")
    else:
        parts[part].write_bytes(damaged[how])
    study, told = hs.read(copied), rf"{name}.parquet/part-\d+.parquet' is missing, damaged or changed since Hearsay wrote it"
    assert len(study.articles) == 12
    if name == "documents":
        with pytest.raises(DamagedError, match=told):
            _ = study.documents
    else:
        assert_frame_equal(study.sentences, hs.read(written).sentences)
        assert_frame_equal(study.select("sentences", ["text"]), hs.read(written).select("sentences", ["text"]))
        (note,) = study.notes["what"]
        assert re.search(told, note) and note.endswith("; sentences was made anew")


@pytest.mark.parametrize("how", range(24))
def test_no_damaged_manifest_is_taken_as_good(copied, how):
    draw, path = random.Random(how), copied / storage.MANIFEST
    content = path.read_bytes()
    place = draw.randrange(len(content))
    changed = bytes([content[place] ^ (1 << draw.randrange(8))])
    path.write_bytes(content[:place] + (changed + content[place + 1 :] if how % 2 else b""))
    with pytest.raises(InputError, match=r"manifest.json' is damaged or changed since Hearsay wrote it; make the tables again"):
        hs.read(copied)


def test_the_options_are_those_that_the_tables_were_made_with(written):
    assert hs.read(written).options.extractor == "baseline"
    assert hs.read(written, extractor="baseline", cores=2).options.cores == 2
    with pytest.raises(InputError, match="--extractor: the tables in .* were made with another; read the articles again"):
        hs.read(written, extractor="model")


def test_of_another_version_tables_are_read_and_none_is_added(copied):
    told = json.loads((copied / storage.MANIFEST).read_text(encoding="utf-8"))
    told["library"] = "another"
    (copied / storage.MANIFEST).write_text(json.dumps(told | {"digest": own_digest(told)}), encoding="utf-8")
    study = hs.read(copied)
    assert len(study.sentences)
    for one in (study, study.sample(4)):
        with pytest.raises(InputError, match="has no tone, and another version of Hearsay wrote it; make the tables again"):
            _ = one.tone


def test_what_nothing_can_be_made_of_is_told(corpus, tmp_path, capsys):
    stream.write(corpus, tmp_path / "few", only="articles", form="parquet")
    study = hs.read(tmp_path / "few")
    assert len(study.articles) == 12
    with pytest.raises(InputError, match="has no documents, of which the others are made; write it too: --only documents"):
        _ = study.sentences
    stream.write(corpus, tmp_path / "shown", only="articles", form="csv")
    assert cli.main(["read", str(tmp_path / "shown")]) == cli.USER_ERROR
    assert "holds tables of Hearsay as CSV alone; make them with --format parquet" in capsys.readouterr().err


def test_a_folder_that_is_no_set_of_tables_is_read_as_articles(tmp_path):
    put(tmp_path / "manifest.json", json.dumps({"name": "an app", "files": {}}))
    put(tmp_path / "a.txt", "A title\n\nThe mayor said on Monday that the harbour would close.\n")
    assert "a.txt" in set(hs.read(tmp_path).documents["document_id"])


def test_every_table_comes_back_from_one_file_too(corpus, tmp_path):
    stream.write(corpus, tmp_path / "whole", form="parquet", extractor="baseline", only="articles,documents,wording")
    study = hs.read(tmp_path / "whole")
    assert study._source is not None and study._source.names == {"articles", "documents", "wording"} <= set(schema.TABLES)
    assert_frame_equal(study.wording, hs.read(corpus, extractor="baseline").wording)
