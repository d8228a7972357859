"""Frames by cues against the blind coding: the counts by hand, what is refused, and the figures that ship."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pandas as pd
import pytest

from hearsay.errors import DataError
from hearsay.validation.benchmarks import frames as frames_benchmark

GOLD = Path(__file__).parents[3] / "data" / "gold"


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
