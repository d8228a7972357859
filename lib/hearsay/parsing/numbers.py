"""Words as numbers: hashed, so that the model that weighs them carries no text; and what else is asked of every word."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from functools import cache

from hearsay.parsing import vocabulary

TOKENS, STEMS = 1 << 16, 1 << 14
"""Numbers that tokens and stems are hashed to."""
STEM, KIND, OPENS, AGENCY, FURNITURE, PICTURED, LOWERED = 16, 32, 36, 37, 38, 39, 40
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
RUN = re.compile(r"\w+")
_known: dict[str, int] = {}


def of(words: Iterable[str]) -> list[int]:
    """Each word's number."""
    return [known if (known := _known.get(word)) is not None else _number(word) for word in words]


def hashed(text: str) -> int:
    """A mark of form as a number: a token without stem or class."""
    return zlib.crc32(text.lower().replace("’", "'").encode("utf-8", "surrogatepass")) % TOKENS


def _number(word: str) -> int:
    small = word.lower().replace("’", "'")
    kind = CLASS.get(small, 0)
    capital = word[0].isupper()
    packed = zlib.crc32(small.encode("utf-8", "surrogatepass")) % TOKENS | kind << KIND
    if (len(word) > 3 or len(word) > 1 and capital) and kind < 3:
        packed |= 1 + zlib.crc32(small.removesuffix("'s")[:6].encode("utf-8", "surrogatepass")) % STEMS << STEM
    if not capital and not word[0].isdigit():
        packed |= 1 << LOWERED
    if len(_known) >= MOST_KNOWN:
        _known.clear()
    _known[word] = packed | _marks(small)
    return _known[word]


def _marks(small: str) -> int:
    runs = [small] if small.isalnum() else RUN.findall(small)
    if not runs:
        return 0
    furniture, opens, agencies, pictured = _marked()
    held, shows = not furniture.isdisjoint(runs), pictured.search(small) is not None
    return (runs[0] in opens) << OPENS | (runs[-1] in agencies) << AGENCY | held << FURNITURE | shows << PICTURED


@cache
def _marked() -> tuple[frozenset[str], frozenset[str], frozenset[str], re.Pattern[str]]:
    return vocabulary.longest(), vocabulary.OPENERS, vocabulary.AGENCY_ENDS, re.compile("|".join(vocabulary.PICTURED))
