"""The general words of web pages' furniture, from `lexicons/furniture.csv`."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from hearsay.parsing.lines import normal

__all__ = ["Phrase", "match", "normal"]

EDGES = ' \t\u00a0:.!?…|>»›→-–—•+()[]"“”0123456789'
RUN = re.compile(r"\w+")
ANY_WITHIN = 60
"""Words of a line in which a phrase 'anywhere' still makes the whole line furniture."""


@dataclass(frozen=True)
class Phrase:
    """What a phrase says of its line. `weight` grows with how surely an article ends there."""

    detail: str
    weight: int
    place: str


def match(text: str, n_words: int) -> Phrase | None:
    """The heaviest furniture phrase that a line is, begins with, or (if it is no long paragraph) holds."""
    if n_words > ANY_WITHIN:
        return None
    whole, start, anywhere = _lexicon()
    plain = normal(text[:1000])
    bare = plain.strip(EDGES)
    found = [whole[bare]] if bare in whole else []
    opening = start[1].match(plain) if n_words <= 25 else None
    if opening:
        found.append(start[0][opening[0]])
    if not anywhere[2].isdisjoint(RUN.findall(plain)):
        found += [anywhere[0][hit] for hit in anywhere[1].findall(plain)]
    return max(found, key=lambda phrase: phrase.weight, default=None) if found else None


Table = dict[str, Phrase]


@cache
def _lexicon() -> tuple[Table, tuple[Table, re.Pattern[str]], tuple[Table, re.Pattern[str], frozenset[str]]]:
    """Phrases by place, with the pattern that finds them, and the longest words of those 'anywhere'."""
    tables: dict[str, Table] = {"whole": {}, "start": {}, "any": {}}
    with resources.files("hearsay.lexicons").joinpath("furniture.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            tables[row["place"]][row["phrase"]] = Phrase(row["detail"], int(row["weight"]), row["place"])
    begin = frozenset(max(RUN.findall(phrase), key=len) for phrase in tables["any"])
    return tables["whole"], (tables["start"], _pattern(tables["start"])), (tables["any"], _pattern(tables["any"]), begin)


def _pattern(table: Table) -> re.Pattern[str]:
    ordered = sorted(table, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)")
