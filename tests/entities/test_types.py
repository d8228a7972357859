"""The one rule by which facts merge, and the small verbs of a mention."""

import pytest

from hearsay.entities.types import (
    NOTHING,
    Affiliation,
    Head,
    HeadNoun,
    Mention,
    MergePolicy,
    OrganisationClass,
    PlaceKind,
    Role,
    RoleClass,
    Token,
    TokenKind,
    merge_facts,
    token_at,
)

PLAIN = MergePolicy(giving_way=frozenset())


def person(title: str = "", kind: RoleClass = RoleClass.NONE, gender: str = "", **affiliation: object) -> Mention:
    return Mention(0, 5, HeadNoun(Head.PERSON), role=Role(title, kind, gender), affiliation=Affiliation(**affiliation))


def test_what_is_missing_is_filled_and_what_is_known_stays() -> None:
    known = person("senator", RoleClass.OFFICIAL, country="US", place_kind=PlaceKind.SHORT)
    new = person(
        "farmer", RoleClass.ORDINARY, "f", country="FR", organisation="Acme", organisation_class=OrganisationClass.COMPANY
    )
    merged = merge_facts(known, new, PLAIN)
    assert (merged.role.title, merged.role.gender) == ("senator", "f")
    assert (merged.country, merged.affiliation.place_kind) == ("US", PlaceKind.SHORT)
    assert (merged.organisation, merged.affiliation.organisation_class) == ("Acme", OrganisationClass.COMPANY)


@pytest.mark.parametrize(
    ("policy", "known", "title"),
    [
        (PLAIN, ("dr", RoleClass.EXPERT), "dr"),
        (MergePolicy(frozenset(("dr",))), ("dr", RoleClass.EXPERT), "senator"),
        (PLAIN, ("farmer", RoleClass.ORDINARY), "farmer"),
        (MergePolicy(frozenset(), light=True), ("farmer", RoleClass.ORDINARY), "senator"),
        (MergePolicy(frozenset(), light=True), ("mayor", RoleClass.OFFICIAL), "mayor"),
    ],
)
def test_a_policy_names_the_roles_that_give_way(policy: MergePolicy, known: tuple[str, RoleClass], title: str) -> None:
    assert merge_facts(person(*known), person("senator", RoleClass.OFFICIAL), policy).role.title == title
    assert merge_facts(person(*known), person(), policy).role.title == known[0]


def test_an_owner_is_taken_over_where_the_policy_says_so() -> None:
    new = person(owner="its")
    assert merge_facts(person(), new, PLAIN).affiliation.owner == "its"
    assert merge_facts(person(), new, MergePolicy(frozenset(), owner=False)).affiliation.owner == ""


def test_the_verbs_of_a_mention_leave_it_as_it_was() -> None:
    mention = Mention(0, 3, HeadNoun(Head.NAME, name="Doe"))
    changed = mention.as_person("Jane Doe").in_role("mayor", RoleClass.OFFICIAL).of_country("FR", PlaceKind.HOME)
    assert (changed.head, changed.name, changed.role.title, changed.country) == (Head.PERSON, "Jane Doe", "mayor", "FR")
    assert mention == Mention(0, 3, HeadNoun(Head.NAME, name="Doe")) and mention.as_person().name == "Doe"


def test_a_proper_name_covers_its_tokens() -> None:
    token = Token(TokenKind.NAME, "", "", 4, 7, "doe", True)
    assert HeadNoun(Head.PERSON, name="Doe", start=4, proper=True).covers(token)
    assert not HeadNoun(Head.ROLE, name="Doe", start=4).covers(token)
    assert token_at([token], 0) is token and token_at([token], 1) is token_at([token], -1) is NOTHING
