"""Claims, origins and contradictions measured on the coded stories against the pinned floors."""

from pathlib import Path

import pytest

from hearsay.validation.benchmarks import claims, digest, floors

FLOORS = Path(__file__).with_name("floors.toml")

pytestmark = pytest.mark.nightly


@pytest.fixture(scope="module")
def figures(bench):
    return claims.check(bench("claims"))


def test_they_hold_their_floors(figures, bench):
    pinned = floors.read_floors(FLOORS)["claims/stories"]
    assert floors.breaches(figures, pinned, digest(bench("claims"), "codings.jsonl")) == []


def test_counting_origins_is_better_than_saying_one(figures):
    assert figures["origins right"] > figures["origins right, always one"]
    assert figures["origins two and more F1"] > 0
