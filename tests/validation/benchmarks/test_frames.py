"""Frames of the user's own, their rates and lift, and frames against the blind coding."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import hearsay as hs
from hearsay.cli import main
from hearsay.errors import DataError, InputError
from hearsay.framing import example, frame_rates, frames
from hearsay.framing.user_frames import cue_records, read_cues
from hearsay.text.lexicons import Matcher
from hearsay.text.words import words
from hearsay.validation.benchmarks import frames as frames_benchmark
from invented import articles, tables

GOLD = Path(__file__).parents[3] / "data" / "gold"
GOOD = "frame,cue,ground\nrail,train*,trains run on rails\n"


def write(folder: Path, text: str, name: str = "mine.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


# The user's own frames


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


# Rates and lift


def _corpus(shares: dict[str, list[int]], of: int = 8):
    """Articles of `of` sentences; each number says how many of them hold 'war'."""
    stories = [["A war went on." if i < k else "Rain fell." for i in range(of)] for ks in shares.values() for k in ks]
    documents, sentences, attributions = tables(*stories)
    outlets = [name for name, ks in shares.items() for _ in ks]
    table = articles({f"a{i}": name for i, name in enumerate(outlets)}).assign(language="en")
    return frames(documents, sentences, attributions), sentences, table


def _row(table: pd.DataFrame, group: str, voice: str = "either") -> pd.Series:
    return table[(table["group"] == group) & (table["voice"] == voice) & (table["frame"] == "conflict")].iloc[0]


def test_lift_by_hand():
    rates = frame_rates(*_corpus({"A": [4, 5, 4, 3], "B": [2, 1, 2, 3]}))
    row = _row(rates, "A")
    assert (row["k"], row["n"], row["rest_k"], row["rest_n"]) == (16, 32, 8, 32)
    assert row["lift"] == pytest.approx(2.0)
    assert row["lift_low"] < 2 < row["lift_high"]
    assert row["reason"] == ""
    assert row["low"] < 0.5 < row["high"]


def test_too_few_articles_have_counts_and_no_lift():
    row = _row(frame_rates(*_corpus({"A": [4, 5, 4], "B": [2, 1, 2, 3]})), "A")
    assert (row["k"], row["n"]) == (13, 24)
    assert np.isnan([row["lift"], row["lift_low"], row["low"]]).all()
    assert row["reason"] == "too few to compare: 3 articles in the group, 4 are needed"


def test_no_lift_over_nothing():
    row = _row(frame_rates(*_corpus({"A": [4, 5, 4, 3], "B": [0, 0, 0, 0]})), "A")
    assert np.isnan(row["lift"])
    assert row["reason"] == "the frame does not occur in the rest"
    nothing = _row(frame_rates(*_corpus({"A": [0, 0, 0, 0], "B": [4, 5, 4, 3]})), "A")
    assert nothing["lift"] == 0 <= nothing["lift_low"]
    assert nothing["lift_high"] > 0


def test_articles_in_other_languages_and_nameless_outlets():
    found, sentences, table = _corpus({"A": [4, 5, 4, 3], "not stated": [2, 1, 2, 3]})
    rates = frame_rates(found, sentences, table)
    assert set(rates["group"]) == {"A"}
    assert _row(rates, "A")["rest_n"] == 32
    assert _row(frame_rates(found, sentences, table.assign(language=["en"] * 7 + ["fr"])), "A")["rest_n"] == 24


def test_a_group_that_is_no_column():
    with pytest.raises(InputError, match="'party'"):
        frame_rates(*_corpus({"A": [1]}), by="party")


def test_the_lift_chart_says_what_it_draws():
    found, sentences, table = _corpus({"A": [4, 5, 4, 3], "B": [2, 1, 2, 3]})
    chart = hs.charts.frames(found, sentences, table, view="lift")
    row = _row(frame_rates(found, sentences, table), "A")
    assert f"×2 [{row['lift_low']:.2g}, {row['lift_high']:.2g}] 16 of 32" in chart.text
    few = hs.charts.frames(found, sentences, table, view="lift", by="article_id")
    assert "too few 4 of 8" in few.text
    assert "×" not in few.text.split("In each cell")[0]
    with pytest.raises(InputError, match="give `articles`"):
        hs.charts.frames(found, sentences, view="lift")


def test_own_frames_alone_do_not_show_the_generic_ones_as_nought():
    documents, sentences, attributions = tables(["The trains stopped."])
    found = frames(documents, sentences, attributions, cues=pd.DataFrame({"frame": ["rail"], "cue": ["train*"], "ground": ["g"]}))
    assert "conflict" not in hs.charts.frames(found, sentences).text


# The blind coding


def test_counts_by_hand():
    coded = pd.DataFrame({"a": [1, 1, 0, 0], "b": [0, 0, 0, 0]})
    table = frames_benchmark.compared(coded, pd.DataFrame({"a": [1, 0, 1, 0], "b": [0, 0, 0, 0]})).set_index("frame")
    assert table.loc["a", ["coded", "found", "both", "n"]].tolist() == [2, 2, 1, 4]
    assert table.loc["a", ["precision", "recall", "f1", "kappa"]].tolist() == [0.5, 0.5, 0.5, 0.0]
    assert table.loc["b", ["precision", "recall", "f1", "kappa"]].isna().all()


def test_the_frames_keep_what_was_measured_on_the_seeds():
    """Floors a little under the first measurement; a lower one needs a reason."""
    result = frames_benchmark.check(GOLD)
    floors = {
        "conflict": 0.38, "economic consequences": 0.62, "threat": 0.8, "capability and prestige": 0.64,
        "denial and credibility": 0.7, "alliance": 0.7,
    }  # fmt: skip
    assert {name for name, floor in floors.items() if result[f"{name} kappa"] < floor} == set()
    assert result["morality coded"] == result["human interest coded"] == 0
    assert "conflict" in frames_benchmark.rows(result)


def test_a_coding_of_another_text_is_refused(tmp_path):
    (tmp_path / "frames.csv").write_text("article_id,start,end,conflict\na.txt,0,999,1\n")
    (tmp_path / "a.txt").write_text("Short.")
    with pytest.raises(DataError, match="line 2: characters 0–999 are outside"):
        frames_benchmark.check(tmp_path, ".")
    with pytest.raises(DataError, match="cannot be read"):
        frames_benchmark.check(tmp_path / "nothing", ".")


def shipped(coding: str) -> dict[str, float]:
    path = files("hearsay") / "figures" / f"frames-{coding}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_figures_that_ship_are_those_of_the_cues():
    assert frames_benchmark.check(GOLD) == pytest.approx(shipped("seeds"))


def test_the_figures_on_basil_that_ship_are_those_of_the_cues(bench):
    result = frames_benchmark.check(GOLD, str(bench("basil")))
    assert result == pytest.approx(shipped("basil"))
    assert result["conflict n"] == 59 and result["conflict kappa"] > 0.35
    assert result["economic consequences kappa"] > 0.9 and result["responsibility kappa"] > 0.48
