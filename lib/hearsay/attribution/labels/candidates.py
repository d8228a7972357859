"""Whom a pronoun or a general phrase may take up: everybody and every body that an article names near it, mentions gathered."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from hearsay.attribution.labels.context import ArticleContext, Speaker, canonical_name
from hearsay.entities.gazetteer import government_of, is_group
from hearsay.entities.noun_phrases import read_mention
from hearsay.entities.types import Affiliation, Head, HeadNoun, Mention, PlaceKind
from hearsay.text.spans import Span

BEFORE, AFTER = 70, 30
"""Mentions before and after a source that are weighed; a bound on time."""
CITED = 40
"""Last sources that are weighed."""
LONG = 1 << 62
STANDS_FOR_STATE = (PlaceKind.SHORT, PlaceKind.CAPITAL)


@dataclass
class Candidate:
    """Somebody who may be meant: as a speaker, with the places of the mentions, and where he or she spoke before."""

    speaker: Speaker
    mentions: list[Span] = field(default_factory=list)
    spoke: list[int] = field(default_factory=list)


class ArticleMentions:
    """Every mention of an article in the order of the text, each with the speaker that it would be."""

    def __init__(self, article: ArticleContext) -> None:
        self.article, index = article, article.index
        self.made: dict[Span, Speaker] = {}
        titled = {person.mention.start: number for number, person in enumerate(index.people)}
        held = [(span, ("person", number)) for span, number in index.named]
        held += [((body.start, body.end), ("body", n)) for n, body in enumerate(index.bodies)]
        held += [
            ((place.start, place.end), ("place", n))
            for n, place in enumerate(index.places)
            if place.value in STANDS_FOR_STATE and not is_group(place.country)
        ]
        held += [(span, ("phrase", n)) for n, span in enumerate(index.phrases) if span[0] not in titled]
        self.mentions = sorted(held, key=lambda item: (item[0], item[1][0]))
        self.starts = [span[0] for span, _ in self.mentions]

    def candidates(self, source: Span) -> list[Candidate]:
        """Those who may be taken up by a source, in the order of their first mentions."""
        at = bisect_left(self.starts, source[0])
        after = bisect_left(self.starts, source[1])
        cited = [(span, one) for span, one in self.article.known[-CITED:] if span != source]
        sources = sorted(span for span, _ in cited)
        found: dict[str, Candidate] = {}
        for span, who in self.mentions[max(0, at - BEFORE) : at] + self.mentions[after : after + AFTER]:
            if who[0] != "person" and _stands_in(span, sources):
                continue
            speaker = self._speaker(span, who)
            if speaker.name:
                found.setdefault(speaker.name, Candidate(speaker)).mentions.append(span)
        for span, speaker in cited:
            if speaker.name and speaker.mention.head is not Head.PRONOUN and not speaker.author:
                one = found.setdefault(speaker.name, Candidate(speaker))
                if not one.spoke or speaker.antecedent or _says_more(speaker, one.speaker):
                    one.speaker = speaker
                one.spoke.append(span[0])
                if span not in one.mentions:
                    one.mentions.append(span)
        for one in found.values():
            one.mentions.sort()
        return sorted(found.values(), key=lambda one: one.mentions[0])

    def _speaker(self, span: Span, who: tuple[str, int]) -> Speaker:
        if who[0] == "person":
            return self.article.speaker(self.article.index.people[who[1]])
        if span not in self.made:
            self.made[span] = self._made(span, who)
        return self.made[span]

    def _made(self, span: Span, who: tuple[str, int]) -> Speaker:
        text, index = self.article.text, self.article.index
        if who[0] == "place":
            place = index.places[who[1]]
            noun = HeadNoun(Head.PLACE, place.value, place.low)
            mention = Mention(place.start, place.end, noun, affiliation=Affiliation(place.country, PlaceKind(place.value)))
            return Speaker(government_of(place.country), mention, span, True)
        mention = index.bodies[who[1]] if who[0] == "body" else read_mention(text, *span)
        return Speaker(canonical_name(text, mention), mention, span, True)


def _says_more(speaker: Speaker, other: Speaker) -> bool:
    return speaker.mention.end - speaker.mention.start > other.mention.end - other.mention.start


def _stands_in(span: Span, sources: Sequence[Span]) -> bool:
    """Whether a mention is part of a source that was read before."""
    n = bisect_right(sources, (span[0], LONG)) - 1
    return n >= 0 and span[1] <= sources[n][1]
