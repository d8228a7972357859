"""Where two sentences differ in what can be checked: number, time, status, denial, quoted words. Never who is right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from hearsay.corroboration.claim_sentences import ClaimSentence
from hearsay.corroboration.pair_features import longest_run, quotation_differs
from hearsay.corroboration.quantities import differing
from hearsay.corroboration.statuses import polarities_differ, statuses_differ
from hearsay.corroboration.times import times_differing

MOST_WORDS = 8
"""Words of a changed quotation that are shown, at most."""
Difference = tuple[str, str, str]
"""The kind, one of `schema.CONTRADICTIONS`, and what the first and the second have."""


def differences(a: ClaimSentence, b: ClaimSentence) -> Iterator[Difference]:
    """What two sentences have differently, as far as numbers, times, verbs and quotation marks tell."""
    if counted := differing(a.quantities, b.quantities):
        yield "number", a.printed(counted[0].start, counted[0].end), b.printed(counted[1].start, counted[1].end)
    if timed := times_differing(a.moments, b.moments):
        yield "date", a.printed(timed[0].start, timed[0].end), b.printed(timed[1].start, timed[1].end)
    if polarities_differ(a.told, b.told):
        yield "denial", a.told.polarity, b.told.polarity
    if statuses_differ(a.told, b.told):
        yield "status", a.told.status, b.told.status
    if a.quotes and b.quotes and quotation_differs(a, b, longest_run(a.words, b.words)):
        yield "quotation", *_first_change(a.words, b.words)


def _first_change(a: Sequence[str], b: Sequence[str]) -> tuple[str, str]:
    """The words that differ first after the two have had a run in common; "∅" where one has none."""
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    place = next(n for n, block in enumerate(blocks) if block.size == max(other.size for other in blocks))
    here, following = blocks[place], blocks[min(place + 1, len(blocks) - 1)]
    one, other = a[here.a + here.size : following.a], b[here.b + here.size : following.b]
    return " ".join(one[:MOST_WORDS]) or "∅", " ".join(other[:MOST_WORDS]) or "∅"
