"""Files opened as bytes or text whatever they are packed with, never beyond a limit, with the encoding told."""

from __future__ import annotations

import codecs
import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hearsay.reading import limits
from hearsay.reading.decode import BOMS, Decoded, decode

PACKED = {".gz": "gzip", ".zst": "zstd", ".zstd": "zstd", ".bz2": "bz2"}
MAGIC = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd", b"BZh": "bz2"}
PIECE = 1 << 20
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


def opened(path: Path, limit: int) -> Any:
    """The file's bytes, unpacked, as a buffered stream that raises `TooLarge` beyond the limit."""
    how = packing(path)
    stream: Any = path.open("rb")
    if how:
        import pyarrow as pa

        stream = pa.CompressedInputStream(pa.PythonFile(stream, mode="r"), how)
    return io.BufferedReader(limits.Limited(stream, limit), PIECE)


def head_of(path: Path) -> bytes:
    """The first bytes, unpacked; what can be had of them when the file is damaged."""
    try:
        with opened(path, limits.STREAM) as file:
            return file.read(HEAD)
    except (OSError, ValueError):
        with path.open("rb") as file:
            return file.read(HEAD)


def whole(path: Path, limit: int = limits.WHOLE) -> bytes:
    """All bytes of a file, unpacked; raises `TooLarge` beyond the limit."""
    if not packing(path):
        limits.check_size(path, limit)
    with opened(path, limit) as file:
        return file.read()


@dataclass
class Lines:
    """A text stream and its encoding; `assumed` says in words what had to be assumed, '' when nothing."""

    stream: io.TextIOWrapper
    encoding: str
    assumed: str = ""


def text_stream(path: Path, limit: int = limits.STREAM) -> Lines:
    """A file as text, to be read line by line. All of it is looked at once before, so that the encoding is right."""
    sound = _encoding(path, limit)
    stream = io.TextIOWrapper(opened(path, limit), encoding=sound.encoding, errors="replace", newline="")
    if sound.encoding.startswith("utf-") and stream.read(1) != "\ufeff":
        stream.close()
        stream = io.TextIOWrapper(opened(path, limit), encoding=sound.encoding, errors="replace", newline="")
    return Lines(stream, sound.encoding, sound.assumed)


def _encoding(path: Path, limit: int) -> Decoded:
    with opened(path, limit) as file:
        first = file.read(PIECE)
        marked = next((encoding for mark, encoding in BOMS if first.startswith(mark)), None)
        if marked:
            return Decoded("", marked)
        decoder, piece = codecs.getincrementaldecoder("utf-8")(), first
        try:
            while piece:
                decoder.decode(piece)
                last, piece = piece, file.read(PIECE)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            sample = decode((piece or last).replace(b"\0", b" "))
            return replace(sample, text="", encoding="cp1252" if sample.text is None else sample.encoding)
    return Decoded("", "utf-8")
