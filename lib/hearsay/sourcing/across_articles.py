"""The article held against others (X3): text that it shares with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from hearsay.sourcing.article_view import ArticleView, Finding, merged
from hearsay.text.spans import Span
from hearsay.text.words import WORD


def shared_text(article: ArticleView) -> Iterator[Finding]:
    """Words of the body in passages that another article prints too; no row where nobody has looked for them."""
    if article.shared is None:
        return
    passages = merged(article.shared)
    within: list[Span] = [
        (max(start, row.start), min(end, row.end))
        for row in article.body
        for start, end in passages
        if start < row.end and end > row.start
    ]
    shared = sum(len(WORD.findall(article.text, *span)) for span in within)
    yield Finding(passages, k=shared, n=sum(len(WORD.findall(row.text)) for row in article.body))


MEASURES: Mapping[str, Callable[[ArticleView], Iterator[Finding]]] = {"X3": shared_text}
