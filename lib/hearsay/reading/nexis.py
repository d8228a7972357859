"""Nexis Uni and Lexis+ exports, DOCX or RTF: a cover page, then articles that each end with 'End of Document'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from hearsay.reading.draft import Draft, author
from hearsay.reading.exports import Export, Ledger, number
from hearsay.reading.isodate import iso
from hearsay.reading.records import Item, Problem, Source

END = re.compile(r"\s*End of Document\s*$", re.IGNORECASE)
DECLARED = re.compile(r"\s*Documents?\s*\((\d{1,6})\)\s*$", re.IGNORECASE)
LABEL = re.compile(
    r"\s*(Copyright|Section|Length|Byline|Dateline|Highlight|Distribution|Series|Edition)\b\s*:?\s*(.*)", re.IGNORECASE
)
BODY = re.compile(r"\s*Body\s*:?\s*$")
AFTER = re.compile(
    r"\s*(?:Load-Date|Language|Publication-Type|Journal Code|Subject|Industry|Geographic|Company|Organization|Person|URL)\s*:"
    r"|\s*(?:Classification|Graphic|Notes|Correction)\s*:?\s*$"
)
GRAPHIC = re.compile(r"\s*Graphic\s*:?\s*$")
NAMES = {"byline": "byline", "section": "section", "highlight": "deck"}
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def of(lines: Sequence[str]) -> Export | None:
    """The layout, when these lines have it."""
    ends = sum(bool(END.match(line)) for line in lines)
    bodies = sum(bool(BODY.match(line)) for line in lines)
    if ends and (bodies or any(line.startswith("Load-Date:") for line in lines)):
        return Export("Nexis", f"{ends} lines 'End of Document'", lambda source, content: read(source, content))
    return None


def read(source: Source, lines: Sequence[str]) -> Iterator[Item]:
    """The articles, the number on the cover page held against them."""
    ledger = Ledger(source, "Nexis")
    declared = next((int(found[1]) for line in lines if (found := DECLARED.match(line))), None)
    pieces = [list(piece) for ended, piece in groupby(lines, lambda line: bool(END.match(line))) if not ended]
    whole = sum(bool(END.match(line)) for line in lines)
    for place, piece in enumerate(pieces):
        kept = [line for line in piece if line.strip()]
        if place >= whole and not any(BODY.match(line) for line in kept):
            continue
        if place >= whole:
            problem = "the last article is cut off: no 'End of Document'"
            yield Problem(source.shown, problem, "export again", lost=False, where=f"article {ledger.count + 1}")
        yield from _article(ledger, kept, first=place == 0)
    yield from ledger.close(declared)


def _article(ledger: Ledger, lines: list[str], first: bool) -> Iterator[Item]:
    body = next((n for n, line in enumerate(lines) if BODY.match(line)), None)
    start = body if body is not None else _last_label(lines)
    end = next((n for n in range(start + 1, len(lines)) if AFTER.match(lines[n])), len(lines))
    draft = Draft()
    words = _headings(draft, lines[:start], first)
    draft.add("furniture", lines[start] if body is not None else "")
    draft.add("body", "\n".join(lines[start + (body is not None) : end]))
    _after(draft, lines[end:])
    if body is None:
        ledger.tally.add(
            f"article {ledger.count + 1}", "no line 'Body'", "look at the export; the layout may have changed", lost=False
        )
    yield from ledger.article(draft, words=words)


def _last_label(lines: list[str]) -> int:
    return max((n + 1 for n, line in enumerate(lines[:30]) if LABEL.match(line)), default=0)


def _headings(draft: Draft, lines: list[str], first: bool) -> int | None:
    """Title, outlet and date stand in this order before the first label; the cover page, on the first article, before them."""
    labelled = next(
        (n for n, line in enumerate(lines) if LABEL.match(line) and n > 0 and not (first and _covers(lines[n:]))), len(lines)
    )
    lead, words = lines[:labelled], None
    dated = next((n for n in range(len(lead) - 1, 0, -1) if iso(lead[n])), None)
    if dated is None:
        dated = next((n for n in range(len(lead) - 1, 1, -1) if YEAR.search(lead[n])), len(lead))
    names = {dated - 2: "title", dated - 1: "outlet", dated: "published"}
    for n, line in enumerate(lead):
        name = names.get(n, "furniture")
        if name != "furniture" or not first or n > dated:
            draft.add(name, line, iso(line) if name == "published" else line.strip() if name != "furniture" else "")
    for line in lines[labelled:]:
        found = LABEL.match(line)
        label, value = (found[1].lower(), found[2].strip()) if found else ("", "")
        words = number(value) if label == "length" else words
        draft.add(
            NAMES.get(label, "furniture"), line, author(value) if label == "byline" else value if label == "highlight" else ""
        )
    return words


def _covers(lines: list[str]) -> bool:
    """Whether the cover page is still to come to its end below."""
    return any(DECLARED.match(line) for line in lines)


def _after(draft: Draft, lines: list[str]) -> None:
    graphic = False
    for line in lines:
        graphic = bool(GRAPHIC.match(line)) or (graphic and not AFTER.match(line))
        draft.add("caption" if graphic and not GRAPHIC.match(line) else "furniture", line)
