"""Words of a text, and which of them the lexicons know: roles, institutions, media, places, documents, names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from hearsay.text import lexicons
from hearsay.text.lexicons import PhraseIndex, Row, word_set

TITLES = "Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Govs|Gen|Col|Lt|Sgt|Capt|Maj|Adm|Cmdr|Prof|Rev|Hon|Jr|Sr|Brig|Det|Supt|Pres|Insp"
SHORTENED = TITLES + "|St|Inc|Corp|Ltd|Co|No|Fla|Calif|Tex|Mass|Pa|Conn|Ariz|Ill|Mich|Minn|Wis|Tenn|Va|Ga|Ala|Ky|Md|Mo|Nev|Okla"
SHORTENED += "|Ore|Colo|Kan|Neb|Wash|Vt|Del|Ark|Miss|Mont|Wyo"
WORD = re.compile(
    rf"(?:[^\W\d_]\.)+[^\W\d_](?![\w.])|(?:[^\W\d_]\.)+|(?:{SHORTENED})\.|\w+(?:[-&/]\w+|['’](?!s\b)\w+|(?<=\d)[.,]\d+)*|['’]s\b|\S"
)
HONORIFICS = frozenset(("mr", "mrs", "ms", "miss", "sir", "dame", "lord", "lady", "madam", "mister"))
MADE = word_set("built made based led backed born style era controlled held occupied speaking funded supplied trained friendly")
"""Second halves of words that describe, however they begin: 'Turkish-built'."""
COMMON = word_set(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december only about also after although and another as at because before but by during
    even every everyone first for from here how however if in indeed instead it its just last later like meanwhile more
    most much nearly next no nor not now of on once or our over perhaps previously recently several she he since so some
    still such than that the their then there these they this those though through thus today together tonight too under
    until very we what when where whether which while who why will with yes yesterday yet you your i my me us is was are
    were has have had do does did can could would should might must may be been being to up out off into both each either
    despite amid amidst besides unlike whereas upon whenever wherever regardless toward towards throughout beyond given
    per via addressing asked responding citing referring quoting
    neither none many few all any almost roughly more less fewer only speaking according former current late new
    old top senior according let please again ever never always often sometimes maybe well ok thanks"""
)
"""Words that are no name though a capital begins them at the start of a sentence or in a headline."""
PARTICLES = frozenset(
    (
        "al",
        "bin",
        "ibn",
        "de",
        "del",
        "della",
        "der",
        "di",
        "da",
        "dos",
        "du",
        "el",
        "la",
        "le",
        "van",
        "von",
        "ben",
        "ter",
        "abu",
    )
)
PREPOSITIONS = word_set(
    """of at from for with in on to by about inside near within around among outside familiar close briefed named
    called as who whom that which whose where via through against behind under over between involved present
    speaking working living including representing cited quoted interviewed surveyed polled contacted reached
    attending like such"""
)
DETERMINERS = word_set(
    """the a an one some several many most all both two three four five six seven other another these those this
    that any few no every each various numerous dozens hundreds thousands more at least its his her their our my
    your"""
)
PRONOUNS = word_set(
    """he she they it i we you him her them us me who whom which himself herself themselves itself that this one his
    their our my its your both each neither those"""
)


@dataclass(frozen=True)
class Token:
    """One run of words with its kind: place, media, inst, role, doc, cap (a capitalised word nobody knows),
    given (a given name), honorific, num, poss, prep, comma, and, punct or low.

    `value` is the class in the lexicon (for places the kind of name); `country` the ISO code where the lexicon has one.
    """

    kind: str
    value: str
    country: str
    start: int
    end: int
    low: str
    capital: bool = False
    plural: bool = False


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The chunks of `text[start:end]`, in order; linear in its length."""
    spans = [match.span() for match in WORD.finditer(text, start, len(text) if end is None else end)]
    words = [text[a:b].replace("’", "'") for a, b in spans]
    lows = [_low(word) for word in words]
    found, i = [], 0
    while i < len(words):
        taken, chunk = _chunk(words, lows, spans, i)
        found.append(chunk)
        i += taken
    return found


def words_of_phrase(phrase: str) -> list[str]:
    """A lexicon's entry split in the way a text is."""
    found = [match.group() for match in WORD.finditer(phrase.replace("’", "'"))]
    return [_low(word) for word in found] if phrase.islower() else found


def plural(term: str) -> str:
    """The regular plural of a lexicon's term."""
    if term.endswith(("man", "woman")):
        return term[:-2] + "en"
    if term.endswith("y") and term[-2:-1] not in "aeiou":
        return term[:-1] + "ies"
    return term + ("es" if term.endswith(("s", "x", "ch", "sh")) else "s")


def _low(word: str) -> str:
    return word[:-1].lower() if len(word) > 2 and word[-1] == "." and "." not in word[:-1] else word.lower()


def _chunk(words: Sequence[str], lows: Sequence[str], spans: Sequence[tuple[int, int]], i: int) -> tuple[int, Token]:
    cased, common = _lexicons()
    word, low, (start, end) = words[i], lows[i], spans[i]
    capital = word[0].isupper()
    hit = cased.at(words, i) if capital or low == "the" else None
    if hit and low == "the" and hit[1]["kind"] == "media" and hit[0] == 2 and _goes_on(words, lows, i + 2):
        hit = None
    if hit and hit[1]["kind"] == "place" and hit[0] == 1 and word in _namesakes() and _goes_on(words, lows, i + 1):
        hit = 1, {"kind": "given", "value": "", "country": "", "plural": ""}
    other = common.at(lows, i)
    if other and (hit is None or other[0] > hit[0]) and not (hit and hit[1]["kind"] == "given" and other[0] == 1):
        hit = other
    if hit:
        n, row = hit
        stop = spans[i + n - 1][1]
        return n, Token(
            row["kind"], row["value"], row["country"], start, stop, " ".join(lows[i : i + n]), capital, bool(row["plural"])
        )
    return 1, Token(_plain(word, low, capital), "", "", start, end, low, capital)


def _goes_on(words: Sequence[str], lows: Sequence[str], i: int) -> bool:
    """'the National Rifle Association': the name is longer than the outlet's."""
    return i < len(words) and words[i][0].isupper() and lows[i] not in COMMON and not _titled(lows, i)


def _titled(lows: Sequence[str], i: int) -> bool:
    """'the Guardian reporter': a role after an outlet's name does not lengthen it."""
    hit = _lexicons()[1].at(lows, i)
    return hit is not None and hit[1]["kind"] == "role"


@cache
def _namesakes() -> frozenset[str]:
    """Countries that people are called after: 'Jordan Doe'."""
    return frozenset(("Chad", "Jordan", "Georgia", "Israel", "Kenya", "Cyprus", "Malta", "Paris", "Sydney", "Florence", "Austin"))


def _plain(word: str, low: str, capital: bool) -> str:
    if low == "'s" or low == "'":
        return "poss"
    if low.rstrip(".") in HONORIFICS:
        return "honorific"
    if low in ("and", "or", "&"):
        return "and"
    if low in PREPOSITIONS:
        return "prep"
    if low in DETERMINERS:
        return "det"
    if word[0].isdigit():
        return "num"
    if not word[0].isalnum():
        return "comma" if word in ",;()[]–—-:" else "punct"
    if not capital or low in COMMON or low.partition("-")[2] in MADE:
        return "low"
    return "cap"


@cache
def _lexicons() -> tuple[PhraseIndex, PhraseIndex]:
    cased = [_entry(r["name"], "media", "outlet", r["country"]) for r in lexicons.lexicon_rows("media")]
    cased += [
        _entry("the " + r["name"][4:], "media", "outlet", r["country"])
        for r in lexicons.lexicon_rows("media")
        if r["name"][:4] == "The "
    ]
    cased += [
        _entry(r["name"], "place", r["kind"], "~" * (r["kind"] == "region") + r["country"])
        for r in lexicons.lexicon_rows("places")
        if r["kind"] != "company"
    ]
    cased += [_entry(r["name"], "inst", "company", "") for r in lexicons.lexicon_rows("places") if r["kind"] == "company"]
    cased += [_entry(r["name"], "given", r["gender"], "") for r in lexicons.lexicon_rows("names") if r["kind"] == "given"]
    cased += [_entry(name, "place", "short", code) for name, code in _pycountry()]
    kinds = (("role", "roles"), ("inst", "institutions"), ("doc", "documents"))
    formed = {plural(row["term"]) for _, name in kinds for row in lexicons.lexicon_rows(name)}
    common = [
        _entry(form, kind, row["class"], "", plural=form in formed)
        for kind, name in kinds
        for row in lexicons.lexicon_rows(name)
        for form in (row["term"], plural(row["term"]))
    ]
    return (
        lexicons.phrase_index(_first(cased), "name", words_of_phrase, lower=False),
        lexicons.phrase_index(_first(common), "name", words_of_phrase, lower=True),
    )


def _entry(name: str, kind: str, value: str, country: str, *, plural: bool = False) -> Row:
    return {"name": name, "kind": kind, "value": value, "country": country, "plural": "y" if plural else ""}


def _first(entries: list[Row]) -> list[Row]:
    """Each name once: the lexicon named first wins."""
    kept: dict[str, Row] = {}
    for row in entries:
        kept.setdefault(row["name"], row)
    return list(kept.values())


def _pycountry() -> list[tuple[str, str]]:
    import pycountry

    names = [
        (getattr(c, field, None), c.alpha_2) for c in pycountry.countries for field in ("name", "common_name", "official_name")
    ]
    states = [(s.name, "US") for s in pycountry.subdivisions.get(country_code="US") if s.name not in ("Georgia", "Washington")]
    return [(name, code) for name, code in names + states if name and "," not in name and name != "Congo"]
