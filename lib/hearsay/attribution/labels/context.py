"""What is known of one article while its speakers are resolved, and the name under which a speaker is counted."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from hearsay.entities.gazetteer import OWN_NAMES, country_adjective, government_of, name_words, single_country
from hearsay.entities.people import EntityIndex, Person
from hearsay.entities.types import Head, Mention, MergePolicy, OrganisationClass, PlaceKind, RoleClass, Token, merge_facts
from hearsay.text.lexicons import word_set
from hearsay.text.spans import SentenceSpan, Span

LATEST = 80
"""Speakers that a look back goes over: a bound on time, far beyond what a pronoun takes up."""
REMEMBERED = MergePolicy(giving_way=frozenset(("dr", "prof")), owner=False)
"""How what a source's own words say of somebody is added to what the index has: 'its' holds for that sentence alone."""
SHORT_TITLES = {
    "sen": "senator", "rep": "representative", "gov": "governor", "gen": "general", "prof": "professor", "col": "colonel",
    "lt": "lieutenant", "sgt": "sergeant", "capt": "captain", "maj": "major", "adm": "admiral", "dr": "doctor", "rev": "reverend",
    "congressman": "representative", "congresswoman": "representative", "officials": "official", "advisor": "adviser",
    "spokeswoman": "spokesman", "spokesperson": "spokesman", "ceo": "chief executive", "lawyer": "attorney",
    "physician": "doctor", "internist": "doctor", "surgeon": "doctor",
}  # fmt: skip
DROPPED = word_set("the a an its new this that these those one another some all many several most both other")
"""First words that do not make another speaker."""
PARTITIVE = re.compile(r"(?:[\w-]+ ){1,3}of (?:the |those |these |its |their )?(?=\w)")
RELATIVE_CLAUSE = re.compile(r",? (?:who|whom|whose|which|that)\b")
SHORT_PHRASE = 4
"""Words of a phrase up to which its country and role say all of it: 'senior Iranian officials'; chosen by hand."""


@dataclass(frozen=True)
class Speaker:
    """A source resolved: what it names, in one canonical form, with the span that says so where another did.

    `cotext` says that country or body were read elsewhere in the article than in the source's own words; `countries` are those of
    all who speak together, where there are several and each is told.
    """

    name: str
    mention: Mention
    antecedent: Span | None = None
    cotext: bool = False
    author: bool = False
    countries: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        """Where the mention stands."""
        return self.mention.start, self.mention.end

    def at(self, mention: Mention) -> Speaker:
        """The same speaker, mentioned in another place."""
        return replace(self, mention=replace(self.mention, start=mention.start, end=mention.end))


NOBODY = Speaker("", Mention(0, 0))


@dataclass
class ArticleContext:
    """One article while its speakers are resolved, in order: its index, which stays as it is, and what was found so far.

    `known` are the speakers with their sources, `told` what sources' own words add to the facts of a person, by
    the number that the index gives each.
    """

    index: EntityIndex
    passages: Sequence[SentenceSpan]
    quoted: list[Span]
    known: list[tuple[Span, Speaker]] = field(default_factory=list)
    told: dict[int, Mention] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The article as read."""
        return self.index.text

    @cached_property
    def starts(self) -> list[int]:
        """Where each passage begins."""
        return [passage.start for passage in self.passages]

    def passage(self, at: int) -> int:
        """The number of the passage that holds an offset."""
        return max(0, bisect_right(self.starts, at) - 1)

    def passage_start(self, number: int) -> int:
        """Where a passage begins; 0 where the article has none."""
        return self.starts[number] if self.starts else 0

    def zone(self, at: int) -> str:
        """The zone of the passage that holds an offset; the body where the article has none."""
        return self.passages[self.passage(at)].zone if self.passages else "body"

    def paragraph(self, at: int) -> int:
        """The number of the paragraph that holds an offset."""
        return self.passages[self.passage(at)].paragraph_no if self.passages else 0

    @cached_property
    def body(self) -> int:
        """Where the body begins."""
        return min((passage.start for passage in self.passages if passage.zone == "body"), default=0)

    def recent(self) -> Iterator[tuple[int, Speaker]]:
        """The last speakers, the nearest first, with the places of their sources; no more than `LATEST`, so that one endless
        sentence costs no more than another."""
        return ((start, speaker) for (start, _), speaker in self.known[: -LATEST - 1 : -1])

    def outside(self, at: int) -> bool:
        """Whether an offset stands outside every content, in the outlet's own words."""
        n = bisect_right(self.quoted, (at, len(self.text) + 1)) - 1
        return n < 0 or self.quoted[n][1] <= at

    def country_before(self, mention: Mention) -> Token | None:
        """What 'the country' is where a mention stands."""
        at = mention.start or mention.noun.start
        return self.index.country(self.passage_start(self.passage(at)), at)

    def facts(self, person: Person) -> Mention:
        """What the article says of a person: the index, and the sources resolved so far."""
        return self.told.get(person.number, person.mention)

    def remember(self, person: Person, mention: Mention) -> None:
        """Keep what a source's own words say of a person for the rest of the article."""
        self.told[person.number] = merge_facts(self.facts(person), mention, REMEMBERED)

    def speaker(self, person: Person) -> Speaker:
        """A person of the article as the speaker, by what is said elsewhere."""
        return Speaker(person.name, self.facts(person).as_person(person.name), person.evidence, True)


def taken_up_again(speaker: Speaker, source: int) -> Speaker:
    """The same speaker, now by a pronoun: what was said there is co-text here."""
    span = speaker.antecedent or speaker.span
    return replace(speaker, antecedent=span if span[0] < span[1] and span[0] != source else None)


def role_lemma(role: str) -> str:
    """The last word of a role in one form, whatever its number, gender or abbreviation."""
    last = role.split()[-1] if role else ""
    last = SHORT_TITLES.get(last, last)
    last = last[:-3] + "man" if last.endswith("men") else last
    return SHORT_TITLES.get(last, last.removesuffix("s"))


def with_full_organisation(article: ArticleContext, mention: Mention) -> Mention:
    """'the Ministry's spokesperson': the ministry that was named in full before."""
    low = mention.organisation.lower().removeprefix("the ")
    if mention.country or not low or " " in low:
        return mention
    full = article.index.organisation(low, mention.start or mention.noun.start)
    if full is None or not full.country or len(full.name) <= len(low):
        return mention
    own = OrganisationClass(full.noun.value) if full.head is Head.ORGANISATION else OrganisationClass.STATE
    mention = mention.of_organisation(full.name, mention.affiliation.organisation_class or own)
    return mention.of_country(full.country, full.affiliation.place_kind)


def with_office(article: ArticleContext, mention: Mention) -> Mention:
    """'Doe's administration', 'his office': the country of the person whose it is."""
    before, mark, _ = article.text[mention.start : mention.noun.start].replace("’", "'").rpartition("'s ")
    words = name_words(before)
    person = article.index.person(words[-1]) if mark and words and not mention.country else None
    facts = article.facts(person) if person else None
    if facts is None or not facts.country or facts.role.kind is not RoleClass.OFFICIAL:
        return mention
    return mention.of_country(facts.country, facts.affiliation.place_kind)


def canonical_name(text: str, mention: Mention) -> str:
    """The one form under which a speaker without a personal name is counted."""
    country, noun = single_country(mention.country), mention.noun
    if noun.kind is Head.ROLE:
        return _group_name(text, mention)
    if noun.kind is Head.PLACE and not noun.plural and noun.value in (*OWN_NAMES, PlaceKind.REGION):
        return government_of(country) if country else noun.name
    if noun.kind in (Head.MEDIA, Head.NAME):
        return with_article(noun.name)
    if noun.kind is Head.ORGANISATION and country and mention.affiliation.place_kind is PlaceKind.SHORT:
        return f"{country_adjective(country)} {noun.name}"
    return _without_article(_printed(text, mention))


def with_article(name: str) -> str:
    """An outlet's name with its article, if printed, in capitals: 'The Guardian'."""
    return "The " + name[4:] if name[:4] == "the " else name


def _printed(text: str, mention: Mention) -> str:
    """The phrase without the clauses that only describe."""
    printed = RELATIVE_CLAUSE.split(" ".join(text[mention.start : mention.end].split()))[0]
    return printed.strip(" ,;:-–—") or printed


def _without_article(printed: str) -> str:
    first, _, rest = printed.partition(" ")
    return rest if rest and first.lower() in DROPPED else printed


def _group_name(text: str, mention: Mention) -> str:
    """Unnamed people by their body, else by their country, else as printed: 'Iranian officials'."""
    noun, country = mention.noun, single_country(mention.country)
    if mention.organisation:
        return f"{mention.organisation.removeprefix('the ')} {noun.low}"
    if country and mention.affiliation.place_kind in OWN_NAMES:
        own = text[mention.start : noun.start + len(noun.low)]
        if len(own.split()) <= SHORT_PHRASE or mention.form.bare:
            return f"{country_adjective(country)} {noun.low}"
    printed = _printed(text, mention)
    counted = PARTITIVE.match(printed) if mention.start < noun.start else None
    if counted and noun.low in printed[counted.end() :].lower():
        printed = printed[counted.end() :]
    return _without_article(printed)
