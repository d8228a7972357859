"""What only the whole article tells of a speaker: who is named later, where it was said, whose country it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hearsay.attribution.labels.context import ArticleContext, Speaker, role_lemma
from hearsay.entities.gazetteer import FEDERATIONS
from hearsay.entities.tokens import tokenise
from hearsay.entities.types import Head, Mention, OrganisationClass, PlaceKind, RoleClass, Token, TokenKind
from hearsay.text.lexicons import word_set
from hearsay.text.spans import Attribution

SEAT_AFTER = 160
"""Characters after a cue in which a seat of power is looked for; by hand."""
SEAT_LEADS = ("at", "in", "from", "outside", "inside")
SHARE = 0.6
"""Part of all countries named, capitals, cities and national bodies included, that one must reach to be at home."""
LEAST = 3
"""Names of places from which a share says something."""

DOMESTIC = word_set(
    """prosecutor lawmaker legislator senator congressman congresswoman representative minister mayor governor sheriff
    trooper judge justice police policeman councillor councilman councilwoman councilor mp deputy coroner detective
    investigator president premier speaker chancellor firefighter superintendent constable regulator"""
)
"""Offices within a country. Soldiers, diplomats and plain 'officials' may be anybody's."""
ABROAD = word_set("ambassador envoy diplomat consul negotiator emissary commander general commissioner secretary-general")
INTRODUCED = (RoleClass.EXPERT, RoleClass.ORDINARY)
"""Classes of roles that are announced before the name comes: 'an analyst said'."""
PUBLIC = (OrganisationClass.STATE, OrganisationClass.PARTY, OrganisationClass.POLITICAL)
"""Bodies beside which an office is one of the country's."""
BEYOND = (OrganisationClass.INTERNATIONAL, OrganisationClass.ARMED)
"""Bodies whose people may be anybody's."""


def forward_references(article: ArticleContext, found: Sequence[Attribution], speakers: Sequence[Speaker]) -> list[Speaker]:
    """'An analyst said … . "…," said Jane Doe of the Institute': the name comes with the next attribution."""
    out = list(speakers)
    order = [n for _, n in sorted((one.source, n) for n, one in enumerate(found) if one.source)]
    for n, after in zip(order, order[1:], strict=False):
        mention, other = out[n].mention, out[after].mention
        near = article.passage(other.start) - article.passage(mention.start) == 1
        if near and out[after].antecedent is None and _announces(mention) and _may_be(other, mention):
            known = other if other.role.title else other.in_role(mention.role.title, mention.role.kind)
            out[n] = replace(out[after], mention=known, antecedent=(other.start, other.end))
    return out


def _announces(mention: Mention) -> bool:
    """'an analyst': one unnamed person of whom nothing else is said."""
    single = mention.form.determiner in ("a", "an", "one") and mention.form.bare
    return single and mention.head is Head.ROLE and mention.role.kind in INTRODUCED


def _may_be(person: Mention, announced: Mention) -> bool:
    """Whether it is a named person who may be whom a role announced; people of universities are experts."""
    if person.head is not Head.PERSON:
        return False
    academic = person.affiliation.organisation_class is OrganisationClass.ACADEMIC and not person.role.title
    return person.role.kind is announced.role.kind or (academic and announced.role.kind is RoleClass.EXPERT)


def seats_of_power(article: ArticleContext, found: Sequence[Attribution], speakers: Sequence[Speaker]) -> list[Speaker]:
    """The country of officials whom no word ties to one: the seat of power in which they speak ('at the White House')."""
    seats: dict[str, Token] = {}
    for attribution, speaker in zip(found, speakers, strict=True):
        mention = speaker.mention
        if mention.head is Head.PERSON and mention.role.of_state and not mention.country:
            seat = _seat(article, attribution)
            if seat:
                seats.setdefault(speaker.name, seat)
    return [_in_country(s, seats[s.name].country, PlaceKind.METONYM) if s.name in seats else s for s in speakers]


def _in_country(speaker: Speaker, country: str, kind: PlaceKind) -> Speaker:
    """The speaker tied to a country, unless some word tied him or her to one."""
    if speaker.mention.country:
        return speaker
    return replace(speaker, mention=speaker.mention.of_country(country, kind), cotext=True)


def _seat(article: ArticleContext, attribution: Attribution) -> Token | None:
    """A seat of power after 'at', 'in', 'from' or 'outside', in the sentence of the cue and the outlet's own words."""
    start, end = attribution.cue
    passage = article.passages[article.passage(start)] if article.passages else None
    led = False
    for token in tokenise(article.text, end, min(passage.end, end + SEAT_AFTER) if passage else end):
        if led and token.value == PlaceKind.METONYM and article.outside(token.start):
            return token
        led = token.low in SEAT_LEADS or (led and token.kind is TokenKind.DETERMINER)
    return None


def domestic_offices(article: ArticleContext, speakers: list[Speaker]) -> list[Speaker]:
    """The speakers, with the article's one country for offices and state bodies that it ties to no other."""
    home, union = home_country(article), federal_country(article)
    if not home and not union:
        return speakers
    federal = {s.name for s in speakers if "federal " in article.text[s.mention.start : s.mention.noun.start].lower()}
    return [_at_home(speaker, union if union and speaker.name in federal else home) for speaker in speakers]


def _at_home(speaker: Speaker, country: str) -> Speaker:
    """The speaker of a domestic office in that country."""
    return _in_country(speaker, country, PlaceKind.HOME) if country and _is_domestic(speaker.mention) else speaker


def federal_country(article: ArticleContext) -> str:
    """The one federation among the countries that an article names; '' when there is none or several."""
    named = [country for country in FEDERATIONS if country in article.index.countries]
    return named[0] if len(named) == 1 else ""


def home_country(article: ArticleContext) -> str:
    """The country that most of an article's places belong to; '' when there is none."""
    named = sorted(article.index.countries.items(), key=lambda item: (-item[1], item[0]))
    total = sum(n for _, n in named)
    return named[0][0] if total >= LEAST and named[0][1] >= SHARE * total else ""


def _is_domestic(mention: Mention) -> bool:
    """Whether it is a body of state, or holds an office within a country."""
    if mention.head is Head.ORGANISATION:
        return mention.noun.value == OrganisationClass.STATE
    if mention.head not in (Head.PERSON, Head.ROLE):
        return False
    body, role = mention.affiliation.organisation_class, mention.role
    lemma = role_lemma(role.title if mention.head is Head.PERSON else mention.noun.low)
    if lemma in ABROAD or not (role.of_state or role.kind is RoleClass.HEAD):
        return False
    if body is not OrganisationClass.STATE and lemma not in DOMESTIC and not _holds_office(mention, lemma):
        return False
    return body in PUBLIC if mention.organisation else body not in BEYOND


def _holds_office(mention: Mention, lemma: str) -> bool:
    """A named holder of an office that says more than 'official'."""
    named = mention.head is Head.PERSON and mention.role.kind is RoleClass.OFFICIAL
    return named and lemma not in ("official", "officer", "")
