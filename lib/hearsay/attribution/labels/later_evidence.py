"""What only the whole article tells of a speaker: who is named later, where it was said, whose country it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hearsay.attribution.labels.context import ArticleContext, Speaker, role_lemma, taken_up_again
from hearsay.entities.tokens import Token, tokenise
from hearsay.entities.types import Mention
from hearsay.text.lexicons import word_set
from hearsay.text.spans import Attribution

DEEPEST = 12
"""Levels of nesting that are gone up."""


def first_person_speakers(found: Sequence[Attribution], out: list[Speaker]) -> list[Speaker]:
    """'I' and 'we' inside somebody's words are that speaker; outside, the author."""
    for n, one in enumerate(found):
        parent, seen = one.parent, {n}
        while out[n].author and parent is not None and parent not in seen and 0 <= parent < len(found) and len(seen) < DEEPEST:
            seen.add(parent)
            if out[parent].name and not out[parent].author:
                out[n] = taken_up_again(out[parent], one.source[0] if one.source else -1)
            parent = found[parent].parent
    return out


def forward_references(article: ArticleContext, found: Sequence[Attribution], out: list[Speaker]) -> list[Speaker]:
    """'An analyst said … . "…," said Jane Doe of the Institute': the name comes with the next attribution."""
    order = sorted((n for n in range(len(found)) if found[n].source), key=lambda n: found[n].source or (0, 0))
    for n, after in zip(order, order[1:], strict=False):
        mention, other = out[n].mention, out[after].mention
        alone = (
            mention.head == "role"
            and mention.det in ("a", "an", "one")
            and mention.bare
            and mention.role_class in ("expert", "ordinary")
        )
        near = article.passage(other.start) - article.passage(mention.start) == 1
        introduced = other.head == "person" and out[after].antecedent is None
        fits = other.role_class == mention.role_class or (
            mention.role_class == "expert" and other.org_class == "academic" and not other.role
        )
        if alone and near and introduced and fits:
            role = {"role": mention.role, "role_class": mention.role_class} if not other.role else {}
            out[n] = replace(out[after], mention=replace(other, **role), antecedent=(other.start, other.end))
    return out


def seats_of_power(article: ArticleContext, found: Sequence[Attribution], out: list[Speaker]) -> list[Speaker]:
    """The country of officials whom no word ties to one: the seat of power in which they speak ('at the White House')."""
    known: dict[str, Mention] = {}
    for one, speaker in zip(found, out, strict=True):
        mention = speaker.mention
        if mention.head == "person" and mention.role_class in ("official", "spokes") and not mention.country:
            seat = _seat(article, one)
            if seat:
                known.setdefault(speaker.name, replace(mention, country=seat.country, place=seat.value))
    return [
        replace(s, mention=replace(s.mention, country=known[s.name].country, place=known[s.name].place), cotext=True)
        if s.name in known and not s.mention.country
        else s
        for s in out
    ]


def _seat(article: ArticleContext, one: Attribution) -> Token | None:
    """A seat of power after 'at', 'in', 'from' or 'outside', in the sentence of the cue and the outlet's own words."""
    passage = article.passages[article.passage(one.cue[0])] if article.passages else None
    end = min(passage.end, one.cue[1] + 160) if passage else one.cue[1]
    found = tokenise(article.text, one.cue[1], end)
    led = False
    for chunk in found:
        if chunk.kind == "place" and chunk.value == "metonym" and led and article.outside(chunk.start):
            return chunk
        led = chunk.low in ("at", "in", "from", "outside", "inside") or (led and chunk.kind == "det")
    return None


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


FEDERATIONS = ("US", "DE", "CA", "AU", "RU", "BR", "MX", "NG", "IN", "CH", "AT", "BE")


def federal_country(article: ArticleContext) -> str:
    """The one federation among the countries that an article names; '' when there is none or several."""
    named = [country for country in FEDERATIONS if country in article.cast.countries]
    return named[0] if len(named) == 1 else ""


def domestic_offices(article: ArticleContext, speakers: list[Speaker]) -> list[Speaker]:
    """The speakers, with the article's one country for offices and state bodies that it ties to no other."""
    country, union = home_country(article), federal_country(article)
    if not country and not union:
        return speakers
    bound = {s.name for s in speakers if "federal " in article.text[s.mention.start : s.mention.head_start].lower()}
    return [_homed(s, union if s.name in bound and union else country) for s in speakers]


def _homed(speaker: Speaker, country: str) -> Speaker:
    if not country or not _domestic(speaker.mention):
        return speaker
    return replace(speaker, mention=replace(speaker.mention, country=country, place="home"), cotext=True)


def home_country(article: ArticleContext) -> str:
    """The country that most of an article's places belong to; '' when there is none."""
    named = sorted(article.cast.countries.items(), key=lambda item: (-item[1], item[0]))
    total = sum(n for _, n in named)
    return named[0][0] if total >= LEAST and named[0][1] >= SHARE * total else ""


def _domestic(mention: Mention) -> bool:
    if mention.country:
        return False
    if mention.head == "inst":
        return mention.value == "state"
    if mention.head not in ("person", "role"):
        return False
    role = role_lemma(mention.role if mention.head == "person" else mention.low)
    if role in ABROAD or mention.org_class in ("international", "armed"):
        return False
    private = bool(mention.organisation) and mention.org_class not in ("state", "party", "political")
    official = mention.role_class in ("official", "spokes", "head") and not private
    return official and (role in DOMESTIC or mention.org_class == "state" or _titled(mention))


def _titled(mention: Mention) -> bool:
    """A named holder of an office that says more than 'official'."""
    return (
        mention.head == "person"
        and mention.role_class == "official"
        and role_lemma(mention.role) not in ("official", "officer", "")
    )
