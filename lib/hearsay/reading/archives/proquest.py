"""ProQuest exports, TXT or HTML: 'Label: value' per line, articles apart by a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from hearsay.reading.archives import Export, Ledger, declared_number
from hearsay.reading.records import Item, RecordDraft, Source, element_lines, meaning

RULE = re.compile(r"\s*(?:_{30,}|\*{30,})\s*$")
ADDRESS = re.compile(r"proquest\.com/(?:[\w.-]+/)?docview/(\d{5,})")
NUMBERED = re.compile(r"\s*Document\s+(\d{1,6})\s+of\s+(\d{1,6})\s*$", re.IGNORECASE)
LABELS = (
    "Title", "Author", "Publication info", "Publication title", "Publication date", "Publication year", "Publication subject",
    "Full text", "Abstract", "ProQuest document ID", "Document URL", "Links", "Subject", "Location", "People",
    "Company / organization",
    "Section", "Pages", "First page", "Volume", "Issue", "Publisher", "Place of publication", "Country of publication", "ISSN",
    "Source type", "Language of publication", "Document type", "Document feature", "Dateline", "Column", "Copyright",
    "Last updated", "Database",
    "Word count", "Identifier / keyword", "Classification", "Credit", "Illustration", "Caption", "Correction", "Supplement",
    "Year", "ISBN", "e-ISSN", "Number of pages", "Publication date (print)", "Start page", "Country", "Accession number", "Name",
    "URL",
)  # fmt: skip
LABEL = re.compile(rf"\s*({'|'.join(sorted(map(re.escape, LABELS), key=len, reverse=True))})\s*:\s*(.*)$", re.IGNORECASE)
NAMES = {
    "title": "title", "author": "byline", "publication title": "outlet", "publication date": "published", "full text": "body",
    "section": "section", "caption": "caption", "illustration": "caption", "credit": "photo_credit", "abstract": "deck",
}  # fmt: skip
RUNNING = ("full text", "caption", "illustration", "abstract")
"""Labels whose content goes on over lines without a label."""
WITHIN_TEXT = (
    "correction", "credit", "caption", "illustration", "name", "country", "year", "people", "subject", "location", "section",
    "column", "url", "author", "title",
)  # fmt: skip
"""Labels that prose uses too: inside a full text they count only once the text has ended."""
WHY = "labels such as 'ProQuest document ID' and 'Full text'"
CLOSING = re.compile(r"\s*(?:Contact us at|Database copyright|Terms and Conditions|Copyright of )", re.IGNORECASE)


def proquest_html_layout(text: str) -> Export | None:
    """The layout, when a page has it."""
    return Export("ProQuest HTML", WHY, read_proquest_html) if _is_one(text) else None


def proquest_text_layout(text: str) -> Export | None:
    """The layout, when a text has it."""
    return Export("ProQuest TXT", WHY, read_proquest_text) if _is_one(text) and "</" not in text[:2000] else None


def _is_one(text: str) -> bool:
    numbered = re.search(r"ProQuest document\s?ID\s*:", text) or ADDRESS.search(text)
    return bool(numbered) and bool(re.search(r"(?:Full text|Publication title)\s*:", text, re.IGNORECASE))


def read_proquest_html(source: Source, root: Any) -> Iterator[Item]:
    """The articles of an HTML export: its rules drawn as in the text export."""
    for rule in root.iter("hr"):
        rule.tail = "\n" + (rule.tail or "")
        rule.tag, rule.text = "p", "_" * 60
    yield from _read(source, element_lines(root), "ProQuest HTML")


def read_proquest_text(source: Source, text: str) -> Iterator[Item]:
    """The articles of a text export."""
    yield from _read(source, text.splitlines(), "ProQuest TXT")


def _read(source: Source, lines: Sequence[str], form: str) -> Iterator[Item]:
    ledger, article = Ledger(source, form), []
    declared = max((int(found[2]) for line in lines if (found := NUMBERED.match(line))), default=None)
    for line in [*lines, "_" * 60]:
        if not RULE.match(line):
            article.append(line)
            continue
        if sum(bool(_labelled(one)) for one in article) > 1:
            yield from _article(ledger, article)
        article = []
    yield from ledger.close(declared)


def _article(ledger: Ledger, lines: list[str]) -> Iterator[Item]:
    draft, label, words, id_, url = RecordDraft(), "", None, "", ""
    start, end = _full_text(lines)
    titled = any(_label(line) == "title" for line in lines)
    for n, line in enumerate(lines):
        label, value = _read_line(line, label, inside=start < n < end)
        if not value:
            continue
        if not titled and not label and not NUMBERED.match(line):
            label, titled = "title", True
        words = declared_number(value) if label == "word count" else words
        id_ = value if label == "proquest document id" else id_
        url = value if label in ("document url", "url") else url
        _add(draft, label, value, line)
    found = ADDRESS.search(url) if not id_ else None
    yield from ledger.article(draft, words=words, id_=found[1] if found else id_, url=url)


def _full_text(lines: list[str]) -> tuple[int, int]:
    """The line that opens the full text, and the first of the labels below it; labels that prose uses too count from there up."""
    start = next((n for n, line in enumerate(lines) if _label(line) == "full text"), len(lines))
    end = next((n for n in range(start + 1, len(lines)) if _ends(lines[n])), len(lines))
    while end - 1 > start and (not lines[end - 1].strip() or _labelled(lines[end - 1])):
        end -= 1
    return start, end


def _read_line(line: str, before: str, inside: bool) -> tuple[str, str]:
    """Label and value; a line without a label goes on with the one before, where that runs over lines."""
    found = _labelled(line)
    if found and not inside:
        return found[1].lower(), found[2].strip()
    goes_on = before in RUNNING and not CLOSING.match(line) and (inside or bool(line.strip()))
    return ("full text" if inside else before if goes_on else ""), line.strip()


def _add(draft: RecordDraft, label: str, value: str, line: str) -> None:
    name = NAMES.get(label, "furniture")
    name = "furniture" if name in ("title", "byline", "outlet", "published") and draft.has(name) else name
    meant = proquest_outlet(value) if name == "outlet" else meaning(name, value)
    draft.add(name, line if name in ("furniture", "byline", "published", "outlet") else value, meant)


def _labelled(line: str) -> re.Match[str] | None:
    """The label of a line; most lines have none, and no colon near their beginning."""
    return LABEL.match(line) if ":" in line[:60] else None


def proquest_outlet(printed: str) -> str:
    """'The Globe; Boston, Mass.' is the Globe."""
    return re.split(r"[;:,] ", " ".join(printed.split()))[0].strip()


def _label(line: str) -> str:
    found = _labelled(line)
    return found[1].lower() if found else ""


def _ends(line: str) -> bool:
    return bool(_label(line) and _label(line) not in WITHIN_TEXT) or bool(CLOSING.match(line))
