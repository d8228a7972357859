"""Speakers who speak together: 'Ed Stone and Kate Taft', 'the US and Britain', under all their names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from hearsay.attribution.labels.context import ArticleContext, Speaker
from hearsay.entities.gazetteer import BODIES, single_country
from hearsay.entities.noun_phrases import read_mention
from hearsay.entities.types import Head, Mention, PlaceKind
from hearsay.text.spans import Span

READ = 400
"""Characters of a source that are read."""
MOST_TOGETHER = 5
"""People or bodies who speak together, at most."""
JOINING = re.compile(r"(,? and|,) (?:(?!who\b|with\b|of\b)[^\s,]+ ){0,5}")
"""What stands between the names of people who speak together: 'and', and the second one's title."""
LINK = re.compile(r",? (?:and|as well as|along with|together with) |, ")
BOTH = re.compile(r"both (?:the )?", re.IGNORECASE)
NAMES = (PlaceKind.SHORT, PlaceKind.CAPITAL, PlaceKind.METONYM, PlaceKind.INSTITUTION, PlaceKind.REGION)
OWN_WORDS = (*NAMES, PlaceKind.DEMONYM, PlaceKind.PARTY, PlaceKind.LEADER)
"""Names that tell a speaker's own country."""


def people_together(article: ArticleContext, speaker: Speaker, source: Span) -> Speaker:
    """'Ed Stone and Kate Taft said': all who speak together, under all their names."""
    mention = speaker.mention
    end = min(source[1], source[0] + READ)
    if not mention.form.joined:
        return speaker
    named, together = [speaker], 1
    after = mention.noun.start + len(mention.noun.name)
    for start, person in article.index.people_between(after, end, MOST_TOGETHER):
        link = JOINING.match(article.text, after, start)
        if link is None or link.end() < start or any(person.name == one.name for one in named):
            break
        named.append(article.speaker(person))
        together = len(named) if "and" in link[1] else together
        after = start + len(person.name)
    return _as_one(named[:together]) if together > 1 else speaker


def bodies_together(article: ArticleContext, source: Span, resolve: Callable[[Span], Speaker]) -> Speaker | None:
    """'The US and Britain', 'AFP and Reuters': governments, outlets and bodies that speak together; None where they do not."""
    start, end = source[0], min(source[1], source[0] + READ)
    led = BOTH.match(article.text, start, end)
    pieces, links, at = [], [], led.end() if led else start
    for link in LINK.finditer(article.text, at, end):
        pieces.append((at, link.start()))
        links.append(link[0])
        at = link.end()
    pieces.append((at, end))
    if len(pieces) > MOST_TOGETHER or not links or links[-1] == ", ":
        return None
    if not all(_is_name(read_mention(article.text, *piece)) for piece in pieces):
        return None
    return _as_one([resolve(piece) for piece in pieces])


def _is_name(mention: Mention) -> bool:
    if mention.head is Head.PLACE:
        return mention.noun.value in NAMES
    return mention.head in (Head.MEDIA, Head.NAME)


def _as_one(speakers: Sequence[Speaker]) -> Speaker:
    names = [speaker.name for speaker in speakers]
    return replace(speakers[0], name=f"{', '.join(names[:-1])} and {names[-1]}", countries=_countries(speakers))


def _countries(speakers: Sequence[Speaker]) -> tuple[str, ...]:
    """The countries of all, in the order of their codes; none where the words do not tell each one's."""
    own = [speaker.mention.affiliation for speaker in speakers]
    told = [one.country[1:] if one.country in BODIES else single_country(one.country) for one in own]
    known = all(code and one.place_kind in OWN_WORDS for code, one in zip(told, own, strict=True))
    return tuple(sorted(set(told))) if known else ()
