"""Nouns and names of one sentence, and the modifiers before them, by their tags alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from hearsay.attribution import lexicon
from hearsay.attribution.lexicon import word_set
from hearsay.attribution.spans import Span
from hearsay.attribution.syntax import Token

NOUNS, NAMES, ADJECTIVES = ("NN", "NNS"), ("NNP", "NNPS"), ("JJ", "JJR", "JJS")
QUOTES = frozenset("\"'“”‘’«»")
DEGREES = word_set("very most more highly so too extremely increasingly less least quite rather fairly deeply largely fully")
LONGEST = 10
"""Words of one modifier or predicate, at most."""
LABELS = ("label", "dysphemism", "euphemism")
"""Categories of loaded words that name a thing."""
ABBREVIATIONS = word_set("us uk eu un uae nato")
JOINTS = frozenset(("and", "but", "yet", "or", ","))
PLURAL_MODIFIERS = word_set("weapons arms sanctions drugs sports news operations communications rights jobs savings sales")
"""Plurals that describe another noun; any other plural is an object of its own ('gave the rebels identical drones')."""


@lru_cache(maxsize=65_536)
def lemma(word: str, plural: bool) -> str:
    """A noun in the singular, lower case: 'forces' is 'force'."""
    low = word.lower()
    if not plural or low.endswith(("ss", "ics", "news", "series", "us")):
        return low
    if low.endswith("ies") and len(low) <= 4:
        return low[:-1]
    # Deferred: the package reads its word lists when it is first imported.
    from textblob.en.inflect import singularize

    return str(singularize(low))


@cache
def _loaded() -> frozenset[str]:
    """Nouns that are joined to an adjective only as labels: 'suicide and surveillance drones'."""
    return frozenset(row["term"].split()[0] for row in lexicon.rows("loaded") if row["category"] in LABELS)


@cache
def demonyms() -> frozenset[str]:
    """'Iranian', 'American': adjectives that are written as names are."""
    rows = lexicon.rows("places")
    plain = {row["country"] for row in rows if row["kind"] == "short" and " " not in row["name"]}
    # 'Saudi' opens the country's only name; 'Russian Federation' has a shorter one.
    opening = {row["name"].split()[0] for row in rows if row["kind"] == "short" and row["country"] not in plain}
    return frozenset(row["name"] for row in rows if row["kind"] in ("demonym", "region")) - opening


def is_name(token: Token) -> bool:
    if token.form in demonyms():
        return False
    return ((token.tag in NAMES or token.low in ABBREVIATIONS) and token.form[0].isupper()) or _abbreviated(token.form)


def _abbreviated(form: str) -> bool:
    return len(form) > 3 and form[1] == "." and form[0].isupper() and form.endswith(".")


def name_end(tokens: Sequence[Token], i: int) -> int:
    stop = i
    while stop < len(tokens) and stop - i < LONGEST and is_name(tokens[stop]):
        stop += 1
    return stop


def leads_noun(tokens: Sequence[Token], stop: int) -> bool:
    """'Shahed drones': the name only says which; the noun after it is the head."""
    return stop < len(tokens) and (tokens[stop].tag in NOUNS or (tokens[stop].tag in ADJECTIVES and is_noun(tokens, stop + 1)))


def is_noun(tokens: Sequence[Token], i: int) -> bool:
    return 0 <= i < len(tokens) and tokens[i].tag in NOUNS and tokens[i].form[0].isalpha() and len(tokens[i].form) > 1


def is_head(tokens: Sequence[Token], i: int) -> bool:
    return is_noun(tokens, i) and not (i + 1 < len(tokens) and tokens[i + 1].tag in (*NOUNS, *NAMES))


def modifiers(tokens: Sequence[Token], first: int, named: bool) -> Iterator[tuple[Span, str]]:
    """The modifiers to the left, from left to right: adjectives joined by 'and' are one, nouns of a compound are one."""
    at = first
    while at > 0 and first - at < LONGEST and _modifies(tokens, at - 1, first):
        at -= 1
    while at < first:
        stop, kind = _unit(tokens, at, first)
        if kind:
            yield (tokens[at].start, tokens[stop - 1].end), kind
        at = stop


def _modifies(tokens: Sequence[Token], i: int, first: int) -> bool:
    token, after = tokens[i], tokens[i + 1]
    before = tokens[i - 1] if i else None
    if token.form in QUOTES:
        return before is not None and not _opens_speech(tokens, i)
    if token.tag in NOUNS and not is_name(token) and _verbal(tokens, i):
        return False
    if is_name(token):
        return after.tag not in ADJECTIVES or token.low in ABBREVIATIONS or token.form in demonyms()
    if token.tag in NOUNS:
        return is_noun(tokens, i) and (token.tag == "NN" or (i == first - 1 and token.low in PLURAL_MODIFIERS))
    if token.tag in ("VBN", "VBG"):
        return _premodifier(token, before)
    if token.form in demonyms():
        return True
    if token.tag == "CC" or token.form == ",":
        described = before is not None and (before.tag in (*ADJECTIVES, "VBN", "VBG") or before.low in _loaded())
        return described and (after.tag in ADJECTIVES or after.tag.startswith("RB")) and token.low in JOINTS
    return token.tag in ADJECTIVES or (token.tag.startswith("RB") and after.tag in (*ADJECTIVES, "VBN") and is_adverb(token))


def _premodifier(token: Token, before: Token | None) -> bool:
    """'the leading countries', but not 'of taking sides'."""
    led = ("DT", "PRP$", "POS", *ADJECTIVES) + (("IN", "CD", "CC") if token.tag == "VBN" else ())
    return before is not None and before.tag in led and before.low not in ("those", "these", "that", "all", "both")


def _verbal(tokens: Sequence[Token], i: int) -> bool:
    """'to target Russian posts', 'would also share information': a verb that the tagger took for a noun."""
    at = i - 1
    while at > 0 and tokens[at].tag.startswith("RB"):
        at -= 1
    return at >= 0 and (tokens[at].low == "to" or tokens[at].tag == "MD")


def _opens_speech(tokens: Sequence[Token], i: int) -> bool:
    """A mark after a comma, a colon or a verb opens what somebody says."""
    return tokens[i - 1].form in (",", ":", ".") or tokens[i - 1].tag.startswith("VB")


def is_adverb(token: Token) -> bool:
    return token.low in DEGREES or token.low.endswith("ly")


def _unit(tokens: Sequence[Token], at: int, stop: int) -> tuple[int, str]:
    """One past the modifier that begins here, and its kind; '' for what is none by itself."""
    token = tokens[at]
    if token.form in QUOTES or token.form == "," or token.tag == "CC":
        return at + 1, ""
    if is_name(token) or token.tag in NOUNS:
        same = is_name if is_name(token) else _common
        end = at + 1
        while end < stop and same(tokens[end]):
            end += 1
        return end, "name" if is_name(token) else "noun"
    end = adjectives(tokens, at, stop)
    return (end, "adjective") if end > at else (at + 1, "")


def _common(token: Token) -> bool:
    return token.tag in NOUNS and not is_name(token)


def adjectives(tokens: Sequence[Token], at: int, stop: int, *, participles: bool = True) -> int:
    """One past 'very cheap', 'cheap and very effective', 'old, slow'; `at` where no adjective stands."""
    tags = (*ADJECTIVES, "VBN", "VBG") if participles else ADJECTIVES
    end, i = at, at
    while i < stop and i - at < LONGEST:
        while i < stop and tokens[i].tag.startswith("RB") and is_adverb(tokens[i]):
            i += 1
        if i >= stop or not (tokens[i].tag in tags or (participles and tokens[i].form in demonyms())):
            return end
        i = end = i + 1
        if i + 1 < stop and tokens[i].low in JOINTS:
            i += 1
            continue
        return end
    return end
