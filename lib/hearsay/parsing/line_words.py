"""The words of a page's lines: the general words of web pages' furniture, and every word as a number without its text."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

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
WRITER, ROLE, CREDITED, STARTS = 41, 42, 43, 44
"""Bits of a number from which on it holds: the stem, the class, and whether the word opens a signature or a credit, ends in an
agency's name, may stand in a phrase of furniture, speaks of a picture, begins with neither a capital nor a digit; speaks of who
writes, may be a journalist's role, speaks of a picture or holds the end of an agency's name; may begin a phrase of furniture. One
number a word: a page's words become an array, and patterns are looked for only in lines that hold a word of theirs."""
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
    """Phrases by their words, and the pattern that finds the longest of them."""

    table: Mapping[str, Phrase]
    pattern: re.Pattern[str]


def plain_text(text: str) -> str:
    """Small letters, plain apostrophes, single spaces."""
    return " ".join(text.lower().replace("’", "'").split())


def match_phrase(text: str, n_words: int) -> Phrase | None:
    """The heaviest furniture phrase that a line is, begins with, or (if it is no long paragraph) holds."""
    plain = plain_text(text[:SEEN])
    words = RUN.findall(plain)
    opening = [0] if words and words[0] in _first_words() or plain[:1] in opening_marks() else []
    return phrases_of_lines([plain], [n_words], opening, [(0, word) for word in words]).get(0)


@lru_cache(MOST_KNOWN)
def is_phrase(word: str) -> bool:
    """Whether a word is a phrase of furniture."""
    plain = plain_text(word)
    telling = plain[:1] in opening_marks() or not _phrase_words().isdisjoint([plain.strip(EDGES), *_runs(plain)])
    return telling and match_phrase(word, 1) is not None


def phrases_of_lines(
    plain: Sequence[str], n_words: Sequence[int], opening: Iterable[int], telling: Iterable[tuple[int, str]]
) -> dict[int, Phrase]:
    """By the number of the line, the heaviest furniture phrase that it is, begins with, or (if it is no long paragraph) holds.

    All lines of a page, in plain text. `opening` are the lines that may begin with a phrase, `telling` the words by which phrases
    'anywhere' are known, each with the line that holds it.
    """
    whole, start, within = _phrases()
    found: dict[int, list[Phrase]] = {}
    for n, phrase in enumerate(map(whole.table.get, [text.strip(EDGES) for text in plain])):
        if phrase and n_words[n] <= ANY_WITHIN:
            found[n] = [phrase]
    for n in opening:
        if n_words[n] <= START_WITHIN and (begun := start.pattern.match(plain[n])):
            found.setdefault(n, []).append(start.table[begun[0]])
    holding = (n for n, word in telling if n_words[n] <= ANY_WITHIN and any(phrase in plain[n] for phrase in _told_by(word)))
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
    return Phrases(table, pattern)


@cache
def _first_words() -> frozenset[str]:
    """The first words of the phrases that begin a line, of those that begin with one."""
    return frozenset(RUN.findall(phrase)[0] for phrase in _phrases()[1].table if phrase[0].isalnum())


@cache
def _phrase_words() -> frozenset[str]:
    """What a word is or holds that may be a phrase."""
    return frozenset({*_phrases()[0].table, *_first_words(), *_telling_words()})


@cache
def opening_marks() -> str:
    """The first characters of the other phrases that begin a line."""
    return "".join(phrase[0] for phrase in _phrases()[1].table if not phrase[0].isalnum())


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


def word_numbers(words: Sequence[str]) -> NDArray[np.int64]:
    """Each word's number. Those seen before are remembered, and all are forgotten when there are too many."""
    if len(_NUMBERS) > MOST_KNOWN:
        _NUMBERS.clear()
        _STEMS.clear()
    if new := list(set(words).difference(_NUMBERS)):
        _learn(new)
    return np.fromiter(map(_NUMBERS.__getitem__, words), dtype=np.int64, count=len(words))


def _learn(words: Sequence[str]) -> None:
    """Remember the numbers and stems of new words."""
    small, firsts = _small(words), [word[0] for word in words]
    kinds = np.array([CLASS.get(plain, 0) for plain in small])
    lowered = np.array([not (first.isupper() or first.isdigit()) for first in firsts])
    content = np.array([len(word) > 3 or len(word) > 1 and first.isupper() for word, first in zip(words, firsts, strict=True)])
    stems = [plain.removesuffix("'s")[:6] for plain in small]
    numbers = _hashes(small) % TOKENS | kinds << KIND_BITS | lowered.astype(np.int64) << LOWERED_BIT
    numbers |= np.where(content & (kinds < 3), 1 + _hashes(stems) % STEMS << STEM, 0)
    for n in _marked(small):
        numbers[n] |= _marks(small[n])
    _NUMBERS.update(zip(words, numbers.tolist(), strict=True))
    _STEMS.update(zip(words, [stem if has else "" for stem, has in zip(stems, content.tolist(), strict=True)], strict=True))


def content_words(words: Iterable[str]) -> list[str]:
    """Words of four letters or more, or with a capital, cut to six letters so that inflected forms meet."""
    return list(filter(None, map(_STEMS.__getitem__, words)))


class _Stems(dict[str, str]):
    """What is kept of words, '' of one without content."""

    def __missing__(self, word: str) -> str:
        _learn([word])
        return self[word]


_NUMBERS: dict[str, int] = {}
_STEMS = _Stems()


def hashed_marks(prefix: str, texts: Sequence[str]) -> NDArray[np.int64]:
    """Marks of form, each a text without a line's end behind a prefix, as numbers: tokens without stem or class."""
    return _hashes(_small(texts), prefix) % TOKENS


def _hashes(texts: Sequence[str], prefix: str = "") -> NDArray[np.int64]:
    written = "\n".join(texts).encode("utf-8", "surrogatepass").split(b"\n")
    return np.fromiter(map(zlib.crc32, written, repeat(zlib.crc32(prefix.encode()))), dtype=np.int64, count=len(texts))


def _small(texts: Sequence[str]) -> list[str]:
    """Small letters and plain apostrophes."""
    return "\n".join(texts).lower().replace("’", "'").split("\n") if texts else []


def _marked(small: Sequence[str]) -> set[int]:
    """Which of some words a bit tells of: those of the lists, alone or as a part, and those that hold a telling part."""
    text, known = "\n".join(small), _marked_runs()
    found = {n for n, word in enumerate(small) if word in known or not (word.isalnum() or known.isdisjoint(RUN.findall(word)))}
    speaking = np.array([part.start() for part in SPEAKING.finditer(text)], dtype=np.int64)
    ends = np.cumsum([len(word) + 1 for word in small])
    return found.union(ends.searchsorted(speaking, side="right").tolist())


def _marks(small: str) -> int:
    """The bits of what a word and its parts are marked as."""
    runs = _runs(small) or [""]
    marks = (runs[0] in OPENERS) << OPENS | (runs[-1] in AGENCY_ENDS) << AGENCY | (runs[0] in _first_words()) << STARTS
    marks |= any(run in _telling_words() for run in runs) << FURNITURE
    shows, writes, has_role = (parts.search(small) is not None for parts in (PICTURED, WRITERS, ROLES))
    marks |= shows << PICTURED_BIT | (shows or not AGENCY_ENDS.isdisjoint(runs)) << CREDITED
    return marks | (writes or "by" in runs) << WRITER | has_role << ROLE


@cache
def _marked_runs() -> frozenset[str]:
    """All words of which a bit tells."""
    return frozenset({"by", *OPENERS, *AGENCY_ENDS, *_first_words(), *_telling_words()})
