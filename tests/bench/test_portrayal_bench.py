"""Portrayal measured on NewsMTSC's devtest_mt against the pinned floors."""

from pathlib import Path

import pytest

from hearsay.validation.benchmarks import floors, portrayal

FLOORS, BY_DAY = (Path(__file__).with_name(name) for name in ("floors.toml", "floors_by_day.toml"))
WHOLE, HALF = "devtest_mt", "devtest_mt, every other sentence"
"""What is measured by night, and by `hearsay check`; and by day."""


@pytest.fixture(scope="module", params=[HALF, pytest.param(WHOLE, marks=pytest.mark.nightly)])
def measured(request, bench, tmp_path_factory):
    """What was measured on, and the figures."""
    whole = bench("newsmtsc") / f"{WHOLE}.jsonl"
    if request.param == WHOLE:
        return WHOLE, portrayal.check(whole)
    half = tmp_path_factory.mktemp("half") / f"{HALF}.jsonl"
    half.write_bytes(b"".join(whole.read_bytes().splitlines(keepends=True)[::2]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(portrayal, "NEUTRAL", portrayal.NEUTRAL // 2)
        return HALF, portrayal.check(half)


@pytest.fixture
def figures(measured):
    return measured[1]


def test_the_model_holds_its_floors(measured):
    what, figures = measured
    pinned = floors.read_floors(BY_DAY if what == HALF else FLOORS)[f"portrayal/{what}"]
    assert floors.breaches(figures, pinned, figures["data_sha256"]) == []


def test_the_model_is_better_than_the_lexicons_beside_it(figures):
    best = max(figures[f"{name}.macro_f1"] for name in ("textblob", "textblob-news", "vader"))
    assert figures["macro_f1_low"] > best


def test_the_surer_it_is_the_more_often_it_is_right(figures):
    assert figures["right_at_10"] > figures["right_at_50"] > figures["right_at_100"]
    assert figures["right_if_sure"] > figures["accuracy"]
