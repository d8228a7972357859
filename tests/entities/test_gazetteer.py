"""Look-ups of people and countries."""

import pytest

from hearsay.entities.gazetteer import (
    affiliation_of,
    country_adjective,
    government_of,
    is_area,
    iso_country_names,
    leader,
    may_be_same_name,
    name_words,
    single_country,
    us_states,
)
from hearsay.entities.types import Affiliation, Mention, OrganisationClass, PlaceKind
from hearsay.schema import NOT_STATED


def mention(**known: object) -> Mention:
    return Mention(0, 1, affiliation=Affiliation(**known))


def test_names_that_mean_two_places_are_left_out() -> None:
    names = iso_country_names()
    assert ("Georgia", "GE") in names and ("Georgia", "US") not in names
    assert ("Ohio", "US") in names and not {"Congo", "Washington"} & {name for name, _ in names}
    assert {"Georgia", "Ohio"} <= us_states()


def test_groups_are_no_country_and_areas_speak_for_nobody() -> None:
    assert single_country("~EU") == "" and single_country("FR") == "FR"
    assert is_area("~Africa") and not is_area("~EU") and not is_area("FR") and not is_area("")


def test_how_a_country_is_called() -> None:
    assert (country_adjective("IR"), country_adjective("US")) == ("Iranian", "US")
    assert government_of("FR") == "French government"


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("Doe", "Jane Doe", True),
        ("J. Doe", "Jane Doe", True),
        ("John Doe", "Jane Doe", False),
        ("Jane Doe Jr.", "Jane Doe", True),
        ("Jane Roe", "Jane Doe", False),
    ],
)
def test_names_that_fit_together(short: str, full: str, same: bool) -> None:
    assert may_be_same_name(name_words(short), name_words(full)) is same


def test_a_bare_surname_means_a_leader_only_where_it_says_so() -> None:
    assert leader("Obama")["country"] == "US" and leader("Barack Obama")["role"] == "president"
    assert leader("Doe") is None


@pytest.mark.parametrize(
    ("kind", "cotext", "basis"),
    [
        (PlaceKind.DEMONYM, False, "text"),
        (PlaceKind.DEMONYM, True, "co-text"),
        (PlaceKind.CAPITAL, False, "gazetteer"),
        (PlaceKind.CAPITAL, True, "co-text"),
        (PlaceKind.LEADER, True, "gazetteer"),
    ],
)
def test_on_what_an_affiliation_rests(kind: PlaceKind, cotext: bool, basis: str) -> None:
    assert affiliation_of(mention(country="FR", place_kind=kind), cotext) == ("FR", "", NOT_STATED, basis)


def test_a_group_of_countries_is_a_region_a_body_above_them_stands_for_one_and_nothing_stays_not_stated() -> None:
    west, union = (affiliation_of(mention(country=code, place_kind=PlaceKind.REGION), False) for code in ("~West", "~EU"))
    assert west == (NOT_STATED, "West", NOT_STATED, NOT_STATED)
    assert union == ("EU", "EU", NOT_STATED, "gazetteer")
    own = mention(organisation="Acme", organisation_class=OrganisationClass.COMPANY)
    assert affiliation_of(own, False) == (NOT_STATED, "", "Acme", "text")
