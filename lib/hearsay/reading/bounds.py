"""What one file may cost: rows, characters and seconds, each in proportion to its size on the disk.

A file that is packed, refers to one value a million times or makes a parser work without end costs far more than its
bytes. So what comes out of a file is counted while it is read, and reading ends, with one line, where a bound is
reached; what came before is kept. Where work cannot be counted, in parsers of others, processor time is.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TypeVar

from hearsay.reading import unpack
from hearsay.reading.unpack import TooLarge

Item = TypeVar("Item")

ROWS, BYTES_OF_ROW = 20_000, 10
"""Rows, records or lines that any file may hold, and the bytes on the disk for each one more: packed rows of metadata take 20."""
CELLS = 64
"""Cells that count as one row."""
COLUMNS = 16_384
"""Columns of a table: as many as a spreadsheet can have."""
SECONDS, SECONDS_OF_BYTE = 60.0, 100e-6
"""Processor time for any file, and more for each byte on the disk: a packed megabyte holds some 200 pages, read in 10 seconds."""
LONGEST_TEXT = 2_000_000
"""Characters of one text, some 300,000 words. A page dump has 10,000; more than this is a collection that nobody took apart."""
MOST_LINES = 50_000
"""Lines of one text that hold something."""


class Allowance:
    """What is left of the rows, characters and seconds that a file of some size may cost."""

    def __init__(self, size: int) -> None:
        self.rows = self._rows = ROWS + size // BYTES_OF_ROW
        self.characters = self._characters = unpack.check_unpacked(size)
        self.seconds = SECONDS + size * SECONDS_OF_BYTE

    def take_row(self, cells: int = 1) -> None:
        """Count one row, or several where it is very wide. Raises `TooLarge` when the file holds too many."""
        self.rows -= 1 + cells // CELLS
        if self.rows < 0:
            raise TooLarge(f"more rows or lines than the {self._rows:,} that are read of a file of its size")

    def take_text(self, text: str) -> None:
        """Count the characters of a text. Raises `TooLarge` when the file holds too many."""
        self.characters -= len(text)
        if self.characters < 0:
            raise TooLarge(f"its texts have more than the {self._characters:,} characters that are read of a file of its size")

    def count_rows(self, rows: Iterable[Item]) -> Iterator[Item]:
        """The rows, each counted as it passes."""
        for row in rows:
            self.take_row()
            yield row

    def in_time(self, items: Iterator[Item]) -> Iterator[Item]:
        """The items, as long as making them takes no more processor time than allowed. Raises `TooLarge` beyond it.

        Time is kept in the main thread of a process and where the system has timers, which Windows has not.
        """
        allowed = self.seconds
        with suppress(StopIteration):
            while True:
                begun = time.process_time()
                with _alarm(self.seconds, f"reading it takes longer than the {allowed:,.0f} seconds for a file of its size"):
                    item = next(items)
                self.seconds -= time.process_time() - begun
                yield item


class _TimeUp(BaseException):
    """Raised wherever the program is; no parser's `except Exception` may catch it."""


@contextmanager
def _alarm(seconds: float, problem: str) -> Iterator[None]:
    """Raise `TooLarge` when what is done inside takes more processor time; again each second, should a parser swallow it."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    armed = True

    def ring(number: int, frame: FrameType | None) -> None:
        if armed:
            raise _TimeUp

    before = signal.signal(signal.SIGPROF, ring)
    try:
        signal.setitimer(signal.ITIMER_PROF, max(seconds, 0.001), 1.0)
        yield
    except _TimeUp:
        raise TooLarge(problem) from None
    finally:
        armed = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def too_long(text: str) -> str:
    """Why a text is not taken as one article; '' when it is."""
    if len(text) > LONGEST_TEXT:
        return f"a text of {len(text):,} characters: no article is that long (limit {LONGEST_TEXT:,})"
    breaks = text.count("\n") + text.count("\r")
    lines = sum(bool(line.strip()) for line in text.splitlines()) if breaks > MOST_LINES else breaks
    return f"a text of {lines:,} lines: no article is that long (limit {MOST_LINES:,})" if lines > MOST_LINES else ""
