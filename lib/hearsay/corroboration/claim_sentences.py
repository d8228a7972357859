"""The sentences of one story as claims are looked for in them: words, names, numbers, who speaks, and how the event is told."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from hearsay.corroboration.quantities import Quantity, quantities
from hearsay.corroboration.statuses import Told, told
from hearsay.corroboration.times import Moment, moments
from hearsay.framing.omissions import NUMBER, stem
from hearsay.schema import Row
from hearsay.text.spans import Span
from hearsay.text.words import WORD

_QUOTES = re.compile('["“”„«»]')
Place = tuple[str, int]
"""Article and number of a sentence."""
VOICED = 0.2
"""Share of a sentence that has to stand in what is attributed for its speaker to be taken for who says it."""


@dataclass(frozen=True)
class ClaimSentence:
    """One sentence. `article_no` counts the story's articles, `place` is 0 at the article's beginning and 1 at its end.

    `words` are the words as they stand, lower case; `stems` those that carry meaning, each with its first place; `told_stems`
    those of them that stand elsewhere than in who says it and how; `attributions` the rows whose content, source or cue stands in
    it; `speaker` who says most of it, '' in the outlet's own words.
    """

    article_id: str
    article_no: int
    sentence_no: int
    zone: str
    span: Span
    text: str
    place: float
    words: tuple[str, ...]
    stems: Mapping[str, Span]
    told_stems: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    quantities: tuple[Quantity, ...]
    moments: tuple[Moment, ...]
    quotes: bool
    told: Told
    attributions: tuple[Row, ...]
    speaker: str

    def printed(self, start: int, end: int) -> str:
        """What the document has between two of its offsets, both within the sentence."""
        return self.text[start - self.span[0] : end - self.span[0]]


def claim_sentences(
    texts: Mapping[str, str],
    sentences: Mapping[str, Sequence[Row]],
    attributions: Mapping[str, Sequence[Row]],
    ids: Sequence[str],
    only: Collection[Place] | None = None,
) -> list[ClaimSentence]:
    """The sentences of a story's articles, or some of them, article by article, in order. All mappings are by article."""
    return [
        _read(
            texts[article], article_no, row, number / max(len(sentences.get(article, ())) - 1, 1), attributions.get(article, ())
        )
        for article_no, article in enumerate(ids)
        for number, row in enumerate(sentences.get(article, ()))
        if row.start < row.end and (only is None or (article, row.sentence_no) in only)
    ]


def share_held(attribution: Row, start: int, end: int) -> float:
    """Share of the characters from `start` to `end` that stand in an attribution's content."""
    held: int = sum(max(0, min(end, e) - max(start, s)) for s, e in attribution.content_spans)
    return held / max(end - start, 1)


def _read(text: str, article_no: int, row: Row, place: float, attributions: Sequence[Row]) -> ClaimSentence:
    start, end = int(row.start), int(row.end)
    found = list(WORD.finditer(text, start, end))
    stems: dict[str, Span] = {}
    places: list[tuple[str, int]] = []
    for match in found:
        if form := stem(match.group()):
            stems.setdefault(form, match.span())
            places.append((form, match.start()))
    names = frozenset(form for n, match in enumerate(found) if n and match.group()[0].isupper() and (form := stem(match.group())))
    within = tuple(one for one in attributions if _touches(one, start, end))
    held = [(share_held(one, start, end), one) for one in within if one.level == 1]
    said, most = max(((share, one) for share, one in held), key=lambda pair: pair[0], default=(0.0, None))
    speaker = most.speaker or most.source if most is not None and said > VOICED else ""
    denied = most is not None and said > VOICED and most.stance == "denial"
    return ClaimSentence(
        article_id=str(row.article_id),
        article_no=article_no,
        sentence_no=int(row.sentence_no),
        zone=str(row.zone),
        span=(start, end),
        text=text[start:end],
        place=place,
        words=tuple(match.group().lower().replace("’", "'") for match in found),
        stems=stems,
        told_stems=frozenset(form for form, place in places if not any(_introduces(one, place) for one in within)),
        names=names,
        numbers=frozenset(NUMBER.findall(text, start, end)),
        quantities=tuple(quantities(text, start, end)),
        moments=tuple(moments(text, start, end)),
        quotes=bool(_QUOTES.search(text, start, end)),
        told=told(text[start:end], denied),
        attributions=within,
        speaker=speaker,
    )


def _introduces(attribution: Row, place: int) -> bool:
    """Whether a place stands in the source or the cue."""
    named = not pd.isna(attribution.source_start) and attribution.source_start <= place < attribution.source_end
    return bool(named or attribution.cue_start <= place < attribution.cue_end)


def _touches(attribution: Row, start: int, end: int) -> bool:
    spans = [*attribution.content_spans, (int(attribution.cue_start), int(attribution.cue_end))]
    if not pd.isna(attribution.source_start):
        spans.append((int(attribution.source_start), int(attribution.source_end)))
    return any(s < end and start < e for s, e in spans)
