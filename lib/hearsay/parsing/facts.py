"""What a page states about its article, each value with its evidence: title, byline, dates, source, credit, truncation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hearsay.parsing import bounds, byline, dates, outlet
from hearsay.parsing.parts import Block
from hearsay.parsing.shapes import AGENCY, UPSTREAM

BULLET = re.compile(r"^(?:[•▪◦‣·●○■□*»›→▸►–—-]\s+)+")
CREDIT = re.compile(
    r"^[\W_]*(?:(?:file\s+)?(?:photo(?:graph)?s?|image|picture|illustration|video)\s*(?:credit|courtesy)?s?\s*(?:by|of|from|via|:)?"
    r"\s*:?\s+(?:by\s+)?"
    r"|credits?\s*:\s*|©\s*)?(?P<credit>.+?)\W*$",
    re.IGNORECASE,
)
FUSED = re.compile(rf"[a-z](?P<credit>{AGENCY})\W*$")
PHOTO_WORD = re.compile(r"\s+(?:photo|image|picture)s?$", re.IGNORECASE)
DATELINE = re.compile(
    r"^[A-Z][\w.,’' -]{2,50}\s\((?P<agency>AP|Associated Press|AFP|Reuters|UPI|Xinhua|EFE|dpa|CNN|BBC)\)\s*[-–—]"
)
TIME = re.compile(r"[\s,|@–-]{0,4}(?:at\s)?\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s[A-Z]{2,4}\b)?")
SURE, LIKELY, PAST = 0.95, 0.85, 0.95
"""`PAST`: share of 223 page dumps whose date is known and not before the bound (seen while the rule was made); most others were
updated later."""
ORDER = (
    *("outlet", "title", "deck", "byline", "published", "page_date", "not_before", "not_after"),
    *("upstream", "photo_credit", "truncated"),
)


@dataclass(frozen=True)
class Fact:
    """One value that the page states, with the place of its evidence."""

    field: str
    value: str
    start: int
    end: int
    confidence: float = SURE


def find(text: str, blocks: Sequence[Block]) -> list[Fact]:
    """The facts of one page in the order of `ORDER`, then of the text; a field that is not stated is left out."""
    found = [*_lines(text, blocks), *_bylines(text, blocks), *_dates(text, blocks), *_upstream(text, blocks)]
    found += [*_credits(text, blocks), *_truncated(text, blocks)]
    found += [Fact("outlet", name.value, name.start, name.end, name.confidence) for name in outlet.find(text, blocks)]
    found += _bounds(text, blocks, next((fact for fact in found if fact.field == "page_date"), None))
    return sorted(found, key=lambda fact: (ORDER.index(fact.field), fact.start))


def _bare(text: str, block: Block) -> tuple[str, int]:
    """A block's text after its bullets, and where it starts."""
    line = text[block.start : block.end]
    found = BULLET.match(line)
    cut = found.end() if found and found.end() < len(line) else 0
    return line[cut:], block.start + cut


def _lines(text: str, blocks: Sequence[Block]) -> Iterator[Fact]:
    for label in ("title", "deck"):
        block = next((block for block in blocks if block.label == label), None)
        if block:
            line, start = _bare(text, block)
            yield Fact(label, line, start, block.end, block.confidence)


def _bylines(text: str, blocks: Sequence[Block]) -> Iterator[Fact]:
    for block in sorted(blocks, key=lambda block: -block.confidence):
        if block.label == "byline":
            line, start = _bare(text, block)
            signed = byline.read(line) or byline.whole(line)
            if signed:
                yield Fact("byline", signed.name, start, _end_of_signature(line, start, signed), block.confidence)
                return


def _end_of_signature(line: str, start: int, signed: byline.Signed) -> int:
    """The evidence holds the role too: 'By Jane Doe, Staff Writer'."""
    at = line.find(signed.role, signed.end) if signed.role else -1
    end = at + len(signed.role) if at >= 0 else signed.end
    return start + end + (1 if line[end : end + 1] in (":", ".") else 0)


def _dates(text: str, blocks: Sequence[Block]) -> Iterator[Fact]:
    """The article's date, of several in its line the labelled before the unlabelled before 'updated'; the page's apart."""
    printed = [(block, *_bare(text, block)) for block in blocks if block.detail in ("published", "page_date")]
    ranked = []
    for block, line, start in printed:
        for date in dates.find(line):
            if date.value is None:
                continue
            span = start + _label_start(line, date.start), start + _time_end(line, date.end)
            fact = Fact("published", date.value, *span, block.confidence)
            if block.detail == "page_date":
                yield Fact("page_date", date.value, start + date.start, start + date.end)
            else:
                ranked.append((_rank(line[: date.start], block.detail), start + date.start, fact))
    if ranked:
        yield min(ranked, key=lambda item: item[:2])[2]


def _rank(before: str, detail: str) -> int:
    words = before.lower()
    if re.search(r"publi|posted|first|created|issued", words) and not re.search(r"updated|modified", words.split("publi")[-1]):
        return 0
    return 2 if re.search(r"updated|modified", words) else 1


def _bounds(text: str, blocks: Sequence[Block], page: Fact | None) -> Iterator[Fact]:
    """No later than the page was made, no earlier than what the text speaks of as past."""
    if page:
        yield Fact("not_after", page.value, page.start, page.end, page.confidence)
    past = bounds.not_before(text, blocks, page.value if page else None)
    if past:
        yield Fact("not_before", *past, PAST)


def _label_start(line: str, at: int) -> int:
    label = re.search(r"(?:posted|published|updated|date)[\s:|on]{0,5}$", line[:at], re.IGNORECASE)
    return label.start() if label else at


def _time_end(line: str, at: int) -> int:
    time = TIME.match(line, at)
    return time.end() if time else at


def _upstream(text: str, blocks: Sequence[Block]) -> Iterator[Fact]:
    for block in blocks:
        line, start = _bare(text, block)
        label = UPSTREAM.match(line) if block.label == "upstream" else None
        if label and line[label.end() :].strip():
            yield Fact("upstream", line[label.end() :].strip(), start, block.end)
            return
    first = next((block for block in blocks if block.label == "body"), None)
    dateline = DATELINE.match(text[first.start : min(first.end, first.start + 80)]) if first else None
    if first and dateline:
        yield Fact("upstream", dateline["agency"], first.start + dateline.start("agency"), first.start + dateline.end("agency"))


def _credits(text: str, blocks: Sequence[Block]) -> Iterator[Fact]:
    for block in blocks:
        if block.label != "photo_credit":
            continue
        line, start = _bare(text, block)
        found = FUSED.search(line) or CREDIT.match(line)
        value = PHOTO_WORD.sub("", found["credit"].strip(" ()[].|")) if found else ""
        if value:
            lead = len(line) - len(line.lstrip("| \u00a0"))
            yield Fact("photo_credit", value, start + lead, block.end, LIKELY)
            return


def _truncated(text: str, blocks: Sequence[Block]) -> Iterator[Fact]:
    """A paywall's notice below the beginning of the body."""
    first = next((block.start for block in blocks if block.label == "body"), None)
    for block in blocks:
        if block.detail == "paywall" and first is not None and block.start > first:
            yield Fact("truncated", "true", block.start, block.end)
            return
