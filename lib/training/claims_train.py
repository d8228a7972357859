"""Train the two scorers of sentence pairs: do they make one claim, do they contradict each other?

    python claims_train.py --data BENCH/claims --out ../hearsay/models/claims.json

Logistic regressions on `pair_features.FEATURES`. One claim: learned from pairs of sentences that are both coded as mentions of
some claim, since a sentence that no coder listed may still repeat one. Contradictions: from all pairs that have enough in common
to be looked at. Beside the weights from all stories stand those of five folds, each learned without a fifth of the stories, and
which story is in which: `hearsay check claims` measures a story by weights that have not seen it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from hearsay.attribution import attributions
from hearsay.corroboration.claim_pairs import StorySentences
from hearsay.corroboration.pair_features import FEATURES, sentence_pairs
from hearsay.framing.logistic import fit_logistic
from hearsay.validation.benchmarks.coded_stories import FOLDS, CodedStories, CodedStory, fold_of, read_stories

PENALTY = {"same claim": 100.0, "contradiction": 50.0}
"""Chosen on the folds from 1, 5, 20, 50, 100 and 300."""


def coded_pairs(
    coded: CodedStories, story: CodedStory, sentences: StorySentences
) -> tuple[np.ndarray, dict[str, tuple[np.ndarray, np.ndarray]]]:
    """Features of a story's pairs; for each scorer which of them it learns from, and their labels."""
    read = sentences.read(story.articles)
    pairs = sentence_pairs(read, sentences.vectors(read))
    places = [(one.article_id, one.sentence_no) for one in read]
    named = [tuple(sorted((places[i], places[j]))) for i, j in zip(pairs.first, pairs.second, strict=True)]
    mentions = {place for claim in story.claims for place in claim.mentions}
    together, against = story.pairs(), {(a, b) for a, b, _ in story.contradictions}
    known = np.array([a in mentions and b in mentions for a, b in named], dtype=bool)
    return pairs.features, {
        "same claim": (known, np.array([pair in together for pair in named], dtype=float)),
        "contradiction": (np.ones(len(named), dtype=bool), np.array([pair in against for pair in named], dtype=float)),
    }


def weights(features: np.ndarray, labels: np.ndarray, penalty: float) -> dict[str, Any]:
    """A scorer as `models/claims.json` keeps it."""
    mean, spread = features.mean(axis=0), features.std(axis=0)
    spread = np.where(spread > 1e-9, spread, 1.0)
    found = fit_logistic((features - mean) / spread, labels[:, None], penalty)[:, 0]
    rows = {name: {"mean": mean[n], "spread": spread[n], "weight": found[n]} for n, name in enumerate(FEATURES)}
    rounded = {name: {part: float(f"{value:.6g}") for part, value in row.items()} for name, row in rows.items()}
    return {"constant": float(f"{found[-1]:.6g}"), "features": rounded}


def trained(stories: Mapping[str, tuple[np.ndarray, dict[str, tuple[np.ndarray, np.ndarray]]]]) -> dict[str, Any]:
    """Both scorers from all stories, and those of the folds."""

    def of(events: list[str]) -> dict[str, Any]:
        made = {}
        for what, penalty in PENALTY.items():
            chosen = [
                (stories[event][0][stories[event][1][what][0]], stories[event][1][what][1][stories[event][1][what][0]])
                for event in events
            ]
            made[what] = weights(np.concatenate([x for x, _ in chosen]), np.concatenate([y for _, y in chosen]), penalty)
        return made

    folds = {event: fold_of(place) for place, event in enumerate(stories)}
    return {
        "all": of(list(stories)),
        "folds": [of([event for event, fold in folds.items() if fold != number]) for number in range(FOLDS)],
        "stories": folds,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--out", required=True, type=Path)
    options = parser.parse_args()
    coded = read_stories(options.data)
    sentences = StorySentences(coded.documents, coded.sentences, attributions(coded.documents, coded.sentences))
    made = trained({story.event: coded_pairs(coded, story, sentences) for story in coded.stories})
    options.out.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
