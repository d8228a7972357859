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

NOUNS, NAMES, ADJECTIVES, PARTICIPLES = ("NN", "NNS"), ("NNP", "NNPS"), ("JJ", "JJR", "JJS"), ("VBN", "VBG")
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
AUXILIARIES = 4
"""Auxiliaries and adverbs between a subject and its copula, at most."""
_NONE = TaggedWord(0, 0, "", "", "", "", False)
"""Stands before the first word and after the last."""


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
        if stop > i and not leads_noun(tokens, stop):
            yield from _of(tokens, i, stop, named=True)
        elif stop == i and is_head(tokens, i):
            yield from _of(tokens, i, i + 1, named=False)
        i = max(stop, i + 1)


def _of(tokens: Sequence[TaggedWord], first: int, stop: int, *, named: bool) -> Iterator[Predication]:
    head = (tokens[first].start, tokens[stop - 1].end)
    last = tokens[stop - 1]
    lemma = "" if named else noun_lemma(last.form, last.tag == "NNS")
    yield Predication(head, named, lemma, (head[0], head[0]), "")
    for span, kind in (*modifiers(tokens, first), *_predicate(tokens, first, stop), *_apposition(tokens, first, stop)):
        yield Predication(head, named, lemma, span, kind)


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


def _at(tokens: Sequence[TaggedWord], i: int) -> TaggedWord:
    return tokens[i] if 0 <= i < len(tokens) else _NONE


def is_name(token: TaggedWord) -> bool:
    """Whether the word is of a name: by its tag, as an abbreviation ('US', 'U.S.'), but no demonym."""
    if token.form in demonyms():
        return False
    named = token.tag in NAMES or token.low in ABBREVIATIONS
    abbreviated = len(token.form) > 3 and token.form[1] == "." and token.form.endswith(".")
    return (named or abbreviated) and token.form[0].isupper()


def name_end(tokens: Sequence[TaggedWord], i: int) -> int:
    """One past the name that begins here; the same place where none does."""
    stop = i
    while stop < len(tokens) and stop - i < LONGEST and is_name(tokens[stop]):
        stop += 1
    return stop


def leads_noun(tokens: Sequence[TaggedWord], stop: int) -> bool:
    """'Shahed drones': the name only says which; the noun after it is the head."""
    tag = _at(tokens, stop).tag
    return tag in NOUNS or (tag in ADJECTIVES and is_noun(tokens, stop + 1))


def is_noun(tokens: Sequence[TaggedWord], i: int) -> bool:
    """Whether a noun of two letters or more stands here."""
    token = _at(tokens, i)
    return token.tag in NOUNS and token.form[0].isalpha() and len(token.form) > 1


def is_head(tokens: Sequence[TaggedWord], i: int) -> bool:
    """Whether the last noun of its phrase stands here."""
    return is_noun(tokens, i) and _at(tokens, i + 1).tag not in (*NOUNS, *NAMES)


def modifiers(tokens: Sequence[TaggedWord], first: int) -> Iterator[tuple[Span, str]]:
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
    """Whether a word belongs to the modifiers of the head at `first`, to which all words between belong."""
    token, after = tokens[i], tokens[i + 1]
    if token.form in QUOTES:
        return i > 0 and not _opens_speech(tokens[i - 1])
    if is_name(token):
        return after.tag not in ADJECTIVES or token.low in ABBREVIATIONS
    if token.tag in NOUNS:
        compound = token.tag == "NN" or (i == first - 1 and token.low in PLURAL_MODIFIERS)
        return compound and is_noun(tokens, i) and not _verbal(tokens, i)
    if token.tag in PARTICIPLES:
        return _premodifier(token, _at(tokens, i - 1))
    if token.form in demonyms():
        return True
    if token.tag == "CC" or token.form == ",":
        return _joins(token, _at(tokens, i - 1), after)
    return token.tag in ADJECTIVES or (_is_adverb(token) and after.tag in (*ADJECTIVES, "VBN"))


def _premodifier(token: TaggedWord, before: TaggedWord) -> bool:
    """'the leading countries', but not 'of taking sides'."""
    led = ("DT", "PRP$", "POS", *ADJECTIVES) + (("IN", "CD", "CC") if token.tag == "VBN" else ())
    return before.tag in led and before.low not in ("those", "these", "that", "all", "both")


def _joins(token: TaggedWord, before: TaggedWord, after: TaggedWord) -> bool:
    """'cheap and very effective', 'suicide and surveillance'."""
    described = before.tag in (*ADJECTIVES, *PARTICIPLES) or before.low in _loaded()
    return described and token.low in JOINTS and (after.tag in ADJECTIVES or after.tag.startswith("RB"))


def _verbal(tokens: Sequence[TaggedWord], i: int) -> bool:
    """'to target Russian posts', 'would also share information': a verb that the tagger took for a noun."""
    at = i - 1
    while at > 0 and tokens[at].tag.startswith("RB"):
        at -= 1
    return _at(tokens, at).low == "to" or _at(tokens, at).tag == "MD"


def _opens_speech(before: TaggedWord) -> bool:
    """A mark after a comma, a colon or a verb opens what somebody says."""
    return before.form in (",", ":", ".") or before.tag.startswith("VB")


def _is_adverb(token: TaggedWord) -> bool:
    return token.tag.startswith("RB") and (token.low in DEGREES or token.low.endswith("ly"))


def _unit(tokens: Sequence[TaggedWord], at: int, stop: int) -> tuple[int, str]:
    """One past the modifier that begins here, and its kind; '' for what is none by itself."""
    token = tokens[at]
    if token.form in QUOTES or token.form == "," or token.tag == "CC":
        return at + 1, ""
    for kind, same in (("name", is_name), ("noun", _is_common)):
        if same(token):
            return next((end for end in range(at + 1, stop) if not same(tokens[end])), max(stop, at + 1)), kind
    end = adjectives(tokens, at, stop)
    return (end, "adjective") if end > at else (at + 1, "")


def _is_common(token: TaggedWord) -> bool:
    return token.tag in NOUNS and not is_name(token)


def adjectives(tokens: Sequence[TaggedWord], at: int, stop: int, *, participles: bool = True) -> int:
    """One past 'very cheap', 'cheap and very effective', 'old, slow'; `at` where no adjective stands."""
    end = i = at
    while i < stop and i - at < LONGEST:
        while i < stop and _is_adverb(tokens[i]):
            i += 1
        if i >= stop or not _describes(tokens[i], participles):
            break
        i = end = i + 1
        if i + 1 >= stop or tokens[i].low not in JOINTS:
            break
        i += 1
    return end


def _describes(token: TaggedWord, participles: bool) -> bool:
    return token.tag in ADJECTIVES or (participles and (token.tag in PARTICIPLES or token.form in demonyms()))


def _predicate(tokens: Sequence[TaggedWord], first: int, stop: int) -> Iterator[tuple[Span, str]]:
    """'the drones ARE cheap and very effective', 'Iran IS a state sponsor of terror', 'Iran has EMERGED AS a leader'."""
    before = _at(tokens, _phrase_start(tokens, first, ()) - 1)
    if _at(tokens, stop).low == "as" and before.low in AS:
        # 'described Tehran as', 'branded the new law as'
        yield from _complement(tokens, stop + 1)
        return
    at = _skip(tokens, stop)
    verb = _at(tokens, at)
    before = _at(tokens, _phrase_start(tokens, first, ("POS",)) - 1)
    if verb.tag == "POS" or before.tag in ("IN", "TO") or before.low in ("and", "or", "&"):
        # 'the production OF cheap drones is': the verb speaks of the noun before the preposition.
        return
    helped = verb.low in COPULAS and _at(tokens, at + 1).low in (*AS, "being", "been")
    if _at(tokens, at + helped).low in AS and _at(tokens, at + helped + 1).low == "as":
        yield from _complement(tokens, at + helped + 2)
    elif verb.low in COPULAS:
        yield from _complement(tokens, at + 1 + (helped and _at(tokens, at + 1).low in ("being", "been")))


def _phrase_start(tokens: Sequence[TaggedWord], first: int, more: tuple[str, ...]) -> int:
    """Where the noun phrase begins that ends here."""
    at = first
    while at > 0 and first - at < LONGEST and tokens[at - 1].tag in ("DT", "PRP$", "CD", *ADJECTIVES, *NOUNS, *NAMES, *more):
        at -= 1
    return at


def _skip(tokens: Sequence[TaggedWord], first: int) -> int:
    """Past auxiliaries and adverbs; a denial ends the look, for what is denied is said of nobody."""
    at = first
    while at - first < AUXILIARIES and (_at(tokens, at).low in BETWEEN or _at(tokens, at).tag.startswith("RB")):
        at += 1
    return len(tokens) if any(token.low in DENIALS for token in tokens[first : at + 2]) else at


def _complement(tokens: Sequence[TaggedWord], at: int) -> Iterator[tuple[Span, str]]:
    end = adjectives(tokens, at, len(tokens), participles=False)
    led = _at(tokens, at).low in ("a", "an", "the")
    if end > at and _at(tokens, end).tag not in (*NOUNS, *NAMES, *PARTICIPLES):
        yield (tokens[at].start, tokens[end - 1].end), "predicate"
    elif led or not _at(tokens, at).low.endswith("ing"):
        yield from _nominal(tokens, at + led, "predicate")


def _nominal(tokens: Sequence[TaggedWord], first: int, kind: str) -> Iterator[tuple[Span, str]]:
    """A noun phrase without its article, with an 'of' phrase."""
    end = _phrase_end(tokens, first)
    if end > first and tokens[end - 1].tag in NOUNS:
        if _at(tokens, end).low == "of":
            inner = end + 1 + (_at(tokens, end + 1).tag in ("DT", "PRP$"))
            further = _phrase_end(tokens, inner)
            end = further if further > inner else end
        yield (tokens[first].start, tokens[end - 1].end), kind


def _phrase_end(tokens: Sequence[TaggedWord], first: int) -> int:
    """One past the last noun of a run of adjectives and nouns; `first` without one."""
    end = first
    for i in range(first, min(first + LONGEST, len(tokens))):
        token, noun = tokens[i], tokens[i].tag in NOUNS or is_name(tokens[i])
        unjoined = token.tag == "CC" and (i == first or tokens[i - 1].tag not in ADJECTIVES)
        if unjoined or not (noun or token.tag in PHRASAL or token.form in QUOTES):
            break
        end = i + 1 if noun else end
    return end


def _apposition(tokens: Sequence[TaggedWord], first: int, stop: int) -> Iterator[tuple[Span, str]]:
    """'Iran, a state sponsor of terror,' closed by a comma, a dash or the end of the sentence."""
    article = _at(tokens, stop + 1).low
    if _at(tokens, stop).form not in (",", "—", "–", "(") or article not in ("a", "an", "the") or _listed(tokens, first):
        return
    for span, kind in _nominal(tokens, stop + 2, "apposition"):
        after = next((n for n in range(stop + 2, len(tokens)) if tokens[n].start >= span[1]), len(tokens))
        if _closes(tokens, after, article != "the"):
            yield span, kind


def _listed(tokens: Sequence[TaggedWord], first: int) -> bool:
    """'Russia, Iran, a …': one of several; 'according to Doe, the plan': the sentence goes on."""
    before = tokens[max(0, first - 3) : first]
    return any(token.low in ("according", "in", "on", "at", "as", "for") for token in before) or (
        len(before) > 1 and before[-1].form == "," and before[-2].tag in (*NOUNS, *NAMES)
    )


def _closes(tokens: Sequence[TaggedWord], at: int, loose: bool) -> bool:
    """Whether the apposition ends here; after 'a' a clause may go on ('a country that …')."""
    if at >= len(tokens):
        return True
    listed = _at(tokens, at + 1).low in ("and", "or")
    return (loose and tokens[at].low in FURTHER) or (tokens[at].form in CLOSED and not listed)
