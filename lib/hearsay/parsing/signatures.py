"""Parts of a line that may be a signature: what follows 'By', and what stands between marks, dates and roles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hearsay.parsing import byline, dates

LOOKED_AT = 240
"""Characters of a line that are looked at."""
MOST = 7
"""Parts of one line."""
LONGEST, WORDS = 70, 7
OPENING = re.compile(
    r"(?:^|(?<=[\s|•·(/:,–—-]))(?P<what>[A-Za-z-]{4,14}\s+)?(?:by|author|writer|words)\s*(?::|\s-|–|—|\|)?\s*(?=\S)"
    r"|^by(?=[A-Z])|(?<=[a-z0-9.])by:?\s+(?=[A-Z])|(?<=[a-z0-9.])By:?\s*(?=[A-Z])",
    re.IGNORECASE,
)
OPENS = re.compile(r"(?:^|\b|(?<=[a-z0-9.]))(?:by|author|writer|words)", re.IGNORECASE)
WROTE = re.compile(
    r"(?:written|posted|published|story|report(?:ed|ing)?|analysis|article|opinion|column|authored?|words|text|contributed)\s*$",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"(?:review|edit|check|photo|illustrat|image|video|direct|produc|sponsor|power|present|verif|approv|host|recipe|design|art|updated|provided)\w*\s*$",
    re.IGNORECASE,
)
GLUED = re.compile(
    r"(?<=[a-z]{3})(?<!Mac)(?<!Fitz)(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|(?<=[a-z])(?=@)"
    r"|(?<=[A-Za-z])(?=(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s\d)|(?<=[a-z])(?=[A-Z]{2,})"
)
BREAK = re.compile(
    r"\s*(?:[|•·/;:()\[\]@]|[–—]|\s-\s|,|\s{2,}|\u00a0+|\b(?:and|for|on|at|in|via)\b|&|\bwith\b|\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?|\d+)\s*",
    re.IGNORECASE,
)
EDGES = " \t\u00a0,.:;|–—-•·()[]*_\"'“”"


class Part(NamedTuple):
    """Place in the line, how it is opened (1 'By' at the line's head, 2 'By' within, 0 not, 3 the whole line), and by what."""

    start: int
    end: int
    how: int
    said: int


def parts(line: str) -> list[Part]:
    """The parts of a line, each once."""
    text = line[:LOOKED_AT]
    found: dict[tuple[int, int], Part] = {}
    for part in _all(text):
        start, end = _bare(text, part.start, part.end)
        words = text[start:end].split()
        if 0 < len(words) <= (14 if part.how in (1, 2) else WORDS) and (part.how in (1, 2) or end - start <= LONGEST):
            found.setdefault((start, end), part._replace(start=start, end=end))
        if len(found) >= MOST:
            break
    return list(found.values())


def _all(text: str) -> Iterator[Part]:
    glued = [found.start() for found in GLUED.finditer(text)]
    for opening in OPENING.finditer(text):
        what = opening["what"] or ""
        said = 1 if WROTE.search(what) else 2 if OTHERS.search(what) else 3 if what else 0
        at = opening.end()
        stop = next((cut for cut in glued if cut > at + 3), len(text))
        signed = byline.read("By " + text[at:stop])
        if signed and signed.name:
            yield Part(at + signed.start - 3, at + signed.end - 3, 1 if opening.start() == 0 else 2, said)
    if len(text) <= LONGEST:
        yield Part(0, len(text), 3, 0)
    printed = [(date.start, date.end) for date in dates.find(text)]
    for start, end in _between(text, printed):
        at = start
        for cut in [*BREAK.finditer(text, start, end), None]:
            stop = cut.start() if cut else end
            inner = [spot for spot in glued if at < spot < stop]
            if at < stop:
                yield Part(at, inner[0] if inner else stop, 0, 0)
            at = cut.end() if cut else end


def _between(text: str, printed: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    at = 0
    for start, end in printed:
        if at < start:
            yield at, start
        at = max(at, end)
    if at < len(text):
        yield at, len(text)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the marks at both ends, and without the role behind the name."""
    part = text[start:end]
    role = byline.ROLE.search(part)
    if role and role.start() and len(part[: role.start()].split()) > 1:
        part = part[: role.start()]
    start += len(part) - len(part.lstrip(EDGES))
    part = part.strip(EDGES)
    return start, start + len(part)
