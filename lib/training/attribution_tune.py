"""Choose the settings of the shipped attribution model on PolNeAR dev, calibrate its confidence, write both.

    python attribution_tune.py --data POLNEAR --out ../hearsay/models/attribution.json

Settings: the sum of end-to-end F1 and content F1 at IoU .5, one setting at a time, twice round. Confidence: logistic
regression of "right end to end, content IoU .5" on the log-odds of cue, content and source. Operating point: the
confidence with the best end-to-end F1.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import statsmodels.api as sm
from attribution_labels import paragraphs

from hearsay.attribution import model
from hearsay.attribution.decoding import Settings
from hearsay.attribution.encoding import typeset
from hearsay.attribution.model import Read
from hearsay.validation import attribution, polnear
from hearsay.validation.scoring import Marked
from hearsay.validation.words import Words

START = Settings(cue=0.4, switch=1.5, source=0.0, content=0.0, weights=(0.0, 0.5, 0.5, 0.2), least=0.0)
GRID = {
    "cue": (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55),
    "switch": (0.5, 1.0, 1.5, 2.0, 3.0, 4.0),
    "source": (-0.8, -0.4, 0.0, 0.4, 0.8, 1.2),
    "content": (-0.4, 0.0, 0.4, 0.8),
}


class Dev:
    def __init__(self, data: Path) -> None:
        self.articles, self.linked = polnear.read(data, "dev"), {}

    def reads(self, settings: Settings) -> dict[str, list[Read]]:
        if settings.cue not in self.linked:
            self.linked[settings.cue] = {
                a.name: list(model.probabilities(typeset(a.text), paragraphs(a.text), settings.cue)) for a in self.articles
            }
        linked = self.linked[settings.cue]
        return {name: [read for one in windows for read in model.decode(one, settings)] for name, windows in linked.items()}

    def measure(self, reads: dict[str, list[Read]], least: float = 0.0) -> dict[str, float]:
        marked = {name: [mark(r) for r in found if r.found.confidence >= least] for name, found in reads.items()}
        scores = attribution.score(self.articles, marked)
        sums = scores.groupby("metric")[attribution.COUNTS].sum()
        return {metric: 100 * float(attribution.f1(sums.loc[metric].to_numpy())) for metric in sums.index}


def mark(read: Read) -> Marked:
    found = read.found
    return Marked((found.source,) if found.source else (), (found.cue,), found.content)


def calibrate(dev: Dev, reads: dict[str, list[Read]]) -> tuple[float, ...]:
    rows, right = [], []
    for article in dev.articles:
        words = Words(article.text)
        gold = [(words.cover(g.content), words.cover(g.source)) for g in article.gold]
        for read in reads[article.name]:
            marked = mark(read)
            content, source = words.cover(marked.content), words.cover(marked.source)
            parts = np.clip((read.cue, read.content, read.source), 1e-4, 1 - 1e-4)
            rows.append(np.log(parts / (1 - parts)))
            right.append(any(good(content, source, *g) for g in gold))
    fit = sm.Logit(np.array(right, float), sm.add_constant(np.array(rows))).fit(disp=0)
    return tuple(round(float(v), 4) for v in fit.params)


def good(content, source, gold_content, gold_source) -> bool:
    shared = len(content & gold_content)
    overlaps = shared and shared / len(content | gold_content) >= 0.5
    return bool(overlaps) and (bool(source & gold_source) or not (source or gold_source))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--out", required=True, type=Path)
    options = parser.parse_args()
    dev, best = Dev(options.data), START

    def worth(settings: Settings) -> float:
        result = dev.measure(dev.reads(settings))
        return result["e2e"] + result["c.5"]

    for _ in range(2):
        for name, values in GRID.items():
            trials = {value: worth(replace(best, **{name: value})) for value in values}
            best = replace(best, **{name: max(trials, key=trials.get)})
            print(name, {k: round(v, 2) for k, v in trials.items()}, flush=True)
    best = replace(best, weights=calibrate(dev, dev.reads(best)))
    reads = dev.reads(best)
    points = {least: dev.measure(reads, least)["e2e"] for least in np.round(np.arange(0, 0.6, 0.05), 2)}
    best = replace(best, least=float(max(points, key=points.get)))
    print("least", {k: round(v, 2) for k, v in points.items()})
    print({k: round(v, 1) for k, v in dev.measure(reads, best.least).items()})
    options.out.write_text(json.dumps(asdict(best), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
