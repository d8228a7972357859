"""Train the heads of the generic frames on sentence vectors, measure them on stories held out, and write them.

    python frames_train.py --stories BENCH/frames --more ../../data/gold/frames_stories.jsonl
        --texts BENCH/pagedumps/train_gold.jsonl BENCH/sources/articles.jsonl --presence BENCH/frames_nfc
        --out ../hearsay/models [--vectors FILE.npy]

Reads stories coded question by question, more of them that only teach, and stories coded for presence, in the formats that
`hearsay.validation.benchmarks.frame_stories` describes. The vectors are those of `hearsay.text.sentence_vectors`, or the rows of
FILE.npy, one per sentence, stories in their order. Writes `frames.npz`, the heads fitted on all stories, `frames.json` (what
heads that had not seen a story said of it, for those of `--stories` and `--presence`, and digests of all, so that nobody
measures on them again), and the figures in `frames.md` there. Every threshold and calibration is chosen within the training
folds. The same vectors give the same bytes. Two minutes on one core.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.special import expit
from sklearn.cluster import KMeans

from hearsay.framing.frame_heads import (
    OUTPUTS,
    QUESTIONS,
    FrameHeads,
    StoryFrames,
    named_evidence,
    questions_of,
    sentence_features,
    story_features,
    strengths,
)
from hearsay.framing.logistic import fit_logistic, logistic_scores
from hearsay.schema import FRAMES
from hearsay.text.sentence_vectors import sentence_vectors
from hearsay.validation.benchmarks.frame_stories import MEASURES, CodedStory, read_stories, stories_of, story_figures

FOLDS, INNER, SEED = 5, 4, 0
PENALTY, CALIBRATION_PENALTY, PRESENCE_PENALTY = 1.0, 1.0, 10.0
"""Of 0.5, 1, 2 the first made no difference of .01 in cross-validation; the last is 1 / C of the best of four."""
BEGIN, END = "<!-- figures: written by lib/training/frames_train.py -->", "<!-- end of figures -->"
GRID = np.linspace(0.03, 0.7, 68)
"""Thresholds of evidence that are tried."""


@dataclass(frozen=True)
class Asked:
    """A story coded question by question, as arrays: vectors, features, labels (sentences × 24) and answers (19)."""

    vectors: np.ndarray
    features: np.ndarray
    labels: np.ndarray
    answers: np.ndarray


def asked(story: CodedStory, vectors: np.ndarray) -> Asked:
    said = story.answers or {}
    by_question = np.zeros((len(vectors), len(QUESTIONS)))
    for place, question in enumerate(QUESTIONS):
        by_question[list(said.get(question, ())), place] = 1
    labels = np.column_stack([story.shown, by_question]).astype(float)
    return Asked(vectors, sentence_features(vectors), labels, np.array([float(question in said) for question in QUESTIONS]))


def sentence_weights(stories: Sequence[Asked]) -> np.ndarray:
    return fit_logistic(np.vstack([story.features for story in stories]), np.vstack([story.labels for story in stories]), PENALTY)


def chances(weights: np.ndarray, story: Asked) -> np.ndarray:
    return np.asarray(expit(logistic_scores(weights, story.features)))


def folds(n: int, parts: int) -> np.ndarray:
    return np.random.default_rng(SEED).permutation(n) % parts


def fitted(stories: Sequence[Asked]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Weights of sentences and of answers, and thresholds of evidence, the last two on sentences that were held out."""
    held = folds(len(stories), INNER)
    told: list[np.ndarray] = [np.empty(0)] * len(stories)
    for part in range(INNER):
        weights = sentence_weights([story for story, fold in zip(stories, held, strict=True) if fold != part])
        for number in np.flatnonzero(held == part):
            told[number] = chances(weights, stories[number])
    strength = np.array([strengths(each)[len(FRAMES) :] for each in told])
    said = np.array([story.answers for story in stories])
    answer = np.column_stack(
        [fit_logistic(strength[:, [q]], said[:, [q]], CALIBRATION_PENALTY)[:, 0] for q in range(len(QUESTIONS))]
    )
    answers = expit(answer[0] * strength + answer[1])
    answered = np.column_stack([(answers[:, questions_of(frame)] >= 0.5).any(axis=1) for frame in FRAMES])
    shown = [story.labels[:, : len(FRAMES)] > 0 for story in stories]
    tried = np.array([_f1(told, shown, answered, least) for least in GRID])
    # A mean over neighbours: the best single threshold is the luckiest.
    smooth = np.column_stack([np.convolve(np.pad(column, 2, mode="edge"), np.ones(5) / 5, "valid") for column in tried.T])
    return sentence_weights(stories), answer, GRID[smooth.argmax(axis=0)]


def _f1(told: Sequence[np.ndarray], shown: Sequence[np.ndarray], answered: np.ndarray, least: float) -> np.ndarray:
    named = [
        named_evidence(each[:, : len(FRAMES)], yes, np.full(len(FRAMES), least)) for each, yes in zip(told, answered, strict=True)
    ]
    both = sum((a & b).sum(axis=0) for a, b in zip(named, shown, strict=True))
    return np.asarray(2 * both / np.maximum(sum(a.sum(axis=0) + b.sum(axis=0) for a, b in zip(named, shown, strict=True)), 1))


def presence(features: np.ndarray, coded: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weights, and the thresholds at which a frame is found as often as it is coded, on stories that were held out.

    That is near the best kappa and has no luck in it.
    """
    held = folds(len(features), INNER)
    told = np.zeros(coded.shape)
    for part in range(INNER):
        weights = presence_weights(features[held != part], coded[held != part])
        told[held == part] = expit(logistic_scores(weights, features[held == part]))
    least = [float(np.quantile(column, 1 - rate)) for column, rate in zip(told.T, coded.mean(axis=0), strict=True)]
    return presence_weights(features, coded), np.array(least)


def presence_weights(features: np.ndarray, coded: np.ndarray) -> np.ndarray:
    """Each frame's presence by the strengths of the frame and of its own questions, and by what the story is about.

    The strengths of other frames' questions tell this corpus's stories apart and mislead in others: without them the probability
    goes better with the scale of stories of world news (human interest .71 for .68, responsibility .38 for .33).
    """
    weights = np.zeros((features.shape[1] + 1, len(FRAMES)))
    for place, frame in enumerate(FRAMES):
        own = [place, *(len(FRAMES) + question for question in questions_of(frame)), *range(len(OUTPUTS), features.shape[1])]
        weights[[*own, -1], place] = fit_logistic(features[:, own], coded[:, [place]], PRESENCE_PENALTY)[:, 0]
    return weights


def completed(parts: tuple[np.ndarray, np.ndarray, np.ndarray], judged: Sequence[np.ndarray], coded: np.ndarray) -> FrameHeads:
    """All heads, from those that `fitted` gives and the vectors of stories coded for presence."""
    sentence, answer, evidence = parts
    strength = np.array([strengths(expit(logistic_scores(sentence, sentence_features(vectors)))) for vectors in judged])
    mean, spread = strength.mean(axis=0), np.maximum(strength.std(axis=0), 1e-6)
    features = np.array([story_features(s, v, mean, spread) for s, v in zip(strength, judged, strict=True)])
    weights, least = presence(features, coded)
    return FrameHeads(sentence, answer, evidence, weights, mean, spread, least)


def cross_validated(
    stories: Sequence[CodedStory], first: Sequence[Asked], more: Sequence[Asked], others: Sequence[CodedStory],
    judged: Sequence[np.ndarray], coded: np.ndarray, of_all: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> dict[str, float]:  # fmt: skip
    """Figures of each frame from heads that had not seen the story: by story, and for presence by topic too.

    `more` teaches in every fold and is never measured.
    """
    held = folds(len(first), FOLDS)
    told: list[StoryFrames | None] = [None] * len(first)
    present = np.zeros((len(first), len(FRAMES)))
    for part in range(FOLDS):
        rest = [story for story, fold in zip(first, held, strict=True) if fold != part]
        heads = completed(fitted([*rest, *more]), judged, coded)
        for number in np.flatnonzero(held == part):
            told[number], present[number] = heads.read(first[number].vectors), heads.present
    figures = story_figures(stories, [each for each in told if each is not None], present)
    topics = np.array([vectors.mean(axis=0) for vectors in judged])
    topic = KMeans(FOLDS, n_init=10, random_state=SEED).fit_predict(topics / np.linalg.norm(topics, axis=1, keepdims=True))
    # Stories coded for presence are others than those coded by question, so heads of all of the latter have not seen them.
    for name, parts in (("kappa", folds(len(judged), FOLDS)), ("kappa by topic", topic)):
        read: list[StoryFrames | None] = [None] * len(judged)
        limits = np.zeros(coded.shape)
        for part in range(FOLDS):
            kept = np.flatnonzero(parts != part)
            heads = completed(of_all, [judged[number] for number in kept], coded[kept])
            for number in np.flatnonzero(parts == part):
                read[number], limits[number] = heads.read(judged[number]), heads.present
        found = story_figures(others, [each for each in read if each is not None], limits)
        figures |= {key.replace(" kappa", f" {name}", 1): value for key, value in found.items()}
    return figures


def main() -> None:
    options = _options()
    stories, others = read_stories(options.stories), read_stories(options.presence)
    further = stories_of(options.more, *options.texts) if options.more else []
    everything = [*stories, *further, *others]
    if options.vectors:
        rows = np.load(options.vectors)
        cuts = np.cumsum([len(story.sentences) for story in everything])
        if cuts[-1] != len(rows):
            raise SystemExit(f"{options.vectors}: {len(rows)} rows for {cuts[-1]} sentences")
        vectors = np.split(rows, cuts[:-1])
    else:
        vectors = [sentence_vectors(story.text, story.sentences) for story in everything]
    answered, judged = vectors[: len(stories) + len(further)], vectors[len(stories) + len(further) :]
    teaching = [asked(story, each) for story, each in zip([*stories, *further], answered, strict=True)]
    first, more = teaching[: len(stories)], teaching[len(stories) :]
    coded = np.array([[float((story.frames or {})[frame]) for frame in FRAMES] for story in others])
    parts = fitted(teaching)
    completed(parts, judged, coded).save(options.out / "frames.npz")
    figures = cross_validated(stories, first, more, others, judged, coded, parts)
    card = {"figures": figures, "stories": sorted({story.digest for story in everything})}
    (options.out / "frames.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    table = figures_table(figures)
    print(table)
    path = options.out / "frames.md"
    if path.is_file():
        before, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
        path.write_text(f"{before}{BEGIN}\n{table}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


def figures_table(figures: Mapping[str, float]) -> str:
    """The figures as the model card shows them."""

    def cell(name: str) -> str:
        low, high = (figures.get(f"{name} {bound}", float("nan")) for bound in ("low", "high"))
        return f"{figures[name]:.2f} [{low:.2f}, {high:.2f}]" if name in figures else "–"

    lines = [f"| | {' | '.join(FRAMES)} |", f"|---|{'---|' * len(FRAMES)}"]
    lines += [f"| {label} | {' | '.join(cell(f'{frame} {key}') for frame in FRAMES)} |" for key, label in MEASURES.items()]
    return "\n".join(lines)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=Path, required=True, help="folder of stories coded question by question")
    parser.add_argument("--more", type=Path, help="file of further codings, question by question, that teach and do not measure")
    parser.add_argument("--texts", type=Path, nargs="+", default=[], help="files with the texts of those")
    parser.add_argument("--presence", type=Path, required=True, help="folder of stories coded for presence")
    parser.add_argument("--vectors", type=Path, help="sentence vectors, .npy")
    parser.add_argument("--out", type=Path, required=True, help="folder for frames.npz and frames.json")
    return parser.parse_args()


if __name__ == "__main__":
    main()
