"""The article held against itself and others (X1, X3 to X5): places at odds, shared text, claims and who names their origin."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from hearsay.sourcing.across_articles import SharedClaim
from hearsay.sourcing.article_view import ArticleView, Finding, distinct
from hearsay.text.spans import Span, merged
from hearsay.text.words import WORD


def places_at_odds(article: ArticleView) -> Iterator[Finding]:
    """Pairs of sentences of the article that may contradict each other, to read."""
    if article.across.at_odds is None:
        return
    pairs = article.across.at_odds
    evidence = distinct(span for pair in pairs for span in pair)
    yield Finding(evidence, f"{len(pairs)} to read" if pairs else "none found", k=len(pairs))


def shared_text(article: ArticleView) -> Iterator[Finding]:
    """Words of the body in passages that another article prints too."""
    if article.across.shared is None:
        return
    passages = merged(article.across.shared)
    within: list[Span] = [
        (max(start, row.start), min(end, row.end))
        for row in article.body
        for start, end in passages
        if start < row.end and end > row.start
    ]
    shared = sum(len(WORD.findall(article.text, *span)) for span in within)
    yield Finding(tuple(passages), k=shared, n=sum(len(WORD.findall(row.text)) for row in article.body))


def origins(article: ArticleView) -> Iterator[Finding]:
    """A row per claim that others have too, with the number of its origins."""
    held: dict[tuple[str, int], list[SharedClaim]] = {}
    for one in article.across.claims or ():
        held.setdefault(one.number, []).append(one)
    for parts in held.values():
        mentions = distinct(span for one in parts for span in one.mentions)
        count = parts[0].origins
        yield Finding(mentions, str(count), k=count, value=float(count), item=parts[0].claim)


def origin_named(article: ArticleView) -> Iterator[Finding]:
    """A row per claim whose origin several outlets share: how many of them name it, and whether this one does."""
    for one in article.across.claims or ():
        if one.sharing > 1:
            answer = f"{one.naming} of {one.sharing}, this one {'among them' if one.names else 'not'}"
            yield Finding(one.mentions, answer, k=one.naming, n=one.sharing, item=one.claim)


MEASURES: Mapping[str, Callable[[ArticleView], Iterator[Finding]]] = {
    "X1": places_at_odds,
    "X3": shared_text,
    "X4": origins,
    "X5": origin_named,
}
