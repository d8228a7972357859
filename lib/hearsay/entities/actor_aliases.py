"""Names that a user counts as one actor: 'Islamic Republic' and 'Tehran' as Iran."""

from __future__ import annotations

import csv
import os
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import pandas as pd

from hearsay.entities.types import Actor
from hearsay.errors import InputError
from hearsay.schema import ACTORS
from hearsay.text.spans import SentenceSpan

COLUMNS = ("alias", "actor", "kind")
LARGEST = 5_000_000
"""Bytes of a file of aliases that is read."""

Given: TypeAlias = str | os.PathLike[str] | pd.DataFrame | Mapping[str, str] | Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class Aliases:
    """Actor and kind ('' when it stays as it is) by the alias in lower case; `found` finds them in a text as written."""

    by: Mapping[str, tuple[str, str]]
    found: re.Pattern[str] | None

    def merged(self, text: str, actors: Iterable[Actor]) -> list[Actor]:
        """The actors under the user's names; the name as printed counts before the one it was led back to."""
        out = []
        for actor in actors:
            name, kind = self.by.get(_key(text[actor.start : actor.end])) or self.by.get(_key(actor.name)) or ("", "")
            out.append(replace(actor, name=name or actor.name, kind=kind or actor.kind))
        return out

    def added(self, text: str, passages: Sequence[SentenceSpan], actors: Sequence[Actor]) -> Iterator[Actor]:
        """Aliases that stand in the text where no actor was found; their kind has to be given, else 'organisation'."""
        ends = [actor.end for actor in actors]
        for passage in passages:
            for match in self.found.finditer(text, passage.start, passage.end) if self.found else ():
                after = bisect_right(ends, match.start())
                if after == len(ends) or match.end() <= actors[after].start:
                    name, kind = self.by[_key(match.group())]
                    yield Actor(*match.span(), name, kind or "organisation")


def actor_aliases(given: Given | None) -> Aliases:
    """What the user's table says. Raises `InputError` with the line at fault."""
    rows = alias_records(given) or ()
    by = {_key(row["alias"]): (row["actor"], row["kind"]) for row in rows}
    longest = sorted({row["alias"] for row in rows}, key=lambda alias: (-len(alias), alias))
    pattern = "|".join(r"\s+".join(re.escape(word) for word in alias.split()) for alias in longest)
    return Aliases(by, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)") if longest else None)


def alias_records(given: Given | None) -> tuple[dict[str, str], ...] | None:
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
    return None if given is None else tuple(_row(row, number, where) for number, row, where in _rows(given))


def _rows(given: Given) -> Iterator[tuple[int, Mapping[str, object], str]]:
    if isinstance(given, pd.DataFrame):
        rows: Iterable[Mapping[str, object]] = given.fillna("").to_dict("records")
        where, first = "aliases, row", 0
    elif isinstance(given, Mapping):
        rows, where, first = ({"alias": alias, "actor": actor} for alias, actor in given.items()), "aliases, entry", 1
    elif isinstance(given, (str, os.PathLike)):
        rows, where, first = _file(Path(given)), f"{Path(given).name}, line", 2
    else:
        rows, where, first = given, "aliases, entry", 1
    yield from ((number, row, where) for number, row in enumerate(rows, start=first))


def _row(row: Mapping[str, object], number: int, where: str) -> dict[str, str]:
    made = {name: " ".join(str(row.get(name) or "").split()) for name in COLUMNS}
    if missing := [name for name in ("alias", "actor") if not made[name]]:
        raise InputError(f"{where} {number}: no {missing[0]}; the columns are alias, actor and, if wanted, kind")
    if made["kind"] and made["kind"] not in ACTORS:
        raise InputError(f"{where} {number}: kind {made['kind']!r} is none of {', '.join(ACTORS)}")
    return made


def _file(path: Path) -> list[dict[str, str]]:
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(f"{path.name}: too large for a table of aliases")
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [{str(k).strip(): v for k, v in row.items() if isinstance(v, str)} for row in csv.DictReader(file)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path.name}: no table of aliases could be read ({error})") from error


def _key(name: str) -> str:
    low = " ".join(name.lower().replace("’", "'").removesuffix("'s").split())
    return low.removeprefix("the ")
