"""Whether two sentences print one quotation or one run of words, as the tables of reuse and of shared quotations have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

import pandas as pd

from hearsay.corroboration.claim_sentences import ClaimSentence
from hearsay.text.spans import Span


class SharedWords:
    """The shared quotations and reused passages of a corpus, looked up by two sentences."""

    def __init__(self, shared_quotations: pd.DataFrame, reuse: pd.DataFrame) -> None:
        self._quotations: dict[str, list[tuple[Span, int]]] = defaultdict(list)
        for row in shared_quotations.itertuples(index=False):
            self._quotations[row.article_id].append(((row.start, row.end), row.quotation_no))
        self._passages: dict[tuple[str, str], list[tuple[Span, Span, str]]] = defaultdict(list)
        for row in reuse.itertuples(index=False):
            one, other = (row.start_a, row.end_a), (row.start_b, row.end_b)
            self._passages[row.article_a, row.article_b].append((one, other, row.kind))
            self._passages[row.article_b, row.article_a].append((other, one, row.kind))

    def among(self, articles: Sequence[str]) -> tuple[object, ...]:
        """All that is known between these articles, however quotations are numbered in the corpus."""
        quoted = [(article, span, number) for article in articles for span, number in self._quotations.get(article, ())]
        numbers = {number: place for place, number in enumerate(dict.fromkeys(number for _, _, number in quoted))}
        passages = [(a, b, *self._passages[a, b]) for a, b in combinations(articles, 2) if (a, b) in self._passages]
        return tuple((article, span, numbers[number]) for article, span, number in quoted), tuple(passages)

    def between(self, a: ClaimSentence, b: ClaimSentence) -> str:
        """'shared quotation' or 'shared run' where both sentences hold part of it, else ''."""
        if self._quoted(a) & self._quoted(b):
            return "shared quotation"
        kinds = {
            k
            for one, other, k in self._passages.get((a.article_id, b.article_id), ())
            if _meet(one, a.span) and _meet(other, b.span)
        }
        return "shared run" if kinds - {"quotation"} else "shared quotation" if kinds else ""

    def _quoted(self, sentence: ClaimSentence) -> set[int]:
        return {number for span, number in self._quotations.get(sentence.article_id, ()) if _meet(span, sentence.span)}


def _meet(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]
