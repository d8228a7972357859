"""The headline against the body (L5): an attribution dropped, a hedge dropped, a number that nobody is given for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from hearsay.attribution.extraction.cues import may_report
from hearsay.framing.omissions import NUMBER
from hearsay.schema import NOT_STATED, Row
from hearsay.sourcing.article_view import ArticleView, Finding
from hearsay.sourcing.assertion import HEARSAY, hedges
from hearsay.text.lexicons import function_words
from hearsay.text.quotations import quotation_spans
from hearsay.text.spans import Span
from hearsay.text.words import WORD

SHARED = 0.5
"""Share of the headline's words that a sentence has to hold to be taken for what the headline sums up; by hand."""
FEWEST = 3
"""And how many of them at least: two, such as a first name and a surname, are in many sentences."""
STEM = 5
"""Letters by which words are held against each other: 'buys' and 'buying', 'Iran' and 'Iranian'."""
NO_MATCH, NO_TITLE, NO_NUMBER = "no sentence like it", NOT_STATED, "no number"


def attribution_dropped(article: ArticleView) -> Iterator[Finding]:
    """Yes where the headline attributes nothing and the sentence most like it is attributed."""
    title, match = _title(article), _most_like_title(article)
    if title is None or match is None:
        yield Finding((), NO_TITLE if title is None else NO_MATCH)
        return
    quotes = any(title.start <= one.start < title.end for one in quotation_spans(article.text))
    said_so = quotes or any(row.zone == "title" for row in article.attributions)
    yield _flag(_is_reported(article, match) and not said_so, title, match)


def modality_raised(article: ArticleView) -> Iterator[Finding]:
    """Yes where the headline has no hedge and the sentence most like it has one."""
    title, match = _title(article), _most_like_title(article)
    if title is None or match is None:
        yield Finding((), NO_TITLE if title is None else NO_MATCH)
        return
    above, below = ([span for span in hedges(article) if row.start <= span[0] < row.end] for row in (title, match))
    hedged = bool(above) or may_report(title.text, HEARSAY)  # "reported execution": no cue of anybody, but a hedge
    yield _flag(bool(below) and not hedged, title, match)


def number_unsourced(article: ArticleView) -> Iterator[Finding]:
    """Yes where a number of the headline is in nothing that the body attributes."""
    title = _title(article)
    places = [] if title is None else [m.span() for m in NUMBER.finditer(article.text, title.start, title.end)]
    if not places:
        yield Finding((), NO_TITLE if title is None else NO_NUMBER)
        return
    contents = [article.text[start:end] for row in article.body_attributions for start, end in row.content_spans]
    sourced = {_digits(match) for content in contents for match in NUMBER.findall(content)}
    bare = [span for span in places if _digits(article.text[slice(*span)]) not in sourced]
    yield Finding(tuple(bare or places), "yes" if bare else "no")


MEASURES: Mapping[str, Callable[[ArticleView], Iterator[Finding]]] = {
    "L5 attribution": attribution_dropped,
    "L5 modality": modality_raised,
    "L5 number": number_unsourced,
}


def _title(article: ArticleView) -> Row | None:
    return next((row for row in article.sentences if row.zone == "title"), None)


def _is_reported(article: ArticleView, match: Row) -> bool:
    """Whether most of the headline's words that a sentence holds are attributed there."""
    wanted = _stems(article.words_of("title"))
    contents = [span for row in article.body_attributions for span in row.content_spans]
    parts = ((max(start, match.start), min(end, match.end)) for start, end in contents)
    attributed = _stems(" ".join(article.text[start:end] for start, end in parts if start < end))
    return 2 * len(wanted & attributed) > len(wanted & _stems(match.text))


def _most_like_title(article: ArticleView) -> Row | None:
    """The sentence of the body with the most of the headline's words, the first of several; None where none has half."""
    wanted = _stems(article.words_of("title"))
    counts = [(len(wanted & _stems(row.text)), row) for row in article.body]
    shared, row = max(counts, key=lambda item: item[0], default=(0, None))
    return row if shared >= max(FEWEST, SHARED * len(wanted)) else None


def _stems(text: str) -> set[str]:
    return {word.lower()[:STEM] for word in WORD.findall(text) if word.lower() not in function_words()}


def _digits(number: str) -> str:
    return number.replace(",", "")


def _flag(raised: bool, title: Row, match: Row) -> Finding:
    spans: list[Span] = [(title.start, title.end), (match.start, match.end)]
    return Finding(tuple(sorted(spans)), "yes" if raised else "no")
