"""Europresse exports in HTML, new (an `<article>` each) and old (a table each): their parts are told by class names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from hearsay.reading.archives import Export, Ledger, declared_number, part_name
from hearsay.reading.records import Item, RecordDraft, Source, element_lines, fragment_text
from hearsay.text.dates import iso_date

CLASSES = {
    "outlet": ("docpublicationname",),
    "published": ("docheader",),
    "title": ("titrearticlevisu", "titrearticle"),
    "deck": ("subtitle", "apd-subtitle"),
    "byline": ("docauthors", "sm-margin-bottomnews"),
    "body": ("dococurrcontainer", "doctext"),
    "id": ("public-lblnodoc",),
}
"""Class names in small letters, without the 'rdp__' that some years put before them."""
PREFIX = "rdp__"
NUMBERED = re.compile(r"\b[a-z]+\W((?:19|20)\d{6})\W[A-Z]{1,6}\W\S+", re.IGNORECASE)
"""'news·20230215·LM·0x1': the archive's own number of an article, with its day."""
LENGTH = re.compile(r"(\d[\d\s]{0,8})\s*(?:mots|words)\b", re.IGNORECASE)
AFTER = re.compile(
    r"\s*(?:©|\(c\)|Copyright\b|(?:Numéro de document|Document number|Nom du document|Certificat)\b)", re.IGNORECASE
)
SIGNED = re.compile(r"(?:(?:par|by|de)\s+)?(?:[A-ZÀ-Ý][\w.'’-]*+[ ,;]*+(?:et |and |de |du |van |von )?+){2,6}$")
"""A line that is nothing but names: what stands between the title and the text of an old export, if anything does."""


def europresse_layout(text: str) -> Export | None:
    """The layout, when a page has it."""
    low = text.casefold()
    if "dococurrcontainer" in low or ("docpublicationname" in low and "titrearticle" in low):
        return Export("Europresse HTML", "parts of class 'DocPublicationName' and 'titreArticle'", read_europresse)
    return None


def read_europresse(source: Source, root: Any) -> Iterator[Item]:
    """The articles of an export, as many as there are names of publications."""
    ledger = Ledger(source, "Europresse HTML")
    named = [node for node in root.iter() if _is(node, CLASSES["outlet"])]
    for node in list(root.iter("article")) or _tables(root, named) or [root]:
        parts = {name: _first(node, classes) for name, classes in CLASSES.items()}
        draft, line = RecordDraft(), {name: fragment_text(part) for name, part in parts.items()}
        headers = [fragment_text([one]) for one in node.iter() if _is(one, CLASSES["published"])]
        dated = next((header for header in headers if iso_date(header)), line["published"])
        body = [text for part in parts["body"] for text in element_lines(part)]
        body, rest = (body, []) if body else _below_title(element_lines(node), line["title"])
        if not line["byline"] and rest and body and SIGNED.match(body[0]) and not parts["body"]:
            line["byline"] = body.pop(0)
        draft.add("furniture", " ".join(header for header in headers if header != dated))
        draft.add("title", line["title"])
        draft.add("deck", line["deck"])
        draft.add("outlet", line["outlet"], re.split(r"[(,]|\s-\s|,?\sno\.", line["outlet"])[0].strip())
        draft.add(part_name("byline", line["byline"]), line["byline"])
        numbered = NUMBERED.search(line["id"]) or NUMBERED.search(" ".join(rest))
        length = next((found for header in headers if (found := LENGTH.search(header))), None)
        draft.add("published", dated, iso_date(dated) or (iso_date(numbered[1]) if numbered else ""))
        draft.add("body", "\n".join(body))
        draft.add("furniture", "\n".join(rest))
        words = declared_number(re.sub(r"\s", "", length[1])) if length else None
        yield from ledger.article(draft, words=words, id_=numbered[0] if numbered else "")
    yield from ledger.close(marks=(len(named), "names of publications"))


def _is(node: Any, classes: tuple[str, ...]) -> bool:
    """Whether an element has one of the class names."""
    return isinstance(node.tag, str) and any(
        name.removeprefix(PREFIX) in classes for name in (node.get("class") or "").lower().split()
    )


def _first(node: Any, classes: tuple[str, ...]) -> list[Any]:
    """The first element of the first class that there is; none when there is none."""
    for name in classes:
        found = next((one for one in node.iter() if _is(one, (name,))), None)
        if found is not None:
            return [found]
    return []


def _tables(root: Any, named: list[Any]) -> list[Any]:
    """Round each name of a publication the smallest element that holds a title too, unless it holds another's."""
    titled: set[Any] = set()
    for title in (node for node in root.iter() if _is(node, CLASSES["title"])):
        titled.update(takewhile(lambda node: node not in titled, [title, *title.iterancestors()]))
    names = Counter(holder for node in named for holder in (node, *node.iterancestors()))
    holders = (next((parent for parent in node.iterancestors() if parent in titled), None) for node in named)
    return [holder for holder in holders if holder is not None and names[holder] == 1]


def _below_title(lines: list[str], title: str) -> tuple[list[str], list[str]]:
    """The text of an old export, which stands below its title in no element of its own, and what follows it."""
    start = next((n + 1 for n, line in enumerate(lines) if line == title), 0)
    end = next((n for n in range(start, len(lines)) if AFTER.match(lines[n])), len(lines))
    return lines[start:end], lines[end:]
