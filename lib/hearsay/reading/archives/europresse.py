"""Europresse exports in HTML: an `<article>` each, its parts told by class names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hearsay.reading.archives import Export, Ledger, declared_number
from hearsay.reading.records import Item, RecordDraft, Source, element_lines, fragment_text
from hearsay.text.dates import iso_date

CLASSES = {
    "outlet": ("DocPublicationName",),
    "published": ("DocHeader",),
    "title": ("titreArticleVisu", "titreArticle"),
    "deck": ("rdp__subtitle", "apd-subtitle"),
    "byline": ("docAuthors", "sm-margin-bottomNews"),
    "body": ("docOcurrContainer", "DocText"),
    "id": ("publiC-lblNodoc",),
}
NUMBERED = re.compile(r"\b[a-z]+\W((?:19|20)\d{6})\W[A-Z]{1,6}\W\S+", re.IGNORECASE)
"""'news·20230215·LM·0x1': the archive's own number of an article, with its day."""
LENGTH = re.compile(r"(\d[\d\s]{0,8})\s*(?:mots|words)\b", re.IGNORECASE)


def europresse_layout(text: str) -> Export | None:
    """The layout, when a page has it."""
    if "docOcurrContainer" in text or ("DocPublicationName" in text and "titreArticle" in text):
        return Export("Europresse HTML", "parts of class 'DocPublicationName' and 'docOcurrContainer'", read_europresse)
    return None


def read_europresse(source: Source, root: Any) -> Iterator[Item]:
    """The articles of an export."""
    ledger = Ledger(source, "Europresse HTML")
    for node in root.xpath("//article") or [root]:
        draft, found = RecordDraft(), {name: _first(node, classes) for name, classes in CLASSES.items()}
        line = {name: fragment_text(part) for name, part in found.items()}
        draft.add("title", line["title"])
        draft.add("deck", line["deck"])
        draft.add("outlet", line["outlet"], re.split(r"[(,]|\s-\s|,?\sno\.", line["outlet"])[0].strip())
        draft.add("byline", line["byline"])
        numbered, length = NUMBERED.search(line["id"]), LENGTH.search(line["published"])
        draft.add("published", line["published"], iso_date(line["published"]) or (iso_date(numbered[1]) if numbered else ""))
        draft.add("body", "\n".join(text for part in found["body"] for text in element_lines(part)))
        words = declared_number(re.sub(r"\s", "", length[1])) if length else None
        yield from ledger.article(draft, words=words, id_=numbered[0] if numbered else "")
    yield from ledger.close()


def _first(node: Any, classes: tuple[str, ...]) -> list[Any]:
    """The first element of the first class that there is; none when there is none."""
    for name in classes:
        found = node.xpath(f".//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]")
        if found:
            return [found[0]]
    return []
