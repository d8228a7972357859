"""A text's lines, or its paragraphs where lines are broken at a fixed width, and what they show by their form, as columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hearsay.parsing import line_words
from hearsay.parsing.line_words import PICTURED, Phrase, plain_text
from hearsay.text import dates

Array = NDArray[Any]
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
    rf"|(?<!\w){PICTURE}(?: credit| courtesy)?(?: by| via| from|:| ?/ ?| ©)\s*:?\s*[^.|]{{2,100}}$"
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
GLUED_AGENCY = re.compile(r"iStock|Shutterstock|Getty Images|Alamy")
SHORT = 22
"""Words of a date or byline line at most."""
DATED_WITHIN, COUNTED_WITHIN, COUNTER_WITHIN = 40, 30, 12
"""Words of a line in which dates are looked for, that may count comments, that may be a counter."""
UPSTREAM_WITHIN, CREDIT_WITHIN, CREDIT_ONLY_WITHIN, CAPTION_WITHIN = 8, 20, 8, 90
SIGNED_WITHIN = 12
"""Words of a line that reads like a sentence and may still be a signature."""
REPEATED = 200
"""Characters below which a line may stand on the page twice."""
TAIL = 260
"""Characters of a line's end in which a credit is looked for."""
DATED_SHARE = 0.3
"""Share of a line's characters that dates take up when it is a line of dates. The limits above were set by hand on page dumps."""


@dataclass(frozen=True, eq=False)
class Lines:
    """The lines of a text, without the space around them: columns of one value a line, each made for all of them at once.

    Given are where each starts, its text, its indent, and whether a blank line stands before it. What a line shows by its text
    alone is worked out when it is first asked for.
    """

    start: list[int]
    text: list[str]
    indent: list[int]
    gap: list[bool]

    def __len__(self) -> int:
        return len(self.text)

    @cached_property
    def end(self) -> list[int]:
        return [start + len(text) for start, text in zip(self.start, self.text, strict=True)]

    @cached_property
    def bullet(self) -> list[str]:
        """The bullet with the space behind it, or ''."""
        return ["" if text[0].isalpha() else _bullet(text) for text in self.text]

    @cached_property
    def content(self) -> list[str]:
        """What stands behind the bullet."""
        return [text[len(bullet) :] for text, bullet in zip(self.text, self.bullet, strict=True)]

    @cached_property
    def head(self) -> list[str]:
        """As much of the content as is looked at."""
        return [content[:LONG_ENOUGH] for content in self.content]

    @cached_property
    def plain(self) -> list[str]:
        """The content in small letters and single spaces."""
        return list(map(plain_text, self.content))

    @cached_property
    def repeats(self) -> Counter[str]:
        """How often each plain text stands among the lines; long ones are not counted."""
        return Counter(plain for plain, text in zip(self.plain, self.text, strict=True) if len(text) < REPEATED)

    @cached_property
    def words(self) -> list[list[str]]:
        return list(map(WORD.findall, self.head))

    @cached_property
    def numbers(self) -> NDArray[np.int64]:
        """All words, line by line, as `line_words.word_numbers` writes them; `row` tells the line of each."""
        return np.array(line_words.word_numbers(chain.from_iterable(self.words)), dtype=np.int64)

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """The number of words."""
        return np.array(list(map(len, self.words)), dtype=np.int64)

    @cached_property
    def row(self) -> NDArray[np.int64]:
        return np.repeat(np.arange(len(self)), self.counts)

    def marked(self, bit: int) -> Array:
        """How many of a line's words are marked by a bit of their number."""
        return np.bincount(self.row, self.numbers >> bit & 1, minlength=len(self))

    def marked_at(self, bit: int, place: int) -> list[int]:
        """The lines whose first (0) or last (-1) word is marked."""
        lines = np.flatnonzero(self.counts)
        ends = np.cumsum(self.counts)[lines]
        at = ends - 1 if place else ends - self.counts[lines]
        found: list[int] = lines[(self.numbers[at] >> bit & 1) > 0].tolist()
        return found

    @cached_property
    def unspaced(self) -> list[int]:
        """Characters of scripts without spaces."""
        return [0 if head.isascii() else len(UNSPACED.findall(head)) for head in self.head]

    @cached_property
    def n_words(self) -> list[int]:
        """The number of words; two characters of scripts without spaces count as one."""
        n_words: list[int] = np.maximum(self.counts, np.array(self.unspaced, dtype=np.int64) // 2).tolist()
        return n_words

    @cached_property
    def lowered(self) -> list[float]:
        """Share of words without a capital or a digit at their head: most in prose, few in titles and menus."""
        lowered: list[float] = (self.marked(line_words.LOWERED_BIT) / np.maximum(1, self.counts)).tolist()
        return lowered

    @cached_property
    def stopped(self) -> list[bool]:
        """Whether it ends as a sentence ends."""
        return [not content[-1:].isalnum() and bool(STOPPED.search(content[-6:])) for content in self.content]

    @cached_property
    def prose(self) -> list[bool]:
        """Whether it reads like a sentence or several."""
        seen = zip(self.content, self.n_words, self.lowered, self.stopped, self.unspaced, strict=True)
        return [
            n_words > MANY_UNSPACED
            if unspaced and unspaced > LEAST_UNSPACED * min(len(content), LONG_ENOUGH)
            else _reads(content, n_words, lowered, stopped)
            for content, n_words, lowered, stopped, unspaced in seen
        ]

    @cached_property
    def dates(self) -> list[Dates]:
        """The full dates in lines that are not long."""
        seen = zip(self.head, self.n_words, strict=True)
        return [
            tuple(dates.find_dates(head)) if n_words <= DATED_WITHIN and ("20" in head or "19" in head) else ()
            for head, n_words in seen
        ]

    @cached_property
    def counters(self) -> list[Phrase | None]:
        """What a line counts: comments, shares, likes, minutes."""
        return list(map(_counter, self.head, self.n_words, self._phrases))

    @cached_property
    def furniture(self) -> list[Phrase | None]:
        """The words of the page's furniture that the line is, begins with or holds, or what it counts."""
        return [counter or phrase for counter, phrase in zip(self.counters, self._phrases, strict=True)]

    @cached_property
    def _phrases(self) -> list[Phrase | None]:
        held = (self.marked(line_words.FURNITURE) > 0).tolist()
        return list(map(_phrase, self.content, self.plain, self.n_words, held))

    @cached_property
    def kind(self) -> list[str]:
        """What the line is by its form, '' when nothing: the surest of `RULES` that holds."""
        kinds = [""] * len(self)
        for kind, shown in reversed(RULES):
            for n in shown(self):
                kinds[n] = kind
        return ["" if counter else kind for counter, kind in zip(self.counters, kinds, strict=True)]


def split_lines(text: str) -> Lines:
    """The lines that hold more than space; of a text broken at a fixed width, its paragraphs."""
    simple = not any(end in text for end in SEPARATORS)
    found = joined_paragraphs(text, list(_simple(text) if simple else _written(text)))
    indent = [len(written) - len(written.lstrip()) for _, written, _ in found]
    start = [start + space for (start, _, _), space in zip(found, indent, strict=True)]
    return Lines(start, [written.strip() for _, written, _ in found], indent, [gap for _, _, gap in found])


def _bullet(text: str) -> str:
    mark = BULLET.match(text)
    return mark[0] if mark and (mark.end() < len(text) or len(text) == 1) else ""


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


def _phrase(content: str, plain: str, n_words: int, held: bool) -> Phrase | None:
    """The phrase of furniture in a line; `held`: whether one of its words is among those by which phrases are known."""
    if n_words > line_words.ANY_WITHIN:
        return None
    seen = plain if len(content) <= line_words.SEEN else plain_text(content[: line_words.SEEN])
    return line_words.matched_phrases(seen, n_words, held)


def _counter(head: str, n_words: int, furniture: Phrase | None) -> Phrase | None:
    if n_words > COUNTED_WITHIN or not COUNTED.match(head):
        return None
    if THOUGHTS.match(head):
        return Phrase("comments_count", 100, "start")
    if n_words <= COUNTER_WITHIN and (COUNTER.match(head) or AGO.match(head)):
        return furniture or Phrase("shares" if "share" in head.lower() else "counter", 4, "whole")
    return None


def _signed(lines: Lines) -> list[int]:
    return [
        n
        for n in lines.marked_at(line_words.OPENS, 0)
        if lines.n_words[n] <= (SIGNED_WITHIN if lines.prose[n] else SHORT) and BYLINE.match(lines.head[n])
    ]


def _mostly_dates(lines: Lines) -> list[int]:
    dated = [n for n, printed in enumerate(lines.dates) if printed and lines.n_words[n] <= SHORT]
    return [
        n
        for n in dated
        if sum(date.end - date.start for date in lines.dates[n]) >= DATED_SHARE * len(lines.head[n])
        or not lines.prose[n]
        and LABELLED.search(lines.head[n])
    ]


def _naming_upstream(lines: Lines) -> list[int]:
    opened = lines.marked_at(line_words.OPENS, 0)
    return [n for n in opened if lines.n_words[n] <= UPSTREAM_WITHIN and UPSTREAM.match(lines.head[n])]


def _credits(lines: Lines) -> list[int]:
    """Lines that are nothing but a credit, or open like one."""
    short = {n for n, n_words in enumerate(lines.n_words) if n_words <= CREDIT_WITHIN}
    opened = short.intersection(lines.marked_at(line_words.OPENS, 0))
    glued = {n for n in short if GLUED_AGENCY.search(lines.head[n])}
    signed = {n for n in short if lines.head[n][:1] == "©"}
    whole = [n for n in opened | glued if lines.n_words[n] <= CREDIT_ONLY_WITHIN and CREDIT_ONLY.match(lines.head[n])]
    return whole + [n for n in opened | signed if CREDIT_START.match(lines.head[n])]


def _ending_in_credit(lines: Lines) -> list[int]:
    """Lines at whose end a credit stands; looked for where that is a bracket, an agency, or speaks of a picture."""
    closed = {n for n, head in enumerate(lines.head) if head[-TAIL:].rstrip(".").endswith((")", "]"))}
    agency = lines.marked_at(line_words.AGENCY, -1)
    pictured = [
        n
        for n in np.flatnonzero(lines.marked(line_words.PICTURED_BIT)).tolist()
        if PICTURED.search(lines.head[n][-TAIL:].lower())
    ]
    near = closed.union(agency, pictured)
    return [n for n in near if lines.n_words[n] <= CAPTION_WITHIN and CREDIT_END.search(lines.head[n][-TAIL:])]


RULES: tuple[tuple[str, Callable[[Lines], Iterable[int]]], ...] = (
    ("byline", _signed),
    ("date", _mostly_dates),
    ("upstream", _naming_upstream),
    ("photo_credit", _credits),
    ("caption", _ending_in_credit),
)
"""Kinds of lines, the surest first, each with the lines that show it."""
