"""What the instruments got wrong on news that people had coded, from files that `hearsay check` wrote.

A folder of benchmarks holds one JSON object `{metric: value}` per file, named `WHAT-….json`
(`attribution-dev-baseline.json`). They hold numbers only, nothing of the texts they were measured on.

The files come with the package, so that figures stand below every chart of tone, whatever the corpus.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pandas as pd

from hearsay.attribution.attributions import DEFAULT
from hearsay.errors import DataError
from hearsay.statistics.intervals import r_interval, wilson
from hearsay.text.printed import k_of_n, short
from hearsay.tone.scorers import NAMES, PORTRAYAL
from hearsay.validation.corrected_counts import corrected_counts, with_others

ATTRIBUTION, COMPARISON = "attribution", "comparison"
INSTRUMENTS = ("tone", PORTRAYAL)
"""Benchmarks whose figures are of an instrument of tone."""
SHARES = [f"{name}{bound}" for name in ("precision", "recall") for bound in ("", "_low", "_high")]
MEASURES = (
    "n", "macro_f1", "macro_f1_low", "macro_f1_high", "chance", "accuracy", "coverage", "right_at_10", "right_at_30",
    "right_at_50", "right_at_100", "entities", "entity_r", "entity_r_low", "entity_r_high",
)  # fmt: skip
_BAND = re.compile(r"confidence (\S+) n")
_LETTERS = {"precision": "P", "recall": "R"}
BOUNDS = ("right", "low", "high")
CHANCE = 0.5
"""Of two outlets one comes first."""
DESIGNS = {"5+5": "5 and 5", "20+20": "20 and 20", "paired": "12 events of both"}
"""Simulated designs, as the benchmark calls them and in words."""


def read_benchmark_figures(folder: Path | str, what: str = ATTRIBUTION) -> dict[str, dict[str, Any]]:
    """The figures of every file of one benchmark, by the rest of its name, in alphabetical order; none without a folder.

    Raises `DataError` when a file is no JSON object of numbers, beside words that say what was measured.
    """
    return _figures(Path(folder), what)


@cache
def by_split(what: str) -> Mapping[str, Mapping[str, Any]]:
    """The figures of one benchmark that come with the package, by what it was measured on."""
    return _figures(files("hearsay") / "figures", what)


def figures(what: str) -> Mapping[str, Any]:
    """The figures of one benchmark that come with the package, of all of its files together."""
    return {name: value for split in by_split(what).values() for name, value in split.items()}


def _figures(folder: Path | Traversable, what: str) -> dict[str, dict[str, Any]]:
    paths = sorted(folder.iterdir(), key=lambda path: path.name) if folder.is_dir() else []
    named = ((match[1], path) for path in paths if (match := re.fullmatch(rf"{what}[-_ ]*(.*)\.json", path.name)))
    return {split: _read(path) for split, path in named}


def _read(path: Path | Traversable) -> dict[str, Any]:
    try:
        values = json.loads(path.read_text(encoding="utf-8")).items()
        return {name: value if isinstance(value, (str, int)) else float(value) for name, value in values}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise DataError(f"{path.name}: no figures of a benchmark ({error}); write it with `hearsay check … --json`") from error


@cache
def cited() -> pd.DataFrame:
    """Figures of others: `about, measure, value, data, source`. Not to be changed: it is read once."""
    return pd.DataFrame(json.loads(files("hearsay").joinpath("figures", "cited.json").read_text(encoding="utf-8")))


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
        for metric in (key.removesuffix(" predicted") for key in figures if key.endswith(" predicted"))
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
    """The recall of `by_outlet` as `charts.intervals` takes it."""
    named = error.assign(label=error["outlet"] + ", " + error["benchmark"], group=error["benchmark"], value=error["recall"])
    printed = [f"{100 * value:.0f} %" for value in error["recall"]]
    return named.assign(low=error["recall_low"], high=error["recall_high"], printed=printed)


def curve(table: pd.DataFrame) -> pd.DataFrame:
    """`reliability` as `charts.intervals` takes it."""
    label = [f"{row.confidence}, mean {row.mean_confidence:.2f}, {row.benchmark}" for row in table.itertuples()]
    printed = [k_of_n(row.k, row.n) for row in table.itertuples()]
    expected = table["mean_confidence"]
    return table.assign(label=label, value=table["share"], group=table["benchmark"], printed=printed, expected=expected)


def corrected(found: pd.Series, error: pd.DataFrame) -> pd.DataFrame:
    """`corrected_counts.corrected_counts` under each benchmark: `benchmark, outlet, found, measured_on, corrected, low, high`.

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


def table(analyzers: Sequence[str] = ()) -> pd.DataFrame:
    """The measured error of each instrument, one row each; all that were measured, unless some are named.

    Returns
    -------
    DataFrame
        `analyzer, name, data` and: `n` coded mentions; `macro_f1` with its 95 % interval, 1 is all right; `chance`, the
        macro-F1 of always naming the train split's commonest class; `accuracy`, `coverage` (share of mentions scored, or sure),
        `right_at_10` … `right_at_100` (share right among the 10 … 100 % of which it is surest); `entity_r`, how far the
        mean of an entity's mentions goes with the coding, over so many `entities`, with its interval. Missing, all but the
        name, for an instrument that was never measured.

    Notes
    -----
    Do not compare figures of different data. `entity_r` is of the same entities for every instrument: those that the
    benchmark of portrayal measured all of them on, in a file that none of them was trained on.
    """
    known = {name: row for what in INSTRUMENTS for name, row in _rows(what).items()}
    names = list(dict.fromkeys(analyzers)) or list(known)
    nothing = {"data": "", **dict.fromkeys(MEASURES, float("nan"))}
    rows = [
        {"analyzer": name, "name": NAMES.get(name, name), **nothing, **known.get(name, {}), **_of_entities(name)}
        for name in names
    ]
    return pd.DataFrame(rows, columns=["analyzer", "name", "data", *MEASURES])


def false_alarms() -> pd.DataFrame:
    """How often `statistics.compare` finds p < .05 between random halves of one outlet: `articles, measures, least, mean, most`.

    A row for 5 and 5 articles, one for 20 and 20, and one for 12 events that two groups share; percent of the trials, over the
    measures of `hearsay.measures.measures`. Nominally 5. `resolved` is the percent of trials in which anything at all was
    called higher or lower once adjusted.
    """
    measured, rows = figures(COMPARISON), []
    for design, told in DESIGNS.items():
        found = {
            key.removeprefix(f"null {design} "): value for key, value in measured.items() if key.startswith(f"null {design} ")
        }
        summed = {name: found.pop(name) for name in ("mean", "worst", "anything resolved")}
        shares = [share for name, share in found.items() if not name.startswith("words ")]
        rows.append((told, len(shares), min(shares), summed["mean"], summed["worst"], summed["anything resolved"]))
    return pd.DataFrame(rows, columns=["articles", "measures", "least", "mean", "most", "resolved"])


def same_sign(scorer: str = "all") -> float:
    """The share of pairs of articles of one outlet for which all choices of `tone.robustness` agree in sign, 0 to 1.

    Missing for a scorer of which that was not measured.
    """
    return float(figures(COMPARISON).get(f"same sign {scorer}", float("nan"))) / 100


def ordering() -> pd.DataFrame:
    """How often each instrument orders two outlets on one event as people did: `name, pairs, right, low, high`, 0 to 1.

    `told` says whether the 95 % interval leaves out .5, which is what a coin gives. The first row are the spans that people
    marked. Do not compare instruments whose intervals overlap.
    """
    measured = figures(COMPARISON)
    names = [name for name in ("spans", *NAMES) if f"ordering {name} right" in measured]
    rows = [
        (NAMES.get(name, "spans that people marked"), int(measured["ordering pairs"]))
        + tuple(measured[f"ordering {name} {bound}"] / 100 for bound in BOUNDS)
        for name in names
    ]
    table = pd.DataFrame(rows, columns=["name", "pairs", *BOUNDS])
    return table.assign(told=(table["low"] > CHANCE) | (table["high"] < CHANCE))


def news_patch() -> dict[str, float]:
    """What the news patch does on news, 0 to 1: the share of TextBlob's polarity that it `takes out`, and the shares of stretches
    that are `scored` and were `scored before`."""
    measured = figures(COMPARISON)
    names = {"takes out": "patch takes out", "scored": "patch scored", "scored before": "textblob scored"}
    return {name: measured[key] / 100 for name, key in names.items()}


def line(analyzers: Sequence[str]) -> str:
    """The measured error of these instruments in a few sentences: what stands on the card that `display.error_card` shows.

    Raises `DataError` where the package holds no figure at all.
    """
    rows = _held(analyzers)
    sound = rows[rows["macro_f1"].notna()]
    parts = [_measured(part, str(data)) for data, part in sound.groupby("data", sort=False)]
    lost = rows.loc[rows["macro_f1"].isna(), "name"]
    parts += [f"Never measured on news: {', '.join(lost)}."] if len(lost) else []
    parts += _ordered(rows)
    limit = " No lexicon knows whom a sentence is about." if set(rows["analyzer"]) - {PORTRAYAL} else ""
    return f"Measured error. {' '.join(parts)} {_people()}{limit}"


def brief(analyzers: Sequence[str]) -> str:
    """How often these instruments are right, in one sentence: what stands below every chart of tone.

    Raises `DataError` where the package holds no figure at all: a chart of tone is not drawn without them.
    """
    told = [
        f"{row.name} never measured" if pd.isna(row.accuracy) else f"{row.name} {short(row.accuracy)}"
        for row in _held(analyzers).itertuples()
    ]
    return f"Right of the mentions that people coded: {', '.join(told)}; see the card of measured errors. "


def _held(analyzers: Sequence[str]) -> pd.DataFrame:
    """The table, if the package holds the figures."""
    if not figures(INSTRUMENTS[0]) or len(cited()) == 0:
        raise DataError("hearsay/figures: the measured errors are missing; install Hearsay again")
    return table(analyzers)


def _ordered(rows: pd.DataFrame) -> list[str]:
    """Which of two outlets is the more negative on one event, as people marked it: right of all pairs."""
    known = ordering()[lambda table: table["name"].isin(rows["name"])]
    if known.empty:
        return []
    parts = "; ".join(_with_bounds(row.name, row.right, row.low, row.high) for row in known.itertuples(index=False))
    told = ", ".join(known.loc[known["told"], "name"])
    apart = f"told from chance: {told}" if told else "no better than chance"
    return [f"The more negative of two outlets on one event, {known['pairs'].iloc[0]} pairs, chance .50: {parts}: {apart}."]


def _with_bounds(name: str, value: float, low: float, high: float) -> str:
    return f"{name} {short(value)} [{short(low)}, {short(high)}]" if pd.notna(low) else f"{name} {short(value)}"


def _people() -> str:
    row = cited().query("about == 'people' and measure == 'alpha'").iloc[0]
    return f"People who were trained to code agree at alpha {short(row['value'])} ({row['source'].split(', The')[0]})."


def _measured(part: pd.DataFrame, data: str) -> str:
    f1 = "; ".join(
        _with_bounds(row.name, row.macro_f1, row.macro_f1_low, row.macro_f1_high) for row in part.itertuples(index=False)
    )
    chance = part["chance"].max()
    guess = f"; always the train split's commonest class {short(chance)}" if pd.notna(chance) else ""
    linked = part[part["entity_r"].notna()]
    means = "; ".join(f"{row.name} {short(row.entity_r)}" for row in linked.itertuples(index=False))
    entities = f" Means of entities against people's, r: {means} ({int(linked['entities'].max())} entities)." if means else ""
    return f"Macro-F1 (1: all right) on {int(part['n'].max()):,} coded mentions in news ({data}): {f1}{guess}.{entities}"


def _rows(what: str) -> dict[str, dict[str, Any]]:
    """The figures of one benchmark by instrument; where it is of one instrument, its figures bear no name."""
    measured = figures(what)
    named = [key.removesuffix(".macro_f1") for key in measured if key.endswith(".macro_f1") and key != "majority.macro_f1"]
    # One and the same file has one name, and its commonest class in one split may be rare in another.
    same = [known for known in map(figures, INSTRUMENTS) if known.get("data_sha256") == measured.get("data_sha256")]
    chances = [known["majority.macro_f1"] for known in same if "majority.macro_f1" in known]
    shared = {"data": same[0].get("data", what), "n": measured.get("n"), "chance": max(chances, default=float("nan"))}
    return {
        name: {**shared, **_own({key.removeprefix(f"{name}."): value for key, value in measured.items()})}
        for name in ([what] if "macro_f1" in measured else named)
    }


def _own(measured: Mapping[str, Any]) -> dict[str, Any]:
    own = {name: measured[name] for name in MEASURES if name in measured and not name.startswith("entit")}
    return {"coverage": 1 - measured["unsure"], **own} if "unsure" in measured else own


def _of_entities(analyzer: str) -> dict[str, Any]:
    """How means of entities go with the coding, over the entities that every instrument was measured on."""
    measured = figures(PORTRAYAL)
    r = measured.get("entity_r" if analyzer == PORTRAYAL else f"{analyzer}.entity_r")
    if r is None:
        return {}
    low, high = r_interval(r, measured["entities"])
    return {"entities": measured["entities"], "entity_r": r, "entity_r_low": low, "entity_r_high": high}
