"""What an article is about, as weighted names and words: how articles of one story are told from others of the same subject."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from hearsay.text.lexicons import lexicon_rows
from hearsay.text.words import RUN

NAME, LEAD = 2.0, 2.0
"""How much more a name or number counts than another word, and title, deck and first paragraphs than the rest: a story is who,
when and where. Neither matters much: on BASIL's events 1 and 3 give the same within .02."""
LEAD_PARAGRAPHS = 3
ELSEWHERE = 500
"""Articles about other matters that are thought to stand beside the corpus: where five articles are about one matter, its words
still weigh, and similarity means the same in a small corpus as in one of some hundred articles."""
MOST = 250
"""Words that stand for an article, the heaviest: about as many as a page of news has that are neither common nor repeated."""


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
    """The names and words of each article, without function words, weighted by how often and how far front they stand (logarithm)
    and how few articles have them (inverse document frequency).

    Rows are in the order of `articles`, columns in that of the alphabet, so that the same articles always give the same numbers.
    """
    ids = tuple(articles["article_id"])
    ordered = sentences.sort_values("sentence_no", kind="stable").groupby("article_id", sort=False)
    rows = {str(article): rows for article, rows in ordered[["text", "zone", "paragraph_no"]]}
    counted: list[dict[str, float]] = []
    forms: dict[str, str] = {}
    for article in ids:
        counts: dict[str, float] = defaultdict(float)
        for text, zone, paragraph in rows[article].itertuples(index=False, name=None) if article in rows else ():
            _count(text, LEAD if zone != "body" or paragraph < LEAD_PARAGRAPHS else 1.0, zone == "body", counts, forms)
        counted.append(counts)
    return _weighted(ids, counted, forms)


def _count(text: str, weight: float, body: bool, counts: dict[str, float], forms: dict[str, str]) -> None:
    """Add the words of a sentence. Its first word, and a headline's capitals, do not make names."""
    small = _function_words()
    for number, word in enumerate(RUN.findall(text)):
        term = word.casefold()
        if len(term) < 2 or term in small:
            continue
        named = (body and number > 0 and word[0].isupper()) or word[0].isdigit()
        counts[term] += NAME * weight if named else weight
        if named or term not in forms:
            forms[term] = word


def _weighted(ids: tuple[str, ...], counted: list[dict[str, float]], forms: dict[str, str]) -> StoryWords:
    found_in = Counter(term for counts in counted for term in counts)
    terms = sorted(found_in)
    column = {term: number for number, term in enumerate(terms)}
    rarity = np.log((len(ids) + ELSEWHERE + 1) / (np.array([found_in[term] for term in terms], dtype=float) + 0.5))
    starts, columns, values = [0], [], []
    for counts in counted:
        own = np.fromiter((column[term] for term in counts), dtype=np.int32, count=len(counts))
        weights = (1 + np.log(np.fromiter(counts.values(), dtype=float, count=len(counts)))) * rarity[own]
        kept = np.sort(np.lexsort((own, -weights))[:MOST])
        own, weights = own[kept], weights[kept]
        order = np.argsort(own)
        columns.append(own[order])
        values.append(weights[order] / max(float(np.linalg.norm(weights)), 1e-12))
        starts.append(starts[-1] + len(own))
    data, indices = (np.concatenate(parts) if parts else np.zeros(0) for parts in (values, columns))
    matrix = csr_array((data, indices.astype(np.int32), np.array(starts)), shape=(len(ids), max(len(terms), 1)))
    return StoryWords(ids, matrix, tuple(forms[term] for term in terms))


@cache
def _function_words() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon_rows("function_words") if row["language"] == "en")
