"""The words that articles print, as one row of numbers, and how to come back from them to the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np
import pandas as pd

from hearsay.corroboration.article_sentences import ArticleSentences, Sentence
from hearsay.schema import ZONES
from hearsay.text.shingles import word_codes
from hearsay.text.words import RUN

ZONE = itemgetter(2)


@dataclass(frozen=True)
class PrintedWords:
    """Title, deck and body of all articles, in the order of the table.

    `codes` are their words as numbers, those of the article at place n from `starts[n]` to `starts[n + 1]`; `zones` has the
    number of the zone of each. Behind title, deck and body stands a number that no other place has, so that no run goes from one
    into the next.
    """

    ids: tuple[str, ...]
    codes: np.ndarray
    zones: np.ndarray
    starts: np.ndarray
    sentences: ArticleSentences

    @classmethod
    def of(cls, articles: pd.DataFrame, sentences: pd.DataFrame, places: Sequence[int] | None = None) -> PrintedWords:
        """The words of these articles' sentences; `places` are those of the articles in the corpus that these are some of."""
        ordered = ArticleSentences(articles, sentences)
        parts, zones, starts = [np.zeros(0, dtype=np.uint32)], [np.zeros(0, dtype=np.uint8)], [0]
        for place, rows in zip(range(len(articles)) if places is None else places, ordered, strict=True):
            own = [np.zeros(0, dtype=np.uint32)]
            for zone, of_zone in groupby(rows, key=ZONE):
                mark = len(ZONES) * place + zone + 1
                words = word_codes(" ".join(text for text, *_ in of_zone))
                own += [words, np.array([mark], dtype=np.uint32)]
                zones.append(np.full(len(words) + 1, zone, dtype=np.uint8))
            parts.append(np.concatenate(own))
            starts.append(starts[-1] + len(parts[-1]))
        bounds = np.array(starts, dtype=np.int64)
        return cls(tuple(articles["article_id"]), np.concatenate(parts), np.concatenate(zones), bounds, ordered)

    def __len__(self) -> int:
        return len(self.ids)

    def codes_of(self, place: int) -> np.ndarray:
        """The words of one article, as numbers."""
        return self.part(self.codes, place)

    def part(self, of_words: np.ndarray, place: int) -> np.ndarray:
        """Of what is known of every word, that of one article."""
        return of_words[self.starts[place] : self.starts[place + 1]]

    def words_of(self, place: int) -> Words:
        """The same words as they stand in the text; the marks behind title, deck and body are empty words."""
        return _words(self.sentences.of(place))


@dataclass(frozen=True)
class Words:
    """The words of one article: where each starts and ends in `documents.text`, and the number of its zone."""

    start: np.ndarray
    end: np.ndarray
    zone: np.ndarray

    def printed(self, text: str, first: int, last: int) -> str:
        """Some of the words as the article's text has them, in one line; '' for none."""
        return " ".join(text[self.start[first] : self.end[last - 1]].split()) if first < last else ""


def _words(rows: Sequence[Sentence]) -> Words:
    places: list[tuple[int, int, int]] = []
    for zone, part in groupby(rows, key=ZONE):
        for text, base, _, _ in part:
            places += [(base + word.start(), base + word.end(), zone) for word in RUN.finditer(text)]
        end = places[-1][1] if places else 0
        places.append((end, end, zone))
    start, stop, zones = np.array(places, dtype=np.int64).reshape(-1, 3).T
    return Words(start, stop, zones)
