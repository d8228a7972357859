"""Quotation marks as they stand, and which of them belong together within a paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

Direction = Literal["open", "close", ""]

MARKS = re.compile(r"(?<![\w,]),,(?=\w)|'''|''|``|‘‘|’’|[“”„‟\"«»＂〝〞〟「」『』‘’‚‛'`´‹›]")
SINGLES = frozenset("‘’‚‛'`´‹›")
OPENERS = frozenset(("“", "„", "‟", "«", "``", "‘‘", ",,", "〝", "「", "『", "‘", "‚", "‛", "`", "‹"))
CLOSERS = frozenset(("”", "»", "’’", "〞", "〟", "」", "』", "’", "´", "›"))
SPACED = frozenset("«»‹›")
"""Marks with which some languages put a space inside, so that their spacing says nothing."""

PARAGRAPH = re.compile(r"[\n\r\v\f\x85\u2028\u2029]+(?![a-z])[\s]*")
"""A line break ends a paragraph, unless the next line goes on in lower case (hard-wrapped copy)."""

THIN = frozenset("\u00a0\u2009\u200a\u202f\u200b")
CLOSING_PUNCTUATION = frozenset(".,;:!?)]}…—–-/’”»")
OPENING_PUNCTUATION = frozenset("([{<|=/¿¡*•>\u200b\u200e\u200f\u202a\u202b\u2066\u2067\u2068\ufeff")
DASHES = frozenset("—–-")


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: `spacing` is what the characters around it say, `glyph` what its own shape says."""

    start: int
    end: int
    form: str
    single: bool
    spacing: Direction
    glyph: Direction
    before: str
    after: str


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph that holds anything, in order."""
    begin = 0
    for gap in PARAGRAPH.finditer(text):
        if begin < gap.start():
            yield begin, gap.start()
        begin = gap.end()
    if begin < len(text):
        yield begin, len(text)


def marks_by_paragraph(text: str) -> Iterator[tuple[tuple[int, int], list[Mark]]]:
    """Every paragraph with its marks."""
    found = _resolve(text, list(MARKS.finditer(text)))
    starts = [mark.start for mark in found]
    for begin, end in paragraphs(text):
        yield (begin, end), found[bisect_left(starts, begin) : bisect_left(starts, end)]


def _resolve(text: str, matches: Sequence[re.Match[str]]) -> list[Mark]:
    """Marks that touch share the characters around the whole run of them: `."'` closes twice."""
    found: list[Mark] = []
    at = 0
    while at < len(matches):
        last = at
        while last + 1 < len(matches) and _touch(text, matches[last].end(), matches[last + 1].start()):
            last += 1
        found.extend(_run(text, matches[at : last + 1]))
        at = last + 1
    return found


def _touch(text: str, end: int, start: int) -> bool:
    return end == start or (start - end == 1 and text[end] in THIN)


def _run(text: str, matches: Sequence[re.Match[str]]) -> Iterator[Mark]:
    begin, end = matches[0].start(), matches[-1].end()
    before, after = text[begin - 1 : begin], text[end : end + 1]
    spacing = _spacing(before, after)
    for match in matches:
        for start, form in _split(match, spacing):
            glyph: Direction = "open" if form in OPENERS else "close" if form in CLOSERS else ""
            yield Mark(start, start + len(form), form, form in SINGLES, "" if form in SPACED else spacing, glyph, before, after)


def _split(match: re.Match[str], spacing: Direction) -> list[tuple[int, str]]:
    """Three straight strokes are a double and a single mark: which comes first depends on the side."""
    start, form = match.start(), match.group()
    if form != "'''":
        return [(start, form)]
    return [(start, "''"), (start + 2, "'")] if spacing == "open" else [(start, "'"), (start + 1, "''")]


def _spacing(before: str, after: str) -> Direction:
    free_left = not before.strip() or before in OPENING_PUNCTUATION
    free_right = not after.strip()
    if (free_left and not free_right) or (before in DASHES and after.isalnum()):
        return "open"
    return "close" if not free_left and (free_right or after in CLOSING_PUNCTUATION) else ""


PAIRS = frozenset(
    (
        ("“", "”"), ("„", "“"), ("„", "”"), ("”", "”"), ("«", "»"), ("»", "«"), ('"', '"'), ("''", "''"), ("``", "''"),
        ("``", '"'), ("‘‘", "’’"), (",,", "''"), (",,", "“"), (",,", "”"), ("〝", "〞"), ("〝", "〟"), ("「", "」"), ("『", "』"),
        ("‟", "”"), ("＂", "＂"), ("‘", "’"), ("‚", "‘"), ("‚", "’"), ("'", "'"), ("`", "'"), ("`", "´"), ("‛", "’"),
        ("‹", "›"), ("›", "‹"),
    )
)  # fmt: skip
SENTENCE_END = re.compile(
    r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bLt)(?<!\bCol)(?<!\bGen)(?<!\bSen)(?<!\bRep)(?<!\bGov)"
    r"(?<!\b[A-Z])[.!?…][)\]]*(?=\s+[^\sa-z]|\s*\Z)"
)
ELISION = re.compile(r"(?:\d0s|\d\d(?!\d)|(?:em|til|tis|twas|cause|cuz|bout|round|nuff|n)\b)", re.IGNORECASE)
YEAR = re.compile(r"\d0s|\d\d(?!\d)")
FEET = re.compile(r"\d['’′]\d{0,2}\Z")
FUNCTION_WORD = re.compile(
    r"\s+(?:and|or|but|in|on|at|to|of|for|from|with|by|as|is|are|was|were|be|has|had|have|will|would|said|says|that|who"
    r"|which|when|while|he|she|they|it|we|i|the|a|an)\b",
    re.IGNORECASE,
)
MISSING_CLOSE, MISSING_OPEN = "closing mark missing", "opening mark missing"
SPACING = "space on the wrong side of a mark"
SPEECH_ENDS = frozenset(".,?!…")
"""What stands before the mark that closes what somebody says."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A quotation by its marks; either may be missing. `end` is where it ends, marks left out."""

    opening: Mark | None
    closing: Mark | None
    start: int
    end: int
    repair: str


@dataclass(frozen=True, slots=True)
class Paired:
    """What the marks of one paragraph come to; `carried` when its last quotation goes on in the next one."""

    pairs: tuple[Pair, ...]
    unpaired: tuple[Mark, ...]
    carried: bool


@dataclass(slots=True)
class _Open:
    mark: Mark
    repair: list[str] = field(default_factory=list)


def pair_marks(text: str, span: tuple[int, int], marks: Sequence[Mark], carried: bool, following: tuple[bool, bool]) -> Paired:
    """Pair the marks of the paragraph `span`.

    `carried`: the paragraph before left a quotation open. `following`: the next paragraph begins as if a double,
    or a single, quotation went on in it.
    """
    reader = _Reader(text, span, [m for m in marks if not _is_apostrophe(m, text)], carried, following)
    return reader.read()


def _is_apostrophe(mark: Mark, text: str) -> bool:
    if not mark.single:
        return mark.form == '"' and FEET.search(text, max(0, mark.start - 4), mark.start) is not None
    if mark.before.isalnum() and mark.after.isalnum():
        return True
    if mark.spacing != "open":
        return False
    if mark.form == "’":
        return True
    return (YEAR if mark.glyph == "open" else ELISION).match(text, mark.end) is not None


class _Reader:
    """One pass over the marks with a stack of what is open."""

    def __init__(self, text: str, span: tuple[int, int], marks: list[Mark], carried: bool, following: tuple[bool, bool]) -> None:
        self.text, (self.begin, self.end), self.marks, self.following = text, span, marks, following
        self.carried, self.floor = carried, self.begin
        self.stack: list[_Open] = []
        self.pairs: list[Pair] = []
        self.unpaired: list[Mark] = []
        self.turned = {form for pair in ("«»", "‹›") if self._reversed(pair) for form in pair}

    def read(self) -> Paired:
        doubles = [mark for mark in self.marks if not mark.single]
        seen = 0
        for at, mark in enumerate(self.marks):
            if mark.single:
                self._single(mark, at)
            else:
                seen += 1
                self._double(mark, doubles[seen : seen + 2])
        goes_on = self._finish()
        return Paired(tuple(sorted(self.pairs, key=lambda p: (p.start, -p.end))), tuple(self.unpaired), goes_on)

    def _reversed(self, pair: str) -> bool:
        """Whether guillemets point inwards in this paragraph, as German sets them."""
        forms = [mark.form for mark in self.marks if mark.form in pair]
        return bool(forms) and forms[0] == pair[1] and pair[0] in forms

    def _glyph(self, mark: Mark) -> str:
        if mark.form in self.turned:
            return "open" if mark.form in "»›" else "close"
        return mark.glyph

    def _double(self, mark: Mark, ahead: Sequence[Mark]) -> None:
        glyph, nests = self._glyph(mark), self._nests(ahead)
        if self._open_double() is None:
            self._double_outside(mark, glyph, ahead)
        elif mark.spacing != "open":
            if not mark.spacing and glyph == "open" and nests:
                self.stack.append(_Open(mark))
            else:
                self._close(mark)
        elif glyph == "close":
            self._close(mark, SPACING)
        elif nests:
            self.stack.append(_Open(mark))
        elif not glyph and not self._closes_next(ahead):
            self._close(mark, SPACING)
        else:
            self._break_off(mark)

    def _double_outside(self, mark: Mark, glyph: str, ahead: Sequence[Mark]) -> None:
        """A double mark where none is open: it opens, closes what was not opened, or belongs to nothing."""
        if self._may_open(mark, glyph, ahead):
            self.stack.append(_Open(mark, [f"{mark.form} opens"] if glyph == "close" and mark.form != "”" else []))
        elif glyph == "open" and ahead:
            self.stack.append(_Open(mark, [SPACING]))
        elif unopened := self._unopened(mark, glyph):
            self._add(None, mark, unopened[0], mark.start, unopened[1])
        elif not glyph and self._opens_before_space(mark, ahead):
            self.stack.append(_Open(mark, [SPACING]))
        else:
            self.unpaired.append(mark)

    def _may_open(self, mark: Mark, glyph: str, ahead: Sequence[Mark]) -> bool:
        """Whether a mark opens by its spacing, or where that is silent by its shape, or as the first of several."""
        first = mark.start == self.begin and bool(ahead) and not self.carried
        return mark.spacing == "open" or (not mark.spacing and (glyph != "close" or first))

    def _opens_before_space(self, mark: Mark, ahead: Sequence[Mark]) -> bool:
        """Whether a straight mark with a space behind it opens all the same: the next one closes."""
        return mark.after.isspace() and not mark.before.isdigit() and self._closes_next(ahead)

    def _unopened(self, mark: Mark, glyph: str) -> tuple[int, str] | None:
        """Where a quotation begins of which only the end is marked, and what is to be mended in it."""
        if self.carried and not self.pairs:
            return self.begin, "" if glyph or mark.spacing else MISSING_OPEN
        return (self._sentence_start(mark.start), MISSING_OPEN) if mark.before in SPEECH_ENDS and glyph != "open" else None

    def _closes_next(self, ahead: Sequence[Mark]) -> bool:
        return bool(ahead) and self._closes(ahead[0])

    def _closes(self, mark: Mark) -> bool:
        return mark.spacing == "close" or (not mark.spacing and self._glyph(mark) == "close")

    def _nests(self, ahead: Sequence[Mark]) -> bool:
        return len(ahead) == 2 and all(self._closes(mark) for mark in ahead)

    def _single(self, mark: Mark, at: int) -> None:
        inside = self.stack and self.stack[-1].mark.single
        glyph = self._glyph(mark)
        if (mark.spacing == "open" and glyph != "close") or (not mark.spacing and glyph == "open"):
            if inside:
                self._drop(self.stack.pop())
            self.stack.append(_Open(mark))
        elif inside and not self._is_possessive(mark, at):
            self._close(mark)
        elif mark.form in "‹›":
            self.unpaired.append(mark)

    def _is_possessive(self, mark: Mark, at: int) -> bool:
        """officials’ within ‘ ’: after an s, before a noun, and a better closing mark is still to come."""
        if mark.form not in "'’" or mark.before not in ("s", "S") or not mark.after.isspace():
            return False
        if FUNCTION_WORD.match(self.text, mark.end):
            return False
        following = next((m for m in self.marks[at + 1 : at + 4] if m.single), None)
        return following is not None and following.spacing == "close" and following.before not in ("s", "S")

    def _open_double(self) -> _Open | None:
        return next((opened for opened in reversed(self.stack) if not opened.mark.single), None)

    def _close(self, mark: Mark, repair: str = "") -> None:
        while self.stack[-1].mark.single != mark.single:
            self._drop(self.stack.pop(), mark.start)
        opened = self.stack.pop()
        mixed = (
            ""
            if (opened.mark.form, mark.form) in PAIRS or opened.mark.form in self.turned
            else f"mixed marks {opened.mark.form} … {mark.form}"
        )
        self._add(opened.mark, mark, opened.mark.end, mark.start, "; ".join(filter(None, [*opened.repair, repair, mixed])))

    def _drop(self, opened: _Open, limit: int | None = None) -> None:
        """A single mark that never closes is an apostrophe, unless its shape opens inside a quotation that ends."""
        if opened.mark.glyph == "open" and limit is not None:
            self._add(opened.mark, None, opened.mark.end, limit, MISSING_CLOSE)
        elif opened.mark.glyph == "open":
            self.unpaired.append(opened.mark)

    def _break_off(self, mark: Mark) -> None:
        """A new quotation opens while one is open: the old one ends with its sentence."""
        while self.stack[-1].mark.single:
            self._drop(self.stack.pop(), mark.start)
        opened = self.stack.pop()
        self._add(opened.mark, None, opened.mark.end, self._sentence_close(opened.mark.end, mark.start), MISSING_CLOSE)
        self.stack.append(_Open(mark))

    def _finish(self) -> bool:
        """Close what the paragraph's end leaves open; says whether the quotation goes on."""
        carried = self.stack[0] if self.stack and self.following[self.stack[0].mark.single] else None
        while self.stack:
            opened = self.stack.pop()
            if opened.mark.single and opened is not carried:
                self._drop(opened, self.end if self._open_double() else None)
                continue
            whole = carried or opened.mark.start == self.begin
            end = self.end if whole else self._sentence_close(opened.mark.end, self.end)
            repair = [*opened.repair, *([] if opened is carried else [MISSING_CLOSE])]
            self._add(opened.mark, None, opened.mark.end, end, "; ".join(repair))
        return carried is not None

    def _add(self, opening: Mark | None, closing: Mark | None, start: int, end: int, repair: str) -> None:
        if start < end:
            self.pairs.append(Pair(opening, closing, start, end, repair))
            self.floor = max(self.floor, closing.end if closing else end)
        else:
            self.unpaired += [mark for mark in (opening, closing) if mark]

    def _sentence_close(self, start: int, limit: int) -> int:
        found = SENTENCE_END.search(self.text, start, limit)
        return found.end() if found else start + len(self.text[start:limit].rstrip())

    def _sentence_start(self, limit: int) -> int:
        ends = [found.end() for found in SENTENCE_END.finditer(self.text, self.floor, limit) if found.end() < limit]
        start = ends[-1] if ends else self.floor
        return start + len(self.text[start:limit]) - len(self.text[start:limit].lstrip())
