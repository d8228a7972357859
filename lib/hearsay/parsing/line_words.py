"""The words of a page's lines: the general words of web pages' furniture, and every word as a number without its text."""

from __future__ import annotations

import csv
import re
import zlib
from collections.abc import Iterable
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


def plain_text(text: str) -> str:
    """Small letters, plain apostrophes, single spaces."""
    return " ".join(text.lower().replace("’", "'").split())


def longest_phrase() -> frozenset[str]:
    """The longest words of the phrases that may stand anywhere in a line."""
    return _lexicon()[3]


def match_phrase(text: str, n_words: int) -> Phrase | None:
    """The heaviest furniture phrase that a line is, begins with, or (if it is no long paragraph) holds."""
    if n_words > ANY_WITHIN:
        return None
    plain = plain_text(text[:1000])
    return matched_phrases(plain, n_words, holds_phrase(plain))


def holds_phrase(plain: str) -> bool:
    """Whether one of the `longest` words is in a text."""
    return not longest_phrase().isdisjoint(RUN.findall(plain))


def matched_phrases(plain: str, n_words: int, anywhere: bool) -> Phrase | None:
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


TOKENS, STEMS = 1 << 16, 1 << 14
"""Numbers that tokens and stems are hashed to."""
STEM, KIND_BITS, OPENS, AGENCY, FURNITURE, PICTURED_BIT, LOWERED_BIT = 16, 32, 36, 37, 38, 39, 40
"""Bits of a number from which on it holds: the stem, the class, and whether the word opens a signature or a credit, ends in an
agency's name, may stand in a phrase of furniture, speaks of a picture, begins with neither a capital nor a digit."""
LOOKED_AT = 40
"""Words of a line that are written as numbers."""
MOST_KNOWN = 200_000
CLASSES = (
    "",
    "you your yours we us our ours sign click subscribe please email",
    "i me my i'm i've lol im",
    "said says told according added wrote explained reported announced",
    "the a an of to in on for with by at from that which who as was were is are be been has have had and but or it its he she"
    " they his her their not this",
)
"""Words that speak to the reader, of the writer, of speech, and that hold sentences together."""
CLASS = {word: number for number, words in enumerate(CLASSES) for word in words.split()}
WORD_RUN = re.compile(r"\w+")
_known: dict[str, int] = {}


def word_numbers(words: Iterable[str]) -> list[int]:
    """Each word's number."""
    return [known if (known := _known.get(word)) is not None else _number(word) for word in words]


def hashed_mark(text: str) -> int:
    """A mark of form as a number: a token without stem or class."""
    return zlib.crc32(text.lower().replace("’", "'").encode("utf-8", "surrogatepass")) % TOKENS


def _number(word: str) -> int:
    small = word.lower().replace("’", "'")
    kind = CLASS.get(small, 0)
    capital = word[0].isupper()
    packed = zlib.crc32(small.encode("utf-8", "surrogatepass")) % TOKENS | kind << KIND_BITS
    if (len(word) > 3 or len(word) > 1 and capital) and kind < 3:
        packed |= 1 + zlib.crc32(small.removesuffix("'s")[:6].encode("utf-8", "surrogatepass")) % STEMS << STEM
    if not capital and not word[0].isdigit():
        packed |= 1 << LOWERED_BIT
    if len(_known) >= MOST_KNOWN:
        _known.clear()
    _known[word] = packed | _marks(small)
    return _known[word]


def _marks(small: str) -> int:
    runs = [small] if small.isalnum() else WORD_RUN.findall(small)
    if not runs:
        return 0
    furniture, opens, agencies, pictured = _marked()
    held, shows = not furniture.isdisjoint(runs), pictured.search(small) is not None
    return (runs[0] in opens) << OPENS | (runs[-1] in agencies) << AGENCY | held << FURNITURE | shows << PICTURED_BIT


@cache
def _marked() -> tuple[frozenset[str], frozenset[str], frozenset[str], re.Pattern[str]]:
    return longest_phrase(), OPENERS, AGENCY_ENDS, re.compile("|".join(PICTURED))
