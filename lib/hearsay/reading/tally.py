"""Complaints about the records of one file, put together: one line per kind, with the places."""

from __future__ import annotations

from collections.abc import Iterator

from hearsay.reading.records import Problem, Source

SHOWN = 3
"""Places that are named; the rest is counted."""


class Tally:
    """What is wrong with records, by kind."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, str, bool], list[str]] = {}
        self._counts: dict[tuple[str, str, bool], int] = {}

    def add(self, place: str, problem: str, advice: str, *, lost: bool) -> None:
        """One record has this problem."""
        key = problem, advice, lost
        places = self._places.setdefault(key, [])
        if len(places) < SHOWN:
            places.append(place)
        self._counts[key] = self._counts.get(key, 0) + 1

    def problems(self, source: Source) -> Iterator[Problem]:
        """One problem per kind."""
        for (problem, advice, lost), places in self._places.items():
            more = self._counts[problem, advice, lost] - len(places)
            where = ", ".join(places) + (f" and {more:,} more" if more else "")
            yield Problem(source.shown, problem, advice, lost, where)
