"""Europresse exports in HTML: an `<article>` each, its parts told by class names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hearsay.reading import markup
from hearsay.reading.draft import Draft, author
from hearsay.reading.exports import Export, Ledger, number
from hearsay.reading.isodate import iso
from hearsay.reading.records import Item, Source

CLASSES = {
    "outlet": ("DocPublicationName",),
    "published": ("DocHeader",),
    "title": ("titreArticleVisu", "titreArticle"),
    "deck": ("rdp__subtitle", "apd-subtitle"),
    "byline": ("docAuthors", "sm-margin-bottomNews"),
    "body": ("docOcurrContainer", "DocText"),
}
MONTHS = {
    "janvier": "January", "février": "February", "fevrier": "February", "mars": "March", "avril": "April", "mai": "May",
    "juin": "June", "juillet": "July", "août": "August", "aout": "August", "septembre": "September", "octobre": "October",
    "novembre": "November", "décembre": "December", "decembre": "December",
}  # fmt: skip
MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b", re.IGNORECASE)
LENGTH = re.compile(r"([\d\s\u00a0\u202f]{1,9})\s*(?:mots|words)\b", re.IGNORECASE)


def of_html(text: str) -> Export | None:
    """The layout, when a page has it."""
    if "docOcurrContainer" in text or ("DocPublicationName" in text and "titreArticle" in text):
        return Export("Europresse HTML", "parts of class 'DocPublicationName' and 'docOcurrContainer'", read_html)
    return None


def read_html(source: Source, root: Any) -> Iterator[Item]:
    """The articles of an export."""
    ledger = Ledger(source, "Europresse HTML")
    for node in root.xpath("//article") or [root]:
        draft, found = Draft(), {name: _first(node, classes) for name, classes in CLASSES.items()}
        head = markup.text_of([found["published"]]) if found["published"] is not None else ""
        for name in ("title", "deck", "outlet", "byline"):
            line = markup.text_of([found[name]]) if found[name] is not None else ""
            draft.add(name, line, author(line) if name == "byline" else _name(line) if name == "outlet" else line)
        draft.add("published", head, day(head))
        body = markup.lines_of(found["body"]) if found["body"] is not None else []
        draft.add("body", "\n".join(body))
        length = LENGTH.search(head)
        yield from ledger.article(draft, words=number(re.sub(r"\s", "", length[1])) if length else None)
    yield from ledger.close()


def day(printed: str) -> str:
    """The date of a head such as 'mercredi 15 février 2023 - 640 mots'."""
    return iso(MONTH.sub(lambda found: MONTHS[found[0].lower()], printed).replace("1er ", "1 "))


def _name(printed: str) -> str:
    return re.split(r"\s*[(,]|\s-\s|,?\sno\.", printed)[0].strip()


def _first(node: Any, classes: tuple[str, ...]) -> Any:
    for name in classes:
        found = node.xpath(f".//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]")
        if found:
            return found[0]
    return None
