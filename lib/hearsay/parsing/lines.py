"""A text's lines with what can be seen of each without reading it: place, length, bullet, punctuation, prose or not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

LINE = re.compile(r"[^\r\n\u2028\u2029]+")
BULLET = re.compile(r"(?:[•▪◦‣·●○■□*»›→▸►–—-]|\d{1,2}[.)])(?:\s+|$)")
STOPPED = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
CLOSED = re.compile(r"[.!?…:;,。！？][\"'”’»)\]]*$|[\"”»]$")
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+[\"'“‘«(\[]?[A-Z]")
WORD = re.compile(r"\w+(?:['’.-]\w+)*")
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
LONG_ENOUGH = 20_000
"""Characters of a line that are looked at for its shape: a longer line is prose whatever follows."""


@dataclass(frozen=True)
class Line:
    """One line without the space around it. `start` and `end` are offsets into the text; `gap` tells of a blank line before."""

    start: int
    end: int
    text: str
    indent: int
    gap: bool

    @cached_property
    def bullet(self) -> str:
        """The bullet with the space after it, or ''."""
        found = BULLET.match(self.text)
        return found[0] if found and found.end() < len(self.text) or found and len(self.text) == 1 else ""

    @cached_property
    def content(self) -> str:
        """The text after the bullet."""
        return self.text[len(self.bullet) :]

    @cached_property
    def head(self) -> str:
        """As much of the content as is looked at."""
        return self.content[:LONG_ENOUGH]

    @cached_property
    def words(self) -> list[str]:
        return WORD.findall(self.head)

    @cached_property
    def n_words(self) -> int:
        """Words; in scripts without spaces, two characters count as one."""
        return max(len(self.words), len(UNSPACED.findall(self.head)) // 2)

    @cached_property
    def lowered(self) -> float:
        """Share of words without a capital or a digit at their head: most in prose, few in titles and menus."""
        return sum(not word[0].isupper() and not word[0].isdigit() for word in self.words) / max(1, len(self.words))

    @cached_property
    def stopped(self) -> bool:
        """Ends as a sentence ends."""
        return bool(STOPPED.search(self.content[-6:]))

    @cached_property
    def prose(self) -> bool:
        """Reads like a sentence or several."""
        if len(UNSPACED.findall(self.head)) > 0.3 * len(self.head):
            return self.n_words > 12
        if self.n_words < 5 or self.lowered < 0.45:
            return self.n_words >= 15 and self.stopped and self.lowered >= 0.3
        ended = self.stopped or bool(CLOSED.search(self.content[-6:]))
        return ended and self.n_words >= 6 or self.n_words >= 25 and bool(SENTENCE_END.search(self.head))


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
