"""Places in a text: a span, a sentence's span, and an attribution as an extractor finds it, before it is a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

Span = tuple[int, int]
"""Start and end in characters of `documents.text`, end exclusive."""


@dataclass(frozen=True)
class SentenceSpan:
    """One sentence as the extractors see it: its place in the text, its paragraph and its zone."""

    start: int
    end: int
    sentence_no: int
    paragraph_no: int
    zone: str


@dataclass(frozen=True)
class Attribution:
    """One attribution: the source (None when nobody is named), the cue, the content's spans in order.

    `parent` is the position, in the list that holds this one, of the attribution whose content holds it
    (None for level 1). `repair` says what was mended in the quotation marks, '' when nothing was. `floor` is the probability that
    it gives somebody the floor at all, and is no act or caption.
    """

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    confidence: float = 1.0
    parent: int | None = None
    repair: str = ""
    floor: float = 1.0


def merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that touch or overlap as one, empty ones left out."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return joined


def passages_by_article(sentences: pd.DataFrame) -> dict[str, list[SentenceSpan]]:
    """The sentences of each article in the order of its text; articles in the order of the table."""
    columns = ["start", "end", "sentence_no", "paragraph_no", "zone"]
    return {
        str(article): sorted(
            (SentenceSpan(*row) for row in rows[columns].itertuples(index=False, name=None)),
            key=lambda passage: (passage.start, passage.end),
        )
        for article, rows in sentences.groupby("article_id", sort=False)
    }


Extractor = Callable[[str, Sequence[SentenceSpan]], list[Attribution]]
"""Text and passages of one article in, attributions out, ordered by first character. Never raises on any text."""
