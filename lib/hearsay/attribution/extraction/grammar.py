"""The grammar of attribution in English news: subject, complement, cues that are no verbs, headlines with a colon."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from hearsay.attribution.extraction.cues import Cue
from hearsay.text.lexicons import word_set
from hearsay.text.tagging import FINITE, TaggedSentence, TaggedWord, phrase_after, phrase_before

CLAUSE_WORDS = word_set("that whether how why what if where when who")
HEARERS = frozenset(("tell", "ask", "threat"))
CLAUSES = word_set(
    """say tell factive admit claim deny belief predict knowledge evidence emotive threat ask commit hearsay retract"""
)
INFINITIVES = word_set("intent commit refuse threat ask predict claim emotive hearsay noncommittal")
OBJECTS = word_set("accuse criticise praise deny retract")
TRANSITIVE = word_set(
    """acknowledge address admit announce back call characterize cite claim confirm consider demand depict describe detail
    disclose discuss dub emphasize encourage endorse expect explain express favor fear hate highlight label like love mention
    offer oppose outline pledge portray predict prefer promise propose question recall recommend regard report reveal seek
    stress suggest support threaten tout urge view want"""
)
"""Verbs whose noun phrase alone tells what was said or thought: 'described the plan'."""
GERUNDS = word_set("deny admit ask intent")
"""Classes whose complement may be a form in -ing; above, those that take a clause, an infinitive, a noun phrase."""
PREPOSITIONS = word_set("for to of on at in with against about during from after by as")
TIMES = word_set(
    """monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight earlier later recently last this
    week month year january february march april june july august september october november december ago morning afternoon
    evening night"""
)
STOPS = frozenset((".", "!", "?", ";"))
PAUSES = frozenset((",", "”", "—", "–", "-", "?", "!"))
OPENING = 2
"""A subject that begins within so many words opens its sentence."""
REACH = 12
"""Words between a cue and its complement, at most."""
LABELS = word_set(
    """breaking exclusive watch video videos photo photos opinion update updated live gallery listen analysis editorial column
    review explainer podcast interview transcript correction commentary timeline recap preview"""
)
"""What stands before a colon without speaking."""

LONGEST = 7
"""Words of a source in a headline."""

Split = tuple[tuple[int, int], tuple[int, int], tuple[tuple[int, int], ...]]


def complement(sentence: TaggedSentence, cue: Cue) -> int | None:
    """The token at which the content begins that follows the cue; None when none follows."""
    tokens, at = sentence.tokens, cue.last
    hearer = cue.kind in HEARERS and not cue.passive
    while at < min(len(tokens), cue.last + REACH):
        if (start := _begins(sentence, cue, at, near=at == cue.last or hearer)) is not None:
            return start
        after = _skipped(sentence, at, hearer)
        if after == at:
            return None
        hearer, at = hearer and at == cue.last, after
    return None


def _begins(sentence: TaggedSentence, cue: Cue, at: int, *, near: bool) -> int | None:
    """Where a content begins at this token or after its mark; `near` when nothing but a hearer stands before it."""
    tokens = sentence.tokens
    low, after = tokens[at].low, tokens[at + 1] if at + 1 < len(tokens) else None
    if after and low in (",", ":") and (after.form == "“" or (low == ":" and cue.kind in CLAUSES)):
        return at + 1
    if tokens[at].form == "“" or (after and _is_marked(cue, low, after)):
        return at
    unmarked = near and ((cue.kind in CLAUSES and _is_clause(sentence, at)) or _is_object(sentence, cue, at))
    return at if unmarked else None


def _is_marked(cue: Cue, low: str, after: TaggedWord) -> bool:
    """Whether a word opens an infinitive or a clause that the cue takes."""
    if low == "to":
        return after.tag.startswith("VB") and (cue.kind in INFINITIVES or cue.passive)
    return cue.kind in CLAUSES and low in CLAUSE_WORDS and after.low not in STOPS | {","}


def _is_object(sentence: TaggedSentence, cue: Cue, at: int) -> bool:
    """Whether a noun phrase or a form in -ing begins here that alone tells what was said: 'described the plan'."""
    tag = sentence.tokens[at].tag
    taken = cue.kind in OBJECTS or cue.lemma in TRANSITIVE or cue.lemma.split()[-1] in PREPOSITIONS
    named = taken and not cue.passive and sentence.is_nominal(at) and tag != "WP"
    return named or (cue.kind in GERUNDS and tag == "VBG")


def _is_clause(sentence: TaggedSentence, at: int) -> bool:
    """Whether a noun phrase with its finite verb begins here."""
    tokens, end = sentence.tokens, phrase_after(sentence, at) or at
    while end < len(tokens) and (tokens[end].tag.startswith("RB") or tokens[end].form in "“‘"):
        end += 1
    loose = tokens[at - 1].low in ("said", "says", "say") and sentence.finite(at, len(tokens))
    if loose and tokens[at].form[0].isalnum() and not tokens[at].quoted and tokens[at].low not in PREPOSITIONS:
        return True
    told = end < len(tokens) and tokens[end].tag in (*FINITE, "VBN")
    return end > at and (told or sentence.finite(at + 1, end))


def _skipped(sentence: TaggedSentence, at: int, hearer: bool) -> int:
    """Past one adverb, date, prepositional phrase or, where the verb takes one, hearer."""
    token = sentence.tokens[at]
    if token.tag.startswith("RB") or token.low in TIMES or token.low == ".":
        return at + 1
    if token.form == "," and at + 1 < len(sentence.tokens) and sentence.tokens[at + 1].tag == "NNP":
        return phrase_after(sentence, at + 1) or at
    if token.low in PREPOSITIONS:
        return phrase_after(sentence, at + 1) or at
    if hearer:
        return phrase_after(sentence, at) or at
    return at


def subject(sentence: TaggedSentence, cue: Cue) -> tuple[int, int] | None:
    """The tokens of who speaks: before the cue, or after it when the verb comes first (“…,” said Mary Jones)."""
    first, tokens = cue.first, sentence.tokens
    before = tokens[first - 1].form if first else ""
    beside = _apposed(sentence, first) if before in (",", ")", "—", "–") else None
    if beside and beside[0] <= OPENING:
        return beside
    if (not first or before in PAUSES) and (end := inverted(sentence, cue)):
        return cue.last, end
    start = phrase_before(sentence, first)
    if start is not None:
        return start, first
    return beside


def inverted(sentence: TaggedSentence, cue: Cue) -> int | None:
    """One past the subject that follows its verb, with what is set beside it: a pollster in Ohio."""
    if cue.kind not in ("say", "tell", "claim", "factive", "admit") or cue.passive:
        return None
    end = phrase_after(sentence, cue.last)
    if end is None or (end < len(sentence.tokens) and sentence.tokens[end].tag in ("VBD", "VBZ", "VBP", "MD")):
        return None
    tokens = sentence.tokens
    if end + 1 < len(tokens) and tokens[end].form == "," and tokens[end + 1].tag in ("DT", "WP", "NN", "JJ", "NNP"):
        close = next((n for n in range(end + 1, min(len(tokens), end + 30)) if tokens[n].form in (",", ".", "“", ";", ":")), end)
        return close if tokens[close].form in (",", ".") and tokens[close - 1].form != "”" else end
    return end


def _apposed(sentence: TaggedSentence, first: int) -> tuple[int, int] | None:
    """Who stands before a phrase between commas: 'Mary Jones, a pollster, said'."""
    tokens = sentence.tokens
    opening = {",": ",", ")": "(", "—": "—", "–": "–"}[tokens[first - 1].form]
    for at in range(first - 2, max(0, first - 30), -1):
        if tokens[at].form == opening:
            start = phrase_before(sentence, at)
            described = tokens[at + 1].tag in ("DT", "WP", "NN", "JJ", "NNP", "VBN", "VBG", "IN", "WDT", "CD")
            if start is not None and described and not tokens[at].quoted:
                return start, first - 1
    return None


def preceding(sentence: TaggedSentence, cue: Cue, who: tuple[int, int] | None, floor: int) -> tuple[int, int] | None:
    """The tokens of the content that comes before: 'Iran is ready, officials said'."""
    end = min(cue.first, who[0] if who else cue.first)
    tokens, start = sentence.tokens, floor
    if end - start < 2 or tokens[end - 1].form not in PAUSES:
        return None
    while start < end and tokens[start].low in ("but", "and", ",", "still", "so"):
        start += 1
    last = end - 1 if tokens[end - 1].form not in ("”", "?", "!") else end
    held = any(token.form in "“”" or token.quoted for token in tokens[start:last])
    return (start, last) if last > start and (held or sentence.finite(start, last)) else None


def clause_end(sentence: TaggedSentence, start: int, borders: Sequence[int]) -> int:
    """One past the last token of a content that begins at `start`: up to the next attribution or the full stop."""
    tokens, limit = sentence.tokens, len(sentence.tokens)
    for border in borders:
        at = border
        if at <= start or tokens[at].quoted:
            continue
        while at > start and tokens[at - 1].low in ("and", "but", "while", "although", "though", "as", "who", "which"):
            at -= 1
        if at > start and tokens[at - 1].form in (",", ";", "—", "–", "”"):
            limit = at if tokens[at - 1].form == "”" else at - 1
            break
    while limit > start + 1 and (
        tokens[limit - 1].form in (".", ",", ";", "?", "!", ":") or tokens[limit - 1].low in ("and", "but")
    ):
        limit -= 1
    return limit


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution in the making, as tokens of its sentence, ends exclusive."""

    source: tuple[int, int] | None
    cue: tuple[int, int]
    content: tuple[tuple[int, int], ...]


def according_to(one: TaggedSentence, cue: Cue, borders: Sequence[int]) -> Draft | None:
    """'According to officials, Iran is ready', and the other way round."""
    tokens, end = one.tokens, phrase_after(one, cue.last)
    if end is None:
        return None
    if not cue.first or (cue.first < 3 and tokens[cue.first - 1].form != ","):
        start = _past_source(one, end)
        spans = ((start, clause_end(one, start, borders)),) if start is not None and start < len(tokens) else ()
        return Draft((cue.last, start - 1 if start else end), (cue.first, cue.last), spans) if spans else None
    last = cue.first - 1 if tokens[cue.first - 1].form in (",", "—", "–") else cue.first
    return Draft((cue.last, end), (cue.first, cue.last), ((0, last),)) if last > 0 else None


def _past_source(one: TaggedSentence, at: int) -> int | None:
    """After the comma that ends the source, past what is set beside it: 'Mary Jones, a spokeswoman, …'."""
    tokens = one.tokens
    ends = [n for n in range(at, len(tokens)) if tokens[n].form == "," and not tokens[n].quoted]
    for comma, following in zip(ends, [*ends[1:], len(tokens)], strict=False):
        beside = comma + 1 < len(tokens) and tokens[comma + 1].low in ("a", "an", "the", "who", "which", "chief", "director")
        if not beside or following == len(tokens) or (tokens[comma + 1].tag != "WP" and one.finite(comma + 1, following)):
            return comma + 1
    return None


def reportedly(one: TaggedSentence, cue: Cue) -> Draft | None:
    """'Drones were reportedly used': the clause around the adverb, and no source."""
    tokens = one.tokens
    commas = [n for n, token in enumerate(tokens) if token.form in (",", ";", "—") and not token.quoted]
    place = bisect_right(commas, cue.first)
    start = commas[place - 1] + 1 if place and one.finite(commas[place - 1], cue.first + 3) else 0
    spans = [span for span in ((start, cue.first), (cue.last, clause_end(one, cue.last, ()))) if span[0] < span[1]]
    return Draft(None, (cue.first, cue.last), tuple(spans)) if spans and cue.last < len(tokens) else None


def attributing_noun(one: TaggedSentence, cue: Cue, borders: Sequence[int]) -> Draft | None:
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
    return Draft(who, (cue.first, cue.last), ((at, clause_end(one, at, borders)),)) if who or clause else None


def _light(one: TaggedSentence, cue: Cue) -> tuple[int, int] | None:
    """The subject of 'made the claim that', 'has a plan to'."""
    at = cue.first
    while at and one.tokens[at - 1].tag in ("DT", "JJ", "PRP$", "RB"):
        at -= 1
    if not one.is_verb(at - 1):
        return None
    start = phrase_before(one, at - 1)
    return (start, at - 1) if start is not None else None


def headline_colon(sentence: TaggedSentence) -> Split | None:
    """Source, cue and content of 'Officials: Iran is ready' or 'Iran is ready: officials', as tokens.

    The shorter side speaks; it has no finite verb, and its words are few.
    """
    tokens = sentence.tokens
    at = next((n for n, token in enumerate(tokens) if token.form == ":" and not token.quoted), None)
    end = len(tokens) - (bool(tokens) and tokens[-1].form in ".!?")
    if at is None or not 0 < at < end - 1:
        return None
    left, right = (0, at), (at + 1, end)
    sides = sorted((left, right), key=lambda side: side[1] - side[0])
    source = next((side for side in sides if _speaks(sentence, *side)), None)
    if source is None:
        return None
    return source, (at, at + 1), (right if source == left else left,)


def _speaks(sentence: TaggedSentence, first: int, last: int) -> bool:
    tokens = sentence.tokens[first:last]
    named = any(token.tag.startswith(("NN", "PRP")) for token in tokens)
    quiet = not any(token.tag in FINITE or token.form in "“”?!" or token.low in LABELS for token in tokens)
    return len(tokens) <= LONGEST and named and quiet
