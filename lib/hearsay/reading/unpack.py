"""Files opened as bytes or text whatever they are packed with, never beyond a limit, with the encoding told."""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hearsay.errors import InputError
from hearsay.reading import limits
from hearsay.reading.decode import BOMS, Decoded, decode, nul_bytes, without_mark

PACKED = {".gz": "gzip", ".zst": "zstd", ".zstd": "zstd", ".bz2": "bz2"}
MAGIC = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd", b"BZh": "bz2"}
PIECE = 1 << 20
STEP = 1 << 16
"""Bytes that are unpacked at a time: what is damaged costs no more than this."""
DAMAGED = (OSError, EOFError, ValueError, zlib.error)
HEAD = 65_536
"""Bytes by which a format is recognised."""


def suffix(path: Path) -> str:
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

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = b"" if self.fault else self._piece(min(len(buffer), STEP))
        buffer[: len(data)] = data
        return len(data)

    def _piece(self, size: int) -> bytes:
        try:
            return self._stream.read1(size) if hasattr(self._stream, "read1") else self._stream.read(size)
        except DAMAGED as error:
            self.fault = " ".join(str(error).split()) or type(error).__name__
            return b""

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


def opened(path: Path, limit: int) -> Any:
    """The file's bytes, unpacked, as a buffered stream that raises `TooLarge` beyond the limit.

    A packed file that is cut off or damaged ends where the damage begins: `fault` tells.
    """
    how = packing(path)
    if not how:
        return io.BufferedReader(limits.Limited(path.open("rb"), limit), PIECE)  # type: ignore[arg-type]
    return io.BufferedReader(limits.Limited(Unpacked(path, how), min(limit, limits.unpacked(path.stat().st_size))), PIECE)


def fault(path: Path) -> str:
    """What is wrong with a packed file, '' when it can be unpacked to its end or is not packed."""
    how = packing(path)
    if not how:
        return ""
    with Unpacked(path, how) as stream:
        while stream.read(STEP):
            pass
        return stream.fault


def head_of(path: Path) -> bytes:
    """The first bytes, unpacked; what can be had of them when the file is damaged."""
    try:
        with opened(path, limits.STREAM) as file:
            return file.read(HEAD)
    except (OSError, ValueError):
        with path.open("rb") as file:
            return file.read(HEAD)


def whole(path: Path, limit: int | None = None) -> bytes:
    """All bytes of a file, unpacked; raises `TooLarge` beyond the limit."""
    most = limits.WHOLE if limit is None else limit
    if not packing(path):
        limits.check_size(path, most)
    with opened(path, most) as file:
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
    stream = io.TextIOWrapper(opened(path, limits.STREAM), encoding=sound.encoding, errors="replace", newline="")
    if sound.encoding.startswith("utf-") and stream.read(1) != "\ufeff":
        stream.close()
        stream = io.TextIOWrapper(opened(path, limits.STREAM), encoding=sound.encoding, errors="replace", newline="")
    return Lines(stream, sound.encoding, sound.assumed)


def pass_over_line(stream: Any) -> None:
    """Go to the end of a line that is too long to be held."""
    while (piece := stream.readline(PIECE)) and not piece.endswith("\n"):
        pass


def _encoding(path: Path) -> Decoded:
    with opened(path, limits.STREAM) as file:
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
            if decode(first).text is None:
                raise Binary("binary data, not text: export it again as text (UTF-8)") from None
            sample = decode((piece or last).replace(b"\0", b" "))
            return replace(sample, text="", encoding="cp1252" if sample.text is None else sample.encoding)
    return Decoded("", "utf-8", nul_bytes(nuls))
