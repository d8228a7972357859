"""Quotations that go on in the next paragraph: they have no cue of their own, and belong to whoever spoke before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hearsay.attribution.quotes import Quotation
from hearsay.attribution.spans import Found, Span

WHOLE = 0.8
"""Share of a paragraph's characters that a quotation must cover to be all that the paragraph says."""


def continued(text: str, paragraphs: Sequence[Span], found: Sequence[Found], quotations: Sequence[Quotation]) -> list[Found]:
    """The attributions, each with the paragraphs that only go on quoting its speaker.

    A paragraph goes on when it is one quotation, holds no attribution, and the one before either quotes somebody, ends
    in a colon after a cue, or goes on itself. Attributions that have no content even so are left out.
    """
    made, cues = list(found), sorted((one.cue, place) for place, one in enumerate(found))
    starts = [cue[0] for cue, _ in cues]
    speaker: int | None = None
    for start, end in paragraphs:
        first, last = bisect_right(starts, start - 1), bisect_right(starts, end - 1)
        if first < last:
            speaker = _last_speaker(text, end, [place for _, place in cues[first:last]], made, quotations)
        elif speaker is not None and (span := _all_quoted(text, start, end, quotations)):
            made[speaker] = replace(made[speaker], content=(*made[speaker].content, span))
        else:
            speaker = None
    return [one for one in made if one.content]


def _last_speaker(
    text: str, end: int, places: Sequence[int], found: Sequence[Found], quotations: Sequence[Quotation]
) -> int | None:
    """Whoever is quoted last in a paragraph that ends at `end`, or introduces a quotation by a colon."""
    if text[max(end - 3, 0) : end].rstrip().endswith(":"):
        return places[-1]
    quoting = [place for place in places if found[place].content and _quoted(found[place].content[-1], quotations)]
    return max(quoting, key=lambda place: found[place].content[-1][1], default=None)


def _quoted(span: Span, quotations: Sequence[Quotation]) -> bool:
    """Whether a content ends within a quotation that takes up most of it."""
    return any(
        one.level == 1 and one.start < span[1] <= one.end + 2 and one.end - max(one.start, span[0]) > 0.5 * (span[1] - span[0])
        for one in _near(span, quotations)
    )


def _all_quoted(text: str, start: int, end: int, quotations: Sequence[Quotation]) -> Span | None:
    """The quotations of a paragraph, from the first mark to the last, when they are all that it says."""
    inside = [one for one in _near((start, end), quotations) if one.level == 1 and start <= one.start and one.end <= end]
    if not inside or text[start : inside[0].start].strip():
        return None
    covered = sum(one.end - one.start for one in inside)
    return (inside[0].start, inside[-1].end) if covered >= WHOLE * len(text[start:end].strip()) else None


def _near(span: Span, quotations: Sequence[Quotation]) -> Iterator[Quotation]:
    at = bisect_right(quotations, span[0], key=lambda one: one.start)
    for one in quotations[max(at - 2, 0) :]:
        if one.start >= span[1]:
            return
        yield one
