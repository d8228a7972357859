"""The lines of a text that hold more than space; of a text broken at a fixed width, its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, compress, count, pairwise
from operator import add

Written = tuple[int, str, bool]
"""Where a line starts, the line with the space around it, and whether a blank line stands before."""

LINE = re.compile(r"[^\r\n\u2028\u2029]+")
SEPARATORS = "\r\u2028\u2029"
"""Ends of lines besides the newline."""
NARROWEST, WIDEST = 40, 100
"""Characters at which lines are broken by hand or by mail; wider ones break by themselves."""
STRAY = 0.01
"""Share of lines that may be longer, such as addresses that cannot be broken."""
LEAST_FULL = 4
"""Lines into which the next line's first word would not have fitted."""
LEAST_WORDS = 0.25
"""Share of the text that stands in such lines."""
GOES_ON = 0.5
"""Share of such lines after which the text goes on in small letters."""
FIRST = re.compile(r"[\S\u00a0]+")
"""No line is broken at a space that is not to be broken at."""
NEW, NUMBERED = re.compile(r"[•▪◦‣·●○■□*»›→▸►](?:\s|$)"), re.compile(r"\d{1,2}[.)](?:\s|$)")
"""How the entries of a list begin; numbered ones, only below a line that ends as an entry does: a day of a month is none."""
SENTENCE_CLOSED = tuple(".!?:;…")
ENDS = str.maketrans(dict.fromkeys("\r\n\u2028\u2029", " "))


def written_lines(text: str) -> list[Written]:
    """The lines that hold more than space, or paragraphs where lines are broken at a fixed width."""
    simple = not any(end in text for end in SEPARATORS)
    return joined_paragraphs(text, _simple(text) if simple else list(_written(text)))


def _simple(text: str) -> list[Written]:
    """The lines that hold more than space."""
    written = text.split("\n")
    bare = list(map(str.strip, written))
    starts = map(add, accumulate(map(len, written), initial=0), count())
    numbers = list(compress(count(), bare))
    gaps = (number - before > 1 for before, number in pairwise([0, *numbers]))
    return list(zip(compress(starts, bare), compress(written, bare), gaps, strict=True))


def _written(text: str) -> Iterator[Written]:
    """The same, when lines end in other ways than by one character."""
    before = 0
    for found in LINE.finditer(text):
        if not found[0].isspace():
            between = text[before : found.start()]
            yield found.start(), found[0], max(between.count(end) for end in "\n" + SEPARATORS) > 1
            before = found.start() + len(found[0].rstrip())


def joined_paragraphs(text: str, found: Sequence[Written]) -> list[Written]:
    """The lines, those of one paragraph as one where the text is broken at a fixed width; each is as long as it was."""
    width = _width(found)
    full = [_full(one, other, width) for one, other in zip(found, found[1:], strict=False)] if width else []
    if not _broken(found, full):
        return list(found)
    lines: list[Written] = []
    for n, (start, written, gap) in enumerate(found):
        if n and full[n - 1]:
            first, _, before = lines[-1]
            lines[-1] = first, text[first : start + len(written)], before
        else:
            lines.append((start, written, gap))
    return [(start, written.translate(ENDS), gap) for start, written, gap in lines]


def _width(found: Sequence[Written]) -> int:
    """Characters of the longest line, stray ones left out; 0 when lines are not broken at a fixed width."""
    lengths = sorted([len(written.rstrip()) for _, written, _ in found], reverse=True)
    if len(lengths) <= LEAST_FULL:
        return 0
    width = lengths[int(STRAY * len(lengths))]
    return width if NARROWEST <= width <= WIDEST else 0


def _full(one: Written, other: Written, width: int) -> bool:
    """Whether a line was broken because the next word would not have fitted."""
    _, above, _ = one
    _, below, gap = other
    length, text = len(above.rstrip()), below.lstrip()
    entry = NEW.match(text) or NUMBERED.match(text) and above.rstrip().endswith(SENTENCE_CLOSED)
    if gap or length < width // 2 or entry:
        return False
    word = FIRST.match(text)
    return word is not None and length + 1 + len(word[0]) > width


def _broken(found: Sequence[Written], full: Sequence[bool]) -> bool:
    """Whether enough lines are full, and the text goes on after most of them."""
    places = [n for n, is_full in enumerate(full) if is_full]
    if len(places) < LEAST_FULL:
        return False
    on = sum(found[n + 1][1].lstrip()[:1].islower() for n in places)
    words = sum(len(found[n][1].split()) for n in places)
    return on >= GOES_ON * len(places) and words >= LEAST_WORDS * sum(len(written.split()) for _, written, _ in found)
