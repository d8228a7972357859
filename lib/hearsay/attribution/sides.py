"""Sides: who counts as which party to the story, by the packaged table of countries or by a table of the user's own.

A story of one country has no countries as its sides but a council and residents, a union and a firm. A user's table maps a
*party* to a side. A party is

- a **speaker**, as the column `speaker` or `source` names it ('Carla Dietz', 'residents'),
- an **organisation**, a political party among them, as the column `organisation` names it ('harbour board', 'Labour'),
- a **country**, by its code of ISO 3166-1 or its English name ('DE', 'Germany'), or a group of countries ('West', 'EU').

In this order: who has a row of his own is on that side, whatever his organisation's row says, and his organisation's row goes
before his country's. Rows of the user's go before packaged ones. A name matches when it is the same name: letter case, an article
before it, a genitive behind it, spaces and the shape of apostrophes apart. Nothing is matched by likeness: 'council' is not
'Elmsea council'.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

import pandas as pd

from hearsay.entities.gazetteer import StatedAffiliation, iso_country_names, short_country_name, us_states
from hearsay.errors import InputError
from hearsay.schema import NOT_STATED
from hearsay.text.lexicons import lexicon_rows

OTHER = "other"
"""The side of those who speak for no party: experts, foreign outlets, bodies above countries."""
COLUMNS = ("party", "side")
LARGEST = 5_000_000
"""Bytes of a file of sides that is read."""
ARTICLES = ("the ", "a ", "an ")
SHOWN = 5
"""Parties of a table of sides that one line names."""

GivenSides: TypeAlias = Mapping[str, str] | pd.DataFrame | str | os.PathLike[str]


@dataclass(frozen=True)
class SideTable:
    """Sides by what tells them: names as `party_key` writes them, and countries or groups of countries."""

    names: Mapping[str, str]
    countries: Mapping[str, str]

    def named(self, names: Iterable[str]) -> str | None:
        """The side of the first of these names that has one."""
        return next((self.names[key] for key in map(party_key, names) if key in self.names), None)


def side_table(given: GivenSides | None = None) -> SideTable:
    """The packaged table `lexicons/sides.csv` with the user's rows over it.

    Parameters
    ----------
    given
        As `side_records` takes it.

    Raises
    ------
    InputError
        As `side_records` does.
    """
    known = {row["party"]: row["side"] for row in lexicon_rows("sides")} | ({} if given is None else side_records(given))
    codes = {code for code in known if _is_code(code)}
    named = {_codes()[key]: side for party, side in known.items() if party not in codes and (key := party_key(party)) in _codes()}
    # A code is no name: 'IT' is Italy, and whoever speaks as 'it' is somebody else.
    names = {party_key(party): side for party, side in known.items() if party not in codes}
    return SideTable(names, {**known, **named})


def silent_rows(given: Mapping[str, str], attributions: pd.DataFrame) -> list[str]:
    """Parties of a user's table that nobody in the attributions is: names that are spelt otherwise there, or who says nothing."""
    called = {party_key(name) for column in ("speaker", "source", "organisation") for name in attributions[column].unique()}
    countries = {code for stated in attributions["country"].unique() for code in stated.split(", ")}
    groups = {party_key(row["party"]) for row in lexicon_rows("sides") if not _is_code(row["party"])}

    def heard(party: str) -> bool:
        key = party_key(party)
        return key in called or key in groups or party in countries or _codes().get(key) in countries

    return [party for party in given if not heard(party)]


def told_of_silent(given: Mapping[str, str], silent: Collection[str]) -> str:
    """In a line, which rows of the user's table of sides are nobody's who speaks here, in their order; '' when there are none."""
    parties = [party for party in given if party in silent]
    more = ", …" if len(parties) > SHOWN else ""
    told = f"{len(parties)} of {len(given)} rows of sides match no speaker: {', '.join(parties[:SHOWN])}{more}"
    return f"{told}; write each party as the column speaker or organisation has it" if parties else ""


def of_the_user(side: str) -> bool:
    """Whether a side is one of a user's table: no country, group of countries or value that Hearsay itself gives."""
    return not set(side.split(", ")) <= _packaged_sides()


@cache
def _packaged_sides() -> frozenset[str]:
    own = {row["side"] for row in lexicon_rows("sides")}
    return frozenset({NOT_STATED, OTHER} | own | {short_country_name(code) for code in set(_codes().values())})


def side_records(given: GivenSides) -> dict[str, str]:
    """Side by party, as the user's table says.

    Parameters
    ----------
    given
        A mapping from party to side; a DataFrame, or a CSV file, with the columns `party` and `side`. Others may hold notes.

    Raises
    ------
    InputError
        When the file cannot be read, a column is missing, a cell is empty, there is no row, or two rows put one party on two
        sides. The message names the file and the line, or the row.
    """
    sides: dict[str, str] = {}
    first: dict[str, tuple[str, str]] = {}
    rows, name = _rows(given)
    for where, party, side in rows:
        if not party or not side:
            raise InputError(f"{name}, {where}: no {'party' if not party else 'side'}; each row needs a party and its side")
        known, before = first.setdefault(party_key(party), (side, where))
        if known != side:
            raise InputError(f"{name}, {where}: {party!r} is on side {side!r}, but in {before} on {known!r}; keep one of them")
        sides[party] = side
    if not sides:
        raise InputError(f"{name}: no rows; write one party and its side in each")
    return sides


def side_of(known: SideTable, source_type: str, stated: StatedAffiliation, names: Iterable[str], media: bool = False) -> str:
    """The side of one speaker: the user's word for a name, else what the source's type and country say.

    `names` are what the speaker and his organisation are called, the speaker's first.
    """
    if (side := known.named(names)) is not None:
        return side
    if source_type == "none":
        return NOT_STATED
    if _speaks_for_no_country(source_type, stated, media):
        return OTHER
    if stated.country != NOT_STATED:
        return known.countries.get(stated.country, short_country_name(stated.country))
    return known.countries.get(stated.region, OTHER) if stated.region else NOT_STATED


def party_key(name: str) -> str:
    """A name as it is matched: lower case, one space between words, no article before it and no genitive behind it."""
    low = " ".join(name.replace("’", "'").casefold().split()).strip(" ,.;:\"“”'")
    low = next((low.removeprefix(article) for article in ARTICLES if low.startswith(article)), low)
    return low.removesuffix("'s")


def _speaks_for_no_country(source_type: str, stated: StatedAffiliation, media: bool) -> bool:
    """Experts, outlets of which the text does not say whose they are, and what outlets publish."""
    if source_type == "media outlet":
        return stated.basis == "gazetteer" or stated.country == NOT_STATED
    return source_type in ("named expert", "unnamed expert") or (media and source_type == "document or intelligence")


def _rows(given: GivenSides) -> tuple[Iterable[tuple[str, str, str]], str]:
    """Where each row stands, its party and its side; and how the table is called."""
    if isinstance(given, pd.DataFrame):
        _check_columns(list(given.columns), "the table of sides")
        table = given[list(COLUMNS)].fillna("")
        return (
            (f"row {n}", _cell(party), _cell(side)) for n, (party, side) in enumerate(table.itertuples(index=False, name=None))
        ), "sides"
    if isinstance(given, Mapping):
        return ((f"entry {n}", _cell(party), _cell(side)) for n, (party, side) in enumerate(given.items(), 1)), "sides"
    path = Path(given)
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(f"{path.name}: too large for a table of sides")
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            _check_columns([str(name).strip() for name in reader.fieldnames or ()], path.name)
            read = [(f"line {reader.line_num}", {str(k).strip(): v for k, v in row.items()}) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path.name}: no table of sides could be read ({error})") from error
    return ((where, _cell(row["party"]), _cell(row["side"])) for where, row in read), path.name


def _check_columns(columns: list[str], name: str) -> None:
    if missing := [column for column in COLUMNS if column not in columns]:
        raise InputError(
            f"{name}: no column {missing[0]!r}; it has {', '.join(map(repr, columns)) or 'none'}, and needs party and side"
        )


def _cell(value: object) -> str:
    return " ".join(str(value).split()) if value is not None else ""


@cache
def _is_code(party: str) -> bool:
    import pycountry

    return party == "XK" or (len(party) == 2 and party.isupper() and pycountry.countries.get(alpha_2=party) is not None)


@cache
def _codes() -> dict[str, str]:
    """ISO 3166-1 alpha-2 codes by the names of countries, without states of the USA and whatever else is called as one."""
    found: dict[str, set[str]] = {}
    short = [
        (row["name"], row["country"]) for row in lexicon_rows("places") if row["kind"] == "short" and _is_code(row["country"])
    ]
    for name, code in [*iso_country_names(), *short]:
        if name not in us_states():
            found.setdefault(party_key(name), set()).add(code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}
