"""Quotation marks as they stand: every mark of a text with its glyph, its spacing and its paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Direction = Literal["open", "close", ""]

MARKS = re.compile(r"(?<![\w,]),,(?=\w)|'''|''|``|‘‘|’’|[“”„‟\"«»＂〝〞〟「」『』‘’‚‛'`´‹›]")
SINGLES = frozenset("‘’‚‛'`´‹›")
OPENERS = frozenset(("“", "„", "‟", "«", "``", "‘‘", ",,", "〝", "「", "『", "‘", "‚", "‛", "`", "‹"))
CLOSERS = frozenset(("”", "»", "’’", "〞", "〟", "」", "』", "’", "´", "›"))
SPACED = frozenset("«»‹›")
"""Marks with which some languages put a space inside, so that their spacing says nothing."""

PARAGRAPH = re.compile(r"[\n\r\v\f\x85\u2028\u2029]+(?![a-z])[\s]*")
"""A line break ends a paragraph, unless the next line goes on in lower case (hard-wrapped copy)."""

THIN = frozenset("\u00a0\u2009\u200a\u202f\u200b")
CLOSING_PUNCTUATION = frozenset(".,;:!?)]}…—–-/’”»")
OPENING_PUNCTUATION = frozenset("([{<|=/¿¡*•>\u200b\u200e\u200f\u202a\u202b\u2066\u2067\u2068\ufeff")
DASHES = frozenset("—–-")


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: `spacing` is what the characters around it say, `glyph` what its own shape says."""

    start: int
    end: int
    form: str
    single: bool
    spacing: Direction
    glyph: Direction
    before: str
    after: str


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph that holds anything, in order."""
    begin = 0
    for gap in PARAGRAPH.finditer(text):
        if begin < gap.start():
            yield begin, gap.start()
        begin = gap.end()
    if begin < len(text):
        yield begin, len(text)


def marks_by_paragraph(text: str) -> Iterator[tuple[tuple[int, int], list[Mark]]]:
    """Every paragraph with its marks."""
    found = _resolve(text, list(MARKS.finditer(text)))
    starts = [mark.start for mark in found]
    for begin, end in paragraphs(text):
        yield (begin, end), found[bisect_left(starts, begin) : bisect_left(starts, end)]


def _resolve(text: str, matches: Sequence[re.Match[str]]) -> list[Mark]:
    """Marks that touch share the characters around the whole run of them: `."'` closes twice."""
    found: list[Mark] = []
    at = 0
    while at < len(matches):
        last = at
        while last + 1 < len(matches) and _touch(text, matches[last].end(), matches[last + 1].start()):
            last += 1
        found.extend(_run(text, matches[at : last + 1]))
        at = last + 1
    return found


def _touch(text: str, end: int, start: int) -> bool:
    return end == start or (start - end == 1 and text[end] in THIN)


def _run(text: str, matches: Sequence[re.Match[str]]) -> Iterator[Mark]:
    begin, end = matches[0].start(), matches[-1].end()
    before, after = text[begin - 1 : begin], text[end : end + 1]
    spacing = _spacing(before, after)
    for match in matches:
        for start, form in _split(match, spacing):
            glyph: Direction = "open" if form in OPENERS else "close" if form in CLOSERS else ""
            yield Mark(start, start + len(form), form, form in SINGLES, "" if form in SPACED else spacing, glyph, before, after)


def _split(match: re.Match[str], spacing: Direction) -> list[tuple[int, str]]:
    """Three straight strokes are a double and a single mark: which comes first depends on the side."""
    start, form = match.start(), match.group()
    if form != "'''":
        return [(start, form)]
    return [(start, "''"), (start + 2, "'")] if spacing == "open" else [(start, "'"), (start + 1, "''")]


def _spacing(before: str, after: str) -> Direction:
    free_left = not before or before.isspace() or before in OPENING_PUNCTUATION
    free_right = not after or after.isspace()
    if (free_left and not free_right) or (before in DASHES and after.isalnum()):
        return "open"
    if not free_left and (free_right or after in CLOSING_PUNCTUATION):
        return "close"
    return ""
