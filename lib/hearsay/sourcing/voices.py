"""Who is given the floor (S1, S2, S7 to S13): how often, through whom, how many, officials, the accused, people, documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import groupby
from math import sqrt

from hearsay.attribution.actors import actors
from hearsay.attribution.extraction.cues import may_report
from hearsay.entities.gazetteer import government_of, short_country_name
from hearsay.entities.types import Actor
from hearsay.schema import NOT_STATED, Row
from hearsay.sourcing.across_articles import MEDIA
from hearsay.sourcing.article_view import (
    DOCUMENT,
    NO_SOURCE,
    OFFICIAL,
    PERSONAL,
    ArticleView,
    Finding,
    cue_span,
    distinct,
    source_span,
    touches,
)
from hearsay.statistics.intervals import NONE, Interval
from hearsay.text.lexicons import Matcher, read_lexicon
from hearsay.text.spans import SentenceSpan, Span, merged
from hearsay.text.words import words

LEAST = 10
"""Statements from which an interval is given: below, it would span most of what is possible."""
ORDINARY = "ordinary person"
ACCUSING = frozenset(("accuse",))
DOUBTFUL = "doubtful"
OWN_VOICE, OTHERS_VOICE, NOT_HEARD = "own voice", "voiced by another", "not heard"
Z = 1.959964
"""Of a 95 % interval."""


def share(of: Sequence[Row], chosen: Iterable[Row], span: Callable[[Row], Span] = source_span) -> Finding:
    """k chosen of n, the chosen ones as evidence."""
    places = [span(row) for row in chosen]
    return Finding(distinct(places), k=len(places), n=len(of))


def density(article: ArticleView) -> Iterable[Finding]:
    """Statements per 100 words of the body."""
    cues = distinct(map(cue_span, article.statements))
    yield Finding(cues, k=len(article.statements), n=int(article.described.n_words))


def attributed_characters(article: ArticleView) -> Iterable[Finding]:
    """Characters of the body that stand in contents, sources and cues of its attributions."""
    held = merged(span for row in article.statements for span in (*row.content_spans, source_span(row), cue_span(row)))
    within = merged(
        (max(start, row.start), min(end, row.end))
        for row in article.body
        for start, end in held
        if start < row.end and end > row.start
    )
    yield Finding(tuple(within), k=_length(within), n=_length([(row.start, row.end) for row in article.body]))


def attributed_sentences(article: ArticleView) -> Iterable[Finding]:
    """Sentences of the body that hold a part of an attributed content."""
    held = merged(span for row in article.statements for span in row.content_spans)
    with_source = [row for row in article.body if touches(held, row.start, row.end)]
    yield share(article.body, with_source, lambda row: (row.start, row.end))


def hearsay(article: ArticleView) -> Iterable[Finding]:
    """Statements that name no source."""
    yield share(article.statements, [row for row in article.statements if row.source_type == NO_SOURCE], cue_span)


def second_hand(article: ArticleView) -> Iterable[Finding]:
    """Statements of media outlets, and those that reach this article through a relay."""
    yield share(article.statements, [row for row in article.statements if _is_passed_on(row)])


def second_hand_as_stated(article: ArticleView) -> Iterable[Finding]:
    """Those of them whose own sentence names the outlet that passes them on."""
    passed = [row for row in article.statements if _is_passed_on(row)]
    yield share(article.statements, [row for row in passed if row.source_type == MEDIA or _names_relay(article, row)])


def effective_sources(article: ArticleView) -> Iterable[Finding]:
    """1/Σp² over the speakers of the statements that have one; a pronoun that could not be led back tells nobody from another."""
    spoken = [row for row in article.statements if row.speaker and row.speaker.lower() not in PERSONAL]
    counts = Counter(row.speaker for row in spoken)
    evidence = distinct(map(source_span, spoken))
    value, interval = effective_number(list(counts.values()))
    yield Finding(evidence, k=len(counts), n=len(spoken), value=value, interval=interval)


def effective_number(counts: Sequence[int]) -> tuple[float | None, Interval]:
    """1/Σp² and its 95 % interval, by the standard error of Σp² [Simpson1949]; none from fewer than ten or without spread.

    >>> round(effective_number([2, 2, 1, 1])[0], 2)
    3.6
    """
    n = sum(counts)
    if not n:
        return None, NONE
    shares = [count / n for count in counts]
    squares, cubes = sum(p**2 for p in shares), sum(p**3 for p in shares)
    error = sqrt(max(0.0, 4 / n * (cubes - squares**2)))
    if n < LEAST or error < 1e-9:
        return 1 / squares, NONE
    return 1 / squares, (1 / min(1.0, squares + Z * error), 1 / max(1 / n, squares - Z * error))


def officials(article: ArticleView) -> Iterable[Finding]:
    """Officials, governments and institutions among the sources."""
    yield share(article.sources, [row for row in article.sources if row.source_type in OFFICIAL])


def ordinary_people(article: ArticleView) -> Iterable[Finding]:
    """Statements of people who speak for themselves."""
    yield share(article.statements, [row for row in article.statements if row.source_type == ORDINARY])


def documents(article: ArticleView) -> Iterable[Finding]:
    """Statements whose source is a document or intelligence."""
    yield share(article.statements, [row for row in article.statements if row.source_type == DOCUMENT])


def evidence_named(article: ArticleView) -> Iterable[Finding]:
    """Statements of documents, and those whose sentence names evidence outside what is attributed."""
    yield share(
        article.statements, [row for row in article.statements if row.source_type == DOCUMENT or _names_evidence(article, row)]
    )


def accused(article: ArticleView) -> Iterable[Finding]:
    """A row per accused actor: heard in own voice, voiced by another, or not heard."""
    # The stance tells an accusation from one that was not made: "nobody has accused".
    accusing = [row for row in article.statements if row.stance == DOUBTFUL and may_report(row.cue, ACCUSING)]
    if not accusing:
        return
    named = _actors_of(article)
    blamed = [(found, row) for row in accusing if (found := _first_other(named, row))]
    for name, group in groupby(sorted(blamed, key=lambda pair: (pair[0], pair[1].cue_start)), key=lambda pair: pair[0]):
        cues = [cue_span(row) for _, row in group]
        replies = [row for row in article.attributions if row.zone == "body" and _speaks_for(row, name)]
        own = [row for row in replies if row.level == 1]
        answer = OWN_VOICE if own else OTHERS_VOICE if replies else NOT_HEARD
        evidence = distinct([*cues, *map(source_span, own or replies)])
        yield Finding(evidence, answer, k=int(answer == OWN_VOICE), n=1, item=name)


MEASURES: Mapping[str, Callable[[ArticleView], Iterable[Finding]]] = {
    "S1": density,
    "S10": officials,
    "S11": accused,
    "S12": ordinary_people,
    "S13": evidence_named,
    "S13 sources": documents,
    "S2": attributed_characters,
    "S2 sentences": attributed_sentences,
    "S7": hearsay,
    "S8 context": second_hand,
    "S8 stated": second_hand_as_stated,
    "S9": effective_sources,
}


def _length(spans: Iterable[Span]) -> int:
    return sum(end - start for start, end in spans)


def _is_passed_on(row: Row) -> bool:
    return bool(row.source_type == MEDIA or row.hop > 1)


def _names_relay(article: ArticleView, row: Row) -> bool:
    sentence = article.sentence_at(row.cue_start)
    named = (name.removeprefix("the ").removeprefix("The ") for name in row.via if name != NOT_STATED)
    return sentence is not None and any(name in sentence.text for name in named)


def _names_evidence(article: ArticleView, row: Row) -> bool:
    """Whether the sentence of the cue names evidence outside what is attributed: 'showing images of debris, one said'."""
    sentence = article.sentence_at(row.cue_start)
    if sentence is None:
        return False
    held = merged(row.content_spans)
    hits = _evidence_terms().find(article.text, words(article.text, sentence.start, sentence.end))
    return any(not touches(held, hit.start, hit.start + 1) for hit in hits)


@cache
def _evidence_terms() -> Matcher:
    return Matcher.of(read_lexicon("evidence"), "term")


def _actors_of(article: ArticleView) -> list[Actor]:
    """Whom the article names, in order; read only where somebody is accused."""
    passages = [SentenceSpan(row.start, row.end, row.sentence_no, row.paragraph_no, row.zone) for row in article.sentences]
    return actors(article.text, passages, [source_span(row) for row in article.attributions if row.source])


def _first_other(named: Sequence[Actor], row: Row) -> str:
    """The first actor in a content that is not the speaker's own side; '' where it names none."""
    inside = (one for one in named if any(start <= one.start and one.end <= end for start, end in row.content_spans))
    return next((one.name for one in inside if not _speaks_for(row, one.name)), "")


def _speaks_for(row: Row, name: str) -> bool:
    """Whether an attribution's speaker is the actor of that name, or of its country."""
    country = row.country
    return name == row.speaker or (country != NOT_STATED and name in (short_country_name(country), government_of(country)))
