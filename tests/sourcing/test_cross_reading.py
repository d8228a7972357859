"""The article held against itself and others: words that others print too, claims, their origins and who names them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hearsay.sourcing import cross_reading
from hearsay.sourcing.across_articles import Across, SharedClaim
from sourced import view

BODY = ["The bridge is old and long.", "It rains on the river."]
CLAIM = SharedClaim(("all", 1), "drones were sold", ((0, 10),), origins=2, sharing=3, naming=1, names=False)


def found(measure, **across):
    return list(cross_reading.MEASURES[measure](replace(view(BODY), across=Across(**across))))


@pytest.mark.parametrize("measure", [name for name in cross_reading.MEASURES if not name.startswith("X2")])
def test_where_nobody_has_looked_nothing_is_said(measure):
    assert found(measure) == []


def test_words_of_the_body_that_another_prints_count_once():
    (finding,) = found("X3", shared=[(0, 17), (4, 17)])
    assert (finding.k, finding.n) == (4, 11) and finding.evidence == ((0, 17),)
    (nothing,) = found("X3", shared=[])
    assert (nothing.k, nothing.n, nothing.evidence) == (0, 11, ())


def test_a_claim_has_a_row_with_its_origins_however_many_the_article_gives():
    (finding,) = found("X4", claims=[CLAIM, replace(CLAIM, mentions=((28, 40),))])
    assert (finding.item, finding.value, finding.evidence) == ("drones were sold", 2.0, ((0, 10), (28, 40)))
    assert len(found("X4", claims=[CLAIM, replace(CLAIM, number=("all", 2))])) == 2


def test_who_names_the_shared_origin():
    (finding,) = found("X5", claims=[CLAIM, replace(CLAIM, sharing=1)])
    assert (finding.k, finding.n, finding.answer) == (1, 3, "1 of 3, this one not")
    assert found("X5", claims=[replace(CLAIM, names=True)])[0].answer == "1 of 3, this one among them"


def test_places_at_odds_are_to_read():
    (finding,) = found("X1", at_odds=[((0, 27), (28, 50))])
    assert finding.answer == "1 to read" and finding.evidence == ((0, 27), (28, 50))
    assert found("X1", at_odds=[])[0].answer == "none found"
