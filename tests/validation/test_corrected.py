"""Estimates that allow for the tool's error: they cover the truth, and say where they cannot."""

import numpy as np
import pandas as pd
import pytest

from hearsay.errors import InputError
from hearsay.validation import corrected


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
