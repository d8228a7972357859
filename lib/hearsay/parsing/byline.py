"""Who signs: the name in a byline, cut off from roles, dates and agencies."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from hearsay.parsing import dates, vocabulary
from hearsay.parsing.shapes import BYLINE

CUT = re.compile(
    r"\s*(?:\||•|·|/|\u00a0{2,}|\s{3,}|\s[–—-]\s|;|\bfor\s+(?=[A-Z])|\b(?:published|posted|updated|modified|on|in)\b(?=.*\d)|\d{1,2}:\d\d|@\w)",
    re.IGNORECASE,
)
ROLE = re.compile(
    r",?\s+(?:(?:senior|chief|staff|deputy|assistant|associate|contributing|managing|special|guest|political|business|sports|foreign|digital"
    r"|news|city|world|national)\s+)*(?:staff|writers?|reporters?|editors?|correspondents?|columnists?|contributors?|producers?|journalist)\b.*$",
    re.IGNORECASE,
)
NAME = re.compile(
    r"(?:(?:[A-Z][\w'’.-]*|(?:de|da|di|del|della|van|von|den|der|la|le|bin|bint|al|el|dos|das|ibn|y)(?=\s))(?:\s+|$)){2,6}$"
)


LONGEST = 200
"""Characters of a text of which it is remembered whether it is a name."""


@dataclass(frozen=True)
class Signed:
    """A byline's name and role, with the place of both in the line."""

    name: str
    start: int
    end: int
    role: str = ""


def read(line: str) -> Signed | None:
    """The name after 'By', or a line that is nothing but a name; None when there is neither."""
    opening = BYLINE.match(line)
    start = opening.end() if opening else 0
    rest = line[start:]
    first_date = next((date.start for date in dates.find(rest)), len(rest))
    cut = CUT.search(rest[:first_date])
    kept = rest[: cut.start() if cut and cut.start() else first_date]
    named, tail = _apart(kept)
    name = " ".join(named.strip(" \u00a0,:;.|–—-•()").split())
    if named.rstrip(" \u00a0,:;|").endswith(("Jr.", "Sr.")):
        name += "."
    if opening is None and not is_name(name):
        return None
    if not name or len(name) > 80 or not any(character.isupper() for character in name):
        return None
    at = line.find(named.strip(" \u00a0,:;.|–—-•()"), start)
    return Signed(name, at, at + len(named.strip(" \u00a0,:;.|–—-•()")), " ".join(tail.strip(" ,\u00a0").split()))


def whole(line: str) -> Signed | None:
    """The line as it stands, of which a ranker says that it signs though it has no name's form."""
    opening = BYLINE.match(line)
    start = opening.end() if opening else 0
    name = line[start:].strip(" \u00a0,:;|–—-•()")
    at = line.find(name, start)
    return Signed(" ".join(name.split()), at, at + len(name)) if name else None


def _apart(kept: str) -> tuple[str, str]:
    """'Name, Outlet Staff' and 'Name Staff Writer' apart; 'Name, Name and Name' together."""
    head, comma, tail = kept.partition(",")
    if comma and (_is_role(tail) or not NAME.match(tail.strip().removeprefix("and ").strip()) and " and " not in tail):
        return head, tail
    role = ROLE.search(kept)
    if role is None or len(kept[: role.start()].split()) < 2:
        # One word before a role is no name of a person: 'Lamp Staff' signs as a whole.
        return kept, ""
    return kept[: role.start()], kept[role.start() :]


def _is_role(tail: str) -> bool:
    return bool(ROLE.search(" " + tail)) or any(word.strip(".,") in words("organisation") for word in tail.lower().split())


def is_name(line: str) -> bool:
    """Whether a line is nothing but a person's name."""
    return _is_name(line) if len(line) < LONGEST else _is_name.__wrapped__(line)


@lru_cache(20_000)
def _is_name(line: str) -> bool:
    plain = line.strip(" \u00a0,|•:–—-")
    shaped = 2 <= len(plain.split()) <= 5 and bool(NAME.match(plain)) and not plain.isupper()
    return shaped and not is_organisation(plain, ()) and not any(vocabulary.match(part, 1) for part in plain.split())


def is_organisation(name: str, site_names: Iterable[str]) -> bool:
    """An organisation by one of its words, because it is one word, or because the page is called so."""
    parts = name.split()
    by_word = any(part.lower().strip(".,") in words("organisation") for part in parts)
    return by_word or len(parts) == 1 or name.lower() in {site.lower() for site in site_names}


def has_role(line: str) -> bool:
    """Whether a line holds a journalist's role: 'staff writer', 'correspondent'."""
    return bool(ROLE.search(" " + line))


def known(parts: Sequence[str]) -> int:
    """Which of the parts of a name is a given name of the list: 1 the first, 2 another, 0 none."""
    held = [part.strip(".,").capitalize() in given() for part in parts]
    return 1 if held[:1] == [True] else 2 if any(held) else 0


@cache
def given() -> frozenset[str]:
    """Given names, of `lexicons/names.csv`."""
    with resources.files("hearsay.lexicons").joinpath("names.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["name"] for row in csv.DictReader(file) if row["kind"] == "given")


@cache
def words(kind: str) -> frozenset[str]:
    """Words of `lexicons/signatures.csv`: of organisations' names ('organisation'), of departments ('beat')."""
    with resources.files("hearsay.lexicons").joinpath("signatures.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["word"] for row in csv.DictReader(file) if row["kind"] == kind)
