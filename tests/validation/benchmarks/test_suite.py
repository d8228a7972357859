"""Every benchmark at once: figures beside floors, a fall is told and exits with 1, what is not there is said."""

import json

import pytest

from hearsay import cli
from hearsay.errors import DataError, InputError
from hearsay.validation import benchmarks
from hearsay.validation.benchmarks import digest, floors, suite


@pytest.fixture
def two(tmp_path, monkeypatch):
    """Two measurements of a made-up benchmark, the data of one at hand, and its floors."""
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "data.txt").write_text("data")
    runs = (
        suite.Measurement("made/here", "made", "here", patterns=("*.txt",)), suite.Measurement("made/lost", "made", "lost"),
        suite.Measurement("later", "not here yet", "here"),
    )  # fmt: skip
    monkeypatch.setattr(suite, "MEASUREMENTS", runs)
    monkeypatch.setitem(benchmarks.BENCHMARKS, "made", f"{__name__}:measure")
    path = tmp_path / "floors.toml"
    monkeypatch.setattr(suite, "FLOORS", path)
    return tmp_path


def measure(data, split):
    if (data / "broken").exists():
        raise DataError("broken data")
    return {"right": 81.0, "size": 3.0}


def pin(folder, right, data=None):
    data = data or digest(folder / "here", "*.txt")
    floors.write_floors(folder / "floors.toml", {"made/here": floors.Floors(data, {"right": right}, {"size": 4.0})})


def test_figures_stand_beside_their_floors_and_what_is_not_there_is_said(two):
    pin(two, 80.0)
    here, lost = suite.measure_all(two)
    assert here.fallen == () and here.lines == ("right        81  floor 80", "size          3  ceiling 4")
    assert lost.figures == {} and "there is no lost" in lost.lines[0]


@pytest.mark.parametrize(("floor", "code"), [(80.0, 0), (90.0, 1)])
def test_a_fall_exits_with_1(two, capsys, monkeypatch, floor, code):
    pin(two, floor)
    monkeypatch.setenv("HEARSAY_BENCH", str(two))
    assert cli.main(["check", "--json", str(two / "out.json")]) == code
    told = capsys.readouterr()
    assert ("FALLEN" in told.out) == bool(code) and ("below its floor of 90" in told.err) == bool(code)
    assert json.loads((two / "out.json").read_text())["made/here"]["right"] == 81.0


def test_other_data_are_held_to_no_floor_and_none_pinned_is_said(two):
    pin(two, 90.0, "0" * 64)
    assert "other data" in next(suite.measure_all(two)).lines[0]
    (two / "floors.toml").unlink()
    unpinned = next(suite.measure_all(two))
    assert unpinned.lines[0] == "no floor is pinned" and "right" in unpinned.lines[1]


def test_data_in_another_form_stop_nothing(two):
    (two / "here" / "broken").touch()
    assert "broken data" in next(suite.measure_all(two)).lines[0]


def test_with_no_data_at_all_it_says_what_to_do(two, capsys, monkeypatch):
    with pytest.raises(InputError, match="HEARSAY_BENCH"):
        list(suite.measure_all(None))
    monkeypatch.delenv("HEARSAY_BENCH", raising=False)
    assert cli.main(["check"]) == 2 and "HEARSAY_BENCH" in capsys.readouterr().err
    assert cli.main(["check", "made"]) == 2 and "needs --data" in capsys.readouterr().err


def test_each_floor_of_the_checkout_is_measured_on_its_data():
    names = {one.name for one in suite.MEASUREMENTS}
    assert set(floors.read_floors(suite.FLOORS)) <= names and suite.GOLD.is_dir()


def test_every_floor_is_held_to_the_data_that_it_was_pinned_on(bench):
    """A measurement that looked at other files than its floors were pinned on would hold nothing, and say so in a line."""
    pinned = floors.read_floors(suite.FLOORS)
    known = {one.name: one for one in suite.MEASUREMENTS}
    assert set(pinned) <= set(known)
    for name, floor in pinned.items():
        one = known[name]
        if one.patterns:
            place = bench(one.place) if one.place else suite.GOLD
            assert digest(place / (one.split or ""), *one.patterns) == floor.digest, name
