"""Which event an article has for comparisons: the given one, a found one that others share, or none."""

from __future__ import annotations

import pandas as pd

from hearsay.schema import NOT_STATED
from hearsay.statistics.article_events import article_events


def test_an_event_that_was_found_counts_from_two_articles_on_and_a_given_one_always():
    told = {"a": ("x", "found", 1), "b": ("y", "found", 2), "c": ("y", "found", 2), "d": ("z", "given", 1)}
    told |= dict.fromkeys("efg", ("w", "found", 3))
    events = pd.DataFrame([(name, *row) for name, row in told.items()], columns=["article_id", "event", "basis", "articles"])
    known = article_events(events[["article_id"]], events)
    assert known["event"].to_dict() == {"a": NOT_STATED, "b": "y", "c": "y", "d": "z", "e": "w", "f": "w", "g": "w"}
    assert known["basis"].tolist() == [NOT_STATED, "found", "found", "given", "found", "found", "found"]
