"""Stories: which articles are held against each other when claims are looked for."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from hearsay.schema import NOT_STATED

MOST_ARTICLES = 60
"""Articles that are held against each other at once. A story of more is cut by date into windows of so many, so that time grows
with the number of articles; a claim that is taken up in a later window is a claim anew."""
ALL = "all articles"
"""The story of a corpus in which no event is stated and that is no larger than one window."""


def story_windows(articles: pd.DataFrame, events: pd.DataFrame) -> Iterator[tuple[str, list[str]]]:
    """Names of stories, and the articles of each, two at least and at most `MOST_ARTICLES`.

    Where events are given, each is a story. Where none is, a corpus of at most `MOST_ARTICLES` is taken for one story, as for
    `omissions`, and in a larger one the events that were found are the stories. Articles are in order of date, undated ones last,
    then of the table.
    """
    given = events[events["basis"] == "given"]
    if given.empty and len(articles) <= MOST_ARTICLES:
        if len(articles) > 1:
            yield ALL, articles["article_id"].tolist()
        return
    published = articles["published"].where(articles["published"] != NOT_STATED, "~")
    ordered = articles.assign(published=published).sort_values("published", kind="stable")
    named = ordered.merge(events[["article_id", "event"]].rename(columns={"event": "story"}), on="article_id")
    for story, ids in named.groupby("story", sort=True)["article_id"]:
        for first in range(0, len(ids), MOST_ARTICLES):
            window = ids.iloc[first : first + MOST_ARTICLES].tolist()
            if len(window) > 1:
                yield str(story), window
