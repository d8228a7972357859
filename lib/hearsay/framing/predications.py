"""What is said of what within one sentence: nouns with their modifiers, predicates and appositions, by their tags.

Light syntax over TextBlob's tags: right on most news prose, wrong now and then, and linear in the length of the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from hearsay.text import lexicons
from hearsay.text.lexicons import word_set
from hearsay.text.spans import Span
from hearsay.text.tagging import TaggedSentence, TaggedWord

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
def noun_lemma(word: str, plural: bool) -> str:
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
    return frozenset(row["term"].split()[0] for row in lexicons.lexicon_rows("loaded") if row["category"] in LABELS)


@cache
def demonyms() -> frozenset[str]:
    """'Iranian', 'American': adjectives that are written as names are."""
    rows = lexicons.lexicon_rows("places")
    plain = {row["country"] for row in rows if row["kind"] == "short" and " " not in row["name"]}
    # 'Saudi' opens the country's only name; 'Russian Federation' has a shorter one.
    opening = {row["name"].split()[0] for row in rows if row["kind"] == "short" and row["country"] not in plain}
    return frozenset(row["name"] for row in rows if row["kind"] in ("demonym", "region")) - opening


def is_name(token: TaggedWord) -> bool:
    if token.form in demonyms():
        return False
    return ((token.tag in NAMES or token.low in ABBREVIATIONS) and token.form[0].isupper()) or _abbreviated(token.form)


def _abbreviated(form: str) -> bool:
    return len(form) > 3 and form[1] == "." and form[0].isupper() and form.endswith(".")


def name_end(tokens: Sequence[TaggedWord], i: int) -> int:
    stop = i
    while stop < len(tokens) and stop - i < LONGEST and is_name(tokens[stop]):
        stop += 1
    return stop


def leads_noun(tokens: Sequence[TaggedWord], stop: int) -> bool:
    """'Shahed drones': the name only says which; the noun after it is the head."""
    return stop < len(tokens) and (tokens[stop].tag in NOUNS or (tokens[stop].tag in ADJECTIVES and is_noun(tokens, stop + 1)))


def is_noun(tokens: Sequence[TaggedWord], i: int) -> bool:
    return 0 <= i < len(tokens) and tokens[i].tag in NOUNS and tokens[i].form[0].isalpha() and len(tokens[i].form) > 1


def is_head(tokens: Sequence[TaggedWord], i: int) -> bool:
    return is_noun(tokens, i) and not (i + 1 < len(tokens) and tokens[i + 1].tag in (*NOUNS, *NAMES))


def modifiers(tokens: Sequence[TaggedWord], first: int, named: bool) -> Iterator[tuple[Span, str]]:
    """The modifiers to the left, from left to right: adjectives joined by 'and' are one, nouns of a compound are one."""
    at = first
    while at > 0 and first - at < LONGEST and _modifies(tokens, at - 1, first):
        at -= 1
    while at < first:
        stop, kind = _unit(tokens, at, first)
        if kind:
            yield (tokens[at].start, tokens[stop - 1].end), kind
        at = stop


def _modifies(tokens: Sequence[TaggedWord], i: int, first: int) -> bool:
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


def _premodifier(token: TaggedWord, before: TaggedWord | None) -> bool:
    """'the leading countries', but not 'of taking sides'."""
    led = ("DT", "PRP$", "POS", *ADJECTIVES) + (("IN", "CD", "CC") if token.tag == "VBN" else ())
    return before is not None and before.tag in led and before.low not in ("those", "these", "that", "all", "both")


def _verbal(tokens: Sequence[TaggedWord], i: int) -> bool:
    """'to target Russian posts', 'would also share information': a verb that the tagger took for a noun."""
    at = i - 1
    while at > 0 and tokens[at].tag.startswith("RB"):
        at -= 1
    return at >= 0 and (tokens[at].low == "to" or tokens[at].tag == "MD")


def _opens_speech(tokens: Sequence[TaggedWord], i: int) -> bool:
    """A mark after a comma, a colon or a verb opens what somebody says."""
    return tokens[i - 1].form in (",", ":", ".") or tokens[i - 1].tag.startswith("VB")


def is_adverb(token: TaggedWord) -> bool:
    return token.low in DEGREES or token.low.endswith("ly")


def _unit(tokens: Sequence[TaggedWord], at: int, stop: int) -> tuple[int, str]:
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


def _common(token: TaggedWord) -> bool:
    return token.tag in NOUNS and not is_name(token)


def adjectives(tokens: Sequence[TaggedWord], at: int, stop: int, *, participles: bool = True) -> int:
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


DENIALS = frozenset(("not", "n't", "never", "no", "neither", "hardly"))
COPULAS = word_set("is are was were be been being 's 're remain remains remained become becomes became seem seems seemed")
BETWEEN = word_set("has have had will would can could may might must should also still now already long always")
"""What may stand between a subject and its copula, beside adverbs."""
PHRASAL = (*ADJECTIVES, *NOUNS, "VBN", "VBG", "RBS", "RB", "CC", "POS")
CLOSED = frozenset(',;.)—–?!"”')
FURTHER = word_set("that which who in for from at whose on with")
AS = word_set(
    """emerge emerges emerged emerging act acts acted acting serve serves served serving describe describes described
    describing regard regards regarded portray portrays portrayed cast casts paint painted brand brands branded label
    labels labeled labelled depict depicts depicted characterize characterized characterise characterised view views viewed
    see sees seen known treat treats treated denounce denounced dismiss dismissed condemn condemned"""
)
"""Verbs whose 'as' says what somebody is."""


@dataclass(frozen=True, slots=True)
class Predication:
    """A head alone (`kind` is '', no words), or one modifier of it: `head` is the last word or the whole name, `words`
    what is said of it, `kind` how that is attached."""

    head: Span
    named: bool
    lemma: str
    words: Span
    kind: str


def predications(sentence: TaggedSentence) -> Iterator[Predication]:
    """Every noun and name of one sentence, each followed by its modifiers, predicates and appositions."""
    tokens = sentence.tokens
    i = 0
    while i < len(tokens):
        stop = name_end(tokens, i)
        if stop > i and leads_noun(tokens, stop):
            i = stop
        elif stop > i:
            yield from _of(tokens, i, stop, named=True)
            i = stop
        else:
            if is_head(tokens, i):
                yield from _of(tokens, i, i + 1, named=False)
            i += 1


def _of(tokens: Sequence[TaggedWord], first: int, stop: int, *, named: bool) -> Iterator[Predication]:
    head = (tokens[first].start, tokens[stop - 1].end)
    last = tokens[stop - 1]
    base = "" if named else noun_lemma(last.form, last.tag == "NNS")
    yield Predication(head, named, base, (head[0], head[0]), "")
    for span, kind in (*modifiers(tokens, first, named), *_predicate(tokens, first, stop), *_apposition(tokens, first, stop)):
        yield Predication(head, named, base, span, kind)


def _predicate(tokens: Sequence[TaggedWord], first: int, stop: int) -> Iterator[tuple[Span, str]]:
    """'the drones ARE cheap and very effective', 'Iran IS a state sponsor of terror', 'Iran has EMERGED AS a leader'."""
    if stop < len(tokens) and tokens[stop].low == "as" and _described(tokens, first):
        yield from _complement(tokens, stop + 1)
        return
    if _within_phrase(tokens, first):
        return
    at = _skip(tokens, stop)
    if at >= len(tokens) or tokens[at].tag == "POS":
        return
    verb = at + 1 if at + 1 < len(tokens) and tokens[at].low in COPULAS and tokens[at + 1].low in (*AS, "being", "been") else at
    if tokens[verb].low in AS and verb + 1 < len(tokens) and tokens[verb + 1].low == "as":
        yield from _complement(tokens, verb + 2)
    elif tokens[at].low in COPULAS:
        yield from _complement(tokens, at + 1 + (verb > at and tokens[verb].low in ("being", "been")))


def _skip(tokens: Sequence[TaggedWord], at: int) -> int:
    """Past auxiliaries and adverbs; a denial ends the look, for what is denied is said of nobody."""
    first = at
    while at < len(tokens) and at - first < 4 and (tokens[at].low in BETWEEN or tokens[at].tag.startswith("RB")):
        at += 1
    denied = any(token.low in DENIALS for token in tokens[first : at + 2])
    return len(tokens) if denied else at


def _described(tokens: Sequence[TaggedWord], first: int) -> bool:
    """'described Tehran as', 'branded the new law as'."""
    at = first
    while at > 0 and first - at < LONGEST and tokens[at - 1].tag in ("DT", "PRP$", "CD", *ADJECTIVES, *NOUNS, *NAMES):
        at -= 1
    return at > 0 and tokens[at - 1].low in AS


def _within_phrase(tokens: Sequence[TaggedWord], first: int) -> bool:
    """'the production OF cheap drones is': the verb speaks of the noun before the preposition."""
    at = first
    while at > 0 and first - at < LONGEST and tokens[at - 1].tag in ("DT", "PRP$", "CD", "POS", *ADJECTIVES, *NOUNS, *NAMES):
        at -= 1
    return at > 0 and (tokens[at - 1].tag in ("IN", "TO") or tokens[at - 1].low in ("and", "or", "&"))


def _complement(tokens: Sequence[TaggedWord], at: int) -> Iterator[tuple[Span, str]]:
    end = adjectives(tokens, at, len(tokens), participles=False)
    closed = end >= len(tokens) or tokens[end].tag not in (*NOUNS, *NAMES, "VBN", "VBG")
    if end > at and closed:
        yield (tokens[at].start, tokens[end - 1].end), "predicate"
    elif at < len(tokens):
        led = tokens[at].low in ("a", "an", "the")
        if led or not tokens[at].low.endswith("ing"):
            yield from _nominal(tokens, at + led, "predicate")


def _nominal(tokens: Sequence[TaggedWord], first: int, kind: str) -> Iterator[tuple[Span, str]]:
    """A noun phrase without its article, with an 'of' phrase."""
    end = _phrase_end(tokens, first)
    if end > first and tokens[end - 1].tag in NOUNS:
        if end < len(tokens) and tokens[end].low == "of":
            inner = end + 1 + (end + 1 < len(tokens) and tokens[end + 1].tag in ("DT", "PRP$"))
            further = _phrase_end(tokens, inner)
            end = further if further > inner else end
        yield (tokens[first].start, tokens[end - 1].end), kind


def _phrase_end(tokens: Sequence[TaggedWord], at: int) -> int:
    """One past the last noun of a run of adjectives and nouns; `at` without one."""
    end, i = at, at
    while i < len(tokens) and i - at < LONGEST and (tokens[i].tag in PHRASAL or is_name(tokens[i]) or tokens[i].form in QUOTES):
        if tokens[i].tag == "CC" and not (tokens[i - 1].tag in ADJECTIVES and i > at):
            break
        if tokens[i].tag in NOUNS or is_name(tokens[i]):
            end = i + 1
        i += 1
    return end


def _apposition(tokens: Sequence[TaggedWord], first: int, stop: int) -> Iterator[tuple[Span, str]]:
    """'Iran, a state sponsor of terror,' closed by a comma, a dash or the end of the sentence."""
    if stop + 2 >= len(tokens) or tokens[stop].form not in (",", "—", "–", "(") or tokens[stop + 1].low not in ("a", "an", "the"):
        return
    for span, kind in _nominal(tokens, stop + 2, "apposition"):
        after = next((n for n in range(stop + 2, len(tokens)) if tokens[n].start >= span[1]), len(tokens))
        if not _listed(tokens, first) and _closes(tokens, after, tokens[stop + 1].low != "the"):
            yield span, kind


def _listed(tokens: Sequence[TaggedWord], first: int) -> bool:
    """'Russia, Iran, a …': one of several; 'according to Doe, the plan': the sentence goes on."""
    before = tokens[max(0, first - 8) : first]
    return any(token.low in ("according", "in", "on", "at", "as", "for") for token in before[-3:]) or (
        len(before) > 1 and before[-1].form == "," and before[-2].tag in (*NOUNS, *NAMES)
    )


def _closes(tokens: Sequence[TaggedWord], at: int, loose: bool) -> bool:
    """Whether the apposition ends here; after 'a' a clause may go on ('a country that …')."""
    if at >= len(tokens):
        return True
    listed = at + 1 < len(tokens) and tokens[at + 1].low in ("and", "or")
    return (loose and tokens[at].low in FURTHER) or (tokens[at].form in CLOSED and not listed)
