"""A page as the labellers pass it on: its lines, their shapes, and which of them are body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from hearsay.parsing.lines import Line
from hearsay.parsing.shapes import Shape

MOST_BODY_WORDS = 3000


@dataclass(frozen=True)
class Page:
    """Lines, shapes and body flags of one text, of equal length."""

    lines: Sequence[Line]
    shapes: Sequence[Shape]
    body: Sequence[bool]

    @cached_property
    def first_body(self) -> int:
        """Index of the first body line; the number of lines when there is none."""
        return next((n for n, is_body in enumerate(self.body) if is_body), len(self.lines))

    @cached_property
    def last_body(self) -> int:
        """Index of the last body line; -1 when there is none."""
        return next((n for n in range(len(self.body) - 1, -1, -1) if self.body[n]), -1)

    @cached_property
    def topic(self) -> frozenset[str]:
        """Content words of the body's beginning."""
        words: list[str] = []
        for line, is_body in zip(self.lines, self.body, strict=True):
            if is_body and len(words) < MOST_BODY_WORDS:
                words += line.words
        return frozenset(content_words(words))

    @cached_property
    def repeats(self) -> Counter[str]:
        """How often each line stands on the page."""
        return Counter(line.plain for line in self.lines if len(line.text) < 200)

    @cached_property
    def _overlaps(self) -> dict[int, float]:
        return {}

    def overlap(self, n: int) -> float:
        """Share of a line's content words that the body's beginning holds too."""
        if n not in self._overlaps:
            own = content_words(self.lines[n].words)
            self._overlaps[n] = len([word for word in own if word in self.topic]) / len(own) if own else 0.0
        return self._overlaps[n]


def content_words(words: Sequence[str]) -> list[str]:
    """Words of four letters or more, or with a capital, cut to six letters so that inflected forms meet."""
    long = (word for word in words if len(word) > 3 or len(word) > 1 and word[0].isupper())
    return [word.lower().replace("’", "'").removesuffix("'s")[:6] for word in long]
