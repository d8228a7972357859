"""What a page states about its article, each value with its evidence: outlet, title, byline, dates, credit, truncation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hearsay.parsing import byline, time_expressions
from hearsay.parsing.labelling import Block
from hearsay.parsing.line_words import plain_text
from hearsay.parsing.lines import AGENCY, UPSTREAM
from hearsay.parsing.mentioned_dates import PRINTED, printed_days
from hearsay.text import dates, sentences

NAME = r"(?P<name>(?:The\s)?[A-Z][\w&’'.-]*(?:\s(?:of\s|the\s|and\s|&\s)?[A-Z][\w&’'.-]*){0,4}?)"
STAFF = re.compile(rf"^{NAME}\s+(?:Staff|Newsroom)(?:\s+(?:Writer|Reporter))?$")
COMMENTS = re.compile(rf"\bcomments?\s(?:on|at)\s{NAME}(?=\s(?:as|are|is|should|must|website|site)\b|[.,;])")
COPYRIGHT = re.compile(
    rf"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:(?:19|20)\d\d\s*(?:[-–]\s*(?:19|20)\d\d)?)?[\s,]*(?:by\s)?{NAME}(?=\s*[.,|]|\s+All\b|\s*$|\s+(?:19|20)\d\d)",
    re.IGNORECASE,
)
FROM_BY = re.compile(r"\bby(?:\s*:)?\s*$", re.IGNORECASE)
OWNER = re.compile(r"©|\(c\)|copyright")
OWNED = re.compile(r"(?:19|20)\d\d|rights reserved", re.IGNORECASE)
COMPANY = re.compile(
    r"\b(?:inc|llc|ltd|limited|corp|corporation|company|co|gmbh|plc|group|holdings|media|all)\.?$", re.IGNORECASE
)
BULLET = re.compile(r"^(?:[•▪◦‣·●○■□*»›→▸►–—-]\s+)+")
CREDIT = re.compile(
    r"^[\W_]*(?:(?:file\s+)?(?:photo(?:graph)?s?|image|picture|illustration|video)\s*(?:credit|courtesy)?s?\s*(?:by|of|from|via|:)?"
    r"\s*:?\s+(?:by\s+)?"
    r"|credits?\s*:\s*|©\s*)?(?P<credit>.*\w|.)\W*$",
    re.IGNORECASE,
)
FUSED = re.compile(rf"[a-z](?P<credit>{AGENCY})\W*$")
PHOTO_WORD = re.compile(r"(?<!\s)\s+(?:photo|image|picture)s?$", re.IGNORECASE)
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
TOWARDS = re.compile(
    r"\b(?:by|before|until|till|to|through|for|effective|starting|beginning|begins?|starts?|ends?|expires?|valid|due|next|coming"
    r"|deadline|as of)\s(?:the\s|a\s|early\s|mid[\s-]|late\s)?$",
    re.IGNORECASE,
)
"""What stands before a day that need not lie behind."""
AHEAD = re.compile(
    r"\b(?:will|would|shall|won[’']t|going to|project(?:ed|ions?)|forecasts?|expect\w*|predict\w*|plan(?:s|ned|ning)?|targets?"
    r"|aims?|schedul\w+|slated|future|upcoming|coming|ahead|priorit\w+|opportunit\w+|outlook|trends?|deadline|continuing to)\b",
    re.IGNORECASE,
)
"""Words of a sentence that looks ahead: a year or month in it may lie ahead too."""
LONGEST = 1000
"""Characters of a sentence that is looked at."""
Bound = tuple[str, int, int]


@dataclass(frozen=True)
class Statement:
    """One value that the page states, with the place of its evidence."""

    field: str
    value: str
    start: int
    end: int
    confidence: float = SURE


def find_outlet(text: str, blocks: Sequence[Block]) -> list[Statement]:
    """The outlet's name, at most once. Nothing is guessed: a name counts when the page holds it a second time as furniture."""
    furniture = [block for block in blocks if block.label in ("furniture", "section")]
    return [*_signed(text, blocks, furniture), *_by_rules(text, furniture)][:1]


def _signed(text: str, blocks: Sequence[Block], furniture: Sequence[Block]) -> Iterator[Statement]:
    """Signed by the organisation that the page is called after, or by a person of its staff."""
    site = tuple(text[block.start : block.end] for block in blocks[:1] if block.label == "furniture")
    for block in blocks:
        if block.label != "byline":
            continue
        line = text[block.start : block.end]
        signed = byline.read_byline(line.lstrip("•*- "))
        if signed is None:
            continue
        if byline.is_organisation(signed.name, site) and _stands_alone(text, furniture, signed.name):
            at = text.index(signed.name, block.start) if signed.name in line else block.start
            opening = FROM_BY.search(text[block.start : at])
            yield Statement("outlet", signed.name, block.start + opening.start() if opening else at, at + len(signed.name), 0.95)
        staff = STAFF.match(signed.role)
        around = [one for one in furniture if one.label == "furniture"]
        if staff and staff["name"].lower() not in byline.name_tokens("beat") and _outlet_mentions(text, around, staff["name"]):
            at = text.index(signed.role, block.start)
            yield Statement("outlet", staff["name"], at, at + len(signed.role), 0.9)


def _by_rules(text: str, furniture: Sequence[Block]) -> Iterator[Statement]:
    """The name in the rules for comments, or in a copyright line."""
    for block in furniture:
        comments = COMMENTS.search(text[block.start : min(block.end, block.start + 2000)]) if "comment" in block.detail else None
        if comments and _outlet_mentions(text, furniture, comments["name"]) > 1:
            yield Statement(
                "outlet", comments["name"], block.start + comments.start("name"), block.start + comments.end("name"), 0.85
            )
    for block in furniture:
        line = text[block.start : min(block.end, block.start + 500)]
        owner = COPYRIGHT.search(line) if OWNER.search(line.lower()) and OWNED.search(line) else None
        name = owner["name"].rstrip(".") if owner else ""
        if owner and _may_own(name) and _stands_alone(text, furniture, name):
            yield Statement("outlet", name, block.start + owner.start("name"), block.start + owner.start("name") + len(name), 0.8)


def _may_own(name: str) -> bool:
    """A writer's own copyright line names no outlet, and a company may own several."""
    person = byline.is_name(name) and byline.known_name(name.split()) == 1
    return name[:1].isupper() and not person and not COMPANY.search(name)


def _stands_alone(text: str, furniture: Sequence[Block], name: str) -> bool:
    """Whether a name is a line of its own."""
    plain = plain_text(name)
    return any(plain_text(text[block.start : block.end].lstrip("•*- ")) == plain for block in furniture)


def _outlet_mentions(text: str, furniture: Sequence[Block], name: str) -> int:
    around = "\n".join(text[block.start : block.end] for block in furniture)
    return len(re.findall(rf"(?<!\w){re.escape(name.removeprefix('The '))}(?!\w)", around))


def find_statements(text: str, blocks: Sequence[Block]) -> list[Statement]:
    """The facts of one page in the order of `ORDER`, then of the text; a field that is not stated is left out."""
    found = [*_lines(text, blocks), *_bylines(text, blocks), *_dates(text, blocks), *_upstream(text, blocks)]
    found += [*_credits(text, blocks), *_truncated(text, blocks)]
    found += find_outlet(text, blocks)
    found += _bounds(text, blocks, next((fact for fact in found if fact.field == "page_date"), None))
    return sorted(found, key=lambda fact: (ORDER.index(fact.field), fact.start))


def _bare(text: str, block: Block) -> tuple[str, int]:
    """A block's text after its bullets, and where it starts."""
    line = text[block.start : block.end]
    found = BULLET.match(line)
    cut = found.end() if found and found.end() < len(line) else 0
    return line[cut:], block.start + cut


def _lines(text: str, blocks: Sequence[Block]) -> Iterator[Statement]:
    for label in ("title", "deck"):
        block = next((block for block in blocks if block.label == label), None)
        if block:
            line, start = _bare(text, block)
            yield Statement(label, line, start, block.end, block.confidence)


def _bylines(text: str, blocks: Sequence[Block]) -> Iterator[Statement]:
    for block in sorted((block for block in blocks if block.label == "byline"), key=lambda block: -block.confidence):
        line, start = _bare(text, block)
        signed = byline.read_byline(line) or byline.whole_byline(line)
        if signed:
            yield Statement("byline", signed.name, start, _end_of_signature(line, start, signed), block.confidence)
            return


def _end_of_signature(line: str, start: int, signed: byline.Signed) -> int:
    """The evidence holds the role too: 'By Jane Doe, Staff Writer'."""
    at = line.find(signed.role, signed.end) if signed.role else -1
    end = at + len(signed.role) if at >= 0 else signed.end
    return start + end + (1 if line[end : end + 1] in (":", ".") else 0)


def _dates(text: str, blocks: Sequence[Block]) -> Iterator[Statement]:
    """The article's date, of several in its line the labelled before the unlabelled before 'updated'; the page's apart."""
    printed = [(block, *_bare(text, block)) for block in blocks if block.detail in ("published", "page_date")]
    ranked = []
    for block, line, start in printed:
        for date in dates.find_dates(line):
            if date.value is None:
                continue
            span = start + _label_start(line, date.start), start + _time_end(line, date.end)
            fact = Statement("published", date.value, *span, block.confidence)
            if block.detail == "page_date":
                yield Statement("page_date", date.value, start + date.start, start + date.end)
            else:
                ranked.append((_rank(line[: date.start], block.detail), start + date.start, fact))
    if ranked:
        yield min(ranked, key=lambda item: item[:2])[2]


def _rank(before: str, detail: str) -> int:
    words = before.lower()
    if re.search(r"publi|posted|first|created|issued", words) and not re.search(r"updated|modified", words.split("publi")[-1]):
        return 0
    return 2 if re.search(r"updated|modified", words) else 1


def _bounds(text: str, blocks: Sequence[Block], page: Statement | None) -> Iterator[Statement]:
    """No later than the page was made, no earlier than what the text speaks of as past."""
    if page:
        yield Statement("not_after", page.value, page.start, page.end, page.confidence)
    past = not_before(text, blocks, page.value if page else None)
    if past:
        yield Statement("not_before", *past, PAST)


def _label_start(line: str, at: int) -> int:
    label = re.search(r"(?:posted|published|updated|date)[\s:|on]{0,5}$", line[:at], re.IGNORECASE)
    return label.start() if label else at


def _time_end(line: str, at: int) -> int:
    time = TIME.match(line, at)
    return time.end() if time else at


def _upstream(text: str, blocks: Sequence[Block]) -> Iterator[Statement]:
    for block in blocks:
        if block.label != "upstream":
            continue
        line, start = _bare(text, block)
        label = UPSTREAM.match(line)
        if label and line[label.end() :].strip():
            yield Statement("upstream", line[label.end() :].strip(), start, block.end)
            return
    first = next((block for block in blocks if block.label == "body"), None)
    dateline = DATELINE.match(text[first.start : min(first.end, first.start + 80)]) if first else None
    if first and dateline:
        yield Statement(
            "upstream", dateline["agency"], first.start + dateline.start("agency"), first.start + dateline.end("agency")
        )


def _credits(text: str, blocks: Sequence[Block]) -> Iterator[Statement]:
    for block in blocks:
        if block.label != "photo_credit":
            continue
        line, start = _bare(text, block)
        found = FUSED.search(line) or CREDIT.match(line)
        value = PHOTO_WORD.sub("", found["credit"].strip(" ()[].|")) if found else ""
        if value:
            lead = len(line) - len(line.lstrip("| \u00a0"))
            yield Statement("photo_credit", value, start + lead, block.end, LIKELY)
            return


def _truncated(text: str, blocks: Sequence[Block]) -> Iterator[Statement]:
    """A paywall's notice below the beginning of the body."""
    first = next((block.start for block in blocks if block.label == "body"), None)
    for block in blocks:
        if block.detail == "paywall" and first is not None and block.start > first:
            yield Statement("truncated", "true", block.start, block.end)
            return


def not_before(text: str, blocks: Sequence[Block], latest: str | None) -> Bound | None:
    """The latest day, or first day of a month or year, of which the body speaks as past; with its place.

    Past is what the nearest verb says. A day of which the text speaks as still to come ("will … on 19 July 2022") is no bound,
    nor is one without a verb nearby, nor one after `latest` (ISO 8601), on which the page was made. Days long gone are valid
    bounds, only weak ones.
    """
    found = [bound for block in blocks if block.label == "body" for bound in _past(text, block)]
    kept = [bound for bound in found if latest is None or bound[0] <= latest]
    return max(kept, key=lambda bound: (bound[0], -bound[1]), default=None)


def _past(text: str, block: Block) -> Iterator[Bound]:
    if all(text.find(century, block.start, block.end) < 0 for century in dates.CENTURIES):
        return
    for start, end in sentences.split_sentences(text, block.start, block.end):
        sentence = text[start : min(end, start + LONGEST)]
        if dates.YEARS.search(sentence) and not AHEAD.search(sentence):
            yield from _mentions(sentence, start)


def _mentions(sentence: str, at: int) -> Iterator[Bound]:
    for one in time_expressions.find_time_expressions(sentence):
        days = printed_days(one) if one.kind in PRINTED else None
        if (
            days
            and not TOWARDS.search(sentence[max(0, one.start - 30) : one.start])
            and time_expressions.tense_at(sentence, one.start, one.end) == "past"
        ):
            yield days[0].isoformat(), at + one.start, at + one.end
