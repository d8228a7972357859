"""Who owns a quotation that no attribution holds: cues last or first in a line of their own, and speech that goes on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from hearsay.attribution.determinacy import SAYING, cue_class
from hearsay.attribution.extraction import rules
from hearsay.attribution.extraction.cues import may_report, tells_nothing
from hearsay.attribution.extraction.quoted_speech import covered, speech_quotations, unclaimed
from hearsay.entities.noun_phrases import read_mention
from hearsay.entities.types import Head
from hearsay.text.quotations import Quotation
from hearsay.text.spans import Attribution, SentenceSpan, Span, merged
from hearsay.text.words import WORD

DOUBTED = 0.1
"""Confidence from which the model's reading of a cue is believed when its content is a quotation that nobody else claims."""
RULED = 0.5
"""Confidence of an owner that a rule alone finds, or that the model doubted."""
WHOLLY, BEGUN = 0.95, 0.25
"""A quotation is wholly claimed when so much of it is; when less is but so much, the model's window or its doubt cut it off."""
SHORT = 15
"""Words of a paragraph that may name whoever is quoted in the one before it."""
BACK = 2
"""Paragraphs back in which whoever spoke last may still be speaking; further back somebody else is as likely."""
SPEAKING = (Head.ROLE, Head.ORGANISATION, Head.MEDIA, Head.PERSON, Head.NAME)
ISSUED = re.compile(
    r"(?:(?P<what>statement|letter|message|post|tweet|comment|comments|remarks|note|email|e-mail|response|reply)s?\s+(?P<cue>from|by)"
    r"|^(?:and\s+|also\s+|this\s+)?(?P<bare>from))\s+(?P<who>[^\n:]{3,80}?)\s*:?\s*$",
    re.IGNORECASE,
)
"""'Statement from Governor Ada Lund', 'And from Chairwoman Ingrid Sole:'; what is said stands in the next line."""
SIGNED = re.compile(r"\s*(?P<cue>[—–―]|--|-(?=\s))\s*(?P<who>[^\W\d_][^\n\d“”\"]{2,80}?)\s*(?=\n|$)")
"""'— Ida Holt, baker' behind a quotation."""
VIEWED = re.compile(
    r"\b(?P<cue>(?:in|from)\s+the\s+(?:view|opinion|eyes|words|telling|judg?ement)\s+of)\s+(?P<of>[^\n,]{3,80}?)\s*,"
    r"|\b(?P<in>(?:in|from|to))\s+(?P<whose>[A-Z][^\n,]{1,60}?)['’]s?\s+(?P<noun>view|opinion|eyes|words|telling|judg?ement|mind)\b"
    r"|^(?P<for>For)\s+(?P<whom>(?:the\s+)?[A-Z][^\n,]{2,60}?)\s*,",
)
"""'In Dietz's view', 'for Dietz,': whose words the quotation in this sentence is."""
BULLETS = frozenset("•·▪◦*–—-")
"""What begins an item of a list: its words are no part of what was said before it."""
NOBODY = re.compile(r"(?:you|one|in|at|on|by|for|all)\b", re.IGNORECASE)
"""First words of what is taken for a source and is nobody who could be quoted."""
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\s]*$")


def with_owners(
    text: str,
    passages: Sequence[SentenceSpan],
    found: Sequence[Attribution],
    doubted: Sequence[Attribution],
    quotations: Sequence[Quotation],
) -> list[Attribution]:
    """The attributions, and an owner for each quotation that none of them holds and that has one.

    Parameters
    ----------
    text, passages
        The article and its sentences.
    found
        Its outermost attributions.
    doubted
        What else the model read, of too little confidence to be reported by itself.
    quotations
        All quotations of the text.

    Returns
    -------
    list of Attribution
        First those found, some of them with more content: a quotation goes to whoever spoke last, in its paragraph or the
        `BACK` paragraphs before it. Then new ones, read by a rule beside the quotation. One without either stays nobody's.
    """
    speech = [one for one in speech_quotations(text, quotations) if passages and passages[0].start <= one.start]
    made = list(found)
    for quotation in unclaimed(speech, [span for one in made for span in one.content], WHOLLY):
        if (begun := _begun(quotation, made)) is not None:
            made[begun] = _with_more(made[begun], quotation)
    lost = unclaimed(speech, [span for one in made for span in one.content])
    article = _Article(text, passages, quotations) if lost else None
    for quotation in lost:
        if article is None or not unclaimed([quotation], [span for one in made for span in one.content]):
            continue
        owner = next(article.owners(quotation, made, doubted), None)
        if owner is not None:
            made.append(owner)
        elif (speaker := article.last_speaker(quotation, made)) is not None:
            made[speaker] = _with_more(made[speaker], quotation)
    return made


def _begun(quotation: Quotation, found: Sequence[Attribution]) -> int | None:
    """Which attribution the quotation belongs to because most of what is claimed of it is that one's content."""
    shares = [
        (covered(quotation.inner, one.content), -place)
        for place, one in enumerate(found)
        if not quotation.start <= one.cue[0] < quotation.end
    ]
    most, place = max(shares, default=(0, 0))
    return -place if most >= BEGUN * (quotation.inner[1] - quotation.inner[0]) else None


def _with_more(one: Attribution, quotation: Quotation) -> Attribution:
    return replace(one, content=tuple(merged((*one.content, _whole(quotation)))))


def _whole(quotation: Quotation) -> Span:
    return quotation.start, quotation.end


class _Article:
    """One article's paragraphs and sentences, ready to be asked about each quotation."""

    def __init__(self, text: str, passages: Sequence[SentenceSpan], quotations: Sequence[Quotation]) -> None:
        self.text, self.passages, self.quotations = text, passages, quotations
        self._starts = [passage.start for passage in passages]

    @cached_property
    def paragraphs(self) -> list[Span]:
        spans: dict[tuple[str, int], Span] = {}
        for passage in self.passages:
            start, end = spans.get((passage.zone, passage.paragraph_no), (passage.start, passage.end))
            spans[passage.zone, passage.paragraph_no] = (min(start, passage.start), max(end, passage.end))
        return sorted(spans.values())

    def sentence(self, place: int) -> SentenceSpan:
        return self.passages[max(bisect_right(self._starts, place) - 1, 0)]

    def paragraph(self, place: int) -> int:
        return max(bisect_right(self.paragraphs, place, key=lambda span: span[0]) - 1, 0)

    def owners(self, quotation: Quotation, found: Sequence[Attribution], doubted: Sequence[Attribution]) -> Iterator[Attribution]:
        """Attributions that hold the quotation, the likeliest first."""
        taken = {place for one in found for place in range(*one.cue)}
        read = [one for one in doubted if one.source and one.confidence >= DOUBTED and taken.isdisjoint(range(*one.cue))]
        likeliest = sorted((one for one in read if _holds(one, quotation)), key=lambda one: -one.confidence)
        yield from (replace(one, confidence=max(one.confidence, RULED)) for one in likeliest)
        number = self.paragraph(quotation.start)
        for reading in (self._announced, self._in_view, self._by_rules, self._signed):
            for one in reading(quotation, number):
                if taken.isdisjoint(range(*one.cue)) and one.source:
                    yield replace(one, parent=None, confidence=RULED)

    def last_speaker(self, quotation: Quotation, found: Sequence[Attribution]) -> int | None:
        """Which attribution the quotation goes on with: the last in its line, or near before it where it is a whole sentence."""
        number = self.paragraph(quotation.start)
        here, whole = self.sentence(quotation.start), self._is_sentence(quotation)
        begin, _ = self.paragraphs[number]
        if self.text[begin] in BULLETS or (quotation.repair and quotation.start == begin):
            return None
        first = self.paragraphs[max(number - BACK, 0)][0] if whole else self.sentence(max(here.start - 2, 0)).start
        before = [
            (one.cue[0], place)
            for place, one in enumerate(found)
            if one.source and first <= one.cue[0] < quotation.start and self.sentence(one.cue[0]).zone == here.zone
        ]
        _, place = max(before, default=(0, -1))
        if place < 0 or not self._speaks(found[place]):
            return None
        return place if whole or "\n" not in self.text[found[place].cue[1] : quotation.start] else None

    def _speaks(self, one: Attribution) -> bool:
        """Whether an attribution gives somebody's words, so that a quotation may go on with them: no wish and no thought."""
        cue = self.text[slice(*one.cue)]
        quoted = any(q.level == 1 and covered(q.inner, one.content) for q in self._near(one.content))
        somebody = one.source is not None and not NOBODY.match(self.text, *one.source)
        told = cue_class(cue) in SAYING or cue_class(cue) == "according_to" or cue.strip() in (":", "—", "–")
        return somebody and (quoted or (told and not tells_nothing(cue)))

    def _near(self, spans: Sequence[Span]) -> Sequence[Quotation]:
        if not spans:
            return ()
        first, last = (bisect_right(self.quotations, at, key=lambda q: q.start) for at in (spans[0][0], spans[-1][1]))
        return self.quotations[max(first - 2, 0) : last]

    def _is_sentence(self, quotation: Quotation) -> bool:
        quoted = self.text[slice(*quotation.inner)].strip()
        return quoted[:1].isupper() and bool(SENTENCE_END.search(quoted))

    def _announced(self, quotation: Quotation, number: int) -> Iterator[Attribution]:
        """'The board wrote:' and 'Statement from Ada Lund' before the quotation, in its paragraph or the one before."""
        begin, _ = self.paragraphs[number]
        ahead = self.text[begin : quotation.start].rstrip()
        start, end = (begin, begin + len(ahead)) if ahead else self.paragraphs[number - 1] if number else (0, 0)
        if start == end:
            return
        opening = self.sentence(end - 1).start
        line = self.text[opening:end]
        headed = not ahead or line.rstrip().endswith(":")
        if headed and (issued := ISSUED.search(line)):
            who = _moved(issued.span("who"), opening)
            if read_mention(self.text, *who).head in SPEAKING:
                cue = issued.span("cue") if issued["cue"] else issued.span("bare")
                yield Attribution(who, _moved(cue, opening), (_whole(quotation),))
        if line.rstrip().endswith(":"):
            yield from self._ruled(opening, quotation, max(quotation.end, end))

    def _in_view(self, quotation: Quotation, number: int) -> Iterator[Attribution]:
        """'In Dietz's view', 'For Dietz,' in the sentence of the quotation."""
        start = self.sentence(quotation.start).start
        for match in VIEWED.finditer(self.text[start : quotation.start]):
            name, cue = next((n, c) for n, c in (("of", "cue"), ("whose", "noun"), ("whom", "for")) if match[n])
            who = _moved(match.span(name), start)
            if read_mention(self.text, *who).head in SPEAKING:
                yield Attribution(who, _moved(match.span(cue), start), (_whole(quotation),))

    def _by_rules(self, quotation: Quotation, number: int) -> Iterator[Attribution]:
        """A cue in the sentences that the quotation touches, or in a short line of its own behind it."""
        start, (_, end) = self.sentence(quotation.start).start, self.paragraphs[number]
        last = self.sentence(min(quotation.end, end - 1))
        yield from self._ruled(start, quotation, max(last.end, quotation.end))
        line = self._short_line(number + 1) if quotation.end >= end - 1 else None
        if line and self.text[line[0]].islower():
            yield from self._ruled(start, quotation, line[1])

    def _signed(self, quotation: Quotation, number: int) -> Iterator[Attribution]:
        """'— Ida Holt, baker' behind the quotation, in its paragraph or alone in the next."""
        line = self._short_line(number + 1)
        for start in (quotation.end, *([line[0]] if line and quotation.end >= self.paragraphs[number][1] - 1 else [])):
            signed = SIGNED.match(self.text, start)
            if signed and read_mention(self.text, *signed.span("who")).head in SPEAKING:
                yield Attribution(signed.span("who"), signed.span("cue"), (_whole(quotation),))

    def _short_line(self, number: int) -> Span | None:
        if number >= len(self.paragraphs):
            return None
        start, end = self.paragraphs[number]
        return (start, end) if len(WORD.findall(self.text, start, end)) <= SHORT else None

    def _ruled(self, start: int, quotation: Quotation, end: int) -> Iterator[Attribution]:
        """What the rules read in a stretch of text as one sentence, where the quotation is the content and holds no cue."""
        here = SentenceSpan(0, end - start, 0, 0, "body")
        for read in rules.extract_by_rules(self.text[start:end], [here]):
            one = _moved_by(read, start)
            if one.source and _holds(one, quotation) and _is_somebody(self.text, one) and self._in_one_line(one):
                yield replace(one, content=(_whole(quotation),))

    def _in_one_line(self, one: Attribution) -> bool:
        """Whether source and cue stand together: a list of links is no sentence, whatever the rules read in it."""
        source, cue = one.source or one.cue, self.text[slice(*one.cue)]
        between = self.text[min(source[0], one.cue[0]) : max(source[1], one.cue[1])]
        return "\n" not in between and (cue.strip() == ":" or may_report(cue)) and not tells_nothing(cue)


def _holds(one: Attribution, quotation: Quotation) -> bool:
    length = quotation.inner[1] - quotation.inner[0]
    inside = quotation.start <= one.cue[0] < quotation.end
    return not inside and 2 * covered(quotation.inner, merged(one.content)) >= length


def _is_somebody(text: str, one: Attribution) -> bool:
    if one.source is None or NOBODY.match(text, *one.source):
        return False
    return read_mention(text, *one.source).head is not Head.NONE


def _moved_by(one: Attribution, by: int) -> Attribution:
    source = _moved(one.source, by) if one.source else None
    return replace(one, source=source, cue=_moved(one.cue, by), content=tuple(_moved(span, by) for span in one.content))


def _moved(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by
