"""Files opened as bytes or text whatever they are packed with, never beyond a stated limit, with the encoding told."""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hearsay.errors import InputError
from hearsay.reading.encoding import BOMS, Decoded, decode_bytes, nul_bytes, without_mark

WHOLE = 500_000_000
"""Bytes of a file, unpacked, that has to be read as a whole: JSON, DOCX, spreadsheets."""
TREE = 50_000_000
"""Bytes of a file that is held as a tree of elements, some twenty times as large: feeds, exports in HTML."""
STREAM = 50_000_000_000
"""Bytes of a file, unpacked, that is read row by row."""
RECORD = 50_000_000
"""Characters of one row or line."""
RATIO, HARMLESS = 200, 20_000_000
"""How many times as large as it is packed a file may be unpacked; bytes up to which that does not matter."""
PAGE = 20_000_000
"""Bytes of one HTML page."""
PACKED = {".gz": "gzip", ".zst": "zstd", ".zstd": "zstd", ".bz2": "bz2"}
MAGIC = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd", b"BZh": "bz2"}
PIECE = 1 << 20
STEP = 1 << 16
"""Bytes that are unpacked at a time: what is damaged costs no more than this."""
DAMAGED = (OSError, EOFError, ValueError, zlib.error)
HEAD = 65_536
"""Bytes by which a format is recognised."""


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
            raise TooLarge(f"unpacked it is larger than the {readable_size(self._limit)} that are read of a file of its size")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


def check_unpacked(size: int) -> int:
    """The bytes that a packed file of this size may hold: texts shrink some ten times, bombs a thousand times and more."""
    return max(HARMLESS, RATIO * size)


def check_size(path: Path, limit: int) -> None:
    """Raise `TooLarge` for a file that is larger than the limit as it lies on the disk."""
    size = path.stat().st_size
    if size > limit:
        raise TooLarge(f"{readable_size(size)}, more than the {readable_size(limit)} that are read")


def check_zip(path: Path, limit: int) -> None:
    """Raise `TooLarge` when a ZIP container (DOCX, XLSX) declares more than the limit: it unpacks no more than it declares."""
    with zipfile.ZipFile(path) as container:
        size = sum(entry.file_size for entry in container.infolist())
    if size > min(limit, check_unpacked(path.stat().st_size)):
        raise TooLarge(f"unpacked it holds {readable_size(size)}, more than is read of a file of its size")


def readable_size(size: float) -> str:
    """A number of bytes for people."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB" if size >= 1e6 else f"{size:,.0f} bytes"


def unpacked_suffix(path: Path) -> str:
    """The suffix that tells the format, in lower case: '.csv' for 'a.csv.gz'."""
    inner = Path(path.stem).suffix if path.suffix.lower() in PACKED else ""
    return (inner or path.suffix).lower()


def packing(path: Path) -> str:
    """'gzip', 'zstd' or 'bz2', by the first bytes; '' for a file that is not packed."""
    with path.open("rb") as file:
        head = file.read(4)
    return next((name for magic, name in MAGIC.items() if head.startswith(magic)), "")


class Binary(InputError):
    """What should be text is none."""


class Unpacked(io.RawIOBase):
    """What a packed file holds, up to where it is cut off or damaged; `fault` then says what is wrong with it."""

    def __init__(self, path: Path, how: str) -> None:
        self.fault = ""
        self._stream: Any = _unpacker(path, how)
        self._fill: Callable[[memoryview], int] = getattr(self._stream, "readinto1", self._stream.readinto)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self.fault:
            return 0
        try:
            # pyarrow's read leaks its buffer where a file is damaged; filling ours does not.
            filled: int = self._fill(memoryview(buffer)[:STEP])
            return filled
        except DAMAGED as error:
            self.fault = " ".join(str(error).split()) or type(error).__name__
            return 0

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


def _unpacker(path: Path, how: str) -> Any:
    if how == "gzip":
        return gzip.GzipFile(path)
    if how == "bz2":
        return bz2.BZ2File(path)
    import pyarrow as pa

    return pa.CompressedInputStream(pa.PythonFile(path.open("rb"), mode="r"), how)


def open_unpacked(path: Path, limit: int) -> io.BufferedReader:
    """The file's bytes, unpacked, as a buffered stream that raises `TooLarge` beyond the limit.

    A packed file that is cut off or damaged ends where the damage begins: `fault` tells.
    """
    how = packing(path)
    if not how:
        return io.BufferedReader(Limited(path.open("rb"), limit), PIECE)
    return io.BufferedReader(Limited(Unpacked(path, how), min(limit, check_unpacked(path.stat().st_size))), PIECE)


def unpacking_fault(path: Path) -> str:
    """What is wrong with a packed file, '' when it can be unpacked to its end or is not packed. Raises `TooLarge`."""
    how = packing(path)
    if not how:
        return ""
    unpacked = Unpacked(path, how)
    with Limited(unpacked, min(STREAM, check_unpacked(path.stat().st_size))) as stream:
        while stream.read(STEP):
            pass
        return unpacked.fault


def head_of(path: Path) -> bytes:
    """The first bytes, unpacked; what can be had of them when the file is damaged."""
    try:
        with open_unpacked(path, STREAM) as file:
            return file.read(HEAD)
    except (OSError, ValueError):
        with path.open("rb") as file:
            return file.read(HEAD)


def whole_text(path: Path, limit: int | None = None) -> bytes:
    """All bytes of a file, unpacked; raises `TooLarge` beyond the limit."""
    most = WHOLE if limit is None else limit
    if not packing(path):
        check_size(path, most)
    with open_unpacked(path, most) as file:
        return file.read()


@dataclass
class Lines:
    """A text stream and its encoding; `assumed` says in words what had to be assumed, '' when nothing."""

    stream: io.TextIOWrapper
    encoding: str
    assumed: str = ""


def text_stream(path: Path) -> Lines:
    """A file as text, to be read line by line. All of it is looked at once before, so that the encoding is right."""
    sound = _encoding(path)
    stream = io.TextIOWrapper(open_unpacked(path, STREAM), encoding=sound.encoding, errors="replace", newline="")
    if sound.encoding.startswith("utf-") and stream.read(1) != "\ufeff":
        stream.close()
        stream = io.TextIOWrapper(open_unpacked(path, STREAM), encoding=sound.encoding, errors="replace", newline="")
    return Lines(stream, sound.encoding, sound.assumed)


def pass_over_line(stream: Any) -> None:
    """Go to the end of a line that is too long to be held."""
    while (piece := stream.readline(PIECE)) and not piece.endswith("\n"):
        pass


def _encoding(path: Path) -> Decoded:
    with open_unpacked(path, STREAM) as file:
        first = file.read(PIECE)
        marked = next((encoding for mark, encoding in BOMS if first.startswith(mark)), None)
        if marked:
            return Decoded("", marked)
        wide = without_mark(first) if b"\0" in first else None
        if wide:
            return wide
        decoder, piece, nuls = codecs.getincrementaldecoder("utf-8")(), first, 0
        try:
            while piece:
                decoder.decode(piece)
                nuls += piece.count(0)
                last, piece = piece, file.read(PIECE)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            if decode_bytes(first).text is None:
                raise Binary("binary data, not text: export it again as text (UTF-8)") from None
            sample = decode_bytes((piece or last).replace(b"\0", b" "))
            return replace(sample, text="", encoding="cp1252" if sample.text is None else sample.encoding)
    return Decoded("", "utf-8", nul_bytes(nuls))
