"""The days between which an article must have appeared, as far as its text shows: a page's date, dates of past events."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hearsay.parsing import dates, resolve, splitter, tense, times
from hearsay.parsing.parts import Block

TOWARDS = re.compile(
    r"\b(?:by|before|until|till|to|through|for|effective|starting|beginning|begins?|starts?|ends?|expires?|valid|due|next|coming"
    r"|deadline|as of)\s(?:the\s|a\s|early\s|mid[\s-]|late\s)?$",
    re.IGNORECASE,
)
"""What stands before a day that need not lie behind."""
AHEAD = re.compile(
    r"\b(?:will|would|shall|won[’']t|going to|project(?:ed|ions?)|forecasts?|expect\w*|predict\w*|plan(?:s|ned|ning)?|targets?"
    r"|aims?|schedul\w+|slated|future|upcoming|coming|ahead|priorit\w+|opportunit\w+|outlook|trends?|deadline|continuing to)\b",
    re.IGNORECASE,
)
"""Words of a sentence that looks ahead: a year or month in it may lie ahead too."""
LONGEST = 1000
"""Characters of a sentence that is looked at."""
Bound = tuple[str, int, int]


def not_before(text: str, blocks: Sequence[Block], latest: str | None) -> Bound | None:
    """The latest day, or first day of a month or year, of which the body speaks as past; with its place.

    Past is what the nearest verb says. A day of which the text speaks as still to come ("will … on 19 July 2022") is no bound,
    nor is one without a verb nearby, nor one after `latest` (ISO 8601), on which the page was made. Days long gone are valid
    bounds, only weak ones.
    """
    found = [bound for block in blocks if block.label == "body" for bound in _past(text, block)]
    kept = [bound for bound in found if latest is None or bound[0] <= latest]
    return max(kept, key=lambda bound: (bound[0], -bound[1]), default=None)


def _past(text: str, block: Block) -> Iterator[Bound]:
    if not dates.YEARS.search(text, block.start, block.end):
        return
    for start, end in splitter.split(text, block.start, block.end):
        sentence = text[start : min(end, start + LONGEST)]
        if dates.YEARS.search(sentence) and not AHEAD.search(sentence):
            yield from _mentions(sentence, start)


def _mentions(sentence: str, at: int) -> Iterator[Bound]:
    for one in times.find(sentence):
        days = resolve.printed(one) if one.kind in resolve.PRINTED else None
        if (
            days
            and not TOWARDS.search(sentence[max(0, one.start - 30) : one.start])
            and tense.at(sentence, one.start, one.end) == "past"
        ):
            yield days[0].isoformat(), at + one.start, at + one.end
