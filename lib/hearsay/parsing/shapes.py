"""Lines that show by their shape what they are: dates, bylines, captions, credits, counters."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hearsay.parsing import dates, vocabulary
from hearsay.parsing.lines import Line
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
TAIL = re.compile(r"\w+")
AGENCY_ENDS = frozenset(
    re.findall(
        r"\w+",
        "afp agency alamy anadolu ansa ap association bloomberg commons courtesy depositphotos dpa dreamstime efe epa flickr"
        " getty handout imago istock nurphoto pexels pixabay press presse reuters shutterstock sipa stock tass unsplash"
        " upi usa wire xinhua zuma",
    )
)
"""Last words of `AGENCY`; those with 'image' or 'photo' in them `_may_credit` finds by these."""
COUNTED = re.compile(r"^\W*(?:[\d,.]|an?\b|an?\d|one|two|three)", re.IGNORECASE)
"""How lines begin that `COUNTER`, `THOUGHTS` or `AGO` may match."""
SHORT = 22
"""Words of a date or byline line at most."""


@dataclass(frozen=True)
class Shape:
    """What a line shows: a kind ('' when nothing), furniture words if any, and full dates in short lines."""

    kind: str
    furniture: Phrase | None
    dates: tuple[dates.Date, ...] = ()


def of(line: Line) -> Shape:
    """The shape of one line, from its text alone."""
    furniture = vocabulary.match(line.head, line.n_words)
    printed = tuple(dates.find(line.head)) if line.n_words <= 40 else ()
    counted = line.n_words <= 30 and COUNTED.match(line.head)
    if counted and THOUGHTS.match(line.head):
        return Shape("", Phrase("comments_count", 100, "start"), printed)
    if counted and line.n_words <= 12 and (COUNTER.match(line.head) or AGO.match(line.head)):
        detail = "shares" if "share" in line.head.lower() else "counter"
        return Shape("", furniture or Phrase(detail, 4, "whole"), printed)
    return Shape(_kind(line, printed), furniture, printed)


def _kind(line: Line, printed: tuple[dates.Date, ...]) -> str:
    if line.n_words <= SHORT and BYLINE.match(line.head) and not (line.prose and line.n_words > 12):
        return "byline"
    if line.n_words <= SHORT and printed and _mostly_date(line, printed):
        return "date"
    if line.n_words <= 8 and UPSTREAM.match(line.head):
        return "upstream"
    if line.n_words <= 8 and CREDIT_ONLY.match(line.head) or line.n_words <= 20 and CREDIT_START.match(line.head):
        return "photo_credit"
    if line.n_words <= 90 and _may_credit(line) and CREDIT_END.search(line.head[-260:]):
        return "caption"
    return ""


def _may_credit(line: Line) -> bool:
    """Whether it is worth looking for a credit at the line's end: it closes in a bracket or an agency, or speaks of a picture."""
    tail = line.head[-260:].lower()
    pictures = "photo" in tail or "image" in tail or "picture" in tail or "illustration" in tail or "video" in tail
    if pictures or "credit" in tail or "screen" in tail or "file" in tail or tail.rstrip(".")[-1:] in (")", "]"):
        return True
    return any(word in AGENCY_ENDS for word in TAIL.findall(tail[-40:])[-1:])


def _mostly_date(line: Line, printed: tuple[dates.Date, ...]) -> bool:
    covered = sum(date.end - date.start for date in printed)
    return covered >= 0.3 * len(line.head) or (bool(LABELLED.search(line.head)) and not line.prose)
