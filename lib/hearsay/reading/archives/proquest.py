"""ProQuest exports, TXT, HTML or mail: 'Label: value' per line, articles apart by a rule, or each behind an anchor."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from hearsay.reading.archives import Export, Ledger, declared_number, part_name
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
    "Identifier / keyword", "Classification", "Credit", "Illustration", "Caption", "Correction", "Supplement",
    "Year", "ISBN", "e-ISSN", "Number of pages", "Publication date (print)", "Start page", "Country", "Accession number", "Name",
    "URL", "Business indexing term", "DOI", "CODEN", "Classification code", "Edition", "Word count",
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
ANCHOR = "DocID_"
"""How the name of the anchor above each article begins."""
RULED = "_" * 60
FORM = re.compile(r"\s*[A-Z][A-Za-z /()-]{2,40}:\s+\S")
ENLARGE = "Enlarge this image."
"""What is printed for a picture; its caption is the link's title."""
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
    """The articles of an HTML export: its anchors, or else its rules, drawn as in the text export."""
    anchors = [node for node in root.iter("a") if (node.get("name") or "").startswith(ANCHOR)]
    for node in anchors or root.iter("hr"):
        node.tail = "\n" + (node.tail or "")
        node.tag, node.text = "p", RULED
    captions = set()
    for node in root.iter("a"):
        caption = " ".join((node.get("title") or "").split())
        if caption and (node.text or "").strip() == ENLARGE:
            node.tag, node.text = "p", caption
            captions.add(caption)
    yield from _read(source, element_lines(root), "ProQuest HTML", _word_counts(root, set(anchors)), len(anchors), captions)


def _word_counts(root: Any, anchors: set[Any]) -> dict[int, int]:
    """The words that the element round a full text declares, by the number of its article among the anchors."""
    found: dict[int, int] = {}
    number = 0
    for node in root.iter():
        number += node in anchors
        words = node.get("wordcount") if node.tag == "text" else None
        if words and words.isdigit():
            found.setdefault(number, int(words))
    return found


def read_proquest_text(source: Source, text: str) -> Iterator[Item]:
    """The articles of a text export."""
    yield from _read(source, text.splitlines(), "ProQuest TXT", {}, 0, set())


def _read(
    source: Source, lines: Sequence[str], form: str, counted: dict[int, int], anchors: int, captions: set[str]
) -> Iterator[Item]:
    ledger, article, rules = Ledger(source, form), [], 0
    declared = max((int(found[2]) for line in lines if (found := NUMBERED.match(line))), default=None)
    for line in [*lines, RULED]:
        if not RULE.match(line):
            article.append(line)
            continue
        if sum(bool(_labelled(one)) for one in article) > 1:
            yield from _article(ledger, article, counted.get(rules), captions)
        article, rules = [], rules + 1
    marks = sum(_label(line) == "proquest document id" for line in lines)
    yield from ledger.close(declared, marks=(max(marks, anchors), "lines or anchors with a document's ID"))


def _article(ledger: Ledger, lines: list[str], words: int | None, captions: set[str]) -> Iterator[Item]:
    draft, label, id_, url = RecordDraft(), "", "", ""
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
        if value in captions or value == ENLARGE:
            draft.add("caption" if value in captions else "furniture", line)
        else:
            _add(draft, label, value, line)
    found = ADDRESS.search(url) if not id_ else None
    yield from ledger.article(draft, words=words, id_=found[1] if found else id_, url=url)


def _full_text(lines: list[str]) -> tuple[int, int]:
    """The line that opens the full text, and the first of the labels below it; labels that prose uses too count from there up."""
    start = next((n for n, line in enumerate(lines) if _label(line) == "full text"), len(lines))
    end = next((n for n in range(start + 1, len(lines)) if _ends(lines[n])), len(lines))
    while end - 1 > start and (not lines[end - 1].strip() or _labelled(lines[end - 1]) or _follows_label(lines, end - 1)):
        end -= 1
    return start, end


def _follows_label(lines: list[str], n: int) -> bool:
    """Whether a line has the form of a label, and the one above it a label that is known: the archive has new ones."""
    above = next((m for m in range(n - 1, -1, -1) if lines[m].strip()), 0)
    return bool(FORM.match(lines[n]) and _labelled(lines[above]) and _label(lines[above]) != "full text")


def _read_line(line: str, before: str, inside: bool) -> tuple[str, str]:
    """Label and value; a line without a label goes on with the one before, where that runs over lines."""
    found = _labelled(line)
    if found and not inside:
        return found[1].lower(), found[2].strip()
    goes_on = before in RUNNING and not CLOSING.match(line) and (inside or bool(line.strip()))
    return ("full text" if inside else before if goes_on else ""), line.strip()


def _add(draft: RecordDraft, label: str, value: str, line: str) -> None:
    name = NAMES.get(label, "furniture")
    name = "furniture" if name in ("title", "byline", "outlet", "published") and draft.has(name) else part_name(name, value)
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
