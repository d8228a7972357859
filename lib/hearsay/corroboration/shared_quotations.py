"""The shared_quotations table: one quotation in several articles, and what each cut, changed, or gave to somebody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Any

import pandas as pd

from hearsay import schema
from hearsay.corroboration.alignment import GAP
from hearsay.corroboration.introduced import Introduction, Introductions
from hearsay.corroboration.quoted_words import Quoted, quoted_words, same_quotations
from hearsay.corroboration.reuse import change
from hearsay.schema import NOT_STATED

NEAR = 3
"""Words between a word that two quotations share and the rest of what they share, at most: further off it is there by chance."""


@dataclass(frozen=True)
class _Comparison:
    """A quotation against the fullest printing: which of that one's words it has, and what it has otherwise."""

    has: frozenset[int]
    altered: tuple[str, ...]


def shared_quotations(
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    attributions: pd.DataFrame,
    articles: pd.DataFrame,
    events: pd.DataFrame,
    *,
    groups: Sequence[Sequence[tuple[str, int]]] | None = None,
) -> pd.DataFrame:
    """Quotations that two articles or more print, whole or in part.

    Words in quotation marks are one quotation where they share a run of six words and their articles report one event, or of
    twelve whatever they report; and where, within one event, a shorter one stands in a longer one with four fifths of its words
    or more.

    Parameters
    ----------
    documents, sentences, attributions, articles, events
        The tables.
    groups
        Which quotations are one, each by its article and its number there, where that is known of the corpus that these articles
        are some of; unless told it is looked for among them.

    Returns
    -------
    DataFrame
        `schema.TABLES["shared_quotations"]`: a row per place where a quotation stands, quotations in the order in which they are
        first printed (articles by id). Held against the fullest printing (most words, then the first): `form` is "fullest" for
        that one, "same" where the words are the same, "altered" where others stand among or instead of them, else "trimmed".
        `trimmed` are the words of the fullest that the **article** quotes nowhere, so that a quotation broken by "he said" has
        lost nothing; `altered` what differs at this place. `speaker` and `cue` are those of the innermost attribution that holds
        the words. `reattributed` says that another article names another person for them; it is never set where either names
        nobody, for "an official" may be anyone.

    Notes
    -----
    One word in quotation marks is never followed. A quotation that is rendered without marks elsewhere is not found: see `reuse`.
    What is trimmed is no fault: editors cut. Read what the cut words say. Of many articles of one event the work grows with their
    quotations. Figures: docs/methods.md#shared-quotations.
    """
    quoted = quotations_in_order(documents, sentences)
    introductions = Introductions(attributions)
    if groups is None:
        told = dict(zip(events["article_id"], events["event"], strict=True))
        places = [[quoted[place] for place in group] for group in same_quotations(quoted, told, two_people_of(introductions))]
    else:
        of_article = {article: [*own] for article, own in groupby(quoted, key=attrgetter("article"))}
        places = [[of_article[article][number] for article, number in group] for group in groups]
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    outlets = dict(zip(articles["article_id"], articles["outlet"], strict=True))
    rows: list[dict[str, Any]] = []
    for number, group in enumerate(places):
        printing = {outlets.get(one.article, NOT_STATED) for one in group} - {NOT_STATED, ""}
        told_of = {"quotation_no": number, "outlets": len(printing), "articles": len({one.article for one in group})}
        rows += [told_of | row for row in _rows(group, introductions, texts)]
    return schema.frame("shared_quotations", rows)


def quotations_in_order(documents: pd.DataFrame, sentences: pd.DataFrame) -> list[Quoted]:
    """The quotations of articles, by their names."""
    return quoted_words(documents, sentences.sort_values(["article_id", "sentence_no"], kind="stable"))


def two_people_of(introductions: Introductions) -> Callable[[Quoted, Quoted], bool]:
    """Whether two quotations are given to two people."""

    def two_people(one: Quoted, other: Quoted) -> bool:
        return _two_people(*(introductions.of(quotation.article, quotation.start, quotation.end) for quotation in (one, other)))

    return two_people


def _rows(places: Sequence[Quoted], introductions: Introductions, texts: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    fullest = max(range(len(places)), key=lambda n: (len(places[n].words), -n))
    compared = [_compared(places[fullest], one, texts) for one in places]
    given = [introductions.of(one.article, one.start, one.end) for one in places]
    for n, (one, comparison, introduction) in enumerate(zip(places, compared, given, strict=True)):
        has = {word for other, part in zip(places, compared, strict=True) if other.article == one.article for word in part.has}
        yield {
            "article_id": one.article, "start": one.start, "end": one.end, "text": texts[one.article][one.start : one.end],
            "attribution_no": introduction.attribution_no if introduction else None,
            "speaker": introduction.speaker if introduction else "",
            "cue": introduction.cue if introduction else "",
            "form": _form(one, comparison, places[fullest], n == fullest),
            "trimmed": tuple(_lost(places[fullest], has, texts[places[fullest].article])),
            "altered": comparison.altered,
            "reattributed": any(
                _two_people(introduction, other)
                for place, other in zip(places, given, strict=True)
                if place.article != one.article
            ),
        }  # fmt: skip


def _compared(fullest: Quoted, one: Quoted, texts: Mapping[str, str]) -> _Comparison:
    """Few words that stand instead of others, or between two that both have, count as altered; what stands before or after all of
    them is more of the quotation, or less."""
    blocks = [*_blocks(fullest.words, one.words)]
    has = frozenset(place for block in blocks for place in range(block.a, block.a + block.size))
    altered = []
    for block, following in pairwise(blocks):
        of = (block.a + block.size, following.a)
        instead = (block.b + block.size, following.b)
        if instead[0] < instead[1] and max(of[1] - of[0], instead[1] - instead[0]) <= GAP:
            altered.append(change(_printed(fullest, of, texts), _printed(one, instead, texts)))
    return _Comparison(has, tuple(filter(None, altered)))


def _blocks(words: Sequence[str], others: Sequence[str]) -> Iterator[Match]:
    """What two quotations have in common, in order; not a single word far from all else, which is there by chance."""
    blocks = [block for block in SequenceMatcher(None, words, others, autojunk=False).get_matching_blocks() if block.size]
    for number, block in enumerate(blocks):
        near = [
            max(later.a - before.a - before.size, later.b - before.b - before.size) <= NEAR
            for before, later in pairwise(blocks[max(0, number - 1) : number + 2])
        ]
        if block.size > 1 or any(near) or len(blocks) == 1:
            yield block


def _printed(quoted: Quoted, words: tuple[int, int], texts: Mapping[str, str]) -> str:
    first, last = words
    if first >= last:
        return ""
    return " ".join(texts[quoted.article][quoted.places[first][0] : quoted.places[last - 1][1]].split())


def _form(one: Quoted, comparison: _Comparison, fullest: Quoted, is_fullest: bool) -> str:
    if is_fullest:
        return "fullest"
    if one.words == fullest.words:
        return "same"
    return "altered" if comparison.altered else "trimmed"


def _lost(fullest: Quoted, has: set[int], text: str) -> Iterator[str]:
    """The words of the fullest that an article has nowhere, as runs."""
    lost = [place not in has for place in range(len(fullest.words))]
    for gone, run in groupby(range(len(lost)), key=lost.__getitem__):
        if gone:
            first, *rest = run
            yield _printed(fullest, (first, rest[-1] + 1 if rest else first + 1), {fullest.article: text})


def _two_people(one: Introduction | None, other: Introduction | None) -> bool:
    """Whether two attributions name two people."""
    return one is not None and other is not None and one.names_other_than(other)
