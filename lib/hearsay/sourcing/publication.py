"""What the page says of itself (P): who signs, when, from whom, with whose pictures, whether whole, corrected, opinion."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache

from hearsay.schema import NOT_STATED, Row
from hearsay.sourcing.article_view import ArticleView, Finding, distinct
from hearsay.text.lexicons import Matcher, lexicon_rows
from hearsay.text.spans import Span
from hearsay.text.words import words

DATE_FIELDS = ("published", "page_date")
CORRECTED = re.compile(
    r"\b(?:correction|clarification)s?\s*[:(]|^\W*(?:correction|clarification)s?\b\W*$"
    r"|\bearlier version of (?:this|the) (?:article|story|report|headline|post|piece)"
    r"|\bthis (?:article|story|report|headline|post|piece) (?:was|has been|is) (?:since )?(?:corrected|amended|clarified)\b"
    r"|\b(?:was|were|has been) (?:corrected|amended) on\b",
    re.IGNORECASE,
)
"""An update alone corrects nothing."""
OPINION = re.compile(
    r"^\W*(?:opinions?|op-eds?|editorials?|comment(?:ary)?|columns?|columnists?|analysis|perspectives?|viewpoints?|letters?)\b"
    r"(?=\W*$|\s*[:|/>–—-])",
    re.IGNORECASE,
)
"""A rubric, or a word and a mark before the headline."""
DISCLAIMED = re.compile(
    r"\b(?:views?|opinions?)\b[^.\n]{0,60}\b(?:expressed|are)\b[^.\n]{0,80}\b(?:author|writer|columnist|contributor)\w*",
    re.IGNORECASE,
)
LONGEST = 600
"""Characters of a line that are looked at for a note: they stand at its head."""


def byline(article: ArticleView) -> Iterable[Finding]:
    """Person, organisation or not stated."""
    yield Finding(_evidence(article, "byline"), article.described.byline_kind)


def date(article: ArticleView) -> Iterable[Finding]:
    """Whose date is printed; every printed date as evidence."""
    described = article.described
    supplied = described.published_basis == "supplied"
    own = "supplied" if supplied else "the article's own"
    page = "the page's only" if described.page_date != NOT_STATED else NOT_STATED
    dated = [(row.start, row.end) for row in article.blocks if row.label == "date"]
    evidence = distinct([*_evidence(article, *DATE_FIELDS), *dated])
    yield Finding(evidence, page if described.published == NOT_STATED else own)


def upstream(article: ArticleView) -> Iterable[Finding]:
    """Declared or not stated."""
    yield Finding(_evidence(article, "upstream"), NOT_STATED if article.described.upstream == NOT_STATED else "declared")


def picture_credit(article: ArticleView) -> Iterable[Finding]:
    """Credited or not stated."""
    evidence = _credits(article)
    yield Finding(evidence, "credited" if evidence else NOT_STATED)


def picture_provenance(article: ArticleView) -> Iterable[Finding]:
    """The kinds of origin that the credits tell, by alphabet."""
    lines = [(span, article.text[slice(*span)]) for span in _credits(article)]
    lines += [
        ((row.start, row.end), row.value) for row in article.stated if row.field == "photo_credit" and row.basis == "stated"
    ]
    told = [(span, kind) for span, line in lines for kind in _provenance(line)]
    yield Finding(distinct(span for span, _ in told), ", ".join(sorted({kind for _, kind in told})) or NOT_STATED)


def whole_text(article: ArticleView) -> Iterable[Finding]:
    """Cut by a paywall, or no sign of a cut."""
    cut = article.described.truncated
    yield Finding(_evidence(article, "truncated"), "cut by a paywall" if cut else "no sign of a cut")


def correction(article: ArticleView) -> Iterable[Finding]:
    """Found or not found."""
    yield _found(_notes(article, article.blocks, CORRECTED))


def opinion(article: ArticleView) -> Iterable[Finding]:
    """Found or not found, in rubric, headline, deck, or in a disclaimer anywhere."""
    labelled = [row for row in article.blocks if row.label in ("section", "title", "deck", "byline")]
    yield _found([*_notes(article, labelled, OPINION), *_notes(article, article.blocks, DISCLAIMED)])


MEASURES: Mapping[str, Callable[[ArticleView], Iterable[Finding]]] = {
    "P1": byline,
    "P2": date,
    "P3": upstream,
    "P4 credit": picture_credit,
    "P4 provenance": picture_provenance,
    "P5": whole_text,
    "P6 correction": correction,
    "P6 opinion": opinion,
}


def _evidence(article: ArticleView, *fields: str) -> tuple[Span, ...]:
    """Where the page states these; nothing for what a sidecar supplies."""
    return distinct((int(row.start), int(row.end)) for row in article.stated if row.field in fields and row.basis != "supplied")


def _credits(article: ArticleView) -> tuple[Span, ...]:
    return distinct((row.start, row.end) for row in article.blocks if row.label == "photo_credit")


def _notes(article: ArticleView, blocks: Iterable[Row], pattern: re.Pattern[str]) -> list[Span]:
    lines = ((row.start, min(row.end, row.start + LONGEST)) for row in blocks)
    found = ((start, pattern.search(article.text[start:end])) for start, end in lines)
    return [(start + match.start(), start + match.end()) for start, match in found if match]


def _found(evidence: Iterable[Span]) -> Finding:
    spans = distinct(evidence)
    return Finding(spans, "found" if spans else "not found")


def _provenance(line: str) -> set[str]:
    kinds = [row["kind"] for row in lexicon_rows("picture_credits")]
    # In a credit capitals say nothing: "Jane Doe, File".
    plain = [replace(word, name=False) for word in words(line, 0, len(line))]
    return {kinds[row] for hit in _matcher().find(line, plain) for row in hit.rows}


@cache
def _matcher() -> Matcher:
    return Matcher((row["term"],) for row in lexicon_rows("picture_credits"))
