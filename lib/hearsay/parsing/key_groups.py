"""Numbers with their owners, taken piece by piece and given back by number: in memory, or on disk where they are many.

What is shared among all texts of a corpus (a sequence of words, a line) is found by these without holding a text. Memory does not
grow with them: beyond a bound they are parted by number into files, each of which is sorted alone.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from hearsay.text.shingles import SPREAD

HELD = 500_000
"""Pairs that are held in memory: 8 MB, and some more while they are sorted."""
SHARES = 256
"""Files that the others are parted into: of a million articles each then holds less than what is held in memory."""
_SHIFT = np.uint64(56)
"""What leaves the eight bits by which a number is in one of `SHARES`."""
_FIELDS = ("key", "owner", "beside")


class KeyGroups:
    """Pairs of a number of 64 bits and a second one, its owner; with `beside`, a third that goes with them."""

    def __init__(self, held: int = HELD, *, beside: bool = False) -> None:
        self._most, self._count = held, 0
        self._type = np.dtype([(name, np.uint64) for name in (_FIELDS if beside else _FIELDS[:2])])
        self._held: list[np.ndarray] = []
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def add(self, keys: np.ndarray, owners: np.ndarray | int, beside: np.ndarray | None = None) -> None:
        """Take pairs in; one owner may have all the keys."""
        pairs = np.empty(len(keys), dtype=self._type)
        pairs["key"], pairs["owner"] = keys, owners
        if beside is not None:
            pairs["beside"] = beside
        self._held.append(pairs)
        self._count += len(pairs)
        if self._count > self._most:
            self._part()

    def shares(self) -> Iterator[tuple[np.ndarray, ...]]:
        """Keys and owners, sorted by both, and what goes with them; all pairs of one key are in one share."""
        if self._folder is None:
            if self._count:
                yield _sorted(np.concatenate(self._held))
            return
        self._part()
        for path in sorted(Path(self._folder.name).iterdir()):
            yield _sorted(np.fromfile(path, dtype=self._type))

    def _part(self) -> None:
        """Onto the disk, each pair into the file of its key."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="hearsay-")
        pairs = np.concatenate([np.empty(0, dtype=self._type), *self._held])
        shares = ((pairs["key"] * SPREAD) >> _SHIFT).astype(np.uint8)
        order = np.argsort(shares, kind="stable")
        edges = np.searchsorted(shares[order], np.arange(SHARES + 1))
        for share in np.flatnonzero(np.diff(edges)):
            with Path(self._folder.name, f"{share:03}").open("ab") as file:
                pairs[order[edges[share] : edges[share + 1]]].tofile(file)
        self._held, self._count = [], 0


def _sorted(pairs: np.ndarray) -> tuple[np.ndarray, ...]:
    order = np.lexsort((pairs["owner"], pairs["key"]))
    return tuple(pairs[name][order] for name in pairs.dtype.names or ())
