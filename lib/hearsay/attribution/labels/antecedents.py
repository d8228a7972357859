"""Whom a pronoun or a definite phrase takes up."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from hearsay.attribution.labels.context import ArticleContext, Speaker, role_lemma, taken_up_again
from hearsay.entities.gazetteer import government_of
from hearsay.entities.people import Person
from hearsay.entities.types import Mention
from hearsay.text.spans import Span

BACK = 8
"""Sentences a pronoun looks back; a role looks back twice as many."""

MASCULINE, FEMININE = frozenset(("he", "him", "his", "himself")), frozenset(("she", "her", "herself"))

NAMED = 40
"""Names and places of one sentence that are weighed."""
AUTHOR = frozenset(("i", "we", "me", "us", "our", "my", "myself", "ourselves"))
THING = frozenset(("it", "its", "itself"))

MANY = frozenset(("they", "them", "their", "themselves"))

RULERS = frozenset(
    (
        "leader",
        "president",
        "premier",
        "minister",
        "dictator",
        "strongman",
        "ruler",
        "chancellor",
        "king",
        "queen",
        "monarch",
        "autocrat",
    )
)


def resolve_pronoun(article: ArticleContext, mention: Mention, source: Span) -> Speaker:
    """Whom a personal pronoun takes up; the pronoun itself where nobody fits."""
    low, printed = mention.low, Speaker(article.text[source[0] : source[1]], mention)
    if low in AUTHOR:
        return replace(printed, author=True)
    if low in MASCULINE or low in FEMININE:
        return _person_before(article, source[0], "m" if low in MASCULINE else "f") or printed
    if low in THING and (subject := _subject(article, source[0])):
        return subject
    if low in THING:
        return last_speaker(article, source[0], ("inst", "place", "media", "doc", "cap"), many=False) or printed
    if low in MANY:
        return last_speaker(article, source[0], ("role", "inst", "media", "doc", "cap", "place"), many=True) or printed
    return printed


def _subject(article: ArticleContext, at: int) -> Speaker | None:
    """'The U.S. wants to show it cares': a country named before 'it' in its sentence, when nobody spoke there."""
    first = article.starts[article.passage(at)] if article.starts else 0
    if any(start >= first for start, _ in article.known[-3:]):
        return None
    places = article.cast.places
    since = bisect_right(article.cast.place_starts, first - 1)
    for n in range(since, min(len(places), since + NAMED)):
        if places[n].start >= at:
            break
        if places[n].value in ("short", "capital") and article.text[places[n].end : places[n].end + 1] in (" ", ","):
            mention = Mention(
                places[n].start, places[n].end, "place", places[n].value, places[n].low, country=places[n].country, place="short"
            )
            return Speaker(government_of(places[n].country), mention, (places[n].start, places[n].end), True)
    return None


def _person_before(article: ArticleContext, at: int, gender: str) -> Speaker | None:
    """The last person who could be meant: a speaker of the nearest sentence, else the first it names in the outlet's words."""
    here = article.passage(at)
    for passage in range(here, max(-1, here - BACK), -1):
        first = article.starts[passage] if article.starts else 0
        last = min(at, article.passages[passage].end) if article.starts else at
        for start, speaker in article.recent():
            if start < first:
                break
            voiced = article.outside(start) or not article.outside(at)
            if start < last and voiced and speaker.mention.head == "person" and speaker.mention.gender in ("", gender):
                return taken_up_again(speaker, at)
        person = _first_named(article, first, last, gender)
        if person:
            mention = replace(person.facts, head="person", name=person.name)
            return Speaker(person.name, mention, person.evidence, True)
    person = _first_named(article, article.starts[here] if article.starts else 0, at, gender, quoted=True)
    if person is None:
        return None
    return Speaker(person.name, replace(person.facts, head="person", name=person.name), person.evidence, True)


def _first_named(article: ArticleContext, first: int, last: int, gender: str, quoted: bool = False) -> Person | None:
    named = article.cast.named
    since = bisect_right(named, first - 1, key=lambda item: item[0])
    for n in range(since, min(len(named), since + NAMED)):
        if named[n][0] >= last:
            break
        facts = named[n][1].facts
        listener = facts.role_class == "media" or (not facts.role and facts.org_class == "media")
        if facts.gender in ("", gender) and not listener and (quoted or article.outside(named[n][0])):
            return named[n][1]
    return None


def last_speaker(article: ArticleContext, at: int, heads: tuple[str, ...], *, many: bool) -> Speaker | None:
    here = article.passage(at)
    for start, speaker in article.recent():
        if here - article.passage(start) > 3:
            break
        mention = speaker.mention
        voiced = article.outside(start) or not article.outside(at)
        party = mention.value == "party" and mention.low.endswith("s")
        several = mention.plural or mention.joined or party or mention.head not in ("role", "place") or not many
        if voiced and several and mention.head in heads and not (many and mention.head == "place" and mention.value == "short"):
            return taken_up_again(speaker, at)
    return None


def earlier_same_role(article: ArticleContext, mention: Mention) -> Speaker | None:
    """The last person before with this role: among the speakers, then among all who are named."""
    wanted, at = role_lemma(mention.low), mention.start
    first = article.starts[max(0, article.passage(at) - 2 * BACK)] if article.starts else 0
    for start, speaker in article.recent():
        if start < first:
            break
        if (
            speaker.mention.head == "person"
            and role_lemma(speaker.mention.role) == wanted
            and _ranked(mention.low, speaker.mention.role)
        ):
            return replace(speaker, antecedent=speaker.antecedent or (speaker.mention.start, speaker.mention.end))
    n = bisect_right(article.cast.named, at - 1, key=lambda item: item[0])
    for start, person in reversed(article.cast.named[:n][-40:]):
        if start < first:
            break
        if role_lemma(person.facts.role) == wanted and _ranked(mention.low, person.facts.role):
            return Speaker(person.name, replace(person.facts, head="person", name=person.name), person.evidence, True)
    return None


def _ranked(low: str, role: str) -> bool:
    """'the prime minister' is no minister, 'the president' no vice president."""
    return all((rank in low.split()) == (rank in role.split()) for rank in ("prime", "vice", "deputy"))


def ruler_of_country(article: ArticleContext, mention: Mention) -> Speaker | None:
    """'the Russian leader', 'the French president': the last official of that country who was named."""
    if role_lemma(mention.low) not in RULERS:
        return None
    n = bisect_right(article.cast.named, mention.start - 1, key=lambda item: item[0])
    for start, person in reversed(article.cast.named[max(0, n - 40) : n]):
        facts = person.facts
        if article.passage(mention.start) - article.passage(start) > 2 * BACK:
            break
        if facts.country == mention.country and role_lemma(facts.role) in RULERS:
            return Speaker(
                person.name,
                replace(facts, head="person", name=person.name, start=mention.start, end=mention.end),
                person.evidence,
            )
    return None


def earlier_same_group(article: ArticleContext, mention: Mention) -> tuple[int, Speaker] | None:
    """The last unnamed speakers before with the same role: 'US officials' for 'the officials', 'one official'."""
    wanted = role_lemma(mention.low)
    for start, speaker in article.recent():
        if speaker.mention.head == "role" and role_lemma(speaker.mention.low) == wanted and start < mention.start:
            return start, speaker
    return None
