"""Factiva exports: HTML and RTF, with field codes (HD, WC, PD …) or as they are printed to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from hearsay.reading.archives import Export, Ledger, declared_number
from hearsay.reading.records import Item, RecordDraft, Source, element_lines, fragment_text
from hearsay.text.dates import iso_date

CODES = {
    "HD": "title", "BY": "byline", "PD": "published", "SN": "outlet", "LP": "body", "TD": "body", "SE": "section",
    "CLM": "section", "ART": "caption", "CR": "upstream", "DLP": "deck",
}  # fmt: skip
OTHERS = ("WC", "ET", "SC", "ED", "PG", "LA", "CY", "CO", "IN", "NS", "RE", "PUB", "IPD", "IPC", "RF", "VOL", "AN", "RST", "CT")
CODED = re.compile(rf"\s*({'|'.join([*CODES, *OTHERS])})\s*(?:[|\t]|$)\s*(.*)")
WORDS = re.compile(r"\s*[\d,. ]{1,9}\s?words\s*$", re.IGNORECASE)
TIME = re.compile(r"\s*\d{1,2}:\d\d(?:\s*[AP]M)?(?:\s*GMT)?\s*$", re.IGNORECASE)
COPYRIGHT = re.compile(r"\s*(?:Copyright|©|\(c\))", re.IGNORECASE)
DOCUMENT = re.compile(r"\s*Document\s+([A-Z][A-Z0-9]{9,40})\s*$", re.IGNORECASE)
FOUND = re.compile(r"\s*Results Found(?:\s*[:|])?\s*([\d,]{1,9})(?:\s*\|)?\s*$", re.IGNORECASE)
CLASSED = "contains(concat(' ', normalize-space(@class), ' '), ' article ')"
HEADLINE = ".//*[contains(@class, 'Headline')]"
PARAGRAPH = ".//p[contains(@class, 'articleParagraph')]"


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
    if documents and any(WORDS.match(line) for line in lines):
        return Export("Factiva RTF", f"{documents} lines 'Document …'", read_factiva_text)
    return None


def read_factiva_html(source: Source, root: Any) -> Iterator[Item]:
    """The articles of an HTML export."""
    ledger = Ledger(source, "Factiva HTML")
    for node in root.xpath(f"//div[{CLASSED}]") or [root]:
        coded = [(cells[0].text_content().strip(), cells[1]) for row in node.iter("tr") if len(cells := row.findall("td")) > 1]
        if any(code == "HD" for code, _ in coded):
            pairs = [(code, line) for code, cell in coded for line in element_lines(cell)]
            yield from _coded(ledger, pairs)
        else:
            yield from _printed(ledger, *_lines_of(node))
    yield from ledger.close(_declared(element_lines(root)))


def _lines_of(node: Any) -> tuple[list[str], list[str]]:
    """The lines before the first paragraph of the article, the headline first, and those of the paragraphs and below."""
    paragraphs = node.xpath(PARAGRAPH)
    body = [line for paragraph in paragraphs for line in element_lines(paragraph)]
    headline = [" ".join(fragment_text(node.xpath(HEADLINE)[:1]).split())]
    every = element_lines(node)
    first = next((n for n, line in enumerate(every) if body and line == body[0]), len(every))
    rest = [line for line in every[first:] if DOCUMENT.match(line)]
    return headline + [line for line in every[:first] if line not in headline], body + rest


def read_factiva_text(source: Source, lines: Sequence[str]) -> Iterator[Item]:
    """The articles of an RTF export; each ends with its 'Document …' or its code AN."""
    ledger = Ledger(source, "Factiva RTF")
    *whole, rest = _articles(lines)
    for article in whole:
        yield from _article(ledger, article)
    if any(WORDS.match(line) or CODED.match(line) for line in rest):
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
        counted = next((n for n, line in enumerate(lines) if WORDS.match(line)), 0)
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
    """Headline, author, 'N words', date, time, outlet stand in this order; codes, language and copyright follow."""
    draft, id_ = RecordDraft(), ""
    counted = next((n for n, line in enumerate(head) if WORDS.match(line)), len(head))
    dated = next((n for n in range(counted, len(head)) if iso_date(head[n])), len(head))
    outlet = next((n for n in range(dated + 1, len(head)) if not TIME.match(head[n])), len(head))
    names = {outlet: "outlet", dated: "published", **dict.fromkeys(range(1, counted), "byline"), 0: "title"}
    for n, line in enumerate(head):
        draft.add(names.get(n, "furniture"), line)
    for line in body:
        found = DOCUMENT.match(line)
        id_ = found[1] if found else id_
        draft.add("furniture" if found else "body", line)
    yield from ledger.article(draft, words=declared_number("".join(head[max(1, counted) : counted + 1]).strip()), id_=id_)


def _declared(lines: Sequence[str]) -> int | None:
    return next((declared_number(found[1]) for line in lines if (found := FOUND.match(line))), None)
