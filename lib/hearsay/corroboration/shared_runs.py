"""Which articles share a run of words, by an index of winnowed shingles: the work grows with the words, not with the pairs."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

import numpy as np

from hearsay.corroboration.alignment import may_be_passages, reach
from hearsay.corroboration.spool import Spool
from hearsay.parsing.key_groups import HELD, KeyGroups
from hearsay.text.shingles import SEQUENCE, sequence_hashes, winnowed

RUN = 8
"""Words in a row that two articles must share to be looked at: shorter runs are set phrases and titles
(docs/methods.md#text-reuse)."""
WINDOW = RUN - SEQUENCE + 1
"""Shingles of which one is kept: so many that no shared run of `RUN` words is missed."""
PRINTED_BY = 16
"""Articles that share a shingle and are all held against each other; where more do, each is held against the first of them, or
what everybody prints would make the work quadratic."""
AT_ONCE = 1_000_000
"""Shared shingles that are looked at together, which bounds memory."""
LOOKED_AT = 1_000
"""Matches of which the words around them are held together: some megabytes."""
WORD, PAIR = np.uint64(24), np.uint64(32)
"""Bits of the place of a word in its article (16 million words), and of an article among all of them."""
_LAST = np.uint64((1 << 24) - 1)
_SHORT = np.uint64(48)
"""What leaves 16 bits of a hash."""


def shingles_of(articles: Sequence[int], codes: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """The winnowed shingles of articles, whose words begin at `starts` and end with the last of these, for `RunIndex.add`: their
    hashes, where each stands, and which runs hold it, (3, n)."""
    made = [np.zeros((3, 0), dtype=np.uint64)]
    for article, begin, end in zip(articles, starts[:-1].tolist(), starts[1:].tolist(), strict=True):
        own = codes[begin:end]
        hashes = sequence_hashes(own)
        kept = winnowed(hashes, WINDOW)
        made.append(np.stack([hashes[kept], kept.astype(np.uint64) | (np.uint64(article) << WORD), _runs_around(own)[kept]]))
    return np.concatenate(made, axis=1)


def _runs_around(codes: np.ndarray) -> np.ndarray:
    """For each shingle the runs of `RUN` words that hold it, 16 bits of each in one number; none is 0."""
    count = len(codes) - SEQUENCE + 1
    if count < 1:
        return np.zeros(0, dtype=np.uint64)
    runs = np.zeros(count + WINDOW - 1, dtype=np.uint16)
    own = (sequence_hashes(codes, RUN) >> _SHORT).astype(np.uint16) | np.uint16(1)
    runs[WINDOW - 1 : WINDOW - 1 + len(own)] = own
    around = np.ascontiguousarray(np.lib.stride_tricks.sliding_window_view(runs, WINDOW))
    return around.view(np.uint64).ravel()


class RunIndex:
    """The shingles and words of a corpus, taken piece by piece in whatever order: memory does not grow with them."""

    def __init__(self, held: int = HELD) -> None:
        self._shingles = KeyGroups(held, beside=True)
        self._words, self._rows = Spool(np.uint32), array("Q")

    def add(self, shingles: np.ndarray, articles: Sequence[int], codes: np.ndarray, starts: np.ndarray) -> None:
        """Take articles in: what `shingles_of` gives of them, and what it was given."""
        self._shingles.add(*shingles)
        self._rows.extend(articles)
        for begin, end in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True):
            self._words.append(codes[begin:end])

    def pairs(self, least: int = RUN) -> np.ndarray:
        """Pairs of articles that share a run of `RUN` words, the earlier first, in order: (n, 2).

        A run that more than `PRINTED_BY` articles print joins each of them with the first alone. Nor are those given of which no
        run can be in a passage of `least` words: of set phrases there are the more the more articles there are.
        """
        sure, known = np.zeros(0, dtype=np.uint64), np.zeros((3, 0), dtype=np.uint64)
        fresh, beside = list[np.ndarray](), list[np.ndarray]()
        for pair, at, other_at, long in self._matches():
            fresh.append(np.unique(pair[long]))
            beside.append(np.stack([pair, at, other_at])[:, ~long])
            if sum(map(len, fresh)) + sum(one.shape[1] for one in beside) > max(len(sure) + known.shape[1], AT_ONCE):
                sure, known, fresh, beside = *_without(sure, known, fresh, beside), [], []
        sure, known = _without(sure, known, fresh, beside)
        if least > RUN:
            known = known[:, self._may_be_passages(known, least)]
        every = np.union1d(sure, known[0])
        return np.stack([every >> PAIR, every & np.uint64((1 << 32) - 1)], axis=1).astype(np.int64)

    def _matches(self) -> Iterator[tuple[np.ndarray, ...]]:
        """Shingles that two articles share within a run of `RUN` words: the pair in one number, the two places, and whether all
        runs that hold it are shared."""
        for hashes, at, runs in self._shared():
            for one, other in _equal(hashes):
                both = runs[one].view(np.uint16).reshape(-1, WINDOW), runs[other].view(np.uint16).reshape(-1, WINDOW)
                same = (both[0] == both[1]) & (both[0] != 0)
                some = same.any(axis=1)
                one, other = at[one[some]], at[other[some]]
                yield ((one >> WORD) << PAIR) | (other >> WORD), one & _LAST, other & _LAST, same[some].all(axis=1)

    def _may_be_passages(self, matches: np.ndarray, least: int) -> np.ndarray:
        """Whether each match, a pair and two places, can be in a passage; some thousand are looked at together."""
        articles = np.array(self._rows, dtype=np.int64)
        order = np.argsort(articles)
        found = [np.zeros(0, dtype=bool)]
        for first in range(0, matches.shape[1], LOOKED_AT):
            pairs, *at = matches[:, first : first + LOOKED_AT]
            sides = (pairs >> PAIR).astype(np.int64), (pairs & np.uint64((1 << 32) - 1)).astype(np.int64)
            some, own = np.unique(np.concatenate(sides), return_inverse=True)
            numbers = order[np.searchsorted(articles, some, sorter=order)]
            rows = [self._words.row(number)[0] for number in numbers.tolist()]
            codes, starts = np.concatenate(rows), np.cumsum([0, *map(len, rows)])
            before, behind = reach(least)
            words = []
            for side, (which, where) in enumerate(zip(np.split(own, 2), at, strict=True)):
                places = starts[which, None] + where.astype(np.int64)[:, None] + np.arange(-before, behind)
                inside = (places >= starts[which, None]) & (places < starts[which + 1, None])
                there = codes[np.clip(places, 0, len(codes) - 1)].astype(np.uint64)
                words.append(np.where(inside, there, np.uint64((1 << 32) + side)))
            found.append(may_be_passages(words[0], words[1], least))
        return np.concatenate(found)

    def repeated(self, outlets: np.ndarray, least: np.ndarray, texts: np.ndarray) -> Repeated:
        """The words that an outlet repeats.

        Parameters
        ----------
        outlets, texts
            Of each article the number of its outlet, and of the text that it prints: copies of one text repeat nothing.
        least
            By number of the outlet, the texts in which words have to stand.
        """
        found = [np.zeros(0, dtype=np.uint64)]
        for hashes, at, _ in self._shared():
            owners = (at >> WORD).astype(np.int64)
            outlet, text = outlets[owners], texts[owners]
            order = np.lexsort((text, outlet, hashes))
            hashes, outlet, text = hashes[order], outlet[order], text[order]
            begins = np.r_[True, (hashes[1:] != hashes[:-1]) | (outlet[1:] != outlet[:-1])][: len(hashes)]
            another = begins | np.r_[True, text[1:] != text[:-1]][: len(hashes)]
            group = np.cumsum(begins) - 1
            found.append(at[order][np.bincount(group, weights=another)[group] >= least[outlet]])
        return Repeated(np.sort(np.concatenate(found)))

    def _shared(self) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """Shingles that more than one place has, sorted; of those that an article repeats the first."""
        for hashes, at, runs in self._shingles.shares():
            same = hashes[1:] == hashes[:-1]
            several = np.r_[same, False] | np.r_[False, same]
            hashes, at, runs = hashes[several], at[several], runs[several]
            owners = at >> WORD
            first = np.r_[True, (hashes[1:] != hashes[:-1]) | (owners[1:] != owners[:-1])][: len(hashes)]
            yield hashes[first], at[first], runs[first]


class Repeated:
    """Where the words stand that outlets repeat: asked for by article."""

    def __init__(self, at: np.ndarray) -> None:
        self._at = at

    def in_article(self, article: int) -> np.ndarray:
        """The places of its words that are repeated, in order, each once."""
        low, high = np.searchsorted(self._at, np.array([article, article + 1], dtype=np.uint64) << WORD)
        places = (self._at[low:high] & _LAST).astype(np.int64)
        return np.unique(places[:, None] + np.arange(SEQUENCE))


def _without(
    sure: np.ndarray, known: np.ndarray, fresh: list[np.ndarray], beside: list[np.ndarray]
) -> tuple[np.ndarray, np.ndarray]:
    """The pairs that are sure, and what is known of others."""
    sure = np.unique(np.concatenate([sure, *fresh]))
    known = np.concatenate([known, *beside], axis=1)
    known = known[:, ~np.isin(known[0], sure)]
    return sure, known[:, np.argsort(known[0], kind="stable")]


def _equal(hashes: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Places, the earlier first, of equal hashes among sorted ones: every two of few, of many each with the first."""
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]]) if len(hashes) else np.zeros(0, dtype=np.int64)
    sizes = np.diff(np.r_[starts, len(hashes)])
    for size in range(2, PRINTED_BY + 1):
        of_size = starts[sizes == size]
        one, other = np.triu_indices(size, 1)
        step = max(1, AT_ONCE // len(one))
        for begin in range(0, len(of_size), step):
            some = of_size[begin : begin + step, None]
            yield (some + one).ravel(), (some + other).ravel()
    many = sizes > PRINTED_BY
    for start, size in zip(starts[many].tolist(), sizes[many].tolist(), strict=True):
        yield np.full(size - 1, start), np.arange(start + 1, start + size)
