"""Every line of a page, or part of one, with what it is. All labelling lives here, in `body`, `heads` and `details`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from hearsay.parsing import body, details, heads, lines, parts, repetition
from hearsay.parsing.lines import Line
from hearsay.parsing.model import LineModel, blended, chosen, shipped
from hearsay.parsing.page import Page
from hearsay.parsing.parts import Block
from hearsay.parsing.picks import Judge
from hearsay.parsing.shapes import Shape, of

CONFIDENCE = {"title": 0.86, "deck": 0.6, "byline": 0.55, "date": 0.98}
"""Rounded shares of lines so labelled that are so in the training pages of the bench; `OTHERWISE` for the rest."""
OTHERWISE = 0.98
REPEATED = 0.99
"""Confidence of furniture that recurs within its outlet."""
MOST_REPEATED = 0.5
"""Share of the body's words that may recur in other articles."""
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


def blocks_of(text: str, model: LineModel | None = None, repeated: frozenset[int] = frozenset()) -> list[Block]:
    """Blocks of one text, in order; together they cover every character that is not space exactly once.

    Which lines are body the trained `model` says; what stands round it, the rules of `heads` and `details`. Lines that are
    `repeated` in other articles of the outlet (`repetition`) are no body.
    """
    split = lines.split(text)
    shapes = [of(line) for line in split]
    model = model or shipped()
    judge, struck = _struck(read(split, shapes, model), repeated)
    head = heads.find(judge.page, judge)
    labels = [head.labels.get(n) or _other(n, judge.page, head) for n in range(len(split))]
    finer = details.find(judge.page, head, labels)
    sure = model.calibrated(judge.likely)
    for n in struck:
        if labels[n] == "furniture":
            finer[n], sure[n] = finer[n] if shapes[n].furniture else "repeated", 1.0 - REPEATED
    plain = [_parts(*row) for row in zip(split, labels, finer, sure.tolist(), strict=True)]
    for n in {pick.candidate.line for pick in vars(head.picks).values() if pick}:
        plain[n] = parts.of(split[n], head.picks, n, labels[n], finer[n])
    return [block for blocks in plain for block in blocks]


def read(split: Sequence[Line], shapes: Sequence[Shape], model: LineModel) -> Judge:
    """The page with its body, and what the model knows of each line."""
    rule = body.find(split, shapes)
    columns, verdicts = model.look(split, rule)
    likely, words = blended(verdicts, rule), np.array([line.n_words for line in split], dtype=np.float32)
    doubtful = [bool(shape.kind or shape.furniture) for shape in shapes]
    return Judge(Page(split, shapes, chosen(likely, words, doubtful).tolist()), columns, likely, model)


def _struck(judge: Judge, repeated: frozenset[int]) -> tuple[Judge, list[int]]:
    """The page without the lines that recur in other articles of its outlet, and the places of those lines.

    A body most of which recurs is left as it is: the other article is then a version of this one.
    """
    page = judge.page
    found = [n for n, line in enumerate(page.lines) if repetition.recurs(line.text, repeated)] if repeated else []
    body = sum(line.n_words for line, is_body in zip(page.lines, page.body, strict=True) if is_body)
    gone = {n for n in found if page.body[n]}
    if sum(page.lines[n].n_words for n in gone) > MOST_REPEATED * body:
        return judge, [n for n in found if n not in gone]
    kept = [is_body and n not in gone for n, is_body in enumerate(page.body)]
    return (replace(judge, page=Page(page.lines, page.shapes, kept)) if gone else judge), found


def _other(n: int, page: Page, head: heads.Head) -> str:
    if page.body[n]:
        return "body"
    shape, within = page.shapes[n], head.first <= n <= page.last_body
    return shape.kind if shape.kind in ("caption", "photo_credit") and within and not shape.furniture else "furniture"


def _parts(line: Line, label: str, detail: str, body: float) -> list[Block]:
    """A line as one block, or as two: a pointer at a paragraph's end, a credit behind its caption."""
    if label == "furniture":
        return [Block(line.start, line.end, label, detail, round(1.0 - body, 2))]
    confidence = round(body if label == "body" else CONFIDENCE.get(label, OTHERWISE), 2)
    shape = {"body": POINTER, "caption": CREDIT_IN_LINE}.get(label)
    tail = line.text[-200:]
    cut = shape.search(tail) if shape and (label == "caption" or tail.endswith(")")) else None
    if cut is None:
        return [Block(line.start, line.end, label, detail, confidence)]
    at = line.end - len(tail) + cut.start(1)
    second = ("furniture", "related_link") if label == "body" else ("photo_credit", "")
    first = line.start + len(line.text[: at - line.start].rstrip())
    return [Block(line.start, first, label, detail, confidence), Block(at, line.end, *second, confidence)]
