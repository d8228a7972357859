"""Names of organisations, and which organisation and country a noun phrase ties its speaker to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hearsay.entities.gazetteer import ADJECTIVES, INTERNATIONAL
from hearsay.entities.tokens import name_start
from hearsay.entities.types import (
    NOTHING,
    Head,
    HeadNoun,
    OrganisationClass,
    PlaceKind,
    RoleClass,
    Token,
    TokenKind,
    token_at,
)
from hearsay.text.lexicons import word_set

LONGEST = 9
"""Words of a name at most, on either side of the word that says what it is; no name in the lexicons is longer."""
MEDIA_WORDS = word_set(
    """times post news herald tribune gazette journal chronicle observer telegraph tv radio courier sentinel
    examiner register mirror today inquirer globe dispatch daily weekly magazine broadcasting media reporter
    bulletin argus echo television newspaper"""
)
"""Last words of outlets' names."""
MEMBERS = word_set("democrat democrats republican republicans")
"""Words of parties that mean their members, so that no name is built around them."""
WITHIN = word_set("of for on the and in")
"""Small words inside the name of a body: 'Department of Health and Human Services'."""
ENDING = (TokenKind.ROLE, TokenKind.HONORIFIC, TokenKind.COMMA)
"""What follows a body's name and begins a person's: 'the Navy Secretary'."""
OUTLET_BEFORE = (TokenKind.NAME, TokenKind.PLACE)
AIMED = word_set("to on about against over between including like such under")
"""Prepositions after which a place or body is what the speaker deals with, not where he or she belongs."""
OPPOSED = word_set("critic critics opponent opponents ally allies expert experts rival rivals")
EXAMPLES = word_set("like such including")
"""Prepositions after which others are named for example."""
RELATIVES = word_set("who which whose that")
LEADING = word_set(
    """leads led heads headed runs ran chairs chaired directs directed serves served works worked teaches taught studies
    studied founded represents represented oversees oversaw covers covered commands commanded"""
)
"""Verbs after 'who' that tell of a post."""
ENVOYS = frozenset(("envoy", "special envoy", "negotiator", "chief negotiator", "correspondent", "observer", "watcher"))
OPEN_ROLES = word_set("official officials officer officers aide aides adviser advisers advisor advisors executive leader leaders")
"""Roles that say nothing without their body: 'an Acme official'."""
OPEN_CLASSES = (RoleClass.SPOKES, RoleClass.HEAD, RoleClass.OTHER)
POSTS = (RoleClass.OFFICIAL, RoleClass.SPOKES)
"""Classes of roles in which one is sent to a city without belonging there."""
SEATED = word_set("authorities police prosecutors lawmakers")
"""Bodies told by their seat, where a person might only be passing through: 'authorities in Beijing'."""
OWNERS = word_set("country nation")
"""Bodies that only point to a country named before."""
POSSESSIVES = word_set("its his her their")
BODIES = (TokenKind.ORGANISATION, TokenKind.MEDIA)
STANDING = (PlaceKind.METONYM, PlaceKind.INSTITUTION)
"""Names of places that stand for a body of the state."""

Segment = tuple[str, list[Token]]
"""A piece of a noun phrase, and the preposition or the kind of mark before it, '' for the first."""


def join_organisation_names(tokens: Sequence[Token], text: str) -> list[Token]:
    """The tokens with names of bodies joined: 'University of Virginia', 'Iranian Foreign Ministry', 'Springfield Herald'."""
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        token, first, last = tokens[i], len(out), i
        if token.kind is TokenKind.ORGANISATION and token.low not in MEMBERS:
            first, last = _left(out, text, token), _right(tokens, i) if token.capital else i
            token = _joined(out[first:], token, tokens[last])
        elif token.capital and (named := _named_body(token, out)):
            first = _left(out, text, token)
            token = _joined(out[first:], named, named)
        del out[first:]
        out.append(token)
        i = last + 1
    return out


def _named_body(token: Token, out: Sequence[Token]) -> Token | None:
    """The body that a capitalised word makes of the name before it: 'the Post', 'Springfield Herald', 'Acme Workers'."""
    before = token_at(out, len(out) - 1)
    if token.low in MEDIA_WORDS and token.kind in (TokenKind.NAME, TokenKind.DOCUMENT):
        if before.low == "the":
            return token._replace(kind=TokenKind.MEDIA, value="short")
        if token.kind is TokenKind.DOCUMENT:
            return token
        return token._replace(kind=TokenKind.MEDIA, value="outlet") if before.kind in OUTLET_BEFORE else None
    if token.kind is TokenKind.ROLE and token.plural and before.kind is TokenKind.NAME and len(out) > 1:
        return token._replace(kind=TokenKind.ORGANISATION, value=OrganisationClass.NGO, plural=False)
    return None


def _left(out: Sequence[Token], text: str, token: Token) -> int:
    """Where a body's name begins to the left: capitalised words and places that touch it."""
    first, start = len(out), token.start
    while first and len(out) - first < LONGEST and _belongs(out[first - 1]) and not text[out[first - 1].end : start].strip():
        first, start = first - 1, out[first - 1].start
    return first


def _belongs(token: Token) -> bool:
    """Whether a token may be part of a body's name, before the word that says what it is."""
    if token.kind is TokenKind.PLACE:
        return token.value != PlaceKind.METONYM
    if token.kind is TokenKind.ROLE:
        return token.capital and token.plural
    return token.is_name or (token.capital and token.kind in (TokenKind.DOCUMENT, TokenKind.ORGANISATION))


def _right(tokens: Sequence[Token], i: int) -> int:
    """Where a body's name ends to the right: '… of the Navy', '… for Near East Policy'."""
    stop = i
    for j in range(i + 1, min(len(tokens), i + LONGEST)):
        token = tokens[j]
        proper = token.capital and token.kind is not TokenKind.WORD
        if proper and (token.kind not in ENDING or (token.plural and j > i + 1)):
            stop = j
        elif token.capital or token.low not in WITHIN or (token.kind is TokenKind.AND and stop == i):
            break
    return stop


def _joined(left: Sequence[Token], token: Token, last: Token) -> Token:
    country = next((t.country for t in (*left, token, last) if t.country), "")
    start = left[0].start if left else token.start
    return token._replace(start=start, end=max(token.end, last.end), country=country)


@dataclass(frozen=True, slots=True)
class Membership:
    """Where a speaker belongs: the body, the token that tells the country, and the word that points to an owner."""

    body: Token | None
    place: Token
    owner: str

    @property
    def place_kind(self) -> PlaceKind:
        """The kind of name that tells the country."""
        return PlaceKind(self.place.value if self.place.kind in (TokenKind.PLACE, TokenKind.PUNCTUATION) else self.place.kind)


def membership(segments: Sequence[Segment], noun: HeadNoun) -> Membership:
    """The body the speaker belongs to, the country and the owner ('its', 'the country'), each the first that is told."""
    telling = list(_telling(segments, noun))
    body = next(filter(_is_body, telling), None)
    if body is None and noun.kind in (Head.ROLE, Head.PERSON):
        body = _unknown_body(segments)
    place = next((token for token in telling if token.country), NOTHING)
    return Membership(body, place, next((token.low for token in telling if _is_owner(token)), ""))


def _telling(segments: Sequence[Segment], noun: HeadNoun) -> Iterator[Token]:
    """The tokens that say where the speaker belongs: no name, no field of work, no place that is only passed through."""
    roles = [token for _, piece in segments for token in piece if token.kind is TokenKind.ROLE]
    passing = any(token.value in POSTS for token in roles) and SEATED.isdisjoint(token.low for token in segments[0][1])
    for before, piece in _of_speaker(segments, noun):
        visited = (PlaceKind.CAPITAL, PlaceKind.CITY) if passing and before == "in" else ()
        for token, after in zip(piece, [*piece[1:], NOTHING], strict=False):
            if token.value not in visited and not noun.covers(token) and not _is_field(token, after):
                yield token


def _of_speaker(segments: Sequence[Segment], noun: HeadNoun) -> Iterator[Segment]:
    """The pieces that speak of the speaker, up to the first clause or example."""
    led = ""
    for before, piece in segments:
        # 'between the US and China': what follows 'and' is aimed at as well.
        led = led if before == TokenKind.AND else before
        if before in EXAMPLES or (before in RELATIVES and token_at(piece, 0).low not in LEADING):
            return
        if led in AIMED or (before == "of" and noun.low in OPPOSED):
            continue
        owned = max((n for n, token in enumerate(piece) if token.kind is TokenKind.POSSESSIVE), default=-1)
        yield before, piece[owned + 1 :] if noun.low in OPPOSED else piece


def _is_field(place: Token, after: Token) -> bool:
    """'a China scholar', 'the Ukraine envoy': the country is the field, not the flag."""
    if place.kind is not TokenKind.PLACE or place.value != PlaceKind.SHORT or place.low.replace(".", "") in ADJECTIVES:
        return False
    return after.kind is TokenKind.ROLE and (after.value == RoleClass.EXPERT or after.low in ENVOYS)


def _is_body(token: Token) -> bool:
    if token.kind is TokenKind.PLACE:
        region = token.value == PlaceKind.REGION and token.country in INTERNATIONAL
        return region or token.value in (*STANDING, PlaceKind.PARTY)
    return token.kind in BODIES and token.low not in OWNERS


def _is_owner(token: Token) -> bool:
    return token.low in POSSESSIVES or (token.kind in BODIES and token.low in OWNERS)


def _unknown_body(segments: Sequence[Segment]) -> Token | None:
    """A capitalised name before the role or after 'of', 'at', 'from', 'for', 'with': 'a spokesman for Acme'."""
    first = segments[0][1]
    at = next((i for i, token in enumerate(first) if token.kind is TokenKind.ROLE), 0)
    run = first[name_start(first, at) : at] if first and _is_open(first[at]) and token_at(first, at - 1).is_name else []
    after = [piece for before, piece in segments[1:] if before in ("of", "at", "from", "for", "with")]
    runs = (run, *([token for token in piece if token.is_name] for piece in after))
    run = next(filter(None, runs), [])
    return run[0]._replace(end=run[-1].end, kind=TokenKind.NAME, value="") if run else None


def _is_open(role: Token) -> bool:
    return role.value in OPEN_CLASSES or role.low in OPEN_ROLES


def organisation_class(body: Token) -> OrganisationClass:
    """The class of a body: state, party, company, academic, international and so on."""
    if body.kind is TokenKind.PLACE:
        classes = {PlaceKind.REGION: OrganisationClass.INTERNATIONAL, PlaceKind.PARTY: OrganisationClass.PARTY}
        return classes.get(PlaceKind(body.value), OrganisationClass.STATE)
    return OrganisationClass.MEDIA if body.kind is TokenKind.MEDIA else OrganisationClass(body.value)
