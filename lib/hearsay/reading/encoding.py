"""Bytes to text: UTF-8 first, a stated assumption otherwise; and text repaired that others decoded wrongly.

Nothing else is touched: quotation marks, dashes, widths and ligatures are the outlet's own, and right-to-left and
East Asian scripts stay as they are, to the code point.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
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
WIDE = 0.2
"""Share of NUL bytes from which a text without a byte order mark can be UTF-16."""
STRAY = 0.02
"""NUL bytes in the places of letters per NUL byte between them, up to which a text can be UTF-16."""
NULS = 0.01
"""Share of NUL bytes up to which a file is still a text."""
MENDABLE_SHARE = 0.1
"""Undecodable bytes per non-ASCII byte up to which a file still counts as damaged UTF-8."""
HIGH = bytes(range(128, 256))
FEW = 0.03
"""Share of bytes beyond ASCII up to which a text is English with a few signs, and no other encoding is thought of."""
WESTERN = ("cp1252", "latin_1", "iso8859_15", "mac_roman", "cp1250", "cp1254", "iso8859_2", "iso8859_9", "cp437", "cp850")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True)
class Decoded:
    """The text (None: binary), the encoding, and what was assumed ('' when nothing was)."""

    text: str | None
    encoding: str
    assumed: str = ""


def decode_bytes(data: bytes) -> Decoded:
    """Text of `data` with its newlines as they are; a byte order mark is not part of the text."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _with_mark(data[len(mark) :], encoding)
    if b"\0" in data:
        wide = without_mark(data)
        return _textual(data.decode(wide.encoding, errors="replace"), wide.encoding, wide.assumed) if wide else _without_nul(data)
    try:
        return _textual(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _mended(data) or _guessed(data)


def without_mark(data: bytes) -> Decoded | None:
    """UTF-16 without a byte order mark, told by its NUL bytes, which all stand in every other place; no text yet."""
    head = data[:SAMPLE]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) < WIDE * len(head) or min(even, odd) > STRAY * max(even, odd):
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    return Decoded("", encoding, f"no byte order mark; read as {encoding}, which is an assumption")


def as_utf8(head: bytes) -> bytes:
    """The first bytes of a file in UTF-8 where they are in UTF-16 or 32, else as they are."""
    wide = next((encoding for mark, encoding in BOMS[1:] if head.startswith(mark)), "")
    found = without_mark(head) if not wide and b"\0" in head else None
    encoding = found.encoding if found else wide
    return head.decode(encoding, "ignore").lstrip("\ufeff").encode("utf-8", "replace") if encoding else head


def _without_nul(data: bytes) -> Decoded:
    """A text with a few NUL bytes in it, as crashed programs leave them: told, and read without."""
    number = data.count(0)
    if number > NULS * len(data):
        return Decoded(None, "binary")
    rest = decode_bytes(data.replace(b"\0", b""))
    told = "; ".join(filter(None, [nul_bytes(number), rest.assumed]))
    return rest if rest.text is None else Decoded(rest.text, rest.encoding, told)


def nul_bytes(number: int) -> str:
    """What is told of NUL bytes in a text; '' of none."""
    return f"{number:,} NUL byte{'s' * (number != 1)} left out" if number else ""


def _with_mark(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    broken = text.count("\ufffd")
    return _textual(text, encoding, f"{broken} characters are not valid {encoding} and were replaced" if broken else "")


def _textual(text: str, encoding: str, assumed: str = "") -> Decoded:
    head = text[:SAMPLE]
    controls = len(CONTROLS.findall(head))
    return Decoded(None, "binary") if controls > CONTROL_SHARE * len(head) else Decoded(text, encoding, assumed)


def _mended(data: bytes) -> Decoded | None:
    """Damaged UTF-8: nearly all of its non-ASCII bytes are well formed."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    beyond_ascii = len(data) - len(data.translate(None, HIGH))
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
    few = len(sample) - len(sample.translate(None, HIGH)) <= FEW * len(sample)
    best = None if few and _decodes(data, "cp1252") else from_bytes(sample).best()
    if best is None and not few:
        return Decoded(None, "binary")
    encoding = "cp1252" if best is None or (best.encoding in WESTERN and _decodes(data, "cp1252")) else best.encoding
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


APART = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1fff][\u0300-\u036f]{1,8}")
"""A Latin, Greek or Cyrillic letter with its accents behind it, as some systems save names."""
SUSPECT = re.compile(
    r"[\u0080-\u009f\u00c2\u00c3\u00d0\u00d1\u00e2\u0432\u0420\u0421\u00ce\u00cf]|[\u0152\u0153\u0178\u017e\u201a\u221a\u251c\u252c]"
)
"""Every mended line holds one of these; most lines hold none, so that they need no further look."""
MENDED = "the change is in the text that is analysed; the file is as it was"
"""Advice beside every report of a mended text."""
LONGEST = 100_000
"""Characters of a line that are looked at."""


@dataclass(frozen=True)
class RepairedText:
    """A text and how much of it was changed."""

    text: str
    lines: int = 0
    letters: int = 0

    @property
    def report(self) -> str:
        """What was changed, in words; '' when nothing was."""
        told = [
            f"{self.lines} line{'s' * (self.lines != 1)} of garbled characters mended" if self.lines else "",
            f"{self.letters} letter{'s' * (self.letters != 1)} joined with their accents" if self.letters else "",
        ]
        return ", ".join(filter(None, told))


def repair_text(text: str) -> RepairedText:
    """The text with characters as they were meant ('cafÃ©' to 'café'), newlines kept."""
    if text.isascii():
        return RepairedText(text)
    joined, letters = APART.subn(_joined, text)
    letters = letters if joined != text else 0
    if not SUSPECT.search(joined):
        return RepairedText(joined, 0, letters)
    parts = re.split(r"([\r\n]+)", joined)
    mended = [_line(part) for part in parts]
    changed = sum(new != old for new, old in zip(mended, parts, strict=True))
    return RepairedText("".join(mended), changed, letters)


def _joined(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", found[0])


def _line(line: str) -> str:
    if len(line) > LONGEST or not SUSPECT.search(line):
        return line
    import ftfy
    from ftfy.badness import is_bad

    if not is_bad(line):
        return line
    mended = ftfy.fix_encoding(line)
    return mended if "\n" not in mended and "\r" not in mended else line
