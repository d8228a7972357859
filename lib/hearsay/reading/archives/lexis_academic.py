"""The older LexisNexis exports, as text, RTF, Word or HTML: 'n of m DOCUMENTS', labels in capitals, in several languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from hearsay.reading.archives import EXPORT_ERROR, Export, Ledger, declared_number, part_name
from hearsay.reading.records import Item, Problem, RecordDraft, Source, element_lines, meaning
from hearsay.text.dates import iso_date

OF = r"(?:of|de|von|van|di|sur)"
NUMBERED = re.compile(
    rf"\s*(?:(\d{{1,6}})\s+{OF}\s+(\d{{1,6}})\s+DO[CK]UMENT\w{{0,3}}|Do[ck]ument\w?\s+(\d{{1,6}})\s+{OF}\s+(\d{{1,6}}))\s*$",
    re.IGNORECASE,
)
CAPITALS = "A-Z\u00c0-\u00d6\u00d8-\u00de"
LABELLED = re.compile(rf"\s*([{CAPITALS}][{CAPITALS}/ -]{{1,38}}[{CAPITALS}])\s?:(?:\s+(.*)|$)")
FIELDS = {
    **dict.fromkeys(("BYLINE", "AUTOR", "AUTEUR", "AUTORE", "VERFASSER"), "byline"),
    **dict.fromkeys(("SECTION", "RUBRIK", "RUBRIQUE", "SECCIÓN", "SECCION", "SEZIONE", "SECTIE"), "section"),
    **dict.fromkeys(("HEADLINE", "TITRE", "TITEL", "TÍTULO", "TITULO", "TITOLO"), "title"),
    **dict.fromkeys(("HIGHLIGHT", "ENCART", "ANRISS", "SUBHEAD"), "deck"),
}
LENGTHS = ("LENGTH", "LÄNGE", "LONGUEUR", "LONGITUD", "EXTENSIÓN", "LUNGHEZZA", "LENGTE")
HEAD_ALONE = ("DATELINE", "SERIES", "DISTRIBUTION", "ORT", "LIEU", "EDITION", "COLUMN", "TYPE", "AUTEURS")
BODIES = ("BODY", "TEXT", "TEXTE", "CORPS")
AFTER_BODY = re.compile(
    r"\s*(?:LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|JOURNAL-CODE|SUBJECT|GRAPHIC|CORRECTION|UPDATE|GRAFIK|DOCUMENT-TYPE|DOC-TYPE|SPRACHE"
    r"|LANGUE|SUJET|DATE-CHARGEMENT|TYPE-PUBLICATION)\s*:"
    r"|\s*(?:Copyright|©) ?(?:©|\(c\))? ?(?:19|20)\d\d\b"
)
OWNED = re.compile(r"\s*(?:Copyright\b|©|\(c\) ?(?:19|20)\d\d|All Rights Reserved|Tous droits|Alle Rechte)", re.IGNORECASE)
EDITION = re.compile(r"\b(?:edition|ausgabe|édition|edición|edizione)\b", re.IGNORECASE)
NOT_A_TITLE = re.compile(r"(?:correction|clarification|editors?['’] note) appended\.?$", re.IGNORECASE)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
LEAD = 80
"""Lines in which headings are looked for."""
SHORT = 40
"""Words of a document without any heading that may be a message of the archive; no article of the samples seen was as short."""
FULL_PARTS = 50
"""Archives give 50, 100, 200 or 500 documents a file: a file that ends there is whole, though the search found more."""
ANCHOR = "DOC_ID_"
LEAVES = ("p", "pre", "div", "li", "td", "h1", "h2", "h3")
MARKERS = re.compile(
    rf">(?:\s|&nbsp;)*(?:\d{{1,6}}\s{OF}\s\d{{1,6}}\sDO[CK]UMENT|Do[ck]ument\w?\s\d{{1,6}}\s{OF}\s\d)", re.IGNORECASE
)
LENGTHS_OF_PAGE = re.compile(rf">\s*(?:{'|'.join(LENGTHS)})\s?:")


@dataclass(frozen=True)
class Block:
    """Lines that stand together: their first line, the line behind the last, and what they say on one line."""

    start: int
    end: int
    text: str


def lexis_academic_layout(lines: Sequence[str]) -> Export | None:
    """The layout, when these lines have it: numbered documents, or one document by its labels."""
    count = sum(bool(NUMBERED.match(line)) for line in lines)
    labels = {found[1] for line in lines if (found := LABELLED.match(line))}
    if count and labels.intersection(LENGTHS):
        return Export("LexisNexis Academic", f"{count} lines 'n of m DOCUMENTS'", read_lexis_academic)
    others = labels.intersection((*FIELDS, *HEAD_ALONE, "LOAD-DATE", "LANGUAGE", "PUBLICATION-TYPE", "DATE-CHARGEMENT"))
    if labels.intersection(LENGTHS) and others:
        why = f"one document with a length and the labels {', '.join(sorted(others)[:3])}"
        return Export("LexisNexis Academic", why, read_lexis_academic)
    return None


def lexis_html_layout(text: str) -> Export | None:
    """The layout, when a page has it."""
    numbered, lengths = len(MARKERS.findall(text)), len(LENGTHS_OF_PAGE.findall(text))
    if lengths and (numbered or "<DOC NUMBER=" in text):
        return Export("LexisNexis HTML", f"{numbered} lines 'n of m DOCUMENTS', {lengths} with a length", read_lexis_html)
    return None


def read_lexis_academic(source: Source, lines: Sequence[str]) -> Iterator[Item]:
    """The articles, the number in 'n of m' held against them."""
    heads = [n for n, line in enumerate(lines) if NUMBERED.match(line)]
    starts = [n + 1 for n in heads] or [0]
    ends = [*heads[1:], len(lines)]
    documents = [lines[start:end] for start, end in zip(starts, ends, strict=True)]
    yield from _documents(source, "LexisNexis Academic", documents, [_number(lines[n]) for n in heads], None)


def read_lexis_html(source: Source, root: Any) -> Iterator[Item]:
    """The articles of a page, each behind an anchor or a number; how many its head declares is held against them."""
    documents: list[list[str]] = []
    anchored = any(_is_anchor(node) for node in root.iter("a"))
    numbers = []
    for node in root.iter():
        if _is_anchor(node):
            documents.append([])
        elif node.tag in LEAVES and next(node.iterdescendants(*LEAVES), None) is None:
            lines = element_lines(node)
            if lines and NUMBERED.match(lines[0]):
                numbers.append(_number(lines[0]))
                documents += [] if anchored else [[]]
            elif documents:
                documents[-1] += [*lines, ""]
    declared = next((declared_number(meta.get("documents")) for meta in root.iter("meta") if meta.get("documents")), None)
    yield from _documents(source, "LexisNexis HTML", documents, numbers, declared)


def _is_anchor(node: Any) -> bool:
    return node.tag == "a" and (node.get("name") or "").upper().startswith(ANCHOR)


def _number(line: str) -> tuple[int, int]:
    """Which of how many a marker says."""
    first, last = [int(digits) for digits in re.findall(r"\d+", line)]
    return first, last


def _documents(
    source: Source, form: str, documents: Sequence[Sequence[str]], numbers: list[tuple[int, int]], declared: int | None
) -> Iterator[Item]:
    ledger = Ledger(source, form)
    for n, lines in enumerate(documents):
        yield from _article(ledger, lines, numbers[n] if n < len(numbers) else None)
    yield from ledger.close(declared if declared is not None else _declared(numbers))
    if numbers and numbers[-1][0] < numbers[-1][1] and numbers[-1][0] % FULL_PARTS:
        problem = f"the export counts {numbers[-1][1]:,} documents, this file ends with number {numbers[-1][0]:,}"
        yield Problem(source.shown, problem, "export again, or read it together with the files of the others", lost=False)


def _declared(numbers: list[tuple[int, int]]) -> int | None:
    """As many as the markers count from their first to their last, in each export that the file holds."""
    if not numbers:
        return None
    runs: list[list[int]] = []
    for number, _ in numbers:
        if not runs or number <= runs[-1][-1]:
            runs.append([])
        runs[-1].append(number)
    return sum(1 + run[-1] - run[0] for run in runs)


def _article(ledger: Ledger, lines: Sequence[str], number: tuple[int, int] | None) -> Iterator[Item]:
    """Copyright, outlet, date, edition and title stand in this order before the labels; the body below them."""
    blocks = [
        Block(part[0], part[-1] + 1, " ".join(" ".join(lines[n] for n in part).split()))
        for blank, group in groupby(range(len(lines)), lambda n: not lines[n].strip())
        if not blank and (part := list(group))
    ]
    first, body = _labels(blocks)
    if first == len(blocks) and sum(len(block.text.split()) for block in blocks) <= SHORT:
        place = f"document {number[0]} of {number[1]}" if number else f"document {ledger.count + 1}"
        ledger.count += 1
        ledger.tally.add(place, *EXPORT_ERROR, lost=True)
        return
    end = _end(blocks, lines, body)
    draft, words = RecordDraft(), None
    labels = [_label(block) for block in blocks[first:body]]
    _lead(draft, blocks[:first], titled="title" in (FIELDS.get(label) for label, _ in labels))
    for block, (label, value) in zip(blocks[first:body], labels, strict=True):
        words = declared_number(value) if label in LENGTHS else words
        name = part_name(FIELDS.get(label, "furniture"), value)
        if label in BODIES and value:
            draft.add("body", value)
        else:
            draft.add(name, value if name == "title" else block.text, meaning(name, value))
    for block in blocks[body:end]:
        draft.add("body", "\n".join(lines[block.start : block.end]))
    for block in blocks[end:]:
        name = "caption" if _label(block)[0] in ("GRAPHIC", "GRAFIK") else "furniture"
        draft.add(name, "\n".join(lines[block.start : block.end]))
    yield from ledger.article(draft, words=words)


def _label(block: Block) -> tuple[str, str]:
    """The label of a block and what stands behind it; '' and all of it where it has none."""
    found = LABELLED.match(block.text)
    return (found[1], (found[2] or "").strip()) if found else ("", block.text)


def _labels(blocks: Sequence[Block]) -> tuple[int, int]:
    """The first block with a label, and the one behind the last label of the head; twice the number of blocks without any.

    A label that is not known counts only above the length: below it a paragraph may begin with a town in capitals.
    """
    known = {*FIELDS, *LENGTHS, *HEAD_ALONE, *BODIES}
    within = [block for block in blocks if block.start < LEAD]
    first = next((n for n, block in enumerate(within) if _label(block)[0] in known), len(blocks))
    length = next((n for n, block in enumerate(within) if _label(block)[0] in LENGTHS), -1)
    end = first
    while end < len(blocks) and (label := _label(blocks[end])[0]) and (label in known or end < length):
        end += 1
        if label in BODIES:
            break
    return first, end


def _end(blocks: Sequence[Block], lines: Sequence[str], body: int) -> int:
    """The first block behind the body: one of a known label, or of those with labels and rights that close the document."""
    told = next((n for n in range(body, len(blocks)) if AFTER_BODY.match(lines[blocks[n].start])), len(blocks))
    closing = len(blocks)
    while closing > body and (LABELLED.match(blocks[closing - 1].text) or OWNED.match(blocks[closing - 1].text)):
        closing -= 1
    return min(told, closing)


def _lead(draft: RecordDraft, blocks: Sequence[Block], titled: bool) -> None:
    """The title is the last block of the lead, the outlet the one above the date."""
    parts = [block.text for block in blocks]
    told = [n for n, part in enumerate(parts) if not OWNED.match(part) and not NOT_A_TITLE.match(part)]
    dated = next((n for n in told if iso_date(parts[n])), None)
    dated = next((n for n in told[1:] if YEAR.search(parts[n])), len(parts)) if dated is None else dated
    named = max(filter(dated.__gt__, told), default=-1)
    rest = [n for n in told if n > dated and not (EDITION.search(parts[n]) and len(parts[n].split()) <= 4)]
    names = {rest[-1] if rest and not titled else -1: "title", dated: "published", named: "outlet"}
    for n, part in enumerate(parts):
        name = part_name(names.get(n, "furniture"), part)
        draft.add(name, part)
