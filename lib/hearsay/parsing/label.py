"""Every line of a page, or part of one, with what it is. All labelling lives here, in `body`, `heads` and `details`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hearsay.parsing import body, details, heads, lines
from hearsay.parsing.lines import Line
from hearsay.parsing.page import Page
from hearsay.parsing.shapes import of

CONFIDENCE = {"body": 0.87, "title": 0.86, "deck": 0.6, "byline": 0.89, "date": 0.98, "furniture": 0.9}
"""Rounded shares of lines so labelled that are so in the training pages of the bench; `OTHERWISE` for the rest."""
OTHERWISE = 0.98
UNSURE_BODY = 0.65
"""For short lines in the body, such as headings between paragraphs."""
POINTER = re.compile(
    r"(?<=\S)\s*(\((?:more\s[^()]{2,80}\s(?:stories|news|coverage|articles|posts)\.?"
    r"|(?:read|see|watch|also read|related)\b[^()]{2,120})\))$",
    re.IGNORECASE,
)
CREDIT_IN_LINE = re.compile(
    r"(?<=\S)\s*(\([^()]{0,120}\)\.?|(?:\|\s*)?(?:photos?|image|picture|illustration|credits?)\s*(?:credit)?(?:\s*by\s|\s*:)[^|]{2,100}"
    r"|\|\s[^|]{2,80})$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Block:
    """A line or a part of one."""

    start: int
    end: int
    label: str
    detail: str = ""
    confidence: float = 1.0


def blocks_of(text: str) -> list[Block]:
    """Blocks of one text, in order; together they cover every character that is not space exactly once."""
    split = lines.split(text)
    shapes = [of(line) for line in split]
    page = Page(split, shapes, body.find(split, shapes))
    head = heads.find(page)
    labels = [head.labels.get(n) or _other(n, page, head) for n in range(len(split))]
    finer = details.find(page, head, labels)
    return [block for n, line in enumerate(split) for block in _parts(line, labels[n], finer[n])]


def _other(n: int, page: Page, head: heads.Head) -> str:
    if page.body[n]:
        return "body"
    shape, within = page.shapes[n], head.first <= n <= page.last_body
    return shape.kind if shape.kind in ("caption", "photo_credit") and within and not shape.furniture else "furniture"


def _parts(line: Line, label: str, detail: str) -> Iterator[Block]:
    """A line as one block, or as two: a pointer at a paragraph's end, a credit behind its caption."""
    shape = {"body": POINTER, "caption": CREDIT_IN_LINE}.get(label)
    cut = shape.search(line.text[-200:]) if shape else None
    confidence = CONFIDENCE.get(label, OTHERWISE) if label != "body" or line.prose else UNSURE_BODY
    if cut is None:
        yield Block(line.start, line.end, label, detail, confidence)
        return
    at = line.end - len(line.text[-200:]) + cut.start(1)
    second = ("furniture", "related_link") if label == "body" else ("photo_credit", "")
    yield Block(line.start, line.start + len(line.text[: at - line.start].rstrip()), label, detail, confidence)
    yield Block(at, line.end, *second, confidence)
