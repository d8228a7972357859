"""Lines that may hold the title, names that may sign, dates that may be the article's: each with what speaks for it."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hearsay.parsing import byline, dates
from hearsay.parsing.lines import WORD, Line, kept
from hearsay.parsing.page import Page, content_words
from hearsay.parsing.shapes import BYLINE

ABOVE, BELOW = 150, 12
"""Lines above and below the body in which title, byline and date are looked for."""
TITLE_WORDS, SIGNED_WORDS, DATE_WORDS = 45, 30, 40
FIRST_LINES = 4
SEPARATOR = re.compile(r"\s*(?:[|•·/;:()\[\]@,–—]|\s-\s|\s{2,}|\u00a0+|\band\b|&|\bfor\b|\bin\b)\s*")
PUBLISHED = re.compile(r"publi|posted|first|created|issued|date|on\b", re.IGNORECASE)
UPDATED = re.compile(r"updat|modif|edited|revis|reviewed|checked", re.IGNORECASE)
OF_OTHERS = re.compile(r"©|copyright|expires|ends|event|deadline|accessed|retrieved|joined|since", re.IGNORECASE)
LOOKED_BACK = 30
CRUMB = re.compile(r"(?:^|\s)[/›»>|]\s+|›\s*|^(?:title|headline|now reading)\s*:\s*", re.IGNORECASE)
BAR = re.compile(r"\s+(?:[|–—]|-)\s+(?=\S)")
LEAST_PART = 12
"""Characters of a part of a line that may be the title."""
PICTURED = re.compile(r"\b(?:photo|image|illustration|courtesy|getty|credit|screenshot)s?\b", re.IGNORECASE)
GLUED = re.compile(
    r"(?<=[a-z])(?=(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s\d|(?:Published|Updated|Posted|Last\s|Follow|Contributing|Staff))"
)
NO_NAME = frozenset(
    re.findall(
        r"\w+",
        "by posted published updated last written on read min minute more view all share follow edited reviewed comments"
        " newsletter sign subscribe home menu search photo credit image listen getty",
    )
)


@dataclass(frozen=True)
class Candidate:
    """A line with the part of it that counts (`part`: not all of it), its value, and what speaks for it."""

    line: int
    start: int
    end: int
    value: str
    seen: tuple[float, ...]
    part: bool = False


def titles(page: Page) -> Iterator[Candidate]:
    """Lines above the body, or at its beginning, that are no furniture by their shape."""
    first = page.first_body
    beginning = frozenset(word for n in range(first, min(first + FIRST_LINES, len(page.lines))) for word in page.content(n))
    for n in range(max(0, first - ABOVE), min(first + 3, len(page.lines))):
        line, shape = page.lines[n], page.shapes[n]
        if not 2 <= line.n_words <= TITLE_WORDS or shape.kind in ("date", "byline", "upstream", "photo_credit"):
            continue
        around = (*_place(n, page), *page.near(n), len(line.bullet), page.lines[n - 1].n_words if n else -1)
        for kind, start, end in _headings(line.content):
            text = line.content[start:end]
            own = page.content(n) if not kind else content_words(WORD.findall(text))
            seen = (
                kind, *around, _share(own, page.topic), _share(own, beginning), len(own), byline.is_name(text), len(text),
                text.count("›") + text.count(">") + text.count("/") + text.count("|"), page.said_again(text),
                text.istitle(), text.isupper(), text[-1:] in ".!", bool(PICTURED.search(text)), len(line.content) - end,
            )  # fmt: skip
            at = line.start + len(line.bullet)
            yield Candidate(n, at + start, at + end, text, seen, bool(kind))


def names(page: Page, title: int | None) -> Iterator[Candidate]:
    """Signatures: what follows 'By', and parts of short lines that look like names."""
    for n in _round(page, title):
        line = page.lines[n]
        if not 1 <= line.n_words <= SIGNED_WORDS or line.prose and (page.body[n] or line.n_words > 18):
            continue
        for order, (start, end, opened) in enumerate(kept(line, "signatures", _signatures)):
            name = line.content[start:end]
            seen = (
                *_place(n, page), *_from_title(n, title), opened, order, start, len(name.split()), len(line.content) - end,
                byline.is_name(name), page.names[name.lower()], name.isupper(), byline.is_organisation(name, ()),
                _given(name), *page.near(n), bool(page.shapes[n].dates), byline.has_role(line.content),
                "@" in line.content, page.shapes[n].kind == "byline", page.shapes[n].kind == "photo_credit",
            )  # fmt: skip
            at = line.start + len(line.bullet)
            yield Candidate(n, at + start, at + end, name, seen)


def printed(page: Page, title: int | None) -> Iterator[Candidate]:
    """Full dates in short lines that can be read in one way only."""
    found = [
        (n, date)
        for n, (line, shape) in enumerate(zip(page.lines, page.shapes, strict=True))
        for date in shape.dates
        if date.value and line.n_words <= DATE_WORDS and not (page.body[n] and line.prose)
    ]
    values = Counter(date.value for _, date in found)
    days = {value: dt.date.fromisoformat(value).toordinal() for value in values if value}
    last, earliest = max(days.values(), default=0), min(days.values(), default=0)
    for order, (n, date) in enumerate(found):
        line, value = page.lines[n], date.value or ""
        before = line.head[max(0, date.start - LOOKED_BACK) : date.start]
        above = page.lines[n - 1].text[-LOOKED_BACK:] if n else ""
        seen = (
            *_place(n, page), *_from_title(n, title), order, len(found), values[value], min(last - days[value], 4000),
            min(days[value] - earliest, 4000), date.weekday, bool(PUBLISHED.search(before)), bool(UPDATED.search(before)),
            bool(UPDATED.search(line.head)), bool(PUBLISHED.search(line.head)), bool(OF_OTHERS.search(line.head)),
            (date.end - date.start) / len(line.head), date.start, bool(PUBLISHED.search(above)), bool(UPDATED.search(above)),
            bool(BYLINE.match(line.head)), byline.is_name(line.content[: date.start]), *page.near(n),
            page.shapes[n].kind == "date", len(page.shapes[n].dates), line.head[date.end : date.end + 3].strip()[:1].isdigit(),
        )  # fmt: skip
        at = line.start + len(line.bullet)
        yield Candidate(n, at + date.start, at + date.end, value, seen)


def _headings(text: str) -> Iterator[tuple[int, int, int]]:
    """The line as a whole (0), less the way to the page before it (1), less what stands behind a bar (2)."""
    yield 0, 0, len(text)
    crumbs = [found.end() for found in CRUMB.finditer(text)]
    if crumbs and len(text) - crumbs[-1] >= LEAST_PART:
        yield 1, crumbs[-1], len(text)
    bar = BAR.search(text)
    if bar and bar.start() >= LEAST_PART:
        yield 2, 0, bar.start()


def _place(n: int, page: Page) -> tuple[float, ...]:
    return (n, page.first_body - n, n - page.last_body, page.first_body, n / len(page.lines))


def _from_title(n: int, title: int | None) -> tuple[float, float]:
    return (n - title, 1.0) if title is not None else (-99.0, 0.0)


def _round(page: Page, title: int | None) -> Iterator[int]:
    first = min(page.first_body, title if title is not None else page.first_body)
    yield from range(max(0, first - BELOW), min(page.first_body + 4, len(page.lines)))
    yield from range(max(page.first_body + 4, page.last_body - 1), min(page.last_body + 1 + BELOW, len(page.lines)))


def _signatures(line: Line) -> list[tuple[int, int, float]]:
    """Start, end, and whether 'By' opens it, of each part of a line that may be a name or names."""
    text = line.content
    glued = GLUED.search(text)
    text = text[: glued.start()] if glued else text
    found: list[tuple[int, int, float]] = []
    signed = byline.read(text)
    if signed and 0 <= signed.start < signed.end and (BYLINE.match(text) or _may_sign(text[signed.start : signed.end])):
        again = BYLINE.match(text[signed.start : signed.end])
        found.append((signed.start + (again.end() if again else 0), signed.end, 1.0 if BYLINE.match(text) else 0.0))
    within = WITHIN.search(text)
    if within and not found:
        signed = byline.read(text[within.start("by") :])
        if signed and 0 <= signed.start < signed.end:
            found.append((within.start("by") + signed.start, within.start("by") + signed.end, 2.0))
    cut = min((date.start for date in dates.find(text)), default=len(text))
    at = 0
    for part in [*SEPARATOR.finditer(text, 0, cut), None]:
        stop = part.start() if part else cut
        if _may_sign(text[at:stop]) and not any(start <= at < end for start, end, _ in found):
            bare = text[at:stop].strip()
            begin = text.index(bare, at)
            found.append((begin, begin + len(bare), 0.0))
        at = part.end() if part else stop
    return found[:6]


def _may_sign(part: str) -> bool:
    return byline.is_name(part) and NO_NAME.isdisjoint(part.lower().split())


WITHIN = re.compile(r"(?<=\S)\s*(?P<by>\bby:?\s+[A-Z])", re.IGNORECASE)


def _given(name: str) -> bool:
    return name.split()[:1] != [] and name.split()[0].capitalize() in byline.given()


def _share(own: Sequence[str], held: frozenset[str]) -> float:
    return len([word for word in own if word in held]) / len(own) if own else 0.0
