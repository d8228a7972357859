"""Whom an article names: every mention of a country, government, person or organisation, led back to one name.

Names are read and resolved by the code that resolves the speakers of attributions, so that an actor has the same name
whether it speaks or is spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from hearsay.attribution.labels.context import Speaker
from hearsay.attribution.labels.speakers import resolve_speakers
from hearsay.entities.gazetteer import (
    INTERNATIONAL,
    OWN_NAMES,
    given_names,
    government_of,
    is_group,
    leader,
    name_words,
    short_country_name,
    single_country,
    us_states,
)
from hearsay.entities.noun_phrases import THINGS
from hearsay.entities.organisations import STANDING, join_organisation_names
from hearsay.entities.people import EntityIndex, Person, index_entities
from hearsay.entities.tokens import COMMON, PARTICLES, is_headline, tokenise
from hearsay.entities.types import (
    NOTHING,
    Actor,
    Head,
    Mention,
    OrganisationClass,
    PlaceKind,
    RoleClass,
    Token,
    TokenKind,
    token_at,
)
from hearsay.text import lexicons
from hearsay.text.lexicons import word_set
from hearsay.text.spans import Attribution, SentenceSpan, Span

LONGEST = 12
"""Tokens of one mention at most; a longer run of capitals is no name."""
NAMED = (TokenKind.PLACE, TokenKind.ORGANISATION, TokenKind.MEDIA, TokenKind.NAME, TokenKind.GIVEN)
"""Kinds of words beside which a role says whose it is: 'Iranian officials'."""
PHRASE = (*NAMED, TokenKind.ROLE, TokenKind.HONORIFIC)
SPEAKING_FOR_STATE = (RoleClass.OFFICIAL, RoleClass.SPOKES, RoleClass.HEAD)
ACTING = (*SPEAKING_FOR_STATE, RoleClass.OTHER, RoleClass.SOURCE, RoleClass.MEDIA)
"""Classes of roles in which people act for their country or body. Students and neighbours do not."""
OF_STATE = (OrganisationClass.STATE, OrganisationClass.INTERNATIONAL, OrganisationClass.NONE)
SEEN_OFTEN = 2
"""Mentions above which a full name without a known given name is somebody's; by hand."""
WHERE = word_set("in into inside within across throughout near around outside at")
"""Prepositions that make a country or capital a place where something happens, and no actor."""
TOWARDS = word_set("to from of on capital")
"""Words that do so for a capital: 'a visit to Moscow'."""
MEMBERS = re.compile(r".*[^su]s")
"""Plurals of adjectives of nationality: 'Iranians'."""
AFFAIRS = word_set("war wars conflict crisis deal talks accord pact invasion border time")
"""Nouns before which a country's name says only which: 'the Ukraine war'."""

PLACES = word_set(
    """nation nations country countries city cities town towns village villages state states province provinces region regions
    county district districts community communities industry industries market markets"""
)
"""What a lexicon of bodies also knows and no actor is, unless it is part of a name."""


def actors(text: str, passages: Sequence[SentenceSpan], sources: Sequence[Span] = ()) -> list[Actor]:
    """The mentions of one article, in order and without overlap.

    Pronouns, unnamed people ("officials") and places where something merely happens ("in Ukraine") are left out, and so
    are capitalised words that nothing shows to be somebody's name. `sources` are the places of whoever speaks in the
    article: who speaks is somebody, whatever the name.
    """
    index = index_entities(text, passages)
    spans = [span for passage in passages for span in actor_phrases(text, passage.start, passage.end)]
    resolved = resolve_speakers(index, passages, [Attribution(span, span, ()) for span in spans])
    speaking = {text[start:end].strip("“”\"'’ ") for start, end in sources}
    made = (_actor(index, span, speaker, speaking) for span, speaker in zip(spans, resolved, strict=True))
    return [actor for actor in made if actor]


def actor_phrases(text: str, start: int, end: int) -> Iterator[Span]:
    """Noun phrases of one sentence that may name somebody: 'President Jane Doe', 'Iranian officials', 'the Kremlin'."""
    tokens = tokenise(text, start, end)
    if is_headline(tokens):
        # There capitals say nothing: a word is a name only where a lexicon knows it.
        tokens = [t._replace(kind=TokenKind.WORD) if t.kind is TokenKind.NAME else t for t in tokens]
    else:
        tokens = join_organisation_names(tokens, text)
    i = 0
    while i < len(tokens):
        stop = i
        while stop < len(tokens) and stop - i < LONGEST and (_may_name(tokens[stop]) or _is_inside(tokens, i, stop)):
            stop += 1
        yield from _parted(tokens, i, stop)
        i = max(stop, i + 1)


def _may_name(token: Token) -> bool:
    return token.kind in PHRASE and not (token.kind is TokenKind.NAME and token.low in COMMON)


def _is_inside(tokens: Sequence[Token], i: int, at: int) -> bool:
    """A possessive or a particle between two words of a name: 'Iran's president', 'Mohammed bin Salman'."""
    if at <= i or at + 1 >= len(tokens) or not _may_name(tokens[at + 1]):
        return False
    return tokens[at].kind is TokenKind.POSSESSIVE or (tokens[at].low in PARTICLES and tokens[at - 1].is_name)


def _parted(tokens: Sequence[Token], i: int, stop: int) -> Iterator[Span]:
    """The run as one mention where its last words say who it is, else the names within it."""
    if i >= stop:
        return
    after = token_at(tokens, stop)
    cut = max((n for n in range(i + 1, stop) if tokens[n].kind is TokenKind.POSSESSIVE), default=0)
    if cut and not _bears_name(tokens[cut + 1 : stop], NOTHING, after):
        yield from _parted(tokens, i, cut)
    elif _bears_name(tokens[i:stop], token_at(tokens, i - 1), after):
        yield tokens[i].start, tokens[stop - 1].end
    elif tokens[i].kind is TokenKind.PLACE and stop - i > 1 and tokens[i].value in (PlaceKind.SHORT, *STANDING):
        yield tokens[i].start, tokens[i].end


def _bears_name(piece: Sequence[Token], before: Token, after: Token) -> bool:
    """Whether the phrase names an actor: a name, a country, or people who act for one ('Iranian officials')."""
    last, kinds = token_at(piece, len(piece) - 1), {token.kind for token in piece}
    if last.kind is TokenKind.PLACE:
        return _is_acting_place(last, before if len(piece) == 1 else piece[-2], after)
    if last.kind is TokenKind.ROLE:
        return not kinds.isdisjoint(NAMED)
    if last.kind is TokenKind.ORGANISATION and (last.capital or last.country):
        return True
    return last.is_name or last.kind is TokenKind.MEDIA or TokenKind.PLACE in kinds


def _is_acting_place(place: Token, before: Token, after: Token) -> bool:
    """Whether a place name stands for an actor: not 'in Iran', 'the Iran deal', 'Iranian drones', 'a Republican rival'."""
    if before.low in WHERE or after.low in AFFAIRS:
        return before.low in WHERE and place.value in (*STANDING, PlaceKind.PARTY)
    match place.value:
        case PlaceKind.PARTY:
            return after.kind is not TokenKind.WORD or place.low not in _party_members()
        case PlaceKind.CAPITAL:
            return before.low not in TOWARDS and after.low not in (",", "-")
        case PlaceKind.REGION:
            return place.country in INTERNATIONAL or (before.low, place.low) == ("the", "west")
        case PlaceKind.DEMONYM:
            return MEMBERS.fullmatch(place.low) is not None
    return True


def _actor(index: EntityIndex, span: Span, speaker: Speaker, speaking: set[str]) -> Actor | None:
    """The actor that a phrase names, under one name; None where it names nobody whom it tells from others."""
    printed, mention = index.text[slice(*span)], speaker.mention
    if mention.head in (Head.NAME, Head.PERSON) and not _is_somebody(index, mention, printed in speaking):
        return None
    name, kind = _name_and_kind(speaker)
    if mention.head is Head.ORGANISATION:
        words = printed.split()
        if mention.noun.low.split()[-1] in PLACES and not words[-1][0].isupper():
            return None
        # A body named in full by the mention itself keeps that name; 'the ministry' does not.
        full = speaker.antecedent and len(words) > 1 and words[0] != words[0].lower()
        name = printed if full else name
    name = " ".join(name.split()).strip(" ,;:-–—'’\"“”")
    return Actor(*span, name, kind) if kind and any(map(str.isupper, name)) else None


def _is_somebody(index: EntityIndex, mention: Mention, speaks: bool) -> bool:
    """Whether anything shows that a run of capitals is somebody's name: a title, a given name, a voice, a fuller name."""
    words = name_words(mention.name)
    if not words or any(map(str.isdigit, mention.name)):
        return False
    given = words[0] in given_names()
    if words[-1] in THINGS and not given:
        return False
    known = given or speaks or mention.role.title or leader(mention.name)
    return bool(known) or _is_told_in_full(index.person(mention.name))


def _is_told_in_full(person: Person | None) -> bool:
    """Whether the article says elsewhere who bears a name: by a role, a given name, or a full name often printed."""
    words = name_words(person.name) if person else []
    if person is None or person.mention.role.title:
        return person is not None
    return len(words) > 1 and (words[0] in given_names() or person.seen > SEEN_OFTEN)


def _name_and_kind(speaker: Speaker) -> tuple[str, str]:
    """The name an actor is counted under and its kind; ('', '') for those whom no name tells from others."""
    match speaker.mention.head:
        case Head.PERSON:
            return full_name(speaker.name), "person"
        case Head.PLACE:
            return _place(speaker.mention)
        case Head.ORGANISATION:
            return speaker.name, "government" if speaker.mention.noun.value == OrganisationClass.STATE else "organisation"
        case Head.MEDIA | Head.NAME:
            return speaker.name, "organisation"
        case Head.ROLE:
            return _acting_for(speaker.mention)
    return "", ""


def full_name(name: str) -> str:
    """A surname that means one leader is counted under the leader's full name."""
    known = leader(name)
    return known["name"] if known and len(name_words(name)) == 1 else name


def _place(mention: Mention) -> tuple[str, str]:
    """A country, its government by the capital, or the body that a name of a place stands for."""
    country, value = mention.country, mention.noun.value
    if is_group(country):
        return mention.name, "organisation" if country in INTERNATIONAL else "country"
    if value in (*STANDING, PlaceKind.PARTY):
        of_state = value != PlaceKind.PARTY and mention.noun.low not in _stateless()
        return mention.name.removeprefix("the "), "government" if of_state else "organisation"
    if not country or value not in OWN_NAMES:
        return "", ""
    if value == PlaceKind.CAPITAL:
        return government_of(country), "government"
    return ("", "") if mention.name in us_states() else (short_country_name(country), "country")


def _acting_for(mention: Mention) -> tuple[str, str]:
    """'Iranian officials' act for the Iranian government, 'an Acme spokesman' for Acme."""
    own, country = mention.affiliation, single_country(mention.country)
    private = own.organisation and own.organisation_class not in OF_STATE
    if country and mention.role.kind in SPEAKING_FOR_STATE and not private:
        return government_of(country), "government"
    if not own.organisation or mention.role.kind not in ACTING:
        return "", ""
    of_state = own.organisation_class is OrganisationClass.STATE
    return own.organisation.removeprefix("the "), "government" if of_state else "organisation"


@cache
def _stateless() -> frozenset[str]:
    """Armed groups that are no state, however the gazetteer places them."""
    return frozenset(row["term"] for row in lexicons.lexicon_rows("institutions") if row["class"] == "armed")


@cache
def _party_members() -> frozenset[str]:
    """Names of parties that are also adjectives: those whose plural means their members ('Republican')."""
    names = {row["name"].lower() for row in lexicons.lexicon_rows("places") if row["kind"] == "party"}
    return frozenset(name for name in names if f"{name}s" in names or f"{name[:-1]}ies" in names)
