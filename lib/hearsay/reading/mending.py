"""Text mended before any offset is made: text decoded wrongly by others, and letters in two parts made one.

Nothing else is touched: quotation marks, dashes, widths and ligatures are the outlet's own, and right-to-left and
East Asian scripts stay as they are, to the code point.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

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
class Mended:
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


def mend(text: str) -> Mended:
    """The text with characters as they were meant ('cafÃ©' to 'café'), newlines kept."""
    if text.isascii():
        return Mended(text)
    joined, letters = APART.subn(_joined, text)
    letters = letters if joined != text else 0
    if not SUSPECT.search(joined):
        return Mended(joined, 0, letters)
    parts = re.split(r"([\r\n]+)", joined)
    mended = [_line(part) for part in parts]
    changed = sum(new != old for new, old in zip(mended, parts, strict=True))
    return Mended("".join(mended), changed, letters)


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
