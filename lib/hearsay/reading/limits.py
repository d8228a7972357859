"""How much is read. Each limit is told in one line when a file goes beyond it; nothing is unpacked without one."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from hearsay.errors import InputError

WHOLE = 500_000_000
"""Bytes of a file, unpacked, that has to be read as a whole: JSON, RTF, DOCX, exports, feeds."""
STREAM = 50_000_000_000
"""Bytes of a file, unpacked, that is read row by row."""
RECORD = 50_000_000
"""Characters of one row or line."""
RATIO, HARMLESS = 200, 200_000_000
"""How many times as large as it is packed a file may be unpacked; bytes up to which that does not matter."""
PAGE = 20_000_000
"""Bytes of one HTML page."""


class TooLarge(InputError):
    """A file goes beyond a limit."""


class Limited(io.RawIOBase):
    """A stream that gives no more than so many bytes, and says so: packed files may hold any amount."""

    def __init__(self, stream: io.IOBase, limit: int) -> None:
        self._stream, self._left, self._limit = stream, limit, limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise TooLarge(f"unpacked it is larger than the {shown(self._limit)} that are read of a file of its size")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


def unpacked(size: int) -> int:
    """The bytes that a packed file of this size may hold: texts shrink some ten times, bombs a thousand times and more."""
    return max(HARMLESS, RATIO * size)


def check_size(path: Path, limit: int) -> None:
    """Raise `TooLarge` for a file that is larger than the limit as it lies on the disk."""
    size = path.stat().st_size
    if size > limit:
        raise TooLarge(f"{shown(size)}, more than the {shown(limit)} that are read")


def check_zip(path: Path, limit: int) -> None:
    """Raise `TooLarge` when a ZIP container (DOCX, XLSX) declares more than the limit: it unpacks no more than it declares."""
    with zipfile.ZipFile(path) as container:
        size = sum(entry.file_size for entry in container.infolist())
    if size > min(limit, unpacked(path.stat().st_size)):
        raise TooLarge(f"unpacked it holds {shown(size)}, more than is read of a file of its size")


def shown(size: float) -> str:
    """A number of bytes for people."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB" if size >= 1e6 else f"{size:,.0f} bytes"
