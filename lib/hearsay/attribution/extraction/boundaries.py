"""Where an attribution ends: what reaches into another's sentence, cues that are a day, contents without a word."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import inf

from hearsay.attribution.extraction.grammar import TIMES
from hearsay.text.lexicons import word_set
from hearsay.text.quotations import Quotation
from hearsay.text.spans import Attribution, SentenceSpan, Span
from hearsay.text.words import WORD

BESIDE_DAYS = word_set("on in at late early this last next the morning evening")
"""Words that stand with a day and say nothing themselves."""


def within_bounds(
    text: str, passages: Sequence[SentenceSpan], found: Sequence[Attribution], quotations: Sequence[Quotation]
) -> list[Attribution]:
    """The attributions, each with its own words alone; those that are none beside another are left out.

    - A content that reaches into a sentence in which somebody else is heard, outside quotation marks, ends before it.
    - A source that runs on over the end of a sentence is what of it stands in the sentence of its cue, else what is nearest.
    - A day beside a cue is none: 'said on Wednesday that' is one attribution, whatever the model reads in 'Wednesday'.
    - A content without a word, such as a quotation mark, is none.
    """
    outer = sorted((one.start, one.end) for one in quotations if one.level == 1)
    starts = [passage.start for passage in passages]
    heard = sorted({one.cue for one in found if one.source and not _inside(one.cue, outer) and not _is_day(text, one.cue)})
    kept = []
    for one in found:
        if _is_day(text, one.cue) and any(_same_words(one, other) for other in found if not _is_day(text, other.cue)):
            continue
        # What a colon introduces may run over many sentences, whoever is heard in them.
        own = (
            list(one.content) if text[one.cue[0] : one.cue[1] + 1].rstrip().endswith(":") else _own_sentences(one, heard, starts)
        )
        content = tuple(span for span in own if WORD.search(text, *span))
        if content or not one.content:
            kept.append(replace(one, source=_own_source(text, one, starts), content=content, parent=None))
    return kept


def _own_source(text: str, one: Attribution, starts: Sequence[int]) -> Span | None:
    """The source within one sentence: of '… said Beth Lowe. Khan said …' either cue has its own."""
    if one.source is None:
        return None
    start, end = one.source
    ends = starts[bisect_right(starts, start) : bisect_left(starts, end)]
    if not ends:
        return one.source
    parts = [(a, a + len(text[a:b].rstrip(" \n." if b < end else " \n"))) for a, b in pairwise([start, *ends, end])]
    here = _this_sentence(one.cue[0], starts)
    named = [part for part in parts if WORD.search(text, *part)]
    return min(named, key=lambda part: (_this_sentence(part[0], starts) != here, _apart(part, one.cue)), default=one.source)


def _apart(one: Span, other: Span) -> int:
    return max(one[0] - other[1], other[0] - one[1])


def _own_sentences(one: Attribution, heard: Sequence[Span], starts: Sequence[int]) -> list[Span]:
    """The content without the sentences beyond the nearest cue of somebody else on either side of its own cue."""
    low, high = 0.0, max((end for _, end in one.content), default=0)
    for start, end in one.content:
        for cue in heard[bisect_left(heard, (start, start)) : bisect_right(heard, (end, end))]:
            behind, here = _next_sentence(cue[1], starts), _this_sentence(cue[0], starts)
            if cue[1] <= one.cue[0] and behind <= one.cue[0]:
                low = max(low, behind)
            elif cue[0] >= one.cue[1] and here > one.cue[1]:
                high = min(high, here)
    cut = [(max(start, int(low)), min(end, high)) for start, end in one.content if start < high and end > low]
    return cut if cut else list(one.content)


def _next_sentence(place: int, starts: Sequence[int]) -> float:
    at = bisect_right(starts, place)
    return starts[at] if at < len(starts) else inf


def _this_sentence(place: int, starts: Sequence[int]) -> int:
    return starts[max(bisect_right(starts, place) - 1, 0)]


def _inside(span: Span, spans: Sequence[Span]) -> bool:
    at = bisect_right(spans, span[0], key=lambda one: one[0]) - 1
    return at >= 0 and span[1] <= spans[at][1]


def _is_day(text: str, cue: Span) -> bool:
    words = [match.group().lower() for match in WORD.finditer(text, *cue)]
    return bool(words) and not TIMES.isdisjoint(words) and all(word in TIMES or word in BESIDE_DAYS for word in words)


def _same_words(one: Attribution, other: Attribution) -> bool:
    return any(start < last and first < end for start, end in one.content for first, last in other.content)
