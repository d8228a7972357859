"""The scorers of tone on NewsMTSC [Hamborg2021]: sentences coded towards a target."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from hearsay.errors import DataError
from hearsay.statistics.intervals import r_interval
from hearsay.text.spans import Span
from hearsay.text.words import COMPOUND, words
from hearsay.tone.scorers import SCORERS
from hearsay.validation.benchmarks import digest

TRAIN = "train.jsonl"
CLASSES = {2: -1, 4: 0, 6: 1}
"""NewsMTSC's codes for negative, neutral, positive, and the signs used here."""
DRAWS = 1_000
_GRID = np.round(np.arange(-1, 1.0001, 0.02), 2)
"""Polarities that are tried as thresholds."""
_GID = re.compile(r"((?:allsides|polusa_v\d+)_\d+_-?\d+)_\d+_(.*)_-?\d+_-?\d+", re.DOTALL)
_NAME_WORD = re.compile(r"[^\W_][\w.\-]*")
_GENITIVE = re.compile(r"[’']s?(?!\w)")


@dataclass(frozen=True)
class Coded:
    """Sentences, and of each coded mention: its sentence's number, its class, where it stands, whom it names, its document."""

    sentences: tuple[str, ...]
    held_by: tuple[int, ...]
    labels: np.ndarray
    places: tuple[Span, ...]
    entities: tuple[str, ...]
    documents: tuple[str, ...]

    def by_sentence(self) -> Mapping[int, list[int]]:
        """The numbers of the targets of each sentence that has any."""
        numbers: dict[int, list[int]] = {}
        for number, sentence in enumerate(self.held_by):
            numbers.setdefault(sentence, []).append(number)
        return numbers


def read_newsmtsc(path: Path | str) -> Coded:
    """A file in NewsMTSC's format. Raises `DataError` with file and line."""
    sentences: list[str] = []
    targets: list[tuple[int, int, Span, str, str]] = []
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            targets += ((len(sentences), *target) for target in _targets(row, f"line {number}"))
            sentences.append(row["sentence_normalized"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DataError(f"{path}, line {number}: not in NewsMTSC's format ({type(error).__name__}: {error})") from error
    if not targets:
        raise DataError(f"{path}: holds no coded target; expected one JSON object per line with sentence_normalized and targets")
    held_by, labels, places, entities, documents = zip(*targets, strict=True)
    return Coded(tuple(sentences), held_by, np.array(labels), places, entities, documents)


def _targets(row: Mapping[str, Any], line: str) -> Iterator[tuple[int, Span, str, str]]:
    """Class, place, entity and document of each target; the document is the line where the id names none."""
    for coded in row["targets"]:
        start, end = int(coded["from"]), int(coded["to"])
        if not 0 <= start < end <= len(row["sentence_normalized"]):
            raise ValueError(f"a target at {start}:{end}, which is not in its sentence")
        match = _GID.fullmatch(str(coded.get("Input.gid", "")))
        document, name = match.groups() if match else (line, "")
        yield CLASSES[int(coded["polarity"])], (start, end), entity(name), document


def entity(name: str) -> str:
    """The last capitalised word of a name, which most of an entity's mentions share.

    >>> entity("former Secretary of State Hillary Clinton’s")
    'clinton'
    """
    words = [word for word in _NAME_WORD.findall(_GENITIVE.sub("", name)) if word[0].isupper()]
    return (words[-1] if words else name).lower()


def polarities(name: str, coded: Coded) -> np.ndarray:
    """What a scorer of tone gives each target: the polarity of its sentence, for it knows no target; missing if unscored."""
    scored = [SCORERS[name](text, 0, len(text), words(text, 0, len(text), COMPOUND)).polarity for text in coded.sentences]
    return np.array([scored[sentence] for sentence in coded.held_by], dtype=float)


def classes(polarity: np.ndarray, low: float, high: float) -> np.ndarray:
    """-1 below the one threshold, 1 above the other, else 0."""
    return np.asarray((polarity > high).astype(int) - (polarity < low).astype(int))


def class_f1(gold: np.ndarray, predicted: np.ndarray) -> np.ndarray:
    """F1 of negative, neutral and positive; a class that is neither there nor predicted counts 0."""
    codes = list(CLASSES.values())
    return _f1(np.array([[((gold == g) & (predicted == p)).sum() for p in codes] for g in codes]))


def macro_f1(gold: np.ndarray, predicted: np.ndarray) -> float:
    """Mean F1 over the three classes, 0 to 1."""
    return float(class_f1(gold, predicted).mean())


def macro_f1_interval(gold: np.ndarray, predicted: np.ndarray, documents: Sequence[str]) -> tuple[float, float]:
    """95 % interval of the macro-F1: percentiles over 1,000 draws of whole documents."""
    codes = list(CLASSES.values())
    names, place = np.unique(np.asarray(documents), return_inverse=True)
    tables = np.zeros((len(names), 3, 3))
    np.add.at(tables, (place, np.searchsorted(codes, gold), np.searchsorted(codes, predicted)), 1)
    weights = np.random.default_rng(0).multinomial(len(names), np.full(len(names), 1 / len(names)), DRAWS)
    low, high = np.quantile(_f1(np.einsum("dn,nij->dij", weights, tables)).mean(axis=-1), [0.025, 0.975])
    return float(low), float(high)


def entity_means(entities: Sequence[str], gold: np.ndarray, scores: np.ndarray, least: int) -> dict[str, float]:
    """How far the mean score of an entity goes with its mean coding, over entities with `least` coded mentions or more.

    Returns `entities` (how many), `entity_r` (Pearson's) and its 95 % interval by Fisher's z, `entity_r_low`, `_high`;
    r is missing with fewer than four entities or where one side does not vary.
    """
    names, place, counts = np.unique(np.asarray(entities), return_inverse=True, return_counts=True)
    kept = (counts >= least) & (names != "")
    means = [(np.bincount(place, weights=side, minlength=len(names)) / counts)[kept] for side in (gold, scores)]
    n, r, low, high = int(kept.sum()), np.nan, np.nan, np.nan
    if n >= 4 and min(np.ptp(side) for side in means) > 0:
        r = float(np.corrcoef(*means)[0, 1])
        low, high = r_interval(r, n)
    return {"entities": n, "entity_r": r, "entity_r_low": low, "entity_r_high": high}


def right_by_coverage(
    right: np.ndarray, sureness: np.ndarray, shares: Sequence[float] = (0.1, 0.3, 0.5, 1.0)
) -> dict[str, float]:
    """Share right among the surest 10, 30, 50 and 100 % of all targets: `right_at_10` …; ties count as they come."""
    order = np.argsort(-sureness, kind="stable")
    return {f"right_at_{round(100 * share)}": float(right[order[: max(1, round(share * len(right)))]].mean()) for share in shares}


def _f1(table: np.ndarray) -> np.ndarray:
    """F1 of each class, from confusion tables: gold by predicted in the last two places."""
    hits = np.diagonal(table, axis1=-2, axis2=-1)
    return np.asarray(2 * hits / np.maximum(1, table.sum(axis=-1) + table.sum(axis=-2)))


def check_sentence_tone(data: Path | str, split: str | None = None) -> dict[str, float | str]:
    """Each tone scorer against coded targets of one split; thresholds are tuned on the train split only.

    Parameters
    ----------
    data
        A folder with `train.jsonl` and the split's file, in NewsMTSC's format: one JSON object per line with
        `sentence_normalized` and `targets`, each of which has `from`, `to` and `polarity` 2, 4 or 6. Its owners publish it at
        github.com/fhamborg/NewsMTSC.
    split
        The name of the file to measure on, without `.jsonl`; devtest_mt unless told.

    Returns
    -------
    dict
        `n`, the number of targets; `data` and `data_sha256`, what they are of; per analyzer `.macro_f1` (mean of the F1
        of negative, neutral and positive) with its 95 % interval over documents `_low`, `_high`; `.accuracy`;
        `.coverage` (share of targets in whose sentence the scorer knew a word); `.right_at_10` … `_100` (share right
        among the targets with the largest |polarity|); `.threshold_low` and `_high` (a polarity below the one counts as
        negative, above the other as positive; no polarity counts as 0). `majority` is the commonest class. How far means of
        entities go with their coding is measured by `hearsay check portrayal`, for all instruments on the same entities.

    Notes
    -----
    The scorers do not know the target: a sentence has one polarity for everybody it speaks of. That is one reason why
    they stay low. Raw TextBlob and VADER take nothing from the train split but their thresholds. The patch was also
    verified there: the words that `textblob-news` leaves out were chosen by class, and in every class go with the coding
    less than words that are kept (at most .13 against .36), but about thirty variants were compared on that split, which
    would flatter it there.

    Raises
    ------
    DataError
        When a file is missing or a line is not in that format; the message names file and line.
    """
    split = split or "devtest_mt"
    paths = [Path(data) / name for name in (TRAIN, f"{split}.jsonl")]
    if missing := [path for path in paths if not path.is_file()]:
        raise DataError(f"{missing[0]}: no such file; tone is checked on a folder with {TRAIN} and the split to measure on")
    train, dev = (read_newsmtsc(path) for path in paths)
    results: dict[str, float | str] = {"data": f"NewsMTSC {split}", "data_sha256": digest(paths[1]), "n": len(dev.labels)}
    commonest = max(CLASSES.values(), key=lambda label: (train.labels == label).sum())
    results["majority.macro_f1"] = macro_f1(dev.labels, np.full(len(dev.labels), commonest))
    for name in SCORERS:
        results |= {f"{name}.{key}": value for key, value in _figures(name, train, dev).items()}
    return results


def _figures(name: str, train: Coded, dev: Coded) -> Mapping[str, float]:
    """The figures of one scorer; a sentence without a scored word counts 0."""
    known, polarity = np.nan_to_num(polarities(name, train)), polarities(name, dev)
    low, high = _tune(known, train.labels)
    filled = np.nan_to_num(polarity)
    predicted = classes(filled, low, high)
    right = dev.labels == predicted
    least, most = macro_f1_interval(dev.labels, predicted, dev.documents)
    return {
        "macro_f1": macro_f1(dev.labels, predicted),
        "macro_f1_low": least,
        "macro_f1_high": most,
        "accuracy": float(right.mean()),
        "coverage": float((~np.isnan(polarity)).mean()),
        **right_by_coverage(right, np.abs(filled)),
        "threshold_low": low,
        "threshold_high": high,
    }


def _tune(polarity: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """The pair of thresholds, low <= high, with the highest macro-F1; the first of equals."""
    pairs = [(float(low), float(high)) for low in _GRID for high in _GRID if low <= high]
    return max(pairs, key=lambda pair: macro_f1(labels, classes(polarity, *pair)))
