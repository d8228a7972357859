"""The contradictions table: places that may not both be right as they stand, ranked, for a person to read. Never a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from hearsay import schema
from hearsay.schema import Row
from hearsay.text.spans import Span

MOST = 20
"""Candidates of one story, at most: what a person reads in some minutes. On the coded stories four in ten of the contradictions
that people found stand among them."""
ORDER = ("number", "date", "quotation", "denial", "status")
"""Of several differences the one that is named: the surest reading first."""
UNCHECKED = 0.6
"""Of the score of a pair in which no check of words finds a difference: chosen on the coded stories; .5 and .7 do as well."""
LEAST = 0.005
"""Score under which a pair is no candidate, however few there are."""


def contradictions(sentences: pd.DataFrame, claim_pairs: pd.DataFrame, *, most: int = MOST) -> pd.DataFrame:
    """Pairs of sentences, of two articles or of one, that may contradict each other, the likeliest of each story first.

    Parameters
    ----------
    sentences, claim_pairs
        The tables of those names.
    most
        Candidates of each story.

    Returns
    -------
    DataFrame
        `schema.TABLES["contradictions"]`: `rank` within the story, `kind` (number, date, status, denial, quotation, other),
        `differs` (what a check of words found, one ↔ other), both spans and texts, and `score`.

    Notes
    -----
    **A candidate is a question, not a finding**: most are none. Two outlets that wrote a day apart, or two speakers who differ,
    look the same to it; who is right it cannot know. The kind is what can be checked in the words; of "other" nothing can. Do
    not count them.
    """
    spans = {(row.article_id, row.sentence_no): ((row.start, row.end), row.text) for row in sentences.itertuples(index=False)}
    rows: list[dict[str, Any]] = []
    checked = claim_pairs["differs"].map(bool)
    scored = claim_pairs.assign(contradicts=claim_pairs["contradicts"].where(checked, UNCHECKED * claim_pairs["contradicts"]))
    for story, pairs in scored[scored["contradicts"] >= LEAST].groupby("story", sort=False):
        ranked = pairs.sort_values(
            ["contradicts", "article_id_a", "sentence_no_a"], ascending=[False, True, True], kind="stable"
        ).head(most)
        rows += [_candidate(str(story), rank, row, spans) for rank, row in enumerate(ranked.itertuples(index=False), 1)]
    return schema.frame("contradictions", rows)


def _candidate(story: str, rank: int, row: Row, spans: Mapping[tuple[str, int], tuple[Span, str]]) -> dict[str, Any]:
    found = dict(difference.split(": ", 1) for difference in row.differs)
    kind = next((name for name in ORDER if name in found), "other")
    places: dict[str, Any] = {}
    for side in "ab":
        article, number = getattr(row, f"article_id_{side}"), getattr(row, f"sentence_no_{side}")
        (start, end), text = spans[article, number]
        places |= {f"article_{side}": article, f"start_{side}": start, f"end_{side}": end, f"text_{side}": text}
    return {"story": story, "rank": rank, "kind": kind, "differs": found.get(kind, ""), **places, "score": row.contradicts}
