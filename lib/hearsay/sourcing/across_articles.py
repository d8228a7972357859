"""What the tables that compare articles say of one article: shared text, claims with their origins, places at odds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import pandas as pd

from hearsay.schema import NOT_STATED, Row
from hearsay.text.spans import Span

Key = TypeVar("Key")
Item = TypeVar("Item")

QUOTATION = "quotation"
MEDIA = "media outlet"


@dataclass(frozen=True)
class SharedClaim:
    """A claim that the article has in common with others, as this article has it; `number` is its story and number there.

    `origins` are those of the claim, `sharing` the outlets that share this article's origin and `naming` those of them that name
    it; `names` tells whether this article does.
    """

    number: tuple[str, int]
    claim: str
    mentions: tuple[Span, ...]
    origins: int
    sharing: int
    naming: int
    names: bool


@dataclass(frozen=True)
class Across:
    """Of one article; None where the table was not at hand, so that nobody has looked.

    `shared` are passages that another article prints too, quotations apart, `claims` what it has in common with others,
    `at_odds` pairs of its own sentences that may contradict each other.
    """

    shared: Sequence[Span] | None = None
    claims: Sequence[SharedClaim] | None = None
    at_odds: Sequence[tuple[Span, Span]] | None = None


def across_articles(
    articles: pd.DataFrame,
    reuse: pd.DataFrame | None = None,
    claims: pd.DataFrame | None = None,
    contradictions: pd.DataFrame | None = None,
) -> Mapping[str, Across]:
    """What is known across articles, by article; each table is walked through once."""
    outlets = {
        row.article_id: row.article_id if row.outlet == NOT_STATED else row.outlet for row in articles.itertuples(index=False)
    }
    shared = None if reuse is None else _gathered(_passages(reuse))
    had = None if claims is None else _gathered(_claims(claims, outlets))
    odds = None if contradictions is None else _gathered(_at_odds(contradictions))
    return {
        name: Across(
            shared if shared is None else shared.get(name, []),
            had if had is None else had.get(name, []),
            odds if odds is None else odds.get(name, []),
        )
        for name in outlets
    }


def _gathered(items: Iterable[tuple[Key, Item]]) -> dict[Key, list[Item]]:
    found: dict[Key, list[Item]] = {}
    for name, item in items:
        found.setdefault(name, []).append(item)
    return found


def _passages(reuse: pd.DataFrame) -> Iterator[tuple[str, Span]]:
    for row in reuse[reuse["kind"] != QUOTATION].itertuples(index=False):
        yield row.article_a, (row.start_a, row.end_a)
        yield row.article_b, (row.start_b, row.end_b)


def _at_odds(contradictions: pd.DataFrame) -> Iterator[tuple[str, tuple[Span, Span]]]:
    within = contradictions[contradictions["article_a"] == contradictions["article_b"]]
    for row in within.itertuples(index=False):
        yield row.article_a, ((row.start_a, row.end_a), (row.start_b, row.end_b))


def _claims(claims: pd.DataFrame, outlets: Mapping[str, str]) -> Iterator[tuple[str, SharedClaim]]:
    """One row per claim, origin and article."""
    by_origin = _gathered(((row.story, row.claim_no, row.origin_no), row) for row in claims.itertuples(index=False))
    for (story, number, _), mentions in by_origin.items():
        relayed = any(map(_names_relay, mentions))
        by_article = _gathered((row.article_id, row) for row in mentions)
        names = {
            article: any(row.origin and (not relayed or _names_relay(row)) for row in rows)
            for article, rows in by_article.items()
        }
        naming = {outlets[article] for article, told in names.items() if told}
        sharing = {outlets[article] for article in names}
        for article, rows in by_article.items():
            spans = tuple(sorted({(row.start, row.end) for row in rows}))
            first = rows[0]
            yield (
                article,
                SharedClaim((story, number), first.claim, spans, first.origins, len(sharing), len(naming), names[article]),
            )


def _names_relay(row: Row) -> bool:
    """Whether a mention says through which outlet it came, or gives it to one."""
    return bool(row.via) or row.source_type == MEDIA
