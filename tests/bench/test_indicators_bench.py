"""Indicators of sourcing measured on coded speakers against the pinned ceilings, and on the seeds against the pinned floor."""

from pathlib import Path

import pytest

from hearsay.validation.benchmarks import floors, sourcing

FLOORS = Path(__file__).with_name("floors.toml")


@pytest.fixture(scope="module")
def figures(bench):
    return sourcing.check(bench("sources"))


@pytest.mark.nightly
def test_shares_of_other_news_keep_below_their_ceilings(figures):
    pinned = floors.read_floors(FLOORS)["indicators/speakers"]
    assert floors.breaches(figures, pinned, figures["data_sha256"]) == []
    assert figures["articles"] == sourcing.ARTICLES


def test_the_cells_of_the_seeds_hold_their_floor():
    shipped = sourcing.by_split("indicators")["seeds"]
    assert floors.breaches(shipped, floors.read_floors(FLOORS)["indicators/seeds"], shipped["data_sha256"]) == []
