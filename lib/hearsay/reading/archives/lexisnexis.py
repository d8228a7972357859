"""LexisNexis exports: Nexis Uni and Lexis+ ('End of Document'), and the older text exports ('n of m DOCUMENTS')."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from hearsay.reading.archives import Export, Ledger, declared_number
from hearsay.reading.records import Item, Problem, RecordDraft, Source, meaning
from hearsay.text.dates import iso_date

NUMBERED = re.compile(r"\s*(\d{1,6})\s+(?:of|de|von)\s+(\d{1,6})\s+(?:DOCUMENTS?|DOKUMENTEN?)\s*$")
CAPITAL_LABEL = re.compile(r"\s*(BYLINE|SECTION|LENGTH|DATELINE|HIGHLIGHT|SERIES|DISTRIBUTION|L\u00c4NGE|LONGUEUR)\s*:\s*(.*)$")
AFTER_BODY = re.compile(
    r"\s*(?:LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|JOURNAL-CODE|SUBJECT|GRAPHIC|CORRECTION|UPDATE|GRAFIK|DOCUMENT-TYPE|DOC-TYPE)\s*:"
    r"|\s*Copyright (?:\(c\) )?(?:19|20)\d\d\b"
)
CAPITAL_LABEL_FIELDS = {"BYLINE": "byline", "SECTION": "section", "HIGHLIGHT": "deck"}
LEAD = 80
"""Lines in which headings are looked for."""
LENGTHS = ("LENGTH", "L\u00c4NGE", "LONGUEUR")
END = re.compile(r"\s*End of Document\s*$", re.IGNORECASE)
DECLARED = re.compile(r"\s*Documents?\s*\((\d{1,6})\)\s*$", re.IGNORECASE)
LABEL = re.compile(
    r"\s*(Copyright|Section|Length|Byline|Dateline|Highlight|Distribution|Series|Edition)\b\s*:?\s*(.*)", re.IGNORECASE
)
BODY = re.compile(r"\s*Body(?:\s*:)?\s*$")
AFTER = re.compile(
    r"\s*(?:Load-Date|Language|Publication-Type|Journal Code|Subject|Industry|Geographic|Company|Organization|Person|URL)\s*:"
    r"|\s*(?:Classification|Graphic|Notes|Correction)(?:\s*:)?\s*$"
)
LABELS_WITHIN = 30
"""Lines of an article without the line 'Body' in which its labels stand."""
GRAPHIC = re.compile(r"\s*Graphic(?:\s*:)?\s*$")
NAMES = {"byline": "byline", "section": "section", "highlight": "deck"}
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def lexis_academic_layout(lines: Sequence[str]) -> Export | None:
    """The layout, when these lines have it."""
    count = sum(bool(NUMBERED.match(line)) for line in lines)
    if count and any(line.lstrip().startswith(LENGTHS) for line in lines):
        return Export("LexisNexis Academic", f"{count} lines 'n of m DOCUMENTS'", read_lexis_academic)
    return None


def read_lexis_academic(source: Source, lines: Sequence[str]) -> Iterator[Item]:
    """The articles, the number in 'n of m' held against them."""
    ledger = Ledger(source, "LexisNexis Academic")
    heads = [n for n, line in enumerate(lines) if NUMBERED.match(line)]
    numbers = [found for n in heads if (found := NUMBERED.match(lines[n]))]
    for start, end in zip(heads, [*heads[1:], len(lines)], strict=True):
        yield from _academic_article(ledger, lines[start + 1 : end])
    declared = 1 + int(numbers[-1][1]) - int(numbers[0][1])
    yield from ledger.close(max(declared, 0))


def _academic_article(ledger: Ledger, lines: Sequence[str]) -> Iterator[Item]:
    """Copyright, outlet, date, edition and title stand in this order before the labels; the body below them."""
    labelled = [n for n, line in enumerate(lines[:LEAD]) if CAPITAL_LABEL.match(line)]
    first, last = (labelled[0], labelled[-1]) if labelled else (0, -1)
    end = next((n for n in range(last + 1, len(lines)) if AFTER_BODY.match(lines[n])), len(lines))
    draft, words = RecordDraft(), None
    _lead(draft, lines[:first])
    for line in lines[first : last + 1]:
        label, value = _labelled(CAPITAL_LABEL, line)
        words = declared_number(value) if label in LENGTHS else words
        name = CAPITAL_LABEL_FIELDS.get(label, "furniture")
        draft.add(name, line, meaning(name, value))
    draft.add("body", "\n".join(lines[last + 1 : end]))
    draft.add("furniture", "\n".join(lines[end:]))
    yield from ledger.article(draft, words=words)


def _labelled(pattern: re.Pattern[str], line: str) -> tuple[str, str]:
    """The label of a line and what stands behind it; '' and '' of a line without one."""
    found = pattern.match(line)
    return (found[1], found[2].strip()) if found else ("", "")


def _lead(draft: RecordDraft, lines: Sequence[str]) -> None:
    """The title is the last paragraph of the lead, the outlet the line above the date."""
    parts = [" ".join(" ".join(part).split()) for blank, part in groupby(lines, lambda line: not line.strip()) if not blank]
    told = [n for n, part in enumerate(parts) if not AFTER_BODY.match(part)]
    dated = next((n for n in told if iso_date(parts[n])), len(parts))
    named = max(filter(dated.__gt__, told), default=-1)
    titled = len(parts) - 1 if len(parts) - 1 > dated else -1
    names = {titled: "title", dated: "published", named: "outlet"}
    for n, part in enumerate(parts):
        draft.add(names.get(n, "furniture"), part)


def nexis_uni_layout(lines: Sequence[str]) -> Export | None:
    """The layout, when these lines have it."""
    ends = sum(bool(END.match(line)) for line in lines)
    bodies = sum(bool(BODY.match(line)) for line in lines)
    if ends and (bodies or any(line.startswith("Load-Date:") for line in lines)):
        return Export("Nexis", f"{ends} lines 'End of Document'", lambda source, content: read_nexis_uni(source, content))
    return None


def read_nexis_uni(source: Source, lines: Sequence[str]) -> Iterator[Item]:
    """The articles, the number on the cover page held against them."""
    ledger = Ledger(source, "Nexis")
    declared = next((int(found[1]) for line in lines if (found := DECLARED.match(line))), None)
    pieces = [list(piece) for ended, piece in groupby(lines, lambda line: bool(END.match(line))) if not ended]
    whole = sum(bool(END.match(line)) for line in lines)
    for piece in pieces[:whole]:
        yield from _article(ledger, piece, first=ledger.count == 0)
    for piece in pieces[whole:]:
        if any(BODY.match(line) for line in piece):
            problem = "the last article is cut off: no 'End of Document'"
            yield Problem(source.shown, problem, "export again", lost=False, where=f"article {ledger.count + 1}")
            yield from _article(ledger, piece, first=ledger.count == 0)
    yield from ledger.close(declared)


def _article(ledger: Ledger, piece: list[str], first: bool) -> Iterator[Item]:
    lines = [line for line in piece if line.strip()]
    body = next((n for n, line in enumerate(lines) if BODY.match(line)), None)
    start = _last_label(lines) if body is None else body
    end = next((n for n in range(start + 1, len(lines)) if AFTER.match(lines[n])), len(lines))
    draft = RecordDraft()
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
    return max((n + 1 for n, line in enumerate(lines[:LABELS_WITHIN]) if LABEL.match(line)), default=0)


def _headings(draft: RecordDraft, lines: list[str], first: bool) -> int | None:
    """Title, outlet and date stand in this order before the first label; the cover page, on the first article, before them."""
    labelled = _first_label(lines, first)
    lead, words = lines[:labelled], None
    dated = _date_line(lead)
    names = {dated - 2: "title", dated - 1: "outlet", dated: "published"}
    for n, line in enumerate(lead):
        if n in names or not first or n > dated:
            draft.add(names.get(n, "furniture"), line)
    for line in lines[labelled:]:
        label, value = _labelled(LABEL, line)
        words = declared_number(value) if label.lower() == "length" else words
        name = NAMES.get(label.lower(), "furniture")
        draft.add(name, line, meaning(name, value))
    return words


def _first_label(lines: list[str], first: bool) -> int:
    """The first line with a label that is not the cover page's, which goes as far as the number of documents."""
    covered = max((n for n, line in enumerate(lines) if DECLARED.match(line)), default=-1) if first else -1
    return next((n for n, line in enumerate(lines) if n > max(0, covered) and LABEL.match(line)), len(lines))


def _date_line(lead: list[str]) -> int:
    """The last line that is a date, else that holds a year; one past the last when there is neither."""
    dated = (n for n in range(len(lead) - 1, 0, -1) if iso_date(lead[n]))
    of_year = (n for n in range(len(lead) - 1, 1, -1) if YEAR.search(lead[n]))
    return next(chain(dated, of_year), len(lead))


def _after(draft: RecordDraft, lines: list[str]) -> None:
    graphic = False
    for line in lines:
        graphic = bool(GRAPHIC.match(line)) or (graphic and not AFTER.match(line))
        draft.add("caption" if graphic and not GRAPHIC.match(line) else "furniture", line)
