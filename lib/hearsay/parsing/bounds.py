"""The days between which an article must have appeared, as far as its text shows: a page's date, dates of past events."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from hearsay.parsing import dates, splitter
from hearsay.parsing.parts import Block

MONTH_OF_YEAR = re.compile(
    r"\b(?P<month>January|February|March|April|May|June|July|August|September|October|November|December),?\s(?P<year>(?:19|20)\d\d)\b"
)
AHEAD = re.compile(
    r"\b(?:will|would|shall|should|could|may|might|can|to be|until|till|before|ahead of|deadline|expir\w+|upcoming|plans?"
    r"|planning|(?:is|are|was|were|been|be) (?:to|due|set|expected|scheduled|planned|slated)|expects?|expected|scheduled"
    r"|projected|forecasts?|targets?|aims?|by|through|next|coming|starting|beginning|launch(?:es|ing)?|available|valid)\b",
    re.IGNORECASE,
)
PAST = re.compile(
    r"\b(?:said|was|were|had|did|told|took|died|wrote|began|came|went|found|made|saw|held|became|gave|left|won|lost|fell|rose"
    r"|[a-z]{3,}ed)\b"
)
LONGEST = 1000
"""Characters of a sentence that is looked at."""
Bound = tuple[str, int, int]


def not_before(text: str, blocks: Sequence[Block], latest: str | None) -> Bound | None:
    """The latest day, or first day of a month, of which a sentence of the body speaks in the past tense; with its place.

    Sentences that look ahead are passed over, and so are days after `latest` (ISO 8601), on which the page was made.
    """
    found = [bound for block in blocks if block.label == "body" for bound in _past(text, block)]
    kept = [bound for bound in found if latest is None or bound[0] <= latest]
    return max(kept, key=lambda bound: (bound[0], -bound[1]), default=None)


def _past(text: str, block: Block) -> Iterator[Bound]:
    if not dates.YEARS.search(text, block.start, block.end):
        return
    for start, end in splitter.split(text, block.start, block.end):
        sentence = text[start : min(end, start + LONGEST)]
        if dates.YEARS.search(sentence) and PAST.search(sentence) and not AHEAD.search(sentence):
            yield from _mentions(sentence, start)


def _mentions(sentence: str, at: int) -> Iterator[Bound]:
    for date in dates.find(sentence):
        if date.value:
            yield date.value, at + date.start, at + date.end
    for found in MONTH_OF_YEAR.finditer(sentence):
        month = dates.month(found["month"])
        yield dt.date(int(found["year"]), month, 1).isoformat(), at + found.start(), at + found.end()
