"""What an article says of each of its speakers: the mentions of one speaker gathered, and the words around them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hearsay.attribution.labels.context import Speaker
from hearsay.entities.people import EntityIndex
from hearsay.entities.types import Head
from hearsay.text.spans import Attribution, SentenceSpan, Span

MOST_MENTIONS = 12
"""Mentions of one speaker that are read: later ones say little that is new, and it bounds the time."""
READ = 200
"""Characters of a source that are read."""


@dataclass(frozen=True)
class Profile:
    """One speaker of an article: the numbers of the attributions, and the places of the mentions in the order of the text.

    `speaker` is the one whose own words say most; `first` the place where the article tells who that is.
    """

    speaker: Speaker
    rows: tuple[int, ...]
    mentions: tuple[Span, ...]

    @property
    def first(self) -> Span:
        """Where the article says who that is: the antecedent, else the source that says most."""
        return self.speaker.antecedent or self.speaker.span


class Sentences:
    """The sentences of an article, to be asked which of them holds a place."""

    def __init__(self, passages: Sequence[SentenceSpan]) -> None:
        self.passages = sorted(passages, key=lambda passage: (passage.start, passage.end))
        self.starts = [passage.start for passage in self.passages]

    def at(self, place: int) -> int:
        """The number of the sentence that holds an offset, or of the last before it."""
        return max(0, bisect_right(self.starts, place) - 1)

    def span(self, number: int) -> Span:
        """Where a sentence stands."""
        return self.passages[number].start, self.passages[number].end


def speaker_profiles(index: EntityIndex, found: Sequence[Attribution], speakers: Sequence[Speaker]) -> list[Profile]:
    """One profile for each speaker with a name, in the order of the first attributions; pronouns that stand for nobody known
    are each a speaker of their own."""
    together: dict[tuple[str, int], list[int]] = {}
    for n, speaker in enumerate(speakers):
        if speaker.name:
            alone = speaker.mention.head is Head.PRONOUN
            together.setdefault((speaker.name, n if alone else -1), []).append(n)
    return [_profile(index, found, [speakers[n] for n in rows], rows) for rows in together.values()]


def _profile(index: EntityIndex, found: Sequence[Attribution], speakers: Sequence[Speaker], rows: Sequence[int]) -> Profile:
    says_most = max(range(len(rows)), key=lambda n: (_telling(speakers[n]), -n))
    speaker = speakers[says_most]
    places = {place for one in speakers for place in (one.antecedent, one.span) if place and place[0] < place[1]}
    places |= {source for n in rows if (source := found[n].source)}
    places |= set(_named(index, speaker))
    return Profile(speaker, tuple(rows), tuple(sorted(_apart(places))[:MOST_MENTIONS]))


def _telling(speaker: Speaker) -> tuple[bool, int]:
    mention = speaker.mention
    return mention.head is not Head.PRONOUN, min(READ, mention.end - mention.start)


def _named(index: EntityIndex, speaker: Speaker) -> Iterator[Span]:
    """Where else the article names a person."""
    person = index.person(speaker.mention.name) if speaker.mention.head is Head.PERSON else None
    if person is not None:
        yield person.evidence
        yield from index.mentions_of(person)


def _apart(places: set[Span]) -> list[Span]:
    """The places without those that stand inside others."""
    kept: list[Span] = []
    for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept
