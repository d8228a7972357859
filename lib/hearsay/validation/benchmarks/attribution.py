"""Is a confidence of .8 right in 80 of 100 cases? The reliability of the attributions' confidence.

`hearsay check attribution --data DIR --split NAME` runs `check` and prints `rows`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from time import process_time

import numpy as np
import pandas as pd

from hearsay.statistics.intervals import by_article, of_articles, wilson
from hearsay.text.spans import Extractor
from hearsay.validation.benchmarks import polnear
from hearsay.validation.benchmarks.polnear import Annotated, predictions
from hearsay.validation.benchmarks.scoring import METRICS, Marked, Tokens, WordTokens, score_article

EDGES = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
COLUMNS = ["low", "high", "n", "confidence", "k", "share", "share_low", "share_high"]


def confidence_reliability(attributions: pd.DataFrame, articles: Sequence[Annotated]) -> pd.DataFrame:
    """How often attributions of each band of confidence are right: content IoU ≥ .5 and the source overlaps.

    Returns
    -------
    DataFrame
        One row per band that holds any: `low, high` (high exclusive but for the last), `n` attributions, their mean
        `confidence`, `k` right, `share` = k / n with Wilson's interval `share_low, share_high`. On the diagonal,
        `share` equals `confidence`. Only for outermost attributions; do not read it for nested ones.
    """
    outermost = attributions.loc[attributions["level"] == 1]
    marked = predictions(outermost, articles)
    # `predictions` keeps the table's order within each article.
    right = {a.name: _right(a, marked[a.name]) for a in articles}
    parts = {name: list(zip(group["confidence"], right[name], strict=True)) for name, group in outermost.groupby("article_id")}
    pairs = np.array([pair for name in sorted(parts) for pair in parts[name]], dtype=float).reshape(-1, 2)
    return of_pairs(pairs[:, 0], pairs[:, 1])


def of_pairs(confidence: np.ndarray, right: np.ndarray) -> pd.DataFrame:
    """The same from (n,) confidences, 0 to 1, and (n,) verdicts, 0 or 1.

    >>> of_pairs(np.array([0.92, 0.94, 0.96, 0.2]), np.array([1, 1, 0, 0]))[["low", "n", "k"]].values.tolist()
    [[0.0, 1.0, 0.0], [0.9, 3.0, 2.0]]
    """
    band = np.clip(np.searchsorted(EDGES, confidence, side="right") - 1, 0, len(EDGES) - 2)
    rows = []
    for at in range(len(EDGES) - 1):
        n, k = int((band == at).sum()), int(right[band == at].sum())
        if n:
            rows.append((EDGES[at], EDGES[at + 1], n, float(confidence[band == at].mean()), k, k / n, *wilson(k, n)))
    return pd.DataFrame(rows, columns=COLUMNS)


def figures(table: pd.DataFrame) -> dict[str, float]:
    """The table as `{metric: value}`, to be written beside the other figures of a benchmark."""
    return {
        f"confidence {row.low:.1f}–{row.high:.1f} {name}": float(getattr(row, name))
        for row in table.itertuples()
        for name in ("n", "confidence", "k")
    }


def from_figures(values: Mapping[str, float]) -> pd.DataFrame:
    """The table back from `figures`; empty when the benchmark holds none."""
    rows = []
    for low, high in zip(EDGES, EDGES[1:], strict=False):
        name = f"confidence {low:.1f}–{high:.1f}"
        if n := int(values.get(f"{name} n", 0)):
            k = int(values[f"{name} k"])
            rows.append((low, high, n, values[f"{name} confidence"], k, k / n, *wilson(k, n)))
    return pd.DataFrame(rows, columns=COLUMNS)


def _right(article: Annotated, predicted: Sequence[Marked]) -> list[bool]:
    words = WordTokens(article.text)
    gold = [(words.cover(one.content), words.cover(one.source)) for one in article.gold]
    ours = [(words.cover(one.content), words.cover(one.source)) for one in predicted]
    return [any(_same(content, source, *theirs) for theirs in gold) for content, source in ours]


def _same(content: Tokens, source: Tokens, gold_content: Tokens, gold_source: Tokens) -> bool:
    shared = len(content & gold_content)
    if not shared or shared / len(content | gold_content) < 0.5:
        return False
    return bool(source & gold_source) or not (source or gold_source)


COUNTS = ["right", "predicted", "found", "gold"]
OUTLET_METRICS = ("e2e", "e2e.5", "cov")
SHUFFLES = 2000
MODEL_FILES = ("attribution", "wordpiece")
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
    scores = score(articles, polnear.predictions(table, articles))
    reliability = figures(confidence_reliability(table, articles))
    sizes = {"articles": float(len(articles)), "attributions": float(sum(len(article.gold) for article in articles))}
    return {**overall(scores), **_outlets(scores), **reliability, "words/s": speed, "model MB": model_megabytes(), **sizes}


def extract(articles: Sequence[Annotated], extractor: Extractor | str | None = None) -> tuple[pd.DataFrame, float]:
    """Runs the library on the articles: the attributions table, and words per second of processor time."""
    # The scores need no parser and no model; only this function does.
    from hearsay.attribution import attributions
    from hearsay.parsing.articles import sentences

    options = {} if extractor is None else {"extractor": extractor}
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
        tallies = score_article(
            WordTokens(article.text), article.gold, predicted[article.name], article.skipped, quoted and quoted[article.name]
        )
        rows += [(article.name, article.outlet, metric, *tally) for metric, tally in tallies.items()]
    return pd.DataFrame(rows, columns=["article", "outlet", "metric", *COUNTS])


def overall(scores: pd.DataFrame) -> dict[str, float]:
    """Precision, recall and F1 of each measure in percent, what they count, and the interval of end-to-end F1."""
    sums = scores.groupby("metric")[COUNTS].sum()
    result = {}
    for metric in METRICS:
        counts = sums.loc[metric].to_numpy()
        shares = {"P": _precision(counts), "R": _recall(counts), "F1": f1(counts)}
        result |= {f"{metric} {name}": 100 * float(share) for name, share in shares.items()}
        result |= {f"{metric} predicted": float(counts[1]), f"{metric} gold": float(counts[3])}
    low, high = by_article(_of(scores, "e2e"), f1)
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
        rows.append((outlet, len(group), sums[1], sums[3], *map(float, shares)))
    shares = [f"{name}{bound}" for name in ("precision", "recall") for bound in ("", "_low", "_high")]
    return pd.DataFrame(rows, columns=["outlet", "articles", "predicted", "gold", *shares])


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


def model_megabytes() -> float:
    """Size of the shipped attribution model in 10⁶ bytes: the files in `models` whose names start as in `MODEL_FILES`."""
    folder = files("hearsay") / "models"
    parts = [part for part in folder.iterdir() if part.name.startswith(MODEL_FILES)] if folder.is_dir() else []
    return sum(map(_bytes, parts)) / 1e6


def rows(result: Mapping[str, float]) -> str:
    """The result of `check` as lines to print."""
    lines = [f"{result['articles']:.0f} articles, {result['attributions']:.0f} attributions; percent"]
    lines += ["", f"{'':12}{'P':>7}{'R':>7}{'F1':>7}{'predicted':>11}{'gold':>8}"]
    lines += [f"{metric:12}" + "".join(_cell(result, metric, name) for name in CELLS) for metric in METRICS]
    lines += ["", f"end to end F1, 95 % interval over articles: {result['e2e F1 low']:.1f}–{result['e2e F1 high']:.1f}"]
    lines += ["", "end to end by outlet, 95 % interval over its articles"]
    names = [key.removesuffix(" e2e R") for key in result if key.endswith(" e2e R")]
    lines += [f"{name:14}  R {_range(result, f'{name} e2e R')}   P {_range(result, f'{name} e2e P')}" for name in names]
    lines += [f"largest ÷ smallest recall, {metric}: {_spread(result, metric)}" for metric in OUTLET_METRICS]
    lines += ["", "confidence: how many are right (content IoU ≥ .5 and the source)"]
    bands = from_figures(result).itertuples()
    lines += [f"{band.low:.1f}–{band.high:.1f}  mean {band.confidence:.2f}  right {band.k} of {band.n}" for band in bands]
    return "\n".join([*lines, "", f"{result['words/s']:,.0f} words/s on one core; model {result['model MB']:.1f} MB"])


def _cell(result: Mapping[str, float], metric: str, name: str) -> str:
    return format(result[f"{metric} {name}"], CELLS[name])


def _spread(result: Mapping[str, float], metric: str) -> str:
    ratio, chance, p = (result[f"outlets {metric} R {name}"] for name in ("ratio", "ratio by chance", "p"))
    return f"{ratio:.2f} ({chance:.2f} by chance, p = {p:.3f})"


def _range(result: Mapping[str, float], key: str) -> str:
    return f"{result[key]:5.1f} [{result[f'{key} low']:.1f}, {result[f'{key} high']:.1f}]"


def _outlets(scores: pd.DataFrame) -> dict[str, float]:
    result = {}
    for metric in OUTLET_METRICS:
        for row in by_outlet(scores, metric).itertuples():
            for name, share in (("P", "precision"), ("R", "recall")):
                bounds = {f"{row.outlet} {metric} {name}{end.replace('_', ' ')}": end for end in ("", "_low", "_high")}
                result |= {key: 100 * getattr(row, share + end) for key, end in bounds.items()}
        names = (f"outlets {metric} R {name}" for name in ("ratio", "ratio by chance", "p"))
        result |= dict(zip(names, recall_ratio(scores, metric), strict=True))
    return result


def _of(scores: pd.DataFrame, metric: str) -> np.ndarray:
    return scores.loc[scores["metric"] == metric, COUNTS].to_numpy()


def _precision(counts: np.ndarray) -> np.ndarray:
    return counts[..., 0] / np.maximum(counts[..., 1], 1)


def _recall(counts: np.ndarray) -> np.ndarray:
    return counts[..., 2] / np.maximum(counts[..., 3], 1)


def f1(counts: np.ndarray) -> np.ndarray:
    """Harmonic mean of precision and recall of (…, right, predicted, found, gold); 0 when nothing is right."""
    precision, recall = _precision(counts), _recall(counts)
    return 2 * precision * recall / np.where(precision + recall == 0, 1, precision + recall)


def _ratio(counts: np.ndarray, outlets: np.ndarray) -> float:
    found, gold = (np.bincount(outlets, weights=counts[:, at]) for at in (0, 1))
    recall = np.maximum(found, 0.5)[gold > 0] / gold[gold > 0]
    return float(recall.max() / recall.min()) if len(recall) else 1.0


def _bytes(part: Traversable) -> int:
    return sum(map(_bytes, part.iterdir())) if part.is_dir() else len(part.read_bytes())
