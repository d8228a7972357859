"""The events table: which articles report one story, as given, or found from their dates, names, words and what they share."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from hearsay import schema
from hearsay.corroboration.event_search import MEMBERS, Event, EventSearch, Shares
from hearsay.corroboration.story_words import StoryWords, story_words
from hearsay.statistics.compare import NOBODY
from hearsay.text.dates import iso_date

SHOWN = 5
"""Names and words that are shown of what binds two articles."""


def events(articles: pd.DataFrame, sentences: pd.DataFrame, reuse: pd.DataFrame) -> pd.DataFrame:
    """The event of each article: the one that was given, else one that is found.

    Articles are taken by date. Each joins the event whose articles it is most like on average, if that is like enough, and begins
    one of its own otherwise; those without a date come last and have to be more like. Likeness is the cosine of weighted names
    and words, raised by the share of the shorter article that both print (`reuse`). Given events stand before anything is found:
    they are never joined, split or renamed, but an article without one may be found to belong to one.

    Parameters
    ----------
    articles, sentences, reuse
        The tables.

    Returns
    -------
    DataFrame
        `schema.TABLES["events"]`: a row per article, in their order. `event` is the given name, or the id of the event's first
        article by date and id; an article that is like no other is an event of its own. `basis` says which of the two. `nearest`
        is the article of the same event that is most like it, `similarity` how much (0 to 1; missing when it is alone), `shared`
        what they have in common, the weightiest first.

    Notes
    -----
    An event that was found is an inference from words and days, and **a comparison within such events rests on it**: articles
    that report one meeting from two capitals may be told apart, two strikes on one day taken for one. Look at `shared` and
    `nearest`, and give events of your own where they matter (a column `event`): they win. Found events last a week at most, so a
    story that goes on is several. The work grows with the articles. Figures: docs/methods.md#events.

    References
    ----------
    [Allan1998] (events found in one pass through a stream of news).
    """
    tokens = reuse.groupby(["article_a", "article_b"])["tokens"].sum()
    shared = ((one, other, int(count)) for (one, other), count in tokens.items())
    return found_events(articles, story_words(articles, sentences), shared)


def found_events(articles: pd.DataFrame, words: StoryWords, shared: Iterable[tuple[str, str, int]]) -> pd.DataFrame:
    """`events` from the words of all articles, and how many words each two articles share."""
    shares = _shares(articles, shared)
    days = [_day(printed) for printed in articles["published"]]
    given = ["" if name in NOBODY else str(name) for name in articles["event"]]
    search = EventSearch(words, shares, days)
    columns: list[list[Any]] = [[None] * len(words.ids) for _ in range(6)]
    for event in search.events(given):
        first = min(event.members, key=lambda place: (days[place] is None, days[place] or 0, words.ids[place]))
        for place, like in _nearest(event, words, shares, search):
            basis = "given" if given[place] else "found"
            for column, value in zip(columns, (event.given or words.ids[first], basis, len(event.members), *like), strict=True):
                column[place] = value
    names = ("event", "basis", "articles", "nearest", "similarity", "shared")
    return schema.frame("events", pd.DataFrame({"article_id": words.ids, **dict(zip(names, columns, strict=True))}))


def _day(published: str) -> int | None:
    day = iso_date(published)
    return dt.date.fromisoformat(day).toordinal() if day else None


def _shares(articles: pd.DataFrame, shared: Iterable[tuple[str, str, int]]) -> Shares:
    """Which articles share passages, and what share of the shorter one's words."""
    place = {name: number for number, name in enumerate(articles["article_id"])}
    words = dict(zip(articles["article_id"], articles["n_words"], strict=True))
    shares: dict[int, dict[int, float]] = defaultdict(dict)
    for one, other, tokens in shared:
        share = min(1.0, float(tokens) / max(1, min(words[one], words[other])))
        shares[place[one]][place[other]] = shares[place[other]][place[one]] = share
    return shares


def _nearest(
    event: Event, words: StoryWords, shares: Shares, search: EventSearch
) -> Iterator[tuple[int, tuple[str, float | None, tuple[str, ...]]]]:
    """Of each article the most similar one of its event, how similar it is, and what both have. In a large event it is sought
    among those that share passages with it and those that joined about the same time."""
    at = {place: number for number, place in enumerate(event.members)}
    for place, number in at.items():
        begin = max(0, min(number - MEMBERS // 2, len(at) - MEMBERS))
        near = {*event.members[begin : begin + MEMBERS + 1], *(other for other in shares.get(place, {}) if other in at)} - {place}
        others = sorted(near, key=lambda other: words.ids[other])
        if not others:
            yield place, ("", None, ())
            continue
        similarities = search.similarities(place, others)
        best = int(np.argmax(similarities))
        yield place, (words.ids[others[best]], round(float(similarities[best]), 6), _in_common(words, place, others[best]))


def _in_common(words: StoryWords, one: int, other: int) -> tuple[str, ...]:
    (own, weights), (others, other_weights) = words.row(one), words.row(other)
    common, at, at_other = np.intersect1d(own, others, assume_unique=True, return_indices=True)
    order = np.argsort(-(weights[at] * other_weights[at_other]), kind="stable")[:SHOWN]
    return tuple(words.forms[column] for column in common[order].tolist())
