"""Look-ups of names, leaders and countries: how they are called, and which side of a story they stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

import pandas as pd

from hearsay.entities.tokens import PARTICLES, Token
from hearsay.entities.types import Mention
from hearsay.errors import InputError
from hearsay.schema import NOT_STATED
from hearsay.text import lexicons

SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))


@cache
def surnames() -> frozenset[str]:
    """Words of other lexicons that are also surnames."""
    return frozenset(row["name"].lower() for row in lexicons.lexicon_rows("names") if row["kind"] == "surname")


@cache
def given_names() -> frozenset[str]:
    """Given names, lower case."""
    return frozenset(row["name"].lower() for row in lexicons.lexicon_rows("names") if row["kind"] == "given")


def name_start(found: Sequence[Token], stop: int) -> int:
    """Where the run of name words that ends before `stop` begins; `stop` when there is none."""
    i = stop
    while i and _namely(found, i - 1, i < stop):
        i -= 1
    while i < stop and found[i].kind not in ("cap", "given") and not (found[i].capital and found[i].low in PARTICLES):
        i += 1
    return i


def _namely(found: Sequence[Token], i: int, inside: bool) -> bool:
    chunk = found[i]
    if chunk.kind in ("cap", "given"):
        return True
    if inside and chunk.low in PARTICLES:
        return True
    before = found[i - 1] if i else None
    if not chunk.capital or before is None:
        return False
    if chunk.low in surnames() and (before.kind == "given" or (before.kind == "cap" and not inside)):
        return True
    return chunk.kind in ("place", "media", "doc") and before.kind == "given" and " " not in chunk.low


def name_words(name: str) -> list[str]:
    """The words of a name that tell people apart: lower case, no initials' dots, no 'Jr.'."""
    words = [word.strip(".,'’\"“”").lower() for word in name.split()]
    return [word for word in words if word and word not in SUFFIXES]


def may_be_same_name(short: list[str], full: list[str]) -> bool:
    if short[-1] != full[-1] or len(full) == 1 or short[0] == full[0]:
        return short[-1] == full[-1]
    initial = min(len(short[0]), len(full[0])) == 1 and short[0][0] == full[0][0]
    return initial or set(short) <= set(full) or set(full) <= set(short)


def leader(name: str) -> lexicons.Row | None:
    """The gazetteer's row for a name; for a surname alone only where hardly anybody else has it."""
    return _leaders().get(" ".join(word for word in name_words(name) if len(word) > 1))


@cache
def _leaders() -> dict[str, lexicons.Row]:
    rows = lexicons.lexicon_rows("leaders")
    alone = {name_words(row["name"])[-1]: row for row in rows if row["bare"]}
    return {**alone, **{" ".join(word for word in name_words(row["name"]) if len(word) > 1): row for row in rows}}


BY_TEXT = ("short", "demonym")
"""Kinds of place name that say the country in so many words; all others need the gazetteer."""


class Affiliation(NamedTuple):
    """Country (ISO 3166-1 alpha-2), region (a group of countries, '' when none), body as printed, and their basis."""

    country: str
    region: str
    organisation: str
    basis: str


def affiliation_of(mention: Mention, cotext: bool) -> Affiliation:
    """The affiliation that a mention states; `cotext` when it was read elsewhere in the article."""
    country, region = mention.country, ""
    if country[:1] == "~":
        country, region = "", country[1:]
    organisation = mention.organisation or NOT_STATED
    if not country and organisation == NOT_STATED:
        return Affiliation(NOT_STATED, region, NOT_STATED, NOT_STATED)
    gazetteer = bool(country) and mention.place not in (*BY_TEXT, "inst")
    basis = "gazetteer" if gazetteer and (not cotext or mention.place == "leader") else "co-text" if cotext else "text"
    return Affiliation(country or NOT_STATED, region, organisation, basis)


@cache
def _demonyms() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in lexicons.lexicon_rows("places"):
        if row["kind"] == "demonym":
            found.setdefault(row["country"], row["name"])
    return found


def country_adjective(country: str) -> str:
    """The country as an adjective: 'Iranian'; 'US' where the short name is an abbreviation."""
    short = short_country_name(country)
    return short if short.isupper() else _demonyms().get(country, short)


def government_of(country: str) -> str:
    """The one name for a government, however the text calls it: 'Tehran', 'Iran', 'the Islamic Republic'."""
    return f"{country_adjective(country)} government"


OTHER = "other"
"""The side of those who speak for no party: experts, foreign outlets, bodies above countries."""

Sides = Mapping[str, str]


def side_table(sides: Mapping[str, str] | pd.DataFrame | None = None) -> dict[str, str]:
    """The packaged table `lexicons/sides.csv` with the user's rows over it.

    Parameters
    ----------
    sides
        A mapping, or a DataFrame with the columns `party` and `side`. `party` is a country (ISO 3166-1
        alpha-2), a group of countries ('West', 'EU') or a speaker or body as printed ('Acme Corp.').

    Raises
    ------
    InputError
        When the DataFrame lacks one of the two columns.
    """
    found = {row["party"]: row["side"] for row in lexicons.lexicon_rows("sides")}
    if isinstance(sides, pd.DataFrame):
        if missing := {"party", "side"} - set(sides.columns):
            raise InputError(f"the table of sides lacks {sorted(missing)}; it has {list(sides.columns)}")
        sides = dict(zip(sides["party"].astype(str), sides["side"].astype(str), strict=True))
    return {**found, **{str(party): str(side) for party, side in (sides or {}).items()}}


def side_of(
    known: Sides, source_type: str, country: str, region: str, basis: str, names: tuple[str, ...], media: bool = False
) -> str:
    """The side of one speaker: the user's word for a name, else what the source's type and country say."""
    for name in names:
        if name in known:
            return known[name]
    if source_type == "none":
        return NOT_STATED
    if source_type in ("named expert", "unnamed expert") or (
        source_type == "media outlet" and (basis == "gazetteer" or country == NOT_STATED)
    ):
        return OTHER
    if media and source_type == "document or intelligence":
        return OTHER
    if country != NOT_STATED:
        return known.get(country, short_country_name(country))
    return known.get(region, OTHER) if region else NOT_STATED


@cache
def short_country_name(country: str) -> str:
    """The readable name of a country: the table's, else the common one of ISO 3166-1."""
    import pycountry

    own = {row["party"]: row["side"] for row in lexicons.lexicon_rows("sides")}
    found = pycountry.countries.get(alpha_2=country)
    return own.get(country) or (getattr(found, "common_name", None) or found.name if found else country)
