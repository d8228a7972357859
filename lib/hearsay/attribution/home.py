"""The country of those who hold an office that every country has, in an article that is about one country."""

from __future__ import annotations

from dataclasses import replace

from hearsay.attribution.article import Article, Speaker, lemma
from hearsay.attribution.lexicon import word_set
from hearsay.attribution.mentions import Mention

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


def federal(article: Article) -> str:
    """The one federation among the countries that an article names; '' when there is none or several."""
    named = [country for country in FEDERATIONS if country in article.cast.countries]
    return named[0] if len(named) == 1 else ""


def at_home(article: Article, speakers: list[Speaker]) -> list[Speaker]:
    """The speakers, with the article's one country for offices and state bodies that it ties to no other."""
    country, union = home(article), federal(article)
    if not country and not union:
        return speakers
    bound = {s.name for s in speakers if "federal " in article.text[s.mention.start : s.mention.head_start].lower()}
    return [_homed(s, union if s.name in bound and union else country) for s in speakers]


def _homed(speaker: Speaker, country: str) -> Speaker:
    if not country or not _domestic(speaker.mention):
        return speaker
    return replace(speaker, mention=replace(speaker.mention, country=country, place="home"), cotext=True)


def home(article: Article) -> str:
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
    role = lemma(mention.role if mention.head == "person" else mention.low)
    if role in ABROAD or mention.org_class in ("international", "armed"):
        return False
    private = bool(mention.organisation) and mention.org_class not in ("state", "party", "political")
    official = mention.role_class in ("official", "spokes", "head") and not private
    return official and (role in DOMESTIC or mention.org_class == "state" or _titled(mention))


def _titled(mention: Mention) -> bool:
    """A named holder of an office that says more than 'official'."""
    return (
        mention.head == "person" and mention.role_class == "official" and lemma(mention.role) not in ("official", "officer", "")
    )
