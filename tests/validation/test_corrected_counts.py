"""Counts corrected by the error that was measured on each outlet."""

import numpy as np
import pandas as pd
import pytest

from hearsay.errors import InputError
from hearsay.validation import corrected_counts as corrected
from hearsay.validation.corrected import Bounds
from hearsay.validation.corrected_counts import ratio

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


def test_a_ratio_to_what_is_known_exactly_has_the_interval_of_the_other():
    exact, known = Bounds(0.2, 0.2, 0.2), Bounds(0.4, 0.3, 0.55)
    assert ratio(known, exact) == pytest.approx((2, 1.5, 2.75))
    assert ratio(exact, known) == pytest.approx((0.5, 0.2 / 0.55, 0.2 / 0.3))
    low, high = np.log(0.4 / 0.3), np.log(0.55 / 0.4)
    assert ratio(known, known) == pytest.approx((1, np.exp(-np.hypot(low, high)), np.exp(np.hypot(low, high))))
