"""Whether a text that was read as one article is one: mastheads, notices of rights and markers that stand in it several times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from hearsay.reading.records import Part

MOST_WORDS = 20_000
"""Words of the longest articles of magazines; a text of more is a collection, or a book."""
RIGHTS = re.compile(
    r"(?:copyright|\u00a9|\(c\))[^\n]{0,120}?(?:all rights reserved|tous droits r\u00e9serv\u00e9s|alle rechte vorbehalten)"
    r"|^[^\n]{0,80}(?:copyright|\u00a9)\s*(?:\u00a9\s*|\(c\)\s*)?(?:19|20)\d\d[^\n]{0,120}\n\s*all rights reserved",
    re.IGNORECASE | re.MULTILINE,
)
BEFORE = r"^[^\S\n]{0,80}"
MARKERS: Mapping[str, tuple[Sequence[str], str]] = {
    "lines 'n of m DOCUMENTS'": (("document", "dokument"), r"\d{1,6}\s(?:of|de|von|van|di)\s\d{1,6}\sDO[CK]UMENT\w{0,3}\s*$"),
    "lines 'End of Document'": (("end of document",), r"End of Document\s*$"),
    "lines with a length in words": (
        ("length", "l\u00e4nge", "longueur"), r"(?:LENGTH|Length|L\u00c4NGE|LONGUEUR) ?: ?[\d.,]+ \w+\s*$"
    ),
    "lines with a number of words": ((" words", " w\u00f6rter", " mots"), r"\d[\d.,]{0,7} (?:words|W\u00f6rter|mots)\s*$"),
    "lines 'Load-Date'": (("load-date",), r"(?:LOAD-DATE|Load-Date) ?:"),
    "lines 'ProQuest document ID'": (("proquest document id",), r"ProQuest document ID ?:"),
    "lines 'Gale Document Number'": (("gale document number",), r"Gale Document Number ?:"),
    "lines 'Full text'": (("full text",), r"(?i:Full text) ?:"),
    "lines 'Byline'": (("byline",), r"(?:BYLINE|Byline) ?:"),
}  # fmt: skip
"""What exports print once for each article, two of a kind are two articles: words in lower case, one of which such a line has,
for most texts have none and need not be searched; and how the line begins."""
RESERVED = ("all rights reserved", "tous droits r\u00e9serv\u00e9s", "alle rechte vorbehalten")
SEVERAL = 2
PROSE, LONG = 50, 60
"""Words of an article's text, in lines of so many characters, that have to stand between two mastheads or notices: footers say
the same twice, and lists of teasers have no text between them. Of 1,017 page dumps of one article each 11 are told."""
DAY = (
    r"(?:[A-Z][a-z]{2,8},? )?(?:[A-Z][a-z]{2,8}\.? \d{1,2},? (?:19|20)\d\d|\d{1,2}\.? [A-Z][a-z]{2,8}\.? (?:19|20)\d\d)"
    r"(?:,? (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?"
)
MASTHEAD = re.compile(rf"^[ \t]*(?P<name>[A-Z][^\n.!?:]{{2,60}})\n\s*{DAY}[ \t]*$", re.MULTILINE)
PAPER = re.compile(
    r"\b(?:Gazette|Times|Post|Herald|Tribune|Journal|News|Press|Guardian|Telegraph|Chronicle|Observer|Independent|Mail|Star"
    r"|Globe|Standard|Courier|Express|Mirror|Record|Examiner|Inquirer|Dispatch|Bulletin|Sentinel|Zeitung|Allgemeine|Monde|Figaro|Pa[i\u00ed]s)\b"
)
ADVICE = "look at it; if it holds several articles, give each a file of its own, or say which archive exported it"


def doubt_of_one(text: str, parts: Iterable[Part] = ()) -> str:
    """Why a text may be several articles, '' where nothing speaks for it. What the file itself calls furniture does not count."""
    named = tuple(parts)
    body = "\n".join(text[start:end] for start, end, name, _ in named if name == "body") if named else text
    words = len(body.split())
    if words > MOST_WORDS:
        return f"read as one article, but it has {words:,} words, more than {MOST_WORDS:,}"
    lower = body.lower()
    for name, (telling, line) in MARKERS.items():
        found = re.finditer(BEFORE + line, body, re.MULTILINE) if any(word in lower for word in telling) else ()
        count = sum(1 for _ in found)
        if count >= SEVERAL:
            return f"read as one article, but it has {count:,} {name}"
    rights = [found.start() for found in RIGHTS.finditer(body)] if any(words in lower for words in RESERVED) else []
    if len(rights) >= SEVERAL and _texts_between(body, rights) >= SEVERAL:
        return f"read as one article, but it has {len(rights):,} notices that all rights are reserved"
    papers = [found.start() for found in MASTHEAD.finditer(body) if PAPER.search(found["name"])]
    if len(papers) >= SEVERAL and _texts_between(body, papers) >= SEVERAL:
        return f"read as one article, but a newspaper's name stands above a date {len(papers):,} times in it"
    return ""


def _texts_between(text: str, places: list[int]) -> int:
    """How many of the pieces between some places hold the text of an article."""
    borders = [0, *places, len(text)]
    pieces = (text[start:end].splitlines() for start, end in pairwise(borders))
    return sum(sum(len(line.split()) for line in piece if len(line) > LONG) >= PROSE for piece in pieces)
