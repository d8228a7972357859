"""Plain text: page dumps and pasted pages, one per file; exports of archives that come as text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hearsay.reading import factiva, lexis, nexis, proquest, unpack
from hearsay.reading.decode import Decoded, decode
from hearsay.reading.exports import Export
from hearsay.reading.mending import MENDED, mend
from hearsay.reading.records import Format, Item, Note, Options, Problem, Source, Text

NAME = "plain text"
LARGEST_FILE = 50_000_000
"""Bytes. A page dump has some 10,000; more than this is a collection or no text."""
LONGEST_LINE = 2_000_000
"""Characters, some 300,000 words. A longer line has no line structure, on which telling body from furniture rests."""
DOCUMENT = re.compile(r"^Document [A-Z0-9]{10,40}\s*$", re.MULTILINE)
ACADEMIC = re.compile(r"^\s{0,80}\d{1,6} (?:of|de|von) \d{1,6} DO[CK]UMENT", re.MULTILINE)
LINE = re.compile(r"[^\r\n]+")


def read(source: Source, options: Options) -> Iterator[Item]:
    """The one text of a file, or the articles of an export; an assumed encoding or mended text is told beside it."""
    data = unpack.whole(source.path, LARGEST_FILE)
    decoded = decode(data)
    reason = _unreadable(data, decoded)
    if reason:
        yield Problem(source.shown, *reason, lost=True)
        return
    if decoded.assumed:
        yield Problem(source.shown, decoded.assumed, "save it as UTF-8 if a character looks wrong", lost=False)
    mended = mend(decoded.text or "")
    if mended.report:
        yield Problem(source.shown, mended.report, MENDED, lost=False)
    yield Note(source.shown, f"encoding {decoded.encoding}")
    export, content = _export(mended.text)
    if export is not None:
        yield Note(source.shown, f"{export.name}: {export.why}")
        yield from export.read(source, content)
        return
    yield Text(mended.text, NAME, source.sha256)


def _export(text: str) -> tuple[Export | None, object]:
    if ("ProQuest document" in text or "proquest.com" in text) and (export := proquest.of_text(text)):
        return export, text
    if "End of Document" in text or DOCUMENT.search(text):
        lines = text.splitlines()
        return nexis.of(lines) or factiva.of_lines(lines), lines
    if ACADEMIC.search(text):
        lines = text.splitlines()
        return lexis.of(lines), lines
    return None, text


def _unreadable(data: bytes, decoded: Decoded) -> tuple[str, str] | None:
    if not data:
        return "the file is empty", "save the page again, or remove the file"
    if decoded.text is None:
        return "binary data, not text", "save the page as plain text (UTF-8), or remove the file"
    if not decoded.text.strip():
        return "the file holds nothing but white space", "save the page again, or remove the file"
    longest = max(len(line[0]) for line in LINE.finditer(decoded.text))
    if longest > LONGEST_LINE:
        problem = f"a line of {longest:,} characters: no line structure (limit {LONGEST_LINE:,})"
        return problem, "save the page with its line breaks, one article per file"
    return None


FORMAT = Format(NAME, (".txt", ".text"), read)
