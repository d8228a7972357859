"""Attributions without a verb: “according to”, “reportedly”, “the claim that”."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from hearsay.attribution.cues import Cue
from hearsay.attribution.rules import closing
from hearsay.attribution.syntax import Sentence, phrase_after, phrase_before


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution in the making, as tokens of its sentence, ends exclusive."""

    source: tuple[int, int] | None
    cue: tuple[int, int]
    content: tuple[tuple[int, int], ...]


def according(one: Sentence, cue: Cue, borders: Sequence[int]) -> Draft | None:
    """'According to officials, Iran is ready', and the other way round."""
    tokens, end = one.tokens, phrase_after(one, cue.last)
    if end is None:
        return None
    if not cue.first or (cue.first < 3 and tokens[cue.first - 1].form != ","):
        start = _past_source(one, end)
        spans = ((start, closing(one, start, borders)),) if start is not None and start < len(tokens) else ()
        return Draft((cue.last, start - 1 if start else end), (cue.first, cue.last), spans) if spans else None
    last = cue.first - 1 if tokens[cue.first - 1].form in (",", "—", "–") else cue.first
    return Draft((cue.last, end), (cue.first, cue.last), ((0, last),)) if last > 0 else None


def _past_source(one: Sentence, at: int) -> int | None:
    """After the comma that ends the source, past what is set beside it: 'Mary Jones, a spokeswoman, …'."""
    tokens = one.tokens
    ends = [n for n in range(at, len(tokens)) if tokens[n].form == "," and not tokens[n].quoted]
    for comma, following in zip(ends, [*ends[1:], len(tokens)], strict=False):
        beside = comma + 1 < len(tokens) and tokens[comma + 1].low in ("a", "an", "the", "who", "which", "chief", "director")
        if not beside or following == len(tokens) or (tokens[comma + 1].tag != "WP" and one.finite(comma + 1, following)):
            return comma + 1
    return None


def reportedly(one: Sentence, cue: Cue) -> Draft | None:
    """'Drones were reportedly used': the clause around the adverb, and no source."""
    tokens = one.tokens
    commas = [n for n, token in enumerate(tokens) if token.form in (",", ";", "—") and not token.quoted]
    place = bisect_right(commas, cue.first)
    start = commas[place - 1] + 1 if place and one.finite(commas[place - 1], cue.first + 3) else 0
    spans = [span for span in ((start, cue.first), (cue.last, closing(one, cue.last, ()))) if span[0] < span[1]]
    return Draft(None, (cue.first, cue.last), tuple(spans)) if spans and cue.last < len(tokens) else None


def noun(one: Sentence, cue: Cue, borders: Sequence[int]) -> Draft | None:
    """'Iran's claim that …', 'a plan to …': a noun with its clause and its owner."""
    tokens, at = one.tokens, cue.last
    if at + 1 >= len(tokens):
        return None
    clause = tokens[at].low == "that" and cue.kind != "evidence"
    infinitive = tokens[at].low == "to" and tokens[at + 1].tag == "VB" and cue.kind in ("intent", "threat", "refuse")
    if not (clause or infinitive):
        return None
    owner = next((n for n in range(cue.first - 1, max(-1, cue.first - 4), -1) if tokens[n].tag in ("POS", "PRP$")), None)
    if owner is None:
        who = None
    elif tokens[owner].tag == "PRP$":
        who = (owner, owner + 1)
    else:
        start = phrase_before(one, owner)
        who = (start, owner) if start is not None else None
    who = who or _light(one, cue)
    return Draft(who, (cue.first, cue.last), ((at, closing(one, at, borders)),)) if who or clause else None


def _light(one: Sentence, cue: Cue) -> tuple[int, int] | None:
    """The subject of 'made the claim that', 'has a plan to'."""
    at = cue.first
    while at and one.tokens[at - 1].tag in ("DT", "JJ", "PRP$", "RB"):
        at -= 1
    if not one.is_verb(at - 1):
        return None
    start = phrase_before(one, at - 1)
    return (start, at - 1) if start is not None else None
