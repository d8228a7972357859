"""Who is not named (S3 to S6): how many, whether a reason is given, how vaguely they are told, and what rests on them alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from hearsay.schema import Row
from hearsay.sourcing.article_view import UNNAMED, ArticleView, Finding, distinct, has_human_source, is_statement, source_span
from hearsay.sourcing.voices import share
from hearsay.text.lexicons import lexicon_rows, word_set
from hearsay.text.words import RUN, plural

VAGUE = word_set(
    """people person public voters critics opponents supporters citizens some many most others fans observers
    everyone everybody someone somebody anyone nobody majority half percent conservatives liberals evangelicals
    christians muslims millennials latinos hispanics adults respondents men women"""
)
BODY = "government or institution"
ORGANISATION = "named organisation"
UNNAMED_SPEECH = (
    r"(?:anonym\w+|on background|not (?:to )?be(?:ing)? (?:named|identified|quoted by name)|declined to be (?:named|identified)"
    r"|with(?:held|holding) (?:his|her|their) names?|without (?:giving|revealing) (?:his|her|their) (?:full )?names?)"
)
GROUND = (
    r"(?:because|as (?:he|she|they)\b|since (?:he|she|they)\b|citing|due to|owing to|given (?:the|how)|(?:for|in|out of) fear"
    r"|fear(?:s|ed|ing)? (?:of )?|to (?:discuss|describe|speak|talk|share|avoid|protect)"
    r"|in order to|for (?:his|her|their|security|safety)"
    r"|so as)"
)
REASON = re.compile(
    rf"\b{UNNAMED_SPEECH}\b[^.\n]{{0,80}}?\b{GROUND}|\b{GROUND}\b[^.\n]{{0,120}}?\b{UNNAMED_SPEECH}\b"
    r"|\b(?:was|were|is|are) not (?:authori[sz]ed|permitted|allowed) to (?:speak|talk|comment|discuss|brief)",
    re.IGNORECASE,
)
"""That somebody is not named and on what ground, in one sentence; that one was not authorised to speak says both."""


def unnamed(article: ArticleView) -> Iterable[Finding]:
    """Unnamed ones of all sources."""
    yield share(article.sources, article.unnamed)


def unnamed_people(article: ArticleView) -> Iterable[Finding]:
    """Unnamed people of all people."""
    people = [row for row in article.sources if row.source_type != BODY and row.identifiability != ORGANISATION]
    yield share(people, [row for row in people if row.identifiability in UNNAMED])


def reason_given(article: ArticleView) -> Iterable[Finding]:
    """Statements of unnamed sources for whom a sentence gives a reason; the reasons as evidence."""
    sentences = [row for row in article.sentences if REASON.search(row.text)]
    numbers = {row.sentence_no for row in sentences}
    excused = {row.speaker for row in article.unnamed if row.sentence_no in numbers}
    with_reason = [row for row in article.unnamed if row.speaker in excused]
    spans = [(s.start + m.start(), s.start + m.end()) for s in sentences for m in REASON.finditer(s.text)] if with_reason else []
    yield Finding(tuple(sorted(spans)), k=len(with_reason), n=len(article.unnamed))


def vague_label(article: ArticleView) -> Iterable[Finding]:
    """Unnamed sources told by nothing but a vague word."""
    yield share(article.unnamed, [row for row in article.unnamed if _is_vague(row)])


def headline_and_lead(article: ArticleView) -> Iterable[Finding]:
    """Whether all who are heard in headline, deck and first sentence are unnamed."""
    first = article.body[0].sentence_no if article.body else -1
    heard = [
        row
        for row in article.attributions
        if row.level == 1 and has_human_source(row) and is_statement(row) and (row.zone != "body" or row.sentence_no == first)
    ]
    without = [row for row in heard if row.identifiability in UNNAMED]
    answer = "nobody" if not heard else "unnamed only" if len(without) == len(heard) else "named as well"
    yield Finding(distinct(map(source_span, heard)), answer, k=len(without), n=len(heard))


MEASURES: Mapping[str, Callable[[ArticleView], Iterable[Finding]]] = {
    "S3": unnamed,
    "S3 people": unnamed_people,
    "S4": reason_given,
    "S5": vague_label,
    "S6": headline_and_lead,
}


def _is_vague(row: Row) -> bool:
    """'well-informed sources', 'people familiar with the matter', 'some', 'critics': no office, no profession."""
    words = RUN.findall(row.source.lower())
    return not _vague_words().isdisjoint(words) and not _office_words().intersection(words)


@cache
def _vague_words() -> frozenset[str]:
    return VAGUE | {row["term"] for row in lexicon_rows("roles") if row["class"] == "source" and " " not in row["term"]}


@cache
def _office_words() -> frozenset[str]:
    """Roles that tell from what a person speaks: 'a government source' tells, 'sources' does not."""
    terms = [row["term"] for row in lexicon_rows("roles") if row["class"] in ("official", "expert", "spokes", "head")]
    return frozenset(terms) | {plural(term) for term in terms}
