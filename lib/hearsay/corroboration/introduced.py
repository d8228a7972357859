"""By whom, and with which cue, an article introduces a passage: the innermost attribution that holds most of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from hearsay.entities.gazetteer import may_be_same_name, name_words
from hearsay.entities.tokens import HONORIFICS
from hearsay.text.spans import Span

HOLDS = 0.5
"""Share of a passage that the content of an attribution has to hold to introduce it."""

_READ = ("attribution_no", "level", "content_spans", "cue", "speaker", "source", "identifiability")


@dataclass(frozen=True, slots=True)
class Introduction:
    """An attribution: its number in the article, level, content, cue, who speaks ('' when it names nobody), and whether that is a
    person by name."""

    attribution_no: int
    level: int
    content: tuple[Span, ...]
    cue: str
    speaker: str
    person: bool

    def names_other_than(self, other: Introduction) -> bool:
        """Whether the two name two people."""
        if not (self.person and other.person):
            return False
        names = sorted(([word for word in name_words(one.speaker) if word not in HONORIFICS] for one in (self, other)), key=len)
        return all(names) and not may_be_same_name(*names)

    def holds(self, start: int, end: int) -> bool:
        """Whether enough of a passage stands in the content."""
        inside = sum(max(0, min(end, last) - max(start, first)) for first, last in self.content)
        return inside >= HOLDS * (end - start)


class Introductions:
    """The attributions of all articles, ready to be asked about passages; those of an article are read when it is asked for."""

    def __init__(self, attributions: pd.DataFrame) -> None:
        self._columns = [attributions[name].array for name in _READ]
        self._places = attributions.groupby("article_id", sort=False).indices
        self._of: dict[str, list[Introduction]] = {}

    def of(self, article: str, start: int, end: int) -> Introduction | None:
        """The innermost attribution that holds a passage, of several the one with the shortest content; None where none does."""
        if article not in self._of:
            places = self._places.get(article, np.zeros(0, dtype=np.int64))
            # Column by column: a frame of the rows of one article would take longer than all else that is asked of it.
            rows = zip(*(column.take(places).tolist() for column in self._columns), strict=True)
            self._of[article] = [
                Introduction(number, level, content, cue, speaker or source, identifiability == "named person")
                for number, level, content, cue, speaker, source, identifiability in rows
            ]
        holding = [one for one in self._of[article] if one.holds(start, end)]
        return min(holding, key=lambda one: (-one.level, sum(b - a for a, b in one.content), one.attribution_no), default=None)
