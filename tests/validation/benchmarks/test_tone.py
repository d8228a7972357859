"""The scorers of tone on made targets in NewsMTSC's format: the measures by hand, and lines that are not in it."""

import json
import math

import numpy as np
import pandas as pd
import pytest

from hearsay.errors import DataError
from hearsay.validation.benchmarks.tone import (
    check_sentence_tone,
    class_f1,
    classes,
    entity,
    entity_means,
    macro_f1,
    macro_f1_interval,
    polarities,
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
    found = entity_means(names, gold, gold * 0.5, 10)
    assert (found["entities"], found["entity_r"]) == (4, pytest.approx(1.0))
    assert math.isnan(entity_means(names[:30], gold[:30], gold[:30] * 0.5, 10)["entity_r"])
    noisy = entity_means(names, gold, np.repeat([-0.4, 0.1, -0.2, 0.3, 0.0], [10, 10, 10, 10, 9]), 10)
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


def test_a_sentence_is_scored_once_for_all_of_its_targets_and_missing_without_a_scored_word(tmp_path):
    rows = [
        {
            "sentence_normalized": "Ann and Bob had a terrible day.",
            "targets": [{"from": 0, "to": 3, "polarity": 2}, {"from": 8, "to": 11, "polarity": 4}],
        },
        {"sentence_normalized": "Ann left.", "targets": [{"from": 0, "to": 3, "polarity": 6}]},
    ]
    (tmp_path / "made.jsonl").write_text("\n".join(map(json.dumps, rows)))
    coded = read_newsmtsc(tmp_path / "made.jsonl")
    assert coded.labels.tolist() == [-1, 0, 1] and coded.by_sentence() == {0: [0, 1], 1: [2]}
    named = zip(coded.held_by, coded.places, strict=True)
    assert [coded.sentences[sentence][slice(*place)] for sentence, place in named] == ["Ann", "Bob", "Ann"]
    assert coded.documents == ("line 1", "line 1", "line 2")
    found = polarities("vader", coded)
    assert found[0] == found[1] < 0 and math.isnan(found[2])


def test_classes_lie_beyond_the_thresholds_and_each_has_its_f1():
    assert classes(np.array([-0.2, -0.1, 0.0, 0.3]), -0.1, 0.2).tolist() == [-1, 0, 0, 1]
    gold, predicted = np.array([-1, -1, 0, 1]), np.array([-1, 0, 0, -1])
    assert class_f1(gold, predicted) == pytest.approx([0.5, 2 / 3, 0.0])


@pytest.mark.parametrize("target", [{"polarity": 4}, {"from": 3, "to": 2, "polarity": 4}, {"from": 0, "to": 99, "polarity": 4}])
def test_a_target_that_is_nowhere_in_its_sentence_is_told_with_its_line(tmp_path, target):
    path = tmp_path / "made.jsonl"
    path.write_text(json.dumps({"sentence_normalized": "Ann left.", "targets": [target]}))
    with pytest.raises(DataError, match="line 1: not in NewsMTSC's format"):
        read_newsmtsc(path)
