"""Attributions on articles that were annotated as PolNeAR is: what is found, with what error for each outlet, how fast; and
whether a confidence of .8 is right in 80 of 100 cases.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
import pandas as pd

from hearsay.statistics.intervals import by_article, of_articles
from hearsay.text.spans import Extractor
from hearsay.validation.benchmarks import polnear
from hearsay.validation.benchmarks.polnear import Annotated, predictions
from hearsay.validation.benchmarks.scoring import METRICS, Marked, Tokens, WordTokens, score_article

COUNTS = ["right", "predicted", "found", "gold"]
OUTLET_METRICS = ("e2e", "e2e.5", "cov")
RATIO = ("ratio", "ratio by chance", "p")
"""What `recall_ratio` gives, as the figures call it."""
EDGES = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Bands of confidence, narrower where most attributions are."""
HALF = 0.5
"""Share of the words of both contents that is in common, from which an attribution counts as right."""
SHUFFLES = 2000
MODEL_FILES = ("attribution", "wordpiece", "words")
CELLS = {"P": "7.1f", "R": "7.1f", "F1": "7.1f", "predicted": "11.0f", "gold": "8.0f"}


def check(data: Path, split: str | None = None, *, extractor: Extractor | str | None = None) -> dict[str, float]:
    """Scores the extractor on one split.

    Parameters
    ----------
    data : Path
        The folder that holds SPLIT/text and SPLIT/attributions, laid out as PolNeAR.
    split : str
        'dev' unless told.
    extractor : callable or name
        What `hearsay.attribution.attributions` takes; its default unless told.

    Returns
    -------
    dict
        - `METRIC P`, `R`, `F1` for each of `scoring.METRICS`, percent; `METRIC predicted`, `gold`: what they count
        - `e2e F1 low`, `high`: 95 % interval over articles, percent
        - `OUTLET METRIC P`, `R` with `low` and `high` for `e2e`, `e2e.5`, `cov`: the same for one outlet's articles
        - `outlets METRIC R ratio`, `ratio by chance`, `p`: see `recall_ratio`
        - `confidence LOW–HIGH n`, `confidence`, `k`: attributions in this band of confidence, their mean, how many are right
        - `words/s`: whitespace-separated words per second of processor time, text to attributions table, one process
        - `model MB`: size of the shipped files that the learned extractor reads (names as in `MODEL_FILES`), in 10⁶ bytes
        - `articles`, `attributions`: how many were scored

    Do not compare figures of different splits, nor words/s of different machines.

    Raises
    ------
    DataError
        When the folder is not laid out so.
    """
    articles = polnear.read_polnear(data, split or "dev")
    table, speed = extract(articles, extractor)
    scores = score(articles, predictions(table, articles))
    reliability = confidence_figures(table, articles)
    sizes = {"articles": float(len(articles)), "attributions": float(sum(len(article.gold) for article in articles))}
    return {**overall(scores), **_outlets(scores), **reliability, "words/s": speed, "model MB": model_megabytes(), **sizes}


def extract(articles: Sequence[Annotated], extractor: Extractor | str | None = None) -> tuple[pd.DataFrame, float]:
    """Runs the library on the articles: the attributions table, and words per second of processor time."""
    # The scores need no parser and no model; only this function does.
    from hearsay.attribution import attributions
    from hearsay.parsing.articles import sentences

    options: dict[str, Any] = {} if extractor is None else {"extractor": extractor}
    documents, blocks = polnear.documents(articles), polnear.blocks(articles)
    first = documents.head(1)
    # Models and lexicons load on first use: that is a cost per run, not per word.
    attributions(first, sentences(first, blocks.loc[blocks["document_id"] == articles[0].name]), **options)
    begun = process_time()
    table = attributions(documents, sentences(documents, blocks), **options)
    seconds = process_time() - begun
    words = sum(len(article.text.split()) for article in articles)
    return table, words / max(seconds, 1e-9)


def score(
    articles: Sequence[Annotated], predicted: Mapping[str, Sequence[Marked]], quoted: Mapping[str, Tokens] | None = None
) -> pd.DataFrame:
    """The counts of every measure, one row per article and measure.

    Returns
    -------
    DataFrame
        `article, outlet, metric` and the four counts `right, predicted, found, gold` of `scoring.Tally`. Sum the
        counts before dividing; means of the articles' shares are another measure.
    """
    rows = []
    for article in articles:
        marks = None if quoted is None else quoted[article.name]
        tallies = score_article(WordTokens(article.text), article.gold, predicted[article.name], article.skipped, marks)
        rows += [(article.name, article.outlet, metric, *tally) for metric, tally in tallies.items()]
    return pd.DataFrame(rows, columns=["article", "outlet", "metric", *COUNTS])


def overall(scores: pd.DataFrame) -> dict[str, float]:
    """Precision, recall and F1 of each measure in percent, what they count, and the interval of end-to-end F1."""
    sums = scores.groupby("metric")[COUNTS].sum()
    result: dict[str, float] = {}
    for metric in METRICS:
        counts = sums.loc[metric].to_numpy()
        shares = {"P": _precision(counts), "R": _recall(counts), "F1": f1(counts)}
        result |= {f"{metric} {name}": 100 * float(share) for name, share in shares.items()}
        result |= {f"{metric} predicted": float(counts[1]), f"{metric} gold": float(counts[3])}
    low, high = by_article(scores.loc[scores["metric"] == "e2e", COUNTS].to_numpy(), f1)
    return {**result, "e2e F1 low": 100 * low, "e2e F1 high": 100 * high}


def by_outlet(scores: pd.DataFrame, metric: str = "e2e") -> pd.DataFrame:
    """The instrument's error for each outlet: what a comparison of outlets has to be corrected for.

    Returns
    -------
    DataFrame
        `outlet, articles, predicted, gold, precision, precision_low, precision_high, recall, recall_low, recall_high`;
        shares from 0 to 1, intervals of 95 % over articles (jackknife), never narrower than Wilson's. Outlets in
        alphabetical order.

    Intervals that overlap do not prove equal error, and with a dozen articles an outlet they are wide.
    """
    rows = []
    for outlet, group in scores.loc[scores["metric"] == metric].groupby("outlet"):
        right, predicted, found, gold = group[COUNTS].to_numpy().T
        sums = group[COUNTS].sum().to_numpy()
        shares = (_precision(sums), *of_articles(right, predicted), _recall(sums), *of_articles(found, gold))
        rows.append((outlet, len(group), sums[1], sums[3], *(float(share) for share in shares)))
    columns = [f"{name}{bound}" for name in ("precision", "recall") for bound in ("", "_low", "_high")]
    return pd.DataFrame(rows, columns=["outlet", "articles", "predicted", "gold", *columns])


def recall_ratio(scores: pd.DataFrame, metric: str = "e2e", *, seed: int = 0) -> tuple[float, float, float]:
    """Largest recall of an outlet ÷ smallest; the median of the same after shuffling articles over outlets; and p.

    p is the share of 2,000 shufflings whose ratio is at least as large. The largest of several is above the smallest
    by chance alone: read the ratio against the median. An outlet of which nothing is found counts as half an
    attribution found, so that the ratio stays finite.
    """
    rows = scores.loc[scores["metric"] == metric]
    outlets, counts = pd.factorize(rows["outlet"], sort=True)[0], rows[["found", "gold"]].to_numpy(float)
    observed, shuffle = _ratio(counts, outlets), np.random.default_rng(seed)
    chance = np.array([_ratio(counts, shuffle.permutation(outlets)) for _ in range(SHUFFLES)])
    as_large = int((chance >= observed - 1e-12).sum())
    return observed, float(np.median(chance)), (as_large + 1) / (SHUFFLES + 1)


def confidence_figures(attributions: pd.DataFrame, articles: Sequence[Annotated]) -> dict[str, float]:
    """How often outermost attributions of each band of confidence are right: content IoU ≥ .5 and the source overlaps.

    Returns
    -------
    dict
        `confidence LOW–HIGH n`, `… confidence` (their mean) and `… k` (how many are right) for each band that holds any; HIGH
        is exclusive but for the last. Where k / n equals the mean, confidence is calibrated. Do not read it for nested ones.
    """
    outermost = attributions.loc[attributions["level"] == 1].sort_values("article_id", kind="stable")
    # `predictions` keeps the table's order within each article.
    marked = predictions(outermost, articles)
    named = sorted(articles, key=lambda article: article.name)
    right = np.array([verdict for article in named for verdict in _verdicts(article, marked[article.name])], dtype=bool)
    confidence = outermost["confidence"].to_numpy()
    figures: dict[str, float] = {}
    for low, high in pairwise(EDGES):
        inside = (confidence >= low) & ((confidence < high) | (high == EDGES[-1]))
        if inside.any():
            values = {"n": inside.sum(), "confidence": confidence[inside].mean(), "k": right[inside].sum()}
            figures |= {f"confidence {low:.1f}–{high:.1f} {name}": float(value) for name, value in values.items()}
    return figures


def _verdicts(article: Annotated, predicted: Sequence[Marked]) -> list[bool]:
    """Of each predicted attribution, whether it is right."""
    words = WordTokens(article.text)
    gold, ours = ([(words.cover(one.content), words.cover(one.source)) for one in side] for side in (article.gold, predicted))
    return [any(_same(*mine, *theirs) for theirs in gold) for mine in ours]


def _same(content: Tokens, source: Tokens, gold_content: Tokens, gold_source: Tokens) -> bool:
    union = len(content | gold_content)
    if not union or len(content & gold_content) / union < HALF:
        return False
    return bool(source & gold_source) or not (source or gold_source)


def model_megabytes() -> float:
    """Size of the shipped attribution model in 10⁶ bytes: the files in `models` whose names start as in `MODEL_FILES`."""
    folder = files("hearsay") / "models"
    parts = [part for part in folder.iterdir() if part.name.startswith(MODEL_FILES)] if folder.is_dir() else []
    return sum(map(_bytes, parts)) / 1e6


def rows(result: Mapping[str, float]) -> str:
    """The result of `check` as lines to print."""
    lines = [f"{result['articles']:.0f} articles, {result['attributions']:.0f} attributions; percent"]
    lines += ["", f"{'':12}{'P':>7}{'R':>7}{'F1':>7}{'predicted':>11}{'gold':>8}"]
    cells = {metric: [format(result[f"{metric} {name}"], style) for name, style in CELLS.items()] for metric in METRICS}
    lines += [f"{metric:12}{''.join(row)}" for metric, row in cells.items()]
    lines += ["", f"end to end F1, 95 % interval over articles: {result['e2e F1 low']:.1f}–{result['e2e F1 high']:.1f}"]
    lines += ["", "end to end by outlet, 95 % interval over its articles"]
    names = [key.removesuffix(" e2e R") for key in result if key.endswith(" e2e R")]
    lines += [f"{name:14}  R {_range(result, f'{name} e2e R')}   P {_range(result, f'{name} e2e P')}" for name in names]
    for metric in OUTLET_METRICS:
        ratio, chance, p = (result[f"outlets {metric} R {name}"] for name in RATIO)
        lines.append(f"largest ÷ smallest recall, {metric}: {ratio:.2f} ({chance:.2f} by chance, p = {p:.3f})")
    lines += ["", "confidence: how many are right (content IoU ≥ .5 and the source)", *_bands(result)]
    return "\n".join([*lines, "", f"{result['words/s']:,.0f} words/s on one core; model {result['model MB']:.1f} MB"])


def _bands(result: Mapping[str, float]) -> Iterator[str]:
    for band in (key.removesuffix(" n") for key in result if key.startswith("confidence") and key.endswith(" n")):
        n, mean, k = (result[f"{band} {name}"] for name in ("n", "confidence", "k"))
        yield f"{band.removeprefix('confidence ')}  mean {mean:.2f}  right {k:.0f} of {n:.0f}"


def _range(result: Mapping[str, float], key: str) -> str:
    return f"{result[key]:5.1f} [{result[f'{key} low']:.1f}, {result[f'{key} high']:.1f}]"


def _outlets(scores: pd.DataFrame) -> dict[str, float]:
    result: dict[str, float] = {}
    for metric in OUTLET_METRICS:
        for row in by_outlet(scores, metric).itertuples():
            for name, share in (("P", "precision"), ("R", "recall")):
                bounds = {f"{row.outlet} {metric} {name}{end.replace('_', ' ')}": end for end in ("", "_low", "_high")}
                result |= {key: 100 * getattr(row, share + end) for key, end in bounds.items()}
        result |= zip((f"outlets {metric} R {name}" for name in RATIO), recall_ratio(scores, metric), strict=True)
    return result


def _precision(counts: np.ndarray) -> np.ndarray:
    return np.asarray(counts[..., 0] / np.maximum(counts[..., 1], 1))


def _recall(counts: np.ndarray) -> np.ndarray:
    return np.asarray(counts[..., 2] / np.maximum(counts[..., 3], 1))


def f1(counts: np.ndarray) -> np.ndarray:
    """Harmonic mean of precision and recall of (…, right, predicted, found, gold); 0 when nothing is right."""
    precision, recall = _precision(counts), _recall(counts)
    return np.asarray(2 * precision * recall / np.where(precision + recall == 0, 1, precision + recall))


def _ratio(counts: np.ndarray, outlets: np.ndarray) -> float:
    found, gold = (np.bincount(outlets, weights=counts[:, at]) for at in (0, 1))
    recall = np.maximum(found, 0.5)[gold > 0] / gold[gold > 0]
    return float(recall.max() / recall.min()) if len(recall) else 1.0


def _bytes(part: Traversable) -> int:
    return sum(map(_bytes, part.iterdir())) if part.is_dir() else len(part.read_bytes())
