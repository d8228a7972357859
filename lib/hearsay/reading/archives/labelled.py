"""Exports of Gale and NewsBank as text, RTF, Word or a page: labels, the text, and a number that closes each article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from hearsay.reading.archives import Export, Ledger, declared_number, part_name
from hearsay.reading.records import Item, RecordDraft, Source, element_lines, meaning


@dataclass(frozen=True)
class Layout:
    """One archive: its name, its labels with the parts that they name, what opens and closes the text, what closes an article."""

    name: str
    labels: Mapping[str, str]
    opens: frozenset[str]
    closes: re.Pattern[str]
    number: re.Pattern[str]
    needs: frozenset[str]

    @cached_property
    def label(self) -> re.Pattern[str]:
        names = "|".join(sorted(map(re.escape, self.labels), key=len, reverse=True))
        return re.compile(rf"\s*({names})\s*:\s*(.*)$", re.IGNORECASE)


GALE = Layout(
    "Gale",
    {
        **dict.fromkeys(("title",), "title"),
        **dict.fromkeys(("author", "author(s)", "authors", "byline"), "byline"),
        **dict.fromkeys(("date", "publication date"), "published"),
        **dict.fromkeys(("from", "source", "publication", "publication title"), "outlet"),
        **dict.fromkeys(("full text", "text"), "body"),
        **dict.fromkeys(("length", "word count"), "words"),
        **dict.fromkeys(("url", "document url"), "url"),
        "section": "section", "abstract": "deck",
        **dict.fromkeys(
            (
                "document type", "publisher", "copyright", "copyright notice", "content level", "lexile measure", "issn",
                "volume",
                "issue", "page", "pages", "issue number", "volume number", "database", "dateline", "source citation",
                "gale document number", "disclaimer",
            ),
            "",
        ),
    },
    frozenset(("full text", "text")),
    re.compile(
        r"\s*(?:Source Citation|Copyright(?: Notice)?\s*:|COPYRIGHT (?:19|20)\d\d|Gale Document Number|Disclaimer\s*:)",
        re.IGNORECASE,
    ),
    re.compile(r"\s*Gale Document Number\s*:\s*(?:GALE\|)?([A-Z]{0,4}\d{4,20})\s*$", re.IGNORECASE),
    frozenset(("title",)),
)  # fmt: skip
NEWSBANK = Layout(
    "NewsBank",
    {
        **dict.fromkeys(("paper", "publication", "newspaper", "source", "publication name"), "outlet"),
        **dict.fromkeys(("title", "headline"), "title"),
        **dict.fromkeys(("date", "publication date"), "published"),
        **dict.fromkeys(("author", "author(s)", "byline"), "byline"),
        **dict.fromkeys(("article text", "text", "body"), "body"),
        **dict.fromkeys(("word count", "length", "words"), "words"),
        "section": "section", "caption": "caption",
        **dict.fromkeys(
            (
                "edition", "page", "dateline", "index terms", "record number", "record", "article id", "openurl link",
                "copyright",
                "memo", "correction", "column", "series", "source type", "location",
            ),
            "",
        ),
    },
    frozenset(("article text", "text", "body")),
    re.compile(
        r"\s*(?:(?:\(c\)|\u00a9)?\s*Copyright\b|(?:Index Terms|Record Number|Record|OpenURL Link|Caption|Memo)\s*:"
        r"|OpenURL Link\s*$)",
        re.IGNORECASE,
    ),
    re.compile(r"\s*(?:Record Number|Record)\s*:\s*([\w.-]{3,40})\s*$", re.IGNORECASE),
    frozenset(("outlet", "title")),
)  # fmt: skip
LAYOUTS = (GALE, NEWSBANK)
LEAST = 30
"""Words below the last number from which they may be an article; archives close with a notice of their own."""
HEAD = 20
"""Lines in which the labels stand above a text that has none of its own."""


def labelled_layout(lines: Sequence[str]) -> Export | None:
    """The layout, when these lines have one: numbers that close articles, and for each of them the labels above it."""
    for layout in LAYOUTS:
        numbers = sum(bool(layout.number.match(line)) for line in lines)
        there = {layout.labels[found[1].lower()] for line in lines if (found := layout.label.match(line))} if numbers else set()
        if numbers and layout.needs <= there:
            why = f"{numbers} lines with the number of an article"
            return Export(f"{layout.name} TXT", why, partial(read_labelled, layout=layout))
    return None


def labelled_html_layout(text: str) -> Export | None:
    """The layout, when a page has it."""
    if "Gale Document Number" in text:
        return Export("Gale HTML", "a line 'Gale Document Number'", partial(_read_page, layout=GALE))
    if "NewsBank" in text and re.search(r"Record Number\s*:", text):
        return Export("NewsBank HTML", "lines 'Record Number'", partial(_read_page, layout=NEWSBANK))
    return None


def _read_page(source: Source, root: Any, layout: Layout) -> Iterator[Item]:
    yield from read_labelled(source, element_lines(root), layout)


def read_labelled(source: Source, lines: Sequence[str], layout: Layout) -> Iterator[Item]:
    """The articles, each up to its number; titles that stand without one are told."""
    ledger = Ledger(source, f"{layout.name} TXT")
    record: list[str] = []
    titles = 0
    for line in lines:
        found = layout.label.match(line)
        titles += bool(found) and layout.labels[found[1].lower()] == "title"  # type: ignore[index]
        record.append(line)
        if number := layout.number.match(line):
            yield from _article(ledger, record, layout, number[1])
            record = []
    if any(layout.label.match(line) for line in record) and len(" ".join(record).split()) > LEAST:
        ledger.tally.add(f"article {ledger.count + 1}", "the last article may be cut off", "export again", lost=False)
        yield from _article(ledger, record, layout, "")
    yield from ledger.close(marks=(titles, "lines with a title"))


def _article(ledger: Ledger, lines: list[str], layout: Layout, id_: str) -> Iterator[Item]:
    draft, words, url = RecordDraft(), None, ""
    start, end = _text(lines, layout)
    for n, line in enumerate(lines):
        found = layout.label.match(line) if not start < n < end else None
        name = layout.labels[found[1].lower()] if found else "body" if start <= n < end else "furniture"
        value = found[2].strip() if found else line.strip()
        words = declared_number(value) if name == "words" else words
        url = value if name == "url" else url
        name = "furniture" if name in ("", "words", "url") or draft.has(name) and name != "body" else part_name(name, value)
        if name == "body":
            draft.add("body", value)
        elif name == "outlet":
            draft.add(name, line, re.split(r"\s*\(|;|, (?=The$)", value)[0].strip(" ."))
            if not draft.has("published") and meaning("published", value):
                draft.add("published", value)
        else:
            draft.add(name, value if name in ("title", "deck") else line, meaning(name, value))
    yield from ledger.article(draft, words=words, id_=id_, url=url)


def _text(lines: list[str], layout: Layout) -> tuple[int, int]:
    """The first line of the text and the one behind its last: from its label, or the first line without one below the labels."""
    label = [found[1].lower() if (found := layout.label.match(line)) else "" for line in lines]
    opened = next((n for n, name in enumerate(label) if name in layout.opens), None)
    if opened is None:
        last = max((n for n, name in enumerate(label[:HEAD]) if name and not layout.closes.match(lines[n])), default=-1)
        opened = next((n for n in range(last + 1, len(lines)) if lines[n].strip()), len(lines))
    end = next((n for n in range(opened + 1, len(lines)) if layout.closes.match(lines[n])), len(lines))
    return opened, end
