"""A text's lines with what can be seen of each without reading it: place, length, bullet, punctuation, prose or not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

LINE = re.compile(r"[^\r\n\u2028\u2029]+")
BULLET = re.compile(r"(?:[•▪◦‣·●○■□*»›→▸►–—-]|\d{1,2}[.)])(?:\s+|$)")
STOPPED = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
CLOSED = re.compile(r"[.!?…:;,。！？][\"'”’»)\]]*$|[\"”»]$")
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+[\"'“‘«(\[]?[A-Z]")
WORD = re.compile(r"\w+(?:['’.-]\w+)*")
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
LONG_ENOUGH = 20_000
"""Characters of a line that are looked at for its shape: a longer line is prose whatever follows."""


class lazy:
    """A property computed once and kept: `functools.cached_property` without its lock, which costs more than most of these."""

    def __init__(self, compute: Callable[[Any], Any]) -> None:
        self._compute, self._name, self.__doc__ = compute, compute.__name__, compute.__doc__

    def __get__(self, line: Any, owner: type | None = None) -> Any:
        if line is None:
            return self
        value = line.__dict__[self._name] = self._compute(line)
        return value


@dataclass(eq=False)
class Line:
    """One line without the space around it. `start` and `end` are offsets into the text; `gap` tells of a blank line before."""

    start: int
    end: int
    text: str
    indent: int
    gap: bool

    @lazy
    def bullet(self) -> str:
        """The bullet with the space after it, or ''."""
        found = BULLET.match(self.text)
        return found[0] if found and found.end() < len(self.text) or found and len(self.text) == 1 else ""

    @lazy
    def content(self) -> str:
        """The text after the bullet."""
        return self.text[len(self.bullet) :]

    @lazy
    def head(self) -> str:
        """As much of the content as is looked at."""
        return self.content[:LONG_ENOUGH]

    @lazy
    def plain(self) -> str:
        """The content in small letters and single spaces."""
        return normal(self.content)

    @lazy
    def words(self) -> list[str]:
        return WORD.findall(self.head)

    @lazy
    def n_words(self) -> int:
        """Words; in scripts without spaces, two characters count as one."""
        return max(len(self.words), self.unspaced // 2)

    @lazy
    def unspaced(self) -> int:
        """Characters of scripts without spaces."""
        return 0 if self.head.isascii() else len(UNSPACED.findall(self.head))

    @lazy
    def lowered(self) -> float:
        """Share of words without a capital or a digit at their head: most in prose, few in titles and menus."""
        return len([word for word in self.words if not (word[0].isupper() or word[0].isdigit())]) / max(1, len(self.words))

    @lazy
    def stopped(self) -> bool:
        """Ends as a sentence ends."""
        return bool(STOPPED.search(self.content[-6:]))

    @lazy
    def prose(self) -> bool:
        """Reads like a sentence or several."""
        if self.unspaced > 0.3 * len(self.head):
            return self.n_words > 12
        if self.n_words < 5 or self.lowered < 0.45:
            return self.n_words >= 15 and self.stopped and self.lowered >= 0.3
        ended = self.stopped or bool(CLOSED.search(self.content[-6:]))
        return ended and self.n_words >= 6 or self.n_words >= 25 and bool(SENTENCE_END.search(self.head))


def normal(text: str) -> str:
    """Small letters, plain apostrophes, single spaces."""
    return " ".join(text.lower().replace("’", "'").split())


def split(text: str) -> list[Line]:
    """The lines that hold more than space."""
    lines, before = [], 0
    for found in LINE.finditer(text):
        stripped = found[0].strip()
        if not stripped:
            continue
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        gap = _newlines(text, before, found.start()) > 1
        lines.append(Line(start, start + len(stripped), stripped, start - found.start(), gap))
        before = start + len(stripped)
    return lines


def _newlines(text: str, start: int, end: int) -> int:
    between = text[start:end]
    return max(between.count("\n"), between.count("\r"), between.count("\u2028"), between.count("\u2029"))
