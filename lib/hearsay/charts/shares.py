"""Shares with what they rest on: k of n, and an interval only where n allows one."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from hearsay.charts.lens import Column, Part
from hearsay.charts.rows import UNPAIRED, Rows
from hearsay.statistics.intervals import Interval, of_articles, wilson

LEAST = 10
"""Attributions from which an interval is drawn in one article."""


def share_columns(shown: pd.DataFrame, groups: pd.Series, colours: Mapping[str, str], table: Rows) -> list[Column]:
    """One column per group: its share of the rows of `shown` in each row of the chart, printed as k of n."""
    totals = table.count(shown)
    columns = []
    for group, colour in colours.items():
        chosen = shown[groups == group]
        counts = table.count(chosen)
        shares = [k / n if n else 0.0 for k, n in zip(counts, totals, strict=True)]
        printed = [of(k, n) for k, n in zip(counts, totals, strict=True)]
        columns.append(Column(group, [Part(group, shares, colour)], printed, intervals(chosen, shown, table), track=1.0))
    return columns


def of(k: int, n: int) -> str:
    """'k of n'."""
    return f"{k} of {n}"


def intervals(chosen: pd.DataFrame, whole: pd.DataFrame, table: Rows) -> list[Interval | None]:
    """The interval of each row's share; None where there is too little for one.

    Within one article attributions are counted singly; from article to article it is the articles that vary.
    """
    ks, ns = (_per_article(part, table) for part in (chosen, whole))
    return [_interval(ks[row], ns[row], table.pooled) for row in range(len(table))]


def _per_article(part: pd.DataFrame, table: Rows) -> list[np.ndarray]:
    counts = part["article_id"].value_counts()
    held: list[list[int]] = [[] for _ in range(len(table))]
    for article, row in table.of.items():
        held[row].append(int(counts.get(article, 0)))
    return [np.array(row) for row in held]


def _interval(k: np.ndarray, n: np.ndarray, pooled: bool) -> Interval | None:
    if int(n.sum()) < LEAST or (pooled and len(n) < UNPAIRED):
        return None
    return of_articles(k, n) if pooled else wilson(int(k.sum()), int(n.sum()))
