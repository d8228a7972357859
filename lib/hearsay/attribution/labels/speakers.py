"""Who a source is: pronouns, short names and definite phrases led back, within the article, to one speaker."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from hearsay.attribution.labels.antecedents import (
    RELATIVE,
    body_spelt_out,
    body_taken_up,
    earlier_same_group,
    enclosing,
    first_person_speakers,
    forward_references,
    phrase_before_relative,
    resolve_pronoun,
    taken_up,
)
from hearsay.attribution.labels.candidates import ArticleMentions
from hearsay.attribution.labels.context import (
    NOBODY,
    ArticleContext,
    Speaker,
    canonical_name,
    role_lemma,
    taken_up_again,
    with_full_organisation,
    with_office,
)
from hearsay.attribution.labels.joint_speakers import bodies_together, people_together
from hearsay.attribution.labels.ranker import Anaphor, Setting
from hearsay.entities.gazetteer import country_adjective, given_names, government_of, leader, name_words
from hearsay.entities.noun_phrases import read_mention
from hearsay.entities.people import EntityIndex
from hearsay.entities.types import (
    Affiliation,
    Head,
    Mention,
    MergePolicy,
    OrganisationClass,
    PlaceKind,
    RoleClass,
    Token,
    merge_facts,
)
from hearsay.text.lexicons import word_set
from hearsay.text.spans import Attribution, SentenceSpan, Span, merged

READ = 400
"""Characters of a source that are read; a source that goes on for longer says nothing more of who it is."""
BACK_TO_OUTLET = 4
"""Sentences that 'the report' looks back for the outlet just cited; by hand."""
SPEAKING = MergePolicy(giving_way=frozenset(("dr", "prof")), light=True)
"""How the facts of the whole article are added to a source's own words: an office says more than 'the farmer'."""
INNER_CAPITAL = re.compile(r"(?!Mc|Mac|De|Di|Du|La|Le|Van|Von|Fitz|O['’])[A-Z][\w]*[A-Z]")
WHICH = re.compile(r",? which\b")
DEFINITE = word_set("the this that these those its his her their")
OPENS_IN = re.compile(r"((?:In|Across|Inside|Over in) (?:the )?)[^,\n]{3,40}, ")
OF_A_COUNTRY = word_set("government parliament police military army authorities ministry cabinet")
"""Bodies that every country has."""
COUNTRIES = ("country", "nation")
"""Words for a country that was named before."""
GOING_ON = (RoleClass.OFFICIAL, RoleClass.SPOKES, RoleClass.SOURCE)
"""Classes of people who are the same as before even as 'one official', 'officials'."""
ISSUED = ("statement", "release", "announcement", "communique", "notification")
"""Papers that speak for whoever issued them, who was cited just before: 'the statement said'."""
ISSUERS = (Head.PERSON, Head.ORGANISATION, Head.PLACE, Head.NAME, Head.ROLE)
BACK_TO_ISSUER = 3
"""Sentences that 'the statement' looks back for who was cited; by hand."""
REPORTS = ("report", "article", "story", "interview")
"""Documents that may be an outlet's."""


def resolve_speakers(index: EntityIndex, passages: Sequence[SentenceSpan], found: Sequence[Attribution]) -> list[Speaker]:
    """One `Speaker` per attribution, in order. A source that cannot be led back with some certainty stays as printed."""
    article = ArticleContext(
        index, sorted(passages, key=lambda p: (p.start, p.end)), merged(span for one in found for span in one.content)
    )
    printed: list[Speaker] = [NOBODY] * len(found)
    mentions = ArticleMentions(article)
    for n in sorted(range(len(found)), key=lambda n: (found[n].source or found[n].cue, n)):
        source = found[n].source
        if source and index.text[source[0] : source[1]].strip():
            outer = next((printed[holder] for holder in enclosing(found, n) if printed[holder].name), None)
            printed[n] = _speaker(article, source, Setting(found[n], outer, mentions))
            article.known.append((source, printed[n]))
    return forward_references(article, found, first_person_speakers(found, printed))


def _speaker(article: ArticleContext, source: Span, setting: Setting) -> Speaker:
    """The speaker by the source's own words, led back to whom they take up."""
    mention = _with_political_class(article, read_mention(article.text, source[0], min(source[1], source[0] + READ)))
    if together := bodies_together(article, source, lambda piece: _speaker(article, piece, setting)):
        return together
    match mention.head:
        case Head.PRONOUN:
            phrase = phrase_before_relative(article, source) if mention.noun.low in RELATIVE else None
            if phrase is None:
                return resolve_pronoun(article, Anaphor(mention, source, setting))
            return taken_up_again(replace(_speaker(article, phrase, setting), antecedent=phrase), source[0])
        case Head.PERSON:
            return people_together(article, _named(article, with_full_organisation(article, mention)), source)
        case Head.NAME:
            spelt = body_spelt_out(article, mention)
            return spelt or _named(article, _as_person_if_single(article, mention, source[1]))
        case Head.PLACE if _is_surname(article, mention):
            return _named(article, mention.as_person(article.text[mention.start : mention.end]))
        case Head.ROLE:
            mention = _as_veiled_source(article, with_full_organisation(article, mention), source)
            return _in_role(article, Anaphor(mention, source, setting))
        case Head.ORGANISATION:
            return _organisation(article, mention)
        case Head.DOCUMENT:
            return _document(article, mention)
        case Head.NONE:
            return body_taken_up(article, mention) or Speaker(canonical_name(article.text, mention), mention)
    return Speaker(canonical_name(article.text, mention), mention)


def _with_political_class(article: ArticleContext, mention: Mention) -> Mention:
    """'a Smith spokesman': whether Smith is a politician, whose people are officials, or a firm."""
    name = mention.organisation
    if not name or mention.affiliation.organisation_class:
        return mention
    words, person = name_words(name), article.index.person(name)
    official = person is not None and article.facts(person).role.kind is RoleClass.OFFICIAL
    known = bool(words) and words[-1] in article.index.politicians
    return mention.of_organisation(name, OrganisationClass.POLITICAL) if known or official else mention


def _as_person_if_single(article: ArticleContext, mention: Mention, end: int) -> Mention:
    """One capitalised word nobody explains: a person, unless it is an acronym or follows 'the' or 'which' follows."""
    name = mention.name
    if mention.noun.value or mention.form.determiner or not name.replace("-", "").isalpha() or name.isupper():
        return mention
    return mention if INNER_CAPITAL.match(name) or WHICH.match(article.text, end) else mention.as_person()


def _is_surname(article: ArticleContext, mention: Mention) -> bool:
    """'Jordan said', where the article names a Mark Jordan: one word, no determiner, and nobody else's."""
    person = article.index.person(article.text[mention.start : mention.end]) if mention.form.bare else None
    return person is not None and " " in person.name and not mention.form.determiner


def _as_veiled_source(article: ArticleContext, mention: Mention, source: Span) -> Mention:
    """People who ask not to be named are sources, whatever they do."""
    if mention.role.kind is not RoleClass.ORDINARY:
        return mention
    text = article.text[source[0] : min(source[1], source[0] + READ)]
    veiled = "anonym" in text or "not authorized" in text
    return replace(mention, role=replace(mention.role, kind=RoleClass.SOURCE)) if veiled else mention


def _named(article: ArticleContext, mention: Mention) -> Speaker:
    """Somebody by name, with what the article says elsewhere of the same person."""
    person = article.index.person(mention.name, mention.role.gender)
    if person is None:
        return _known_leader(article, mention)
    introduced = mention.noun.proper and mention.noun.start > mention.start + len("the ")
    thing = (mention.form.determiner == "the" and not introduced) or mention.noun.value
    if mention.head is Head.NAME and thing:
        return Speaker(mention.name, mention)
    facts, words = article.facts(person), name_words(mention.name)
    fuller = len(words) > len(name_words(person.name)) and words[0] in given_names()
    name = mention.name if fuller else person.name
    merged = _with_political_class(article, merge_facts(mention, facts, SPEAKING).as_person(name))
    article.remember(person, merged)
    inside = person.evidence[0] <= mention.noun.start < person.evidence[1]
    evidence = None if inside or fuller else person.evidence
    return _owned(article, Speaker(name, merged, evidence, _adds(facts, mention)))


def _known_leader(article: ArticleContext, mention: Mention) -> Speaker:
    """A name that the article has nowhere else: a leader's office and country come from the gazetteer."""
    office = leader(mention.name)
    if office is None:
        return Speaker(mention.name, mention)
    if office["country"] in article.index.printed and not mention.country:
        mention = mention.of_country(office["country"], PlaceKind.LEADER)
    if not mention.role.title:
        mention = mention.in_role(office["role"], RoleClass.OFFICIAL)
    return Speaker(mention.name, mention.as_person())


def _adds(facts: Mention, mention: Mention) -> bool:
    """Whether facts told elsewhere give a country or body that the mention itself does not."""
    return bool((facts.country and not mention.country) or (facts.organisation and not mention.organisation))


def _owned(article: ArticleContext, speaker: Speaker) -> Speaker:
    """'the country's minister', 'its spokesman': the country that was named last."""
    mention = speaker.mention
    owners = ("its", "their", *COUNTRIES) if mention.role.of_state or not mention.role.kind else COUNTRIES
    if mention.country or mention.affiliation.owner not in owners:
        return speaker
    place = article.country_before(mention)
    if place is None:
        return speaker
    return replace(speaker, mention=mention.of_country(place.country, PlaceKind(place.value)), cotext=True)


def _in_role(article: ArticleContext, anaphor: Anaphor) -> Speaker:
    """People by their role: the one person who is meant, if the article names one, or the group that is gone on with."""
    mention = anaphor.mention
    meant = None if mention.form.joined else taken_up(article, anaphor)
    return meant or _group_before(article, mention) or _counted_as_printed(article, mention)


def _group_before(article: ArticleContext, mention: Mention) -> Speaker | None:
    """The unnamed people of the same role before: 'the officials' after 'US officials'."""
    kind, plural, own, form = mention.role.kind, mention.noun.plural, mention.affiliation, mention.form
    headless = form.bare and not form.determiner and not plural and kind is RoleClass.OFFICIAL
    definite = (form.determiner in DEFINITE or headless) and not form.joined
    taken = definite and (plural or kind is not RoleClass.ORDINARY)
    going_on = not form.joined and kind in GOING_ON
    tied = own.country or own.organisation or own.owner
    group = earlier_same_group(article, mention) if (taken or going_on) and not tied else None
    if group is None:
        return None
    merged = merge_facts(mention, group.mention, SPEAKING)
    name = group.name if definite and plural else canonical_name(article.text, merged)
    return Speaker(name, merged, group.span, bool(merged.country))


def _organisation(article: ArticleContext, mention: Mention) -> Speaker:
    """A body by its own name, or the one that 'the ministry', 'the country' takes up."""
    if mention.noun.low in COUNTRIES and mention.form.determiner == "the":
        place = article.country_before(mention)
        if place:
            noun = replace(mention.noun, kind=Head.PLACE, value=PlaceKind.SHORT)
            known = Affiliation(place.country, PlaceKind.SHORT, owner=mention.affiliation.owner)
            mention = replace(mention, noun=noun, affiliation=known)
            return Speaker(government_of(place.country), mention, (place.start, place.end), True)
    abroad = _place_that_opens(article, mention) if mention.noun.low in OF_A_COUNTRY and not mention.country else None
    if abroad is not None:
        mention = mention.of_country(abroad.country, PlaceKind.SHORT)
        return Speaker(f"{country_adjective(abroad.country)} {mention.noun.low}", mention, (abroad.start, abroad.end), True)
    if (not mention.country and mention.form.determiner in DEFINITE) or mention.form.bare:
        full = article.index.organisation(mention.noun.low, mention.start)
        same = full is not None and mention.country in ("", full.country)
        if full and same and full.end - full.start > mention.end - mention.start:
            short = mention.of_organisation("", OrganisationClass.NONE)
            merged = merge_facts(short, full, SPEAKING)
            merged = replace(merged, noun=replace(merged.noun, name=full.name))
            return Speaker(canonical_name(article.text, full), merged, (full.start, full.end), _adds(full, short))
    return body_taken_up(article, mention) or _counted_as_printed(article, with_office(article, mention))


def _place_that_opens(article: ArticleContext, mention: Mention) -> Token | None:
    """'In Finland, the government said': the country with which the sentence opens."""
    start = article.passage_start(article.passage(mention.start))
    opening = OPENS_IN.match(article.text, start, mention.start)
    if opening is None:
        return None
    n = bisect_left(article.index.place_starts, opening.end(1))
    return next((place for place in article.index.places[n : n + 1] if place.start == opening.end(1)), None)


def _counted_as_printed(article: ArticleContext, mention: Mention) -> Speaker:
    """Whoever is taken up by nothing, under the phrase's own name; its country may be one that was named before."""
    speaker = _owned(article, Speaker("", mention))
    return replace(speaker, name=canonical_name(article.text, speaker.mention))


def _document(article: ArticleContext, mention: Mention) -> Speaker:
    """'the report' is the outlet's that was just cited, unless a report of somebody's was introduced before."""
    low, form = mention.noun.low, mention.form
    if low in REPORTS and form.determiner in DEFINITE and form.bare:
        first = article.passage(mention.start) - BACK_TO_OUTLET
        for start, speaker in article.recent():
            if article.passage(start) < first:
                break
            other = speaker.mention
            if other.head is Head.DOCUMENT and role_lemma(other.noun.low) == role_lemma(low):
                return replace(speaker, antecedent=speaker.span)
            if other.head is Head.MEDIA:
                return Speaker(speaker.name, speaker.at(mention).mention, speaker.span)
    if low in ISSUED and form.determiner in DEFINITE and form.bare:
        for start, speaker in article.recent():
            if article.passage(start) < article.passage(mention.start) - BACK_TO_ISSUER:
                break
            if speaker.mention.head in ISSUERS and article.outside(start):
                return taken_up_again(speaker.at(mention), mention.start)
    return Speaker(canonical_name(article.text, mention), mention)
