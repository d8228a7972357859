"""Stories: given events, one small corpus, or found events; never more articles at once than a window holds."""

from __future__ import annotations

import pandas as pd

from hearsay.corroboration.stories import ALL, MOST_ARTICLES, story_windows


def tables(n: int, basis: str, of: int = 10) -> tuple[pd.DataFrame, pd.DataFrame]:
    ids = [f"{i:04}" for i in range(n)]
    articles = pd.DataFrame({"article_id": ids, "published": [f"2020-01-{30 - i % 30:02}" for i in range(n)]})
    events = pd.DataFrame({"article_id": ids, "event": [f"event {i // of}" for i in range(n)], "basis": basis})
    return articles, events


def test_a_small_corpus_without_events_is_one_story():
    assert list(story_windows(*tables(5, "found", of=1))) == [(ALL, [f"{i:04}" for i in range(5)])]
    assert list(story_windows(*tables(1, "found"))) == []


def test_given_events_are_stories_also_in_a_small_corpus():
    assert [name for name, _ in story_windows(*tables(20, "given"))] == ["event 0", "event 1"]


def test_found_events_are_stories_in_a_large_corpus():
    assert len(list(story_windows(*tables(100, "found")))) == 10


def test_a_large_story_is_cut_by_date_into_windows():
    articles, events = tables(150, "given", of=150)
    windows = list(story_windows(articles, events))
    assert [len(ids) for _, ids in windows] == [60, 60, 30]
    assert max(len(ids) for _, ids in windows) <= MOST_ARTICLES
    dates = articles.set_index("article_id")["published"]
    order = [dates[article] for _, ids in windows for article in ids]
    assert order == sorted(order)
