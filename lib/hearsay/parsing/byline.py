"""Who signs: which parts of a line may be a signature, and the name in it, cut off from roles, dates and agencies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from hearsay.parsing import line_words
from hearsay.parsing.lines import AGENCY, BYLINE
from hearsay.text import dates
from hearsay.text.lexicons import lexicon_rows

CUT = re.compile(
    r"(?<!\s)\s*(?:\||•|·|/|\u00a0{2,}|\s{3,}|\s[–—-]\s|;|\bfor\s+(?=[A-Z])|\b(?:published|posted|updated|modified|on|in)\b(?=.*\d)|\d{1,2}:\d\d|@\w)",
    re.IGNORECASE,
)
ROLE = re.compile(
    r"(?:,|(?<!\s))\s+(?:(?:senior|chief|staff|deputy|assistant|associate|contributing|managing|special|guest|political|business|sports|foreign|digital"
    r"|news|city|world|national)\s+)*(?:staff|writers?|reporters?|editors?|correspondents?|columnists?|contributors?|producers?|journalist)\b.*$",
    re.IGNORECASE,
)
CAPITAL = "A-Z" + "".join(filter(str.isupper, map(chr, (*range(0xC0, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x1F00)))))
"""Capitals of the Latin, Greek and Cyrillic scripts."""
NAME = re.compile(
    rf"(?:(?:[{CAPITAL}][\w'’.-]*|(?:de|da|di|del|della|van|von|den|der|la|le|bin|bint|al|el|dos|das|ibn|y)(?=\s))(?:\s+|$)){{2,6}}$"
)

AGENCY_BEHIND = re.compile(rf"(?<!\s)\s+(?:[Tt]he\s)?(?:{AGENCY})$")
LIST = re.compile(r"\s*(?:,\s*and\b|,\s*&|,|&|\band\b)\s*", re.IGNORECASE)
"""What stands between the names of a signature of several."""
NAME_WITHIN = re.compile(
    rf"(?<!\w)(?!By\b|BY\b)[{CAPITAL}][\w'’.-]*"
    rf"(?:[ \u00a0](?:(?:de|da|di|del|della|van|von|den|der|la|le|bin|bint|al|el|dos|das|ibn)[ \u00a0])*"
    rf"(?!And\b)[{CAPITAL}][\w'’.-]*){{1,4}}"
)
ROUND = " \u00a0,:;.|–—-•()"
"""What stands round a name and does not belong to it."""
LONGEST_NAME, MOST_CHARACTERS = 200, 80
"""Characters of a text of which it is remembered whether it is a name, and of a name."""
LOOKED_AT = 240
"""Characters of a line that are looked at."""
MOST = 7
"""Parts of one line."""
LONGEST, WORDS = 70, 7
OPENING = re.compile(
    r"(?:^|(?<=[\s|•·(/:,–—-]))(?P<what>[A-Za-z-]{4,14}\s+)?(?:by|(?:author|writer)(?:s(?=\s*:)|(?!s\b))|words)\s*(?::|\s-|–|—|\|)?\s*(?=\S)"
    r"|^by(?=[A-Z])|(?<=[a-z0-9.])by:?\s+(?=[A-Z])|(?<=[a-z0-9.])By:?\s*(?=[A-Z])",
    re.IGNORECASE,
)
OPENS = re.compile(r"by|author|writer|words")
"""What a line holds, in small letters, in which `OPENING` may be found."""
WROTE = re.compile(
    r"(?:written|posted|published|story|report(?:ed|ing)?|analysis|article|opinion|column|authored?|words|text|contributed)\s*$",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"(?:review|edit|check|photo|illustrat|image|video|direct|produc|sponsor|power|present|verif|approv|host|recipe|design|art|updated|provided)\w*\s*$",
    re.IGNORECASE,
)
CHECKED = re.compile(r"(?:review|edit|check|verif|approv)\w*\s*$", re.IGNORECASE)
CHECKING = 4
SAID = {1: WROTE, CHECKING: CHECKED, 2: OTHERS}
"""What the word before 'by' says of the work, by the number that a part is given for it."""
WORD_END = re.compile(r"[^\W\d_]+$")
MONTH_AND_DAY = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s\d"
GLUED = re.compile(
    r"(?<=[A-Za-z])(?=[A-Z\d@])(?:(?<=[a-z]{3})(?<!Mac)(?<!Fitz)(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|(?<=[a-z])(?=@)"
    rf"|(?<=[A-Za-z])(?={MONTH_AND_DAY})|(?<=[a-z])(?=[A-Z]{{2,}}))"
)
GLUED_DATE = re.compile(rf"[\d@]|{MONTH_AND_DAY}")
BREAK = re.compile(
    r"(?=[\s|•·/;:()\[\]@–—,&afoivw\d])\s*(?:[|•·/;:()\[\]@]|[–—]|\s-\s|,|\s{2,}|\u00a0+|\b(?:and|for|on|at|in|via)\b|&|\bwith\b|\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?|\d+)\s*",
    re.IGNORECASE,
)
EDGES = " \t\u00a0,.:;|–—-•·()[]*_\"'“”"


@dataclass(frozen=True)
class Signed:
    """A byline's name and role, with the place of both in the line."""

    name: str
    start: int
    end: int
    role: str = ""


def read_byline(line: str) -> Signed | None:
    """The name after 'By', or a line that is nothing but a name; None when there is neither."""
    opening = BYLINE.match(line)
    start = opening.end() if opening else 0
    rest = line[start:]
    first_date = next((date.start for date in dates.find_dates(rest)), len(rest))
    cut = CUT.search(rest[:first_date])
    named, tail = _apart(rest[: cut.start() if cut and cut.start() else first_date])
    printed = named.strip(ROUND)
    junior = "." if named.rstrip(" \u00a0,:;|").endswith(("Jr.", "Sr.")) else ""
    name = " ".join(printed.split()) + junior
    signs = is_name(name) if opening is None else any(character.isupper() for character in name)
    if not signs or not 0 < len(name) <= MOST_CHARACTERS:
        return None
    at = line.find(printed, start)
    first, last = whole_list(line, at, at + len(printed))
    if last > at + len(printed):
        return Signed(" ".join(line[first:last].split()), first, last)
    return Signed(name, at, at + len(printed), " ".join(tail.strip(" ,\u00a0").split()))


def whole_byline(line: str) -> Signed | None:
    """The line as it stands, of which a ranker says that it signs though it has no name's form."""
    opening = BYLINE.match(line)
    start = opening.end() if opening else 0
    name = line[start:].strip(" \u00a0,:;|–—-•()")
    at = line.find(name, start)
    return Signed(" ".join(name.split()), at, at + len(name)) if name else None


def _apart(kept: str) -> tuple[str, str]:
    """'Name, Outlet Staff' and 'Name Staff Writer' apart; 'Name, Name and Name' together."""
    head, comma, tail = kept.partition(",")
    if comma and (_is_role(tail) or not NAME.match(tail.strip().removeprefix("and ").strip()) and " and " not in tail):
        return head, tail
    role = ROLE.search(kept) or AGENCY_BEHIND.search(kept.rstrip(ROUND))
    # One word before a role is no name of a person: 'Lamp Staff' signs as a whole.
    at = role.start() if role and len(kept[: role.start()].split()) > 1 else len(kept)
    return kept[:at], kept[at:]


def _is_role(tail: str) -> bool:
    words = (word.strip(".,") for word in tail.lower().split())
    return has_role(tail) or not name_tokens("organisation").isdisjoint(words)


def is_name(line: str) -> bool:
    """Whether a line is nothing but a person's name."""
    return _is_name(line) if len(line) < LONGEST_NAME else _is_name.__wrapped__(line)


@lru_cache(20_000)
def _is_name(line: str) -> bool:
    plain = line.strip(" \u00a0,|•:–—-")
    words = plain.split()
    shaped = 2 <= len(words) <= 5 and bool(NAME.match(plain)) and not plain.isupper()
    return shaped and not is_organisation(plain, ()) and not any(map(line_words.is_phrase, words))


def is_organisation(name: str, site_names: Iterable[str]) -> bool:
    """An organisation by one of its words, because it is one word, or because the page is called so."""
    parts = name.lower().split()
    by_word = not name_tokens("organisation").isdisjoint([part.strip(".,") for part in parts])
    return by_word or len(parts) == 1 or name.lower() in {site.lower() for site in site_names}


def has_role(line: str) -> bool:
    """Whether a line holds a journalist's role: 'staff writer', 'correspondent'."""
    return bool(line_words.ROLES.search(line.lower()) and ROLE.search(" " + line))


def known_name(parts: Sequence[str]) -> int:
    """Which of the parts of a name is a given name of the list: 1 the first, 2 another, 0 none."""
    given, names = given_names(), [part.strip(".,").capitalize() for part in parts]
    return 0 if given.isdisjoint(names) else 1 if names[0] in given else 2


@cache
def given_names() -> frozenset[str]:
    """Given names, of `lexicons/names.csv`."""
    return frozenset(row["name"] for row in lexicon_rows("names") if row["kind"] == "given")


@cache
def name_tokens(kind: str) -> frozenset[str]:
    """Words of `lexicons/signatures.csv`: of organisations' names ('organisation'), of departments ('beat')."""
    return frozenset(row["word"] for row in lexicon_rows("signatures") if row["kind"] == kind)


class SignaturePart(NamedTuple):
    """Place in the line, how it is opened, and by what.

    How: 1 'By' at the line's head, 2 'By' within, 0 not, 3 the whole line, 4 said twice at its end (a picture and its link).
    What opens it: 1 a word of writing, 2 one of other work (photos, hosting), 3 another word, 4 one of checking, 0 nothing.
    """

    start: int
    end: int
    how: int
    said: int


def signature_parts(line: str) -> list[SignaturePart]:
    """The parts of a line, each once. Who edited, reviewed or checked is none that signs."""
    text = line[:LOOKED_AT]
    found: dict[tuple[int, int], SignaturePart] = {}
    for part in _all(text):
        start, end = _bare(text, part.start, part.end)
        words = text[start:end].split()
        if 0 < len(words) <= (14 if part.how in (1, 2) else WORDS) and (part.how in (1, 2) or end - start <= LONGEST):
            found.setdefault((start, end), SignaturePart(start, end, part.how, part.said))
        if len(found) >= MOST:
            break
    return [part for part in found.values() if part.said != CHECKING]


def whole_list(line: str, start: int, end: int) -> tuple[int, int]:
    """The place of all names of a signature of several, 'Jane Doe, John Roe and Ann Lee', of which one was found."""
    text = line[:LOOKED_AT]
    chain: list[re.Match[str]] = []
    for name in filter(lambda found: _signs(found[0]), NAME_WITHIN.finditer(text)):
        if chain and not LIST.fullmatch(text[chain[-1].end() : name.start()]):
            if any(one.start() < end and start < one.end() for one in chain):
                break
            chain = []
        chain.append(name)
    held = any(one.start() < end and start < one.end() for one in chain)
    return (chain[0].start(), chain[-1].end()) if held and _are_people(text, chain) else (start, end)


def _signs(text: str) -> bool:
    return is_name(text) and not has_role(text)


def _are_people(text: str, names: Sequence[re.Match[str]]) -> bool:
    """Whether a list has 'and' in it, or given names: behind a mere comma a department or an outlet may stand."""
    joined = any(text[one.end() : other.start()].strip(" \u00a0") != "," for one, other in pairwise(names))
    known = [known_name(name[0].split()) == 1 for name in names[1:]]
    return joined or 2 * sum(known) >= len(known) > 0


def _all(text: str) -> Iterator[SignaturePart]:
    """What follows 'By', the line as a whole, and what stands between its marks and dates; the surest first."""
    glued = [found.start() for found in GLUED.finditer(text)]
    opened = list(_opened(text, glued)) if OPENS.search(text.lower()) else []
    yield from opened
    name = next((part.start for part in opened if part.how == 1), 0)
    printed = [(date.start, date.end) for date in dates.find_dates(text)]
    if len(text) <= LONGEST:
        if not name and not printed and not any(_ends_name(text, 0, cut) for cut in glued):
            yield SignaturePart(0, len(text), 3, 0)
        words = text.split()
        if again := next((n for n in (2, 3, 4) if len(words) >= 2 * n and words[-n:] == words[-2 * n : -n]), 0):
            yield SignaturePart(text.rindex(words[-again]), len(text), 4, 0)
    for start, end in _between(text, name, printed):
        at = start
        for cut in [*BREAK.finditer(text, start, end), None]:
            stop = cut.start() if cut else end
            if at < stop:
                yield SignaturePart(at, next((spot for spot in glued if at < spot < stop), stop), 0, 0)
            at = cut.end() if cut else end


def _opened(text: str, glued: Sequence[int]) -> Iterator[SignaturePart]:
    """The names behind 'By', 'Written by', 'Photo by'."""
    for opening in OPENING.finditer(text):
        if _within_a_name(text, opening.start()):
            continue
        what = opening["what"] or ""
        said = next((kind for kind, pattern in SAID.items() if pattern.search(what)), 3 if what else 0)
        at = opening.end()
        signed = read_byline("By " + text[at : next((cut for cut in glued if _ends_name(text, at, cut)), len(text))])
        if signed:
            at -= len("By ")
            yield SignaturePart(at + signed.start, at + signed.end, 2 if opening.start() else 1, said)


def _ends_name(text: str, at: int, cut: int) -> bool:
    """Whether a name is cut off where letters are glued: behind two words, or before a date or a handle.

    One word alone goes on, as in 'By BlueHeron'.
    """
    return cut > at + 3 and (" " in text[at:cut] or GLUED_DATE.match(text, cut) is not None)


def _within_a_name(text: str, at: int) -> bool:
    """Whether 'by' ends a word with a capital, as in 'Abby' or 'Kirby', and is not glued to a word of writing ('Storyby')."""
    before = WORD_END.search(text[:at])
    if before is None or before[0][0].islower() or text[at].isupper():
        return False
    return not (WROTE.search(before[0]) or OTHERS.search(before[0]))


def _between(text: str, at: int, printed: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in printed:
        if at < start:
            yield at, start
        at = max(at, end)
    if at < len(text):
        yield at, len(text)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the marks at both ends, and without the role behind the name."""
    part = text[start:end]
    role = ROLE.search(part) if line_words.ROLES.search(part.lower()) else None
    if role and role.start() and len(part[: role.start()].split()) > 1:
        part = part[: role.start()]
    start += len(part) - len(part.lstrip(EDGES))
    part = part.strip(EDGES)
    return start, start + len(part)
