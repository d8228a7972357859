"""Frames of the user's own: files as people save them, what is wrong with one, and the way from file to table."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import hearsay as hs
from hearsay.cli import main
from hearsay.errors import InputError
from hearsay.framing.frames import frames
from hearsay.framing.user_frames import cue_records, example, read_cues
from hearsay.text.lexicons import Matcher
from hearsay.text.words import words
from invented import tables

GOOD = "frame,cue,ground\nrail,train*,trains run on rails\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("frame,ground\nrail,because\n", "line 1: no column 'cue'"),
        ("frame,cue,ground\n", "holds no cue"),
        ("frame,cue,ground\nrail,train,trains\n\nrail,,rails\n", "line 4: has no 'cue'"),
        ("frame,cue,ground\nrail,train\n", "line 2: 2 fields where the first line names 3"),
        ("frame,cue,ground\nrail,!!,trains\n", "line 2: has a cue without a word"),
        ("frame,cue,ground\nrail,tr*n,trains\n", r"line 2: has 'tr\*n'"),
        ("frame,cue,ground,pos\nrail,train,trains,verb\n", "line 2: has pos 'verb'"),
        ('frame,cue,ground\nrail,"train,trains\n', "line 2: is no CSV"),
        ('frame,cue,ground\n"rail\nway",train,trains\nrail,,x\n', "line 4: has no 'cue'"),
    ],
)
def test_a_bad_file_of_cues_is_told_with_its_line(tmp_path, text, message):
    path = write(tmp_path, text)
    with pytest.raises(InputError, match=f"mine.csv.*{message}"):
        read_cues(path)


def test_a_file_that_is_not_there_or_not_utf8(tmp_path):
    with pytest.raises(InputError, match=r"nothing\.csv: cannot be read"):
        read_cues(tmp_path / "nothing.csv")
    (tmp_path / "latin.csv").write_bytes("frame,cue,ground\nrail,train,x\nrail,gâre,y\n".encode("latin-1"))
    with pytest.raises(InputError, match=r"latin\.csv line 3: is not UTF-8"):
        read_cues(tmp_path / "latin.csv")


@pytest.mark.parametrize(
    "text", [GOOD, GOOD.replace(",", ";"), "\ufeff" + GOOD, GOOD.replace("\n", "\r\n"), GOOD.replace(",", "\t")]
)
def test_files_as_people_save_them(tmp_path, text):
    assert read_cues(write(tmp_path, text))[["frame", "cue"]].to_numpy().tolist() == [["rail", "train*"]]


def test_own_frames_instead_of_the_generic_ones_or_beside_them(tmp_path):
    given = tables(["The trains cost too much."])
    path = write(tmp_path, GOOD)
    assert set(frames(*given, cues=path)["frame"]) == {"rail"}
    assert set(frames(*given, cues=["generic", path])["frame"]) == {"rail", "economic consequences"}
    assert cue_records(path) == cue_records(pd.read_csv(path)) or cue_records(path)[0]["cue"] == "train*"


def test_own_frames_reach_the_study_and_the_cache_knows_them(tmp_path):
    text = write(tmp_path, "The trains stopped at noon. Nobody knew why the trains had stopped there.\n", "a.txt")
    path = write(tmp_path, GOOD)
    first = hs.read(text, frames=path, extractor="baseline", cache=tmp_path / "cache").frames
    assert set(first["frame"]) == {"rail"}
    write(tmp_path, GOOD.replace("train*", "noon"))
    second = hs.read(text, frames=path, extractor="baseline", cache=tmp_path / "cache").frames
    assert first["score"].sum() != second["score"].sum()


def test_own_frames_by_the_command_line(tmp_path, capsys):
    text = write(tmp_path, "The trains stopped at noon.\n", "a.txt")
    bad = write(tmp_path, "frame,cue\n", "bad.csv")
    assert main(["tables", str(text), "--out", str(tmp_path / "out"), "--frames", str(bad)]) == 2
    assert "bad.csv line 1: no column 'ground'" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_worked_example_is_in_order():
    table = read_cues(example())
    assert table["frame"].nunique() == 5
    assert (table["ground"].str.len() > 10).all()
    assert not table.duplicated(["frame", "cue"]).any()
    matcher = Matcher.of(table, "cue")
    for row, cue in enumerate(table["cue"]):
        text = f"it is x {cue.replace('*', '')} x too"
        assert any(row in hit.rows for hit in matcher.find(text, words(text, 0, len(text)))), cue


def write(folder: Path, text: str, name: str = "mine.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
