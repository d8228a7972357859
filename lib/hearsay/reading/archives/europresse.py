"""Europresse exports in HTML: an `<article>` each, its parts told by class names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hearsay.reading.archives import Export, Ledger, declared_number
from hearsay.reading.formats import html
from hearsay.reading.records import Item, RecordDraft, Source, byline_without_by
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
        head = html.fragment_text([found["published"]]) if found["published"] is not None else ""
        for name in ("title", "deck", "outlet", "byline"):
            line = html.fragment_text([found[name]]) if found[name] is not None else ""
            draft.add(name, line, byline_without_by(line) if name == "byline" else _name(line) if name == "outlet" else line)
        numbered = _number(found["id"])
        draft.add("published", head, iso_date(head) or numbered[1])
        body = html.element_lines(found["body"]) if found["body"] is not None else []
        draft.add("body", "\n".join(body))
        length = LENGTH.search(head)
        yield from ledger.article(draft, words=declared_number(re.sub(r"\s", "", length[1])) if length else None, id_=numbered[0])
    yield from ledger.close()


def _number(node: Any) -> tuple[str, str]:
    """The archive's number of an article, and the day in it."""
    found = NUMBERED.search(html.fragment_text([node])) if node is not None else None
    return (found[0], iso_date(found[1])) if found else ("", "")


def _name(printed: str) -> str:
    return re.split(r"[(,]|\s-\s|,?\sno\.", printed)[0].strip()


def _first(node: Any, classes: tuple[str, ...]) -> Any:
    for name in classes:
        found = node.xpath(f".//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]")
        if found:
            return found[0]
    return None
