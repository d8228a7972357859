"""The event of each article, given or found: within what articles are compared."""

from __future__ import annotations

import pandas as pd

from hearsay.schema import NOT_STATED
from hearsay.statistics.compare import NOBODY

GIVEN, FOUND = "given", "found"


def article_events(articles: pd.DataFrame, events: pd.DataFrame | None = None) -> pd.DataFrame:
    """The event of each article and whether it was given or found.

    Parameters
    ----------
    articles
        The table.
    events
        The table `events`: what was given stands, and where nothing was, what was found. Without it only what `articles` states.

    Returns
    -------
    DataFrame
        `event` and `basis` ('given', 'found'), with the articles' ids as index, in their order. An article without an event, or
        alone in one that was found, has 'not stated' in both. What was found is an inference
        (`hearsay.corroboration.events`): say so wherever a comparison rests on it.
    """
    ids = articles["article_id"]
    if events is None:
        event = articles["event"] if "event" in articles else pd.Series(NOT_STATED, index=articles.index)
        told = pd.DataFrame({"event": event.to_numpy(), "basis": GIVEN}, index=pd.Index(ids, name="article_id"))
    else:
        told = events.set_index("article_id").reindex(pd.Index(ids, name="article_id"))[["event", "basis", "articles"]]
        alone = told["basis"].ne(GIVEN) & ~(told["articles"] > 1)
        told = told[["event", "basis"]].mask(alone)
    told = told.astype("object")
    return told.mask(told["event"].isna() | told["event"].isin(NOBODY), NOT_STATED).astype("str")
