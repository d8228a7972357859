"""Study: tables on first use, the disk cache, and the same result however the work is spread."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import hearsay as hs
from hearsay import pipeline, schema, storage
from hearsay.errors import HearsayError, InputError

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


def test_articles_are_found_by_id_and_by_unshared_prefix():
    study = hs.read(SEEDS)
    assert study.find("000").startswith("000_")
    assert study.find(study.find("003")) == study.find("003")
    with pytest.raises(InputError, match="begins 5 articles"):
        study.find("00")
    with pytest.raises(InputError, match="no article begins with 'x'"):
        study.find("x")


def _square(number: int) -> int:
    return number * number


@pytest.mark.parametrize("cores", [1, 2])
def test_work_keeps_its_order_over_cores(cores):
    assert pipeline.per_article(_square, list(range(7)), cores) == [0, 1, 4, 9, 16, 25, 36]


def test_what_cannot_be_sent_to_other_processes_is_explained():
    with pytest.raises(HearsayError, match="importable; cores=1 works"):
        pipeline.per_article(lambda number: number, [1, 2], 2)
    with pytest.raises(HearsayError, match="cores must be 1 or more, not 0"):
        pipeline.per_article(_square, [1, 2], 0)


def test_progress_is_one_line_after_two_seconds(capsys, monkeypatch):
    ticks = iter([0.0, 1.0, 3.0, 3.1, 4.0, 4.0])
    monkeypatch.setattr(pipeline.time, "monotonic", lambda: next(ticks))
    monkeypatch.setenv("TQDM_DISABLE", "0")
    assert list(pipeline.progress("abcd", 4, "articles")) == list("abcd")
    assert capsys.readouterr().err == "\rarticles: 2 of 4\rarticles: 4 of 4\rarticles: 4 of 4, 4 s\n"


def test_a_cache_is_never_read_as_articles(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("The harbour\n\nThe mayor said on Monday that the harbour would close.\n", encoding="utf-8")
    with pytest.raises(InputError, match="lies within the articles"):
        hs.read(tmp_path, cache=tmp_path / "kept")
    monkeypatch.setenv("HEARSAY_CACHE", str(tmp_path / ".kept"))
    for _ in range(2):
        study = hs.read(tmp_path)
        assert len(study.sentences) and len(study.documents) == 1
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == [".kept"]


def test_progress_is_silent_where_notebooks_are_checked(capsys, monkeypatch):
    ticks = iter([0.0, 3.0, 6.0])
    monkeypatch.setattr(pipeline.time, "monotonic", lambda: next(ticks))
    monkeypatch.setenv("TQDM_DISABLE", "1")
    assert list(pipeline.progress("ab", 2, "articles")) == ["a", "b"]
    assert capsys.readouterr().err == ""


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
