"""Pinned floors, intervals and corrected estimates."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from hearsay.errors import InputError
from hearsay.statistics import intervals
from hearsay.validation import corrected
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


@given(st.integers(0, 200), st.integers(0, 200))
def test_wilson_is_statsmodels_wilson(k, more):
    if k + more:
        expected = proportion_confint(k, k + more, method="wilson")
        assert intervals.wilson(k, k + more) == pytest.approx(expected, abs=1e-9)


def test_intervals_over_articles_are_wider_when_articles_differ():
    n = np.full(12, 20)
    alike = intervals.of_articles(np.full(12, 10), n)
    apart = intervals.of_articles(np.tile([2, 18], 6), n)
    assert alike == intervals.wilson(120, 240)
    assert apart[1] - apart[0] > 2 * (alike[1] - alike[0])
    assert intervals.by_article(np.array([[1, 2]]), lambda sums: sums[..., 0] / sums[..., 1]) == (0.0, 1.0)
    with pytest.raises(InputError):
        intervals.wilson(3, 2)


def test_intervals_over_articles_cover_the_truth():
    draw, hits = np.random.default_rng(4), 0
    for _ in range(1500):
        share = draw.beta(4, 4, 12)
        n = draw.integers(5, 40, 12)
        low, high = intervals.of_articles(draw.binomial(n, share), n)
        hits += low <= 0.5 <= high
    assert 0.93 <= hits / 1500 <= 0.97


def hand_coded(draw, truth, bias, n=600, coded=100, articles=None):
    """A table whose tool is biased, of which some rows are coded; rows of one article are alike when there are articles."""
    unit = np.arange(n) if articles is None else np.repeat(np.arange(articles), n // articles)
    level = truth if articles is None else np.clip(draw.normal(truth, 0.15, articles), 0, 1)[unit]
    real = draw.random(n) < level
    tool = np.where(draw.random(n) < bias, True, real)
    chosen = np.isin(unit, draw.choice(unit.max() + 1, coded if articles is None else coded * articles // n, replace=False))
    return pd.DataFrame({"tool": tool, "hand": np.where(chosen, real.astype(float), np.nan), "article": unit})


@pytest.mark.parametrize("articles", [None, 60])
def test_corrected_mean_covers_the_truth_though_the_tool_is_biased(articles):
    draw, hits, raw = np.random.default_rng(11), 0, []
    unit = None if articles is None else "article"
    for _ in range(300):
        table = hand_coded(draw, 0.3, 0.25, coded=150, articles=articles)
        estimate = corrected.corrected_mean(table, "tool", "hand", unit=unit)
        hits += estimate.low <= 0.3 <= estimate.high
        raw.append(estimate.raw)
    assert 0.91 <= hits / 300 <= 0.99
    assert np.mean(raw) > 0.45


def test_a_good_tool_narrows_the_interval():
    draw = np.random.default_rng(2)
    table = hand_coded(draw, 0.3, 0.01)
    blind = table.assign(tool=False)
    good, none = (corrected.corrected_mean(t, "tool", "hand") for t in (table, blind))
    assert good.high - good.low < 0.7 * (none.high - none.low)
    assert none.value == pytest.approx(table["hand"].mean())
    assert (good.n_coded, good.n) == (100, 600)


def test_corrected_mean_refuses_what_it_cannot_use():
    table = pd.DataFrame({"tool": [1.0, 0.0, 1.0], "hand": [1.0, None, None]})
    with pytest.raises(InputError, match="1 coded unit"):
        corrected.corrected_mean(table, "tool", "hand")
    with pytest.raises(InputError, match="every row needs a prediction"):
        corrected.corrected_mean(table.assign(tool=[1.0, None, 0.0]), "tool", "hand")


ERROR = pd.DataFrame(
    {
        "outlet": ["a", "b", "c"], "articles": [12, 12, 12], "predicted": [100, 100, 100], "gold": [100, 100, 100],
        "precision": [0.8, 0.8, 0.0], "precision_low": [0.7, 0.7, 0.0], "precision_high": [0.9, 0.9, 0.2],
        "recall": [0.8, 0.4, 0.5], "recall_low": [0.7, 0.3, 0.4], "recall_high": [0.9, 0.5, 0.6],
    }
)  # fmt: skip


def test_counts_are_corrected_by_each_outlets_own_error():
    table = corrected.corrected_counts(pd.Series({"a": 80, "b": 40, "c": 9, "new": 5}), ERROR).set_index("outlet")
    assert table.at["a", "corrected"] == pytest.approx(80) and table.at["b", "corrected"] == pytest.approx(80)
    assert table.at["b", "high"] - table.at["b", "low"] > table.at["a", "high"] - table.at["a", "low"]
    assert table.loc[["c", "new"], "measured_on"].tolist() == ["not measured"] * 2
    assert table.loc[["c", "new"], "corrected"].isna().all()


def test_an_unmeasured_outlet_takes_the_spread_of_the_others():
    measured = corrected.with_others(ERROR.iloc[[0, 1]].assign(recall=[0.6, 0.62]))
    table = corrected.corrected_counts(pd.Series({"a": 60, "new": 60}), measured).set_index("outlet")
    assert table.at["new", "measured_on"] == "all others"
    assert table.at["new", "low"] < 60 * 0.8 / 0.61 < table.at["new", "high"]
    with pytest.raises(InputError, match="at least two"):
        corrected.with_others(ERROR.head(1))
