"""How a sentence speaks of the actors that it names: the learned model, one sentence at a time.

Trained on NewsMTSC's train file (Hamborg & Donnay 2021); see `models/portrayal.md` for data, figures, limits and
licences. Everything runs on the CPU, offline. A sentence is read once, alone, and then once more in brief for each of its
actors: a mention's probabilities depend on its sentence only, so no batch, thread or other article can change a table.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from hearsay.attribution.encoding import CLS, SEP, Pieces, distances, pieces, typeset
from hearsay.attribution.spans import Span

if TYPE_CHECKING:
    import onnxruntime

LONGEST, STEP = 200, 50
"""Word pieces of a sentence that are read at once; a longer one is read in windows that begin at every STEP."""
TOGETHER = 64
"""Targets that are read at once; a bound on memory, for sentences that list everybody."""
DIGITS = 4
"""Decimals of a probability: more would print the rounding of the machine."""
CLASSES = ("negative", "neutral", "positive")


@dataclass(frozen=True)
class Settings:
    """`temperature` by which scores are divided; `least`, the probability from which a class is named.

    `thresholds` are those of the lexicon scorers that stand beside the model in its benchmark.
    """

    temperature: float
    least: float
    thresholds: dict[str, tuple[float, float]]


@cache
def shipped_settings() -> Settings:
    """The calibration that ships with the model."""
    text = (resources.files("hearsay") / "models" / "portrayal.json").read_text(encoding="utf-8")
    values = json.loads(text)
    return Settings(
        values["temperature"], values["least"], {name: (low, high) for name, (low, high) in values["thresholds"].items()}
    )


def portray(sentence: str, mentions: Sequence[Span]) -> np.ndarray:
    """(mentions, 3) probabilities of negative, neutral and positive, for each mention's characters in the sentence.

    They are calibrated on held-out documents and rounded to four decimals. A mention without a word is neutral.
    """
    chances = np.tile(np.array([0.0, 1.0, 0.0]), (len(mentions), 1))
    words = next(iter(pieces(typeset(sentence), [(0, len(sentence))])), None) if mentions else None
    if words is None:
        return chances
    for window, numbers, here in _windows(words, mentions):
        chances[numbers] = _calibrated(_scores(window, here))
    return chances


def label(chances: np.ndarray) -> list[str]:
    """The likeliest class of each row, or 'unsure' where it is less likely than the threshold."""
    best = chances.argmax(-1)
    sure = chances.max(-1) >= shipped_settings().least
    return [CLASSES[place] if certain else "unsure" for place, certain in zip(best, sure, strict=True)]


def _windows(words: Pieces, mentions: Sequence[Span]) -> Iterator[tuple[Pieces, list[int], np.ndarray]]:
    """Each stretch that is read, with the numbers of the mentions read in it and (mentions, n) where they stand."""
    first = np.searchsorted(words.ends, [start for start, _ in mentions], side="right")
    last = np.searchsorted(words.starts, [end for _, end in mentions], side="left")
    groups: dict[int, list[int]] = {}
    for number, (begin, stop) in enumerate(zip(first, last, strict=True)):
        if begin < stop:
            groups.setdefault(_window(int(begin), len(words)), []).append(number)
    for begin, held in groups.items():
        part = words[begin : begin + LONGEST]
        places = np.arange(begin, begin + len(part))
        for some in (held[i : i + TOGETHER] for i in range(0, len(held), TOGETHER)):
            yield part, some, (places >= first[some, None]) & (places < last[some, None])


def _window(place: int, n: int) -> int:
    """Where the window begins that has a place nearest to its middle; 0 for all of a sentence of ordinary length."""
    return 0 if n <= LONGEST else min(max(0, place - LONGEST // 2) // STEP * STEP, (n - LONGEST + STEP - 1) // STEP * STEP)


def _scores(window: Pieces, here: np.ndarray) -> np.ndarray:
    zero = np.zeros(1, dtype=np.int64)
    here = np.pad(here, ((0, 0), (1, 1))).astype(np.int64)
    place = np.arange(here.shape[1])
    inputs = {
        "ids": np.concatenate([[CLS], window.ids, [SEP]])[None],
        "case": np.concatenate([zero, window.case, zero])[None],
        "quoted": np.concatenate([zero, window.quoted, zero])[None],
        "here": here,
        "distance": np.stack([distances(place, int(row.argmax()), int(place[row > 0][-1])) for row in here]),
    }
    return _session().run(None, inputs)[0]


def _calibrated(scores: np.ndarray) -> np.ndarray:
    scaled = scores.astype(np.float64) / shipped_settings().temperature
    raised = np.exp(scaled - scaled.max(-1, keepdims=True))
    return np.round(raised / raised.sum(-1, keepdims=True), DIGITS)


@cache
def _session() -> onnxruntime.InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = 1, 1
    options.log_severity_level = 3
    model = (resources.files("hearsay") / "models" / "portrayal.onnx").read_bytes()
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
