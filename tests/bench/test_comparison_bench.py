"""Comparisons measured on BASIL: chance is not called a difference, and what people marked orders outlets as they did.

A smaller run than `hearsay check comparison`, with the plain extractor; so few halves bound the mean over measures, not each.
"""

from pathlib import Path

import pytest

from hearsay.errors import DataError
from hearsay.validation.benchmarks import digest, floors, outlet_comparison

FLOORS = Path(__file__).with_name("floors.toml")
RUNS, PAIRS = 100, 30

# A minute and a half, and what it simulates moves only with the statistics, whose own tests are quick.
pytestmark = pytest.mark.nightly


@pytest.fixture(scope="module")
def figures(bench):
    return outlet_comparison.check(bench("basil"), runs=RUNS, pairs=PAIRS, extractor="baseline")


def test_comparisons_hold_their_floors(figures, bench):
    pinned = floors.read_floors(FLOORS)["comparison/basil/100 runs"]
    assert floors.breaches(figures, pinned, digest(bench("basil"), *outlet_comparison.FILES)) == []


def test_there_are_fifty_events_of_three_outlets_and_every_measure_is_tested(figures):
    assert (figures["articles"], figures["events"]) == (150, 50)
    tested = [name for name in figures if name.startswith("null 20+20 ")]
    assert len(tested) > 20 and figures["paired tests"] == 64
    assert {"null 5+5 portrayal, attributed", "null 20+20 portrayal, outlet's voice"} <= set(figures)


def test_other_data_is_told(tmp_path):
    with pytest.raises(DataError, match="BASIL's articles"):
        outlet_comparison.load_basil(tmp_path)
    place = tmp_path / "articles" / "2011"
    place.mkdir(parents=True)
    (place / "x_1.json").write_text("{}")
    with pytest.raises(DataError, match="not in BASIL's format"):
        outlet_comparison.load_basil(tmp_path)
