"""Ties between the mentions of one article: what was said of a person, a body's full name, whose office it is."""

from __future__ import annotations

from dataclasses import replace

from hearsay.attribution.article import Article
from hearsay.attribution.mentions import Mention
from hearsay.attribution.names import name_words
from hearsay.attribution.people import Person


def remember(person: Person, merged: Mention) -> None:
    """What a source's own words say of somebody holds for the rest of the article."""
    facts, told = person.facts, bool(merged.role) and (not person.facts.role or person.facts.role in ("dr", "prof"))
    if told:
        facts = replace(facts, role=merged.role, role_class=merged.role_class)
    if merged.organisation and not facts.organisation:
        facts = replace(facts, organisation=merged.organisation, org_class=merged.org_class)
    if merged.country and not facts.country:
        facts = replace(facts, country=merged.country, place=merged.place)
    person.facts = replace(facts, gender=facts.gender or merged.gender)


def full_body(article: Article, mention: Mention) -> Mention:
    """'the Ministry's spokesperson': the ministry that was named in full before."""
    low = mention.organisation.lower().removeprefix("the ")
    if mention.country or not low or " " in low:
        return mention
    full = article.cast.body(low, mention.start or mention.head_start)
    if full is None or not full.country or len(full.name) <= len(low):
        return mention
    return replace(
        mention, organisation=full.name, org_class=mention.org_class or full.value, country=full.country, place=full.place
    )


def led(article: Article, mention: Mention) -> Mention:
    """'Doe's administration', 'his office': the country of the person whose it is."""
    before, mark, _ = article.text[mention.start : mention.head_start].replace("’", "'").rpartition("'s ")
    words = name_words(before)
    person = article.cast.person(words[-1]) if mark and words and not mention.country else None
    if person is None or not person.facts.country or person.facts.role_class != "official":
        return mention
    return replace(mention, country=person.facts.country, place=person.facts.place)
