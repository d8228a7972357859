"""Is a confidence of .8 right in 80 of 100 cases? The reliability of the attributions' confidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from hearsay.statistics.intervals import wilson
from hearsay.validation.polnear import Annotated, predictions
from hearsay.validation.scoring import Marked
from hearsay.validation.words import Tokens, Words

EDGES = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
COLUMNS = ["low", "high", "n", "confidence", "k", "share", "share_low", "share_high"]


def reliability(attributions: pd.DataFrame, articles: Sequence[Annotated]) -> pd.DataFrame:
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
    words = Words(article.text)
    gold = [(words.cover(one.content), words.cover(one.source)) for one in article.gold]
    ours = [(words.cover(one.content), words.cover(one.source)) for one in predicted]
    return [any(_same(content, source, *theirs) for theirs in gold) for content, source in ours]


def _same(content: Tokens, source: Tokens, gold_content: Tokens, gold_source: Tokens) -> bool:
    shared = len(content & gold_content)
    if not shared or shared / len(content | gold_content) < 0.5:
        return False
    return bool(source & gold_source) or not (source or gold_source)
