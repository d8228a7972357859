"""The learned heads of the five generic frames: from the vectors of a story's sentences to answers, scale and evidence.

Trained by `lib/training/frames_train.py`; data, figures and limits stand in `models/frames.md`. A head is a logistic regression,
so a handful of arrays in `models/frames.npz` is all there is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import expit, logit

from hearsay.framing.logistic import logistic_scores
from hearsay.schema import FRAMES

QUESTIONS: Mapping[str, tuple[str, str]] = {
    "R1": ("responsibility", "can some level of government ease the problem or settle the issue?"),
    "R2": ("responsibility", "is some level of government answerable for the problem?"),
    "R3": ("responsibility", "are remedies put forward?"),
    "R4": ("responsibility", "is somebody outside government answerable for the problem?"),
    "R5": ("responsibility", "does it need action urgently?"),
    "H1": ("human interest", "does an individual give the issue a human face?"),
    "H2": ("human interest", "do words or scenes call up outrage, empathy, sympathy or compassion?"),
    "H3": ("human interest", "does the story dwell on how people are affected?"),
    "H4": ("human interest", "does it go into private or personal lives?"),
    "C1": ("conflict", "do parties, people, groups or countries disagree?"),
    "C2": ("conflict", "does one side reproach, accuse or attack another?"),
    "C3": ("conflict", "are two or more sides of the issue set out?"),
    "C4": ("conflict", "is there talk of winners and losers?"),
    "M1": ("morality", "does it carry a moral message?"),
    "M2": ("morality", "does it refer to morality, God or religious tenets?"),
    "M3": ("morality", "does it say how people ought to behave?"),
    "E1": ("economic consequences", "is money lost or gained, now or to come?"),
    "E2": ("economic consequences", "does it say what something costs, or the size of an expense?"),
    "E3": ("economic consequences", "are there economic consequences of doing or not doing something?"),
}
"""What is asked of each story, after [Semetko2000]; the question about pictures is left out."""
OUTPUTS = (*FRAMES, *QUESTIONS)
"""What is asked of each sentence: does it show the frame; does it answer the question with yes?"""
LIKELIEST = 3
"""Sentences of a story that answer a question, at most: a story is no longer under a frame for being longer."""
PLACE_WEIGHT = 0.3
"""Of the features of place beside the vector's: its numbers are as small as those of a vector of length 1."""
TOPIC_WEIGHT = 5.0
"""Of the mean vector beside the strengths of the questions, which are standardised."""
LEAST_AGREEMENT = 0.4
"""Kappa with coders under which a frame is drawn grey: below it agreement is called no more than fair [Landis1977]."""


def questions_of(frame: str) -> list[int]:
    """The places in `QUESTIONS` of a frame's questions."""
    return [place for place, (of, _) in enumerate(QUESTIONS.values()) if of == frame]


def sentence_features(vectors: np.ndarray) -> np.ndarray:
    """The vectors of one story's sentences, in order, and where in the story each stands."""
    n = len(vectors)
    place = np.arange(n)
    where = [place == 0, np.minimum(place, 10) / 10, place / max(n, 1), np.full(n, np.log1p(n) / 4)]
    return np.column_stack([vectors, PLACE_WEIGHT * np.column_stack(where)]).astype(np.float64)


def strengths(chances: np.ndarray) -> np.ndarray:
    """How strongly a story answers: for each column the log-odds of the mean of its likeliest sentences."""
    best = np.sort(chances, axis=0)[-LIKELIEST:].mean(axis=0)
    return np.asarray(logit(np.clip(best, 1e-4, 1 - 1e-4)))


def story_features(strength: np.ndarray, vectors: np.ndarray, mean: np.ndarray, spread: np.ndarray) -> np.ndarray:
    """What tells whether a frame is present in a story: the strengths, standardised, and what the story is about."""
    topic = vectors.mean(axis=0)
    return np.concatenate([(strength - mean) / spread, TOPIC_WEIGHT * topic / max(float(np.linalg.norm(topic)), 1e-9)])


@dataclass(frozen=True)
class StoryFrames:
    """What the heads say of one story.

    `sentences` (n × 5): probability that a sentence shows a frame; `evidence` the same shape, whether it is named as evidence;
    `answers` (19): probability of a yes to each question; `scale` (5): their mean for each frame; `present` (5): probability that
    coders find the frame in the story.
    """

    sentences: np.ndarray
    evidence: np.ndarray
    answers: np.ndarray
    scale: np.ndarray
    present: np.ndarray

    @property
    def yes(self) -> np.ndarray:
        """The questions that are more likely answered with yes than with no."""
        return np.asarray(self.answers >= 0.5)


@dataclass(frozen=True)
class FrameHeads:
    """The weights: of sentences ((d + 5) × 24), of answers (2 × 19: slope and constant), of evidence (5 thresholds), of presence
    ((24 + d + 1) × 5, with `mean` and `spread` of the 24 strengths), and its five thresholds."""

    sentence: np.ndarray
    answer: np.ndarray
    evidence: np.ndarray
    presence: np.ndarray
    mean: np.ndarray
    spread: np.ndarray
    present: np.ndarray

    def read(self, vectors: np.ndarray) -> StoryFrames:
        """What the heads say of a story with these vectors, one row per sentence, one at least."""
        chances = expit(logistic_scores(self.sentence, sentence_features(vectors)))
        strength = strengths(chances)
        answers = expit(self.answer[0] * strength[len(FRAMES) :] + self.answer[1])
        scale = np.array([answers[questions_of(frame)].mean() for frame in FRAMES])
        shown = chances[:, : len(FRAMES)]
        answered = np.array([(answers[questions_of(frame)] >= 0.5).any() for frame in FRAMES])
        features = story_features(strength, vectors, self.mean, self.spread)
        present = expit(logistic_scores(self.presence, features[None]))[0]
        return StoryFrames(shown, named_evidence(shown, answered, self.evidence), answers, scale, present)

    def save(self, path: Path) -> None:
        """Write the arrays as float32, the same bytes for the same weights."""
        arrays: dict[str, Any] = {name: np.asarray(value, dtype=np.float32) for name, value in vars(self).items()}
        with path.open("wb") as file:
            np.savez(file, **arrays)


def named_evidence(shown: np.ndarray, answered: np.ndarray, least: np.ndarray) -> np.ndarray:
    """Sentences over the threshold, the likeliest one at least, of frames with a question answered yes; none of the others."""
    over = shown >= np.minimum(least, shown.max(axis=0))
    return np.asarray(over & answered)


@cache
def shipped_heads() -> FrameHeads:
    """The heads that come with the package."""
    path = resources.files("hearsay") / "models" / "frames.npz"
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return FrameHeads(**{name: arrays[name].astype(np.float64) for name in arrays.files})


@cache
def shipped_card() -> Mapping[str, Any]:
    """`models/frames.json`: cross-validated figures of each frame (`figures`), and digests of the stories learned from
    (`stories`). Not to be changed: it is read once."""
    card: Mapping[str, Any] = json.loads((resources.files("hearsay") / "models" / "frames.json").read_text(encoding="utf-8"))
    return card


def agreement_with_coders() -> dict[str, float]:
    """Kappa of each frame's presence with coders, cross-validated, as `models/frames.json` has it."""
    figures = shipped_card()["figures"]
    return {frame: float(figures[f"{frame} kappa"]) for frame in FRAMES if f"{frame} kappa" in figures}
