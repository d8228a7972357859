"""How well the portrayal of actors does on news: any file in NewsMTSC's format [Hamborg2021]."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import numpy as np

from hearsay.errors import DataError
from hearsay.tone.portrayals import CLASSES, portray, portrayal_label, shipped_portrayal_settings
from hearsay.tone.scorers import SCORERS
from hearsay.validation.benchmarks import digest
from hearsay.validation.benchmarks.tone import (
    Coded,
    class_f1,
    classes,
    entity_means,
    macro_f1,
    macro_f1_interval,
    polarities,
    read_newsmtsc,
    right_by_coverage,
)

SPLIT = "devtest_mt"
LEAST = 3
"""Coded mentions from which an entity's mean is compared: a split names few entities often."""
COMMONEST = -1
"""The commonest class of NewsMTSC's train file: negative."""
NAMES, NEUTRAL = 20, 100
"""The commonest names and the first neutral sentences of a file between which the prior of a name is measured: 2,000 readings."""
STEPS = tuple(np.round(np.arange(0.1, 1.01, 0.1), 1))


def check(data: Path | str, split: str | None = None) -> dict[str, float | str]:
    """The portrayal model against coded targets, beside the lexicon scorers on the same targets.

    Parameters
    ----------
    data
        A file in NewsMTSC's format, or a folder with such files: one JSON object per line with `sentence_normalized` and
        `targets`, each of which has `from`, `to` and `polarity` 2, 4 or 6. Its owners publish it at
        github.com/fhamborg/NewsMTSC.
    split
        With a folder, the name of the file without `.jsonl`; devtest_mt unless told.

    Returns
    -------
    dict
        `data` and `data_sha256`, what was measured on; `n`, the targets, and `sentences`. `macro_f1` (mean of the F1 of
        negative, neutral and positive; 0 to 1) with its 95 % interval over documents `macro_f1_low`, `_high`; `accuracy`;
        `f1_negative` …; `right_at_10` … `_100`, the share right among the surest 10, 20 … 100 % of targets; `unsure`, the
        share of targets that the model abstains from, and `right_if_sure`; `calibration_error`, the mean distance of
        probability and share right over ten bands; `entity_r` with its interval and `entities`, how far the mean
        (positive − negative) of an entity goes with its mean coding, over the entities coded three times or more;
        `mentions_per_second` of processor time on one core, all the way from text to probability; then for `textblob`,
        `textblob-news` and `vader` `.macro_f1`, `.accuracy` and `.entity_r` on the same targets, with thresholds tuned on
        NewsMTSC's train; `majority.macro_f1` is that of always naming the class that is commonest in train. `opposed` is
        the number of pairs of targets in one sentence of which one is coded negative and one positive,
        `opposed_in_order` the share of them in which the positive one stands above the other, `opposed_both_right` the
        share in which both classes are right. `name_prior` is how far a name alone moves positive − negative: each of the
        `names` commonest names of the file in the place of the first target of each of its `neutral` first sentences whose
        targets are all coded neutral; the largest distance of a name's mean from the mean over all names.

    Raises
    ------
    DataError
        When a file is missing or a line is not in that format; the message names file and line.
    """
    path = Path(data) / f"{split or SPLIT}.jsonl" if Path(data).is_dir() else Path(data)
    if not path.is_file():
        raise DataError(f"{path}: no such file; portrayal is checked on a file in NewsMTSC's format")
    coded = read_newsmtsc(path)
    began = time.process_time()
    chances = portray_targets(coded)
    seconds = time.process_time() - began
    return {
        "data": f"NewsMTSC {path.stem}" if path.stem.startswith("devtest") else path.stem,
        "data_sha256": digest(path),
        "n": len(coded.labels),
        "sentences": len(coded.sentences),
        **_figures(coded, chances),
        **_name_prior(coded),
        "mentions_per_second": len(coded.labels) / seconds,
        "majority.macro_f1": macro_f1(coded.labels, np.full(len(coded.labels), COMMONEST)),
        **{f"{name}.{key}": value for name in SCORERS for key, value in _lexicon(name, coded).items()},
    }


def portray_targets(coded: Coded) -> np.ndarray:
    """(n, 3) probabilities of all targets; a sentence is read once for all of its targets, as in a table."""
    chances = np.zeros((len(coded.labels), len(CLASSES)))
    for sentence, numbers in coded.by_sentence().items():
        chances[numbers] = portray(coded.sentences[sentence], [coded.places[number] for number in numbers])
    return chances


def _figures(coded: Coded, chances: np.ndarray) -> dict[str, float]:
    predicted, sureness = chances.argmax(-1) - 1, chances.max(-1)
    right = predicted == coded.labels
    sure = np.array([name != "unsure" for name in portrayal_label(chances)])
    low, high = macro_f1_interval(coded.labels, predicted, coded.documents)
    return {
        "macro_f1": macro_f1(coded.labels, predicted),
        "macro_f1_low": low,
        "macro_f1_high": high,
        "accuracy": float(right.mean()),
        **{f"f1_{name}": float(f1) for name, f1 in zip(CLASSES, class_f1(coded.labels, predicted), strict=True)},
        **right_by_coverage(right, sureness, STEPS),
        "unsure": float(1 - sure.mean()),
        "right_if_sure": float(right[sure].mean()) if sure.any() else float("nan"),
        "calibration_error": _calibration_error(right, sureness),
        **entity_means(coded.entities, coded.labels, chances[:, 2] - chances[:, 0], LEAST),
        **_opposed(coded, predicted, chances[:, 2] - chances[:, 0]),
    }


def _opposed(coded: Coded, predicted: np.ndarray, scores: np.ndarray) -> dict[str, float]:
    """Of two targets in one sentence, coded ill and well: does the model tell whom it speaks ill of?"""
    labels = coded.labels
    pairs = [(a, b) for held in coded.by_sentence().values() for a in held for b in held if labels[a] < 0 < labels[b]]
    if not pairs:
        return {"opposed": 0, "opposed_in_order": float("nan"), "opposed_both_right": float("nan")}
    ill, well = np.array(pairs).T
    return {
        "opposed": len(pairs),
        "opposed_in_order": float((scores[ill] < scores[well]).mean()),
        "opposed_both_right": float(((predicted[ill] < 0) & (predicted[well] > 0)).mean()),
    }


def _name_prior(coded: Coded) -> dict[str, float]:
    """The largest effect of a name on sentences that speak neither well nor ill of it, whoever it is."""
    mentions = [coded.sentences[k][a:b] for k, (a, b) in zip(coded.held_by, coded.places, strict=True)]
    names = [name for name, _ in Counter(name for name in mentions if name[:1].isupper()).most_common(NAMES)]
    alone = [held[0] for held in coded.by_sentence().values() if not coded.labels[held].any()][:NEUTRAL]
    if len(names) < 2 or not alone:
        return {"name_prior": float("nan"), "names": len(names), "neutral": len(alone)}
    moved = np.zeros((len(names), len(alone)))
    for column, number in enumerate(alone):
        text, (start, end) = coded.sentences[coded.held_by[number]], coded.places[number]
        for row, name in enumerate(names):
            negative, _, positive = portray(text[:start] + name + text[end:], [(start, start + len(name))])[0]
            moved[row, column] = positive - negative
    means = moved.mean(1)
    return {"name_prior": float(np.abs(means - means.mean()).max()), "names": len(names), "neutral": len(alone)}


def _calibration_error(right: np.ndarray, sureness: np.ndarray) -> float:
    bands = np.minimum((sureness * 10).astype(int), 9)
    held = [bands == band for band in np.unique(bands)]
    return float(sum(abs(right[inside].mean() - sureness[inside].mean()) * inside.mean() for inside in held))


def _lexicon(name: str, coded: Coded) -> dict[str, float]:
    polarity = np.nan_to_num(polarities(name, coded))
    predicted = classes(polarity, *shipped_portrayal_settings().thresholds[name])
    return {
        "macro_f1": macro_f1(coded.labels, predicted),
        "accuracy": float((predicted == coded.labels).mean()),
        "entity_r": entity_means(coded.entities, coded.labels, polarity, LEAST)["entity_r"],
    }
