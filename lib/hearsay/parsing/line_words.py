"""The words of a page's lines: the general words of web pages' furniture, and every word as a number without its text."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from hearsay.text.lexicons import lexicon_rows
from hearsay.text.words import RUN

EDGES = ' \t\u00a0:.!?…|>»›→-–—•+()[]"“”0123456789'
ANY_WITHIN, START_WITHIN = 60, 25
"""Words of a line in which a phrase anywhere, or at its beginning, still makes the whole line furniture."""
SEEN = 1000
"""Characters of a line in which phrases are looked for."""
AGENCY_ENDS = frozenset(
    RUN.findall(
        "afp agency alamy anadolu ansa ap association bloomberg commons courtesy depositphotos dpa dreamstime efe epa flickr"
        " getty handout imago istock nurphoto pexels pixabay press presse reuters shutterstock sipa stock tass unsplash"
        " upi usa wire xinhua zuma"
    )
)
"""Last words of the agencies' names that end a credit; those with 'image' or 'photo' in them are found by these."""
PICTURED = re.compile(r"photo|image|picture|illustration|video|credit|screen|file")
"""Parts of words that speak of a picture."""
WRITERS = re.compile(r"author|written|writer|reporter|editor")
"""Parts of words that speak of who writes, beside 'by'."""
ROLES = re.compile(r"staff|writer|reporter|editor|correspondent|columnist|contributor|producer|journalist")
"""Parts of words that are a journalist's role."""
SPEAKING = re.compile("|".join(parts.pattern for parts in (PICTURED, WRITERS, ROLES)))
OPENERS = frozenset(
    RUN.findall(
        "written posted published reported words story text analysis opinion review report article column author authors authored"
        " contributed by source sources via photo photos photograph photographs photographer photographers image images picture"
        " pictures illustration illustrations video videos screenshot screenshots screengrab screengrabs file files credit"
        " credits getty ap associated afp agence reuters epa efe upi ansa dpa xinhua tass istock istockphoto shutterstock alamy"
        " adobe unsplash pexels pixabay wikimedia flickr bloomberg zuma imago depositphotos nurphoto sipa handout courtesy"
        " dreamstime anadolu pa press sopa"
    )
)
"""First words of the lines that are signatures, sources or credits by their beginning."""


TOKENS, STEMS = 1 << 16, 1 << 14
"""Numbers that tokens and stems are hashed to."""
STEM, KIND_BITS, OPENS, AGENCY, FURNITURE, PICTURED_BIT, LOWERED_BIT = 16, 32, 36, 37, 38, 39, 40
WRITER, ROLE, CREDITED = 41, 42, 43
"""Bits of a number from which on it holds: the stem, the class, and whether the word opens a signature or a credit, ends in an
agency's name, may stand in a phrase of furniture, speaks of a picture, begins with neither a capital nor a digit; speaks of who
writes, may be a journalist's role, speaks of a picture or holds the end of an agency's name. One number a word: a page's words
become an array without a step in Python, and patterns are looked for only in lines that hold a word of theirs."""
LOOKED_AT = 40
"""Words of a line that are written as numbers."""
MOST_KNOWN = 200_000
"""Words of which the number is remembered."""
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


@dataclass(frozen=True)
class Phrase:
    """What a phrase says of its line. `weight` grows with how surely an article ends there."""

    detail: str
    weight: int
    place: str


@dataclass(frozen=True)
class Phrases:
    """Phrases by their words, the pattern that finds the longest of them, and how each begins."""

    table: Mapping[str, Phrase]
    pattern: re.Pattern[str]
    beginnings: frozenset[str]


def plain_text(text: str) -> str:
    """Small letters, plain apostrophes, single spaces."""
    return " ".join(text.lower().replace("’", "'").split())


def match_phrase(text: str, n_words: int) -> Phrase | None:
    """The heaviest furniture phrase that a line is, begins with, or (if it is no long paragraph) holds."""
    plain = plain_text(text[:SEEN])
    return phrases_of_lines([plain], [n_words], [(0, word) for word in RUN.findall(plain)]).get(0)


def phrases_of_lines(plain: Sequence[str], n_words: Sequence[int], telling: Iterable[tuple[int, str]]) -> dict[int, Phrase]:
    """By the number of the line the same of all lines of a page, in plain text.

    `telling` are the words by which phrases 'anywhere' are known, each with the line that holds it.
    """
    whole, start, within = _phrases()
    found: dict[int, list[Phrase]] = {}
    for n, phrase in enumerate(map(whole.table.get, [text.strip(EDGES) for text in plain])):
        if phrase and n_words[n] <= ANY_WITHIN:
            found[n] = [phrase]
    for n, text in enumerate(plain):
        begins = not start.beginnings.isdisjoint((text[:3], text[:2], text[:1])) and n_words[n] <= START_WITHIN
        if begins and (opening := start.pattern.match(text)):
            found.setdefault(n, []).append(start.table[opening[0]])
    holding = (n for n, word in telling if any(phrase in plain[n] for phrase in _told_by(word)) and n_words[n] <= ANY_WITHIN)
    for n in dict.fromkeys(holding):
        found.setdefault(n, []).extend(within.table[hit] for hit in within.pattern.findall(plain[n]))
    return {n: max(phrases, key=lambda phrase: phrase.weight) for n, phrases in found.items() if phrases}


@cache
def _phrases() -> tuple[Phrases, Phrases, Phrases]:
    """Phrases of `lexicons/furniture.csv` that are a line ('whole'), begin one ('start') or stand in one ('any')."""
    return _placed("whole"), _placed("start"), _placed("any")


def _placed(place: str) -> Phrases:
    rows = [row for row in lexicon_rows("furniture") if row["place"] == place]
    table = {row["phrase"]: Phrase(row["detail"], int(row["weight"]), place) for row in rows}
    longest_first = sorted(table, key=lambda phrase: (-len(phrase), phrase))
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")
    return Phrases(table, pattern, frozenset(phrase[:3] for phrase in table))


@cache
def _telling_words() -> Mapping[str, Sequence[str]]:
    """Phrases that may stand anywhere, by their longest word."""
    found: dict[str, list[str]] = {}
    for phrase in _phrases()[2].table:
        found.setdefault(max(RUN.findall(phrase), key=len), []).append(phrase)
    return found


@lru_cache(MOST_KNOWN)
def _told_by(word: str) -> Sequence[str]:
    """The phrases that a word, or a part of it, speaks for."""
    return [phrase for run in _runs(word.lower()) for phrase in _telling_words().get(run, ())]


def _runs(small: str) -> list[str]:
    return [small] if small.isalnum() else RUN.findall(small)


def word_numbers(words: Iterable[str]) -> list[int]:
    """Each word's number; -1 for the end of a line."""
    return list(map(_NUMBERS.__getitem__, words))


def hashed_marks(prefix: str, texts: Iterable[str]) -> list[int]:
    """Marks of form, each a text behind a prefix, as numbers: tokens without stem or class."""
    return list(map(_marks_of(prefix).__getitem__, texts))


class _Marks(dict[str, int]):
    """Numbers of the marks with a prefix that were seen so far; all are forgotten when there are too many."""

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self.prefix = prefix

    def __missing__(self, text: str) -> int:
        if len(self) >= MOST_KNOWN:
            self.clear()
        return self.setdefault(text, _hashed((self.prefix + text).lower().replace("’", "'"), TOKENS))


@cache
def _marks_of(prefix: str) -> _Marks:
    return _Marks(prefix)


def _hashed(text: str, numbers: int) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass")) % numbers


def _number(word: str) -> int:
    if word == "\n":
        return -1
    small = word.lower().replace("’", "'")
    kind, capital = CLASS.get(small, 0), word[0].isupper()
    packed = _hashed(small, TOKENS) | kind << KIND_BITS | _marks(small)
    if (len(word) > 3 or len(word) > 1 and capital) and kind < 3:
        packed |= 1 + _hashed(small.removesuffix("'s")[:6], STEMS) << STEM
    return packed if capital or word[0].isdigit() else packed | 1 << LOWERED_BIT


class _Numbers(dict[str, int]):
    """Numbers of the words seen so far; all are forgotten when there are too many."""

    def __missing__(self, word: str) -> int:
        if len(self) >= MOST_KNOWN:
            self.clear()
        return self.setdefault(word, _number(word))


_NUMBERS = _Numbers()


def _marks(small: str) -> int:
    runs = _runs(small)
    if not runs:
        return 0
    held, agency = any(run in _telling_words() for run in runs), not AGENCY_ENDS.isdisjoint(runs)
    marks = (runs[0] in OPENERS) << OPENS | (runs[-1] in AGENCY_ENDS) << AGENCY | held << FURNITURE
    marks |= ("by" in runs) << WRITER | agency << CREDITED
    if SPEAKING.search(small):
        shows, writes, has_role = (parts.search(small) is not None for parts in (PICTURED, WRITERS, ROLES))
        marks |= shows << PICTURED_BIT | shows << CREDITED | writes << WRITER | has_role << ROLE
    return marks
