"""Blocks, and how a line that holds title, signature or date beside something else is cut into several."""

from __future__ import annotations

import re
from typing import NamedTuple

from hearsay.parsing import byline
from hearsay.parsing.lines import Line
from hearsay.parsing.picks import Pick, Picks

OPENING = re.compile(r"\bby(?:\s+|\s*:\s*)$", re.IGNORECASE)
OTHER = 0.9
"""Confidence of what is left of a line."""


class Block(NamedTuple):
    """A line or a part of one."""

    start: int
    end: int
    label: str
    detail: str = ""
    confidence: float = 1.0


def of(line: Line, picks: Picks, n: int, label: str, detail: str) -> list[Block]:
    """The blocks of a line from which something was picked; `label` and `detail` are those of the line as a whole."""
    title, signed, dated = (
        pick if pick and pick.candidate.line == n else None for pick in (picks.title, picks.byline, picks.date)
    )
    if title and label == "title":
        return _around(line, title, "title")
    if signed and label == "byline":
        return _signature(line, signed, dated)
    confidence = dated.confidence if dated and label == "date" else OTHER
    return [Block(line.start, line.end, label, detail, confidence)]


def _around(line: Line, pick: Pick, label: str) -> list[Block]:
    """What was picked, and what stands before and behind it."""
    start, end = pick.candidate.start, pick.candidate.end
    if not pick.candidate.part:
        start, end = line.start, line.end
    return _filled(line, [Block(start, end, label, "", pick.confidence)])


def _signature(line: Line, signed: Pick, dated: Pick | None) -> list[Block]:
    start, end = _opened(line, signed.candidate.start), signed.candidate.end
    if dated is None and _says_all(line, signed):
        return [Block(line.start, line.end, "byline", "", signed.confidence)]
    if dated is None:
        return _filled(line, [Block(start, end, "byline", "", signed.confidence)])
    if dated.candidate.start >= end:
        spans = (line.start if _says_all(line, signed) else start, end), (end, line.end)
    else:
        spans = (start, line.end), (line.start, start)
    name, date = Block(*spans[0], "byline", "", signed.confidence), Block(*spans[1], "date", "published", dated.confidence)
    return _filled(line, sorted([name, date]))


def _says_all(line: Line, signed: Pick) -> bool:
    """Whether the line read as a whole gives the name that was picked."""
    read = byline.read(line.content)
    return read is not None and read.name == " ".join(signed.candidate.value.split())


def _opened(line: Line, start: int) -> int:
    """The name with the 'By' before it."""
    opening = OPENING.search(line.text[: start - line.start])
    return line.start + opening.start() if opening else start


def _filled(line: Line, known: list[Block]) -> list[Block]:
    """The blocks known, in order, and furniture where there is other text in the line."""
    found, at = [], line.start
    for block in [*known, None]:
        stop = block.start if block else line.end
        found += _trimmed(line, Block(at, stop, "furniture", "", OTHER))
        if block:
            found += _trimmed(line, block)
            at = block.end
    return found


def _trimmed(line: Line, block: Block) -> list[Block]:
    text = line.text[block.start - line.start : block.end - line.start]
    begin = block.start + len(text) - len(text.lstrip())
    end = begin + len(text.strip())
    return [block._replace(start=begin, end=end)] if begin < end else []
