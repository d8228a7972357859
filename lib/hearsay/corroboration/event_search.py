"""Articles put together to events, one at a time: each joins the event that it is most like, or begins one of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from hearsay.corroboration.story_words import StoryWords

DATED, UNDATED = 0.20, 0.25
"""Mean similarity to the articles of an event from which an article joins it; more where nothing says that they were written at
one time. On BASIL's 50 events with their dates anything from .12 to .22 gives the same, without them .25 is best
(docs/methods.md#events)."""
DAYS, SPAN = 3, 7
"""Days between an article and the next of its event, and between the first and the last: outlets report one event within three
days of each other (all of BASIL's do), and what goes on for weeks is many events."""
LOOKED_UP = 40
"""Words by which the events are found that an article may belong to, its heaviest."""
WORD_IN = 300
"""Open events that a word may be looked up in; one that is in more tells none of them."""
COMPARED, MEMBERS = 10, 30
"""Events that an article is held against, those that share most; and articles of each, the last that joined, so that the work for
an article does not grow with its event."""
SWEEP = 100_000
"""Words in the index from which on it is cleared, now and then, of those that only events have that are over."""

Shares = Mapping[int, Mapping[int, float]]
"""For an article, by its place, the articles that share passages with it, each with the share of the shorter article that is
shared."""


@dataclass
class Event:
    """An event while it is put together: its name if it was given, its articles as they joined, the first and the last day."""

    given: str = ""
    members: list[int] = field(default_factory=list)
    first: int | None = None
    last: int | None = None

    def join(self, place: int, day: int | None) -> None:
        """Take an article in."""
        self.members.append(place)
        if day is not None:
            self.first = day if self.first is None else min(self.first, day)
            self.last = day if self.last is None else max(self.last, day)

    def over_by(self, day: int) -> bool:
        """Whether the day is too late for an article of it."""
        return self.last is not None and self.last + DAYS < day

    def open_on(self, day: int | None) -> bool:
        """Whether an article of that day may belong to it; where a date is missing it may."""
        if day is None or self.first is None or self.last is None:
            return True
        within = bool(self.given) or max(self.last, day) - min(self.first, day) <= SPAN
        return self.first - DAYS <= day <= self.last + DAYS and within


class EventSearch:
    """Who is like whom, and an index of the words of the events that are open.

    Parameters
    ----------
    words, shares, days
        What the articles are about, which share passages, and the day of each as a number, None where it is not stated.
    """

    def __init__(self, words: StoryWords, shares: Shares, days: Sequence[int | None]) -> None:
        self._words, self._shares, self._days = words, shares, days
        self._events: list[Event] = []
        self._event_of: dict[int, Event] = {}
        self._index: dict[int, list[Event]] = {}
        self._row = np.zeros(max(len(words.forms), 1))

    def events(self, given: Sequence[str]) -> list[Event]:
        """The given events ('' is none) with what was found to belong to them, then those found, as they began.

        The same whatever the order of the articles, which are taken by date, those without one last, and by id.
        """
        order = sorted(range(len(given)), key=lambda place: self._words.ids[place])
        named: dict[str, Event] = {name: Event(name) for name in sorted({*given} - {""})}
        for place in order:
            if given[place]:
                self._join(named[given[place]], place)
        self._events = [*named.values()]
        waiting = sorted(named.values(), key=lambda event: event.first or 0, reverse=True)
        dated = [(day, place) for place in order if not given[place] and (day := self._days[place]) is not None]
        swept = SWEEP
        for day, place in sorted(dated, key=lambda item: item[0]):
            if len(self._index) > swept:
                self._index = {column: left for column, held in self._index.items() if (left := _not_over(held, day))}
                swept = max(SWEEP, 2 * len(self._index))
            while waiting and (waiting[-1].first or 0) - DAYS <= day:
                self._look_out_for(waiting.pop())
            self._take(place)
        undated = [place for place in order if not given[place] and self._days[place] is None]
        if undated:
            self._index.clear()
            for event in self._events:
                self._look_out_for(event)
        for place in undated:
            self._take(place)
        return self._events

    def similarities(self, place: int, others: Sequence[int]) -> np.ndarray:
        """How much an article is like others, 0 to 1 each: the cosine, raised by the share of the shorter one that both print."""
        columns, weights = self._words.row(place)
        self._row[columns] = weights
        cosines = np.array([float(self._row[own] @ values) for own, values in map(self._words.row, others)])
        self._row[columns] = 0.0
        shares = np.array([self._shares.get(place, {}).get(other, 0.0) for other in others])
        alike: np.ndarray = np.clip(cosines + (1 - cosines) * shares, 0.0, 1.0)
        return alike

    def _take(self, place: int) -> None:
        """Put an article where it belongs."""
        event = self._best(place)
        if event is None:
            event = Event()
            self._events.append(event)
        self._join(event, place)
        self._index_words(event, place)

    def _join(self, event: Event, place: int) -> None:
        event.join(place, self._days[place])
        self._event_of[place] = event

    def _look_out_for(self, event: Event) -> None:
        for place in event.members:
            self._index_words(event, place)

    def _index_words(self, event: Event, place: int) -> None:
        for column in self._words.heaviest(place, LOOKED_UP).tolist():
            held = self._index.setdefault(column, [])
            if not held or held[-1] is not event:
                held.append(event)

    def _best(self, place: int) -> Event | None:
        """The event that an article belongs to, None when it is like none enough."""
        best, similarity = None, -1.0
        for event in self._candidates(place):
            mean = float(self.similarities(place, event.members[-MEMBERS:]).mean())
            least = UNDATED if self._days[place] is None or event.last is None else DATED
            if mean >= least and mean > similarity:
                best, similarity = event, mean
        return best

    def _candidates(self, place: int) -> list[Event]:
        """The open events that share most with an article, those that share more first."""
        day = self._days[place]
        weight = dict(zip(*(part.tolist() for part in self._words.row(place)), strict=True))
        votes: dict[int, float] = defaultdict(float)
        events: dict[int, Event] = {}
        for column in self._words.heaviest(place, LOOKED_UP).tolist():
            held = self._open(column, day)
            if len(held) <= WORD_IN:
                for event in held:
                    votes[event.members[0]] += weight[column] ** 2
                    events[event.members[0]] = event
        for other, share in self._shares.get(place, {}).items():
            joined = self._event_of.get(other)
            if joined and joined.open_on(day):
                votes[joined.members[0]] += share
                events[joined.members[0]] = joined
        return [events[first] for first in sorted(votes, key=lambda first: (-votes[first], self._words.ids[first]))[:COMPARED]]

    def _open(self, column: int, day: int | None) -> list[Event]:
        """The open events that have a word, each once. Days only go forward: what is over by then is never looked at again."""
        held = self._index.get(column, [])
        if day is not None and any(event.over_by(day) for event in held):
            held = self._index[column] = _not_over(held, day)
        return [*{id(event): event for event in held if event.open_on(day)}.values()]


def _not_over(events: Sequence[Event], day: int) -> list[Event]:
    return [event for event in events if not event.over_by(day)]
