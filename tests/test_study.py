"""Study: files read once, tables made on first use or together, and kept on disk."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import hearsay as hs
from hearsay import pipeline, schema
from hearsay.errors import InputError
from hearsay.options import Options
from hearsay.streaming import stream
from hearsay.study import Study, read
from made import csv_text, pieces, rows
from samples import put

SEEDS = Path(__file__).parents[1] / "seeds"


def test_every_table_has_a_recipe_and_an_annotation():
    made = {"documents", "problems", "versions", *pipeline.RECIPES}
    assert made == set(schema.TABLES)
    assert made <= set(hs.Study.__annotations__)


def test_import_is_light_and_reads_nothing():
    code = "import sys, hearsay; sys.exit('pandas' in sys.modules or 'hearsay.study' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    assert hs.__version__ and "charts" in dir(hs)
    with pytest.raises(AttributeError, match="no attribute 'chart'"):
        hs.chart  # noqa: B018


def test_nothing_at_the_place_is_told_at_once(tmp_path):
    with pytest.raises(InputError):
        hs.read(tmp_path / "no such folder")


def test_files_are_read_once_and_no_attribute_reads_them_again(tmp_path):
    (tmp_path / "a.txt").write_text("The mayor said on Monday that the harbour would close.\n", encoding="utf-8")
    study = hs.read(tmp_path)
    (tmp_path / "a.txt").unlink()
    assert study.notes["what"].tolist() and repr(study).startswith("<Study of 1 article:") and study.problems.empty
    with pytest.raises(AttributeError, match="a Study has no 'tones'; its tables are documents"):
        study.tones  # noqa: B018


def test_tables_made_together_are_those_made_one_by_one(tmp_path):
    (tmp_path / "a.txt").write_text("The mayor said on Monday that the harbour would close.\n", encoding="utf-8")
    study, names = hs.read(tmp_path), ("wording", "problems", "attributions")
    made = hs.read(tmp_path).make(*names)
    assert tuple(made) == names and all(made[name].equals(getattr(study, name)) for name in names)
    assert study.make("wording")["wording"] is study.wording
    assert set(study.make()) == set(schema.TABLES)
    with pytest.raises(InputError, match="no table 'tones'"):
        study.make("tones")


def test_the_face_hands_on_the_study_and_options_may_be_gathered_before():
    assert hs.Study is Study and hs.read is read
    study = Study.read(SEEDS, Options(duplicates="keep"))
    assert study.documents.equals(read(SEEDS, duplicates="keep").documents) and study.options.duplicates == "keep"


def test_articles_are_found_by_id_and_by_unshared_prefix():
    study = hs.read(SEEDS)
    assert study.find("000").startswith("000_")
    assert study.find(study.find("003")) == study.find("003")
    with pytest.raises(InputError, match="begins 5 articles"):
        study.find("00")
    with pytest.raises(InputError, match="no article begins with 'x'"):
        study.find("x")


def test_a_text_that_was_folded_into_another_is_said_to_be(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("A bridge closes\n\nThe mayor said the bridge was old. " * 20, encoding="utf-8")
    study = hs.read(tmp_path)
    (gone,), (kept,) = study.versions["version_id"], study.documents["document_id"]
    with pytest.raises(InputError, match=f"'{gone}' was folded into '{kept}'"):
        study.find(gone)


def test_only_new_and_changed_articles_are_analysed_again(tmp_path, monkeypatch):
    """Whatever the order, and whichever tables were made before; the tables are those that a study without a cache has."""
    analysed: list[list[str]] = []
    whole = pipeline.run_job

    def watched(job: pipeline.Job) -> dict[str, pd.DataFrame]:
        analysed.append(job.tables["documents"]["document_id"].tolist())
        return whole(job)

    monkeypatch.setattr(pipeline, "run_job", watched)
    (tmp_path / "news").mkdir()
    news, names = tmp_path / "news", ("blocks", "sentences", "attributions", "wording")
    for number in range(5):
        put(
            news / f"{number}.txt",
            f"The harbour\n\nThe mayor said on day {number} that the harbour {NUMBERS[number]} would close.\n",
        )
        put(news / f"{number}.toml", 'outlet = "The Arnford Gazette"')

    def made() -> tuple[list[str], dict[str, pd.DataFrame]]:
        analysed.clear()
        tables = hs.read(news, cache=tmp_path / "kept", duplicates="keep", extractor="baseline").make(*names)
        return sorted(name for job in analysed for name in job), tables

    assert hs.read(news, cache=tmp_path / "kept", duplicates="keep", extractor="baseline").sentences.shape[0] == 10
    assert made()[0] == [f"{number}.txt" for number in range(5)], "attributions were not made before"
    assert made()[0] == []
    put(news / "2.txt", "The bridge\n\nThe council denied on Monday that the bridge would close.\n")
    put(news / "00.txt", "The quarry\n\nThe council denied on Monday that the quarry would open.\n")
    (news / "4.txt").unlink()
    again, tables = made()
    assert again == ["00.txt", "2.txt"]
    for damaged in (tmp_path / "kept").rglob("*.*"):
        damaged.write_bytes(damaged.read_bytes()[:-1])
    healed, anew = made()
    assert len(healed) == 5 and made()[0] == []
    alone = hs.read(news, duplicates="keep", extractor="baseline").make(*names)
    for name in names:
        assert_frame_equal(tables[name], alone[name])
        assert_frame_equal(anew[name], alone[name])


NUMBERS = ("in the north", "by the old mill", "of the fishermen", "under the bridge", "at the customs house")


def test_of_a_table_of_articles_the_changed_row_and_its_event_are_made_anew_and_nothing_else(tmp_path, monkeypatch):
    """And all tables are those of a study without a cache."""
    names = ("epithets", "omissions", "reuse", "claim_pairs", "claims", "origin_unions", "indicators")
    analysed, told = list[str](), Counter[str]()
    module = import_module("hearsay.corroboration.claim_pairs")
    whole, compared = pipeline.run_job, module._pairs

    def watched(job: pipeline.Job) -> dict[str, pd.DataFrame]:
        analysed.extend(job.tables["documents"]["document_id"])
        return whole(job)

    def counted(story, sentences, corpus):
        told[story] += 1
        return compared(story, sentences, corpus)

    monkeypatch.setattr(pipeline, "run_job", watched)
    monkeypatch.setattr(module, "_pairs", counted)
    news = [row | {"event": f"event {n // 2}"} for n, row in enumerate(rows(pieces(4)))]
    for changed in (None, 2):
        if changed is not None:
            news[changed]["content"] += "\n\nThe council of Arnford denied on Monday that the harbour would be closed."
        put(tmp_path / "news.csv", csv_text(news))
        analysed.clear(), told.clear()
        kept, alone = (
            hs.read(tmp_path / "news.csv", extractor="baseline", **more) for more in ({"cache": tmp_path / ".kept"}, {})
        )
        tables = kept.make(*names)
        assert (analysed, told) == (
            (["news.csv#a3"], {"event 1": 1})
            if changed is not None
            else ([f"news.csv#a{n}" for n in range(1, 5)], {f"event {n}": 1 for n in range(2)})
        )
        for name, table in alone.make(*names).items():
            assert_frame_equal(tables[name], table, obj=name)
    assert all(len(tables[name]) for name in names)


def test_a_line_that_recurs_since_another_article_was_added_changes_those_that_have_it_alone(tmp_path):
    (tmp_path / "news").mkdir()
    news, lines = tmp_path / "news", ["The letters page takes letters of all lengths.", "Our reporters ride on trains and buses."]
    for number in range(4):
        put(
            news / f"{number}.txt",
            f"The mayor said on Monday that harbour no. {number} would close.\n\n{lines[number % 3 == 0]}\n",
        )
        put(news / f"{number}.toml", 'outlet = "The Arnford Gazette"')
    for added in (None, lines[1]):
        if added:
            put(news / "9.txt", f"The council denied that the quarry would open.\n\n{added}\n")
            put(news / "9.toml", 'outlet = "The Arnford Gazette"')
        kept, alone = (hs.read(news, duplicates="keep", **more).blocks for more in ({"cache": tmp_path / "kept"}, {}))
        assert_frame_equal(kept, alone)


def test_a_cache_is_never_read_as_articles(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("The harbour\n\nThe mayor said on Monday that the harbour would close.\n", encoding="utf-8")
    with pytest.raises(InputError, match="lies within the articles"):
        hs.read(tmp_path, cache=tmp_path / "kept")
    monkeypatch.setenv("HEARSAY_CACHE", str(tmp_path / ".kept"))
    for _ in range(2):
        study = hs.read(tmp_path)
        assert len(study.sentences) and len(study.documents) == 1
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == [".kept"]


def test_tables_carry_the_names_of_the_whole_study_and_rows_of_them_keep_these(seeds):
    sides = seeds.sides
    assert sides == schema.ranked(seeds.attributions["side"]) and sides[0] == seeds.attributions["side"].mode()[0]
    some = seeds.attributions[seeds.attributions["side"] != sides[0]]
    assert some.attrs["sides"] == sides[: len(some.attrs["sides"])] and some.attrs == seeds.tone.attrs
    assert seeds.articles.attrs["outlets"] == schema.ranked(seeds.articles["outlet"])


# Samples


@pytest.fixture(scope="module")
def many(tmp_path_factory) -> Path:
    """Twenty articles of two outlets, with a line that recurs."""
    folder = tmp_path_factory.mktemp("many")
    about = "The paper was founded by two printers and is read in four valleys, where it is carried from door to door."
    records = [{**row, "content": f"{row['content']}\n\n{about}"} for row in rows(pieces(20))]
    put(folder / "a.csv", csv_text(records))
    return folder


@pytest.mark.parametrize("stored", [False, True])
def test_a_sample_has_the_rows_of_the_whole_and_says_of_how_many_it_is(many, tmp_path, stored):
    whole = hs.read(many, extractor="baseline")
    if stored:
        stream.write(many, tmp_path / "tables", stream=True, form="parquet", extractor="baseline", only="documents,blocks,tone")
    study = (hs.read(tmp_path / "tables") if stored else hs.read(many, extractor="baseline")).sample(6)
    assert study.sampled == "a sample of 6 of 20 articles, each outlet by its share"
    assert repr(study).startswith(f"<Study of {study.sampled}")
    names = study.documents["document_id"].tolist()
    assert len(names) == 6 and study.articles["outlet"].value_counts().tolist() == [3, 3]
    assert study.sample(6) is study and names == whole.sample(6).documents["document_id"].tolist()
    for name in ("blocks", "sentences", "attributions", "tone"):
        table = getattr(whole, name)
        own = table[table[schema.key(table)].isin(names)].reset_index(drop=True)
        assert len(own) and getattr(study, name).equals(own), name
    assert study.reuse.empty or set(study.reuse["article_a"]) <= set(names)


def test_a_chart_of_a_sample_says_so(many):
    study = hs.read(many, extractor="baseline")
    told = "A sample of 6 of 20 articles, each outlet by its share."
    for one, expected in ((study.sample(6), True), (study, False)):
        chart = hs.charts.voices(one.attributions, one.articles)
        assert (told in chart.caption) is expected and (told in repr(chart)) is expected
        again = chart.at(6.0)
        assert (told in again.caption) is expected
