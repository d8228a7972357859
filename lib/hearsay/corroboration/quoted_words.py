"""The quotations of articles, and which of them quote the same words: they share a run, or one stands in the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from operator import attrgetter

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from hearsay.parsing.key_groups import HELD, KeyGroups
from hearsay.text.lexicons import function_words
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

PLACE = 24
"""Bits of the place of a quotation in its article; those before are the article's."""
ALL_BITS = (1 << 64) - 1


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


class QuotationIndex:
    """Runs of words in the quotations of a corpus, taken piece by piece: which quotations share one."""

    def __init__(self, held: int = HELD) -> None:
        self._runs = KeyGroups(held)

    def add(self, runs: np.ndarray) -> None:
        """Take in what `placed_runs` gives of an article, or of many."""
        self._runs.add(*runs)

    def pairs(self) -> np.ndarray:
        """Each quotation with the first that has a run with it, by their numbers: (n, 2), in order, each pair once."""
        found = [np.zeros((0, 2), dtype=np.int64)]
        for hashes, numbers in self._runs.shares():
            begins = np.r_[True, hashes[1:] != hashes[:-1]][: len(hashes)]
            first = numbers[begins][np.cumsum(begins) - 1]
            found.append(np.unique(np.stack([first, numbers], axis=1)[first != numbers], axis=0).astype(np.int64))
        return np.unique(np.concatenate(found), axis=0)


def numbered(quoted: Sequence[Quoted], article_no: Mapping[str, int]) -> list[int]:
    """A number for each quotation, from that of its article and its place among those of it: in the order of a corpus."""
    before: Counter[str] = Counter()
    numbers = []
    for one in quoted:
        numbers.append((article_no[one.article] << PLACE) | before[one.article])
        before[one.article] += 1
    return numbers


def runs_of(quoted: Sequence[Quoted]) -> np.ndarray:
    """Of the quotations of one article the hashes of their runs; and for each twice the place of its quotation, one more where it
    counts within the event alone: (2, n). Runs of function words alone do not count."""
    small, found = function_words(), [np.zeros((2, 0), dtype=np.uint64)]
    for place, one in enumerate(quoted):
        codes = word_codes(" ".join(one.words)) if len(one.words) >= RUN_IN_EVENT else np.zeros(0, dtype=np.uint32)
        content = np.cumsum([0, *(word not in small and len(word) > 1 for word in one.words)])
        for within, length in enumerate((RUN_ANYWHERE, RUN_IN_EVENT)):
            own = sequence_hashes(codes, length)
            own = own[(content[length:] - content[:-length])[: len(own)] >= 2]
            found.append(np.stack([own, np.full(len(own), 2 * place + within, dtype=np.uint64)]))
    return np.concatenate(found, axis=1)


def placed_runs(runs: np.ndarray, article_no: int, event_no: int) -> np.ndarray:
    """What `runs_of` gives of an article, for `QuotationIndex`: those within the event are told apart from those of others, and
    each belongs to the number of its quotation in the corpus."""
    hashes, places = runs
    # An event's number with all bits stirred: sequences of two events are never equal but by a chance of 1 in 2^64.
    apart = (places & np.uint64(1)) * np.uint64((event_no + 1) * int(SPREAD) & ALL_BITS)
    return np.stack([hashes ^ apart, (places >> np.uint64(1)) | np.uint64(article_no << PLACE)])


def between_articles(pairs: np.ndarray) -> np.ndarray:
    """The numbers of quotations that share a run with one of another article, in order."""
    return np.unique(pairs[(pairs[:, 0] >> PLACE) != (pairs[:, 1] >> PLACE)])


def grouped(pairs: np.ndarray) -> list[list[int]]:
    """The numbers that pairs hold together, in groups of two articles or more, in the order of their first."""
    numbers, places = np.unique(pairs, return_inverse=True)
    one, other = places.reshape(-1, 2).T
    shape = (len(numbers), len(numbers))
    labels = connected_components(coo_array((np.ones(len(one)), (one, other)), shape=shape), directed=False)[1]
    groups: dict[int, list[int]] = defaultdict(list)
    for number, label in zip(numbers.tolist(), labels.tolist(), strict=True):
        groups[label].append(number)
    return [group for group in groups.values() if len({number >> PLACE for number in group}) > 1]


def same_quotations(
    quoted: Sequence[Quoted], events: Mapping[str, str], two_people: Callable[[Quoted, Quoted], bool]
) -> list[list[int]]:
    """Groups of quotations, by place, that quote the same words in two articles or more; in the order of their first.

    What shares a run of words is one, wherever it stands. A quotation that shares none belongs to the one longer quotation of its
    event that holds most of its words, so that two long ones are never one because they have two words in common. Nor does it
    where it has three words or fewer and `two_people` says that the two are given to two people: both may have said it.
    """
    articles = dict.fromkeys(one.article for one in quoted)
    numbers = numbered(quoted, {article: number for number, article in enumerate(articles)})
    names = {name: number for number, name in enumerate(dict.fromkeys(events.get(article, article) for article in articles))}
    event_no = {article: names[events.get(article, article)] for article in articles}
    index = QuotationIndex()
    for number, (article, own) in enumerate(groupby(quoted, key=attrgetter("article"))):
        index.add(placed_runs(runs_of([*own]), number, event_no[article]))
    pairs = index.pairs()
    more = held_quotations(quoted, numbers, event_no, set(between_articles(pairs).tolist()), two_people)
    place = {number: place for place, number in enumerate(numbers)}
    return [[place[number] for number in group] for group in grouped(np.concatenate([pairs, more]))]


def held_quotations(
    quoted: Sequence[Quoted],
    numbers: Sequence[int],
    event_no: Mapping[str, int],
    joined: Collection[int],
    two_people: Callable[[Quoted, Quoted], bool],
) -> np.ndarray:
    """Each quotation that shares no run, with the one of another article of its event that holds it best: numbers, (n, 2).

    Of an event all quotations have to be there, in order."""
    found = _held(quoted, numbers, event_no, joined, two_people)
    return np.array([(numbers[one], numbers[other]) for one, other in found], dtype=np.int64).reshape(-1, 2)


def _held(
    quoted: Sequence[Quoted],
    numbers: Sequence[int],
    event_no: Mapping[str, int],
    joined: Collection[int],
    two_people: Callable[[Quoted, Quoted], bool],
) -> Iterator[tuple[int, int]]:
    small = function_words()
    by_event: dict[int, list[int]] = defaultdict(list)
    for place, one in enumerate(quoted):
        by_event[event_no[one.article]].append(place)
    for places in by_event.values():
        if len({quoted[place].article for place in places}) < 2:
            continue
        index: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place in places:
            for pair in dict.fromkeys(pairwise(quoted[place].words)):
                index[pair].append(place)
        for place in places:
            one = quoted[place]
            if numbers[place] in joined or all(word in small or len(word) < 2 for word in one.words):
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
