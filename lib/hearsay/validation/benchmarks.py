"""Figures that `hearsay check … --json` wrote: the tool's measured error, to stand beside what it finds.

A folder of benchmarks holds one JSON object `{metric: value}` per file, named `WHAT-….json`
(`attribution-dev-baseline.json`). They hold numbers only, nothing of the texts they were measured on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from hearsay.attribution.table import DEFAULT
from hearsay.errors import DataError
from hearsay.statistics.intervals import wilson
from hearsay.validation.corrected import corrected_counts, with_others
from hearsay.validation.scoring import METRICS

ATTRIBUTION = "attribution"
SHARES = [f"{name}{bound}" for name in ("precision", "recall") for bound in ("", "_low", "_high")]
_BAND = re.compile(r"confidence (\S+) n")
_LETTERS = {"precision": "P", "recall": "R"}


def read(folder: Path | str, what: str = ATTRIBUTION) -> dict[str, dict[str, float]]:
    """The figures of every file of one benchmark, by the rest of its name, in alphabetical order; none without a folder.

    Raises `DataError` when a file is no JSON object of numbers.
    """
    return {path.stem.removeprefix(what).lstrip("-_ "): _figures(path) for path in sorted(Path(folder).glob(f"{what}*.json"))}


def in_use(benchmarks: Mapping[str, Mapping[str, float]], extractor: str = DEFAULT) -> dict[str, Mapping[str, float]]:
    """The benchmarks of one extractor, by the end of their names; of the one used unless another is asked for."""
    return {name: figures for name, figures in benchmarks.items() if name.endswith(extractor)}


def reliability(benchmarks: Mapping[str, Mapping[str, float]]) -> pd.DataFrame:
    """Of the attributions with so much confidence, how many are right: `benchmark, confidence`, `mean_confidence, k, n`
    and `share` with Wilson's `low`, `high`.

    A calibrated extractor has its `share` near its `mean_confidence`. Right is: half of the content's words in common and
    the same source, which is stricter than most uses need.
    """
    rows = []
    for benchmark, figures in benchmarks.items():
        for band in (match[1] for match in map(_BAND.fullmatch, figures) if match):
            n, k = (int(figures[f"confidence {band} {name}"]) for name in ("n", "k"))
            mean = figures[f"confidence {band} confidence"]
            rows.append((benchmark, band, mean, k, n, k / n if n else float("nan"), *wilson(k, n)))
    return pd.DataFrame(rows, columns=["benchmark", "confidence", "mean_confidence", "k", "n", "share", "low", "high"])


def overall(benchmarks: Mapping[str, Mapping[str, float]]) -> pd.DataFrame:
    """Precision, recall and F1 of each measure, in percent: `benchmark, metric, P, R, F1, predicted, gold`.

    `e2e` (end to end) counts an attribution when source, cue and content are right together. Do not compare figures of
    different splits.
    """
    names = ["P", "R", "F1", "predicted", "gold"]
    rows = [
        (benchmark, metric, *(figures.get(f"{metric} {name}") for name in names))
        for benchmark, figures in benchmarks.items()
        for metric in METRICS
        if f"{metric} F1" in figures
    ]
    table = pd.DataFrame(rows, columns=["benchmark", "metric", *names])
    return table.astype({"predicted": "Int64", "gold": "Int64"})


def by_outlet(benchmarks: Mapping[str, Mapping[str, float]], metric: str = "e2e") -> pd.DataFrame:
    """The tool's error for each outlet: `benchmark, outlet`, and `precision`, `recall` with `_low`, `_high`; 0 to 1.

    Intervals are of 95 % over articles. Where two outlets' intervals lie apart, a difference between them in what the
    tool finds may be its own doing.
    """
    pattern = re.compile(rf"(.+) {re.escape(metric)} R")
    rows = []
    for benchmark, figures in benchmarks.items():
        outlets = [match[1] for match in map(pattern.fullmatch, figures) if match and match[1] != "outlets"]
        rows += [(benchmark, outlet, *(_share(figures, outlet, metric, name) for name in SHARES)) for outlet in outlets]
    return pd.DataFrame(rows, columns=["benchmark", "outlet", *SHARES])


def recall(error: pd.DataFrame) -> pd.DataFrame:
    """The recall of `by_outlet` as `charts.forest` takes it."""
    named = error.assign(label=error["outlet"] + ", " + error["benchmark"], group=error["benchmark"], value=error["recall"])
    printed = [f"{100 * value:.0f} %" for value in error["recall"]]
    return named.assign(low=error["recall_low"], high=error["recall_high"], printed=printed)


def curve(table: pd.DataFrame) -> pd.DataFrame:
    """`reliability` as `charts.forest` takes it."""
    label = [f"{row.confidence}, mean {row.mean_confidence:.2f}, {row.benchmark}" for row in table.itertuples()]
    printed = [f"{row.k} of {row.n}" for row in table.itertuples()]
    return table.assign(label=label, value=table["share"], group=table["benchmark"], printed=printed)


def corrected(found: pd.Series, error: pd.DataFrame) -> pd.DataFrame:
    """`corrected.corrected_counts` under each benchmark: `benchmark, outlet, found, measured_on, corrected, low, high`.

    Without any benchmark every outlet is 'not measured'.
    """
    # The figures do not say how many articles an outlet had, and nothing here depends on it.
    error = error.assign(articles=0, predicted=0, gold=0)
    parts = {name: part.reset_index(drop=True) for name, part in error.groupby("benchmark", sort=False)} or {"none": error}
    tables = [
        corrected_counts(found, with_others(part) if len(part) > 1 else part).assign(benchmark=name)
        for name, part in parts.items()
    ]
    return pd.concat(tables, ignore_index=True)[["benchmark", "outlet", "found", "measured_on", "corrected", "low", "high"]]


def _share(figures: Mapping[str, float], outlet: str, metric: str, name: str) -> float:
    kind, _, bound = name.partition("_")
    return figures.get(f"{outlet} {metric} {_LETTERS[kind]}{f' {bound}' if bound else ''}", float("nan")) / 100


def _figures(path: Path) -> dict[str, float]:
    try:
        figures = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): float(value) for name, value in figures.items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise DataError(f"{path.name}: no figures of a benchmark ({error}); write it with `hearsay check … --json`") from error
