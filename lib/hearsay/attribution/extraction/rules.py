"""Attribution by rules: cue verbs, “according to”, colons, quotation marks and TextBlob's chunks.

Read it as the list of what simple rules can see. It knows no names, resolves no pronouns and learns nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from hearsay.attribution.extraction.cleaning import in_text_order, nested_by_containment
from hearsay.attribution.extraction.cues import Cue, cues
from hearsay.attribution.extraction.grammar import (
    Draft,
    according_to,
    attributing_noun,
    clause_end,
    complement,
    headline_colon,
    preceding,
    reportedly,
    subject,
)
from hearsay.text.quotations import NormalisedText, Quotation, mask_of, normalise_quotation_marks
from hearsay.text.spans import Attribution, SentenceSpan, Span
from hearsay.text.tagging import FINITE, TaggedSentence, phrase_after, phrase_before, split_at, tagged_sentence

REPORTED = frozenset(("belief", "predict", "say", "claim", "hearsay", "knowledge", "factive"))
"""Classes whose passive reports without saying who: 'is expected to', 'it was reported that'."""

DESCRIBING = frozenset(("evidence", "factive", "knowledge"))
INTENTS = frozenset(("intent", "ask", "commit", "threat"))


def extract_by_rules(text: str, passages: Sequence[SentenceSpan]) -> list[Attribution]:
    """Attributions of one article, by rules. Never raises on any text; time is linear in its length.

    Parameters
    ----------
    text, passages
        The article and its sentences in order.

    Returns
    -------
    list of Found
        Ordered by first character, `parent` set. `confidence` is 1.0 throughout: rules do not know doubt.
    """
    read = normalise_quotation_marks(text)
    mask = mask_of(read.quotations, len(text))
    outer = [quotation for quotation in read.quotations if quotation.level == 1]
    found: list[Attribution] = []
    for _, group in groupby(passages, key=lambda passage: (passage.zone, passage.paragraph_no)):
        whole = [tagged_sentence(read.text, lambda at: bool(mask[at]), passage) for passage in group]
        found += _paragraph(read, outer, [piece for one in whole for piece in split_at(one)])
    return in_text_order(nested_by_containment(_heard(nested_by_containment(found), mask)))


def _paragraph(read: NormalisedText, outer: Sequence[Quotation], sentences: Sequence[TaggedSentence]) -> Iterator[Attribution]:
    starts = [quotation.start for quotation in outer]
    last: Attribution | None = None
    goes_on: list[Span] = []
    for one in sentences:
        drafts = _drafts(one)
        if not drafts and last is not None and (more := _continued(one, goes_on[-1][1])):
            goes_on.append(more)
            continue
        if last is not None:
            yield replace(last, content=tuple(goes_on))
            last = None
        found = [_whole(one, draft, outer, starts) for draft in drafts]
        quoting = [n for n, item in enumerate(found) if _ends_quoted(read.text, item)]
        if quoting:
            last = found.pop(quoting[-1])
            goes_on = list(last.content)
        yield from found
    if last is not None:
        yield replace(last, content=tuple(goes_on))


def _continued(one: TaggedSentence, after: int) -> Span | None:
    """A sentence that is a quotation and names nobody goes on with the speaker before it in the paragraph."""
    tokens = one.tokens
    if tokens and tokens[0].form == "“" and tokens[0].start >= after:
        end = next((token.end for token in reversed(tokens) if token.form == "”"), tokens[-1].end)
        return tokens[0].start, end
    return None


def _ends_quoted(text: str, found: Attribution) -> bool:
    return any(text[start] == "“" or text[end - 1] == "”" for start, end in found.content)


def _drafts(one: TaggedSentence) -> list[Draft]:
    if one.passage.zone == "title" and (split := headline_colon(one)):
        return [Draft(*split)]
    here = [cue for cue in cues(one) if cue.pos != "adjective"]
    borders = [_border(one, cue) for cue in here]
    drafts: list[Draft] = []
    for cue in here:
        voice = one.tokens[cue.verb].quoted
        before = [draft for draft in drafts if one.tokens[draft.cue[0]].quoted == voice]
        draft = _draft(one, cue, [border for border in borders if border > cue.last], before)
        drafts += [draft] if draft and _filled(draft) else []
    return drafts


def _filled(draft: Draft) -> bool:
    """Whether every part holds a word: a rule that meets the end of the sentence finds nothing."""
    spans = [draft.cue, *draft.content, *([draft.source] if draft.source else [])]
    return bool(draft.content) and all(first < last for first, last in spans)


def _border(one: TaggedSentence, cue: Cue) -> int:
    """Where the words of an attribution begin that could end the content before it."""
    who = subject(one, cue) if cue.pos == "verb" else None
    return min(cue.first, who[0]) if who else cue.first


def _draft(one: TaggedSentence, cue: Cue, borders: Sequence[int], before: Sequence[Draft]) -> Draft | None:
    if cue.kind == "according_to":
        return according_to(one, cue, borders)
    if cue.pos == "adverb":
        return reportedly(one, cue)
    if cue.pos == "noun":
        return attributing_noun(one, cue, borders)
    if cue.pos != "verb" or (cue.kind in DESCRIBING and _describes(one, cue)):
        return None
    return _passive(one, cue, borders) if cue.passive else _verb(one, cue, borders, before)


def _verb(one: TaggedSentence, cue: Cue, borders: Sequence[int], before: Sequence[Draft]) -> Draft | None:
    who = subject(one, cue)
    start = complement(one, cue)
    turned = who if who and who[0] >= cue.last else None
    floor = max((span[1] for draft in before for span in (draft.cue, *draft.content)), default=0)
    ahead = preceding(one, cue, who, floor) if cue.kind not in INTENTS and _may_follow(one, start, turned) else None
    if start is not None and turned and start < turned[1]:
        start = _resumed(one, turned[1])
    elif ahead and start is None:
        start = _resumed(one, cue.last)
    spans = [ahead] if ahead else []
    if not ahead and start is None and who and (split := _parted(one, cue, who, floor, borders)):
        spans = split
    if start is not None:
        spans.append((start, clause_end(one, start, borders)))
    if not spans:
        return None
    if who is None:
        previous = before[-1].source if before else None
        who = previous or (_leading(one, cue) if one.tokens[cue.verb].tag in ("VBG", "VB") else None)
    return Draft(who, (cue.first, cue.last), tuple(spans)) if who else None


def _parted(one: TaggedSentence, cue: Cue, who: tuple[int, int], floor: int, borders: Sequence[int]) -> list[tuple[int, int]]:
    """'Iran, officials said, is ready': the clause around the attribution."""
    tokens = one.tokens
    if cue.kind not in ("say", "tell", "claim") or cue.last + 1 >= len(tokens) or tokens[cue.last].form != ",":
        return []
    if not who[0] or tokens[who[0] - 1].form != "," or who[0] - 1 <= floor or tokens[cue.last + 1].tag == "VBG":
        return []
    return [(floor, who[0] - 1), (cue.last + 1, clause_end(one, cue.last + 1, borders))]


def _may_follow(one: TaggedSentence, start: int | None, turned: tuple[int, int] | None) -> bool:
    """A content before the cue: always with a turned subject, else when nothing but a quotation comes after."""
    return turned is not None or start is None or one.tokens[start].form == "“"


def _resumed(one: TaggedSentence, at: int) -> int | None:
    """The quotation that goes on after '… he said,'."""
    ahead = one.tokens[at : at + 8]
    return next((at + n for n, token in enumerate(ahead) if token.form == "“"), None)


def _leading(one: TaggedSentence, cue: Cue) -> tuple[int, int] | None:
    """The first noun phrase before a finite verb: the subject of the sentence, for '…, saying that'."""
    verb = next((n for n in range(cue.first) if one.tokens[n].tag in FINITE and not one.tokens[n].quoted), None)
    start = phrase_before(one, verb) if verb else None
    return None if start is None or verb is None else (start, verb)


def _describes(one: TaggedSentence, cue: Cue) -> bool:
    """'evidence proving that': a participle that tells which noun is meant relays nobody."""
    return (
        one.tokens[cue.verb].tag == "VBG" and cue.first == cue.verb and (not cue.first or one.tokens[cue.first - 1].form != ",")
    )


def _passive(one: TaggedSentence, cue: Cue, borders: Sequence[int]) -> Draft | None:
    start, who = complement(one, cue), subject(one, cue)
    by = cue.last if cue.last < len(one.tokens) and one.tokens[cue.last].low == "by" else None
    agent = phrase_after(one, by + 1) if by is not None else None
    source = (by + 1, agent) if by is not None and agent else None
    if source is None and cue.kind not in REPORTED:
        return None
    rest = complement(one, replace(cue, last=source[1])) if source else start
    spans = [(rest, clause_end(one, rest, borders))] if rest is not None else []
    if who and one.tokens[who[0]].low not in ("it", "there") and (spans or source):
        spans.insert(0, who)
    return Draft(source, (cue.first, cue.last), tuple(spans)) if spans else None


def _whole(one: TaggedSentence, draft: Draft, outer: Sequence[Quotation], starts: Sequence[int]) -> Attribution:
    """Tokens to characters; a content that begins or ends inside a quotation takes all of it."""
    source, cue = draft.source and one.span(*draft.source), one.span(*draft.cue)
    content = []
    for start, end in (one.span(*span) for span in draft.content):
        first, last = _holding(outer, starts, start, cue), _holding(outer, starts, end - 1, cue)
        content.append((min(start, first.start) if first else start, max(end, last.end) if last else end))
    return Attribution(source, cue, tuple(content))


def _holding(outer: Sequence[Quotation], starts: Sequence[int], at: int, cue: Span) -> Quotation | None:
    place = bisect_right(starts, at) - 1
    if place < 0 or not outer[place].start <= at < outer[place].end:
        return None
    return None if outer[place].start <= cue[0] < outer[place].end else outer[place]


def _heard(found: Sequence[Attribution], mask: np.ndarray) -> list[Attribution]:
    """Without what is said inside a quotation that nobody was found to speak."""
    return [replace(one, parent=None) for one in found if one.parent is not None or not mask[one.cue[0]]]
