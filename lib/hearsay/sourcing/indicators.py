"""The indicators table: how each article is sourced, some forty figures and categories with the sentences they stand on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from hearsay import schema
from hearsay.pieces import ANEW, Piece, Pieces, Record
from hearsay.schema import NOT_STATED
from hearsay.sourcing import anonymity, assertion, cross_reading, headline, publication, voices
from hearsay.sourcing.across_articles import Across, across_articles
from hearsay.sourcing.article_view import ArticleView, Finding, article_views
from hearsay.sourcing.registry import INDICATORS, Indicator
from hearsay.sourcing.voices import LEAST
from hearsay.statistics.intervals import NONE, Interval, wilson
from hearsay.text.spans import merged

MEASURES: Mapping[str, Callable[[ArticleView], Iterable[Finding]]] = {
    **assertion.MEASURES,
    **headline.MEASURES,
    **publication.MEASURES,
    **voices.MEASURES,
    **anonymity.MEASURES,
    **cross_reading.MEASURES,
}
"""What measures each indicator of the registry in one article."""
CUT = "The text ends at a paywall: k and n are those of what is shown, and no rate is stated."


def indicators(
    documents: pd.DataFrame,
    blocks: pd.DataFrame,
    metadata: pd.DataFrame,
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    attributions: pd.DataFrame,
    loaded: pd.DataFrame,
    *,
    reuse: pd.DataFrame | None = None,
    claims: pd.DataFrame | None = None,
    contradictions: pd.DataFrame | None = None,
    pieces: Pieces = ANEW,
    others: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """How each article is sourced: a row per indicator, with its evidence.

    Parameters
    ----------
    documents, blocks, metadata, articles, sentences, attributions, loaded
        The tables.
    reuse, claims, contradictions
        The tables that compare articles; X3, X4 and X5, and X1 have no rows without theirs.
    pieces
        Where the rows of each article are kept.
    others
        `article_id` and `outlet` of further articles of the corpus, which claims that these have are in too.

    Returns
    -------
    DataFrame
        `schema.TABLES["indicators"]`: articles in the order of `articles`, indicators in that of their ids. `k` and `n` are
        counts, `value` is k/n in the indicator's `unit` (or what its definition says), `low` to `high` a 95 % interval:
        Wilson's for shares and Simpson's for the effective number of sources, from n = 10 on; rates per 100 words have none,
        for words are no draws. `answer` says the same in words, or the category. `evidence` are places in `documents.text`.
        Indicators that have nothing to speak of (nobody is accused) have no row; those with several (sides) have one each.

    Notes
    -----
    There is no total: the indicators measure different things, and a sum of them would measure none. **Do not rank** articles
    or outlets by one: what is sourcing in a report of a battle is none in a profile. Compare outlets by
    `hearsay.measures.sourcing_measures` and `hearsay.statistics.compare`, where the article is the unit. Of an article
    that a paywall cuts no rate is stated, since what is missing is no random part. The intervals take the statements of an
    article for draws from all that its author would have written; they know nothing of what the tool misses.

    `hearsay.sourcing.INDICATORS` defines each; measured error: docs/methods.md#sourcing-indicators.
    """
    every = articles if others is None else pd.concat([articles, others], ignore_index=True)
    across = across_articles(every, reuse, claims, contradictions)
    ids = articles["article_id"].tolist()

    def made(places: Sequence[int]) -> Iterator[list[Record]]:
        some = {ids[place] for place in places}
        taken = (documents, blocks, metadata, articles, sentences, attributions, loaded)
        own = [table[table[schema.key(table)].isin(some)] for table in taken]
        for view in article_views(*own, across=across):
            yield [row for one in INDICATORS for row in _rows(one, view)]

    of_articles = pieces.records("indicators", [Piece([name], _told(across[name])) for name in ids], made)
    return schema.frame("indicators", (row for rows in of_articles for row in rows))


def _told(across: Across) -> tuple[object, ...]:
    """What is known across articles, without the numbers that claims have in this corpus."""
    claims = across.claims or ()
    places = {number: place for place, number in enumerate(dict.fromkeys(claim.number for claim in claims))}
    told = tuple(replace(claim, number=("", places[claim.number])) for claim in claims)
    return across.shared, across.claims is None, told, across.at_odds


def _rows(one: Indicator, article: ArticleView) -> Iterator[dict[str, Any]]:
    cut = one.gated and article.described.truncated
    for found in MEASURES[one.id](article):
        value, (low, high) = (None, NONE) if cut else _figures(one, found)
        yield {
            "article_id": article.described.article_id,
            "indicator": one.id,
            "item": found.item,
            "answer": NOT_STATED if cut else found.answer or _answer(one, found, value),
            "k": found.k,
            "n": found.n,
            "value": value,
            "unit": one.unit,
            "low": low,
            "high": high,
            "evidence": tuple(merged(found.evidence)),
            "caveat": " ".join(filter(None, (CUT if cut else "", one.caveat))),
            "source": ", ".join(one.citations),
        }


def _figures(one: Indicator, found: Finding) -> tuple[float | None, Interval]:
    """The value in the indicator's unit, and its interval where n allows one."""
    if found.value is not None or found.k is None or not found.n or one.unit == "category":
        return found.value, found.interval or NONE
    if one.unit == "share":
        return found.k / found.n, wilson(found.k, found.n) if found.n >= LEAST and one.id not in OF_TEXT else NONE
    return (100 * found.k / found.n if one.unit == "per 100 words" else None), NONE


OF_TEXT = ("S2", "X3")
"""Shares of characters and words, which are no draws."""


def _answer(one: Indicator, found: Finding, value: float | None) -> str:
    if one.id in OF_TEXT and value is not None:
        return f"{value:.0%} of {found.n:,}"
    match one.unit:
        case "share":
            return f"{found.k} of {found.n}"
        case "per 100 words":
            return NOT_STATED if value is None else f"{value:.1f} per 100"
        case "sources":
            return NOT_STATED if value is None else f"{value:.1f} of {found.k}"
        case _:
            return NOT_STATED if value is None else f"{value:.3f}"
