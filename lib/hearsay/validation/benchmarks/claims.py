"""Claims, origins and contradictions of stories against people's coding: which sentences make one claim, how many vouch for it.

`hearsay check claims --data DIR` runs `check` on a folder in the format that `coded_stories` describes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pandas as pd

from hearsay.attribution import attributions
from hearsay.corroboration import claim_pairs, claims, contradictions, events, reuse, shared_quotations
from hearsay.corroboration.claim_pairs import StorySentences
from hearsay.corroboration.claims import origins_of
from hearsay.corroboration.shared_words import SharedWords
from hearsay.validation.benchmarks.coded_stories import CodedStories, read_stories
from hearsay.validation.benchmarks.quotations import scores as quotation_scores

CANDIDATES = 20
"""Candidates of each story among which contradictions are looked for."""


def check(data: Path, split: str | None = None) -> dict[str, float]:
    """Claims, origins, shared quotations and contradictions against coded stories.

    A story that the packaged weights were learned from is measured by weights learned without it (five folds).

    Parameters
    ----------
    data : Path
        The folder of the codings.
    split : str
        The folder of the texts, from `data`, where they are neither in it nor beside it.

    Returns
    -------
    dict
        `pairs`: of pairs of sentences that stand together in a claim, how many do for people. `precision` counts pairs of which
        both sentences are coded as mentions of some claim; `precision of all` also those that no coder listed, which may be
        mentions all the same; `ranked precision at recall .60` what ranking by probability gives. `origins`: given the coded
        mentions, the share of claims whose number of independent origins is right, what "always one" would have, and precision,
        recall and F1 of claims with two and more. `quotations`: shared quotations, as `quotations.scores` counts them.
        `contradictions`: the share of the coded ones among the first 20 candidates of each story, and by kind. All with counts.
    """
    coded = read_stories(data, split)
    spoken = attributions(coded.documents, coded.sentences)
    passages = reuse(coded.documents, coded.sentences, spoken, coded.articles)
    found = events(coded.articles, coded.sentences, passages)
    quotations = shared_quotations(coded.documents, coded.sentences, spoken, coded.articles, found)
    pairs = claim_pairs(coded.documents, coded.sentences, spoken, coded.articles, found)
    grouped = claims(coded.documents, coded.sentences, spoken, coded.articles, pairs, quotations, passages)
    against = contradictions(coded.sentences, pairs, most=CANDIDATES)
    figures: dict[str, float] = {
        "stories": len(coded.stories),
        "claims": sum(len(story.claims) for story in coded.stories),
        "mentions": sum(len(claim.mentions) for story in coded.stories for claim in story.claims),
    }
    figures |= pair_figures(coded, grouped, pairs)
    sentences = StorySentences(coded.documents, coded.sentences, spoken)
    shared = SharedWords(quotations, passages)
    figures |= origin_figures(coded, sentences, shared)
    figures |= {f"quotations {name}": value for name, value in quotation_scores(coded, quotations).items()}
    return figures | contradiction_figures(coded, against)


def pair_figures(coded: CodedStories, grouped: pd.DataFrame, pairs: pd.DataFrame) -> dict[str, float]:
    """Pairs of sentences that stand together in a claim, against those of the coders."""
    hits = listed = total = wanted = 0
    scores: list[tuple[float, bool]] = []
    for story in coded.stories:
        mentions = {place for claim in story.claims for place in claim.mentions}
        gold = story.pairs()
        rows = grouped[grouped["story"] == story.event]
        made = {
            pair
            for _, claim in rows.groupby("claim_no")
            for pair in combinations(sorted(zip(claim["article_id"], claim["sentence_no"], strict=True)), 2)
        }
        hits, total, wanted = hits + len(made & gold), total + len(made), wanted + len(gold)
        listed += sum(a in mentions and b in mentions for a, b in made)
        for row in pairs[pairs["story"] == story.event].itertuples(index=False):
            a, b = sorted(((row.article_id_a, row.sentence_no_a), (row.article_id_b, row.sentence_no_b)))
            if a in mentions and b in mentions:
                scores.append((row.same, (a, b) in gold))
    return {
        "pairs coded": wanted,
        "pairs found": total,
        "pairs precision": hits / listed if listed else 0.0,
        "pairs precision of all": hits / total if total else 0.0,
        "pairs recall": hits / wanted if wanted else 0.0,
        "pairs ranked precision at recall .60": _precision_at(scores, 0.6 * wanted),
        "pairs ranked recall at precision .80": _recall_at(scores, 0.8, wanted),
    }


def origin_figures(coded: CodedStories, sentences: StorySentences, shared: SharedWords) -> dict[str, float]:
    """Independent origins of the coded claims, given their mentions."""
    counts = []
    for story in coded.stories:
        read = {(one.article_id, one.sentence_no): one for one in sentences.read(story.articles)}
        for claim in story.claims:
            members = [read[place] for place in dict.fromkeys(claim.mentions) if place in read]
            counts.append((claim.independent, len(set(origins_of(members, shared)[1]))))
    both = sum(coded_ > 1 and found > 1 for coded_, found in counts)
    many, told = sum(coded_ > 1 for coded_, _ in counts), sum(found > 1 for _, found in counts)
    return {
        "origins right": sum(coded_ == found for coded_, found in counts) / max(len(counts), 1),
        "origins right, always one": 1 - many / max(len(counts), 1),
        "origins two and more coded": many,
        "origins two and more found": told,
        **_scores("origins two and more", both, told, many),
    }


def contradiction_figures(coded: CodedStories, candidates: pd.DataFrame) -> dict[str, float]:
    """Which coded contradictions stand among the first candidates of their story."""
    figures: dict[str, float] = {}
    found, kinds = [], []
    places = coded.sentences[["article_id", "start", "sentence_no"]].itertuples(index=False, name=None)
    number_at = {(article, start): number for article, start, number in places}
    for story in coded.stories:
        rows = candidates[(candidates["story"] == story.event) & (candidates["rank"] <= CANDIDATES)]
        pairs = [((row.article_a, row.start_a), (row.article_b, row.start_b)) for row in rows.itertuples(index=False)]
        listed = {tuple(sorted((place[0], number_at[place]) for place in pair)) for pair in pairs if pair[0] in number_at}
        found += [(a, b) in listed for a, b, _ in story.contradictions]
        kinds += [kind for *_, kind in story.contradictions]
    figures["contradictions coded"] = len(found)
    figures[f"contradictions among the first {CANDIDATES}"] = sum(found) / max(len(found), 1)
    for kind in sorted(set(kinds)):
        of_kind = [hit for hit, k in zip(found, kinds, strict=True) if k == kind]
        figures[f"contradictions {kind}"] = sum(of_kind) / len(of_kind)
        figures[f"contradictions {kind} n"] = len(of_kind)
    return figures


def _scores(name: str, both: int, found: int, coded: int) -> dict[str, float]:
    return {
        f"{name} precision": both / found if found else 0.0,
        f"{name} recall": both / coded if coded else 0.0,
        f"{name} F1": 2 * both / (found + coded) if found + coded else 0.0,
    }


def _precision_at(scores: Sequence[tuple[float, bool]], wanted: float) -> float:
    """Precision of the likeliest pairs, as many as are needed to find so many of the coded; 0 where they are never found."""
    hits = 0
    for number, (_, right) in enumerate(sorted(scores, key=lambda one: -one[0]), 1):
        hits += right
        if hits >= wanted > 0:
            return hits / number
    return 0.0


def _recall_at(scores: Sequence[tuple[float, bool]], precision: float, coded: int) -> float:
    """The most of the coded pairs that a threshold finds at no less than that precision."""
    best = hits = 0
    for number, (_, right) in enumerate(sorted(scores, key=lambda one: -one[0]), 1):
        hits += right
        best = hits if hits >= precision * number else best
    return best / coded if coded else 0.0
