"""Words as numbers: hashed, so that the model that weighs them carries no text."""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hearsay.parsing.lines import Line
from hearsay.parsing.shapes import Shape

TOKENS, STEMS = 1 << 16, 1 << 14
"""Numbers that tokens and stems are hashed to."""
LOOKED_AT = 40
"""Words of a line that count."""
SHORT = 15
"""Words of a line whose first two count together."""
LENGTHS = [f"#{min(12, int(2 * math.log2(words + 1)))}" for words in range(LOOKED_AT + 1)]
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
_known: dict[str, int] = {}


@dataclass(frozen=True)
class Tokens:
    """A page's tokens, in the order of its lines: `row` is the line of each, `stem` is -1 for words without content."""

    row: NDArray[np.int64]
    token: NDArray[np.int64]
    stem: NDArray[np.int64]
    kind: NDArray[np.int64]
    count: NDArray[np.int64]


def of(lines: Sequence[Line], shapes: Sequence[Shape]) -> Tokens:
    """The tokens of a page's lines: each line's words and some marks of its form."""
    packed: list[int] = []
    count = []
    for line, shape in zip(lines, shapes, strict=True):
        before = len(packed)
        words = line.words
        packed += [known if (known := _known.get(word)) is not None else _number(word) for word in words[:LOOKED_AT]]
        packed += [known if (known := _known.get(mark)) is not None else _number(mark) for mark in _form(line, shape, words)]
        count.append(len(packed) - before)
    numbers, counts = np.array(packed, dtype=np.int64), np.array(count, dtype=np.int64)
    stem = ((numbers >> 16) & 0x7FFF) - 1
    return Tokens(np.repeat(np.arange(len(counts)), counts), numbers & 0xFFFF, stem, numbers >> 32, counts)


def _form(line: Line, shape: Shape, words: Sequence[str]) -> list[str]:
    """Marks of a line's form; '#' keeps them apart from words."""
    marks = [LENGTHS[min(len(words), LOOKED_AT)], "#." + line.text[-1]]
    if words:
        marks += ("#^" + words[0], "#$" + words[-1])
        if 1 < len(words) <= SHORT:
            marks.append(f"#^^{words[0]} {words[1]}")
    if line.bullet:
        marks.append("#bullet")
    if shape.furniture:
        marks.append("#:" + shape.furniture.detail)
    return marks


def _number(word: str) -> int:
    """Token, stem and class of a word in one number, kept for the next time."""
    small = word.lower().replace("’", "'")
    content = word[0] != "#" and (len(word) > 3 or len(word) > 1 and word[0].isupper()) and CLASS.get(small, 0) < 3
    stem = 1 + _hash(small.removesuffix("'s")[:6]) % STEMS if content else 0
    packed = _hash(small) % TOKENS | stem << 16 | CLASS.get(small, 0) << 32
    if len(_known) >= MOST_KNOWN:
        _known.clear()
    _known[word] = packed
    return packed


def _hash(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))
