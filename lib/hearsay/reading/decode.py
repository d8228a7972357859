"""Bytes to text: UTF-8 first, a byte order mark where there is one, a stated assumption otherwise."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 200_000
"""Bytes that are looked at when the encoding has to be assumed."""
CONTROL_SHARE = 0.02
"""A text with a larger share of control characters is no text."""
MENDABLE_SHARE = 0.1
"""Undecodable bytes per non-ASCII byte up to which a file still counts as damaged UTF-8."""
WESTERN = ("cp1252", "latin_1", "iso8859_15", "mac_roman", "cp1250", "cp1254", "iso8859_2", "iso8859_9", "cp437", "cp850")
CONTROLS = frozenset(range(32)) - {9, 10, 11, 12, 13}


@dataclass(frozen=True)
class Decoded:
    """The text (None: binary), the encoding, and what was assumed ('' when nothing was)."""

    text: str | None
    encoding: str
    assumed: str = ""


def decode(data: bytes) -> Decoded:
    """Text of `data` with its newlines as they are; a byte order mark is not part of the text."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _with_mark(data[len(mark) :], encoding)
    if b"\0" in data:
        return Decoded(None, "binary")
    try:
        return _textual(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _mended(data) or _guessed(data)


def _with_mark(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    broken = text.count("\ufffd")
    return _textual(text, encoding, f"{broken} characters are not valid {encoding} and were replaced" if broken else "")


def _textual(text: str, encoding: str, assumed: str = "") -> Decoded:
    head = text[:SAMPLE]
    controls = sum(ord(character) in CONTROLS for character in head)
    return Decoded(None, "binary") if controls > CONTROL_SHARE * len(head) else Decoded(text, encoding, assumed)


def _mended(data: bytes) -> Decoded | None:
    """Damaged UTF-8: nearly all of its non-ASCII bytes are well formed."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    beyond_ascii = len(data) - len(data.translate(None, bytes(range(128, 256))))
    if broken > max(MENDABLE_SHARE * beyond_ascii, 0) and not _cut_at_the_end(data):
        return None
    return _textual(text, "utf-8", f"read as UTF-8; {broken} damaged characters were replaced by U+FFFD")


def _cut_at_the_end(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data" and len(data) - error.start <= 3 and error.start > 0
    return False


def _guessed(data: bytes) -> Decoded:
    """An 8-bit or legacy encoding: the western ones first, since they need the least evidence."""
    sample = _sample(data)
    best = from_bytes(sample).best()
    if best is None:
        return Decoded(None, "binary")
    encoding = "cp1252" if best.encoding in WESTERN and _decodes(data, "cp1252") else best.encoding
    text = data.decode(encoding, errors="replace")
    return _textual(text, encoding, f"not UTF-8; read as {encoding}, which is an assumption")


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _sample(data: bytes) -> bytes:
    first = next((at for at in range(0, len(data), SAMPLE) if not data[at : at + SAMPLE].isascii()), 0)
    return data[first : first + SAMPLE]
