"""Set the temperature of portrayals, and the probability from which a mention gets a label, on documents that training left out.

    python portrayal_calibrate.py --data NEWSMTSC --out ../hearsay/models/portrayal.json

Temperature: least log loss. Least probability: the smallest from which RIGHT of the mentions are right. Thresholds of the lexicon
scorers are tuned on the whole train file, as `hearsay check tone` does.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from portrayal_data import CLASSES, held_out
from scipy.optimize import minimize_scalar

from hearsay.tone.portrayals import portray, shipped_portrayal_settings
from hearsay.validation.benchmarks import tone

RIGHT = 0.85
"""Share right among the mentions that get a label, on the documents left out: the coverage follows from it."""


def scores_and_labels(path: Path, out: Path) -> tuple[np.ndarray, np.ndarray]:
    """The logarithms of what the model says at temperature 1, and the classes, of the documents left out."""
    save({"temperature": 1.0, "least": 0.0, "thresholds": {}}, out)
    read, labels = [], []
    for row in (json.loads(line) for line in path.open(encoding="utf-8")):
        if held_out(row["primary_gid"]):
            read.append(portray(row["sentence_normalized"], [(one["from"], one["to"]) for one in row["targets"]]))
            labels += [CLASSES[int(one["polarity"])] for one in row["targets"]]
    return np.log(np.clip(np.concatenate(read), 1e-4, 1)), np.array(labels)


def save(settings: dict, out: Path) -> None:
    shipped_portrayal_settings.cache_clear()
    out.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def chances(scores: np.ndarray, temperature: float) -> np.ndarray:
    raised = np.exp((scores - scores.max(-1, keepdims=True)) / temperature)
    return raised / raised.sum(-1, keepdims=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--data", "--out"):
        parser.add_argument(name, required=True, type=Path)
    options = parser.parse_args()
    scores, labels = scores_and_labels(options.data / "train.jsonl", options.out)
    places = np.arange(len(labels))

    def loss(temperature: float) -> float:
        return float(-np.log(chances(scores, temperature)[places, labels]).mean())

    temperature = round(float(minimize_scalar(loss, bounds=(0.3, 5), method="bounded").x), 3)
    calibrated = chances(scores, temperature)
    sure, right = calibrated.max(-1), calibrated.argmax(-1) == labels
    least = next(float(t) for t in np.round(np.arange(0.34, 0.96, 0.01), 2) if right[sure >= t].mean() >= RIGHT)
    print(f"left out: n {len(labels)}, right {right.mean():.3f}; from {least} on: {(sure >= least).mean():.3f} of them, "
          f"right {right[sure >= least].mean():.3f}")  # fmt: skip
    figures = tone.check_sentence_tone(options.data)
    names = ("textblob", "textblob-news", "vader")
    thresholds = {name: [figures[f"{name}.threshold_{end}"] for end in ("low", "high")] for name in names}
    save({"temperature": temperature, "least": least, "thresholds": thresholds}, options.out)


if __name__ == "__main__":
    main()
