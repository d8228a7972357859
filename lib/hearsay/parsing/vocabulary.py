"""The general words of web pages' furniture, from `lexicons/furniture.csv`."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

EDGES = ' \t\u00a0:.!?…|>»›→-–—•+()[]"“”0123456789'
RUN = re.compile(r"\w+")
ANY_WITHIN = 60
"""Words of a line in which a phrase 'anywhere' still makes the whole line furniture."""
AGENCY_ENDS = frozenset(
    RUN.findall(
        "afp agency alamy anadolu ansa ap association bloomberg commons courtesy depositphotos dpa dreamstime efe epa flickr"
        " getty handout imago istock nurphoto pexels pixabay press presse reuters shutterstock sipa stock tass unsplash"
        " upi usa wire xinhua zuma"
    )
)
"""Last words of the agencies' names that end a credit; those with 'image' or 'photo' in them are found by these."""
PICTURED = ("photo", "image", "picture", "illustration", "video", "credit", "screen", "file")
"""Parts of words that speak of a picture."""
OPENERS = frozenset(
    RUN.findall(
        "written posted published reported words story text analysis opinion review report article column author authored"
        " contributed by source sources via photo photos photograph photographs photographer photographers image images picture"
        " pictures illustration illustrations video videos screenshot screenshots screengrab screengrabs file files credit"
        " credits getty ap associated afp agence reuters epa efe upi ansa dpa xinhua tass istock istockphoto shutterstock alamy"
        " adobe unsplash pexels pixabay wikimedia flickr bloomberg zuma imago depositphotos nurphoto sipa handout courtesy"
        " dreamstime anadolu pa press sopa"
    )
)
"""First words of the lines that are signatures, sources or credits by their beginning."""


@dataclass(frozen=True)
class Phrase:
    """What a phrase says of its line. `weight` grows with how surely an article ends there."""

    detail: str
    weight: int
    place: str


def normal(text: str) -> str:
    """Small letters, plain apostrophes, single spaces."""
    return " ".join(text.lower().replace("’", "'").split())


def longest() -> frozenset[str]:
    """The longest words of the phrases that may stand anywhere in a line."""
    return _lexicon()[3]


def match(text: str, n_words: int) -> Phrase | None:
    """The heaviest furniture phrase that a line is, begins with, or (if it is no long paragraph) holds."""
    if n_words > ANY_WITHIN:
        return None
    plain = normal(text[:1000])
    return matched(plain, n_words, holds(plain))


def holds(plain: str) -> bool:
    """Whether one of the `longest` words is in a text."""
    return not longest().isdisjoint(RUN.findall(plain))


def matched(plain: str, n_words: int, anywhere: bool) -> Phrase | None:
    """The same of a `normal` text of `ANY_WITHIN` words at most; `anywhere`: it holds one of the `longest` words."""
    wholes, (starts, opening, beginnings), (anywheres, within), _ = _lexicon()
    bare = plain.strip(EDGES)
    found = [wholes[bare]] if bare in wholes else []
    if n_words <= 25 and (plain[:3] in beginnings or plain[:2] in beginnings or plain[:1] in beginnings):
        found += [starts[opened[0]]] if (opened := opening.match(plain)) else []
    if anywhere:
        found += [anywheres[hit] for hit in within.findall(plain)]
    return max(found, key=lambda phrase: phrase.weight) if found else None


Table = dict[str, Phrase]


Start = tuple[Table, re.Pattern[str], frozenset[str]]
Anywhere = tuple[Table, re.Pattern[str]]


@cache
def _lexicon() -> tuple[Table, Start, Anywhere, frozenset[str]]:
    """Phrases by place, the patterns that find them, how they begin, and the longest words of those 'anywhere'."""
    tables: dict[str, Table] = {"whole": {}, "start": {}, "any": {}}
    with resources.files("hearsay.lexicons").joinpath("furniture.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            tables[row["place"]][row["phrase"]] = Phrase(row["detail"], int(row["weight"]), row["place"])
    start, anywhere = tables["start"], tables["any"]
    beginnings = frozenset(phrase[:length] for phrase in start if (length := min(len(phrase), 3)))
    words = frozenset(max(RUN.findall(phrase), key=len) for phrase in anywhere)
    return tables["whole"], (start, _pattern(start), beginnings), (anywhere, _pattern(anywhere)), words


def _pattern(table: Table) -> re.Pattern[str]:
    ordered = sorted(table, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)")
