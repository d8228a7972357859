"""What an article is about, as weighted names and words: how articles of one story are told from others of the same subject."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import pandas as pd

from hearsay.corroboration.article_sentences import ArticleSentences, boilerplate_sentences
from hearsay.corroboration.spool import Spool
from hearsay.schema import ZONES
from hearsay.text.lexicons import function_words
from hearsay.text.words import RUN

NAME, LEAD = 2.0, 2.0
"""How much more a name or number counts than another word, and title, deck and first paragraphs than the rest: a story is who,
when and where. Neither matters much: on BASIL's events 1 and 3 give the same within .02."""
LEAD_PARAGRAPHS = 3
BODY = ZONES.index("body")
ELSEWHERE = 500
"""Articles about other matters that are thought to stand beside the corpus: where five articles are about one matter, its words
still weigh, and similarity means the same in a small corpus as in one of some hundred articles."""
MOST = 250
"""Words that stand for an article, the heaviest: about as many as a page of news has that are neither common nor repeated."""


@dataclass(frozen=True)
class StoryWords:
    """What each article is about, in the order of `ids`: a row of length 1, with a column for each of the words in `forms`."""

    ids: tuple[str, ...]
    rows: Spool
    forms: tuple[str, ...]

    def heaviest(self, row: int, most: int) -> np.ndarray:
        """The columns of an article's heaviest words, heaviest first, equal ones in the order of columns."""
        columns, weights = self.row(row)
        return columns[np.argsort(-weights, kind="stable")[:most]]

    def row(self, row: int) -> tuple[np.ndarray, np.ndarray]:
        """Columns and weights of an article."""
        columns, weights = self.rows.row(row)
        return columns, weights


class StoryCounts:
    """The names and words of the articles of a corpus, taken piece by piece: held are the words that there are, no article."""

    def __init__(self) -> None:
        self._terms: dict[str, int] = {}
        self._forms: list[str] = []
        self._ids: list[str] = []
        self._counted = Spool(np.int32, np.float32)

    def add(self, articles: pd.DataFrame, sentences: pd.DataFrame, repeated: np.ndarray) -> None:
        """Take articles in, in the order of the corpus; of their sentences those that are `repeated` do not count."""
        for rows in ArticleSentences(articles, sentences, repeated):
            counts: dict[int, float] = defaultdict(float)
            for text, _, zone, paragraph in rows:
                weight = LEAD if zone != BODY or paragraph < LEAD_PARAGRAPHS else 1.0
                _count(text, weight, zone == BODY, counts, self._terms, self._forms)
            size = len(counts)
            self._counted.append(np.fromiter(counts, np.int32, count=size), np.fromiter(counts.values(), np.float32, count=size))
        self._ids += articles["article_id"].tolist()

    def words(self) -> StoryWords:
        """Weighted by how often and how far front they stand (logarithm) and how few articles have them (inverse document
        frequency). Columns are in the order of the alphabet, so that the same articles always give the same numbers."""
        terms, weighted = [*self._terms], Spool(np.int32, np.float32)
        found_in = np.zeros(len(terms))
        for place in range(len(self._counted)):
            found_in[self._counted.row(place)[0]] += 1
        alphabet = np.array(sorted(range(len(terms)), key=terms.__getitem__), dtype=np.int32)
        column = np.empty_like(alphabet)
        column[alphabet] = np.arange(len(terms), dtype=np.int32)
        rarity = np.log((len(self._ids) + ELSEWHERE + 1) / (found_in + 0.5))
        for place in range(len(self._counted)):
            own, counts = self._counted.row(place)
            order = np.argsort(column[own])
            weights = ((1 + np.log(counts)) * rarity[own])[order]
            kept = np.sort(np.argsort(-weights, kind="stable")[:MOST])
            weighted.append(column[own][order][kept], weights[kept] / max(float(np.linalg.norm(weights[kept])), 1e-12))
        return StoryWords(tuple(self._ids), weighted, tuple(self._forms[number] for number in alphabet.tolist()))


def story_words(articles: pd.DataFrame, sentences: pd.DataFrame) -> StoryWords:
    """The names and words of each article, without function words and what its outlet repeats."""
    counts = StoryCounts()
    counts.add(articles, sentences, boilerplate_sentences(articles, sentences))
    return counts.words()


def _count(text: str, weight: float, body: bool, counts: dict[int, float], terms: dict[str, int], forms: list[str]) -> None:
    """Add the words of a sentence. Its first word, and a headline's capitals, do not make names."""
    small = function_words()
    for number, word in enumerate(RUN.findall(text)):
        term = word.casefold()
        if len(term) < 2 or term in small:
            continue
        named = (body and number > 0 and word[0].isupper()) or word[0].isdigit()
        column = terms.setdefault(term, len(forms))
        if column == len(forms):
            forms.append(word)
        elif named:
            forms[column] = word
        counts[column] += NAME * weight if named else weight
