"""Which country and body a speaker belongs to, and where the text says so. Nothing is guessed."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from hearsay.attribution import lexicon
from hearsay.attribution.mentions import Mention
from hearsay.attribution.sides import short_name
from hearsay.schema import NOT_STATED

BY_TEXT = ("short", "demonym")
"""Kinds of place name that say the country in so many words; all others need the gazetteer."""


class Affiliation(NamedTuple):
    """Country (ISO 3166-1 alpha-2), region (a group of countries, '' when none), body as printed, and their basis."""

    country: str
    region: str
    organisation: str
    basis: str


def affiliation(mention: Mention, cotext: bool) -> Affiliation:
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
    for row in lexicon.rows("places"):
        if row["kind"] == "demonym":
            found.setdefault(row["country"], row["name"])
    return found


def adjective(country: str) -> str:
    """The country as an adjective: 'Iranian'; 'US' where the short name is an abbreviation."""
    short = short_name(country)
    return short if short.isupper() else _demonyms().get(country, short)


def government(country: str) -> str:
    """The one name for a government, however the text calls it: 'Tehran', 'Iran', 'the Islamic Republic'."""
    return f"{adjective(country)} government"
