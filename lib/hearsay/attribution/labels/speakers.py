"""Who a source is: pronouns, short names and definite phrases led back, within the article, to one speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from hearsay.attribution.labels.antecedents import earlier_same_group, earlier_same_role, resolve_pronoun, ruler_of_country
from hearsay.attribution.labels.context import (
    NOBODY,
    ArticleContext,
    Speaker,
    canonical_name,
    remember_facts,
    role_lemma,
    taken_up_again,
    with_full_organisation,
    with_office,
)
from hearsay.attribution.labels.later_evidence import domestic_offices, first_person_speakers, forward_references, seats_of_power
from hearsay.entities.gazetteer import given_names, government_of, leader, name_words
from hearsay.entities.noun_phrases import parse_noun_phrase
from hearsay.entities.organisations import join_organisation_names
from hearsay.entities.people import index_entities
from hearsay.entities.tokens import tokenise
from hearsay.entities.types import Mention
from hearsay.text.spans import Attribution, SentenceSpan, Span

READ = 400
"""Characters of a source that are read; a source that goes on for longer says nothing more of who it is."""

CLOSE = re.compile(
    r" (?:familiar|close|briefed|with (?:direct |first-hand |firsthand )?knowledge|involved|who (?:was|were) (?:not|briefed))\b"
)

INNER_CAPITAL = re.compile(r"(?!Mc|Mac|De|Di|Du|La|Le|Van|Von|Fitz|O['’])[A-Z][\w]*[A-Z]")
WHICH = re.compile(r",? which\b")

RELATIVE = frozenset(("who", "whom", "which", "that"))

DEFINITE = frozenset(("the", "this", "that", "these", "those", "its", "his", "her", "their"))


def resolve_speakers(text: str, passages: Sequence[SentenceSpan], found: Sequence[Attribution]) -> list[Speaker]:
    """One `Speaker` per attribution, in order. A source that cannot be led back with some certainty stays as printed."""
    inside = sorted(passages, key=lambda p: (p.start, p.end))
    article = ArticleContext(text, index_entities(text, inside), [p.start for p in inside], inside, _merged(found))
    order = sorted(range(len(found)), key=lambda n: (found[n].source or found[n].cue, n))
    out: list[Speaker] = [NOBODY] * len(found)
    for n in order:
        source = found[n].source
        if source is None or not text[source[0] : source[1]].strip():
            continue
        out[n] = _speaker(article, source)
        article.known.append((source[0], out[n]))
    return domestic_offices(
        article, seats_of_power(article, found, forward_references(article, found, first_person_speakers(found, out)))
    )


def _merged(found: Sequence[Attribution]) -> list[Span]:
    spans: list[Span] = []
    for start, end in sorted(span for one in found for span in one.content):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _speaker(article: ArticleContext, source: Span) -> Speaker:
    start, end = source[0], min(source[1], source[0] + READ)
    mention = _political(
        article, parse_noun_phrase(join_organisation_names(tokenise(article.text, start, end), article.text), article.text)
    )
    if mention.head in ("person", "role"):
        mention = with_full_organisation(article, mention)
    if mention.head == "pronoun":
        before = _before(article, source) if mention.low in RELATIVE else None
        return before or resolve_pronoun(article, mention, source)
    if mention.head in ("person", "cap"):
        return _named(article, _human(article, mention, source[1]))
    veiled = "anonym" in article.text[start:end] or "not authorized" in article.text[start:end]
    if mention.head == "role" and mention.role_class == "ordinary" and (veiled or CLOSE.match(article.text, mention.end)):
        mention = replace(mention, role_class="source")
    if mention.head == "role":
        return _role(article, mention)
    if mention.head == "inst":
        return _body(article, mention)
    if mention.head == "doc":
        return _document(article, mention)
    return Speaker(canonical_name(article.text, mention), mention)


def _human(article: ArticleContext, mention: Mention, end: int) -> Mention:
    """One capitalised word nobody explains: a person, unless it is an acronym or follows 'the' or 'which' follows."""
    single = mention.head == "cap" and not mention.value and mention.det == "" and " " not in mention.name
    thing = (
        mention.name.isupper()
        or INNER_CAPITAL.match(mention.name)
        or WHICH.match(article.text, end)
        or not mention.name.isalpha()
    )
    return replace(mention, head="person") if single and not thing else mention


def _political(article: ArticleContext, mention: Mention) -> Mention:
    """'a Smith spokesman': whether Smith is a politician, whose people are officials, or a firm."""
    if not mention.organisation or mention.org_class:
        return mention
    words = name_words(mention.organisation)
    person = article.cast.person(mention.organisation)
    known = bool(words) and words[-1] in article.cast.politicians
    political = known or (person is not None and person.facts.role_class == "official")
    return replace(mention, org_class="political" if political else "")


def _named(article: ArticleContext, mention: Mention) -> Speaker:
    person = article.cast.person(mention.name)
    office = leader(mention.name) if person is None else None
    if office:
        printed = any(place.country == office["country"] for place in article.cast.places)
        country = {"country": office["country"], "place": "leader"} if printed and not mention.country else {}
        office_held = {"role": office["role"], "role_class": "official"} if not mention.role else {}
        return Speaker(mention.name, replace(mention, head="person", **office_held, **country))
    known = person is not None and (person.facts.role or person.facts.head == "person") and mention.name_start > mention.start + 4
    if person is None or (mention.head == "cap" and ((mention.det == "the" and not known) or mention.value)):
        return Speaker(mention.name, mention)
    merged, cotext = _with(mention, person.facts)
    words = name_words(mention.name)
    fuller = len(words) > len(name_words(person.name)) and words[0] in given_names()
    name = mention.name if fuller else person.name
    merged = _political(article, replace(merged, head="person", name=name))
    remember_facts(person, merged)
    inside = person.evidence[0] <= mention.head_start < person.evidence[1]
    return _owned(article, Speaker(name, merged, None if inside or fuller else person.evidence, cotext))


def _with(mention: Mention, facts: Mention) -> tuple[Mention, bool]:
    """The mention with what the article says elsewhere of the same speaker; whether a country or body came from there."""
    told = bool((facts.country and not mention.country) or (facts.organisation and not mention.organisation))
    light = mention.role_class in ("ordinary", "other") and facts.role_class in ("official", "expert")
    if not mention.role or ((light or mention.role in ("dr", "prof")) and facts.role):
        mention = replace(mention, role=facts.role, role_class=facts.role_class)
    if not mention.organisation:
        mention = replace(mention, organisation=facts.organisation, org_class=facts.org_class)
    if not mention.country:
        mention = replace(mention, country=facts.country, place=facts.place)
    return replace(mention, gender=mention.gender or facts.gender, owner=mention.owner or facts.owner), told


def _owned(article: ArticleContext, speaker: Speaker) -> Speaker:
    """'the country's minister', 'its spokesman': the country that was named last."""
    mention = speaker.mention
    owners = ("country", "nation", "its", "their") if mention.role_class in ("official", "spokes", "") else ("country", "nation")
    if mention.country or mention.owner not in owners:
        return speaker
    at = mention.start or mention.head_start
    place = article.cast.country(article.starts[article.passage(at)] if article.starts else 0, at)
    if place is None:
        return speaker
    return replace(speaker, mention=replace(mention, country=place.country, place=place.value), cotext=True)


def _role(article: ArticleContext, mention: Mention) -> Speaker:
    plain = not mention.country and not mention.organisation
    headless = mention.bare and not mention.det and not mention.plural and mention.role_class == "official"
    definite = (mention.det in DEFINITE or headless) and not mention.joined
    known = ruler_of_country(article, mention) if definite and not mention.plural and mention.country else None
    if known:
        return known
    owned = "'s " in article.text[mention.start : mention.head_start].replace("’", "'")
    if definite and not mention.plural and not mention.organisation and not (owned and mention.owner == ""):
        earlier = earlier_same_role(article, mention)
        if earlier and mention.country in ("", earlier.mention.country):
            return replace(earlier, mention=replace(earlier.mention, start=mention.start, end=mention.end))
    heirs = (definite and (mention.plural or mention.role_class != "ordinary")) or (
        mention.role_class in ("official", "source", "spokes") and not mention.joined
    )
    if plain and not mention.owner and heirs:
        group = earlier_same_group(article, mention)
        if group:
            merged, _ = _with(mention, group[1].mention)
            name = canonical_name(article.text, merged) if not (definite and mention.plural) else group[1].name
            return Speaker(name, merged, (group[1].mention.start, group[1].mention.end), bool(merged.country))
    speaker = _owned(article, Speaker("", mention))
    return replace(speaker, name=canonical_name(article.text, speaker.mention))


def _body(article: ArticleContext, mention: Mention) -> Speaker:
    if mention.low in ("country", "nation") and mention.det == "the":
        at = mention.start
        place = article.cast.country(article.starts[article.passage(at)] if article.starts else 0, at)
        if place:
            known = replace(
                mention, head="place", value="short", country=place.country, place="short", organisation="", org_class=""
            )
            return Speaker(government_of(place.country), known, (place.start, place.end), True)
    if not mention.country and mention.det in DEFINITE or mention.bare:
        full = article.cast.body(mention.low, mention.start)
        if full and full.end - full.start > mention.end - mention.start:
            merged, cotext = _with(replace(mention, organisation=""), full)
            return Speaker(canonical_name(article.text, full), replace(merged, name=full.name), (full.start, full.end), cotext)
    speaker = _owned(article, Speaker("", with_office(article, mention)))
    return replace(speaker, name=canonical_name(article.text, speaker.mention))


def _document(article: ArticleContext, mention: Mention) -> Speaker:
    """'the report' is the outlet's that was just cited, unless a report of somebody's was introduced before."""
    if mention.low in ("report", "article", "story", "interview") and mention.det in DEFINITE and mention.bare:
        for start, speaker in article.recent():
            if article.passage(mention.start) - article.passage(start) > 4:
                break
            if speaker.mention.head == "doc" and role_lemma(speaker.mention.low) == role_lemma(mention.low):
                return replace(speaker, antecedent=(speaker.mention.start, speaker.mention.end))
            if speaker.mention.head == "media":
                merged = replace(speaker.mention, start=mention.start, end=mention.end)
                return Speaker(speaker.name, merged, (speaker.mention.start, speaker.mention.end))
    return Speaker(canonical_name(article.text, mention), mention)


def _before(article: ArticleContext, source: Span) -> Speaker | None:
    """The phrase that 'who' follows: 'President Volodymyr Zelenskyy, who'."""
    first = max(article.starts[article.passage(source[0])] if article.starts else 0, source[0] - 120)
    found = join_organisation_names(tokenise(article.text, first, source[0]), article.text)
    while found and found[-1].kind in ("comma", "punct"):
        found.pop()
    n = len(found)
    while n and found[n - 1].kind in ("cap", "given", "role", "inst", "place", "media", "doc", "poss", "honorific", "det", "num"):
        n -= 1
    if n == len(found):
        return None
    speaker = _speaker(article, (found[n].start, found[-1].end))
    return taken_up_again(replace(speaker, antecedent=(found[n].start, found[-1].end)), source[0])
