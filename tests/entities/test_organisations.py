"""Names of organisations, and where a noun phrase says that its speaker belongs."""

import pytest

from hearsay.entities.noun_phrases import read_mention
from hearsay.entities.organisations import join_organisation_names, organisation_class
from hearsay.entities.tokens import tokenise
from hearsay.entities.types import OrganisationClass, PlaceKind, TokenKind


def joined(text: str) -> list[tuple[str, str]]:
    tokens = join_organisation_names(tokenise(text), text)
    return [(text[token.start : token.end], token.kind.value) for token in tokens if token.capital]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("the University of Virginia said", "University of Virginia", "organisation"),
        ("the Iranian Foreign Ministry said", "Iranian Foreign Ministry", "organisation"),
        ("Ministry of Fish and Ships officials", "Ministry of Fish and Ships", "organisation"),
        ("the Springfield Herald said", "Springfield Herald", "media"),
        ("the Post said", "Post", "media"),
        ("the United Acme Workers said", "United Acme Workers", "organisation"),
    ],
)
def test_a_name_is_joined_around_the_word_that_says_what_it_is(text: str, name: str, kind: str) -> None:
    assert joined(text)[0] == (name, kind)


def test_a_persons_name_after_a_body_is_not_joined() -> None:
    assert ("Jane", "given") in joined("Navy Secretary Jane Roe said")
    assert joined("the Kremlin University said")[0] == ("Kremlin", "place")


def test_a_joined_name_keeps_its_country() -> None:
    text = "the Iranian Foreign Ministry"
    assert join_organisation_names(tokenise(text), text)[-1].country == "IR"


@pytest.mark.parametrize(
    ("phrase", "country", "organisation", "owner"),
    [
        ("a French official", "FR", "", ""),
        ("an official in Paris", "", "", ""),
        ("authorities in Paris", "FR", "", ""),
        ("a China scholar", "", "", ""),
        ("a US envoy", "US", "", ""),
        ("critics of France", "", "", ""),
        ("the ambassador to France", "", "", ""),
        ("a spokesman for Acme", "", "Acme", ""),
        ("an Acme executive", "", "Acme", ""),
        ("the country's minister", "", "", "country"),
        ("its spokesman", "", "", "its"),
        ("a woman who heads the Institute for Rain", "", "Institute for Rain", ""),
        ("a woman who fears the Institute for Rain", "", "", ""),
    ],
)
def test_where_a_speaker_belongs(phrase: str, country: str, organisation: str, owner: str) -> None:
    known = read_mention(phrase, 0, len(phrase)).affiliation
    assert (known.country, known.organisation, known.owner) == (country, organisation, owner)


def test_the_kind_of_name_that_tells_the_country() -> None:
    for phrase, kind in (("a Paris official", PlaceKind.CAPITAL), ("the Iranian Foreign Ministry", PlaceKind.ORGANISATION)):
        assert read_mention(phrase, 0, len(phrase)).affiliation.place_kind is kind


def test_the_class_of_a_body() -> None:
    for text, kind in (("NATO", OrganisationClass.INTERNATIONAL), ("Kremlin", OrganisationClass.STATE)):
        (token,) = tokenise(text)
        assert token.kind is TokenKind.PLACE and organisation_class(token) is kind
