"""What is known of one article while its speakers are resolved, and the name under which a speaker is counted."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hearsay.entities.gazetteer import country_adjective, government_of, name_words
from hearsay.entities.people import EntityIndex, Person
from hearsay.entities.types import Mention
from hearsay.text.lexicons import word_set
from hearsay.text.spans import SentenceSpan, Span


@dataclass(frozen=True)
class Speaker:
    """A source resolved: what it names, in one canonical form, with the span that says so where another did.

    `cotext` says that country or body were read elsewhere in the article than in the source's own words.
    """

    name: str
    mention: Mention
    antecedent: Span | None = None
    cotext: bool = False
    author: bool = False


LATEST = 80
"""Speakers that a look back goes over."""
NOBODY = Speaker("", Mention(0, 0))


@dataclass
class ArticleContext:
    text: str
    cast: EntityIndex
    starts: list[int]
    passages: Sequence[SentenceSpan]
    quoted: list[Span]
    known: list[tuple[int, Speaker]] = field(default_factory=list)

    def passage(self, at: int) -> int:
        return max(0, bisect_right(self.starts, at) - 1)

    def recent(self) -> list[tuple[int, Speaker]]:
        """The last speakers, the nearest first; a bound, so that one endless sentence costs no more than another."""
        return self.known[: -LATEST - 1 : -1]

    def outside(self, at: int) -> bool:
        """Whether an offset stands outside every content, in the outlet's own words."""
        n = bisect_right(self.quoted, (at, len(self.text) + 1)) - 1
        return n < 0 or self.quoted[n][1] <= at


def taken_up_again(speaker: Speaker, source: int) -> Speaker:
    """The same speaker, now by a pronoun: what was said there is co-text here."""
    span = speaker.antecedent or (speaker.mention.start, speaker.mention.end)
    return replace(speaker, antecedent=span if span[0] < span[1] and span[0] != source else None)


SHORT_TITLES = {
    "sen": "senator", "rep": "representative", "gov": "governor", "gen": "general", "prof": "professor", "col": "colonel",
    "lt": "lieutenant", "sgt": "sergeant", "capt": "captain", "maj": "major", "adm": "admiral", "dr": "doctor", "rev": "reverend",
    "congressman": "representative", "congresswoman": "representative", "officials": "official", "advisor": "adviser",
    "spokeswoman": "spokesman", "spokesperson": "spokesman", "ceo": "chief executive", "lawyer": "attorney",
    "physician": "doctor", "internist": "doctor", "surgeon": "doctor",
}  # fmt: skip


def role_lemma(role: str) -> str:
    last = role.split()[-1] if role else ""
    last = SHORT_TITLES.get(last, last)
    last = last[:-3] + "man" if last.endswith("men") else last
    return SHORT_TITLES.get(last, last.removesuffix("s"))


def remember_facts(person: Person, merged: Mention) -> None:
    """What a source's own words say of somebody holds for the rest of the article."""
    facts, told = person.facts, bool(merged.role) and (not person.facts.role or person.facts.role in ("dr", "prof"))
    if told:
        facts = replace(facts, role=merged.role, role_class=merged.role_class)
    if merged.organisation and not facts.organisation:
        facts = replace(facts, organisation=merged.organisation, org_class=merged.org_class)
    if merged.country and not facts.country:
        facts = replace(facts, country=merged.country, place=merged.place)
    person.facts = replace(facts, gender=facts.gender or merged.gender)


def with_full_organisation(article: ArticleContext, mention: Mention) -> Mention:
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


def with_office(article: ArticleContext, mention: Mention) -> Mention:
    """'Doe's administration', 'his office': the country of the person whose it is."""
    before, mark, _ = article.text[mention.start : mention.head_start].replace("’", "'").rpartition("'s ")
    words = name_words(before)
    person = article.cast.person(words[-1]) if mark and words and not mention.country else None
    if person is None or not person.facts.country or person.facts.role_class != "official":
        return mention
    return replace(mention, country=person.facts.country, place=person.facts.place)


DROPPED = word_set("the a an its new this that these those one another some all many several most both other")
"""First words that do not make another speaker."""
PARTITIVE = re.compile(r"(?:[\w-]+ ){1,3}of (?:the |those |these |its |their )?(?=\w)")

RELATIVE = re.compile(r",? (?:who|whom|whose|which|that)\b")


def canonical_name(text: str, mention: Mention) -> str:
    """The one form under which a speaker without a personal name is counted."""
    if mention.head == "place" and mention.value in ("short", "capital", "demonym", "region") and not mention.plural:
        return government_of(mention.country) if mention.country[:1] != "~" else mention.name
    if mention.head == "role":
        return _group(text, mention)
    if mention.head in ("media", "cap"):
        return "The " + mention.name[4:] if mention.name[:4] == "the " else mention.name
    printed = _printed(text, mention)
    first, _, rest = printed.partition(" ")
    printed = rest if rest and first.lower() in DROPPED else printed
    if mention.head == "inst" and mention.place == "short" and mention.country and mention.country[:1] != "~":
        return f"{country_adjective(mention.country)} {mention.name}"
    return printed


def _printed(text: str, mention: Mention) -> str:
    """The phrase without the clauses that only describe."""
    printed = RELATIVE.split(" ".join(text[mention.start : mention.end].split()))[0]
    return printed.strip(" ,;:-–—") or printed


def _group(text: str, mention: Mention) -> str:
    body, country = mention.organisation, mention.country
    if body:
        return f"{body.removeprefix('the ')} {mention.low}"
    printed = _printed(text, mention)
    if (
        mention.start < mention.head_start
        and (counted := PARTITIVE.match(printed))
        and mention.low in printed[counted.end() :].lower()
    ):
        printed = printed[counted.end() :]
    first, _, rest = printed.partition(" ")
    printed = rest if rest and first.lower() in DROPPED else printed
    if country and country[:1] != "~" and mention.place in ("short", "demonym", "capital"):
        own = text[mention.start : mention.head_start + len(mention.low)]
        return f"{country_adjective(country)} {mention.low}" if len(own.split()) <= 4 or mention.bare else printed
    return printed
