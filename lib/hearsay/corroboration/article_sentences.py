"""The sentences of articles one article at a time, and what an outlet repeats among them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np
import pandas as pd
import pyarrow as pa

from hearsay.parsing.key_groups import HELD, KeyGroups
from hearsay.schema import NOT_STATED, ZONES
from hearsay.text.shingles import SPREAD

AT_ONCE = 10_000
"""Sentences that are unpacked at once: as objects they take twice the room."""
RECURS, RECURS_SHARE = 3, 0.02
"""Articles of an outlet, and the share of its articles, in which words stand at least to be boilerplate. Three, where
`hearsay.parsing.repetition` has two for lines: two articles may well have one sentence from one writer."""

Sentence = tuple[str, int, int, int]
"""Text, first character, number of the zone (title, deck, body), paragraph."""


def least_articles(articles: pd.DataFrame) -> pd.Series:
    """By outlet, the articles in which words have to stand to be boilerplate; outlets that are not stated repeat nothing."""
    outlets = articles["outlet"][~articles["outlet"].isin([NOT_STATED, ""])]
    return (RECURS_SHARE * outlets.value_counts()).clip(lower=RECURS)


class RepeatedSentences:
    """What outlets have in so many of their articles that it belongs to none of them; sentences are taken piece by piece.

    `articles` are all of the corpus, or of them `article_id` and `outlet`.
    """

    def __init__(self, articles: pd.DataFrame, held: int = HELD) -> None:
        least = least_articles(articles)
        numbers = {name: number for number, name in enumerate(least.index)}
        self._least = least.to_numpy(dtype=float)
        self._outlet = articles["outlet"].map(numbers).to_numpy(dtype=float, na_value=-1.0).astype(np.int64)
        self._place = pd.Series(np.arange(len(articles)), index=articles["article_id"])
        self._keys = KeyGroups(held, beside=True)

    def add(self, sentences: pd.DataFrame) -> None:
        """Take all sentences of some articles in."""
        rows, keys, places = self._keyed(sentences)
        self._keys.add(keys, places[rows], self._outlet[places[rows]])

    def among(self, sentences: pd.DataFrame) -> np.ndarray:
        """For each of these rows whether it is repeated, when all have been taken in."""
        rows, keys, _ = self._keyed(sentences)
        found = np.zeros(len(sentences), dtype=bool)
        found[rows] = np.isin(keys, self._often)
        return found

    @cached_property
    def _often(self) -> np.ndarray:
        return np.concatenate([np.zeros(0, dtype=np.uint64), *map(self._repeated, self._keys.shares())])

    def _repeated(self, share: tuple[np.ndarray, ...]) -> np.ndarray:
        keys, places, outlets = share
        begins = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]][: len(keys)])
        another = np.r_[True, (keys[1:] != keys[:-1]) | (places[1:] != places[:-1])][: len(keys)]
        articles = np.add.reduceat(another.astype(np.int64), begins) if len(begins) else begins
        often: np.ndarray = keys[begins][articles >= self._least[outlets[begins].astype(np.int64)]]
        return often

    def _keyed(self, sentences: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The rows that are of a stated outlet, a number for outlet and text of each; of all rows the place of the article."""
        places = sentences["article_id"].map(self._place).to_numpy(dtype=float, na_value=-1.0).astype(np.int64)
        outlets = np.r_[self._outlet, -1][places]
        rows, texts = np.flatnonzero(outlets >= 0), sentences["text"]
        hashes = [
            pd.util.hash_array(texts.iloc[rows[begin : begin + AT_ONCE]].to_numpy(dtype=object), categorize=False)
            for begin in range(0, len(rows), AT_ONCE)
        ]
        hashed = np.concatenate([np.zeros(0, dtype=np.uint64), *hashes])
        return rows, hashed ^ (outlets[rows].astype(np.uint64) * SPREAD), places


def boilerplate_sentences(articles: pd.DataFrame, sentences: pd.DataFrame) -> np.ndarray:
    """For each row of `sentences`, whether its outlet has the sentence in so many articles that it belongs to none of them."""
    repeated = RepeatedSentences(articles)
    repeated.add(sentences)
    return repeated.among(sentences)


class ArticleSentences:
    """The sentences of each article in the order of its title, deck and body; without those that `left_out` is true of."""

    def __init__(self, articles: pd.DataFrame, sentences: pd.DataFrame, left_out: np.ndarray | None = None) -> None:
        places = pd.Series(np.arange(len(articles)), index=articles["article_id"])
        owner = sentences["article_id"].map(places).to_numpy(dtype=float, na_value=-1.0).astype(np.int64)
        if left_out is not None:
            owner[left_out] = -1
        zone = sentences["zone"].map({name: number for number, name in enumerate(ZONES)}).to_numpy(dtype=np.int64)
        order = np.lexsort((sentences["sentence_no"].to_numpy(), zone, owner))
        self._order = order[owner[order] >= 0]
        self._bounds = np.searchsorted(owner[self._order], np.arange(len(articles) + 1))
        # In one piece: a table that was put together of many is slow to take single rows from.
        texts = pa.array(sentences["text"].array, type=pa.large_string())
        self._texts, self._zone = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts, zone
        self._start, self._paragraph = (sentences[name].to_numpy(dtype=np.int64) for name in ("start", "paragraph_no"))
        self.count = len(articles)

    def of(self, place: int) -> list[Sentence]:
        """The sentences of one article."""
        return self._rows(self._order[self._bounds[place] : self._bounds[place + 1]])

    def __iter__(self) -> Iterator[list[Sentence]]:
        """Those of one article after the other."""
        first = 0
        while first < self.count:
            last = max(first + 1, int(np.searchsorted(self._bounds, self._bounds[first] + AT_ONCE, side="right")) - 1)
            last = min(last, self.count)
            rows = self._rows(self._order[self._bounds[first] : self._bounds[last]])
            base = self._bounds[first]
            for place in range(first, last):
                yield rows[self._bounds[place] - base : self._bounds[place + 1] - base]
            first = last

    def _rows(self, taken: np.ndarray) -> list[Sentence]:
        numbers = (column[taken].tolist() for column in (self._start, self._zone, self._paragraph))
        return [*zip(self._texts.take(pa.array(taken)).to_pylist(), *numbers, strict=True)]
