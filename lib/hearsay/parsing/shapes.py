"""Lines that show by their shape what they are: dates, bylines, captions, credits, counters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import reduce
from operator import or_

from hearsay.parsing import dates, numbers, vocabulary
from hearsay.parsing.lines import Line, kept
from hearsay.parsing.vocabulary import Phrase

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
    r"^\W*[\d,.]+[KkMm]?\s*\+?\s*(?:shares?|comments?|views?|likes?|replies|reads?|votes?|min(?:ute)?s?(?: read)?"
    r"|thoughts? on\b.*|responses? (?:to|on)\b.*|comments? on\b.*)\W*$",
    re.IGNORECASE,
)
THOUGHTS = re.compile(r"^\W*(?:\d+|one|two|three)\s+(?:thoughts?|responses?|comments?|repl(?:y|ies))\b", re.IGNORECASE)
AGO = re.compile(
    r"^\W*(?:\d+|an?|one)\s*(?:s|sec|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|weeks?|months?|mo|years?|yrs?)\s+ago\W*$",
    re.IGNORECASE,
)
COUNTED = re.compile(r"^\W*(?:[\d,.]|an?\b|an?\d|one|two|three)", re.IGNORECASE)
"""How lines begin that `COUNTER`, `THOUGHTS` or `AGO` may match."""
GLUED_AGENCIES = ("iStock", "Shutterstock", "Getty Images", "Alamy")
SHORT = 22
"""Words of a date or byline line at most."""


@dataclass(frozen=True)
class Shape:
    """What a line shows: a kind ('' when nothing), furniture words if any, and full dates in short lines."""

    kind: str
    furniture: Phrase | None
    dates: tuple[dates.Date, ...] = ()


NONE = Shape("", None)


def of(line: Line) -> Shape:
    """The shape of one line, from its text alone."""
    return line.__dict__.get("shape") or kept(line, "shape", _shape)


def _shape(line: Line) -> Shape:
    head, n_words, flags = line.head, line.n_words, _flags(line)
    furniture = None
    if n_words <= vocabulary.ANY_WITHIN:
        plain = line.plain if len(line.content) <= 1000 else vocabulary.normal(head[:1000])
        anywhere = flags > 0 and flags >> numbers.FURNITURE & 1 or flags < 0 and vocabulary.holds(plain)
        furniture = vocabulary.matched(plain, n_words, bool(anywhere))
    printed = tuple(dates.find(head)) if n_words <= 40 and ("20" in head or "19" in head) else ()
    counted = n_words <= 30 and COUNTED.match(head)
    if counted and THOUGHTS.match(head):
        return Shape("", Phrase("comments_count", 100, "start"), printed)
    if counted and n_words <= 12 and (COUNTER.match(head) or AGO.match(head)):
        detail = "shares" if "share" in head.lower() else "counter"
        return Shape("", furniture or Phrase(detail, 4, "whole"), printed)
    kind = _kind(line, printed, flags)
    return Shape(kind, furniture, printed) if kind or furniture or printed else NONE


def _flags(line: Line) -> int:
    """What any of the words is marked as; of a line with more words than are looked at, everything."""
    return reduce(or_, line.numbers, 0) if len(line.words) <= numbers.LOOKED_AT else -1


def _kind(line: Line, printed: tuple[dates.Date, ...], flags: int) -> str:
    n_words, opens = line.n_words, bool(line.numbers) and bool(line.numbers[0] >> numbers.OPENS & 1)
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
    last = numbers.of(line.words[-1:])
    if last and last[0] >> numbers.AGENCY & 1 or tail.rstrip(".")[-1:] in (")", "]"):
        return True
    if not flags >> numbers.PICTURED & 1:
        return False
    tail = tail.lower()
    return any(word in tail for word in vocabulary.PICTURED)


def _mostly_date(line: Line, printed: tuple[dates.Date, ...]) -> bool:
    covered = sum(date.end - date.start for date in printed)
    return covered >= 0.3 * len(line.head) or (bool(LABELLED.search(line.head)) and not line.prose)
