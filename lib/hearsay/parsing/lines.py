"""A text's lines, or its paragraphs where lines are broken at a fixed width, and what they show by their form, as columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, compress
from operator import add
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hearsay.parsing import characters, line_words
from hearsay.parsing.line_words import PICTURED, Phrase, plain_text
from hearsay.parsing.paragraphs import written_lines
from hearsay.text import dates

Array = NDArray[Any]
Dates = tuple[dates.PrintedDate, ...]

BULLET = re.compile(r"(?:[•▪◦‣·●○■□*»›→▸►–—-]|\d{1,2}[.)])(?:\s+|$)")
STOPPED = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
STOPS, CLOSERS = frozenset(".!?…。！？"), frozenset("\"'”’»)]")
CLOSED = re.compile(r"[.!?…:;,。！？][\"'”’»)\]]*$|[\"”»]$")
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+[\"'“‘«(\[]?[A-Z]")
WORD = re.compile(r"\w++(?:['’.-]\w++)*+")
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
AGENCY = (
    r"AP|Associated Press|AFP|Agence France-Presse|Reuters|EPA|EFE|UPI|ANSA|DPA|Xinhua|TASS|Getty Images?|Getty|iStock(?:photo)?"
    r"|Shutterstock|Alamy|Adobe Stock|Unsplash|Pexels|Pixabay|Wikimedia Commons|Flickr|Bloomberg"
    r"|ZUMA(?: Press)?|Imago|Depositphotos|NurPhoto|Sipa(?: USA)?|Handout|Courtesy"
    r"|Dreamstime|Anadolu(?: Agency| Images)?|PA Images|PA Wire|Press Association|SOPA Images"
)
PICTURE = r"(?:photo(?:graph|grapher)?s?|image|picture|illustration|video|screenshot|screengrab|file photo|file)"
CREDIT_END = re.compile(
    rf"(?=[(\[pivsfc/|—–©-])(?:[(\[](?:[^()\[\]]{{0,120}}\b)?(?:(?:{AGENCY})\b[^()\[\]]{{0,120}}|[^()\[\]]{{0,80}}\b{PICTURE}\b(?:[^()\[\]]{{0,80}}))[)\]]\.?$"
    rf"|(?<!\w){PICTURE}(?: credit| courtesy)?(?: by| via| from|:| ?/ ?| ©)\s*:?\s*[^.|]{{2,100}}$"
    rf"|(?<!\w)credits?:\s*[^.|]{{2,100}}$"
    rf"|(?<!\w){PICTURE} (?:credit|courtesy|source)s?\b\s*:?.{{2,120}}$"
    rf"|(?:via|/|for|\||-|—|–|©)\s*(?:{AGENCY})\)?$)",
    re.IGNORECASE,
)
CREDIT_ONLY = re.compile(
    rf"^[(\[]?\W*(?:(?:{AGENCY})\b[\w\s/,.&-]{{0,60}}|\w{{0,30}}(?:iStock|Shutterstock|Getty Images|Alamy))\W*$"
)
CREDIT_START = re.compile(rf"^(?:{PICTURE}(?: credit| courtesy of)?(?: by |:)|credits?:|© ?\w+/|getty images)", re.IGNORECASE)
BYLINE = re.compile(
    r"^(?:(?:written|posted|published|reported|words|story|text|analysis|opinion|review|report|article|column|authored?|contributed)\s+)?"
    r"(?:by|author:?|authors(?=\s*:))(?:\s*[:–—|-]+\s*|\s+)(?=\S)",
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
        return list(map(add, self.start, map(len, self.text)))

    @cached_property
    def bullet(self) -> list[str]:
        """The bullet with the space behind it, or ''."""
        return ["" if text[0].isalpha() else _bullet(text) for text in self.text]

    @cached_property
    def content(self) -> list[str]:
        """What stands behind the bullet."""
        return [text[len(bullet) :] if bullet else text for text, bullet in zip(self.text, self.bullet, strict=True)]

    @cached_property
    def head(self) -> list[str]:
        """As much of the content as is looked at."""
        return [content[:LONG_ENOUGH] for content in self.content]

    @cached_property
    def joined(self) -> str:
        """The heads as one text, a newline behind each, so that one scan or one array is over all of them."""
        return "".join([head + "\n" for head in self.head])

    @cached_property
    def places(self) -> NDArray[np.int64]:
        """Where each head starts in `joined`, and where the last one ends."""
        return np.cumsum([0, *(len(head) + 1 for head in self.head)])

    @cached_property
    def codes(self) -> characters.Codes:
        """The code point of each character of `joined`."""
        return characters.code_points(self.joined)

    @cached_property
    def classes(self) -> characters.Classes:
        """The class of each character of `joined`."""
        return characters.character_classes(self.codes)

    def rows_at(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """The lines in which places of `joined` lie."""
        return self.places.searchsorted(places, side="right") - 1

    def beginning(self, characters: str) -> list[int]:
        """The lines whose head begins with one of some characters."""
        begins: list[int] = np.flatnonzero(np.isin(self.codes[self.places[:-1]], list(map(ord, characters)))).tolist()
        return begins

    def ending(self, characters: str) -> list[int]:
        """The lines whose head ends with one of some characters."""
        ends: list[int] = np.flatnonzero(np.isin(self.codes[self.places[1:] - 2], list(map(ord, characters)))).tolist()
        return ends

    def holding(self, pattern: re.Pattern[str], beginnings: Sequence[str], within: int = LONG_ENOUGH) -> list[int]:
        """The lines in whose first characters a pattern that spans no line begins; `beginnings` are all that it begins with."""
        found = []
        for beginning in beginnings:
            at = self.joined.find(beginning)
            while at >= 0:
                if pattern.match(self.joined, at):
                    found.append(at)
                at = self.joined.find(beginning, at + 1)
        places = np.array(found, dtype=np.int64)
        rows = self.rows_at(places)
        lines: list[int] = np.unique(rows[places - self.places[rows] < within]).tolist() if found else []
        return lines

    @cached_property
    def plain(self) -> list[str]:
        """The content in small letters and single spaces."""
        plain = self.joined.lower().replace("’", "'").split("\n")[:-1]
        spaces = np.flatnonzero(self.classes & characters.SPACE)
        wide = (self.codes[spaces] != ord(" ")) | (self.classes[spaces - 1] & characters.SPACE > 0)
        for n in np.unique(self.rows_at(spaces[wide])).tolist():
            plain[n] = " ".join(plain[n].split())
        for n in np.flatnonzero(np.diff(self.places) > LONG_ENOUGH).tolist():
            plain[n] = plain_text(self.content[n])
        return plain

    @cached_property
    def short(self) -> list[bool]:
        """Whether a line may stand on the page twice."""
        return [len(text) < REPEATED for text in self.text]

    @cached_property
    def repeats(self) -> Counter[str]:
        """How often each plain text stands among the lines; long ones are not counted."""
        return Counter(compress(self.plain, self.short))

    @cached_property
    def again(self) -> list[int]:
        """How often each line stands on the page; long ones are not looked for."""
        return [self.repeats[plain] if short else 1 for plain, short in zip(self.plain, self.short, strict=True)]

    @cached_property
    def _worded(self) -> tuple[list[str], NDArray[np.int64]]:
        return characters.words(self.codes, self.classes)

    @cached_property
    def tokens(self) -> list[str]:
        """The words of all lines, line by line; `row` tells the line of each."""
        return self._worded[0]

    @cached_property
    def numbers(self) -> NDArray[np.int64]:
        """The words as `line_words.word_numbers` writes them."""
        return line_words.word_numbers(self.tokens)

    @cached_property
    def token_ends(self) -> NDArray[np.int64]:
        """Where among the tokens each line ends."""
        return self._worded[1].searchsorted(self.places[1:])

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """The number of words."""
        return np.diff(self.token_ends, prepend=0)

    def words(self, n: int) -> list[str]:
        """The words of a line."""
        end = int(self.token_ends[n])
        return self.tokens[end - int(self.counts[n]) : end]

    @cached_property
    def row(self) -> NDArray[np.int64]:
        return np.repeat(np.arange(len(self)), self.counts)

    def marked(self, bit: int) -> Array:
        """How many of a line's words are marked by a bit of their number."""
        return np.bincount(self.row[(self.numbers >> bit & 1) > 0], minlength=len(self))

    def marked_at(self, bit: int, place: int) -> list[int]:
        """The lines whose first (0) or last (-1) word is marked."""
        lines = np.flatnonzero(self.counts)
        at = self.token_ends[lines] - (1 if place else self.counts[lines])
        found: list[int] = lines[(self.numbers[at] >> bit & 1) > 0].tolist()
        return found

    @cached_property
    def unspaced(self) -> NDArray[np.int64]:
        """Characters of scripts without spaces."""
        return np.bincount(self.rows_at(np.flatnonzero(self.classes & characters.UNSPACED)), minlength=len(self))

    @cached_property
    def n_words(self) -> list[int]:
        """The number of words; two characters of scripts without spaces count as one."""
        n_words: list[int] = np.maximum(self.counts, self.unspaced // 2).tolist()
        return n_words

    @cached_property
    def lowered(self) -> list[float]:
        """Share of words without a capital or a digit at their head: most in prose, few in titles and menus."""
        lowered: list[float] = (self.marked(line_words.LOWERED_BIT) / np.maximum(1, self.counts)).tolist()
        return lowered

    @cached_property
    def stopped(self) -> list[bool]:
        """Whether it ends as a sentence ends."""
        ends = [content[-1:] for content in self.content]
        return [
            end in STOPS or end in CLOSERS and bool(STOPPED.search(content[-6:]))
            for end, content in zip(ends, self.content, strict=True)
        ]

    @cached_property
    def prose(self) -> list[bool]:
        """Whether it reads like a sentence or several."""
        n_words, lowered, stopped = np.array(self.n_words), np.array(self.lowered), np.array(self.stopped, dtype=bool)
        like = (n_words >= FEW) & (lowered >= LOWERED)
        reads = np.where(like, n_words >= ORDINARY, (n_words >= MANY) & (lowered >= LEAST_LOWERED)) & stopped
        for n in np.flatnonzero(like & ~reads & (n_words >= ORDINARY)).tolist():
            long = n_words[n] >= VERY_MANY
            reads[n] = CLOSED.search(self.content[n][-6:]) or long and SENTENCE_END.search(self.head[n])
        for n in np.flatnonzero(self.unspaced > LEAST_UNSPACED * (np.diff(self.places) - 1)).tolist():
            reads[n] = n_words[n] > MANY_UNSPACED
        prose: list[bool] = reads.tolist()
        return prose

    @cached_property
    def dates(self) -> list[Dates]:
        """The full dates in lines that are not long."""
        found: list[Dates] = [()] * len(self)
        for n in self.holding(dates.YEARS, dates.CENTURIES):
            if self.n_words[n] <= DATED_WITHIN:
                found[n] = tuple(dates.find_dates(self.head[n]))
        return found

    @cached_property
    def _phrases(self) -> dict[int, Phrase]:
        """By line, the phrase of furniture that it is, begins with or holds."""
        at = np.flatnonzero(self.numbers >> line_words.FURNITURE & 1)
        telling = zip(self.row[at].tolist(), map(self.tokens.__getitem__, at.tolist()), strict=True)
        seen = self.plain.copy()
        for n in [n for n, plain in enumerate(seen) if len(plain) > line_words.SEEN]:
            seen[n] = plain_text(self.content[n][: line_words.SEEN])
        opening = {*self.marked_at(line_words.STARTS, 0), *self.beginning(line_words.opening_marks())}
        return line_words.phrases_of_lines(seen, self.n_words, opening, telling)

    @cached_property
    def counters(self) -> dict[int, Phrase]:
        """By line, what it counts: comments, shares, likes, minutes."""
        found = {}
        for n, (head, n_words) in enumerate(zip(self.head, self.n_words, strict=True)):
            if n_words <= COUNTED_WITHIN and not (head[:1].isalpha() and head[0] not in "aAoOtT"):
                counter = _counter(head, n_words, self._phrases.get(n))
                if counter:
                    found[n] = counter
        return found

    @cached_property
    def furniture(self) -> list[Phrase | None]:
        """The words of the page's furniture that the line is, begins with or holds, or what it counts."""
        return list(map((self._phrases | self.counters).get, range(len(self))))

    @cached_property
    def known(self) -> NDArray[np.bool_]:
        """Whether a line is known by words of furniture."""
        return np.array([phrase is not None for phrase in self.furniture], dtype=bool)

    @cached_property
    def weights(self) -> NDArray[np.int64]:
        """The weight of these words, 0 where there are none."""
        return np.array([phrase.weight if phrase else 0 for phrase in self.furniture], dtype=np.int64)

    @cached_property
    def kind(self) -> list[str]:
        """What the line is by its form, '' when nothing: the surest of `RULES` that holds."""
        kinds = [""] * len(self)
        for kind, shown in reversed(RULES):
            for n in shown(self):
                kinds[n] = kind
        for n in self.counters:
            kinds[n] = ""
        return kinds


def split_lines(text: str) -> Lines:
    """The lines that hold more than space; of a text broken at a fixed width, its paragraphs."""
    found = written_lines(text)
    bare = [written.strip() for _, written, _ in found]
    indent = [0 if line[0] == text[0] else line.index(text[0]) for (_, line, _), text in zip(found, bare, strict=True)]
    start = [start + space for (start, _, _), space in zip(found, indent, strict=True)]
    return Lines(start, bare, indent, [gap for _, _, gap in found])


def read_together(pages: Sequence[Lines]) -> Lines:
    """The lines of several pages as those of one, what they show worked out for all at once; each page is given its share."""
    ends = list(accumulate(map(len, pages)))
    whole = Lines(*(list(chain.from_iterable(getattr(page, column) for page in pages)) for column in GIVEN))
    for column in ALL_SHOW:
        shown = getattr(whole, column)
        for page, end in zip(pages, ends, strict=True):
            page.__dict__[column] = shown[end - len(page) : end]
    last = 0
    for page, end in zip(pages, ends, strict=True):
        first, last = last, int(whole.token_ends[end - 1]) if end else 0
        page.__dict__["tokens"], page.__dict__["numbers"] = whole.tokens[first:last], whole.numbers[first:last]
        page.__dict__["token_ends"] = whole.token_ends[end - len(page) : end] - first
    whole.__dict__["again"] = list(chain.from_iterable(page.again for page in pages))
    return whole


GIVEN = ("start", "text", "indent", "gap")
ALL_SHOW = (
    *("bullet", "content", "head", "plain", "short", "counts", "unspaced", "n_words", "lowered", "stopped", "prose", "dates"),
    *("furniture", "known", "weights", "kind"),
)
"""Columns of a page's lines as given, and those that several pages may work out together."""


def _bullet(text: str) -> str:
    mark = BULLET.match(text)
    return mark[0] if mark and (mark.end() < len(text) or len(text) == 1) else ""


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
    opened = lines.marked_at(line_words.OPENS, 0)
    whole = {*opened, *lines.holding(GLUED_AGENCY, GLUED_AGENCY.pattern.split("|"))}
    found = [n for n in whole if lines.n_words[n] <= CREDIT_ONLY_WITHIN and CREDIT_ONLY.match(lines.head[n])]
    begun = {*opened, *lines.beginning("©")}
    return found + [n for n in begun if lines.n_words[n] <= CREDIT_WITHIN and CREDIT_START.match(lines.head[n])]


def _ending_in_credit(lines: Lines) -> list[int]:
    """Lines at whose end a credit stands; looked for where that is a bracket, an agency, or speaks of a picture."""
    closed = {n for n in lines.ending(")].") if lines.head[n].rstrip(".").endswith((")", "]"))}
    agency = lines.marked_at(line_words.AGENCY, -1)
    pictured = [
        n
        for n in np.flatnonzero(lines.marked(line_words.PICTURED_BIT)).tolist()
        if len(lines.head[n]) <= TAIL or PICTURED.search(lines.head[n][-TAIL:].lower())
    ]
    near = closed.intersection(np.flatnonzero(lines.marked(line_words.CREDITED)).tolist()).union(agency, pictured)
    return [n for n in near if lines.n_words[n] <= CAPTION_WITHIN and CREDIT_END.search(lines.head[n][-TAIL:])]


RULES: tuple[tuple[str, Callable[[Lines], Iterable[int]]], ...] = (
    ("byline", _signed),
    ("date", _mostly_dates),
    ("upstream", _naming_upstream),
    ("photo_credit", _credits),
    ("caption", _ending_in_credit),
)
"""Kinds of lines, the surest first, each with the lines that show it."""
