"""Rows of numbers on disk, taken one after the other and given back by place: what is known of each article of a corpus."""

from __future__ import annotations

import os
import tempfile
from array import array
from functools import lru_cache

import numpy as np
import numpy.typing as npt

REMEMBERED = 5_000
"""Rows that are held when they have been asked for: 10 MB of those of the words that stand for an article."""

_BYTES = 4
"""Of each number."""
Row = tuple[np.ndarray, ...]


class Spool:
    """Rows of one array of each of these types, all of 32 bits and of a length; in memory is where each begins, 8 bytes, and
    those asked for last."""

    def __init__(self, *types: npt.DTypeLike) -> None:
        self._types = [np.dtype(one) for one in types]
        self._file = tempfile.TemporaryFile(prefix="hearsay-")  # noqa: SIM115 - open as long as this is
        self._ends = array("Q", [0])
        self.row = lru_cache(maxsize=REMEMBERED)(self._read)

    def append(self, *columns: np.ndarray) -> None:
        """Take the next row."""
        for column, kind in zip(columns, self._types, strict=True):
            self._file.write(column.astype(kind).tobytes())
        self._ends.append(self._ends[-1] + len(columns[0]))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def _read(self, place: int) -> Row:
        self._file.flush()
        begin, count = self._ends[place], self._ends[place + 1] - self._ends[place]
        content = os.pread(self._file.fileno(), _BYTES * count * len(self._types), _BYTES * begin * len(self._types))
        return tuple(np.frombuffer(content, kind, count, _BYTES * count * place) for place, kind in enumerate(self._types))
