"""Pairs of sentences of one story: what both have, where they differ, how likely they make one claim or contradict each other.

Two logistic regressions on features that a reader can check: how near the sentence vectors lie, which words, names and numbers
both have, who speaks, where in the article they stand, and whether number, time, polarity, status or quotation differ. Trained by
`lib/training/claims_train.py`; data, figures and limits stand in `models/claims.md`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import log
from typing import Any

import numpy as np
from scipy.sparse import csr_array, diags_array
from scipy.special import expit

from hearsay.corroboration.claim_sentences import ClaimSentence
from hearsay.corroboration.quantities import differing
from hearsay.corroboration.statuses import polarities_differ, statuses_differ
from hearsay.corroboration.times import times_differing
from hearsay.entities.gazetteer import name_words

LEAST_SHARED, LEAST_COSINE = 0.1, 0.4
"""What a pair needs to be looked at: a tenth of both sentences' weight in common words, or vectors this near. Of the pairs of
mentions of one claim on the coded stories 86 % have it, of all pairs 22 %."""
ALIKE = 0.6
"""Nearness of vectors from which two sentences need no common word in what they tell beside who tells it: all that one speaker
says has his name and office in common."""
LEAST_QUOTED = 4
"""Words of a run from which two quotations are taken for one: shorter ones are phrases that anybody uses."""
LONGEST_RUN = 15
"""Words of a run beyond which a longer one tells no more."""
NEARNESS = ("cosine", "in shorter", "in longer", "in both", "weight", "rank", "worse rank", "behind", "further behind")
LIKENESS = (
    "words", "rarest word", "run", "run of shorter", "number shared", "numbers differ", "names", "same article", "titles",
    "both titles", "place", "lengths", "lengths apart", "adjacent", "same speaker", "other speaker", "own words", "neighbours",
    "quantity differs", "time differs", "polarity differs", "status differs", "quotation differs", "both denied",
)  # fmt: skip
FEATURES = (*NEARNESS, *LIKENESS)


@dataclass(frozen=True)
class Pairs:
    """Pairs of a story's sentences: their places in the list (`first` before `second`), and a row of `FEATURES` each."""

    first: np.ndarray
    second: np.ndarray
    features: np.ndarray

    def __len__(self) -> int:
        return len(self.first)


def sentence_pairs(sentences: Sequence[ClaimSentence], vectors: np.ndarray) -> Pairs:
    """The pairs that have enough in common to be looked at, with their features.

    Parameters
    ----------
    sentences
        Of one story, those of an article together and in order.
    vectors : array, n × d
        Their vectors, of length 1.
    """
    if not sentences:
        return Pairs(np.zeros(0, int), np.zeros(0, int), np.zeros((0, len(FEATURES))))
    cosine = (vectors @ vectors.T).astype(np.float64)
    idf, shared, weight = _shared_words(sentences)
    told_alike = _told_alike(sentences) | (cosine > ALIKE)
    near = ((2 * shared / (weight[:, None] + weight[None]) > LEAST_SHARED) | (cosine > LEAST_COSINE)) & told_alike
    first, second = np.nonzero(np.triu(near, 1))
    both, low, high = shared[first, second], *_ordered(weight[first], weight[second])
    rank, behind = _ranks(cosine, np.array([sentence.article_no for sentence in sentences]))
    nearest, farther = _ordered(rank[first, second], rank[second, first])
    farthest_behind, least_behind = _ordered(behind[first, second], behind[second, first])
    nearness = [
        cosine[first, second], both / low, both / high, 2 * both / (low + high), np.log1p(both),
        np.log1p(nearest), np.log1p(farther), least_behind, farthest_behind,
    ]  # fmt: skip
    likeness = [_likeness(sentences, i, j, idf, cosine) for i, j in zip(first.tolist(), second.tolist(), strict=True)]
    table = np.column_stack([*nearness, np.array(likeness, dtype=np.float64).reshape(len(first), len(LIKENESS))])
    return Pairs(first, second, table)


@dataclass(frozen=True)
class PairScorer:
    """The weights of a logistic regression on standardised `FEATURES`."""

    mean: np.ndarray
    spread: np.ndarray
    weights: np.ndarray
    constant: float

    def probability(self, pairs: Pairs) -> np.ndarray:
        """Of each pair, between 0 and 1."""
        return np.asarray(expit((pairs.features - self.mean) / self.spread @ self.weights + self.constant))


@dataclass(frozen=True)
class PairScorers:
    """What says of a pair that it makes one claim, and what says that the two contradict each other."""

    same: PairScorer
    contradicts: PairScorer


@cache
def shipped_scorers(story: str = "") -> PairScorers:
    """The weights that come with the package; for one of the stories that they were learned from those learned without it."""
    kept = json.loads((resources.files("hearsay") / "models" / "claims.json").read_text(encoding="utf-8"))
    chosen = kept["folds"][kept["stories"][story]] if story in kept["stories"] else kept["all"]
    return PairScorers(_scorer(chosen["same claim"]), _scorer(chosen["contradiction"]))


def _scorer(kept: Mapping[str, Any]) -> PairScorer:
    mean, spread, weights = (
        np.array([kept["features"][name][part] for name in FEATURES], dtype=np.float64) for part in ("mean", "spread", "weight")
    )
    return PairScorer(mean, spread, weights, float(kept["constant"]))


def _told_alike(sentences: Sequence[ClaimSentence]) -> np.ndarray:
    """Of each two sentences whether they share a word that stands in neither's source nor cue."""
    forms = {form: column for column, form in enumerate(sorted({form for one in sentences for form in one.told_stems}))}
    rows = [row for row, one in enumerate(sentences) for _ in one.told_stems]
    columns = [forms[form] for one in sentences for form in sorted(one.told_stems)]
    holds = csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(sentences), max(len(forms), 1)))
    return np.asarray((holds @ holds.T).toarray() > 0)


def _ordered(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.minimum(a, b), np.maximum(a, b)


def _shared_words(sentences: Sequence[ClaimSentence]) -> tuple[dict[str, float], np.ndarray, np.ndarray]:
    """How rare each word is in the story; the weight of the words that two sentences share, and of all words of one."""
    forms = {form: column for column, form in enumerate(sorted({form for sentence in sentences for form in sentence.stems}))}
    rows = [row for row, sentence in enumerate(sentences) for _ in sentence.stems]
    columns = [forms[form] for sentence in sentences for form in sentence.stems]
    holds = csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(sentences), max(len(forms), 1)))
    counts = np.asarray(holds.sum(axis=0)).ravel()
    idf = np.log((len(sentences) + 1) / np.maximum(counts, 1))
    shared = (holds @ diags_array(idf) @ holds.T).toarray()
    return {form: float(idf[column]) for form, column in forms.items()}, shared, holds @ idf + 1e-6


def _ranks(cosine: np.ndarray, articles: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each sentence and each other: how many of the other's article lie nearer, and by how much the nearest does."""
    rank, behind = np.zeros_like(cosine), np.zeros_like(cosine)
    apart = cosine - 2 * np.eye(len(cosine))
    for article in np.unique(articles):
        columns = np.flatnonzero(articles == article)
        part = apart[:, columns]
        rank[:, columns] = (-part).argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")
        behind[:, columns] = part - part.max(axis=1, keepdims=True)
    return rank, behind


def _likeness(sentences: Sequence[ClaimSentence], i: int, j: int, idf: dict[str, float], cosine: np.ndarray) -> tuple[float, ...]:
    a, b = sentences[i], sentences[j]
    shared = a.stems.keys() & b.stems.keys()
    run = longest_run(a.words, b.words)
    same = a.article_no == b.article_no
    titles = (a.zone == "title") + (b.zone == "title")
    lengths = log(len(a.stems) + 1), log(len(b.stems) + 1)
    said = bool(a.speaker and b.speaker)
    alike = said and same_name(a.speaker, b.speaker)
    return (
        len(shared),
        max((idf[form] for form in shared), default=0.0),
        min(run, LONGEST_RUN),
        run / max(min(len(a.words), len(b.words)), 1),
        bool(a.numbers & b.numbers),
        bool(a.numbers and b.numbers and not a.numbers & b.numbers),
        len(a.names & b.names),
        same,
        titles,
        titles == 2,
        abs(a.place - b.place),
        sum(lengths),
        abs(lengths[0] - lengths[1]),
        same and abs(a.sentence_no - b.sentence_no) == 1,
        alike,
        said and not alike,
        (not a.speaker) + (not b.speaker),
        _neighbours(sentences, i, j, cosine),
        differing(a.quantities, b.quantities) is not None,
        times_differing(a.moments, b.moments) is not None,
        polarities_differ(a.told, b.told),
        statuses_differ(a.told, b.told),
        quotation_differs(a, b, run),
        a.told.polarity == b.told.polarity == "denied",
    )


def quotation_differs(a: ClaimSentence, b: ClaimSentence, run: int) -> bool:
    """Whether both quote a run of words and at least one goes on in other words."""
    return a.quotes and b.quotes and LEAST_QUOTED <= run < min(len(a.words), len(b.words))


def _neighbours(sentences: Sequence[ClaimSentence], i: int, j: int, cosine: np.ndarray) -> float:
    """Mean nearness of the sentences before the two and of those after: a quotation goes on in both articles."""
    total = 0.0
    for step in (-1, 1):
        k, m = i + step, j + step
        inside = min(k, m) >= 0 and max(k, m) < len(sentences)
        if inside and sentences[k].article_no == sentences[i].article_no and sentences[m].article_no == sentences[j].article_no:
            total += float(cosine[k, m])
    return total / 2


def longest_run(first: Sequence[str], second: Sequence[str]) -> int:
    """Words of the longest run that both have."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(second):
        places.setdefault(word, []).append(place)
    best, ending = 0, dict[int, int]()
    for word in first:
        ending = {place: ending.get(place - 1, 0) + 1 for place in places.get(word, ())}
        best = max(best, *ending.values()) if ending else best
    return best


def same_name(first: str, second: str) -> bool:
    """Whether two names of speakers may be one's: the same last word, and nothing before it that speaks against it."""
    a, b = name_words(first), name_words(second)
    return bool(a and b) and a[-1] == b[-1] and (len(a) == 1 or len(b) == 1 or a[0][0] == b[0][0])
