"""The quotations of articles, and which of them quote the same words: they share a run, or one stands in the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from hearsay.text.lexicons import lexicon_rows
from hearsay.text.quotations import quotation_spans
from hearsay.text.shingles import SPREAD, sequence_hashes, word_codes
from hearsay.text.spans import Span, passages_by_article
from hearsay.text.words import RUN as WORD

RUN_IN_EVENT, RUN_ANYWHERE = 6, 12
"""Words in a row that make two quotations one, between articles of one event and between any two: as many as passages of `reuse`
have that are not to be set phrases."""
SHORTEST = 2
"""Words of a quotation that is followed at all: one word in marks is a scare quote, which has no one speaker."""
CONTAINED = 0.8
"""Share of a quotation's words that a longer one must have, in order, to hold it. Within one event only: of other matters people
say `very close` too."""
ANYBODY = 3
"""Words up to which a quotation that two articles give to two people is taken for two quotations."""
HELD_AGAINST = 16
"""Quotations that one is held against: of those that have its rarest words, the first."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation: its article, its place in the text without the marks, its words small, and where each stands in the text."""

    article: str
    start: int
    end: int
    words: tuple[str, ...]
    places: tuple[Span, ...]


def quoted_words(documents: pd.DataFrame, sentences: pd.DataFrame) -> list[Quoted]:
    """The outermost quotations in title, deck and body of all articles, in the order of the text, from two words on."""
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    found = []
    for article, passages in passages_by_article(sentences).items():
        text = texts[article]
        starts = np.array([passage.start for passage in passages])
        for quotation in quotation_spans(text):
            start, end = quotation.inner
            at = int(np.searchsorted(starts, end)) - 1
            if quotation.level > 1 or at < 0 or passages[at].end <= start:
                continue
            words = [*WORD.finditer(text, start, end)]
            if len(words) >= SHORTEST:
                small, places = tuple(word[0].casefold() for word in words), tuple(word.span() for word in words)
                found.append(Quoted(article, start, end, small, places))
    return found


def same_quotations(
    quoted: Sequence[Quoted], events: Mapping[str, str], two_people: Callable[[Quoted, Quoted], bool]
) -> list[list[int]]:
    """Groups of quotations, by place, that quote the same words in two articles or more; in the order of their first.

    What shares a run of words is one, wherever it stands. A quotation that shares none belongs to the one longer quotation of its
    event that holds most of its words, so that two long ones are never one because they have two words in common. Nor does it
    where it has three words or fewer and `two_people` says that the two are given to two people: both may have said it.
    """
    count = len(quoted)
    event = np.unique([events.get(one.article, one.article) for one in quoted], return_inverse=True)[1]
    # An event's number with all bits stirred: sequences of two events are never equal but by a chance of 1 in 2^64.
    apart = event.astype(np.uint64) * SPREAD
    pairs = [
        *_sharing_runs(quoted, RUN_ANYWHERE, np.zeros(count, dtype=np.uint64)),
        *_sharing_runs(quoted, RUN_IN_EVENT, apart),
    ]
    joined = {place for one, other in pairs for place in (one, other) if quoted[one].article != quoted[other].article}
    pairs += _held(quoted, event, joined, two_people)
    one, other = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    labels = connected_components(coo_array((np.ones(len(one)), (one, other)), shape=(count, count)), directed=False)[1]
    groups: dict[int, list[int]] = defaultdict(list)
    for place, label in enumerate(labels.tolist()):
        groups[label].append(place)
    return [group for group in groups.values() if len({quoted[place].article for place in group}) > 1]


def _sharing_runs(quoted: Sequence[Quoted], length: int, within: np.ndarray) -> Iterator[tuple[int, int]]:
    """Each quotation with the first that has a run of so many words with it; runs of function words alone do not count."""
    small, hashes, owners = _function_words(), [], []
    for place, one in enumerate(quoted):
        if len(one.words) >= length:
            own = sequence_hashes(word_codes(" ".join(one.words)), length)
            content = np.cumsum([0, *(word not in small and len(word) > 1 for word in one.words)])
            own = own[(content[length:] - content[:-length]) >= 2][: len(own)]
            hashes.append(own ^ within[place])
            owners.append(np.full(len(own), place))
    if not hashes:
        return
    hashed, owner = np.concatenate(hashes), np.concatenate(owners)
    order = np.lexsort((owner, hashed))
    hashed, owner = hashed[order], owner[order]
    begins = np.r_[True, hashed[1:] != hashed[:-1]]
    first = owner[begins][np.cumsum(begins) - 1]
    yield from {(int(a), int(b)) for a, b in zip(first[first != owner], owner[first != owner], strict=True)}


def _held(
    quoted: Sequence[Quoted], event: np.ndarray, joined: set[int], two_people: Callable[[Quoted, Quoted], bool]
) -> Iterator[tuple[int, int]]:
    """Each quotation that shares no run, with the one of another article of its event that holds it best."""
    small = _function_words()
    by_event: dict[int, list[int]] = defaultdict(list)
    for place, number in enumerate(event.tolist()):
        by_event[number].append(place)
    for places in by_event.values():
        if len({quoted[place].article for place in places}) < 2:
            continue
        index: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place in places:
            for pair in dict.fromkeys(pairwise(quoted[place].words)):
                index[pair].append(place)
        for place in places:
            one = quoted[place]
            if place in joined or all(word in small or len(word) < 2 for word in one.words):
                continue
            rarest = sorted(dict.fromkeys(pairwise(one.words)), key=lambda pair: (len(index[pair]), pair))[:2]
            others = sorted({other for pair in rarest for other in index[pair][:HELD_AGAINST]})
            share, other = _best_holder(quoted, place, others)
            short = len(one.words) <= ANYBODY
            if share >= CONTAINED and not (short and two_people(one, quoted[other])):
                yield place, other


def _best_holder(quoted: Sequence[Quoted], place: int, others: Sequence[int]) -> tuple[float, int]:
    """Which of others, of another article and longer (or as long and earlier), holds most of a quotation, and what share; of
    equal ones the longest, then the first."""
    one = quoted[place]
    longer = [
        other
        for other in others
        if quoted[other].article != one.article and (len(quoted[other].words), -other) > (len(one.words), -place)
    ]
    shares = ((held_share(one.words, quoted[other].words), len(quoted[other].words), -other) for other in longer)
    share, _, other = max(shares, default=(0.0, 0, 0))
    return share, -other


def held_share(words: Sequence[str], others: Sequence[str]) -> float:
    """The share of words that others have, in the same order."""
    blocks = SequenceMatcher(None, words, others, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(words)


@cache
def _function_words() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon_rows("function_words") if row["language"] == "en")
