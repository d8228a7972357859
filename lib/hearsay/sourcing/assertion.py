"""How firmly it is said (L1 to L4, L6): stance by side, stacked hedges, loaded words, assertions without a source, certainty."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from hearsay.attribution.extraction.cues import may_report
from hearsay.schema import NOT_STATED, STANCES, Row
from hearsay.sourcing.article_view import NO_SOURCE, ArticleView, Finding, cue_span, distinct, source_span, touches
from hearsay.sourcing.voices import LEAST
from hearsay.text.spans import Span, merged
from hearsay.text.words import WORD

HEDGING = ("hedge", "doubt")
CERTAIN = "certainty"
DOUBTING = "doubtful"
HEARSAY = frozenset(("hearsay",))
MODAL = re.compile(r"\b(?:may|might|could)\b")
"""In lower case: May is a month."""
WORDY = 4
"""Words of the outlet's own from which a sentence says something besides who speaks; by hand, as 'he said on Monday' says not."""
NOT_ASSERTED = ("?", "?”", '?"', "?’", "?'")
"""Ends of a question, which asserts nothing."""


def stances(article: ArticleView) -> Iterator[Finding]:
    """A row per side and stance that occurs, sides by alphabet."""
    for side, rows in _by_side(article):
        for stance in STANCES:
            found = [row for row in rows if row.stance == stance]
            if found:
                yield Finding(distinct(map(cue_span, found)), k=len(found), n=len(rows), item=f"{side}: {stance}")


def stance_test(article: ArticleView) -> Iterator[Finding]:
    """A row per two sides with ten statements each."""
    # Deferred: it takes 60 MB and half a second, and few articles have two such sides.
    from scipy.stats import fisher_exact

    large = [(side, rows) for side, rows in _by_side(article) if side != NOT_STATED and len(rows) >= LEAST]
    for (one, first), (other, second) in combinations(large, 2):
        doubted = [[row for row in rows if row.stance == DOUBTING] for rows in (first, second)]
        table = [[len(found), len(rows) - len(found)] for found, rows in zip(doubted, (first, second), strict=True)]
        evidence = distinct(cue_span(row) for found in doubted for row in found)
        yield Finding(evidence, value=float(fisher_exact(table)[1]), n=len(first) + len(second), item=f"{one} and {other}")


def stacked_hedges(article: ArticleView) -> Iterator[Finding]:
    """The sentence of the body with the most hedges, the first of several; the hedges as evidence."""
    marks = hedges(article)
    held = [[span for span in marks if row.start <= span[0] < row.end] for row in article.body]
    most = max(held, key=len, default=[])
    yield Finding(tuple(most), str(len(most)), k=len(most), value=float(len(most)))


def hedges(article: ArticleView) -> list[Span]:
    """Where title, deck and body hedge: hedging and doubting words, cues of hearsay, and may, might, could; none twice."""
    words = [(row.start, row.end) for row in article.loaded if row.category in HEDGING]
    cues = [cue_span(row) for row in article.attributions if row.source_type == NO_SOURCE and may_report(row.cue, HEARSAY)]
    modals = [
        (row.start + match.start(), row.start + match.end()) for row in article.sentences for match in MODAL.finditer(row.text)
    ]
    return merged([*words, *cues, *modals])


def loaded_of_outlet(article: ArticleView) -> Iterator[Finding]:
    """Loaded words in the outlet's own voice."""
    yield _loaded(article, "outlet")


def loaded_of_attributed(article: ArticleView) -> Iterator[Finding]:
    """Loaded words in what is attributed."""
    yield _loaded(article, "attributed")


def unsourced_assertions(article: ArticleView) -> Iterator[Finding]:
    """Sentences of the body that assert something and attribute nothing."""
    framing = merged(span for row in article.attributions for span in (cue_span(row), source_span(row)))
    attributing = merged(
        span for row in article.body_attributions for span in (*row.content_spans, cue_span(row), source_span(row))
    )
    own = [row for row in article.body if _own_words(article, row, framing) >= WORDY and not row.text.endswith(NOT_ASSERTED)]
    bare = [row for row in own if not touches(attributing, row.start, row.end)]
    yield Finding(tuple((row.start, row.end) for row in bare), k=len(bare), n=len(own))


def certainty(article: ArticleView) -> Iterator[Finding]:
    """Words of certainty in the outlet's own voice."""
    found = tuple((row.start, row.end) for row in _in_body(article) if row.category == CERTAIN and row.voice == "outlet")
    yield Finding(found, str(len(found)), k=len(found), value=float(len(found)))


MEASURES: Mapping[str, Callable[[ArticleView], Iterable[Finding]]] = {
    "L1": stances,
    "L1 test": stance_test,
    "L2": stacked_hedges,
    "L3 attributed": loaded_of_attributed,
    "L3 outlet": loaded_of_outlet,
    "L4": unsourced_assertions,
    "L6": certainty,
}


def _by_side(article: ArticleView) -> list[tuple[str, list[Row]]]:
    """The statements that name a source, by its side; sides by alphabet, and what is not stated last."""
    sides: dict[str, list[Row]] = {}
    for row in article.statements:
        if row.source_type != NO_SOURCE:
            sides.setdefault(row.side, []).append(row)
    return sorted(sides.items(), key=lambda item: (item[0] == NOT_STATED, item[0].casefold(), item[0]))


def _in_body(article: ArticleView) -> list[Row]:
    inside = {row.sentence_no for row in article.body}
    return [row for row in article.loaded if row.sentence_no in inside]


def _loaded(article: ArticleView, voice: str) -> Finding:
    marks = [row for row in _in_body(article) if row.voice == voice]
    inside = {row.sentence_no for row in article.body}
    spoken = [one for one in article.segments if one.voice == voice and one.sentence_no in inside]
    words = sum(len(WORD.findall(article.text, one.start, one.end)) for one in spoken)
    return Finding(distinct((row.start, row.end) for row in marks), k=len(marks), n=words)


def _own_words(article: ArticleView, sentence: Row, framing: Sequence[Span]) -> int:
    """Words of a sentence in the outlet's voice that are neither source nor cue."""
    spoken = article.own_segments.get(sentence.sentence_no, [])
    places = [match.start() for one in spoken for match in WORD.finditer(article.text, one.start, one.end)]
    return sum(not touches(framing, place, place + 1) for place in places)
