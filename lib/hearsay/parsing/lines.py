"""A text's lines, or its paragraphs where lines are broken at a fixed width, and what each shows by its shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from operator import or_
from typing import Any, NamedTuple, TypeVar

from hearsay.parsing import line_words
from hearsay.parsing.line_words import Phrase, plain_text
from hearsay.text import dates

Value = TypeVar("Value")
Dates = tuple[dates.PrintedDate, ...]
Written = tuple[int, str, bool]
"""Where a line starts, the line with the space around it, and whether a blank line stands before."""

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
"""Characters of a text, and number of texts, of which the shape is remembered: menus stand on every page of a site."""
LONG_ENOUGH = 20_000
"""Characters of a line that are looked at for its shape: a longer line is prose whatever follows."""
LEAST_UNSPACED = 0.3
"""Share of characters of scripts without spaces from which a line is read as such a script."""
MANY_UNSPACED = 12
"""Words, of two characters each, from which such a line is prose."""
FEW, ORDINARY, MANY, VERY_MANY = 5, 6, 15, 25
"""Words from which a line can be prose at all; is, when it ends as a sentence; for all its capitals; without its end."""
LOWERED, LEAST_LOWERED = 0.45, 0.3
"""Share of words without a capital from which a line reads like prose, and like prose full of names."""
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
# How lines begin that `COUNTER`, `THOUGHTS` or `AGO` may match.
GLUED_AGENCIES = ("iStock", "Shutterstock", "Getty Images", "Alamy")
SHORT = 22
"""Words of a date or byline line at most."""
DATED_WITHIN, COUNTED_WITHIN, COUNTER_WITHIN = 40, 30, 12
"""Words of a line in which dates are looked for, that may count comments, that may be a counter."""
UPSTREAM_WITHIN, CREDIT_WITHIN, CREDIT_ONLY_WITHIN, CAPTION_WITHIN = 8, 20, 8, 90
SIGNED_WITHIN = 12
"""Words of a line that reads like a sentence and may still be a signature."""
TAIL = 260
"""Characters of a line's end in which a credit is looked for."""
DATED_SHARE = 0.3
"""Share of a line's characters that dates take up when it is a line of dates. The limits above were set by hand on page dumps."""


@dataclass(frozen=True, eq=False)
class LineText:
    """The words of a line: `bullet` with the space behind it or '', `content` behind it, `head` as much as is looked at.

    `plain` is the content in small letters and single spaces; `numbers` are the first words as `line_words.word_numbers` writes
    them, and `flags` what any of these is marked as (-1, everything, of a line with more words). `n_words` counts two characters
    of scripts without spaces as a word. `lowered` is the share of words without a capital or a digit at their head: most in
    prose, few in titles and menus. `stopped`: it ends as a sentence ends.
    """

    text: str
    bullet: str
    content: str
    head: str
    plain: str
    words: list[str]
    numbers: list[int]
    flags: int
    n_words: int
    lowered: float
    stopped: bool
    prose: bool

    @property
    def opens(self) -> bool:
        """Whether the first word may open a signature or a credit."""
        return bool(self.numbers) and bool(self.numbers[0] >> line_words.OPENS & 1)


@dataclass(frozen=True, eq=False)
class LineShape(LineText):
    """What a line shows by its text alone: also a kind ('' when nothing), furniture words, and full dates in short lines."""

    kind: str
    furniture: Phrase | None
    dates: Dates
    derived: dict[Callable[[Any], Any], Any] = field(default_factory=dict, repr=False)

    def once(self, compute: Callable[[LineShape], Value]) -> Value:
        """What a function makes of the shape, worked out on first use and then remembered with it."""
        if compute not in self.derived:
            self.derived[compute] = compute(self)
        value: Value = self.derived[compute]
        return value


class Line(NamedTuple):
    """One line without the space around it: its place in the text, its indent, whether a blank line stands before, its shape."""

    start: int
    end: int
    indent: int
    gap: bool
    shape: LineShape


def split_lines(text: str) -> list[Line]:
    """The lines that hold more than space; of a text broken at a fixed width, its paragraphs."""
    simple = not any(end in text for end in SEPARATORS)
    lines = []
    for start, written, gap in joined_paragraphs(text, list(_simple(text) if simple else _written(text))):
        bare = written.strip()
        indent = len(written) - len(written.lstrip())
        lines.append(Line(start + indent, start + indent + len(bare), indent, gap, line_shape(bare)))
    return lines


def line_shape(text: str) -> LineShape:
    """The shape of a line of this text, which begins and ends without space. Lines of the same short text share one."""
    return _shared_shape(text) if len(text) <= SHARED else _shape(text)


def _shape(text: str) -> LineShape:
    seen = _line_text(text)
    furniture = _furniture(seen)
    printed = tuple(dates.find_dates(seen.head)) if seen.n_words <= DATED_WITHIN else ()
    counts = _counts(seen, furniture)
    kind = "" if counts else next((kind for kind, shows in RULES if shows(seen, printed)), "")
    return LineShape(**vars(seen), kind=kind, furniture=counts or furniture, dates=printed)


_shared_shape = lru_cache(MOST_KNOWN)(_shape)


def _bullet(text: str) -> str:
    mark = BULLET.match(text) if not text[0].isalpha() else None
    return mark[0] if mark and (mark.end() < len(text) or len(text) == 1) else ""


def _line_text(text: str) -> LineText:
    bullet = _bullet(text)
    content = text[len(bullet) :]
    head = content[:LONG_ENOUGH]
    words = WORD.findall(head)
    numbers = line_words.word_numbers(words[: line_words.LOOKED_AT])
    unspaced = 0 if head.isascii() else len(UNSPACED.findall(head))
    small = sum([number >> line_words.LOWERED_BIT for number in numbers])
    small += len([word for word in words[line_words.LOOKED_AT :] if not (word[0].isupper() or word[0].isdigit())])
    n_words, lowered = max(len(words), unspaced // 2), small / max(1, len(words))
    stopped = not text[-1].isalnum() and bool(STOPPED.search(content[-6:]))
    reads = n_words > MANY_UNSPACED if unspaced > LEAST_UNSPACED * len(head) else _reads(content, n_words, lowered, stopped)
    flags = reduce(or_, numbers, 0) if len(words) <= line_words.LOOKED_AT else -1
    return LineText(text, bullet, content, head, plain_text(content), words, numbers, flags, n_words, lowered, stopped, reads)


def _reads(content: str, n_words: int, lowered: float, stopped: bool) -> bool:
    """Whether the text reads like a sentence or several."""
    if n_words < FEW or lowered < LOWERED:
        return n_words >= MANY and stopped and lowered >= LEAST_LOWERED
    if n_words >= ORDINARY and (stopped or CLOSED.search(content[-6:])):
        return True
    return n_words >= VERY_MANY and bool(SENTENCE_END.search(content[:LONG_ENOUGH]))


def _simple(text: str) -> Iterator[Written]:
    """The lines that hold more than space."""
    start, before = 0, 0
    for number, written in enumerate(text.split("\n")):
        if written and not written.isspace():
            yield start, written, number - before > 1
            before = number
        start += len(written) + 1


def _written(text: str) -> Iterator[Written]:
    """The same, when lines end in other ways than by one character."""
    before = 0
    for found in LINE.finditer(text):
        if not found[0].isspace():
            between = text[before : found.start()]
            yield found.start(), found[0], max(between.count(end) for end in "\n" + SEPARATORS) > 1
            before = found.start() + len(found[0].rstrip())


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


def _furniture(line: LineText) -> Phrase | None:
    """The words of the page's furniture that the line is, begins with or holds."""
    if line.n_words > line_words.ANY_WITHIN:
        return None
    plain = line.plain if len(line.content) <= line_words.SEEN else plain_text(line.head[: line_words.SEEN])
    anywhere = line.flags >> line_words.FURNITURE & 1 if line.flags >= 0 else line_words.holds_phrase(plain)
    return line_words.matched_phrases(plain, line.n_words, bool(anywhere))


def _counts(line: LineText, furniture: Phrase | None) -> Phrase | None:
    """What a line counts: comments, shares, likes, minutes."""
    if line.n_words > COUNTED_WITHIN or not COUNTED.match(line.head):
        return None
    if THOUGHTS.match(line.head):
        return Phrase("comments_count", 100, "start")
    if line.n_words <= COUNTER_WITHIN and (COUNTER.match(line.head) or AGO.match(line.head)):
        return furniture or Phrase("shares" if "share" in line.head.lower() else "counter", 4, "whole")
    return None


def _signs(line: LineText, printed: Dates) -> bool:
    short = line.n_words <= (SIGNED_WITHIN if line.prose else SHORT)
    return line.opens and short and bool(BYLINE.match(line.head))


def _mostly_date(line: LineText, printed: Dates) -> bool:
    if not printed or line.n_words > SHORT:
        return False
    covered = sum(date.end - date.start for date in printed)
    return covered >= DATED_SHARE * len(line.head) or (bool(LABELLED.search(line.head)) and not line.prose)


def _names_upstream(line: LineText, printed: Dates) -> bool:
    return line.opens and line.n_words <= UPSTREAM_WITHIN and bool(UPSTREAM.match(line.head))


def _credits(line: LineText, printed: Dates) -> bool:
    """Whether the line is nothing but a credit, or opens like one."""
    if line.n_words > CREDIT_WITHIN:
        return False
    agency = line.opens or any(name in line.head for name in GLUED_AGENCIES)
    if line.n_words <= CREDIT_ONLY_WITHIN and agency and CREDIT_ONLY.match(line.head):
        return True
    return (line.opens or line.head[:1] == "©") and bool(CREDIT_START.match(line.head))


def _ends_in_credit(line: LineText, printed: Dates) -> bool:
    """Whether a credit stands at the line's end; looked for where that is a bracket, an agency, or speaks of a picture."""
    if line.n_words > CAPTION_WITHIN:
        return False
    tail, last = line.head[-TAIL:], line_words.word_numbers(line.words[-1:])
    closed = tail.rstrip(".")[-1:] in (")", "]") or last and last[0] >> line_words.AGENCY & 1
    return bool((closed or _pictured(line, tail)) and CREDIT_END.search(tail))


def _pictured(line: LineText, tail: str) -> bool:
    """Whether the line's end speaks of a picture."""
    return bool(line.flags >> line_words.PICTURED_BIT & 1) and any(word in tail.lower() for word in line_words.PICTURED)


RULES: tuple[tuple[str, Callable[[LineText, Dates], bool]], ...] = (
    ("byline", _signs),
    ("date", _mostly_date),
    ("upstream", _names_upstream),
    ("photo_credit", _credits),
    ("caption", _ends_in_credit),
)
"""Kinds of lines, the surest first, each with what shows it."""
