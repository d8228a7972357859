"""Quotation marks (X2): those that do not close, and styles that are mixed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from hearsay.sourcing.article_view import ArticleView, Finding
from hearsay.text.quotations import Quotation, normalise_quotation_marks
from hearsay.text.spans import Span

STYLES: Mapping[str, str] = {
    **dict.fromkeys("“”„", "curly “ ”"),
    '"': 'straight " "',
    **dict.fromkeys("«»", "guillemets « »"),
    **dict.fromkeys("‘’‚", "single ‘ ’"),
    "'": "single ' '",
    "`": "typed `` ''",
}
"""The first mark of a quotation, and what its style is called."""


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


MEASURES: Mapping[str, Callable[[ArticleView], Iterator[Finding]]] = {"X2": broken_marks, "X2 styles": mark_styles}


def _of_body(article: ArticleView) -> tuple[list[Quotation], list[int]]:
    """The outermost quotations that begin in the body, and the marks there that belong to none."""
    bounds: list[Span] = [(row.start, row.end) for row in article.body]
    inside = {place for start, end in bounds for place in range(start, end)}
    read = normalise_quotation_marks(article.text)
    quotations = [one for one in read.quotations if one.level == 1 and one.start in inside]
    return quotations, [place for place in read.unpaired if place in inside]
