"""Who publishes a page, where the page says so: signature, staff credit, rules for comments, copyright line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hearsay.parsing import byline
from hearsay.parsing.parts import Block
from hearsay.parsing.vocabulary import normal

NAME = r"(?P<name>(?:The\s)?[A-Z][\w&’'.-]*(?:\s(?:of\s|the\s|and\s|&\s)?[A-Z][\w&’'.-]*){0,4}?)"
STAFF = re.compile(rf"^{NAME}\s+(?:Staff|Newsroom)(?:\s+(?:Writer|Reporter))?$")
COMMENTS = re.compile(rf"\bcomments?\s(?:on|at)\s{NAME}(?=\s(?:as|are|is|should|must|website|site)\b|[.,;])")
COPYRIGHT = re.compile(
    rf"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:(?:19|20)\d\d\s*(?:[-–]\s*(?:19|20)\d\d)?)?[\s,]*(?:by\s)?{NAME}(?=\s*[.,|]|\s+All\b|\s*$|\s+(?:19|20)\d\d)",
    re.IGNORECASE,
)
OWNED = re.compile(r"(?:19|20)\d\d|rights reserved", re.IGNORECASE)
COMPANY = re.compile(
    r"\b(?:inc|llc|ltd|limited|corp|corporation|company|co|gmbh|plc|group|holdings|media|all)\.?$", re.IGNORECASE
)


@dataclass(frozen=True)
class Name:
    """An outlet's name as printed, with the place of its evidence."""

    value: str
    start: int
    end: int
    confidence: float


def find(text: str, blocks: Sequence[Block]) -> list[Name]:
    """The outlet's name, at most once. Nothing is guessed: a name counts when the page holds it a second time as furniture."""
    furniture = [block for block in blocks if block.label in ("furniture", "section")]
    around = "\n".join(text[block.start : block.end] for block in furniture)
    lines = Counter(normal(text[block.start : block.end].lstrip("•*- ")) for block in furniture)
    for name in [*_signed(text, blocks, lines), *_by_rules(text, furniture, around, lines)]:
        return [name]
    return []


def _signed(text: str, blocks: Sequence[Block], lines: Counter[str]) -> Iterator[Name]:
    """Signed by the organisation that the page is called after, or by a person of its staff."""
    around = "\n".join(text[block.start : block.end] for block in blocks if block.label == "furniture")
    for block in blocks:
        if block.label != "byline":
            continue
        line = text[block.start : block.end]
        signed = byline.read(line.lstrip("•*- "))
        if signed is None:
            continue
        if lines[normal(signed.name)] >= 1 and byline.is_organisation(signed.name, _first(text, blocks)):
            at = text.index(signed.name, block.start) if signed.name in line else block.start
            yield Name(signed.name, _from_by(text, block.start, at), at + len(signed.name), 0.95)
        staff = STAFF.match(signed.role)
        if staff and staff["name"].lower() not in byline.words("beat") and _mentions(around, staff["name"]):
            at = text.index(signed.role, block.start)
            yield Name(staff["name"], at, at + len(signed.role), 0.9)


def _first(text: str, blocks: Sequence[Block]) -> tuple[str, ...]:
    return tuple(text[block.start : block.end] for block in blocks[:1] if block.label == "furniture")


def _from_by(text: str, start: int, at: int) -> int:
    opening = re.search(r"\bby\s*:?\s*$", text[start:at], re.IGNORECASE)
    return start + opening.start() if opening else at


def _by_rules(text: str, furniture: Sequence[Block], around: str, lines: Counter[str]) -> Iterator[Name]:
    """The name in the rules for comments, or in a copyright line."""
    for block in furniture:
        line = text[block.start : min(block.end, block.start + 2000)]
        comments = COMMENTS.search(line) if "comment" in block.detail else None
        if comments and _mentions(around, comments["name"], twice=True):
            yield Name(comments["name"], block.start + comments.start("name"), block.start + comments.end("name"), 0.85)
    for block in furniture:
        line = text[block.start : min(block.end, block.start + 500)]
        owner = COPYRIGHT.search(line) if OWNED.search(line) else None
        name = owner["name"].rstrip(".") if owner else ""
        if owner and _may_own(name) and lines[normal(name)] >= 1:
            yield Name(name, block.start + owner.start("name"), block.start + owner.start("name") + len(name), 0.8)


def _may_own(name: str) -> bool:
    """A writer's own copyright line names no outlet, and a company may own several."""
    person = byline.is_name(name) and byline.known(name.split()) == 1
    return name[:1].isupper() and not person and not COMPANY.search(name)


def _mentions(around: str, name: str, twice: bool = False) -> bool:
    bare = name.removeprefix("The ")
    return len(re.findall(rf"(?<!\w){re.escape(bare)}(?!\w)", around)) >= (2 if twice else 1)
