"""Who is named in the articles of one story: countries, people, organisations and outlets, each under one name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

import pandas as pd

from hearsay.entities.gazetteer import country_adjective, leader, may_be_same_name, name_words, short_country_name, single_country
from hearsay.entities.people import EntityIndex, index_entities
from hearsay.schema import NOT_STATED, Row
from hearsay.text import lexicons
from hearsay.text.lexicons import Matcher, word_set
from hearsay.text.spans import SentenceSpan, Span, passages_by_article
from hearsay.text.words import words

COUNTRY, PERSON, ORGANISATION, OUTLET = "country", "person", "organisation", "outlet"

Key = tuple[str, ...]
"""What makes an actor one: the kind, and the country's code, the fullest name, or a body's name and country."""
NO_BODIES = word_set(
    """nation nations country countries city cities town towns village state states province region community area industry
    government"""
)
"""What a lexicon of bodies also knows: places, and the government, which is counted as its country."""
ARMED = word_set("military army navy forces police parliament ministry troops")
"""Bodies that are written small and are told apart by their country."""
NOT_ITS_VOICE = ("media outlet", "named expert", "unnamed expert", "none")
"""Kinds of source that do not speak for their country."""
SHORTEST = 4
"""Letters that a surname needs to be looked for alone."""


@dataclass
class StoryActor:
    """One actor of a story: the forms under which it is looked for, where each article names it, and where it speaks there
    (offsets, in order)."""

    name: str
    kind: str
    forms: tuple[str, ...] = ()
    found: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    heard: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))


def story_actors(documents: pd.DataFrame, sentences: pd.DataFrame, attributions: pd.DataFrame) -> list[StoryActor]:
    """Every actor that an article of the story names or lets speak, in no particular order but always the same.

    A country is named by its own name, its adjective and its capital. A name that one article gives in full is looked for
    in all others, so that "not found" does not hang on one article's wording.
    """
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    passages = passages_by_article(sentences)
    indexes = {article: index_entities(texts[article], held) for article, held in passages.items()}
    bodies = _bodies([*_bodies_named(indexes, passages), *_bodies_speaking(attributions)], _outlets(attributions))
    parties: dict[Key, StoryActor] = {
        (ORGANISATION, key, ""): StoryActor(names[0], ORGANISATION, names) for key, names in _parties().items()
    }
    known = {**_countries(indexes), **_people(indexes, attributions), **bodies, **parties}
    _look(list(known.values()), texts, passages)
    _listen(known, attributions)
    return [actor for actor in known.values() if actor.found or actor.heard]


def _countries(indexes: Mapping[str, EntityIndex]) -> dict[Key, StoryActor]:
    found: dict[Key, StoryActor] = {}
    for article, index in indexes.items():
        for place in index.places:
            actor = found.setdefault((COUNTRY, place.country), StoryActor(short_country_name(place.country), COUNTRY))
            actor.found[article].append((place.start, place.end))
    return found


def _people(indexes: Mapping[str, EntityIndex], attributions: pd.DataFrame) -> dict[Key, StoryActor]:
    """People under the fullest name that the story has; namesakes apart where their names do not fit together."""
    people = set(attributions.loc[attributions["identifiability"] == "named person", "speaker"])
    for person in chain.from_iterable(index.people for index in indexes.values()):
        if " " in person.name or leader(person.name):
            people.add(person.name)
    return {(PERSON, name): StoryActor(name, PERSON) for name in _fullest(people)}


def _fullest(people: set[str]) -> Iterator[str]:
    """One name for each person, the fullest; by surname."""
    groups: dict[str, list[str]] = {}
    for name in sorted(people, key=lambda name: (-len(name_words(name)), name)):
        parts = name_words(name)
        if not parts or _party(name.casefold()) in _parties():
            continue
        known = groups.setdefault(parts[-1], [])
        if not any(may_be_same_name(parts, name_words(other)) for other in known):
            known.append(name)
    return chain.from_iterable(groups.values())


def _bodies(printed: Iterable[tuple[str, str]], outlets: frozenset[str]) -> dict[Key, StoryActor]:
    """Each body under the name that most print, from names and countries."""
    names: dict[Key, Counter[str]] = {}
    for name, country in printed:
        if _is_body(name, country):
            names.setdefault(_key(name, country), Counter())[name] += 1
    return {key: StoryActor(_shown(forms, key[2]), OUTLET if key[1] in outlets else ORGANISATION) for key, forms in names.items()}


def _bodies_named(
    indexes: Mapping[str, EntityIndex], passages: Mapping[str, Sequence[SentenceSpan]]
) -> Iterator[tuple[str, str]]:
    """Names and countries of the bodies in the articles' own text, titles left out."""
    for article, index in indexes.items():
        first = next((passage.start for passage in passages[article] if passage.zone == "body"), 0)
        for mention in (mention for key in sorted(index.organisations) for mention in index.organisations[key]):
            if mention.start >= first:
                yield mention.name, single_country(mention.country)


def _bodies_speaking(attributions: pd.DataFrame) -> Iterator[tuple[str, str]]:
    for row in attributions[attributions["organisation"] != NOT_STATED].itertuples(index=False):
        if row.organisation[:1].isupper():
            yield row.organisation, row.country


def _outlets(attributions: pd.DataFrame) -> frozenset[str]:
    outlet = (attributions["source_type"] == "media outlet") & (attributions["identifiability"] == "named organisation")
    return frozenset(_key(name, "")[1] for column in ("speaker", "organisation") for name in attributions.loc[outlet, column])


def _is_body(name: str, country: str) -> bool:
    last = name.split()[-1]
    alone = len(name.split()) == 1 and not country
    proper = last[:1].isupper() or (bool(country) and last in ARMED)
    return proper and last.lower() not in NO_BODIES and not alone and name[:1].isalpha()


def _key(name: str, country: str) -> tuple[str, str, str]:
    """A body whatever its case and whether its country stands before it: 'Iran’s foreign ministry'."""
    country = "" if country == NOT_STATED else country
    parts = name.replace("’", "'").removeprefix("the ").removeprefix("The ").split()
    if country and len(parts) > 1 and parts[0].removesuffix("'s") in (country_adjective(country), short_country_name(country)):
        parts = parts[1:]
    low = " ".join(parts).casefold()
    if (party := _party(low)) in _parties():
        return ORGANISATION, party, ""
    return ORGANISATION, low, country


def _shown(names: Counter[str], country: str) -> str:
    """The name as most print it; with its country where the name alone is any country's ('Foreign Ministry')."""
    best = min(names, key=lambda name: (not name[:1].isupper(), -names[name], name)).removeprefix("the ")
    lead = country_adjective(country) if country else ""
    own = not lead or best.startswith(lead) or not _anybodys(best)
    return best if own else f"{lead} {best}"


@cache
def _parties() -> Mapping[str, tuple[str, ...]]:
    """Each party with the names that the lexicon has for it."""
    found: dict[str, dict[str, None]] = {}
    for row in lexicons.lexicon_rows("places"):
        if row["kind"] == "party":
            key = _party(row["name"].casefold())
            adjective_ = {f"{key}ic".capitalize(): None} if key.endswith("crat") else {}
            found.setdefault(key, {}).update({row["name"]: None, key.capitalize(): None} | adjective_)
    return {key: tuple(names) for key, names in found.items()}


def _party(low: str) -> str:
    """A party by the words for it and its members: 'Democrats', 'the Democratic Party' and 'Democratic' are one."""
    return low.removesuffix(" party").removesuffix("s").removesuffix("ic")


@cache
def _anybodys(name: str) -> bool:
    """Whether any country may have a body of that name: 'Foreign Ministry'."""
    terms = {row["term"] for row in lexicons.lexicon_rows("institutions")}
    last = name.split()[-1].lower()
    own = any(row["name"] == name for row in lexicons.lexicon_rows("places"))
    return len(name.split()) < 4 and bool({last, last.removesuffix("s")} & terms) and not own


def _look(actors: Sequence[StoryActor], texts: dict[str, str], passages: dict[str, list[SentenceSpan]]) -> None:
    """Every article is searched for every name, whichever article it was read in."""
    actors = [actor for actor in actors if actor.kind != COUNTRY]
    matcher = Matcher(_written(actor) for actor in actors)
    for article, held in passages.items():
        text = texts[article]
        for passage in held:
            for hit in matcher.find(text, words(text, passage.start, passage.end)):
                for row in hit.rows:
                    actors[row].found[article].append((hit.start, hit.end))


def _written(actor: StoryActor) -> tuple[str, ...]:
    if actor.kind != PERSON:
        forms = dict.fromkeys(form.removeprefix("The ") for form in (actor.name, *actor.forms))
        return tuple(dict.fromkeys(one for form in forms for one in (form, f"{form[0].upper()}{form[1:]}")))
    last = actor.name.split()[-1]
    return (actor.name, last) if len(last) >= SHORTEST and last[0].isupper() else (actor.name,)


def _listen(known: Mapping[Key, StoryActor], attributions: pd.DataFrame) -> None:
    """Who is given the floor: people and bodies by name, countries by those who speak for them."""
    people: dict[str, list[StoryActor]] = defaultdict(list)
    for actor in known.values():
        if actor.kind == PERSON:
            people[name_words(actor.name)[-1]].append(actor)
    for row in attributions[attributions["level"] == 1].itertuples(index=False):
        span = (row.cue_start, row.cue_end) if pd.isna(row.source_start) else (int(row.source_start), int(row.source_end))
        for actor in _speaking(known, people, row):
            actor.heard[row.article_id].append(span)


def _speaking(known: Mapping[Key, StoryActor], people: Mapping[str, Sequence[StoryActor]], row: Row) -> Iterator[StoryActor]:
    """The actors that one attribution gives the floor to."""
    keys: list[Key] = [_key(name, country) for name in (row.speaker, row.organisation) for country in (row.country, "")]
    if row.source_type not in NOT_ITS_VOICE:
        keys.append((COUNTRY, row.country))
    yield from (known[key] for key in dict.fromkeys(keys) if key in known)
    parts = name_words(row.speaker) if row.identifiability == "named person" else []
    namesakes = people.get(parts[-1], ()) if parts else ()
    yield from [actor for actor in namesakes if may_be_same_name(parts, name_words(actor.name))][:1]
