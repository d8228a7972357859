"""Whom a pronoun or a definite phrase takes up. All pronouns are resolved here:

- 'he', 'she', 'it', 'they': `resolve_pronoun`, while the sources are read in order;
- 'who', 'which': `phrase_before_relative`, the phrase that the clause follows;
- 'I', 'we': `first_person_speakers`, once all speakers of the article are known.

A pronoun in `tone.portrayals` is an actor only where it is the source of an attribution, under the name found here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from hearsay.attribution.labels.context import ArticleContext, Speaker, canonical_name, role_lemma, taken_up_again
from hearsay.entities.gazetteer import given_names, government_of, name_words
from hearsay.entities.organisations import join_organisation_names
from hearsay.entities.people import Person
from hearsay.entities.tokens import tokenise
from hearsay.entities.types import Affiliation, Head, HeadNoun, Mention, OrganisationClass, PlaceKind, RoleClass, TokenKind
from hearsay.text.lexicons import word_set
from hearsay.text.spans import Attribution, Span

BACK = 8
"""Sentences that a personal pronoun looks back; a definite role, which says more, looks back twice as far. By hand."""
BACK_TO_THING = 3
"""Sentences that 'it' and 'they' look back; by hand."""
NAMED = 40
"""Names and places of one sentence that are weighed: a bound on time."""
SILENT = 3
"""Last speakers that are looked at to tell whether anybody spoke in a sentence."""
BEFORE_RELATIVE = 120
"""Characters before 'who' in which its phrase stands."""
DEEPEST = 12
"""Levels of nesting that are gone up; deeper ones are no text that anybody writes."""

GENDERS = {**dict.fromkeys(("he", "him", "his", "himself"), "m"), **dict.fromkeys(("she", "her", "herself"), "f")}
AUTHOR = word_set("i we me us our my myself ourselves")
THING, MANY = word_set("it its itself"), word_set("they them their themselves")
RELATIVE = word_set("who whom which that")
RULERS = word_set("leader president premier minister dictator strongman ruler chancellor king queen monarch autocrat")
RANKS = ("prime", "vice", "deputy")
"""Words that make another office: 'the prime minister' is no minister, 'the president' no vice president."""
LONGEST_ACRONYM = 7
TAKING_UP = ("the", "this", "that")
GENERIC = {
    **dict.fromkeys(word_set("paper newspaper outlet broadcaster channel network magazine tabloid"), "media"),
    **dict.fromkeys(word_set("company firm carmaker manufacturer airline retailer giant startup maker bank"), "company"),
    **dict.fromkeys(word_set("group organisation organization charity campaign movement union association nonprofit"), "group"),
    "force": "force", "alliance": "alliance", "bloc": "alliance",
}  # fmt: skip
"""General words for a body, and the kind of body that they take up."""
SAID = re.compile(r" (?:said|says|added|told|wrote|explained)\b")
"""What shows that somebody was heard whose words were read as another's."""
LISTED = 40
PLACED = re.compile(r"\b(?:in|at|near|around|from|to|outside|between) (?:[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*(?:, | and ))*$")
"""What leads to the name of a place, or to others in a list of them."""
THINGS = (Head.ORGANISATION, Head.PLACE, Head.MEDIA, Head.DOCUMENT, Head.NAME)
PHRASE = (
    TokenKind.NAME, TokenKind.GIVEN, TokenKind.ROLE, TokenKind.ORGANISATION, TokenKind.PLACE, TokenKind.MEDIA,
    TokenKind.DOCUMENT, TokenKind.POSSESSIVE, TokenKind.HONORIFIC, TokenKind.DETERMINER, TokenKind.NUMBER,
)  # fmt: skip
"""What the phrase before 'who' is made of."""


def resolve_pronoun(article: ArticleContext, mention: Mention, source: Span) -> Speaker:
    """Whom a personal pronoun takes up; the pronoun itself where nobody fits."""
    low, at, printed = mention.noun.low, source[0], Speaker(article.text[source[0] : source[1]], mention)
    if low in AUTHOR:
        return replace(printed, author=True)
    if low in GENDERS:
        return _person_before(article, at, GENDERS[low]) or printed
    if low in THING:
        return _subject(article, at) or _last_speaker(article, at, THINGS) or printed
    return _last_speaker(article, at, (*THINGS, Head.ROLE), many=True) or printed if low in MANY else printed


def phrase_before_relative(article: ArticleContext, source: Span) -> Span | None:
    """The phrase that 'who' follows: 'President Volodymyr Zelenskyy, who'."""
    first = max(article.passage_start(article.passage(source[0])), source[0] - BEFORE_RELATIVE)
    tokens = join_organisation_names(tokenise(article.text, first, source[0]), article.text)
    while tokens and tokens[-1].kind in (TokenKind.COMMA, TokenKind.PUNCTUATION):
        tokens.pop()
    n = len(tokens)
    while n and tokens[n - 1].kind in PHRASE:
        n -= 1
    return (tokens[n].start, tokens[-1].end) if n < len(tokens) else None


def first_person_speakers(found: Sequence[Attribution], speakers: Sequence[Speaker]) -> list[Speaker]:
    """'I' and 'we' inside somebody's words are that speaker; outside, the author."""
    out = list(speakers)
    for n, attribution in enumerate(found):
        if not out[n].author:
            continue
        source = attribution.source[0] if attribution.source else -1
        voice = next((out[outer] for outer in enclosing(found, n) if out[outer].name and not out[outer].author), None)
        out[n] = taken_up_again(voice, source) if voice else out[n]
    return out


def enclosing(found: Sequence[Attribution], n: int) -> list[int]:
    """The attributions around one, from within; a bound, and no circle, whatever an extractor says."""
    outer: list[int] = []
    parent = found[n].parent
    while parent is not None and parent not in (n, *outer) and 0 <= parent < len(found) and len(outer) < DEEPEST - 1:
        outer.append(parent)
        parent = found[parent].parent
    return outer


def _subject(article: ArticleContext, at: int) -> Speaker | None:
    """'The U.S. wants to show it cares': a country named before 'it' in its sentence, when nobody spoke there."""
    first, index = article.passage_start(article.passage(at)), article.index
    if any(start >= first for start, _ in article.known[-SILENT:]):
        return None
    since = bisect_right(index.place_starts, first - 1)
    for place in index.places[since : since + NAMED]:
        if place.start >= at:
            break
        if place.value in (PlaceKind.SHORT, PlaceKind.CAPITAL) and article.text[place.end : place.end + 1] in (" ", ","):
            noun = HeadNoun(Head.PLACE, place.value, place.low)
            mention = Mention(place.start, place.end, noun, affiliation=Affiliation(place.country, PlaceKind.SHORT))
            return Speaker(government_of(place.country), mention, (place.start, place.end), True)
    return None


def _person_before(article: ArticleContext, at: int, gender: str) -> Speaker | None:
    """The last person who could be meant: a speaker of the nearest sentence, else the first it names in the outlet's words.

    Where nothing tells the gender of whom that gives, somebody who 'said' after him or her and whose gender fits goes before.
    """
    likeliest = _nearest_person(article, at, gender)
    if likeliest is None or likeliest.mention.role.gender == gender:
        return likeliest
    since = max(likeliest.span[0], article.passage_start(max(0, article.passage(at) - BACK)))
    named = [(start + len(person.name), person) for start, person in article.index.people_between(since, at, NAMED)]
    heard = (person for end, person in named if SAID.match(article.text, end, at))
    fitting = [person for person in heard if article.facts(person).role.gender == gender]
    return article.speaker(fitting[-1]) if fitting else likeliest


def _nearest_person(article: ArticleContext, at: int, gender: str) -> Speaker | None:
    here, quoted = article.passage(at), not article.outside(at)
    for passage in range(here, max(-1, here - BACK), -1):
        first = article.passage_start(passage)
        last = min(at, article.passages[passage].end) if article.starts else at
        for start, speaker in article.recent_from(first):
            voiced = quoted or article.outside(start)
            if start < last and voiced and speaker.mention.head is Head.PERSON and speaker.mention.role.gender in ("", gender):
                return taken_up_again(speaker, at)
        if person := _first_named(article, first, last, gender):
            return article.speaker(person)
    person = _first_named(article, article.passage_start(here), at, gender, quoted=True)
    return article.speaker(person) if person else None


def _first_named(article: ArticleContext, first: int, last: int, gender: str, quoted: bool = False) -> Person | None:
    """The first person named in a stretch who is no journalist, to whom the others speak."""
    for start, person in article.index.people_between(first, last, NAMED):
        facts = article.facts(person)
        media = facts.affiliation.organisation_class is OrganisationClass.MEDIA and not facts.role.title
        if facts.role.gender not in ("", gender) or media or facts.role.kind is RoleClass.MEDIA:
            continue
        known = facts.role.gender or facts.role.title or person.seen > 1 or name_words(person.name)[0] in given_names()
        if not known and PLACED.search(article.text, max(first, start - LISTED), start):
            continue  # a run of capitals that nothing shows to be somebody, where a village would stand
        if quoted or article.outside(start):
            return person
    return None


def _last_speaker(article: ArticleContext, at: int, heads: Sequence[Head], *, many: bool = False) -> Speaker | None:
    """The last speaker whose head is one of these; `many` leaves out single people and countries."""
    here, quoted = article.passage(at), not article.outside(at)
    for start, speaker in article.recent_from(0):
        if here - article.passage(start) > BACK_TO_THING:
            break
        fits = speaker.mention.head in heads and (not many or _is_several(speaker.mention))
        if fits and (quoted or article.outside(start)):
            return taken_up_again(speaker, at)
    return None


def _is_several(mention: Mention) -> bool:
    """Whether 'they' may take it up: people, a body, a party; no country by its name."""
    noun = mention.noun
    if noun.kind is Head.PLACE and noun.value == PlaceKind.SHORT:
        return False
    party = noun.value == PlaceKind.PARTY and noun.low.endswith("s")
    return noun.plural or mention.form.joined or party or noun.kind not in (Head.ROLE, Head.PLACE)


def earlier_same_role(article: ArticleContext, mention: Mention) -> Speaker | None:
    """The last person before with this role: among the speakers, then among all who are named."""
    low = mention.noun.low
    first = article.passage_start(max(0, article.passage(mention.start) - 2 * BACK))
    for _, speaker in article.recent_from(first):
        if speaker.mention.head is Head.PERSON and _is_same_office(low, speaker.mention.role.title):
            return replace(speaker, antecedent=speaker.antecedent or speaker.span)
    for start, person in article.index.people_before(mention.start, NAMED):
        if start < first:
            break
        if _is_same_office(low, article.facts(person).role.title):
            return article.speaker(person)
    return None


def _is_same_office(low: str, role: str) -> bool:
    same = role_lemma(low) == role_lemma(role)
    return same and all((rank in low.split()) == (rank in role.split()) for rank in RANKS)


def ruler_of_country(article: ArticleContext, mention: Mention) -> Speaker | None:
    """'the Russian leader', 'the French president': the last official of that country who was named."""
    if role_lemma(mention.noun.low) not in RULERS:
        return None
    first = article.passage(mention.start) - 2 * BACK
    for start, person in article.index.people_before(mention.start, NAMED):
        facts = article.facts(person)
        if article.passage(start) < first:
            break
        if facts.country == mention.country and role_lemma(facts.role.title) in RULERS:
            return replace(article.speaker(person), cotext=False).at(mention)
    return None


def earlier_same_group(article: ArticleContext, mention: Mention) -> Speaker | None:
    """The last unnamed speakers before with the same role: 'US officials' for 'the officials', 'one official'."""
    wanted = role_lemma(mention.noun.low)
    for start, speaker in article.recent_from(0):
        noun = speaker.mention.noun
        if noun.kind is Head.ROLE and role_lemma(noun.low) == wanted and start < mention.start:
            return speaker
    return None


def body_taken_up(article: ArticleContext, mention: Mention) -> Speaker | None:
    """The body that 'the company', 'the paper', 'the group' takes up: the last one named before that is of that kind."""
    kinds = GENERIC.get(mention.noun.low.split()[-1]) if mention.noun.low else None
    named = " " in mention.noun.low or " " in mention.noun.name
    if kinds is None or named or not mention.form.bare or mention.form.determiner not in TAKING_UP:
        return None
    return _last_body(article, mention.start, lambda body: _of_kind(body, kinds))


def body_spelt_out(article: ArticleContext, mention: Mention) -> Speaker | None:
    """The body whose initials an acronym is: 'the CMA' after 'the Canadian Medical Association'."""
    name = mention.name.replace(".", "")
    if not (name.isupper() and name.isalpha() and 1 < len(name) < LONGEST_ACRONYM):
        return None
    return _last_body(article, mention.start, lambda body: _initials(body.name) == name, 10 * BACK)


def _last_body(article: ArticleContext, at: int, fits: Callable[[Mention], bool], back: int = BACK) -> Speaker | None:
    first = article.passage_start(max(0, article.passage(at) - back))
    starts = article.index.body_starts
    before = article.index.bodies[bisect_right(starts, first - 1) : bisect_right(starts, at - 1)]
    body = next((body for body in reversed(before[-NAMED * 4 :]) if fits(body)), None)
    if body is None:
        return None
    return Speaker(canonical_name(article.text, body), body, (body.start, body.end), True)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.replace("-", " ").split() if word[:1].isupper())


def _of_kind(body: Mention, kinds: str) -> bool:
    """Whether a body is of the kind that a general word means."""
    own = body.affiliation.organisation_class
    if kinds == "media":
        return body.head is Head.MEDIA
    if kinds == "alliance":
        return body.affiliation.place_kind is PlaceKind.REGION
    if kinds == "force":
        return "police" in body.name.lower() or "constabulary" in body.name.lower()
    named = body.head is Head.NAME and " " in body.name and not body.noun.value
    return named or own is (OrganisationClass.COMPANY if kinds == "company" else OrganisationClass.NGO)
