"""Pinned floors: when the gate opens, and how a floor moves."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.errors import InputError
from hearsay.validation.benchmarks import floors as floor_gate
from hearsay.validation.benchmarks.floors import Floors

PINNED = Floors("d1", {"F1": 50.0}, {"MB": 25.0})


def test_the_gate_opens_at_the_floor_and_shuts_below_it():
    assert floor_gate.breaches({"F1": 50.0, "MB": 25.0}, PINNED, "d1") == []
    (line,) = floor_gate.breaches({"F1": 49.9, "MB": 3.0}, PINNED, "d1")
    assert line == "F1: 49.9 is below its floor of 50"
    assert floor_gate.breaches({"F1": 51.0, "MB": 25.1}, PINNED, "d1") == ["MB: 25.1 is above its ceiling of 25"]


def test_other_data_a_missing_figure_and_nan_shut_the_gate():
    assert "data are not those" in floor_gate.breaches({"F1": 99.0, "MB": 1.0}, PINNED, "d2")[0]
    assert floor_gate.breaches({"MB": 1.0}, PINNED, "d1") == ["F1: pinned, but not measured"]
    assert len(floor_gate.breaches({"F1": float("nan"), "MB": float("nan")}, PINNED, "d1")) == 2


def test_pinning_never_eases():
    better = floor_gate.raised(PINNED, {"F1": 52.37, "MB": 14.21, "R": 40.09}, "d1", ["R"])
    assert better.floors == {"F1": 52.3, "R": 40.0} and better.ceilings == {"MB": 14.3}
    assert floor_gate.raised(PINNED, {"ratio": 1.21}, "d1", ceilings=["ratio"]).ceilings == {"MB": 25.0, "ratio": 1.3}
    assert floor_gate.raised(PINNED, {"F1": 50.3}, "d1").floors == {"F1": 50.3}
    with pytest.raises(InputError, match="'R'.* were not measured"):
        floor_gate.raised(PINNED, {"F1": 52.0}, "d1", ["R"])
    worse = floor_gate.raised(PINNED, {"F1": 12.0, "MB": 99.0}, "d1")
    assert worse.floors == PINNED.floors and worse.ceilings == PINNED.ceilings
    with pytest.raises(InputError, match="not those the floors were measured on"):
        floor_gate.raised(PINNED, {"F1": 60.0}, "d2")


def test_lowering_needs_a_reason_and_keeps_it():
    eased = floor_gate.lowered(PINNED, "F1", 45.0, "the corpus' authors withdrew a file")
    assert eased.floors["F1"] == 45.0
    assert eased.lowered == ({"metric": "F1", "from": 50.0, "to": 45.0, "reason": "the corpus' authors withdrew a file"},)
    assert floor_gate.lowered(PINNED, "MB", 30.0, "why not").ceilings["MB"] == 30.0
    for metric, value, reason in (("F1", 45.0, " "), ("F1", 55.0, "up"), ("MB", 20.0, "down"), ("x", 1.0, "unknown")):
        with pytest.raises(InputError):
            floor_gate.lowered(PINNED, metric, value, reason)


@given(st.text(max_size=30), st.text(min_size=1, max_size=30), st.floats(-1e6, 1e6))
def test_the_file_comes_back_as_it_was_written(tmp_path_factory, name, reason, value):
    path = tmp_path_factory.mktemp("gate") / "floors.toml"
    entry = {"metric": name, "from": value, "to": 1, "reason": reason}
    benchmarks = {name: Floors("d", {name: value, "b": 1.0}, {}, (entry,)), name + "2": PINNED}
    floor_gate.write_floors(path, benchmarks)
    assert floor_gate.read_floors(path) == benchmarks


def test_the_command_line_pins_checks_and_lowers(tmp_path, capsys):
    floors, measured = tmp_path / "floors.toml", tmp_path / "out.json"
    common = ["b/dev", "--floors", str(floors)]
    run = [*common, "--measured", str(measured), "--digest", "d1"]
    measured.write_text(json.dumps({"F1": 50.0}))
    assert floor_gate.main([*run, "--pin", "F1"]) == 0
    assert floor_gate.main(run) == 0
    measured.write_text(json.dumps({"F1": 49.0}))
    assert floor_gate.main(run) == 1
    assert "F1: 49 is below its floor of 50" in capsys.readouterr().out
    assert floor_gate.main([*common, "--lower", "F1", "--to", "49"]) == 2
    assert "for a reason only" in capsys.readouterr().err
    assert floor_gate.main([*common, "--lower", "F1", "--to", "49", "--reason", "a new tokeniser"]) == 0
    assert floor_gate.main(run) == 0
    assert "a new tokeniser" in floors.read_text()
    measured.unlink()
    assert floor_gate.main(run) == 2
