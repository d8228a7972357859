"""Words of a text with what the lexicons know of them, and where a run of name words begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from hearsay.entities.gazetteer import GROUP_MARK, NAMESAKES, iso_country_names, surnames
from hearsay.entities.types import NAMES, OrganisationClass, PlaceKind, Token, TokenKind
from hearsay.text import lexicons
from hearsay.text.lexicons import PhraseIndex, Row, word_set
from hearsay.text.words import plural

TITLES = "Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Govs|Gen|Col|Lt|Sgt|Capt|Maj|Adm|Cmdr|Prof|Rev|Hon|Jr|Sr|Brig|Det|Supt|Pres|Insp"
SHORTENED = TITLES + "|St|Inc|Corp|Ltd|Co|No|Fla|Calif|Tex|Mass|Pa|Conn|Ariz|Ill|Mich|Minn|Wis|Tenn|Va|Ga|Ala|Ky|Md|Mo|Nev|Okla"
SHORTENED += "|Ore|Colo|Kan|Neb|Wash|Vt|Del|Ark|Miss|Mont|Wyo"
WORD = re.compile(
    rf"(?:[^\W\d_]\.)+[^\W\d_](?![\w.])|(?:[^\W\d_]\.)+|(?:{SHORTENED})\.|\w+(?:[-&/]\w+|['’](?!s\b)\w+|(?<=\d)[.,]\d+)*|['’]s\b|\S"
)
ALSO_NAMES = (TokenKind.PLACE, TokenKind.MEDIA, TokenKind.DOCUMENT)
"""Kinds of words that are surnames after a given name: 'Jane London'."""
HONORIFICS = frozenset(("mr", "mrs", "ms", "miss", "sir", "dame", "lord", "lady", "madam", "mister"))
BELONGING = word_set("installed appointed imposed run based")
"""Second halves of words that say whose somebody is, or where: 'Kremlin-installed', 'Hamas-run', 'Tel Aviv-based'. Of 30 coded
speakers that a text calls so 28 are of the country before the hyphen; who is 'Iran-backed' is not."""
LONGEST_SEAT = 3
"""Words of a place before the hyphen: 'Port au Prince-based'."""
MONTHS = word_set("april june august")
"""Given names that are also months."""
ABOUT_MONTHS = word_set("in since until till by late early mid last next this from of during before after on through and to")
"""Words beside which a month is one; so is it beside a number."""
ARTICLES = 16
"""Texts of which it is remembered which Georgia they mean: those of one job."""
GEORGIAN = re.compile(r"\b(?:Georgians?|Tbilisi|Batumi|Abkhazia|South Ossetia)\b")
AMERICAN = re.compile(r"\b(?:US|USA|U\.S\.|United States|Americans?|Atlanta|Republicans?|Democrats?|Congress)(?!\w)")
NOT = ("'t", "'m", "'ve", "'re", "'ll", "'d")
"""What a contraction ends in: "I'm" is nobody's name."""
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
    old top senior according let please again ever never always often sometimes maybe well ok thanks
    plus minus versus otherwise therefore hence likewise moreover furthermore nonetheless nevertheless anyway elsewhere afterwards
    afterward accordingly consequently conversely similarly finally eventually ultimately initially unless whatever whoever
    whichever across along alongside below beneath beside concerning regarding considering following including excluding pending
    barring within without someone somebody something anyone anybody anything everybody everything nobody nothing"""
)
"""Words that are no name though a capital begins them at the start of a sentence or in a headline."""
PARTICLES = word_set("al bin ibn de del della der di da dos du el la le van von ben ter abu")
"""Small words inside names of people."""
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


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]`, in order; linear in its length."""
    spans = [match.span() for match in WORD.finditer(text, start, len(text) if end is None else end)]
    words = [text[a:b].replace("’", "'") for a, b in spans]
    lows = [_low(word) for word in words]
    tokens, i = [], 0
    while i < len(words):
        length, row = _belonging(words, i) or _entry_at(words, lows, i) or (1, _PLAIN)
        if lows[i] in MONTHS and _is_month(lows, words, i):
            length, row = 1, _WORD
        if row["name"] == "Georgia" and _is_us_state(text):
            row = _GEORGIA
        first, last = spans[i][0], spans[i + length - 1][1]
        kind = TokenKind(row["kind"]) if row is not _PLAIN else _plain_kind(words[i], lows[i])
        low = " ".join(lows[i : i + length]) if length > 1 else lows[i]
        tokens.append(Token(kind, row["value"], row["country"], first, last, low, words[i][0].isupper(), bool(row["plural"])))
        i += length
    return tokens


@lru_cache(ARTICLES)
def _is_us_state(text: str) -> bool:
    """Whether a text that names Georgia means the state: it speaks of the US, and of nothing of the country's own."""
    return GEORGIAN.search(text) is None and AMERICAN.search(text) is not None


def _is_month(lows: Sequence[str], words: Sequence[str], i: int) -> bool:
    """'in April', '4 June', 'June 2020': a month and nobody's name. 'to April Ryan' is a name."""
    after, before = words[i + 1] if i + 1 < len(words) else "", lows[i - 1] if i else ""
    if after[:1].isdigit() or before[:1].isdigit():
        return True
    return before in ABOUT_MONTHS and not after[:1].isupper()


def _belonging(words: Sequence[str], i: int) -> tuple[int, Row] | None:
    """The country or seat before '-installed', '-based', which is the affiliation of whoever is called so."""
    if not words[i][0].isupper():
        return None
    for n, word in enumerate(words[i : i + LONGEST_SEAT], 1):
        first, hyphen, second = word.partition("-")
        if hyphen:
            known = _names().at([*words[i : i + n - 1], first], 0) if second in BELONGING else None
            told = known is not None and known[0] == n and known[1]["country"]
            return (n, {**known[1], "value": PlaceKind.DEMONYM}) if known and told else None
    return None


def is_headline(tokens: Sequence[Token]) -> bool:
    """Whether the line capitalises its words, so that capitals say nothing of names."""
    small = (TokenKind.PREPOSITION, TokenKind.DETERMINER)
    long = [t for t in tokens if len(t.low) > 3 and t.low[0].isalpha() and t.kind not in small and t.low not in COMMON]
    return len(long) > 3 and all(t.capital for t in long)


def name_start(tokens: Sequence[Token], stop: int) -> int:
    """Where the run of name words that ends before `stop` begins; `stop` when there is none."""
    i = stop
    while i and _in_name(tokens, i - 1, i < stop):
        i -= 1
    while i < stop and not (tokens[i].is_name or (tokens[i].capital and tokens[i].low in PARTICLES)):
        i += 1
    return i


def _in_name(tokens: Sequence[Token], i: int, inside: bool) -> bool:
    """Whether a token may be part of a name; `inside` when name words follow it."""
    token = tokens[i]
    if token.is_name or (inside and token.low in PARTICLES):
        return True
    if not token.capital or not i:
        return False
    before = tokens[i - 1].kind
    if token.low in surnames():
        return before in ((TokenKind.GIVEN,) if inside else NAMES)
    initial = i > 1 and len(tokens[i - 1].low) <= 2 and tokens[i - 2].kind is TokenKind.GIVEN
    return (before is TokenKind.GIVEN or initial) and token.kind in ALSO_NAMES and " " not in token.low


def _low(word: str) -> str:
    return word[:-1].lower() if len(word) > 2 and word[-1] == "." and "." not in word[:-1] else word.lower()


def _entry_at(words: Sequence[str], lows: Sequence[str], i: int) -> tuple[int, Row] | None:
    """The entry of the lexicons that begins at word `i`, with its length: names before common words, unless those are longer."""
    name = _name_at(words, lows, i) if words[i][0].isupper() or lows[i] == "the" else None
    common = _common_words().at(lows, i)
    return common if common and (name is None or common[0] > name[0]) else name


def _name_at(words: Sequence[str], lows: Sequence[str], i: int) -> tuple[int, Row] | None:
    """The name that begins at word `i`, as the lexicons have it; not where more words show that it is another's."""
    hit = _names().at(words, i)
    if hit is None or not _goes_on(words, lows, i + hit[0]):
        return hit
    length, row = hit
    if row["kind"] == TokenKind.MEDIA and lows[i] == "the" and length == 2:
        return None
    return (1, _GIVEN) if row["kind"] == TokenKind.PLACE and row["name"] in NAMESAKES else hit


def _goes_on(words: Sequence[str], lows: Sequence[str], i: int) -> bool:
    """'the National Rifle Association': the name is longer than the outlet's. 'the Guardian reporter': it is not."""
    if i >= len(words) or not words[i][0].isupper() or lows[i] in COMMON:
        return False
    hit = _common_words().at(lows, i)
    return hit is None or hit[1]["kind"] != TokenKind.ROLE


def _plain_kind(word: str, low: str) -> TokenKind:
    """The kind of a word that no lexicon knows, by its form."""
    if kind := _SMALL_WORDS.get(low):
        return kind
    if word[0].isdigit():
        return TokenKind.NUMBER
    if not word[0].isalnum():
        return TokenKind.COMMA if word in ",;()[]–—-:" else TokenKind.PUNCTUATION
    if low.endswith(NOT):
        return TokenKind.WORD
    # 'al-Rahman', 'el-Masri': what follows the Arabic article begins the name.
    bound = low[:3] in ("al-", "el-") and word[3:4].isupper()
    named = (word[0].isupper() or bound) and low not in COMMON and low.partition("-")[2] not in MADE
    return TokenKind.NAME if named else TokenKind.WORD


_SMALL_WORDS = {
    **dict.fromkeys(DETERMINERS, TokenKind.DETERMINER),
    **dict.fromkeys(PREPOSITIONS, TokenKind.PREPOSITION),
    **dict.fromkeys(("and", "or", "&"), TokenKind.AND),
    **dict.fromkeys(HONORIFICS, TokenKind.HONORIFIC),
    **dict.fromkeys(("'s", "'"), TokenKind.POSSESSIVE),
}
"""Kinds of words that no lexicon needs to know; what comes later here goes before."""


@cache
def _names() -> PhraseIndex:
    """Names, which are read in their own case; of two entries of one name the first counts."""
    media, places, names = (lexicons.lexicon_rows(name) for name in ("media", "places", "names"))
    entries = [_entry(r["name"], TokenKind.MEDIA, "outlet", r["country"]) for r in media]
    entries += [_entry("the " + r["name"][4:], TokenKind.MEDIA, "outlet", r["country"]) for r in media if r["name"][:4] == "The "]
    entries += [_place(r["name"], r["kind"], r["country"]) for r in places]
    entries += [_entry(r["name"], TokenKind.GIVEN, r["gender"]) for r in names if r["kind"] == "given"]
    entries += [_place(name, PlaceKind.SHORT, code) for name, code in iso_country_names()]
    kept: dict[str, Row] = {}
    for row in entries:
        kept.setdefault(row["name"], row)
    return lexicons.phrase_index(kept.values(), "name", words_of_phrase, lower=False)


@cache
def _common_words() -> PhraseIndex:
    """Terms of roles, organisations and documents with their plurals, whatever their case."""
    kinds = {"roles": TokenKind.ROLE, "institutions": TokenKind.ORGANISATION, "documents": TokenKind.DOCUMENT}
    terms = [(kind, row["term"], row["class"]) for name, kind in kinds.items() for row in lexicons.lexicon_rows(name)]
    formed = {_plural(term) for _, term, _ in terms}
    entries = [
        _entry(form, kind, value, plural="y" * (form in formed)) for kind, term, value in terms for form in (term, _plural(term))
    ]
    return lexicons.phrase_index(entries, "name", words_of_phrase, lower=True)


def words_of_phrase(phrase: str) -> list[str]:
    """A lexicon's entry split in the way a text is."""
    words = [match.group() for match in WORD.finditer(phrase.replace("’", "'"))]
    return [_low(word) for word in words] if phrase.islower() else words


def _entry(name: str, kind: str, value: str, country: str = "", plural: str = "") -> Row:
    return {"name": name, "kind": kind, "value": value, "country": country, "plural": plural}


def _place(name: str, kind: str, country: str) -> Row:
    if kind == OrganisationClass.COMPANY:
        return _entry(name, TokenKind.ORGANISATION, kind)
    return _entry(name, TokenKind.PLACE, kind, GROUP_MARK + country if kind == PlaceKind.REGION else country)


def _plural(term: str) -> str:
    return term[:-2] + "en" if term.endswith("man") else plural(term)


_GEORGIA = _place("Georgia", PlaceKind.SHORT, "US")
_PLAIN, _WORD, _GIVEN = _entry("", "", ""), _entry("", TokenKind.WORD, ""), _entry("", TokenKind.GIVEN, "")
