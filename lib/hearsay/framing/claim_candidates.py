"""Candidates for one claim in several articles: attributed contents that share their rare words. No judgement of meaning."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log

import pandas as pd

from hearsay.attribution import lexicon as listed
from hearsay.attribution.spans import Span
from hearsay.framing.nouns import lemma
from hearsay.matching import lexicon
from hearsay.words import WORD

CONTAINED = 0.5
"""Share of the shorter text's weight that the other has to hold."""
MUTUAL = 0.33
"""Share of the longer text's weight that both have to hold, so that a short claim does not tie long ones together."""
SHARED = 4
"""Words in common, at least."""
SHORTEST = 5
"""Words that a content needs to be told apart from others on the same subject."""
NUMBER = re.compile(r"\d[\d.,]*\d|\d")
RAREST, POSTINGS = 8, 60
"""Words of a claim by which others are looked up, and texts that a word may stand in to serve for that."""
_ENDINGS = ("ing", "ed")


@dataclass(frozen=True)
class Unit:
    """A sentence, or the content of an attribution in it, as the words that carry it."""

    article_id: str
    span: Span
    attributed: bool
    words: frozenset[str]
    numbers: frozenset[str]


@dataclass(frozen=True)
class Candidate:
    """One claim as it seems: its shortest wording, and where each article has it, attributed or in its own voice."""

    wording: str
    attributed: Mapping[str, list[Span]]
    own: Mapping[str, list[Span]]


def claim_candidates(documents: pd.DataFrame, sentences: pd.DataFrame, attributions: pd.DataFrame) -> list[Candidate]:
    """Claims that at least two articles of the story seem to have, in the order of their first place.

    A claim starts from the content of an outermost attribution. Another content or sentence may hold it when half of the
    weight of the shorter one's words (rare words weigh more) stands in the other, four words at least, and no number
    speaks against it. It is looked for under its rarest words only, so the work grows with the length of the corpus and
    not with its square. Words in common are no proof of one meaning: a denial shares the words of what it denies.
    """
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    claims, plain = _units(texts, sentences, attributions)
    every = [*claims, *plain]
    weights = _weights(plain or claims)
    index = _index(every)
    parent = list(range(len(claims)))
    own: dict[int, list[int]] = defaultdict(list)
    for i, claim in enumerate(claims):
        for j in _near(i, claim, every, index, weights):
            if j < len(claims):
                parent[_root(parent, j)] = _root(parent, i)
            else:
                own[i].append(j)
    groups: dict[int, list[int]] = defaultdict(list)
    for i in range(len(claims)):
        groups[_root(parent, i)].append(i)
    made = (_candidate(texts, group, every, own) for group in sorted(groups.values()))
    return [one for one in made if len({*one.attributed, *one.own}) > 1]


def _units(texts: Mapping[str, str], sentences: pd.DataFrame, attributions: pd.DataFrame) -> tuple[list[Unit], list[Unit]]:
    claims = [
        Unit(
            row.article_id,
            (row.content_spans[0][0], row.content_spans[-1][1]),
            True,
            *_words(texts[row.article_id], row.content_spans),
        )
        for row in attributions[attributions["level"] == 1].itertuples(index=False)
        if row.content_spans
    ]
    plain = [
        Unit(row.article_id, (row.start, row.end), False, *_words(texts[row.article_id], ((row.start, row.end),)))
        for row in sentences.itertuples(index=False)
    ]
    return [unit for unit in claims if len(unit.words) >= SHORTEST], [unit for unit in plain if len(unit.words) >= SHORTEST]


def _words(text: str, spans: Sequence[Span]) -> tuple[frozenset[str], frozenset[str]]:
    kept = (stem(match.group()) for start, end in spans for match in WORD.finditer(text, start, end))
    numbers = frozenset(match.group() for start, end in spans for match in NUMBER.finditer(text, start, end))
    return frozenset(word for word in kept if word), numbers


@cache
def stem(word: str) -> str:
    """A word without its ending, lower case; a country for its name, adjective or capital; '' for a function word."""
    place = _places().get(word.removesuffix("'s").removesuffix("’s"))
    if place:
        return place
    low = word.lower().replace("’", "'").removesuffix("'s")
    if low in _function_words() or len(low) < 3 or low[0].isdigit():
        return ""
    low = lemma(low, low.endswith("s"))
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) > len(ending) + 3:
            low = low[: -len(ending)]
    return low.removesuffix("e")


def _weights(units: Sequence[Unit]) -> dict[str, float]:
    """How rare a word is among the story's sentences; a word of nearly all weighs next to nothing."""
    counts = Counter(word for unit in units for word in unit.words)
    return {word: log((len(units) + 1) / n) for word, n in counts.items()}


def _index(units: Sequence[Unit]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = defaultdict(list)
    for i, unit in enumerate(units):
        for word in unit.words:
            index[word].append(i)
    return index


def _near(
    i: int, claim: Unit, every: Sequence[Unit], index: Mapping[str, list[int]], weights: Mapping[str, float]
) -> Iterator[int]:
    ranked = sorted(claim.words, key=lambda word: (len(index[word]), word))
    looked = [word for word in ranked if len(index[word]) <= POSTINGS][:RAREST]
    for j in sorted({j for word in looked for j in index[word]}):
        if j != i and _same(claim, every[j], weights):
            yield j


def _same(claim: Unit, other: Unit, weights: Mapping[str, float]) -> bool:
    shared = claim.words & other.words
    if len(shared) < SHARED or (claim.numbers and other.numbers and not claim.numbers & other.numbers):
        return False
    own, others, both = (sum(weights.get(word, 0.0) for word in sorted(part)) for part in (claim.words, other.words, shared))
    if other.attributed:
        return both >= CONTAINED * min(own, others) and both >= MUTUAL * max(own, others)
    return both >= CONTAINED * own


def _root(parent: list[int], i: int) -> int:
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i


def _candidate(texts: Mapping[str, str], group: Sequence[int], every: Sequence[Unit], own: Mapping[int, list[int]]) -> Candidate:
    attributed: dict[str, list[Span]] = defaultdict(list)
    voiced: dict[str, list[Span]] = defaultdict(list)
    for i in group:
        attributed[every[i].article_id].append(every[i].span)
    for j in dict.fromkeys(j for i in group for j in own.get(i, [])):
        if every[j].article_id not in attributed:
            voiced[every[j].article_id].append(every[j].span)
    shortest = min((every[i] for i in group), key=lambda unit: (unit.span[1] - unit.span[0], unit.article_id, unit.span))
    return Candidate(" ".join(texts[shortest.article_id][slice(*shortest.span)].split()), attributed, voiced)


@cache
def _function_words() -> frozenset[str]:
    table = lexicon("function_words")
    return frozenset(table.loc[table["language"] == "en", "word"])


@cache
def _places() -> dict[str, str]:
    kinds = ("short", "capital", "demonym")
    return {row["name"]: f"~{row['country']}" for row in listed.rows("places") if row["kind"] in kinds and row["country"]}
