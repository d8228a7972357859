"""A text's lines, or its paragraphs where lines are broken at a fixed width, and what each shows by its shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from hearsay.parsing import line_words
from hearsay.parsing.line_words import Phrase, plain_text
from hearsay.text import dates

Value = TypeVar("Value")

LINE = re.compile(r"[^\r\n\u2028\u2029]+")
BULLET = re.compile(r"(?:[•▪◦‣·●○■□*»›→▸►–—-]|\d{1,2}[.)])(?:\s+|$)")
STOPPED = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
CLOSED = re.compile(r"[.!?…:;,。！？][\"'”’»)\]]*$|[\"”»]$")
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+[\"'“‘«(\[]?[A-Z]")
WORD = re.compile(r"\w+(?:['’.-]\w+)*")
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
SEPARATORS = "\r\u2028\u2029"
"""Ends of lines besides the newline."""
SHARED, MOST_KNOWN = 300, 2_000
"""Characters of a text, and number of texts, of which what is known is kept."""
LONG_ENOUGH = 20_000
"""Characters of a line that are looked at for its shape: a longer line is prose whatever follows."""


class Line:
    """One line without the space around it. `start` and `end` are offsets into the text; `gap` tells of a blank line before.

    What follows from the text alone is worked out once for all lines of that text: `first` is an earlier one, which knows
    it already; None: this one is the first.
    """

    bullet: str
    """The bullet with the space after it, or ''."""
    content: str
    """The text after the bullet."""
    head: str
    """As much of the content as is looked at."""
    plain: str
    """The content in small letters and single spaces."""
    words: list[str]
    numbers: list[int]
    """The first words, as `numbers.of` writes them."""
    unspaced: int
    """Characters of scripts without spaces."""
    n_words: int
    """Words; in scripts without spaces, two characters count as one."""
    lowered: float
    """Share of words without a capital or a digit at their head: most in prose, few in titles and menus."""
    stopped: bool
    """Ends as a sentence ends."""
    prose: bool
    """Reads like a sentence or several."""

    def __init__(self, start: int, end: int, text: str, indent: int = 0, gap: bool = False) -> None:
        self.start, self.end, self.text, self.indent, self.gap = start, end, text, indent, gap
        self.first: Line | None = None
        bullet = BULLET.match(text) if not text[0].isalpha() else None
        self.bullet = bullet[0] if bullet and (bullet.end() < len(text) or len(text) == 1) else ""
        self.content = text[len(self.bullet) :]
        self.head = self.content[:LONG_ENOUGH]
        self.plain = plain_text(self.content)
        self.words = WORD.findall(self.head)
        self.numbers = line_words.word_numbers(self.words[: line_words.LOOKED_AT])
        self.unspaced = 0 if self.head.isascii() else len(UNSPACED.findall(self.head))
        self.n_words = max(len(self.words), self.unspaced // 2)
        small = sum([number >> line_words.LOWERED_BIT for number in self.numbers])
        small += len([word for word in self.words[line_words.LOOKED_AT :] if not (word[0].isupper() or word[0].isdigit())])
        self.lowered = small / max(1, len(self.words))
        self.stopped = not text[-1].isalnum() and bool(STOPPED.search(self.content[-6:]))
        self.prose = self._reads()

    def _reads(self) -> bool:
        if self.unspaced > 0.3 * len(self.head):
            return self.n_words > 12
        if self.n_words < 5 or self.lowered < 0.45:
            return self.n_words >= 15 and self.stopped and self.lowered >= 0.3
        ended = self.stopped or bool(CLOSED.search(self.content[-6:]))
        return ended and self.n_words >= 6 or self.n_words >= 25 and bool(SENTENCE_END.search(self.head))


def computed_once(line: Line, name: str, compute: Callable[[Line], Value]) -> Value:
    """What follows from a line's text alone: computed once, then handed to every line of that text."""
    first = line.first or line
    known: dict[str, Any] = first.__dict__
    value: Value = known[name] if name in known else compute(first)
    known[name] = line.__dict__[name] = value
    return value


def split_lines(text: str) -> list[Line]:
    """The lines that hold more than space; of a text broken at a fixed width, its paragraphs."""
    found, simple = [], not any(end in text for end in SEPARATORS)
    for start, written, gap in joined_paragraphs(text, list(_simple(text) if simple else _written(text))):
        text = written.lstrip()
        indent = len(written) - len(text)
        found.append(_line(start + indent, text.rstrip(), indent, gap))
    return found


def _simple(text: str) -> Iterator[tuple[int, str, bool]]:
    """Start, text, and whether a blank line stands before, of the lines that hold more than space."""
    start, before = 0, 0
    for number, written in enumerate(text.split("\n")):
        if written and not written.isspace():
            yield start, written, number - before > 1
            before = number
        start += len(written) + 1


def _written(text: str) -> Iterator[tuple[int, str, bool]]:
    """The same, when lines end in other ways than by one character."""
    before = 0
    for found in LINE.finditer(text):
        if not found[0].isspace():
            yield found.start(), found[0], _newlines(text, before, found.start()) > 1
            before = found.start() + len(found[0].rstrip())


def _newlines(text: str, start: int, end: int) -> int:
    between = text[start:end]
    return max(between.count("\n"), between.count("\r"), between.count("\u2028"), between.count("\u2029"))


_recent: dict[str, Line] = {}
_earlier: dict[str, Line] = {}


def _line(start: int, text: str, indent: int, gap: bool) -> Line:
    """The line, with all that is known of its text."""
    first = _recent.get(text)
    if first is None:
        first = _first(text)
        if first is None:
            return Line(start, start + len(text), text, indent, gap)
    line = object.__new__(Line)
    known = line.__dict__ = first.__dict__.copy()
    known["start"], known["end"], known["indent"], known["gap"], known["first"] = start, start + len(text), indent, gap, first
    return line


def _first(text: str) -> Line | None:
    """The line that keeps what is known of a short text; of texts not met for long nothing is kept."""
    global _recent, _earlier
    if len(text) > SHARED:
        return None
    if len(_recent) >= MOST_KNOWN:
        _recent, _earlier = {}, _recent
    known = _recent[text] = _earlier.get(text) or Line(0, len(text), text)
    return known


NARROWEST, WIDEST = 40, 100
"""Characters at which lines are broken by hand or by mail; wider ones break by themselves."""
STRAY = 0.01
"""Share of lines that may be longer, such as addresses that cannot be broken."""
LEAST_FULL = 4
"""Lines into which the next line's first word would not have fitted."""
LEAST_WORDS = 0.25
"""Share of the text that stands in such lines."""
GOES_ON = 0.5
"""Share of such lines after which the text goes on in small letters."""
FIRST = re.compile(r"[\S\u00a0]+")
"""No line is broken at a space that is not to be broken at."""
NEW, NUMBERED = re.compile(r"[•▪◦‣·●○■□*»›→▸►](?:\s|$)"), re.compile(r"\d{1,2}[.)](?:\s|$)")
"""How the entries of a list begin; numbered ones, only below a line that ends as an entry does: a day of a month is none."""
SENTENCE_CLOSED = tuple(".!?:;…")
ENDS = str.maketrans(dict.fromkeys("\r\n\u2028\u2029", " "))
Written = tuple[int, str, bool]
"""Where a line starts, the line with the space around it, and whether a blank line stands before."""


def joined_paragraphs(text: str, found: Sequence[Written]) -> list[Written]:
    """The lines, those of one paragraph as one where the text is broken at a fixed width; each is as long as it was."""
    width = _width(found)
    full = [_full(one, other, width) for one, other in zip(found, found[1:], strict=False)] if width else []
    if not _broken(found, full):
        return list(found)
    lines: list[Written] = []
    for n, (start, written, gap) in enumerate(found):
        if n and full[n - 1]:
            first, _, before = lines[-1]
            lines[-1] = first, text[first : start + len(written)], before
        else:
            lines.append((start, written, gap))
    return [(start, written.translate(ENDS), gap) for start, written, gap in lines]


def _width(found: Sequence[Written]) -> int:
    """Characters of the longest line, stray ones left out; 0 when lines are not broken at a fixed width."""
    lengths = sorted([len(written.rstrip()) for _, written, _ in found], reverse=True)
    if len(lengths) <= LEAST_FULL:
        return 0
    width = lengths[int(STRAY * len(lengths))]
    return width if NARROWEST <= width <= WIDEST else 0


def _full(one: Written, other: Written, width: int) -> bool:
    """Whether a line was broken because the next word would not have fitted."""
    _, above, _ = one
    _, below, gap = other
    length, text = len(above.rstrip()), below.lstrip()
    entry = NEW.match(text) or NUMBERED.match(text) and above.rstrip().endswith(SENTENCE_CLOSED)
    if gap or length < width // 2 or entry:
        return False
    word = FIRST.match(text)
    return word is not None and length + 1 + len(word[0]) > width


def _broken(found: Sequence[Written], full: Sequence[bool]) -> bool:
    """Whether enough lines are full, and the text goes on after most of them."""
    places = [n for n, is_full in enumerate(full) if is_full]
    if len(places) < LEAST_FULL:
        return False
    on = sum(found[n + 1][1].lstrip()[:1].islower() for n in places)
    words = sum(len(found[n][1].split()) for n in places)
    return on >= GOES_ON * len(places) and words >= LEAST_WORDS * sum(len(written.split()) for _, written, _ in found)


AGENCY = (
    r"AP|Associated Press|AFP|Agence France-Presse|Reuters|EPA|EFE|UPI|ANSA|DPA|Xinhua|TASS|Getty Images?|Getty|iStock(?:photo)?"
    r"|Shutterstock|Alamy|Adobe Stock|Unsplash|Pexels|Pixabay|Wikimedia Commons|Flickr|Bloomberg"
    r"|ZUMA(?: Press)?|Imago|Depositphotos|NurPhoto|Sipa(?: USA)?|Handout|Courtesy"
    r"|Dreamstime|Anadolu(?: Agency| Images)?|PA Images|PA Wire|Press Association|SOPA Images"
)
PICTURE = r"(?:photo(?:graph|grapher)?s?|image|picture|illustration|video|screenshot|screengrab|file photo|file)"
CREDIT_END = re.compile(
    rf"[(\[](?:[^()\[\]]{{0,120}}\b)?(?:(?:{AGENCY})\b[^()\[\]]{{0,120}}|[^()\[\]]{{0,80}}\b{PICTURE}\b(?:[^()\[\]]{{0,80}}))[)\]]\.?$"
    rf"|(?:\||—|–|-|•|\.|/)?\s*(?<!\w){PICTURE}(?: credit| courtesy)?(?: by| via| from|:| ?/ ?| ©)\s*:?\s*[^.|]{{2,100}}$"
    rf"|(?<!\w)credits?:\s*[^.|]{{2,100}}$"
    rf"|(?<!\w){PICTURE} (?:credit|courtesy|source)s?\b\s*:?.{{2,120}}$"
    rf"|(?:via|/|for|\||-|—|–|©)\s*(?:{AGENCY})\)?$",
    re.IGNORECASE,
)
CREDIT_ONLY = re.compile(
    rf"^[(\[]?\W*(?:(?:{AGENCY})\b[\w\s/,.&-]{{0,60}}|\w{{0,30}}(?:iStock|Shutterstock|Getty Images|Alamy))\W*$"
)
CREDIT_START = re.compile(rf"^(?:{PICTURE}(?: credit| courtesy of)?(?: by |:)|credits?:|© ?\w+/|getty images)", re.IGNORECASE)
BYLINE = re.compile(
    r"^(?:(?:written|posted|published|reported|words|story|text|analysis|opinion|review|report|article|column|authored?|contributed)\s+)?"
    r"(?:by|author:?)(?:\s*[:–—|-]+\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
UPSTREAM = re.compile(r"^(?:source|sources|via)\s*:\s*(?=\S)", re.IGNORECASE)
LABELLED = re.compile(r"\b(?:published|posted|updated|modified|date|created|issued|uploaded|edited|first|last)\b", re.IGNORECASE)
COUNTER = re.compile(
    r"^\W*\d[\d,.]*[KkMm]?(?:\s*\+)?\s*(?:shares?|comments?|views?|likes?|replies|reads?|votes?|min(?:ute)?s?(?: read)?"
    r"|thoughts? on\b.*|responses? (?:to|on)\b.*|comments? on\b.*)\W*$",
    re.IGNORECASE,
)
THOUGHTS = re.compile(r"^\W*(?:\d+|one|two|three)\s+(?:thoughts?|responses?|comments?|repl(?:y|ies))\b", re.IGNORECASE)
AGO = re.compile(
    r"^\W*(?:\d+|an?|one)\s*(?:s|sec|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|weeks?|months?|mo|years?|yrs?)\s+ago\W*$",
    re.IGNORECASE,
)
COUNTED = re.compile(r"^\W*(?:\d|an?\b|an?\d|one|two|three)", re.IGNORECASE)
"""How lines begin that `COUNTER`, `THOUGHTS` or `AGO` may match."""
GLUED_AGENCIES = ("iStock", "Shutterstock", "Getty Images", "Alamy")
SHORT = 22
"""Words of a date or byline line at most."""


@dataclass(frozen=True)
class LineShape:
    """What a line shows: a kind ('' when nothing), furniture words if any, and full dates in short lines."""

    kind: str
    furniture: Phrase | None
    dates: tuple[dates.Date, ...] = ()


NONE = LineShape("", None)


def line_shape(line: Line) -> LineShape:
    """The shape of one line, from its text alone."""
    return line.__dict__.get("shape") or computed_once(line, "shape", _shape)


def _shape(line: Line) -> LineShape:
    head, n_words, flags = line.head, line.n_words, _flags(line)
    furniture = None
    if n_words <= line_words.ANY_WITHIN:
        plain = line.plain if len(line.content) <= 1000 else line_words.plain_text(head[:1000])
        anywhere = flags > 0 and flags >> line_words.FURNITURE & 1 or flags < 0 and line_words.holds_phrase(plain)
        furniture = line_words.matched_phrases(plain, n_words, bool(anywhere))
    printed = tuple(dates.find_dates(head)) if n_words <= 40 and ("20" in head or "19" in head) else ()
    counted = n_words <= 30 and COUNTED.match(head)
    if counted and THOUGHTS.match(head):
        return LineShape("", Phrase("comments_count", 100, "start"), printed)
    if counted and n_words <= 12 and (COUNTER.match(head) or AGO.match(head)):
        detail = "shares" if "share" in head.lower() else "counter"
        return LineShape("", furniture or Phrase(detail, 4, "whole"), printed)
    kind = _kind(line, printed, flags)
    return LineShape(kind, furniture, printed) if kind or furniture or printed else NONE


def _flags(line: Line) -> int:
    """What any of the words is marked as; of a line with more words than are looked at, everything."""
    return reduce(or_, line.numbers, 0) if len(line.words) <= line_words.LOOKED_AT else -1


def _kind(line: Line, printed: tuple[dates.PrintedDate, ...], flags: int) -> str:
    n_words, opens = line.n_words, bool(line.numbers) and bool(line.numbers[0] >> line_words.OPENS & 1)
    if opens and n_words <= SHORT and BYLINE.match(line.head) and not (line.prose and n_words > 12):
        return "byline"
    if printed and n_words <= SHORT and _mostly_date(line, printed):
        return "date"
    if opens and n_words <= 8 and UPSTREAM.match(line.head):
        return "upstream"
    if n_words <= 20 and _credits(line, opens):
        return "photo_credit"
    if n_words <= 90 and _may_credit(line, flags) and CREDIT_END.search(line.head[-260:]):
        return "caption"
    return ""


def _credits(line: Line, opens: bool) -> bool:
    """Whether the line is nothing but a credit, or opens like one."""
    if line.n_words <= 8 and (opens or any(name in line.head for name in GLUED_AGENCIES)) and CREDIT_ONLY.match(line.head):
        return True
    return (opens or line.head[:1] == "©") and bool(CREDIT_START.match(line.head))


def _may_credit(line: Line, flags: int) -> bool:
    """Whether it is worth looking for a credit at the line's end: it closes in a bracket or an agency, or speaks of a picture."""
    tail = line.head[-260:]
    last = line_words.word_numbers(line.words[-1:])
    if last and last[0] >> line_words.AGENCY & 1 or tail.rstrip(".")[-1:] in (")", "]"):
        return True
    if not flags >> line_words.PICTURED_BIT & 1:
        return False
    tail = tail.lower()
    return any(word in tail for word in line_words.PICTURED)


def _mostly_date(line: Line, printed: tuple[dates.PrintedDate, ...]) -> bool:
    covered = sum(date.end - date.start for date in printed)
    return covered >= 0.3 * len(line.head) or (bool(LABELLED.search(line.head)) and not line.prose)
