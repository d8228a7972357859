"""A page's words and marks of form, as the numbers that the line model weighs."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from hearsay.parsing import numbers, shapes
from hearsay.parsing.lines import Line, kept
from hearsay.parsing.numbers import LOOKED_AT, STEMS, TOKENS
from hearsay.parsing.vocabulary import Phrase

__all__ = ["STEMS", "TOKENS", "Tokens", "of"]

SHORT = 15
"""Words of a line whose first two count together."""
LENGTHS = [f"#{min(12, int(2 * math.log2(words + 1)))}" for words in range(LOOKED_AT + 1)]


@dataclass(frozen=True)
class Tokens:
    """A page's tokens, in the order of its lines: `row` is the line of each, `stem` is -1 for words without content."""

    row: NDArray[np.int64]
    token: NDArray[np.int64]
    stem: NDArray[np.int64]
    kind: NDArray[np.int64]
    count: NDArray[np.int64]


def of(lines: Sequence[Line]) -> Tokens:
    """The tokens of a page's lines: each line's words and some marks of its form."""
    packed = [kept(line, "tokens", _packed) for line in lines]
    found = np.frombuffer(b"".join(packed), dtype=np.int64)
    counts = np.array([len(one) for one in packed], dtype=np.int64) // 8
    stem, kind = ((found >> numbers.STEM) & 0x7FFF) - 1, (found >> numbers.KIND) & 0x7
    return Tokens(np.repeat(np.arange(len(counts)), counts), found & 0xFFFF, stem, kind, counts)


def _packed(line: Line) -> bytes:
    """The numbers of a line's words and marks."""
    return array("q", line.numbers + _form(line, shapes.of(line).furniture)).tobytes()


def _form(line: Line, furniture: Phrase | None) -> list[int]:
    """Marks of a line's form; '#' keeps them apart from words."""
    words = line.words
    marks = [_mark(LENGTHS[min(len(words), LOOKED_AT)]), _mark("#." + line.text[-1])]
    if words:
        marks += (numbers.hashed("#^" + words[0]), numbers.hashed("#$" + words[-1]))
        if 1 < len(words) <= SHORT:
            marks.append(numbers.hashed(f"#^^{words[0]} {words[1]}"))
    if line.bullet:
        marks.append(_mark("#bullet"))
    if furniture:
        marks.append(_mark("#:" + furniture.detail))
    return marks


_mark = lru_cache(4096)(numbers.hashed)
