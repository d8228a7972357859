"""What is said of what within one sentence: heads with their modifiers, predicates and appositions, by their tags alone.

Light syntax over TextBlob's tags: right on most news prose, wrong now and then, and linear in the length of the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hearsay.attribution.lexicon import word_set
from hearsay.attribution.spans import Span
from hearsay.attribution.syntax import Sentence, Token
from hearsay.framing.nouns import (
    ADJECTIVES,
    LONGEST,
    NAMES,
    NOUNS,
    QUOTES,
    adjectives,
    is_head,
    is_name,
    leads_noun,
    lemma,
    modifiers,
    name_end,
)  # fmt: skip

DENIALS = frozenset(("not", "n't", "never", "no", "neither", "hardly"))
COPULAS = word_set("is are was were be been being 's 're remain remains remained become becomes became seem seems seemed")
BETWEEN = word_set("has have had will would can could may might must should also still now already long always")
"""What may stand between a subject and its copula, beside adverbs."""
PHRASAL = (*ADJECTIVES, *NOUNS, "VBN", "VBG", "RBS", "RB", "CC", "POS")
CLOSED = frozenset(',;.)—–?!"”')
FURTHER = word_set("that which who in for from at whose on with")
AS = word_set(
    """emerge emerges emerged emerging act acts acted acting serve serves served serving describe describes described
    describing regard regards regarded portray portrays portrayed cast casts paint painted brand brands branded label
    labels labeled labelled depict depicts depicted characterize characterized characterise characterised view views viewed
    see sees seen known treat treats treated denounce denounced dismiss dismissed condemn condemned"""
)
"""Verbs whose 'as' says what somebody is."""


@dataclass(frozen=True, slots=True)
class Said:
    """A head alone (`kind` is '', no words), or one modifier of it: `head` is the last word or the whole name, `words`
    what is said of it, `kind` how that is attached."""

    head: Span
    named: bool
    lemma: str
    words: Span
    kind: str


def said(sentence: Sentence) -> Iterator[Said]:
    """Every noun and name of one sentence, each followed by its modifiers, predicates and appositions."""
    tokens = sentence.tokens
    i = 0
    while i < len(tokens):
        stop = name_end(tokens, i)
        if stop > i and leads_noun(tokens, stop):
            i = stop
        elif stop > i:
            yield from _of(tokens, i, stop, named=True)
            i = stop
        else:
            if is_head(tokens, i):
                yield from _of(tokens, i, i + 1, named=False)
            i += 1


def _of(tokens: Sequence[Token], first: int, stop: int, *, named: bool) -> Iterator[Said]:
    head = (tokens[first].start, tokens[stop - 1].end)
    last = tokens[stop - 1]
    base = "" if named else lemma(last.form, last.tag == "NNS")
    yield Said(head, named, base, (head[0], head[0]), "")
    for span, kind in (*modifiers(tokens, first, named), *_predicate(tokens, first, stop), *_apposition(tokens, first, stop)):
        yield Said(head, named, base, span, kind)


def _predicate(tokens: Sequence[Token], first: int, stop: int) -> Iterator[tuple[Span, str]]:
    """'the drones ARE cheap and very effective', 'Iran IS a state sponsor of terror', 'Iran has EMERGED AS a leader'."""
    if stop < len(tokens) and tokens[stop].low == "as" and _described(tokens, first):
        yield from _complement(tokens, stop + 1)
        return
    if _within_phrase(tokens, first):
        return
    at = _skip(tokens, stop)
    if at >= len(tokens) or tokens[at].tag == "POS":
        return
    verb = at + 1 if at + 1 < len(tokens) and tokens[at].low in COPULAS and tokens[at + 1].low in (*AS, "being", "been") else at
    if tokens[verb].low in AS and verb + 1 < len(tokens) and tokens[verb + 1].low == "as":
        yield from _complement(tokens, verb + 2)
    elif tokens[at].low in COPULAS:
        yield from _complement(tokens, at + 1 + (verb > at and tokens[verb].low in ("being", "been")))


def _skip(tokens: Sequence[Token], at: int) -> int:
    """Past auxiliaries and adverbs; a denial ends the look, for what is denied is said of nobody."""
    first = at
    while at < len(tokens) and at - first < 4 and (tokens[at].low in BETWEEN or tokens[at].tag.startswith("RB")):
        at += 1
    denied = any(token.low in DENIALS for token in tokens[first : at + 2])
    return len(tokens) if denied else at


def _described(tokens: Sequence[Token], first: int) -> bool:
    """'described Tehran as', 'branded the new law as'."""
    at = first
    while at > 0 and first - at < LONGEST and tokens[at - 1].tag in ("DT", "PRP$", "CD", *ADJECTIVES, *NOUNS, *NAMES):
        at -= 1
    return at > 0 and tokens[at - 1].low in AS


def _within_phrase(tokens: Sequence[Token], first: int) -> bool:
    """'the production OF cheap drones is': the verb speaks of the noun before the preposition."""
    at = first
    while at > 0 and first - at < LONGEST and tokens[at - 1].tag in ("DT", "PRP$", "CD", "POS", *ADJECTIVES, *NOUNS, *NAMES):
        at -= 1
    return at > 0 and (tokens[at - 1].tag in ("IN", "TO") or tokens[at - 1].low in ("and", "or", "&"))


def _complement(tokens: Sequence[Token], at: int) -> Iterator[tuple[Span, str]]:
    end = adjectives(tokens, at, len(tokens), participles=False)
    closed = end >= len(tokens) or tokens[end].tag not in (*NOUNS, *NAMES, "VBN", "VBG")
    if end > at and closed:
        yield (tokens[at].start, tokens[end - 1].end), "predicate"
    elif at < len(tokens):
        led = tokens[at].low in ("a", "an", "the")
        if led or not tokens[at].low.endswith("ing"):
            yield from _nominal(tokens, at + led, "predicate")


def _nominal(tokens: Sequence[Token], first: int, kind: str) -> Iterator[tuple[Span, str]]:
    """A noun phrase without its article, with an 'of' phrase."""
    end = _phrase_end(tokens, first)
    if end > first and tokens[end - 1].tag in NOUNS:
        if end < len(tokens) and tokens[end].low == "of":
            inner = end + 1 + (end + 1 < len(tokens) and tokens[end + 1].tag in ("DT", "PRP$"))
            further = _phrase_end(tokens, inner)
            end = further if further > inner else end
        yield (tokens[first].start, tokens[end - 1].end), kind


def _phrase_end(tokens: Sequence[Token], at: int) -> int:
    """One past the last noun of a run of adjectives and nouns; `at` without one."""
    end, i = at, at
    while i < len(tokens) and i - at < LONGEST and (tokens[i].tag in PHRASAL or is_name(tokens[i]) or tokens[i].form in QUOTES):
        if tokens[i].tag == "CC" and not (tokens[i - 1].tag in ADJECTIVES and i > at):
            break
        if tokens[i].tag in NOUNS or is_name(tokens[i]):
            end = i + 1
        i += 1
    return end


def _apposition(tokens: Sequence[Token], first: int, stop: int) -> Iterator[tuple[Span, str]]:
    """'Iran, a state sponsor of terror,' closed by a comma, a dash or the end of the sentence."""
    if stop + 2 >= len(tokens) or tokens[stop].form not in (",", "—", "–", "(") or tokens[stop + 1].low not in ("a", "an", "the"):
        return
    for span, kind in _nominal(tokens, stop + 2, "apposition"):
        after = next((n for n in range(stop + 2, len(tokens)) if tokens[n].start >= span[1]), len(tokens))
        if not _listed(tokens, first) and _closes(tokens, after, tokens[stop + 1].low != "the"):
            yield span, kind


def _listed(tokens: Sequence[Token], first: int) -> bool:
    """'Russia, Iran, a …': one of several; 'according to Doe, the plan': the sentence goes on."""
    before = tokens[max(0, first - 8) : first]
    return any(token.low in ("according", "in", "on", "at", "as", "for") for token in before[-3:]) or (
        len(before) > 1 and before[-1].form == "," and before[-2].tag in (*NOUNS, *NAMES)
    )


def _closes(tokens: Sequence[Token], at: int, loose: bool) -> bool:
    """Whether the apposition ends here; after 'a' a clause may go on ('a country that …')."""
    if at >= len(tokens):
        return True
    listed = at + 1 < len(tokens) and tokens[at + 1].low in ("and", "or")
    return (loose and tokens[at].low in FURTHER) or (tokens[at].form in CLOSED and not listed)
