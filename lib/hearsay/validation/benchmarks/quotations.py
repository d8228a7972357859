"""Shared quotations against people's coding: which claims of a story two articles print as the same quoted words.

`hearsay check quotations --data DIR` runs `check` on a folder in the format that `claims.read_stories` reads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from hearsay.attribution import attributions
from hearsay.corroboration import events, reuse, shared_quotations
from hearsay.schema import NOT_STATED
from hearsay.validation.benchmarks.claims import CodedStories, Place, read_stories


def check(data: Path, split: str | None = None) -> dict[str, float]:
    """How well shared quotations are found; events are found too, not given.

    Parameters
    ----------
    data, split
        As `claims.read_stories` takes the folder, and that of the texts.

    Returns
    -------
    dict
        What `scores` returns.
    """
    coded = read_stories(data, split)
    articles = coded.articles.assign(event=NOT_STATED)
    said = attributions(coded.documents, coded.sentences)
    shared = reuse(coded.documents, coded.sentences, said, articles)
    found_events = events(articles, coded.sentences, shared)
    return scores(coded, shared_quotations(coded.documents, coded.sentences, said, articles, found_events))


def scores(coded: CodedStories, found: pd.DataFrame) -> dict[str, float]:
    """Quotations that were found against claims coded as one quotation in two articles or more.

    A quotation belongs to a claim when it stands in mentions of the claim in two articles. It is right when one of its claims is
    coded as a shared quotation, wrong when it has claims and none is; one without any claim cannot be judged, since claims that
    matter little are not coded. Recall is over coded claims.

    Returns
    -------
    dict
        `coded` claims, quotations `found`, `judged`, and `precision`, `recall`, `F1`. And the same by claim, `claims precision`
        …: there a claim is wrong that has a found quotation in its mentions and is not coded, also when the quotation is another
        claim's in the same sentences.
    """
    places = _places(coded.sentences, found)
    right: set[int] = set()
    judged: set[int] = set()
    hits = {True: 0, False: 0}
    claims = [claim for story in coded.stories for claim in story.claims]
    for claim in claims:
        own = {number for number, held in places.items() if len({article for article, _ in held & set(claim.mentions)}) > 1}
        judged |= own
        right |= own if claim.shared_quote else set()
        hits[claim.shared_quote] += bool(own)
    asked = sum(claim.shared_quote for claim in claims)
    recall = hits[True] / max(asked, 1)
    by_quotation = _f1(len(right) / max(len(judged), 1), recall)
    by_claim = _f1(hits[True] / max(sum(hits.values()), 1), recall)
    counts = {"coded": float(asked), "found": float(found["quotation_no"].nunique()), "judged": float(len(judged))}
    return counts | by_quotation | {f"claims {name}": value for name, value in by_claim.items()}


def _places(sentences: pd.DataFrame, found: pd.DataFrame) -> Mapping[int, set[Place]]:
    """The sentences in which each quotation stands."""
    both = found[["quotation_no", "article_id", "start", "end"]].merge(
        sentences[["article_id", "sentence_no", "start", "end"]], on="article_id", suffixes=("", "_sentence")
    )
    both = both[(both["start"] < both["end_sentence"]) & (both["start_sentence"] < both["end"])]
    places: dict[int, set[Place]] = defaultdict(set)
    for number, article, sentence in both[["quotation_no", "article_id", "sentence_no"]].itertuples(index=False, name=None):
        places[number].add((article, sentence))
    return places


def _f1(precision: float, recall: float) -> dict[str, float]:
    total = precision + recall
    return {"precision": precision, "recall": recall, "F1": 2 * precision * recall / total if total else 0.0}
