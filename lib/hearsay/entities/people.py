"""Who is named in one article: every person with the roles, bodies and countries that its text gives them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hearsay.entities.gazetteer import given_names, leader, may_be_same_name, name_start, name_words
from hearsay.entities.noun_phrases import parse_noun_phrase
from hearsay.entities.organisations import join_organisation_names
from hearsay.entities.tokens import COMMON, PARTICLES, Token, tokenise
from hearsay.entities.types import Mention
from hearsay.text.lexicons import word_set
from hearsay.text.spans import SentenceSpan, Span

TITLE_KINDS = ("role", "place", "inst", "media", "poss", "honorific", "cap", "doc")

APPOSITION = 14
"""Chunks that are read after a name for what it says of the person."""
LONGEST = 9
"""Words of a name at most."""
NAMESAKES = 40
"""People of one surname that are told apart in one article."""

PARTY_LABEL = re.compile(r",? \((?:[RDI]|Rep|Dem|GOP)[-–.,) ]")
OF_POLITICIANS = word_set(
    """campaign candidacy presidency administration supporters supporter delegates nomination rally rallies voters cabinet
    government presidential inauguration impeachment"""
)
"""What only politicians have: 'the Smith campaign', 'Smith's supporters'."""


@dataclass
class Person:
    """One person of the article: the fullest name printed, where it stands, and what the text says of him or her."""

    name: str
    evidence: Span
    facts: Mention
    seen: int = 1


@dataclass
class EntityIndex:
    """Everybody and every body named in one article, by the last word of the name or the word for the kind of body."""

    text: str
    people: dict[str, list[Person]] = field(default_factory=dict)
    bodies: dict[str, list[Mention]] = field(default_factory=dict)
    places: list[Token] = field(default_factory=list)
    place_starts: list[int] = field(default_factory=list)
    named: list[tuple[int, Person]] = field(default_factory=list)
    politicians: set[str] = field(default_factory=set)
    short: list[tuple[int, str]] = field(default_factory=list)
    countries: dict[str, int] = field(default_factory=dict)

    def person(self, name: str) -> Person | None:
        """The person that this name or part of a name means; None when the article names nobody so."""
        words = name_words(name)
        known = self.people.get(words[-1], []) if words else []
        return next((p for p in known if len(words) == 1 or may_be_same_name(words, name_words(p.name))), None)

    def body(self, low: str, before: int) -> Mention | None:
        """The last body of this kind ('ministry') named more fully before an offset."""
        known = self.bodies.get(low.split()[-1], [])
        n = bisect_right(known, before - 1, key=lambda mention: mention.start)
        return known[n - 1] if n else None

    def country(self, sentence: int, before: int) -> Token | None:
        """What 'the country' is: the first that its sentence names, which is mostly the subject, else the last before it."""
        first = bisect_right(self.place_starts, sentence - 1)
        n = bisect_right(self.place_starts, before - 1)
        return self.places[first] if first < n else self.places[n - 1] if n else None


def index_entities(text: str, passages: Sequence[SentenceSpan]) -> EntityIndex:
    """Read the article once, passage by passage."""
    spans = [(p.start, p.end) for p in passages] or [(0, len(text))]
    found = EntityIndex(text)
    for start, end in spans:
        plain = tokenise(text, start, end)
        _politicians(found, plain)
        _passage(found, join_organisation_names(plain, text), _headline(plain))
    found.place_starts = [c.start for c in found.places]
    _first_names(found)
    for namesakes in found.people.values():
        namesakes.sort(key=lambda p: (name_words(p.name)[0] not in given_names(), -p.seen))
    known = ((start, found.person(name)) for start, name in found.short)
    found.named += [(start, person) for start, person in known if person]
    found.named.sort(key=lambda item: item[0])
    _offices(found)
    return found


def _offices(cast: EntityIndex) -> None:
    """The office of those whom the article names without one: its own hints first, then the gazetteer of leaders."""
    printed = {place.country for place in cast.places}
    for surname in sorted(cast.people):
        for person in cast.people[surname]:
            facts = person.facts
            known = leader(person.name)
            if (known or surname in cast.politicians) and facts.role_class not in ("official", "spokes", "media"):
                facts = replace(facts, role=known["role"] if known else "politician", role_class="official")
                private = facts.org_class not in ("state", "international", "party")
                facts = replace(facts, organisation="", org_class="") if private else facts
            if known and not facts.country and known["country"] in printed:
                facts = replace(facts, country=known["country"], place="leader")
            person.facts = facts


def _first_names(cast: EntityIndex) -> None:
    """'Hillary' alone means Hillary Clinton where no other name ends so; 'Xi' Xi Jinping, whose family name comes first."""
    alone = {name for name, known in cast.people.items() if all(" " not in person.name for person in known)}
    alone |= {name.lower() for _, name in cast.short}
    for person in [p for known in cast.people.values() for p in known]:
        words = name_words(person.name)
        if len(words) > 1 and words[0] in given_names():
            cast.people.setdefault(words[0], []).append(person)
        elif len(words) > 1 and words[0] in alone and leader(person.name):
            cast.people[words[0]] = [person]


def _headline(found: list[Token]) -> bool:
    """Whether the line capitalises its words, so that capitals say nothing of names."""
    long = [c for c in found if len(c.low) > 3 and c.low[0].isalpha() and c.kind not in ("prep", "det") and c.low not in COMMON]
    return len(long) > 3 and all(c.capital for c in long)


def _politicians(cast: EntityIndex, found: list[Token]) -> None:
    for n, chunk in enumerate(found[:-1]):
        after = found[n + 1 + (found[n + 1].kind == "poss" and n + 2 < len(found))]
        if chunk.kind == "cap" and after.low.split()[0] in OF_POLITICIANS:
            cast.politicians.add(chunk.low)


def _passage(cast: EntityIndex, found: list[Token], headline: bool) -> None:
    for chunk in found:
        if chunk.country and chunk.country[0] != "~":
            cast.countries[chunk.country] = cast.countries.get(chunk.country, 0) + 1
    i = 0
    while i < len(found):
        chunk = found[i]
        if headline and chunk.kind in ("cap", "given", "honorific"):
            i += 1
            continue
        if chunk.kind in ("cap", "given") or (chunk.kind == "honorific" and i + 1 < len(found)):
            i = _name(cast, found, i + (chunk.kind == "honorific"))
            continue
        if chunk.kind == "place" and chunk.country[:1] != "~" and chunk.value in ("short", "capital", "demonym"):
            cast.places.append(chunk)
        if chunk.kind == "inst" or (chunk.kind == "place" and chunk.value in ("metonym", "institution")):
            _body(cast, found, i)
        i += 1


def _body(cast: EntityIndex, found: list[Token], i: int) -> None:
    first = i
    while first and found[first - 1].kind in ("place", "poss") and i - first < 3:
        first -= 1
    mention = parse_noun_phrase(found[first : i + 1], cast.text)
    longer = mention.end - mention.start > len(found[i].low) or found[i].capital
    if mention.head in ("inst", "place") and longer and (mention.country or found[i].start < mention.head_start + 1):
        key = found[i].low.split()[-1]
        cast.bodies.setdefault(key, []).append(mention)


def _name(cast: EntityIndex, found: list[Token], i: int) -> int:
    """Record the name that starts at chunk `i`; the position after it."""
    stop = i + 1
    for ahead in range(stop, min(len(found), i + LONGEST)):
        if found[ahead].low in PARTICLES:
            continue
        if name_start(found[i : ahead + 1], ahead + 1 - i):
            break
        stop = ahead + 1
    first = i
    while first and i - first < 9 and (found[first - 1].kind in TITLE_KINDS or _leads(found, first - 1)):
        first -= 1
    while first < i and found[first].kind == "place" and first and found[first - 1].low in ("to", "on", "for"):
        first += 1
    if stop < len(found) and found[stop].capital and found[stop].kind in ("role", "inst", "doc") and found[stop].plural:
        return stop
    mention = parse_noun_phrase(found[first : _apposition(found, stop)], cast.text)
    mention = _partisan(mention, found, first, stop, cast.text)
    if mention.head == "cap" and len(mention.name.split()) == 1:
        cast.short.append((mention.head_start, mention.name))
    if first > 1 and found[first - 1].kind in ("and", "comma") and cast.named and not mention.role:
        before = cast.named[-1][1].facts
        if before.plural_title and found[first - 1].start - cast.named[-1][0] < 60:
            mention = replace(mention, role=before.role, role_class=before.role_class, plural_title=True)
            mention = replace(mention, head="person") if mention.name else mention
    if mention.head != "person" or not mention.name:
        return stop
    _add(cast, mention, (found[first].start, found[stop - 1].end))
    return stop


def _leads(found: list[Token], i: int) -> bool:
    """'commander OF THE Guards Major General': small words between a role and its body."""
    return found[i].low in ("of", "the") and any(c.kind == "role" and c.value == "official" for c in found[max(0, i - 2) : i])


def _partisan(mention: Mention, found: list[Token], first: int, stop: int, text: str) -> Mention:
    """'Sen. Doe (R-Ohio)', 'Republican Jane Doe': a party beside the name makes a politician."""
    if not mention.role and PARTY_LABEL.match(text, found[stop - 1].end):
        return replace(mention, head="person", role="politician", role_class="official", country="US", place="institution")
    if not mention.country and PARTY_LABEL.match(text, found[stop - 1].end):
        return replace(mention, head="person", country="US", place="institution")
    party = any(c.value == "party" and c.end <= mention.head_start for c in found[first:stop])
    if not mention.role and party and mention.head == "person":
        return replace(mention, role="politician", role_class="official")
    return mention


def _apposition(found: list[Token], stop: int) -> int:
    """Where the words that describe the name end: ', a senator from Ohio,', ' of the Institute', '(R-Ohio)'."""
    if stop >= len(found):
        return stop
    if found[stop].low == ",":
        if stop + 1 >= len(found) or found[stop + 1].kind not in ("det", "role", "place", "inst", "poss", "media", "cap", "low"):
            return stop
        last, limit = stop + 1, min(len(found), stop + APPOSITION)
        while (
            last < limit
            and found[last].low not in (",", "who", "and", "-", "–", "—", ":", ";", "(", ")")
            and found[last].kind != "punct"
        ):
            last += 1
        described = any(c.kind in ("role", "inst") for c in found[stop + 1 : last])
        closed = last >= len(found) or found[last].kind in ("comma", "punct", "and") or found[last].low == "who"
        return last if described and closed else stop
    if found[stop].low in ("of", "from", "at", "with"):
        last, limit = stop + 1, min(len(found), stop + APPOSITION)
        while last < limit and found[last].kind in ("det", "inst", "place", "media", "cap", "given", "poss"):
            last += 1
        return last if last > stop + 1 else stop
    return stop


def _add(cast: EntityIndex, mention: Mention, span: Span) -> None:
    words = name_words(mention.name)
    if not words:
        return
    known = cast.people.setdefault(words[-1], [])
    for person in known[:NAMESAKES]:
        alone = len(name_words(person.name)) == 1 and not _another(person.name, words)
        if len(words) == 1 or alone or may_be_same_name(words, name_words(person.name)):
            _merge(person, mention, span)
            break
    else:
        person = Person(mention.name, span, mention)
        if len(known) < NAMESAKES:
            known.append(person)
    cast.named.append((mention.head_start, person))


def _another(surname: str, words: list[str]) -> bool:
    """Whether a full name is somebody else's than the leader whom the surname alone means: a spouse, a child."""
    known = leader(surname)
    return known is not None and len(words) > 1 and not may_be_same_name(words, name_words(known["name"]))


def _merge(person: Person, mention: Mention, span: Span) -> None:
    old = person.facts
    person.seen += 1
    fuller = len(name_words(mention.name)) > len(name_words(person.name))
    told = (mention.role and not old.role) or (old.role in ("dr", "mr") and mention.role not in ("", "dr"))
    if fuller:
        person.name = mention.name
    if fuller or (told and len(name_words(person.name)) == len(name_words(mention.name))):
        person.evidence = span
    if mention.role and (not old.role or told):
        old = replace(old, role=mention.role, role_class=mention.role_class)
    if mention.organisation and not old.organisation:
        old = replace(old, organisation=mention.organisation, org_class=mention.org_class)
    if mention.country and not old.country:
        old = replace(old, country=mention.country, place=mention.place)
    person.facts = replace(old, gender=old.gender or mention.gender, owner=old.owner or mention.owner)
