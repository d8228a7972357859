"""Factiva exports: HTML and RTF, with field codes (HD, WC, PD …) or as they are printed, in whatever language; and XML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from hearsay.reading.archives import Export, Ledger, declared_number, part_name
from hearsay.reading.records import Item, RecordDraft, Source, element_lines
from hearsay.text.dates import iso_date

CODES = {
    "HD": "title", "BY": "byline", "PD": "published", "SN": "outlet", "LP": "body", "TD": "body", "SE": "section",
    "CLM": "section", "ART": "caption", "CR": "upstream", "DLP": "deck",
}  # fmt: skip
OTHERS = ("WC", "ET", "SC", "ED", "PG", "LA", "CY", "CO", "IN", "NS", "RE", "PUB", "IPD", "IPC", "RF", "VOL", "AN", "RST", "CT")
CODED = re.compile(rf"\s*({'|'.join([*CODES, *OTHERS])})\s*(?:[|\t]|$)\s*(.*)")
COUNT = re.compile(r"\s*\d[\d.,'\u2019\u00a0\u202f ]{0,9}\s?[^\W\d_]{1,14}\.?\s*$")
"""'808 words', '1.285 Wörter', '808字': the number of words, in the language of the reader; the date stands below it."""
TIME = re.compile(r"\s*\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:\s*[AP]\.?M\.?)?(?:\s*[A-Z]{3,4})?\s*$", re.IGNORECASE)
COPYRIGHT = re.compile(r"\s*(?:Copyright|\u00a9|\(c\))", re.IGNORECASE)
DOCUMENT = re.compile(
    r"\s*(?:Document\s+(?=[A-Z]*\d)([A-Z][A-Z0-9]{9,40})"
    r"|[^\W\d_]{2,12}\s+([A-Z]{2,8}0{2,6}(?:19|20)\d{6}[a-z0-9]{0,9}))\s*$",
    re.IGNORECASE,
)
"""'Document ELMG000020171113edbd00001', in the language of the reader: letters of the source, zeros, a day."""
FOUND = re.compile(r"\s*Results Found(?:\s*[:|])?\s*([\d,]{1,9})(?:\s*\|)?\s*$", re.IGNORECASE)
SIGNED = re.compile(r"\s*(?:by|von|par|por|di|da|door)\s", re.IGNORECASE)
CLASSED = "contains(concat(' ', normalize-space(@class), ' '), ' article ')"
HEADLINE = ".//*[contains(@class, 'Headline')]"
PARAGRAPH = ".//p[contains(@class, 'articleParagraph')]"
CAPTIONED = 8
"""Words from which a line below the paragraphs is what stood under a picture, and not the publisher or the document's number."""
OUTER = re.compile(r"article-(\w{3,40})$")
XML_FIELDS = {
    "columnName": "section", "sectionName": "section", "headline": "title", "byline": "byline", "publicationDate": "published",
    "sourceName": "outlet", "leadParagraph": "body", "tailParagraphs": "body", "credit": "upstream", "artWork": "caption",
}  # fmt: skip
"""Elements of an article in XML, in the order in which they are written."""


def factiva_html_layout(text: str) -> Export | None:
    """The layout, when a page has it."""
    if "articleParagraph" in text and ("Headline" in text or "<b>HD</b>" in text or 'id="article-' in text):
        return Export("Factiva HTML", "paragraphs of class 'articleParagraph'", read_factiva_html)
    if re.search(r"<b>\s*HD\s*</b>", text) and re.search(r"<b>\s*(?:TD|LP)\s*</b>", text):
        return Export("Factiva HTML", "cells with the codes HD and TD", read_factiva_html)
    return None


def factiva_text_layout(lines: Sequence[str]) -> Export | None:
    """The layout, when the lines of an RTF or a text have it."""
    documents = sum(bool(DOCUMENT.match(line)) for line in lines)
    coded = {found[1] for line in lines if (found := CODED.match(line))}
    if {"HD", "PD"} <= coded and coded & {"TD", "LP"}:
        return Export("Factiva RTF", "lines with the codes HD, PD and TD", read_factiva_text)
    if documents and any(COUNT.match(line) for line in lines):
        return Export("Factiva RTF", f"{documents} lines 'Document \u2026'", read_factiva_text)
    return None


def read_factiva_html(source: Source, root: Any) -> Iterator[Item]:
    """The articles of an HTML export: the innermost of the containers that are called so, for each stands in a second one."""
    ledger = Ledger(source, "Factiva HTML")
    nodes = [node for node in root.xpath(f"//div[{CLASSED}]") if not node.xpath(f".//div[{CLASSED}]")]
    for node in nodes or [root]:
        coded = [(cells[0].text_content().strip(), cells[1]) for row in node.iter("tr") if len(cells := row.findall("td")) > 1]
        if any(code == "HD" for code, _ in coded):
            pairs = [(code, line) for code, cell in coded for line in element_lines(cell)]
            yield from _coded(ledger, pairs)
        else:
            yield from _printed_html(ledger, node)
    yield from ledger.close(_declared(element_lines(root)), marks=(len(root.xpath(HEADLINE)), "headlines"))


def _printed_html(ledger: Ledger, node: Any) -> Iterator[Item]:
    """One article by its parts: a section above the headline, the author, the lines of the head, paragraphs, the id below."""
    draft, id_ = RecordDraft(), ""
    head: list[tuple[str, str]] = []
    body: list[tuple[str, str]] = []
    titled = False
    for part in node:
        lines = element_lines(part)
        if not isinstance(part.tag, str) or not lines:
            continue
        if part.xpath(f"self::p[contains(@class, 'articleParagraph')] | {PARAGRAPH}") or body:
            id_ = next((found[1] or found[2] for line in lines if (found := DOCUMENT.match(line))), id_)
            text = "articleParagraph" in (part.get("class") or "") or bool(part.xpath(PARAGRAPH))
            body += [("body" if text else "caption" if len(line.split()) >= CAPTIONED else "furniture", line) for line in lines]
        elif not titled and (part.get("id") == "hd" or part.xpath(HEADLINE) or "Headline" in (part.get("class") or "")):
            head.append(("title", " ".join(" ".join(lines).split())))
            titled = True
        else:
            name = "section" if not titled else "byline" if "author" in (part.get("class") or "").lower().split() else ""
            head += [(name, line) for line in lines]
    rows, words = _head_names(head)
    for name, line in [*rows, *body]:
        draft.add(part_name(name, line), line)
    outer = next((found[1] for parent in node.xpath("ancestor-or-self::*[@id]") if (found := OUTER.match(parent.get("id")))), "")
    yield from ledger.article(draft, words=words, id_=id_ or outer)


def _head_names(head: Sequence[tuple[str, str]]) -> tuple[list[tuple[str, str]], int | None]:
    """The lines of a head with their names, and the number of words: number of words, date, time, outlet stand in this order.

    What stands above the number is a byline where it says so or nothing else is one, or where the page does not tell parts apart.
    """
    counted = next((n for n in range(1, len(head)) if not head[n][0] and COUNT.match(head[n][1])), len(head))
    dated = next((n for n in range(counted + 1, len(head)) if iso_date(head[n][1])), counted + 1)
    outlet = next((n for n in range(dated + 1, len(head)) if not TIME.match(head[n][1])), len(head))
    signed = any(name == "byline" or SIGNED.match(line) for name, line in head)
    names = {dated: "published", outlet: "outlet"}
    rows = []
    for n, (name, line) in enumerate(head):
        above = "byline" if n < counted < len(head) and (SIGNED.match(line) or not signed) else "furniture"
        rows.append((name or names.get(n, above), line))
    return rows, declared_number(head[counted][1].strip()) if counted < len(head) else None


def factiva_xml_layout(root: Any) -> Export | None:
    """The layout, when a file of XML has it."""
    articles = sum(1 for _ in _xml_articles(root))
    return Export("Factiva XML", f"{articles} elements <article> with <accessionNo>", read_factiva_xml) if articles else None


def _xml_articles(root: Any) -> Iterator[Any]:
    return (node for node in root.iter("{*}article") if node.find("{*}accessionNo") is not None)


def read_factiva_xml(source: Source, root: Any) -> Iterator[Item]:
    """The articles of an answer in XML, the number that it declares held against them."""
    ledger = Ledger(source, "Factiva XML")
    for article in _xml_articles(root):
        draft = RecordDraft()
        for name, field in XML_FIELDS.items():
            for node in article.findall(f"{{*}}{name}"):
                for line in _xml_lines(node):
                    draft.add(part_name(field, line), line)
        words, id_ = article.findtext("{*}wordCount"), article.findtext("{*}accessionNo") or ""
        yield from ledger.article(draft, words=declared_number(words.strip()) if words else None, id_=id_.strip())
    counts = [node.get("count") for node in root.iter("{*}ppsarticleResultSet") if (node.get("count") or "").isdigit()]
    yield from ledger.close(sum(map(int, counts)) if counts else None)


def _xml_lines(node: Any) -> list[str]:
    """A line a paragraph; all else on one."""
    paragraphs = list(node.iter("{*}paragraph")) or [node]
    lines = (" ".join("".join(paragraph.itertext()).split()) for paragraph in paragraphs)
    return [line for line in lines if line]


def read_factiva_text(source: Source, lines: Sequence[str]) -> Iterator[Item]:
    """The articles of an RTF export; each ends with its 'Document \u2026' or its code AN."""
    ledger = Ledger(source, "Factiva RTF")
    *whole, rest = _articles(lines)
    for article in whole:
        yield from _article(ledger, article)
    if any(COUNT.match(line) or CODED.match(line) for line in rest):
        if "AN" not in map(_code, rest):
            ledger.tally.add(f"article {ledger.count + 1}", "the last article may be cut off", "export again", lost=False)
        yield from _article(ledger, rest)
    yield from ledger.close(_declared(lines))


def _articles(lines: Sequence[str]) -> list[list[str]]:
    """The lines of each article, and in the end those below the last one that ends as it should."""
    articles: list[list[str]] = [[]]
    for line in filter(str.strip, lines):
        if FOUND.match(line) or line.strip() == "Search Summary":
            break
        if _code(line) == "HD" and any(map(_code, articles[-1])):
            articles.append([])
        articles[-1].append(line.strip())
        if DOCUMENT.match(line):
            articles.append([])
    return articles


def _code(line: str) -> str:
    found = CODED.match(line)
    return found[1] if found else ""


def _article(ledger: Ledger, lines: list[str]) -> Iterator[Item]:
    if "HD" not in map(_code, lines):
        counted = next((n for n, line in enumerate(lines) if n and COUNT.match(line)), 0)
        owned = next((n + 1 for n in range(counted, len(lines)) if COPYRIGHT.match(lines[n])), min(counted + 3, len(lines)))
        yield from _printed(ledger, lines[:owned], lines[owned:])
        return
    pairs, code = [], ""
    for line in lines:
        found = CODED.match(line)
        code, content = (found[1], found[2]) if found else (code, line)
        if content.strip(" |"):
            pairs.append((code, content.strip(" |")))
    yield from _coded(ledger, pairs)


def _coded(ledger: Ledger, pairs: Sequence[tuple[str, str]]) -> Iterator[Item]:
    draft = RecordDraft()
    for code, line in pairs:
        draft.add(CODES.get(code, "furniture"), line)
    last = dict(pairs)
    words = declared_number(last["WC"]) if "WC" in last else None
    yield from ledger.article(draft, words=words, id_=last.get("AN", "").removeprefix("Document ").strip())


def _printed(ledger: Ledger, head: list[str], body: list[str]) -> Iterator[Item]:
    """Headline, author, number of words, date, time, outlet stand in this order; codes, language and copyright follow."""
    draft, id_ = RecordDraft(), ""
    rows, words = _head_names([("title", head[0]), *(("", line) for line in head[1:])] if head else [])
    for name, line in rows:
        draft.add(part_name(name, line), line)
    for line in body:
        found = DOCUMENT.match(line)
        id_ = (found[1] or found[2]) if found else id_
        draft.add("furniture" if found else "body", line)
    yield from ledger.article(draft, words=words, id_=id_)


def _declared(lines: Sequence[str]) -> int | None:
    return next((declared_number(found[1]) for line in lines if (found := FOUND.match(line))), None)
