"""PolNeAR's annotations as labels of word pieces. `hearsay.validation.benchmarks.polnear` reads the corpus."""

from __future__ import annotations

import re

import numpy as np

from hearsay.text.encoder import WordPieces
from hearsay.text.spans import Span
from hearsay.validation.benchmarks.polnear import Annotated

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
ROLES = ("none", "source", "content")
IGNORED = -100
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


def paragraphs(text: str) -> list[Span]:
    """Start and end of each line that holds anything."""
    return [match.span() for match in _PARAGRAPH.finditer(text)]


def tags(pieces: WordPieces, article: Annotated) -> np.ndarray:
    """(n,) index into TAGS of each piece; IGNORED for marks and for regions that the annotators were told to skip."""
    characters = np.zeros(len(article.text) + 1, dtype=np.int64)
    for attribution in article.gold:
        for role, base in (("content", 5), ("source", 1), ("cue", 3)):
            for start, end in getattr(attribution, role):
                characters[start:end] = base + 1
                characters[start] = base
    for start, end in article.skipped:
        characters[start:end] = IGNORED
    return np.array([_tag(characters[a:b]) for a, b in zip(pieces.starts, pieces.ends, strict=True)])


def inside(pieces: WordPieces, spans: tuple[Span, ...]) -> np.ndarray:
    """(n,) whether each piece shares a character with one of the spans."""
    chosen = np.zeros(len(pieces), dtype=bool)
    for start, end in spans:
        chosen |= (pieces.starts < end) & (pieces.ends > start) & (pieces.paragraph >= 0)
    return chosen


def _tag(values: np.ndarray) -> int:
    if not len(values) or (values == IGNORED).any():
        return IGNORED
    begins = values[values % 2 == 1]
    return int(begins[0]) if len(begins) else int(values.max())
