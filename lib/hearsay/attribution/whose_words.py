"""Whose words: each sentence split into the outlet's own, those it attributes, and quotations of nobody."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Literal

import pandas as pd

from hearsay.attribution.extraction.quoted_speech import speech_quotations
from hearsay.schema import Row, counted
from hearsay.text.lexicons import Hit, Matcher
from hearsay.text.quotations import quotation_spans
from hearsay.text.spans import Span
from hearsay.text.words import WORD, Word, text_between, words

Voice = Literal["outlet", "attributed", "quoted, speaker not found"]


@dataclass(frozen=True, slots=True)
class VoiceSegment:
    """A stretch of one sentence in one voice. `side` and `attribution_no` tell whose, '' and None where it is no speaker's."""

    article_id: str
    sentence_no: int
    start: int
    end: int
    voice: Voice
    side: str = ""
    attribution_no: int | None = None


@dataclass(frozen=True, slots=True)
class _Held:
    start: int
    end: int
    side: str
    attribution_no: int | None


def voice_segments(documents: pd.DataFrame, sentences: pd.DataFrame, attributions: pd.DataFrame) -> list[VoiceSegment]:
    """The sentences cut at the borders of attributed content and of quotations, in the sentences' order.

    Only outermost attributions (`level == 1`) cut: what they hold is not the outlet's word, whoever is quoted inside.
    Source and cue ("a spokesman claimed") are the outlet's choice and stay in its voice. Where two contents overlap
    the first keeps the overlap. What was not said, or only might be ("no official has said that the bridge is safe"), is the
    outlet's word unless it is quoted. Quotations of `quoted_speech.SPEECH` words and more that no content holds, and that are no
    titles, are a voice of their own; shorter ones keep the voice around them. Stretches without a letter or digit are left out,
    so the segments of a sentence cover all its words, not all its characters; a word that a border cuts belongs to both sides.
    """
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    held = _held(attributions)
    for article in dict.fromkeys(sentences["article_id"]):
        known, framing = held.get(article, ([], []))
        lost = _lost(texts[article], known, framing)
        held[article] = (_disjoint([*known, *lost]) if lost else known), framing
    return [
        segment
        for row in sentences.itertuples(index=False)
        for segment in _split(texts[row.article_id], row, held[row.article_id][0])
    ]


def voices_by_article(
    documents: pd.DataFrame, sentences: pd.DataFrame, attributions: pd.DataFrame
) -> dict[str, list[VoiceSegment]]:
    """`voice_segments` of each article, by place: what `voice_at` looks in."""
    segments: dict[str, list[VoiceSegment]] = {}
    for segment in sorted(voice_segments(documents, sentences, attributions), key=attrgetter("start")):
        segments.setdefault(segment.article_id, []).append(segment)
    return segments


def voice_at(segments: Sequence[VoiceSegment], place: int) -> tuple[Voice, str]:
    """Whose words stand at a character of the text, and of which side: the outlet's, and '', where no segment holds it."""
    number = bisect_right(segments, place, key=attrgetter("start")) - 1
    if number < 0 or place >= segments[number].end:
        return "outlet", ""
    return segments[number].voice, segments[number].side


def _held(attributions: pd.DataFrame) -> dict[str, tuple[list[_Held], list[Span]]]:
    """What each article attributes, and the sources and cues in it."""
    contents: dict[str, tuple[list[_Held], list[Span]]] = {}
    said = counted(attributions)
    said = said if said.all() else said | (attributions["kind"] != "indirect")
    for row in attributions[(attributions["level"] == 1) & said].itertuples(index=False):
        framing = _framing(row)
        spans, frames = contents.setdefault(row.article_id, ([], []))
        spans.extend(_Held(s, e, row.side, row.attribution_no) for s, e in _minus(row.content_spans, framing))
        frames.extend(framing)
    return {article: (_disjoint(spans), sorted(frames)) for article, (spans, frames) in contents.items()}


def _lost(text: str, held: Sequence[_Held], framing: Sequence[Span]) -> list[_Held]:
    """What of the article's quotations nobody is given, sources and cues within them left out."""
    quoted = [one.inner for one in speech_quotations(text, quotation_spans(text))]
    known = sorted([(one.start, one.end) for one in held] + list(framing))
    pieces = []
    for start, end in quoted:
        near = known[max(bisect_right(known, (start, start)) - 2, 0) : bisect_right(known, (end, end))]
        pieces += [_Held(s, e, "", None) for s, e in _minus(((start, end),), near)]
    return pieces


def _framing(row: Row) -> list[Span]:
    source = [] if pd.isna(row.source_start) else [(int(row.source_start), int(row.source_end))]
    return sorted([*source, (int(row.cue_start), int(row.cue_end))])


def _minus(spans: tuple[Span, ...], holes: Sequence[Span]) -> list[Span]:
    kept = list(spans)
    for low, high in holes:
        kept = [piece for s, e in kept for piece in ((s, min(e, low)), (max(s, high), e)) if piece[0] < piece[1]]
    return kept


def _disjoint(spans: list[_Held]) -> list[_Held]:
    kept: list[_Held] = []
    for span in sorted(spans, key=lambda s: (s.start, s.end, -1 if s.attribution_no is None else s.attribution_no)):
        start = max(span.start, kept[-1].end) if kept else span.start
        if start < span.end:
            kept.append(_Held(start, span.end, span.side, span.attribution_no))
    return kept


def _split(text: str, row: Row, held: list[_Held]) -> Iterator[VoiceSegment]:
    place, i = row.start, bisect_right(held, row.start, key=lambda h: h.end)
    while i < len(held) and held[i].start < row.end:
        start, end = max(held[i].start, row.start), min(held[i].end, row.end)
        yield from _segment(text, row, place, start, "outlet")
        voice: Voice = "attributed" if held[i].attribution_no is not None else "quoted, speaker not found"
        yield from _segment(text, row, start, end, voice, held[i].side, held[i].attribution_no)
        place, i = end, i + 1
    yield from _segment(text, row, place, row.end, "outlet")


def _segment(
    text: str, row: Row, start: int, end: int, voice: Voice, side: str = "", number: int | None = None
) -> Iterator[VoiceSegment]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if WORD.search(text, start, end):
        yield VoiceSegment(row.article_id, row.sentence_no, start, end, voice, side, number)


def spoken_matches(
    documents: pd.DataFrame, sentences: pd.DataFrame, attributions: pd.DataFrame
) -> Iterator[tuple[VoiceSegment, str, list[Word]]]:
    """Each segment with its document's text and its words; names are told by the whole sentence."""
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    bounds = {(r.article_id, r.sentence_no): (r.start, r.end) for r in sentences.itertuples(index=False)}
    grouped = groupby(voice_segments(documents, sentences, attributions), key=attrgetter("article_id", "sentence_no"))
    for key, group in grouped:
        sentence = words(texts[key[0]], *bounds[key])
        for segment in group:
            yield segment, texts[key[0]], list(text_between(sentence, segment.start, segment.end))


def voiced_matches(
    matcher: Matcher, documents: pd.DataFrame, sentences: pd.DataFrame, attributions: pd.DataFrame
) -> Iterator[tuple[VoiceSegment, Hit]]:
    """The matches, each inside one segment: an entry that would span two voices is nobody's phrase."""
    for segment, text, inside in spoken_matches(documents, sentences, attributions):
        for hit in matcher.find(text, inside):
            yield segment, hit
