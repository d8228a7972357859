"""The words that articles print, as one row of numbers, and how to come back from them to the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from hearsay.schema import ZONES
from hearsay.text.shingles import word_codes
from hearsay.text.words import RUN


@dataclass(frozen=True)
class PrintedWords:
    """Title, deck and body of all articles, in the order of the table.

    `codes` are their words as numbers, those of the article at place n from `starts[n]` to `starts[n + 1]`. Between title, deck
    and body stands a number that no other place has, so that no run goes from one into the next. `passages` are the rows of
    `sentences` that the words come from, article by article, with `bounds` as `starts`.
    """

    ids: tuple[str, ...]
    codes: np.ndarray
    starts: np.ndarray
    texts: Sequence[str]
    offsets: np.ndarray
    zones: np.ndarray
    bounds: np.ndarray

    @classmethod
    def of(cls, articles: pd.DataFrame, sentences: pd.DataFrame) -> PrintedWords:
        """The words of these articles' sentences."""
        ids = tuple(articles["article_id"])
        places = {name: place for place, name in enumerate(ids)}
        owners = sentences["article_id"].map(places)
        known = sentences[owners.notna()]
        owner = owners.dropna().to_numpy(dtype=np.int64)
        zones = known["zone"].map({zone: number for number, zone in enumerate(ZONES)}).to_numpy(dtype=np.int64)
        order = np.lexsort((known["sentence_no"].to_numpy(), zones, owner))
        owner, zones = owner[order], zones[order]
        texts = known["text"].to_numpy(dtype=object)[order]
        bounds = np.searchsorted(owner, np.arange(len(ids) + 1))
        parts, sizes, marks = [], np.zeros(len(ids), dtype=np.int64), 0
        for place in range(len(ids)):
            for zone in np.unique(zones[bounds[place] : bounds[place + 1]]):
                of_zone = bounds[place] + np.flatnonzero(zones[bounds[place] : bounds[place + 1]] == zone)
                words = word_codes(" ".join(texts[of_zone]))
                marks += 1
                parts += [words, np.array([marks], dtype=np.uint32)]
                sizes[place] += len(words) + 1
        codes = np.concatenate(parts) if parts else np.zeros(0, dtype=np.uint32)
        offsets = known["start"].to_numpy(dtype=np.int64)[order]
        return cls(ids, codes, np.r_[0, np.cumsum(sizes)], texts, offsets, zones, bounds)

    def __len__(self) -> int:
        return len(self.ids)

    def codes_of(self, place: int) -> np.ndarray:
        """The words of one article, as numbers."""
        return self.codes[self.starts[place] : self.starts[place + 1]]

    def words_of(self, place: int) -> Words:
        """The same words as they stand in the text; the marks between title, deck and body are empty words."""
        rows: list[tuple[int, int, str, int]] = []
        last = None
        for row in range(self.bounds[place], self.bounds[place + 1]):
            zone, base = int(self.zones[row]), int(self.offsets[row])
            if last is not None and zone != last:
                rows.append((rows[-1][1] if rows else base, rows[-1][1] if rows else base, "", last))
            last = zone
            rows += [(base + word.start(), base + word.end(), word[0], zone) for word in RUN.finditer(self.texts[row])]
        end = rows[-1][1] if rows else 0
        rows += [(end, end, "", last)] if last is not None else []
        start, stop, text, zone_of = zip(*rows, strict=True) if rows else ((), (), (), ())
        return Words(np.array(start, dtype=np.int64), np.array(stop, dtype=np.int64), text, np.array(zone_of, dtype=np.int64))


@dataclass(frozen=True)
class Words:
    """The words of one article: where each starts and ends in `documents.text`, the word, and the number of its zone."""

    start: np.ndarray
    end: np.ndarray
    text: tuple[str, ...]
    zone: np.ndarray

    def printed(self, text: str, first: int, last: int) -> str:
        """Some of the words as the article's text has them, in one line; '' for none."""
        return " ".join(text[self.start[first] : self.end[last - 1]].split()) if first < last else ""
