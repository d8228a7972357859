"""What an article is about, as weighted names and words: how articles of one story are told from others of the same subject."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from hearsay.corroboration.article_sentences import ArticleSentences, boilerplate_sentences
from hearsay.schema import ZONES
from hearsay.text.lexicons import lexicon_rows
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

NOTHING = (np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32))


@dataclass(frozen=True)
class StoryWords:
    """`weights` holds a row per article (in the order of `ids`), of length 1, and a column per word; `forms` are the words."""

    ids: tuple[str, ...]
    weights: csr_array
    forms: tuple[str, ...]

    def heaviest(self, row: int, most: int) -> np.ndarray:
        """The columns of an article's heaviest words, heaviest first, equal ones in the order of columns."""
        columns, weights = self.row(row)
        return columns[np.argsort(-weights, kind="stable")[:most]]

    def row(self, row: int) -> tuple[np.ndarray, np.ndarray]:
        """Columns and weights of an article."""
        begin, end = self.weights.indptr[row : row + 2]
        return self.weights.indices[begin:end], self.weights.data[begin:end]


def story_words(articles: pd.DataFrame, sentences: pd.DataFrame) -> StoryWords:
    """The names and words of each article, without function words and what its outlet repeats, weighted by how often and how far
    front they stand (logarithm) and how few articles have them (inverse document frequency).

    Rows are in the order of `articles`, columns in that of the alphabet, so that the same articles always give the same numbers.
    """
    terms: dict[str, int] = {}
    forms: list[str] = []
    counted: list[tuple[np.ndarray, np.ndarray]] = []
    for rows in ArticleSentences(articles, sentences, boilerplate_sentences(articles, sentences)):
        counts: dict[int, float] = defaultdict(float)
        for text, _, zone, paragraph in rows:
            _count(text, LEAD if zone != BODY or paragraph < LEAD_PARAGRAPHS else 1.0, zone == BODY, counts, terms, forms)
        size = len(counts)
        counted.append((np.fromiter(counts, np.int32, count=size), np.fromiter(counts.values(), np.float32, count=size)))
    return _weighted(tuple(articles["article_id"]), counted, [*terms], forms)


def _count(text: str, weight: float, body: bool, counts: dict[int, float], terms: dict[str, int], forms: list[str]) -> None:
    """Add the words of a sentence. Its first word, and a headline's capitals, do not make names."""
    small = _function_words()
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


def _weighted(
    ids: tuple[str, ...], counted: list[tuple[np.ndarray, np.ndarray]], terms: list[str], forms: list[str]
) -> StoryWords:
    found_in = np.zeros(len(terms))
    for own, _ in counted:
        found_in[own] += 1
    alphabet = np.array(sorted(range(len(terms)), key=terms.__getitem__), dtype=np.int32)
    column = np.empty_like(alphabet)
    column[alphabet] = np.arange(len(terms), dtype=np.int32)
    rarity = np.log((len(ids) + ELSEWHERE + 1) / (found_in + 0.5))
    starts, columns, values = [0], [np.zeros(0, dtype=np.int32)], [np.zeros(0, dtype=np.float32)]
    for number, (own, counts) in enumerate(counted):
        counted[number] = NOTHING
        order = np.argsort(column[own])
        weights = ((1 + np.log(counts)) * rarity[own])[order]
        kept = np.sort(np.argsort(-weights, kind="stable")[:MOST])
        columns.append(column[own][order][kept])
        values.append((weights[kept] / max(float(np.linalg.norm(weights[kept])), 1e-12)).astype(np.float32))
        starts.append(starts[-1] + len(kept))
    shape = (len(ids), max(len(terms), 1))
    matrix = csr_array((np.concatenate(values), np.concatenate(columns), np.array(starts)), shape=shape)
    return StoryWords(ids, matrix, tuple(forms[number] for number in alphabet.tolist()))


@cache
def _function_words() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon_rows("function_words") if row["language"] == "en")
