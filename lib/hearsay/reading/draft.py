"""A record of an export or a table as one text: a line per statement, each line with what it is.

The lines are the evidence: what a file states apart from the article (a date in a page's head, an author in a
column) is written above the body as it stands there, so that every value has its place in `documents.text`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from hearsay.reading.mending import mend
from hearsay.reading.records import FIELDS, Part, Source, Text

LINES = re.compile(r"[\r\n\u2028\u2029\x0b\x0c\x85]+")
BY = re.compile(r"^\s*(?:by|von|par|por|di)\s*:?\s+(?=\S)", re.IGNORECASE)
IN_LINES = ("body", "caption", "furniture")
"""Parts that keep their lines; all others are one line."""


class Draft:
    """The lines of one record, in the order in which they are added."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._parts: list[Part] = []
        self._length = 0
        self.mended = ""

    def add(self, name: str, printed: str, value: str = "") -> None:
        """Add what the file holds under a name; `value` is what it means ('2023-02-15'), when it is metadata."""
        changed = mend(printed)
        self.mended = self.mended or changed.report
        kept = LINES.split(changed.text) if name in IN_LINES else [" ".join(changed.text.split())]
        for line in kept:
            stripped = line.strip()
            if stripped:
                self._parts.append((self._length, self._length + len(stripped), name, mend(value).text))
                self._lines.append(stripped)
                self._length += len(stripped) + 1

    def has(self, name: str) -> bool:
        """Whether something stands under the name."""
        return any(part[2] == name for part in self._parts)

    def words(self, name: str = "body") -> int:
        """Words between spaces of what stands under the name."""
        return sum(len(line.split()) for line, part in zip(self._lines, self._parts, strict=True) if part[2] == name)

    def first(self, name: str) -> str:
        """The first line under the name, or ''."""
        return next((line for line, part in zip(self._lines, self._parts, strict=True) if part[2] == name), "")

    def text(self, source: Source, form: str, part: str = "", supplied: Mapping[str, str] | None = None) -> Text:
        """The record as a text of its file."""
        known = {name: " ".join(mend(value).text.split()) for name, value in (supplied or {}).items() if name in FIELDS}
        known = {name: value for name, value in known.items() if value}
        return Text("\n".join(self._lines), form, source.sha256, part, known, tuple(self._parts))


def author(printed: str) -> str:
    """A byline without its 'By'."""
    return BY.sub("", " ".join(printed.split())).strip(" ,;")
