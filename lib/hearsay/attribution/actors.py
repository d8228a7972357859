"""Whom an article names: every mention of a country, government, person or organisation, led back to one name.

Names are read and resolved by the code that resolves the speakers of attributions, so that an actor has the same name
whether it speaks or is spoken of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from hearsay.attribution.labels.context import Speaker
from hearsay.attribution.labels.speakers import resolve_speakers
from hearsay.entities.gazetteer import given_names, government_of, leader, name_words, short_country_name
from hearsay.entities.noun_phrases import THINGS
from hearsay.entities.organisations import join_organisation_names
from hearsay.entities.people import EntityIndex, index_entities
from hearsay.entities.tokens import COMMON, PARTICLES, Token, tokenise
from hearsay.text import lexicons
from hearsay.text.lexicons import word_set
from hearsay.text.spans import Attribution, SentenceSpan, Span

LONGEST = 12
"""Chunks of one mention at most; a longer run of capitals is no name."""
PHRASE = ("place", "role", "inst", "media", "cap", "given", "honorific")
NAMES = ("cap", "given")
ACTING = ("official", "spokes", "head", "other", "source", "media")
"""Classes of roles in which people act for their country or body. Students and neighbours do not."""
SPEAKING_FOR_STATE = ("official", "spokes", "head")
ABOVE = ("~EU", "~UN", "~NATO", "~other")
"""Groups of countries that are bodies."""
WHERE = word_set("in into inside within across throughout near around outside at")
"""Prepositions that make a country or capital a place where something happens, and no actor."""
TOWARDS = word_set("to from of on")
"""Those that do so for a capital: 'a visit to Moscow'."""
AFFAIRS = word_set("war wars conflict crisis deal talks accord pact invasion border time")
"""Nouns before which a country's name says only which: 'the Ukraine war'."""

PLACES = word_set(
    """nation nations country countries city cities town towns village villages state states province provinces region regions
    county district districts community communities industry industries market markets"""
)
"""What a lexicon of bodies also knows and no actor is, unless it is part of a name."""


@dataclass(frozen=True)
class Actor:
    """One mention: where it stands, the name it is counted under, and what kind of actor bears the name."""

    start: int
    end: int
    name: str
    kind: str


def actors(text: str, passages: Sequence[SentenceSpan], sources: Sequence[Span] = ()) -> list[Actor]:
    """The mentions of one article, in order and without overlap.

    Pronouns, unnamed people ("officials") and places where something merely happens ("in Ukraine") are left out, and so
    are capitalised words that nothing shows to be somebody's name. `sources` are the places of whoever speaks in the
    article: who speaks is somebody, whatever the name.
    """
    known = index_entities(text, passages)
    spans = [span for passage in passages for span in actor_phrases(text, passage.start, passage.end)]
    resolved = resolve_speakers(text, passages, [Attribution(span, span, ()) for span in spans])
    speaking = {text[start:end].strip("“”\"'’ ") for start, end in sources}
    made = (_actor(text, span, speaker, known, speaking) for span, speaker in zip(spans, resolved, strict=True))
    return [actor for actor in made if actor]


def actor_phrases(text: str, start: int, end: int) -> Iterator[Span]:
    """Noun phrases of one sentence that may name somebody: 'President Jane Doe', 'Iranian officials', 'the Kremlin'."""
    plain = tokenise(text, start, end)
    found = [_apart(chunk) for chunk in plain] if _headline(plain) else join_organisation_names(plain, text)
    i = 0
    while i < len(found):
        stop = _run(found, i)
        yield from _split(found, i, stop)
        i = max(stop, i + 1)


def _apart(chunk: Token) -> Token:
    """In a headline capitals say nothing: a word is a name only where a lexicon knows it."""
    return replace(chunk, kind="low") if chunk.kind == "cap" else chunk


def _headline(found: Sequence[Token]) -> bool:
    long = [c for c in found if len(c.low) > 3 and c.low[0].isalpha() and c.kind not in ("prep", "det") and c.low not in COMMON]
    return len(long) > 3 and all(c.capital for c in long)


def _run(found: Sequence[Token], i: int) -> int:
    """Where the run of words that may belong to one name ends; `i` when none begins here."""
    stop = i
    while stop < len(found) and stop - i < LONGEST and (_namely(found[stop]) or _inside(found, i, stop)):
        stop += 1
    return stop


def _namely(chunk: Token) -> bool:
    return chunk.kind in PHRASE and not (chunk.kind == "cap" and chunk.low in COMMON)


def _inside(found: Sequence[Token], i: int, at: int) -> bool:
    """A possessive or a particle between two words of a name: 'Iran's president', 'Mohammed bin Salman'."""
    joint = found[at].kind == "poss" or (found[at].low in PARTICLES and found[at - 1].kind in NAMES)
    return at > i and joint and at + 1 < len(found) and _namely(found[at + 1])


def _split(found: Sequence[Token], i: int, stop: int) -> Iterator[Span]:
    """The run as one mention where its last words say who it is, else the names within it."""
    if i >= stop:
        return
    before, after = found[i - 1] if i else None, found[stop] if stop < len(found) else None
    cut = max((n for n in range(i, stop) if found[n].kind == "poss"), default=-1)
    if cut > i and not _bears(found[cut + 1 : stop], None, after):
        yield from _split(found, i, cut)
    elif _bears(found[i:stop], before, after):
        yield found[i].start, found[stop - 1].end
    elif found[i].kind == "place" and stop - i > 1 and found[i].value in ("short", "institution", "metonym"):
        yield found[i].start, found[i].end


def _bears(piece: Sequence[Token], before: Token | None, after: Token | None) -> bool:
    """Whether the phrase names an actor: a name, a country, or people who act for one ('Iranian officials')."""
    last = piece[-1] if piece else None
    if last is None:
        return False
    if last.kind == "place":
        return _acts(last, before if len(piece) == 1 else piece[-2], after)
    if last.kind == "role":
        return any(c.kind in ("place", "inst", "media", *NAMES) for c in piece)
    named = last.kind in (*NAMES, "media") or (last.kind == "inst" and (last.capital or bool(last.country)))
    return named or any(c.kind == "place" for c in piece)


def _acts(place: Token, before: Token | None, after: Token | None) -> bool:
    """Whether a place name stands for an actor: not 'in Iran', 'the Iran deal', 'Iranian drones', 'a Republican rival'."""
    low = before.low if before else ""
    if low in WHERE or (after and after.low in AFFAIRS):
        return place.value in ("institution", "party", "metonym") and low in WHERE
    if place.value == "party" and place.low in _members() and after and after.kind == "low":
        return False
    if place.value == "capital":
        return low not in TOWARDS and low != "capital" and not (after and after.low in (",", "-"))
    if place.value == "region":
        return place.country in ABOVE or (place.low == "west" and low == "the")
    return place.value != "demonym" or (place.low.endswith("s") and not place.low.endswith(("ss", "us")))


def _actor(text: str, span: Span, speaker: Speaker, known: EntityIndex, speaking: set[str]) -> Actor | None:
    if speaker.mention.head in ("cap", "person") and not _somebody(text, span, speaker, known, speaking):
        return None
    if speaker.mention.head == "inst" and speaker.mention.low.split()[-1] in PLACES and not _capital(text, span):
        return None
    name, kind = _named(speaker)
    name = _own(text, span) if speaker.mention.head == "inst" and speaker.antecedent and _own(text, span) else name
    name = " ".join(name.split()).strip(" ,;:-–—'’\"“”")
    return Actor(*span, name, kind) if kind and any(c.isupper() for c in name) else None


def _capital(text: str, span: Span) -> bool:
    return text[slice(*span)].split()[-1][:1].isupper()


def _own(text: str, span: Span) -> str:
    """A body named in full by the mention itself keeps that name; '' when it is only 'the ministry'."""
    words = text[slice(*span)].split()
    return " ".join(words) if len(words) > 1 and any(c.isupper() for c in words[0]) else ""


def _somebody(text: str, span: Span, speaker: Speaker, known: EntityIndex, speaking: set[str]) -> bool:
    """Whether anything shows that a run of capitals is a name of somebody: a title, a given name, a voice, a fuller name."""
    mention = speaker.mention
    words = name_words(mention.name)
    if not words or any(c.isdigit() for c in mention.name) or words[-1] in THINGS and words[0] not in given_names():
        return False
    if mention.role or words[0] in given_names() or leader(mention.name) or text[slice(*span)] in speaking:
        return True
    person = known.person(mention.name)
    if person is None:
        return False
    full = name_words(person.name)
    return bool(person.facts.role) or (len(full) > 1 and (full[0] in given_names() or person.seen > 2))


def _named(speaker: Speaker) -> tuple[str, str]:
    """The name an actor is counted under and its kind; ('', '') for those whom no name tells from others."""
    mention = speaker.mention
    if mention.head == "person":
        return full_name(speaker.name), "person"
    if mention.head == "place":
        return _place(speaker)
    if mention.head == "inst":
        return speaker.name, "government" if mention.value == "state" else "organisation"
    if mention.head in ("media", "cap"):
        return speaker.name, "organisation"
    if mention.head == "role" and mention.role_class in ACTING:
        return _acting(speaker)
    return "", ""


def full_name(name: str) -> str:
    """A surname that means one leader is counted under the leader's full name."""
    known = leader(name)
    return known["name"] if known and len(name_words(name)) == 1 else name


def _place(speaker: Speaker) -> tuple[str, str]:
    mention = speaker.mention
    if mention.country[:1] == "~":
        return mention.name, "organisation" if mention.country in ABOVE else "country"
    if mention.value in ("short", "demonym") and mention.country and mention.name not in _states():
        return short_country_name(mention.country), "country"
    if mention.value == "capital" and mention.country:
        return government_of(mention.country), "government"
    if mention.value in ("metonym", "institution", "party"):
        return mention.name.removeprefix("the "), "government" if _of_state(mention.value, mention.low) else "organisation"
    return "", ""


def _acting(speaker: Speaker) -> tuple[str, str]:
    """'Iranian officials' act for the Iranian government, 'an Acme spokesman' for Acme."""
    mention = speaker.mention
    private = mention.organisation and mention.org_class not in ("state", "international", "")
    if mention.country and mention.country[:1] != "~" and mention.role_class in SPEAKING_FOR_STATE and not private:
        return government_of(mention.country), "government"
    if mention.organisation:
        return mention.organisation.removeprefix("the "), "government" if mention.org_class == "state" else "organisation"
    return "", ""


def _of_state(value: str, low: str) -> bool:
    return value != "party" and low not in _stateless()


@cache
def _stateless() -> frozenset[str]:
    """Armed groups that are no state, however the gazetteer places them."""
    return frozenset(row["term"] for row in lexicons.lexicon_rows("institutions") if row["class"] == "armed")


@cache
def _members() -> frozenset[str]:
    """Names of parties that are also adjectives: those whose plural means their members ('Republican')."""
    names = {row["name"].lower() for row in lexicons.lexicon_rows("places") if row["kind"] == "party"}
    return frozenset(name for name in names if f"{name}s" in names or f"{name[:-1]}ies" in names)


@cache
def _states() -> frozenset[str]:
    """Parts of a federation that the lexicon of places gives under its country."""
    import pycountry

    return frozenset(part.name for part in pycountry.subdivisions.get(country_code="US"))
