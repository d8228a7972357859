"""Portrayal measured on NewsMTSC's devtest_mt against the pinned floors."""

from pathlib import Path

import pytest

from hearsay.validation.benchmarks import floors, portrayal

FLOORS = Path(__file__).with_name("floors.toml")


@pytest.fixture(scope="module")
def figures(bench):
    return portrayal.check(bench("newsmtsc"))


def test_the_model_holds_its_floors(figures):
    pinned = floors.read_floors(FLOORS)["portrayal/devtest_mt"]
    assert floors.breaches(figures, pinned, figures["data_sha256"]) == []


def test_the_model_is_better_than_the_lexicons_beside_it(figures):
    best = max(figures[f"{name}.macro_f1"] for name in ("textblob", "textblob-news", "vader"))
    assert figures["macro_f1_low"] > best


def test_the_surer_it_is_the_more_often_it_is_right(figures):
    assert figures["right_at_10"] > figures["right_at_50"] > figures["right_at_100"]
    assert figures["right_if_sure"] > figures["accuracy"]
