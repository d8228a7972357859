"""Which articles share a run of words, by an index of winnowed shingles: the work grows with the words, not with the pairs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from hearsay.corroboration.printed_words import PrintedWords
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


@dataclass(frozen=True)
class SharedShingles:
    """Winnowed shingles that more than one article has, sorted: their hashes, the place of each among `PrintedWords.codes`, and
    the article that it is of. Of what an article repeats, its first place is there."""

    hashes: np.ndarray
    at: np.ndarray
    owners: np.ndarray


def shared_shingles(printed: PrintedWords) -> SharedShingles:
    """The index: time and memory grow with the number of words."""
    hashes, at = _chosen_shingles(printed)
    order = np.argsort(hashes, kind="stable")
    hashes, at = hashes[order], at[order]
    del order
    same = hashes[1:] == hashes[:-1]
    repeated = (np.r_[same, False] | np.r_[False, same])[: len(hashes)]
    hashes, at = hashes[repeated], at[repeated]
    owners = np.searchsorted(printed.starts, at, side="right") - 1
    first = np.r_[True, (hashes[1:] != hashes[:-1]) | (owners[1:] != owners[:-1])][: len(hashes)]
    return SharedShingles(hashes[first], at[first], owners[first])


def sharing_pairs(printed: PrintedWords, shared: SharedShingles) -> np.ndarray:
    """Pairs of places of articles that share a run of `RUN` words, the earlier first, in order: (n, 2).

    A run that more than `PRINTED_BY` articles print joins each of them with the first alone.
    """
    found = [np.zeros(0, dtype=np.int64)]
    for one, other in _matches(shared.hashes):
        same = _on_a_run(printed.codes, shared.at[one], shared.at[other])
        found.append(np.unique(shared.owners[one[same]] * len(printed) + shared.owners[other[same]]))
    keys = np.unique(np.concatenate(found))
    return np.stack([keys // max(len(printed), 1), keys % max(len(printed), 1)], axis=1)


def repeated_words(
    printed: PrintedWords, shared: SharedShingles, outlets: np.ndarray, least: np.ndarray, texts: np.ndarray
) -> np.ndarray:
    """For each word of `printed.codes`, whether it stands in words that its outlet repeats.

    Parameters
    ----------
    printed, shared
        The words, and the index of them.
    outlets, texts
        Of each article the number of its outlet, and of the text that it prints: copies of one text repeat nothing.
    least
        By number of the outlet, the texts in which words have to stand.
    """
    outlet, text = outlets[shared.owners], texts[shared.owners]
    order = np.lexsort((text, outlet, shared.hashes))
    hashes, outlet, text = shared.hashes[order], outlet[order], text[order]
    begins = np.r_[True, (hashes[1:] != hashes[:-1]) | (outlet[1:] != outlet[:-1])][: len(hashes)]
    another = begins | np.r_[True, text[1:] != text[:-1]][: len(hashes)]
    group = np.cumsum(begins) - 1
    often = np.bincount(group, weights=another)[group] >= least[outlet]
    repeated = np.zeros(len(printed.codes), dtype=bool)
    at = shared.at[order][often]
    for place in range(SEQUENCE):
        repeated[at + place] = True
    return repeated


def _chosen_shingles(printed: PrintedWords) -> tuple[np.ndarray, np.ndarray]:
    """The winnowed shingles of all articles, and the place of each among `printed.codes`."""
    hashes, places = [np.zeros(0, dtype=np.uint64)], [np.zeros(0, dtype=np.int64)]
    for place in range(len(printed)):
        own = sequence_hashes(printed.codes_of(place))
        kept = winnowed(own, WINDOW)
        hashes.append(own[kept])
        places.append(kept + printed.starts[place])
    return np.concatenate(hashes), np.concatenate(places)


def _matches(hashes: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
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


def _on_a_run(codes: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Whether each pair of places, at which the same shingle begins, lies on a shared run of `RUN` words."""
    around = RUN - SEQUENCE
    length = np.full(len(one), SEQUENCE)
    for step in (-1, 1):
        going = np.ones(len(one), dtype=bool)
        for distance in range(1, around + 1):
            shift = -distance if step < 0 else SEQUENCE - 1 + distance
            a, b = one + shift, other + shift
            inside = (a >= 0) & (b < len(codes))
            going &= inside & (codes[a * inside] == codes[b * inside])
            length += going
    return length >= RUN
