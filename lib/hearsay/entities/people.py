"""Who is named in one article: people, organisations and places, with the facts that its text gives of each.

`index_entities` reads an article by rules. Whatever reads it in another way, a trained model for one, fills the same
`EntityIndex`: mentions (`named`, `organisations`, `places`), clusters (`people`, to whom `named` points), and what is said of
each person with the span that says so (`Person.mention`, `Person.evidence`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import chain
from types import MappingProxyType

from hearsay.entities.gazetteer import INTERNATIONAL, OWN_NAMES, given_names, is_group, leader, may_be_same_name, name_words
from hearsay.entities.noun_phrases import parse_noun_phrase
from hearsay.entities.organisations import STANDING, join_organisation_names
from hearsay.entities.tokens import PARTICLES, is_headline, name_start, tokenise
from hearsay.entities.types import (
    NAMES,
    Head,
    Mention,
    MergePolicy,
    OrganisationClass,
    PlaceKind,
    RoleClass,
    Token,
    TokenKind,
    merge_facts,
    token_at,
)
from hearsay.text.lexicons import word_set
from hearsay.text.spans import SentenceSpan, Span

ARTICLES = 16
"""Indexes that a process keeps: the articles of one job (`pipeline.CHUNK`), so that its tables share them."""
READING = MergePolicy(giving_way=frozenset(("dr",)))
"""How facts merge while an article is read: the first role that says more than 'Dr.' stays."""
BODIES = {TokenKind.ORGANISATION, TokenKind.PLACE, TokenKind.MEDIA, TokenKind.NAME, TokenKind.POSSESSIVE}
TITLE_KINDS = BODIES | {TokenKind.ROLE, TokenKind.HONORIFIC, TokenKind.DOCUMENT}
"""What may stand in the title before a name: 'former Iranian Foreign Ministry spokesman'."""
DESCRIBING = BODIES | {TokenKind.ROLE, TokenKind.DETERMINER, TokenKind.WORD}
"""What may open an apposition after a comma."""
BELONGING = BODIES | {TokenKind.DETERMINER, TokenKind.GIVEN}
"""What may follow 'of', 'from', 'at', 'with' after a name."""
GROUPS = (TokenKind.ROLE, TokenKind.ORGANISATION, TokenKind.DOCUMENT)
"""Plurals of these after a run of capitals show that it is no person's name: 'Smith Officials'."""
ENDS = (TokenKind.COMMA, TokenKind.PUNCTUATION, TokenKind.AND)
CLOSING = frozenset((",", "who", "and", "-", "–", "—", ":", ";", "(", ")"))
"""What ends an apposition."""
APPOSITION = 14
"""Tokens that are read after a name for what it says of the person; chosen by hand, not measured."""
LONGEST = 9
"""Words of a name, or of the title before it, at most; no title in the cases at hand is longer."""
SHARED_TITLE = 60
"""Characters after a name in which its plural title still holds for the next: 'Senators Doe of Ohio and Roe'; by hand."""
GENERAL = (TokenKind.ROLE, TokenKind.ORGANISATION, TokenKind.DOCUMENT)
"""Nouns by which people, bodies and papers are called without a name: 'the officials', 'the company', 'a report'."""
LED_BY = BODIES | {TokenKind.ROLE, TokenKind.NUMBER}
"""What stands before such a noun within its phrase."""
PHRASE = 5
"""Tokens before the noun that are looked at; by hand."""
NAMESAKES = 40
"""People of one surname that are told apart in one article; a bound on time, no article names as many."""
PUBLIC = (OrganisationClass.STATE, OrganisationClass.INTERNATIONAL, OrganisationClass.PARTY)
"""Bodies that an office may belong to."""
ACTING = (RoleClass.OFFICIAL, RoleClass.SPOKES, RoleClass.MEDIA)
"""Classes of roles beside which no office is looked up."""
PARTY_LABEL = re.compile(r",? \((?:[RDI]|Rep|Dem|GOP)[-–.,) ]")
OF_POLITICIANS = word_set(
    """campaign candidacy presidency administration supporters supporter delegates nomination rally rallies voters cabinet
    government presidential inauguration impeachment"""
)
"""What only politicians have: 'the Smith campaign', 'Smith's supporters'."""


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the article, a cluster of mentions: the fullest name printed; the first mention, with the role and the
    affiliation that the whole article gives; `evidence`, the span that says so; how often `seen`."""

    number: int
    name: str
    evidence: Span
    mention: Mention
    seen: int = 1


@dataclass(frozen=True)
class EntityIndex:
    """Everybody and every body named in one article. Nobody changes it: whoever uses it finds what was read.

    `named` has the span of each name and the number of its person, in the order of the text; `by_name` the numbers of those
    whom a last (or first) name means, the likeliest first. `organisations` go by the word for their kind ('ministry').
    `bodies` are outlets, organisations by a name of their own, and names of whatever is no person, in order; `phrases` people,
    bodies and papers by a general noun ('the officials'), in order.
    `places` are names of a country by itself, `located` these and all cities and bodies that tell a country, each as its own
    word; `countries` counts them; `politicians` are surnames beside what only politicians have.
    """

    text: str
    people: tuple[Person, ...]
    named: tuple[tuple[Span, int], ...]
    by_name: Mapping[str, tuple[int, ...]]
    organisations: Mapping[str, tuple[Mention, ...]]
    bodies: tuple[Mention, ...]
    phrases: tuple[Span, ...]
    places: tuple[Token, ...]
    located: tuple[Token, ...]
    countries: Mapping[str, int]
    politicians: frozenset[str]

    @cached_property
    def body_starts(self) -> list[int]:
        """Where each of `bodies` begins."""
        return [body.start for body in self.bodies]

    @cached_property
    def place_starts(self) -> list[int]:
        """Where each of `places` begins."""
        return [place.start for place in self.places]

    def mentions_of(self, person: Person) -> Sequence[Span]:
        """Where the article names a person, in order."""
        return self._mentions.get(person.number, ())

    @cached_property
    def _mentions(self) -> Mapping[int, Sequence[Span]]:
        found: dict[int, list[Span]] = {}
        for span, number in self.named:
            found.setdefault(number, []).append(span)
        return found

    @cached_property
    def printed(self) -> frozenset[str]:
        """The countries that the article names by themselves, their capital or their adjective."""
        return frozenset(place.country for place in self.places)

    def person(self, name: str, gender: str = "") -> Person | None:
        """The person that this name or part of a name means, of namesakes one whom the gender ('m', 'f') fits; None when the
        article names nobody so."""
        number = _meant(name, self.by_name, self.people, gender)
        return None if number is None else self.people[number]

    def organisation(self, low: str, before: int) -> Mention | None:
        """The last body of this kind ('ministry') named more fully before an offset."""
        known = self.organisations.get(low.split()[-1], ())
        n = bisect_right(known, before - 1, key=lambda mention: mention.start)
        return known[n - 1] if n else None

    def country(self, sentence: int, before: int) -> Token | None:
        """What 'the country' is: the first that its sentence names, which is mostly the subject, else the last before it."""
        first = bisect_right(self.place_starts, sentence - 1)
        n = bisect_right(self.place_starts, before - 1)
        return self.places[first] if first < n else self.places[n - 1] if n else None

    def people_between(self, first: int, last: int, most: int) -> Iterator[tuple[int, Person]]:
        """The people named in a stretch of the text, in order, with the places of their names; no more than `most`."""
        n = bisect_right(self.named, first - 1, key=lambda item: item[0][0])
        return ((span[0], self.people[number]) for span, number in self.named[n : n + most] if span[0] < last)


def index_entities(text: str, passages: Sequence[SentenceSpan]) -> EntityIndex:
    """Who is named in the passages of one article; the same object when the same article is asked for again."""
    return _indexed(text, tuple(sorted((p.start, p.end) for p in passages)) or ((0, len(text)),))


@lru_cache(maxsize=ARTICLES)
def _indexed(text: str, spans: tuple[Span, ...]) -> EntityIndex:
    reader = _Reader(text)
    for start, end in spans:
        plain = tokenise(text, start, end)
        reader.located += [token for token in plain if token.country]
        reader.find_politicians(plain)
        reader.read(join_organisation_names(plain, text), is_headline(plain))
    return reader.index()


def _meant(name: str, by_name: Mapping[str, Sequence[int]], people: Sequence[Person], gender: str = "") -> int | None:
    """The number of the person whom a name means."""
    words = name_words(name)
    known = by_name.get(words[-1], ()) if words else ()
    fitting = [n for n in known if len(words) == 1 or may_be_same_name(words, name_words(people[n].name))]
    if gender and len(fitting) > 1:
        fitting.sort(key=lambda n: (people[n].mention.role.gender != gender, people[n].mention.role.gender != ""))
    return fitting[0] if fitting else None


class _Reader:
    """Reads an article passage by passage, and then makes its index."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.people: list[Person] = []
        self.by_name: dict[str, list[int]] = {}
        self.named: list[tuple[Span, int]] = []
        self.alone: list[tuple[Span, str]] = []
        self.organisations: dict[str, list[Mention]] = {}
        self.bodies: list[Mention] = []
        self.phrases: list[Span] = []
        self.places: list[Token] = []
        self.located: list[Token] = []
        self.countries: Counter[str] = Counter()
        self.politicians: set[str] = set()

    def find_politicians(self, tokens: Sequence[Token]) -> None:
        """Note the surnames beside what only politicians have."""
        for n, (token, after) in enumerate(zip(tokens, tokens[1:], strict=False)):
            if after.kind is TokenKind.POSSESSIVE and n + 2 < len(tokens):
                after = tokens[n + 2]
            if token.kind is TokenKind.NAME and after.low.split()[0] in OF_POLITICIANS:
                self.politicians.add(token.low)

    def read(self, tokens: Sequence[Token], headline: bool) -> None:
        """Note the people, places and bodies of one passage; in a headline capitals tell no name."""
        self.countries.update(token.country for token in tokens if token.country and not is_group(token.country))
        i = 0
        while i < len(tokens):
            led = tokens[i].kind is TokenKind.HONORIFIC and i + 1 < len(tokens)
            if not headline and (led or tokens[i].is_name):
                i = self._read_name(tokens, i + led)
            else:
                self._read_place(tokens, i)
                if _is_general(tokens, i):
                    self.phrases.append((tokens[_phrase_start(tokens, i)].start, tokens[i].end))
                i += 1

    def _read_place(self, tokens: Sequence[Token], i: int) -> None:
        """Note the country or body at token `i`, if it is one; a body with the places and owners before it."""
        token, first = tokens[i], i
        if token.kind is TokenKind.PLACE and token.value in OWN_NAMES and not is_group(token.country):
            self.places.append(token)
        above = token.kind is TokenKind.PLACE and token.country in INTERNATIONAL
        if token.capital and (above or token.kind is TokenKind.MEDIA):
            self.bodies.append(parse_noun_phrase([token], self.text))
        if token.kind is not TokenKind.ORGANISATION and token.value not in STANDING:
            return
        while first and tokens[first - 1].kind in (TokenKind.PLACE, TokenKind.POSSESSIVE) and i - first < 3:
            first -= 1
        mention = parse_noun_phrase(tokens[first : i + 1], self.text)
        longer = token.capital or mention.end - mention.start > len(token.low)
        whole = mention.country or token.start <= mention.noun.start
        if longer and whole and mention.head in (Head.ORGANISATION, Head.PLACE):
            # 'Bank of England' is a bank.
            self.organisations.setdefault(token.low.partition(" of ")[0].split()[-1], []).append(mention)
        if token.capital and mention.head in (Head.ORGANISATION, Head.PLACE):
            self.bodies.append(mention)

    def _read_name(self, tokens: Sequence[Token], i: int) -> int:
        """Note the name that starts at token `i`; the position after it."""
        stop, first = _name_end(tokens, i), _title_start(tokens, i)
        if stop < len(tokens) and tokens[stop].capital and tokens[stop].plural and tokens[stop].kind in GROUPS:
            return stop
        mention = parse_noun_phrase(tokens[first : _apposition_end(tokens, stop)], self.text)
        mention = _partisan(mention, tokens, first, stop, self.text)
        span = mention.noun.start, mention.noun.start + len(mention.name)
        if mention.head is Head.NAME and len(mention.name.split()) == 1:
            self.alone.append((span, mention.name))
        if mention.head is Head.NAME:
            self.bodies.append(replace(mention, start=span[0], end=span[1]))
        mention = self._sharing_title(mention, tokens, first)
        if mention.head is Head.PERSON and (words := name_words(mention.name)):
            self.named.append((span, self._add(mention, words, (tokens[first].start, tokens[stop - 1].end))))
        return stop

    def _sharing_title(self, mention: Mention, tokens: Sequence[Token], first: int) -> Mention:
        """'Senators Doe and Roe': the plural title of the name before holds for this one."""
        if mention.role.title or not self.named or first < 2 or tokens[first - 1].kind not in (TokenKind.AND, TokenKind.COMMA):
            return mention
        (start, _), number = self.named[-1]
        role = self.people[number].mention.role
        if not role.shared or tokens[first - 1].start - start >= SHARED_TITLE:
            return mention
        mention = replace(mention, role=replace(role, gender=mention.role.gender))
        return mention.as_person() if mention.name else mention

    def _add(self, mention: Mention, words: list[str], printed: Span) -> int:
        """The number of the person of a mention, who is a new one or one who was named before."""
        known = self.by_name.setdefault(words[-1], [])
        first = mention.name.split()[0]
        if known and len(words) == 2 and len(first) > 2 and first.isupper() and first.isalpha():
            words = words[1:]  # an office in letters, 'MEC Doe', where Doe is known
        gender = mention.role.gender
        same = [n for n in known[:NAMESAKES] if _is_same(self.people[n].name, words)]
        fitting = [n for n in same if not gender or self.people[n].mention.role.gender in ("", gender)]
        if fitting:
            number = next((n for n in fitting if gender and self.people[n].mention.role.gender == gender), fitting[0])
            self.people[number] = _seen_again(self.people[number], mention, printed)
            return number
        if len(known) < NAMESAKES:
            known.append(len(self.people))
        self.people.append(Person(len(self.people), mention.name, printed, mention))
        return len(self.people) - 1

    def index(self) -> EntityIndex:
        """The index of what was read."""
        self._add_first_names()
        for namesakes in self.by_name.values():
            # A bare surname means whom the article has most, of equals who came first.
            namesakes.sort(key=lambda n: (self.people[n].name.split()[0].isupper(), -self.people[n].seen, n))
        for span, name in self.alone:
            if (number := _meant(name, self.by_name, self.people)) is not None:
                self.named.append((span, number))
        printed = frozenset(place.country for place in self.places)
        for surname in sorted(self.by_name):
            for n in self.by_name[surname]:
                self.people[n] = _in_office(self.people[n], surname in self.politicians, printed)
        return EntityIndex(
            self.text,
            tuple(self.people),
            tuple(sorted(self.named, key=lambda item: item[0][0])),
            MappingProxyType({name: tuple(numbers) for name, numbers in self.by_name.items()}),
            MappingProxyType({noun: tuple(mentions) for noun, mentions in self.organisations.items()}),
            self._bodies(),
            tuple(self.phrases),
            tuple(self.places),
            self._located(),
            MappingProxyType(self.countries),
            frozenset(self.politicians),
        )

    def _located(self) -> tuple[Token, ...]:
        """The places without those that are part of a person's name: 'Mark Jordan', and 'Jordan' where he is meant."""
        inside = {start + n for (start, end), _ in self.named for n in range(end - start)}
        return tuple(token for token in self.located if token.start not in inside and token.low not in self.by_name)

    def _bodies(self) -> tuple[Mention, ...]:
        """The bodies without names that turned out to be a person's, in the order of the text."""
        people = {span[0] for span, _ in self.named}
        return tuple(sorted((m for m in self.bodies if m.start not in people), key=lambda mention: mention.start))

    def _add_first_names(self) -> None:
        """'Hillary' alone means Hillary Clinton where no other name ends so; 'Xi' Xi Jinping, whose family name comes first."""
        alone = {name.lower() for _, name in self.alone}
        alone |= {name for name, known in self.by_name.items() if not any(" " in self.people[n].name for n in known)}
        for number in list(chain.from_iterable(self.by_name.values())):
            name = self.people[number].name
            first, *rest = name_words(name)
            if rest and first in given_names():
                self.by_name.setdefault(first, []).append(number)
            elif rest and first in alone and (leader(name) or first not in self.by_name):
                # In Malay, Ethiopian or Icelandic usage the first name is the short one.
                self.by_name[first] = [number]


def _seen_again(person: Person, mention: Mention, printed: Span) -> Person:
    """The person with what one more mention adds; the evidence is where the fullest name stands with a role."""
    merged = merge_facts(person.mention, mention, READING)
    told = merged.role.title != person.mention.role.title
    more = len(name_words(mention.name)) - len(name_words(person.name))
    evidence = printed if more > 0 or (told and more == 0) else person.evidence
    return replace(
        person, name=mention.name if more > 0 else person.name, evidence=evidence, mention=merged, seen=person.seen + 1
    )


def _in_office(person: Person, politician: bool, printed: frozenset[str]) -> Person:
    """With the office of one whom the article names without any: by its own hints, else by the gazetteer of leaders."""
    known, mention = leader(person.name), person.mention
    if (known or politician) and mention.role.kind not in ACTING:
        mention = mention.in_role(known["role"] if known else "politician", RoleClass.OFFICIAL)
        if mention.affiliation.organisation_class not in PUBLIC:
            mention = mention.of_organisation("", OrganisationClass.NONE)
    if known and not mention.country and known["country"] in printed:
        mention = mention.of_country(known["country"], PlaceKind.LEADER)
    return replace(person, mention=mention)


def _is_general(tokens: Sequence[Token], i: int) -> bool:
    """Whether a token is the noun of a phrase that names somebody by no name; no title and no part of a longer one."""
    token, after = tokens[i], token_at(tokens, i + 1)
    members = token.kind is TokenKind.PLACE and token.value in (PlaceKind.DEMONYM, PlaceKind.PARTY) and token.low.endswith("s")
    return (token.kind in GENERAL or members) and after.kind not in (*GENERAL, *NAMES, TokenKind.HONORIFIC)


def _phrase_start(tokens: Sequence[Token], i: int) -> int:
    """Where the phrase of a noun begins: at its determiner, if one stands near, else at what tells whose it is."""
    for n in range(i - 1, max(-1, i - PHRASE), -1):
        if tokens[n].kind is TokenKind.DETERMINER:
            return n
        if tokens[n].kind not in LED_BY and tokens[n].kind is not TokenKind.WORD:
            break
    first = i
    while first and i - first < PHRASE and tokens[first - 1].kind in LED_BY:
        first -= 1
    return first + (first < i and tokens[first].kind is TokenKind.POSSESSIVE)


def _is_same(name: str, words: list[str]) -> bool:
    """Whether a name in words is that of one who is known under another; a leader's bare surname is not a relative's."""
    known = name_words(name)
    if len(words) == 1 or may_be_same_name(words, known):
        return True
    office = leader(name) if len(known) == 1 else None
    return len(known) == 1 and (office is None or may_be_same_name(words, name_words(office["name"])))


def _name_end(tokens: Sequence[Token], i: int) -> int:
    stop = i + 1
    for ahead in range(stop, min(len(tokens), i + LONGEST)):
        if tokens[ahead].low in PARTICLES:
            continue
        if name_start(tokens[i : ahead + 1], ahead + 1 - i):
            break
        stop = ahead + 1
    return stop


def _title_start(tokens: Sequence[Token], i: int) -> int:
    """Where the title before a name begins; a place after 'to', 'on', 'for' is what the office deals with."""
    first = i
    while first and i - first < LONGEST and (tokens[first - 1].kind in TITLE_KINDS or _leads(tokens, first - 1)):
        first -= 1
    while 0 < first < i and tokens[first].kind is TokenKind.PLACE and tokens[first - 1].low in ("to", "on", "for"):
        first += 1
    return first


def _leads(tokens: Sequence[Token], i: int) -> bool:
    """'commander OF THE Guards Major General': small words between a role and its body."""
    before = tokens[max(0, i - 2) : i]
    return tokens[i].low in ("of", "the") and any(t.kind is TokenKind.ROLE and t.value == RoleClass.OFFICIAL for t in before)


def _partisan(mention: Mention, tokens: Sequence[Token], first: int, stop: int, text: str) -> Mention:
    """'Sen. Doe (R-Ohio)', 'Republican Jane Doe': a party beside the name makes a politician."""
    untitled = not mention.role.title
    if (untitled or not mention.country) and PARTY_LABEL.match(text, tokens[stop - 1].end):
        labelled = mention.as_person().of_country("US", PlaceKind.INSTITUTION)
        return labelled.in_role("politician", RoleClass.OFFICIAL) if untitled else labelled
    party = any(token.value == PlaceKind.PARTY and token.end <= mention.noun.start for token in tokens[first:stop])
    if untitled and party and mention.head is Head.PERSON:
        return mention.in_role("politician", RoleClass.OFFICIAL)
    return mention


def _apposition_end(tokens: Sequence[Token], stop: int) -> int:
    """Where the words that describe the name end: ', a senator from Ohio,', ' of the Institute', '(R-Ohio)'."""
    opening = tokens[stop].low if stop < len(tokens) else ""
    limit = min(len(tokens), stop + APPOSITION)
    if opening in ("of", "from", "at", "with"):
        last = next((n for n in range(stop + 1, limit) if tokens[n].kind not in BELONGING), limit)
        return last if last > stop + 1 else stop
    if opening != "," or stop + 1 >= len(tokens) or tokens[stop + 1].kind not in DESCRIBING:
        return stop
    last = stop + 1
    while last < limit and tokens[last].low not in CLOSING and tokens[last].kind is not TokenKind.PUNCTUATION:
        last += 1
    described = any(token.kind in (TokenKind.ROLE, TokenKind.ORGANISATION) for token in tokens[stop + 1 : last])
    return last if described and (last >= len(tokens) or tokens[last].low == "who" or tokens[last].kind in ENDS) else stop
