"""A text's lines with what can be seen of each without reading it: place, length, bullet, punctuation, prose or not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from hearsay.parsing import numbers, wrapped
from hearsay.parsing.vocabulary import normal

__all__ = ["Line", "kept", "normal", "split"]

Value = TypeVar("Value")

LINE = re.compile(r"[^\r\n\u2028\u2029]+")
BULLET = re.compile(r"(?:[•▪◦‣·●○■□*»›→▸►–—-]|\d{1,2}[.)])(?:\s+|$)")
STOPPED = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
CLOSED = re.compile(r"[.!?…:;,。！？][\"'”’»)\]]*$|[\"”»]$")
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+[\"'“‘«(\[]?[A-Z]")
WORD = re.compile(r"\w+(?:['’.-]\w+)*")
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
SEPARATORS = "\r\u2028\u2029"
"""Ends of lines besides the newline."""
SHARED, MOST_KNOWN = 300, 2_000
"""Characters of a text, and number of texts, of which what is known is kept."""
LONG_ENOUGH = 20_000
"""Characters of a line that are looked at for its shape: a longer line is prose whatever follows."""


class Line:
    """One line without the space around it. `start` and `end` are offsets into the text; `gap` tells of a blank line before.

    What follows from the text alone is worked out once for all lines of that text: `first` is an earlier one, which knows
    it already; None: this one is the first.
    """

    bullet: str
    """The bullet with the space after it, or ''."""
    content: str
    """The text after the bullet."""
    head: str
    """As much of the content as is looked at."""
    plain: str
    """The content in small letters and single spaces."""
    words: list[str]
    numbers: list[int]
    """The first words, as `numbers.of` writes them."""
    unspaced: int
    """Characters of scripts without spaces."""
    n_words: int
    """Words; in scripts without spaces, two characters count as one."""
    lowered: float
    """Share of words without a capital or a digit at their head: most in prose, few in titles and menus."""
    stopped: bool
    """Ends as a sentence ends."""
    prose: bool
    """Reads like a sentence or several."""

    def __init__(self, start: int, end: int, text: str, indent: int = 0, gap: bool = False) -> None:
        self.start, self.end, self.text, self.indent, self.gap = start, end, text, indent, gap
        self.first: Line | None = None
        bullet = BULLET.match(text) if not text[0].isalpha() else None
        self.bullet = bullet[0] if bullet and (bullet.end() < len(text) or len(text) == 1) else ""
        self.content = text[len(self.bullet) :]
        self.head = self.content[:LONG_ENOUGH]
        self.plain = normal(self.content)
        self.words = WORD.findall(self.head)
        self.numbers = numbers.of(self.words[: numbers.LOOKED_AT])
        self.unspaced = 0 if self.head.isascii() else len(UNSPACED.findall(self.head))
        self.n_words = max(len(self.words), self.unspaced // 2)
        small = sum([number >> numbers.LOWERED for number in self.numbers])
        small += len([word for word in self.words[numbers.LOOKED_AT :] if not (word[0].isupper() or word[0].isdigit())])
        self.lowered = small / max(1, len(self.words))
        self.stopped = not text[-1].isalnum() and bool(STOPPED.search(self.content[-6:]))
        self.prose = self._reads()

    def _reads(self) -> bool:
        if self.unspaced > 0.3 * len(self.head):
            return self.n_words > 12
        if self.n_words < 5 or self.lowered < 0.45:
            return self.n_words >= 15 and self.stopped and self.lowered >= 0.3
        ended = self.stopped or bool(CLOSED.search(self.content[-6:]))
        return ended and self.n_words >= 6 or self.n_words >= 25 and bool(SENTENCE_END.search(self.head))


def kept(line: Line, name: str, compute: Callable[[Line], Value]) -> Value:
    """What follows from a line's text alone: computed once, then handed to every line of that text."""
    first = line.first or line
    known: dict[str, Any] = first.__dict__
    value: Value = known[name] if name in known else compute(first)
    known[name] = line.__dict__[name] = value
    return value


def split(text: str) -> list[Line]:
    """The lines that hold more than space; of a text broken at a fixed width, its paragraphs."""
    found, simple = [], not any(end in text for end in SEPARATORS)
    for start, written, gap in wrapped.joined(text, list(_simple(text) if simple else _written(text))):
        text = written.lstrip()
        indent = len(written) - len(text)
        found.append(_line(start + indent, text.rstrip(), indent, gap))
    return found


def _simple(text: str) -> Iterator[tuple[int, str, bool]]:
    """Start, text, and whether a blank line stands before, of the lines that hold more than space."""
    start, before = 0, 0
    for number, written in enumerate(text.split("\n")):
        if written and not written.isspace():
            yield start, written, number - before > 1
            before = number
        start += len(written) + 1


def _written(text: str) -> Iterator[tuple[int, str, bool]]:
    """The same, when lines end in other ways than by one character."""
    before = 0
    for found in LINE.finditer(text):
        if not found[0].isspace():
            yield found.start(), found[0], _newlines(text, before, found.start()) > 1
            before = found.start() + len(found[0].rstrip())


def _newlines(text: str, start: int, end: int) -> int:
    between = text[start:end]
    return max(between.count("\n"), between.count("\r"), between.count("\u2028"), between.count("\u2029"))


_recent: dict[str, Line] = {}
_earlier: dict[str, Line] = {}


def _line(start: int, text: str, indent: int, gap: bool) -> Line:
    """The line, with all that is known of its text."""
    first = _recent.get(text)
    if first is None:
        first = _first(text)
        if first is None:
            return Line(start, start + len(text), text, indent, gap)
    line = object.__new__(Line)
    known = line.__dict__ = first.__dict__.copy()
    known["start"], known["end"], known["indent"], known["gap"], known["first"] = start, start + len(text), indent, gap, first
    return line


def _first(text: str) -> Line | None:
    """The line that keeps what is known of a short text; of texts not met for long nothing is kept."""
    global _recent, _earlier
    if len(text) > SHARED:
        return None
    if len(_recent) >= MOST_KNOWN:
        _recent, _earlier = {}, _recent
    known = _recent[text] = _earlier.get(text) or Line(0, len(text), text)
    return known
