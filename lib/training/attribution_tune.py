"""Choose the settings of the shipped attribution model on PolNeAR dev, calibrate its confidence, write both.

    python attribution_tune.py --data POLNEAR --out ../hearsay/models/attribution.json

Settings: one at a time, by the sum of four F1 (cue, content words, content IoU .5, end to end). Confidence: logistic
regression of "right end to end, content IoU .5" on the log-odds of the model's own probabilities. Operating point: the
confidence with the best sum.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import statsmodels.api as sm
from attribution_labels import paragraphs

from hearsay.attribution.extraction import learned
from hearsay.attribution.extraction.decoding import Settings, confidence, log_odds
from hearsay.attribution.extraction.learned import ReadAttribution
from hearsay.text.encoder import mark_up_words
from hearsay.validation.benchmarks import attribution, polnear
from hearsay.validation.benchmarks.scoring import Marked, WordTokens

START = Settings(cue=0.15, switch=0.5, source=0.8, content=0.0, weights=(0.0, 0.3, 0.3, 0.1, 0.3), least=0.0)
GRID = {
    "switch": (0.25, 0.5, 1.0),
    "source": (0.4, 0.8, 1.2),
    "content": (0.0, 0.4, 0.8),
    "cue": (0.1, 0.15, 0.25, 0.35),
}
POINTS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
AIMS = ("cue", "ctok", "c.5", "e2e")


class Dev:
    def __init__(self, data: Path) -> None:
        self.articles, self.linked = polnear.read_polnear(data, "dev"), {}

    def reads(self, settings: Settings) -> dict[str, list[ReadAttribution]]:
        if settings.cue not in self.linked:
            self.linked[settings.cue] = {
                a.name: list(learned.probabilities(mark_up_words(a.text), paragraphs(a.text), settings.cue))
                for a in self.articles
            }
        linked = self.linked[settings.cue]
        return {name: [read for one in windows for read in learned.decode(one, settings)] for name, windows in linked.items()}

    def measure(self, reads: dict[str, list[ReadAttribution]], settings: Settings) -> dict[str, float]:
        def keeps(read: ReadAttribution) -> bool:
            return confidence(read.chances, settings) >= settings.least

        marked = {name: [mark(read) for read in found if keeps(read)] for name, found in reads.items()}
        scores = attribution.score(self.articles, marked)
        sums = scores.groupby("metric")[attribution.COUNTS].sum()
        return {metric: 100 * float(attribution.f1(sums.loc[metric].to_numpy())) for metric in sums.index}


def mark(read: ReadAttribution) -> Marked:
    found = read.found
    return Marked((found.source,) if found.source else (), (found.cue,), found.content)


def calibrate(dev: Dev, reads: dict[str, list[ReadAttribution]]) -> tuple[float, ...]:
    rows, right = [], []
    for article in dev.articles:
        words = WordTokens(article.text)
        gold = [(words.cover(one.content), words.cover(one.source)) for one in article.gold]
        for read in reads[article.name]:
            marked = mark(read)
            rows.append(log_odds(read.chances))
            right.append(any(good(words.cover(marked.content), words.cover(marked.source), *one) for one in gold))
    fit = sm.Logit(np.array(right, float), sm.add_constant(np.array(rows))).fit(disp=0)
    return tuple(round(float(value), 4) for value in fit.params)


def good(content, source, gold_content, gold_source) -> bool:
    shared = len(content & gold_content)
    overlaps = shared and shared / len(content | gold_content) >= 0.5
    return bool(overlaps) and (bool(source & gold_source) or not (source or gold_source))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--out", required=True, type=Path)
    options = parser.parse_args()
    dev = Dev(options.data)

    def calibrated(settings: Settings, least: float) -> tuple[float, Settings]:
        reads = dev.reads(settings)
        settings = replace(settings, weights=calibrate(dev, reads), least=least)
        return sum(dev.measure(reads, settings)[aim] for aim in AIMS), settings

    best = calibrated(START, 0.35)
    for name, values in GRID.items():
        trials = [calibrated(replace(best[1], **{name: value}), 0.35) for value in values]
        print(name, [(getattr(s, name), round(total, 2)) for total, s in trials], flush=True)
        best = max([best, *trials], key=lambda trial: trial[0])
    reads = dev.reads(best[1])
    points = {least: dev.measure(reads, replace(best[1], least=least)) for least in POINTS}
    for least, measured in points.items():
        print(least, {aim: round(measured[aim], 2) for aim in AIMS})
    least = max(POINTS, key=lambda point: sum(points[point][aim] for aim in AIMS))
    print({name: round(value, 1) for name, value in points[least].items()})
    options.out.write_text(json.dumps(asdict(replace(best[1], least=least)), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
