"""How well the tone scorers do on news: NewsMTSC (Hamborg & Donnay, EACL 2021), sentences coded towards a target."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from hearsay.errors import DataError
from hearsay.tone.scorers import SCORERS
from hearsay.validation.newsmtsc import (
    CLASSES,
    Coded,
    digest,
    entity_means,
    macro_f1,
    macro_f1_interval,
    read,
    right_by_coverage,
)
from hearsay.words import COMPOUND, words

TRAIN = "train.jsonl"
_GRID = np.round(np.arange(-1, 1.0001, 0.02), 2)


def check(data: Path | str, split: str = "devtest_mt") -> dict[str, float | str]:
    """Each tone scorer against coded targets of one split; thresholds are tuned on the train split only.

    Parameters
    ----------
    data
        A folder with `train.jsonl` and the split's file, in NewsMTSC's format: one JSON object per line with
        `sentence_normalized` and `targets`, each of which has `polarity` 2, 4 or 6. Its owners publish it at
        github.com/fhamborg/NewsMTSC.
    split
        The name of the file to measure on, without `.jsonl`.

    Returns
    -------
    dict
        `n`, the number of targets; `data` and `data_sha256`, what they are of; per analyzer `.macro_f1` (mean of the F1
        of negative, neutral and positive) with its 95 % interval over documents `_low`, `_high`; `.accuracy`;
        `.coverage` (share of targets in whose sentence the scorer knew a word); `.right_at_10` … `_100` (share right
        among the targets with the largest |polarity|); `.threshold_low` and `_high` (a polarity below the one counts as
        negative, above the other as positive; no polarity counts as 0). `.entity_r` is how far the mean polarity of an
        entity's mentions goes with its mean coding, over the `.entities` named ten times or more in the split, and
        `.train_entity_r` the same in the train split, which names more of them. `majority` is the commonest class.

    Notes
    -----
    The scorers do not know the target: a sentence has one polarity for everybody it speaks of. That is one reason why
    they stay low. Raw TextBlob and VADER take nothing from the train split but their thresholds. The patch was also
    verified there: the words that `textblob-news` leaves out were chosen by class, and in every class go with the coding
    less than words that are kept (at most .13 against .36), but about thirty variants were compared on that split. So its
    `train_` figures flatter it; those of another split do not.

    `.entity_r` depends on what counts as an entity, on how many mentions it takes, and on what a sentence without a scored
    word counts. METHODS has .23 for TextBlob and .70 for VADER: there a name is what is printed, in small letters, a sentence
    without a scored word is left out, and 83 names are coded ten times or more in the train split. Here a name is its last
    capitalised word and no scored word counts 0. What stands below the charts is neither: `hearsay check portrayal` measures all
    instruments on the same entities of a file that no model was trained on.

    Raises
    ------
    DataError
        When a file is missing or a line is not in that format; the message names file and line.
    """
    paths = [Path(data) / name for name in (TRAIN, f"{split}.jsonl")]
    if missing := [path for path in paths if not path.is_file()]:
        raise DataError(f"{missing[0]}: no such file; tone is checked on a folder with {TRAIN} and the split to measure on")
    train, dev = (read(path) for path in paths)
    results: dict[str, float | str] = {"data": f"NewsMTSC {split}", "data_sha256": digest(paths[1]), "n": len(dev.targets)}
    results["majority.macro_f1"] = _majority(train.labels, dev.labels)
    for name in SCORERS:
        results |= {f"{name}.{key}": value for key, value in _measure(name, train, dev).items()}
    return results


def _measure(name: str, train: Coded, dev: Coded) -> Mapping[str, float]:
    known, polarity = _polarities(name, train), _polarities(name, dev)
    low, high = _tune(np.nan_to_num(known), train.labels)
    filled = np.nan_to_num(polarity)
    predicted = _classes(filled, low, high)
    least, most = macro_f1_interval(dev.labels, predicted, dev.documents)
    return {
        "macro_f1": macro_f1(dev.labels, predicted),
        "macro_f1_low": least,
        "macro_f1_high": most,
        "accuracy": float((dev.labels == predicted).mean()),
        "coverage": float((~np.isnan(polarity)).mean()),
        **right_by_coverage(dev.labels == predicted, np.abs(filled)),
        **entity_means(dev.entities, dev.labels, filled),
        **{f"train_{key}": value for key, value in entity_means(train.entities, train.labels, np.nan_to_num(known)).items()},
        "threshold_low": low,
        "threshold_high": high,
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
