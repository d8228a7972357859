"""The types of "who is named here": kinds as enums, and the records that tokens, mentions and their facts are.

An enum's value is what the lexicons write in their columns, so that a row needs no translation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple


class TokenKind(StrEnum):
    """What the lexicons, or its form alone, say of a run of words. NAME is a capitalised word that nobody explains; COMMA is
    whatever parts a phrase: commas, dashes, colons, brackets."""

    PLACE = "place"
    MEDIA = "media"
    ORGANISATION = "organisation"
    ROLE = "role"
    DOCUMENT = "document"
    GIVEN = "given"
    NAME = "name"
    HONORIFIC = "honorific"
    NUMBER = "number"
    POSSESSIVE = "possessive"
    PREPOSITION = "preposition"
    DETERMINER = "determiner"
    AND = "and"
    COMMA = "comma"
    PUNCTUATION = "punctuation"
    WORD = "word"


class Head(StrEnum):
    """What a noun phrase names: PERSON by name, ROLE people by what they do, NAME a run of capitals that nobody explains."""

    NONE = "none"
    PERSON = "person"
    ROLE = "role"
    ORGANISATION = "organisation"
    PLACE = "place"
    MEDIA = "media"
    DOCUMENT = "document"
    PRONOUN = "pronoun"
    NAME = "name"


class RoleClass(StrEnum):
    """For whom somebody in a role speaks; the classes of `lexicons/roles.csv`."""

    NONE = ""
    OFFICIAL = "official"
    SPOKES = "spokes"
    HEAD = "head"
    EXPERT = "expert"
    ORDINARY = "ordinary"
    OTHER = "other"
    SOURCE = "source"
    MEDIA = "media"


class OrganisationClass(StrEnum):
    """Whose an organisation is; the classes of `lexicons/institutions.csv`, INTERNATIONAL for bodies above countries, and
    POLITICAL for the people around a politician ('a Smith spokesman')."""

    NONE = ""
    STATE = "state"
    ARMED = "armed"
    PARTY = "party"
    COMPANY = "company"
    NGO = "ngo"
    ACADEMIC = "academic"
    MEDIA = "media"
    INTERNATIONAL = "international"
    POLITICAL = "political"


class PlaceKind(StrEnum):
    """What kind of name tells a country: the kinds of `lexicons/places.csv`, a body's own name, the gazetteer of leaders, or
    HOME, where most of the article's places are."""

    NONE = ""
    SHORT = "short"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    CITY = "city"
    METONYM = "metonym"
    INSTITUTION = "institution"
    PARTY = "party"
    REGION = "region"
    ORGANISATION = "organisation"
    MEDIA = "media"
    DOCUMENT = "document"
    LEADER = "leader"
    HOME = "home"


class Token(NamedTuple):
    """One run of words and what the lexicons know of it.

    `value` is its class there (for places the kind of name, for given names the gender); `country` the ISO code, or a
    group of countries (see `gazetteer.GROUP_MARK`); `low` the words in lower case.
    """

    kind: TokenKind
    value: str
    country: str
    start: int
    end: int
    low: str
    capital: bool = False
    plural: bool = False

    @property
    def is_name(self) -> bool:
        """Whether it is a given name or a capitalised word that nobody explains."""
        return self.kind in NAMES


NAMES = (TokenKind.NAME, TokenKind.GIVEN)
NOTHING = Token(TokenKind.PUNCTUATION, "", "", 0, 0, "")
"""What stands before the first token and after the last."""


def token_at(tokens: Sequence[Token], i: int) -> Token:
    """The token at a place, `NOTHING` outside."""
    return tokens[i] if 0 <= i < len(tokens) else NOTHING


@dataclass(frozen=True, slots=True)
class HeadNoun:
    """The head of a noun phrase: what it names (`kind`), its class in the lexicon, its words, and where they stand.

    `proper` says that the head is a run of name words, which `name` has as printed; `title` is the role right before it,
    `gender` ('m', 'f' or '') what its given name tells.
    """

    kind: Head = Head.NONE
    value: str = ""
    low: str = ""
    name: str = ""
    start: int = 0
    plural: bool = False
    proper: bool = False
    title: str = ""
    gender: str = ""

    def covers(self, token: Token) -> bool:
        """Whether a token is part of the proper name."""
        return self.proper and self.start <= token.start < self.start + len(self.name)


@dataclass(frozen=True, slots=True)
class Form:
    """How a mention is printed: its determiner; `bare` when one word follows that at most; `joined` by 'and'; `counted` when
    a quantity leads it: 'dozens of'."""

    determiner: str = ""
    bare: bool = False
    joined: bool = False
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody does, the class of it, and the gender ('m', 'f' or '') that name and title tell.

    `shared` says that the title is plural and holds for the next name as well: 'Senators Doe and Roe'.
    """

    title: str = ""
    kind: RoleClass = RoleClass.NONE
    gender: str = ""
    shared: bool = False

    @property
    def of_state(self) -> bool:
        """Whether it is an office, or speaks for one."""
        return self.kind in (RoleClass.OFFICIAL, RoleClass.SPOKES)


@dataclass(frozen=True, slots=True)
class Affiliation:
    """Country (ISO 3166-1 alpha-2, or a group, see `gazetteer.GROUP_MARK`) and the kind of name that tells it; organisation
    as printed and its class; `owner` is the word that points to one ('its', 'the country')."""

    country: str = ""
    place_kind: PlaceKind = PlaceKind.NONE
    organisation: str = ""
    organisation_class: OrganisationClass = OrganisationClass.NONE
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """One noun phrase: where it stands, its head, how it is printed, and what it says of the role and the affiliation."""

    start: int
    end: int
    noun: HeadNoun = HeadNoun()
    form: Form = Form()
    role: Role = Role()
    affiliation: Affiliation = Affiliation()

    @property
    def head(self) -> Head:
        """What it names."""
        return self.noun.kind

    @property
    def name(self) -> str:
        """The head as printed, '' where it is no name."""
        return self.noun.name

    @property
    def country(self) -> str:
        """Its country or group of countries, '' where it tells none."""
        return self.affiliation.country

    @property
    def organisation(self) -> str:
        """Its organisation as printed, '' where it tells none."""
        return self.affiliation.organisation

    def as_person(self, name: str = "") -> Mention:
        """The same mention of a person, under a fuller name where one is given."""
        return replace(self, noun=replace(self.noun, kind=Head.PERSON, name=name or self.name))

    def in_role(self, title: str, kind: RoleClass) -> Mention:
        """The same mention with another role."""
        return replace(self, role=replace(self.role, title=title, kind=kind))

    def of_country(self, country: str, kind: PlaceKind) -> Mention:
        """The same mention, tied to a country by a kind of name."""
        return replace(self, affiliation=replace(self.affiliation, country=country, place_kind=kind))

    def of_organisation(self, name: str, kind: OrganisationClass) -> Mention:
        """The same mention, tied to an organisation of a class."""
        return replace(self, affiliation=replace(self.affiliation, organisation=name, organisation_class=kind))


@dataclass(frozen=True, slots=True)
class MergePolicy:
    """Which role gives way to another when facts of one person merge: the titles beside which any other says more; `light`
    lets a private role ('farmer') give way to an office or a field of knowledge. `owner` takes over 'its', 'the country'."""

    giving_way: frozenset[str]
    light: bool = False
    owner: bool = True

    def replaces(self, known: Role, new: Role) -> bool:
        """Whether the new role takes the place of the known one."""
        lighter = known.kind in (RoleClass.ORDINARY, RoleClass.OTHER) and new.kind in (RoleClass.OFFICIAL, RoleClass.EXPERT)
        gives_way = not known.title or known.title in self.giving_way or (self.light and lighter)
        return new.title != "" and gives_way


def merge_facts(known: Mention, new: Mention, policy: MergePolicy) -> Mention:
    """The known mention with what another of the same person or body adds to its role and affiliation.

    The one rule: what is known stays, what is missing is filled; only a role may be replaced, as the policy says.
    """
    own, told = known.affiliation, new.affiliation
    role = new.role if policy.replaces(known.role, new.role) else known.role
    country, body = own if own.country else told, own if own.organisation else told
    owner = own.owner or (told.owner if policy.owner else "")
    return replace(
        known,
        role=Role(role.title, role.kind, known.role.gender or new.role.gender, known.role.shared),
        affiliation=Affiliation(country.country, country.place_kind, body.organisation, body.organisation_class, owner),
    )


@dataclass(frozen=True)
class Actor:
    """One mention of an actor: where it stands, the name it is counted under, and what kind of actor bears the name."""

    start: int
    end: int
    name: str
    kind: str
