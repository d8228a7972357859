"""Words as numbers, and hashed sequences of them (shingles): how texts are held against each other without reading them twice."""

from __future__ import annotations

import zlib
from functools import lru_cache

import numpy as np

from hearsay.text.words import RUN

SEQUENCE = 5
"""Words of a sequence: shorter ones are set phrases, longer ones are lost to one changed word in six."""
SPREAD, _SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(29)
"""An odd number near 2^64 over the golden ratio, and a shift: what spreads the bits of small numbers over all 64."""


def word_codes(text: str) -> np.ndarray:
    """The words of a text in order, each as a number of 32 bits, whatever its letters' case."""
    return np.array([*map(_hashed, RUN.findall(text))], dtype=np.uint32)


def sequence_hashes(codes: np.ndarray, length: int = SEQUENCE) -> np.ndarray:
    """One number for each sequence of `length` words, in order; none where there are fewer words. Of several rows, row by row."""
    count = max(codes.shape[-1] - length + 1, 0)
    words, total = codes.astype(np.uint64), np.zeros((*codes.shape[:-1], count), dtype=np.uint64)
    for place in range(length if count else 0):
        total = total * SPREAD + words[..., place : count + place]
        total ^= total >> _SHIFT
    return total


def winnowed(hashes: np.ndarray, window: int) -> np.ndarray:
    """The places of the hashes that stand for a text: the least of every `window` in a row, the last of equals [Schleimer2003].

    Two texts that share `window` hashes in a row share at least one of those chosen, wherever it stands.
    """
    if len(hashes) <= window:
        return np.array([len(hashes) - 1 - int(np.argmin(hashes[::-1]))] if len(hashes) else [], dtype=np.int64)
    rows = np.lib.stride_tricks.sliding_window_view(hashes, window)[:, ::-1]
    return np.unique(np.arange(len(rows)) + window - 1 - rows.argmin(axis=1))


def word_runs(text: str) -> np.ndarray:
    """Hashes of all five-word sequences of a text, each once; of a shorter text those of its words."""
    codes = word_codes(text)
    return np.unique(sequence_hashes(codes) if len(codes) >= SEQUENCE else codes.astype(np.uint64))


def containment(runs: np.ndarray, others: np.ndarray) -> float:
    """The share of the smaller set of hashes that the other has too [Broder1997]; 0 where one is empty.

    Not the share of both, by which a paragraph within a long text would be like nothing.
    """
    smaller = min(len(runs), len(others))
    return len(np.intersect1d(runs, others, assume_unique=True)) / smaller if smaller else 0.0


@lru_cache(maxsize=200_000)
def _hashed(word: str) -> int:
    return zlib.crc32(word.casefold().encode("utf-8", "replace"))
