"""Rows of numbers on disk, taken one after the other and given back by place: what is known of each article of a corpus."""

from __future__ import annotations

import os
import tempfile
from array import array
from functools import lru_cache

import numpy as np

REMEMBERED = 5_000
"""Rows that are held when they have been asked for: 10 MB of those of the words that stand for an article."""

Row = tuple[np.ndarray, np.ndarray]


class Spool:
    """Columns and values of each row, of 32 bits; in memory is where each begins, 8 bytes, and those asked for last."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="hearsay-")  # noqa: SIM115 - open as long as this is
        self._ends = array("Q", [0])
        self.row = lru_cache(maxsize=REMEMBERED)(self._read)

    def append(self, columns: np.ndarray, values: np.ndarray) -> None:
        """Take the next row."""
        self._file.write(columns.astype(np.int32).tobytes() + values.astype(np.float32).tobytes())
        self._ends.append(self._ends[-1] + len(columns))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def _read(self, place: int) -> Row:
        self._file.flush()
        begin, end = 8 * self._ends[place], 8 * self._ends[place + 1]
        content = os.pread(self._file.fileno(), end - begin, begin)
        half = len(content) // 2
        return np.frombuffer(content[:half], dtype=np.int32), np.frombuffer(content[half:], dtype=np.float32)
