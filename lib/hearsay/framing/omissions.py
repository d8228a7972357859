"""Omissions: which actors, and perhaps which claims, an article leaves out that others on the same story have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from hearsay import schema
from hearsay.attribution.spans import Span
from hearsay.framing.claim_candidates import claim_candidates
from hearsay.framing.named import Named, named
from hearsay.schema import NOT_STATED

CLAIM = "claim candidate"
NOT_FOUND, MENTIONED, HEARD = "not found", "mentioned", "heard"
STATUSES = (NOT_FOUND, MENTIONED, HEARD)
MOST_ARTICLES = 60
"""Articles without a stated event that are still taken for one story."""
MOST = 200
"""Actors of one story that are followed through its articles."""
ALL = "all articles"


def omissions(
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    attributions: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    most: int = MOST,
) -> pd.DataFrame:
    """For every actor and claim candidate of a story, and each of its articles: not found, mentioned, or heard.

    Parameters
    ----------
    documents, sentences, attributions, articles
        The tables of those names. Where `articles` states events, each event is a story of its own; where none is stated,
        the whole corpus is taken for one story, up to 60 articles. A larger corpus without events has no rows.
    most
        Actors of one story that are followed: those in the most articles first.

    Returns
    -------
    DataFrame
        `schema.TABLES["omissions"]`: `story`; `item`, the actor or the shortest wording of the claim; `kind` (country,
        person, organisation, outlet, claim candidate); `article_id`; `status`:

        - "heard": the article attributes something to the actor; for a country, to its officials, bodies or people, not to
          its experts and outlets. A claim: attributed to somebody
        - "mentioned": named without being given the floor. A claim: its words stand in a sentence of the outlet's own
        - "not found": neither. Not the same as left out on purpose

        `mentions`, `attributions` count both; `start`, `end` are the first place (heard before mentioned); `found_in`
        counts the story's articles that have the item; `truncated` marks articles whose text ends at a paywall.

    Notes
    -----
    Compare articles on the same story only: what does not belong to a story is not left out of it. Of a truncated article
    "not found" says nothing. Names are found by their form: a person whom an article calls only "the minister" is not
    found there. Claim candidates share rare words and may mean different things; many claims that differ in wording are
    missed (of the 15 recurring claims coded in the seeds, 3 come back whole or nearly so). Read them, do not count them.
    """
    places = [_places(table) for table in (documents, sentences, attributions)]
    cut = dict(zip(articles["article_id"], articles["truncated"], strict=True))
    rows = [
        row for story, ids in _stories(articles) for row in _story(story, ids, *(_of(*place, ids) for place in places), cut, most)
    ]
    return schema.frame("omissions", rows)


def _stories(articles: pd.DataFrame) -> Iterator[tuple[str, list[str]]]:
    events = articles["event"] if "event" in articles else pd.Series(NOT_STATED, index=articles.index)
    if (events != NOT_STATED).any():
        grouped = articles.loc[events != NOT_STATED].groupby(events[events != NOT_STATED], sort=False)["article_id"]
        yield from ((str(event), ids.tolist()) for event, ids in grouped if len(ids) > 1)
    elif 1 < len(articles) <= MOST_ARTICLES:
        yield ALL, articles["article_id"].tolist()


def _places(table: pd.DataFrame) -> tuple[pd.DataFrame, Mapping[str, np.ndarray]]:
    """The table and the rows of each article, found once for all stories."""
    return table, table.groupby("document_id" if "document_id" in table else "article_id", sort=False).indices


def _of(table: pd.DataFrame, places: Mapping[str, np.ndarray], ids: Sequence[str]) -> pd.DataFrame:
    rows = [places[one] for one in ids if one in places]
    return table.iloc[np.sort(np.concatenate(rows))] if rows else table.head(0)


def _story(
    story: str,
    ids: Sequence[str],
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    attributions: pd.DataFrame,
    cut: Mapping[str, bool],
    most: int,
) -> Iterator[dict]:
    actors = named(documents, sentences, attributions)
    ranked = sorted(actors, key=_rank)
    items = [(a.name, a.kind, a.heard, a.found) for a in ranked[:most]]
    claims = claim_candidates(documents, sentences, attributions)
    items += [(_shortened(c.wording), CLAIM, c.attributed, c.own) for c in claims]
    for name, kind, heard, found in items:
        having = len({*found, *heard})
        for article in ids:
            yield (
                {"story": story, "item": name, "kind": kind, "article_id": article}
                | _cell(heard.get(article, []), found.get(article, []))
                | {"found_in": having, "truncated": bool(cut[article])}
            )


def _rank(actor: Named) -> tuple[int, int, int, str, str]:
    """In the most articles first; then heard in the most, then named most often."""
    said = sum(map(len, actor.found.values()))
    return -len({*actor.found, *actor.heard}), -len(actor.heard), -said, actor.kind, actor.name


def _cell(heard: Sequence[Span], found: Sequence[Span]) -> Mapping[str, object]:
    first = min(heard or found, default=(None, None))
    return {
        "status": HEARD if heard else MENTIONED if found else NOT_FOUND,
        "mentions": len(found),
        "attributions": len(heard),
        "start": first[0],
        "end": first[1],
    }


def _shortened(wording: str, most: int = 120) -> str:
    wording = wording.strip(" ,;:“”\"'")
    return wording if len(wording) <= most else f"{wording[:most].rsplit(' ', 1)[0]} …"
