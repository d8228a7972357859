"""The scorers of tone on made targets in NewsMTSC's format: the measures by hand, and lines that are not in it."""

import json
import math

import numpy as np
import pandas as pd
import pytest

from hearsay.errors import DataError
from hearsay.validation.benchmarks.newsmtsc import (
    check_sentence_tone,
    entity,
    entity_means,
    macro_f1,
    macro_f1_interval,
    read_newsmtsc,
    right_by_coverage,
)


def test_macro_f1_by_hand():
    gold, predicted = pd.Series([-1, -1, 0, 1]).to_numpy(), pd.Series([-1, 0, 0, -1]).to_numpy()
    assert macro_f1(gold, predicted) == pytest.approx((0.5 + 2 / 3 + 0) / 3)
    low, high = macro_f1_interval(gold, predicted, ["a", "b", "c", "d"])
    assert 0 <= low < macro_f1(gold, predicted) < high <= 1
    assert macro_f1_interval(gold, predicted, ["a"] * 4) == pytest.approx((macro_f1(gold, predicted),) * 2)


def test_entities_are_named_by_the_last_capital_word_and_compared_from_ten_mentions_on():
    assert [entity(name) for name in ("President Trump", "Mitch McConnell's", "AMY GOODMAN", "she")] == [
        *("trump", "mcconnell", "goodman", "she")
    ]
    names = [name for name in "abcd" for _ in range(10)] + ["e"] * 9
    gold = np.repeat([-1, 0, 0, 1, 1], [10, 10, 10, 10, 9])
    found = entity_means(names, gold, gold * 0.5)
    assert (found["entities"], found["entity_r"]) == (4, pytest.approx(1.0))
    assert math.isnan(entity_means(names[:30], gold[:30], gold[:30] * 0.5)["entity_r"])
    noisy = entity_means(names, gold, np.repeat([-0.4, 0.1, -0.2, 0.3, 0.0], [10, 10, 10, 10, 9]))
    assert noisy["entity_r_low"] < noisy["entity_r"] < noisy["entity_r_high"]


def test_the_surest_are_taken_first():
    right, sure = np.array([True, True, False, False, True, False, False, False, False, False]), np.arange(10, 0, -1)
    assert right_by_coverage(right, sure, (0.1, 0.5)) == {"right_at_10": 1.0, "right_at_50": 0.6}


def test_check_names_the_line_that_is_not_in_the_format(tmp_path):
    good = json.dumps(
        {
            "sentence_normalized": "A good day.",
            "targets": [{"from": 2, "to": 6, "polarity": 6.0, "Input.gid": "polusa_v1_5_-1_3_Ms Day_2_3"}],
        }
    )
    (tmp_path / "train.jsonl").write_text(good + "\n")
    (tmp_path / "bad.jsonl").write_text(good + "\n" + good.replace("6.0", "5.0") + "\n")
    with pytest.raises(DataError, match="line 2"):
        check_sentence_tone(tmp_path, "bad")
    with pytest.raises(DataError, match=r"devtest_mt\.jsonl: no such file"):
        check_sentence_tone(tmp_path)
    (tmp_path / "good.jsonl").write_text(good + "\n")
    found = check_sentence_tone(tmp_path, "good")
    assert found["vader.accuracy"] == 1.0 and found["data"] == "NewsMTSC good" and len(found["data_sha256"]) == 64
    coded = read_newsmtsc(tmp_path / "good.jsonl")
    assert (coded.entities, coded.documents) == (("day",), ("polusa_v1_5_-1",))
