"""The article held against itself and others (X): places at odds, quotation marks, shared text, whose claims they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from hearsay.sourcing.across_articles import SharedClaim
from hearsay.sourcing.article_view import ArticleView, Finding, distinct
from hearsay.text.quotations import Quotation, normalise_quotation_marks
from hearsay.text.spans import Span, merged
from hearsay.text.words import WORD

STYLES: Mapping[str, str] = {
    **dict.fromkeys("“”„", "curly “ ”"),
    '"': 'straight " "',
    **dict.fromkeys("«»", "guillemets « »"),
    **dict.fromkeys("‘’‚", "single ‘ ’"),
    "'": "single ' '",
    "`": "typed `` ''",
}
"""The first mark of a quotation, and what its style is called."""


def places_at_odds(article: ArticleView) -> Iterator[Finding]:
    """Pairs of sentences of the article that may contradict each other, to read."""
    if article.across.at_odds is None:
        return
    pairs = article.across.at_odds
    evidence = distinct(span for pair in pairs for span in pair)
    yield Finding(evidence, f"{len(pairs)} to read" if pairs else "none found", k=len(pairs))


def broken_marks(article: ArticleView) -> Iterator[Finding]:
    """Quotations that had to be mended and marks left over."""
    quotations, left_over = _of_body(article)
    mended = [(one.start, one.end) for one in quotations if one.repair]
    places = [*mended, *((place, place + 1) for place in left_over)]
    yield Finding(tuple(sorted(places)), k=len(places), n=len(quotations) + len(left_over))


def mark_styles(article: ArticleView) -> Iterator[Finding]:
    """One style, mixed styles, or no quotations."""
    quotations, _ = _of_body(article)
    styles = sorted({STYLES.get(article.text[one.start], "other") for one in quotations})
    answer = f"mixed: {', '.join(styles)}" if len(styles) > 1 else "one style" if styles else "no quotations"
    yield Finding(tuple((one.start, one.end) for one in quotations), answer)


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
    "X2": broken_marks,
    "X2 styles": mark_styles,
    "X3": shared_text,
    "X4": origins,
    "X5": origin_named,
}


def _of_body(article: ArticleView) -> tuple[list[Quotation], list[int]]:
    """The outermost quotations that begin in the body, and the marks there that belong to none."""
    bounds: list[Span] = [(row.start, row.end) for row in article.body]
    inside = {place for start, end in bounds for place in range(start, end)}
    read = normalise_quotation_marks(article.text)
    quotations = [one for one in read.quotations if one.level == 1 and one.start in inside]
    return quotations, [place for place in read.unpaired if place in inside]
