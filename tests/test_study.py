"""Study: files read once, tables made on first use or together, and kept on disk."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import hearsay as hs
from hearsay import pipeline, schema
from hearsay.errors import InputError
from hearsay.options import Options
from hearsay.study import Study, read

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


def test_a_cache_is_never_read_as_articles(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("The harbour\n\nThe mayor said on Monday that the harbour would close.\n", encoding="utf-8")
    with pytest.raises(InputError, match="lies within the articles"):
        hs.read(tmp_path, cache=tmp_path / "kept")
    monkeypatch.setenv("HEARSAY_CACHE", str(tmp_path / ".kept"))
    for _ in range(2):
        study = hs.read(tmp_path)
        assert len(study.sentences) and len(study.documents) == 1
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == [".kept"]
