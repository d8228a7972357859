"""Look-ups of people and countries: their names and the exceptions; and the user's aliases.

Every name of a country that is an exception stands here; the ordinary ones are rows of `lexicons/places.csv`.
"""

from __future__ import annotations

import csv
import os
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import pandas as pd

from hearsay.entities.types import Actor, Mention, PlaceKind
from hearsay.errors import InputError
from hearsay.schema import ACTORS, NOT_STATED
from hearsay.text import lexicons
from hearsay.text.spans import SentenceSpan

GROUP_MARK = "~"
"""Before the name of a group of countries where else the ISO code of one stands: '~EU', '~West'."""
INTERNATIONAL = ("~EU", "~UN", "~NATO", "~other")
"""Groups that are bodies and speak for themselves; the other groups are areas ('~Africa')."""
BODIES = ("~EU", "~UN", "~NATO")
"""Bodies above countries that stand in the place of a country where they speak."""
NAMESAKES = frozenset(
    ("Chad", "Jordan", "Georgia", "Israel", "Kenya", "Cyprus", "Malta", "Paris", "Sydney", "Florence", "Austin")
)
"""Places that people are called after: 'Jordan Doe'."""
ADJECTIVES = frozenset(("us", "uk", "eu", "un", "usa"))
"""Abbreviations that stand for an adjective: 'a US envoy' is American, 'a China envoy' is not Chinese."""
AMBIGUOUS_COUNTRIES, AMBIGUOUS_STATES = frozenset(("Congo",)), frozenset(("Georgia", "Washington"))
"""Names of ISO 3166 that mean something else as well: two countries, a country and a state, a state and a capital."""
SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
"""What follows a surname and is none."""
OWN_NAMES = (PlaceKind.SHORT, PlaceKind.DEMONYM, PlaceKind.CAPITAL)
"""Names that tell a country by itself."""
STATED = (PlaceKind.SHORT, PlaceKind.DEMONYM, PlaceKind.ORGANISATION)
"""Kinds of name that say the country in so many words; all others need the gazetteer."""


def is_group(country: str) -> bool:
    """Whether it is a group of countries or a body above them, no country."""
    return country[:1] == GROUP_MARK


def single_country(country: str) -> str:
    """The code of one country, '' for a group of them."""
    return "" if is_group(country) else country


def is_area(country: str) -> bool:
    """Whether it is a group of countries that nobody speaks for: 'Africa', 'the West'."""
    return is_group(country) and country not in INTERNATIONAL


def iso_country_names() -> list[tuple[str, str]]:
    """Names of countries in ISO 3166-1, and of the states of the USA, each with the country's code."""
    import pycountry

    fields = ("name", "common_name", "official_name")
    names = [(getattr(entry, field, None), entry.alpha_2) for entry in pycountry.countries for field in fields]
    states = [(state, "US") for state in _state_names() if state not in AMBIGUOUS_STATES]
    return [(name, code) for name, code in names + states if name and "," not in name and name not in AMBIGUOUS_COUNTRIES]


@cache
def us_states() -> frozenset[str]:
    """States and territories of the USA, which `places` gives under their country and which are no actors by themselves."""
    return frozenset(_state_names())


def _state_names() -> list[str]:
    import pycountry

    parts: Any = pycountry.subdivisions
    return [part.name for part in parts.get(country_code="US")]


@cache
def surnames() -> frozenset[str]:
    """Words of other lexicons that are also surnames."""
    return frozenset(row["name"].lower() for row in lexicons.lexicon_rows("names") if row["kind"] == "surname")


@cache
def given_names() -> frozenset[str]:
    """Given names, lower case."""
    return frozenset(row["name"].lower() for row in lexicons.lexicon_rows("names") if row["kind"] == "given")


def name_words(name: str) -> list[str]:
    """The words of a name that tell people apart: lower case, no initials' dots, no 'Jr.'."""
    words = [word.strip(".,'’\"“”").lower() for word in name.split()]
    # 'Masri' and 'el-Masri' are one name, with the Arabic article and without.
    words = [word[3:] if word[:3] in ("al-", "el-") and len(word) > 5 else word for word in words]
    return [word for word in words if word and word not in SUFFIXES]


def may_be_same_name(short: list[str], full: list[str]) -> bool:
    """Whether two names, as their words, may be one person's: the surname, and a given name or initial that fits."""
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


NATIONAL = re.compile(r"\.(?:ac|co|com|gov|net|org)\.[a-z]{2}$")


def outlet_country(outlet: str) -> str:
    """The code of an outlet's country, by its name or its address; '' where neither tells it."""
    squeezed = _squeezed(outlet.lower().removeprefix("www.").split(".")[0])
    ending = outlet.rpartition(".")[2].upper() if "." in outlet else ""
    by_ending = {"UK": "GB"}.get(ending, ending if len(ending) == 2 and ending.isalpha() else "")
    # 'dailynews.co.tz': an address in a country's own order is of that country, whoever else is called so.
    return by_ending if NATIONAL.search(outlet.lower()) else _outlets().get(squeezed) or by_ending


@cache
def _outlets() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in lexicons.lexicon_rows("media"):
        found.setdefault(_squeezed(row["name"].lower()), row["country"])
    return found


def _squeezed(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.removeprefix("the "))


class StatedAffiliation(NamedTuple):
    """Country (ISO 3166-1 alpha-2, or EU, UN, NATO), region (a group of countries, '' when none), body as printed, basis."""

    country: str
    region: str
    organisation: str
    basis: str


def affiliation_of(mention: Mention, cotext: bool) -> StatedAffiliation:
    """The affiliation that a mention states; `cotext` when it was read elsewhere in the article."""
    own = mention.affiliation
    region = own.country[1:] if is_group(own.country) else ""
    country = region if own.country in BODIES else single_country(own.country)
    if not country and not own.organisation:
        return StatedAffiliation(NOT_STATED, region, NOT_STATED, NOT_STATED)
    looked_up = own.place_kind is PlaceKind.LEADER if cotext else own.place_kind not in STATED
    basis = "gazetteer" if country and looked_up else "co-text" if cotext else "text"
    return StatedAffiliation(country or NOT_STATED, region, own.organisation or NOT_STATED, basis)


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


@cache
def short_country_name(country: str) -> str:
    """The readable name of a country: the table's, else the common one of ISO 3166-1."""
    import pycountry

    own = {row["party"]: row["side"] for row in lexicons.lexicon_rows("sides")}
    found = pycountry.countries.get(alpha_2=country)
    return own.get(country) or (getattr(found, "common_name", None) or found.name if found else country)


ALIAS_COLUMNS = ("alias", "actor", "kind")
LARGEST_ALIASES = 5_000_000
"""Bytes of a file of aliases that is read."""

GivenAliases: TypeAlias = str | os.PathLike[str] | pd.DataFrame | Mapping[str, str] | Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class Aliases:
    """Actor and kind ('' when it stays as it is) by the alias in lower case; `found` finds them in a text as written."""

    by: Mapping[str, tuple[str, str]]
    found: re.Pattern[str] | None

    def merged(self, text: str, actors: Iterable[Actor]) -> list[Actor]:
        """The actors under the user's names; the name as printed counts before the one it was led back to."""
        out = []
        for actor in actors:
            name, kind = self.by.get(_alias_key(text[actor.start : actor.end])) or self.by.get(_alias_key(actor.name)) or ("", "")
            out.append(replace(actor, name=name or actor.name, kind=kind or actor.kind))
        return out

    def name_of(self, *names: str) -> str:
        """The user's name for whoever is called one of these, the first that has a row; '' where none has."""
        return next((self.by[key][0] for key in map(_alias_key, names) if key in self.by), "")

    def added(self, text: str, passages: Sequence[SentenceSpan], actors: Sequence[Actor]) -> Iterator[Actor]:
        """Aliases that stand in the text where no actor was found; their kind has to be given, else 'organisation'."""
        ends = [actor.end for actor in actors]
        for passage in passages:
            for match in self.found.finditer(text, passage.start, passage.end) if self.found else ():
                after = bisect_right(ends, match.start())
                if after == len(ends) or match.end() <= actors[after].start:
                    name, kind = self.by[_alias_key(match.group())]
                    yield Actor(*match.span(), name, kind or "organisation")


def actor_aliases(given: GivenAliases | None) -> Aliases:
    """What the user's table says. Raises `InputError` with the line at fault."""
    rows = alias_records(given) or ()
    by = {_alias_key(row["alias"]): (row["actor"], row["kind"]) for row in rows}
    longest = sorted({row["alias"] for row in rows}, key=lambda alias: (-len(alias), alias))
    pattern = "|".join(r"\s+".join(re.escape(word) for word in alias.split()) for alias in longest)
    return Aliases(by, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)") if longest else None)


def alias_records(given: GivenAliases | None) -> tuple[dict[str, str], ...] | None:
    """The rows of a user's table of aliases: `alias`, `actor`, `kind` ('' where it is not given).

    Parameters
    ----------
    given
        A CSV file or a DataFrame with the columns `alias` and `actor`, and `kind` if you like (country, government,
        person, organisation); or a mapping from alias to actor.

    Raises
    ------
    InputError
        When a column is missing, a cell is empty or a kind is none of the four; the message names the row.
    """
    return None if given is None else tuple(_alias_row(row, number, where) for number, row, where in _alias_rows(given))


def _alias_rows(given: GivenAliases) -> Iterator[tuple[int, Mapping[str, object], str]]:
    if isinstance(given, pd.DataFrame):
        rows: Iterable[Mapping[str, object]] = given.fillna("").to_dict("records")
        where, first = "aliases, row", 0
    elif isinstance(given, Mapping):
        rows, where, first = ({"alias": alias, "actor": actor} for alias, actor in given.items()), "aliases, entry", 1
    elif isinstance(given, (str, os.PathLike)):
        rows, where, first = _alias_file(Path(given)), f"{Path(given).name}, line", 2
    else:
        rows, where, first = given, "aliases, entry", 1
    yield from ((number, row, where) for number, row in enumerate(rows, start=first))


def _alias_row(row: Mapping[str, object], number: int, where: str) -> dict[str, str]:
    made = {name: " ".join(str(row.get(name) or "").split()) for name in ALIAS_COLUMNS}
    if missing := [name for name in ("alias", "actor") if not made[name]]:
        raise InputError(f"{where} {number}: no {missing[0]}; the columns are alias, actor and, if wanted, kind")
    if made["kind"] and made["kind"] not in ACTORS:
        raise InputError(f"{where} {number}: kind {made['kind']!r} is none of {', '.join(ACTORS)}")
    return made


def _alias_file(path: Path) -> list[dict[str, str]]:
    try:
        if path.stat().st_size > LARGEST_ALIASES:
            raise InputError(f"{path.name}: too large for a table of aliases")
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [{str(k).strip(): v for k, v in row.items() if isinstance(v, str)} for row in csv.DictReader(file)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path.name}: no table of aliases could be read ({error})") from error


def _alias_key(name: str) -> str:
    low = " ".join(name.lower().replace("’", "'").removesuffix("'s").split())
    return low.removeprefix("the ")
