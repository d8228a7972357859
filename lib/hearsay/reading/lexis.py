"""LexisNexis Academic's text exports, as archives hold them from before Nexis Uni: 'n of m DOCUMENTS', labels in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from hearsay.reading.draft import Draft, author
from hearsay.reading.exports import Export, Ledger, number
from hearsay.reading.isodate import iso
from hearsay.reading.records import Item, Source

NUMBERED = re.compile(r"\s*(\d{1,6})\s+(?:of|de|von)\s+(\d{1,6})\s+(?:DOCUMENTS?|DOKUMENTEN?)\s*$")
LABEL = re.compile(r"\s*(BYLINE|SECTION|LENGTH|DATELINE|HIGHLIGHT|SERIES|DISTRIBUTION|L\u00c4NGE|LONGUEUR)\s*:\s*(.*)$")
AFTER = re.compile(
    r"\s*(?:LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|JOURNAL-CODE|SUBJECT|GRAPHIC|CORRECTION|UPDATE|GRAFIK|DOCUMENT-TYPE|DOC-TYPE)\s*:"
    r"|\s*Copyright (?:\(c\) )?(?:19|20)\d\d\b"
)
NAMES = {"BYLINE": "byline", "SECTION": "section", "HIGHLIGHT": "deck"}
LEAD = 80
"""Lines in which headings are looked for."""
LENGTHS = ("LENGTH", "L\u00c4NGE", "LONGUEUR")


def of(lines: Sequence[str]) -> Export | None:
    """The layout, when these lines have it."""
    count = sum(bool(NUMBERED.match(line)) for line in lines)
    if count and any(line.lstrip().startswith(LENGTHS) for line in lines):
        return Export("LexisNexis Academic", f"{count} lines 'n of m DOCUMENTS'", read)
    return None


def read(source: Source, lines: Sequence[str]) -> Iterator[Item]:
    """The articles, the number in 'n of m' held against them."""
    ledger = Ledger(source, "LexisNexis Academic")
    heads = [n for n, line in enumerate(lines) if NUMBERED.match(line)]
    numbers = [found for n in heads if (found := NUMBERED.match(lines[n]))]
    for start, end in zip(heads, [*heads[1:], len(lines)], strict=True):
        yield from _article(ledger, lines[start + 1 : end])
    declared = 1 + int(numbers[-1][1]) - int(numbers[0][1])
    yield from ledger.close(max(declared, 0))


def _article(ledger: Ledger, lines: list[str]) -> Iterator[Item]:
    """Copyright, outlet, date, edition and title stand in this order before the labels; the body below them."""
    labelled = [n for n, line in enumerate(lines[:LEAD]) if LABEL.match(line)]
    first, last = (labelled[0], labelled[-1]) if labelled else (0, -1)
    end = next((n for n in range(last + 1, len(lines)) if AFTER.match(lines[n])), len(lines))
    draft, words = Draft(), None
    _lead(draft, lines[:first])
    for line in lines[first : last + 1]:
        found = LABEL.match(line)
        label, value = (found[1], found[2].strip()) if found else ("", "")
        words = number(value) if label in LENGTHS else words
        name = NAMES.get(label, "furniture")
        draft.add(name, line, author(value) if name == "byline" else value if name == "deck" else "")
    draft.add("body", "\n".join(lines[last + 1 : end]))
    draft.add("furniture", "\n".join(lines[end:]))
    yield from ledger.article(draft, words=words)


def _lead(draft: Draft, lines: list[str]) -> None:
    """The title is the last paragraph of the lead, the outlet the line above the date."""
    parts = [" ".join(" ".join(part).split()) for blank, part in groupby(lines, lambda line: not line.strip()) if not blank]
    dated = next((n for n, part in enumerate(parts) if iso(part) and not AFTER.match(part)), len(parts))
    named = next((n for n in range(dated - 1, -1, -1) if not AFTER.match(parts[n])), -1)
    titled = len(parts) - 1 if len(parts) - 1 > dated else -1
    for n, part in enumerate(parts):
        name = {named: "outlet", dated: "published", titled: "title"}.get(n, "furniture")
        draft.add(name, part, iso(part) if name == "published" else part if name != "furniture" else "")
