"""What to think of a p-value once all that was looked at is counted."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control

ALPHA = 0.05
TOO_FEW, UNRESOLVED, HIGHER, LOWER, DIFFERENT = "too few to compare", "unresolved", "higher", "lower", "different"
COLUMNS = {
    "measure": "str", "a": "str", "b": "str", "design": "str", "articles_a": "int64", "articles_b": "int64", "events": "int64",
    "no_evidence": "int64", "unmatched": "int64", "value_a": "float64", "value_b": "float64", "difference": "float64",
    "low": "float64", "high": "float64", "spread": "float64", "effect": "float64", "dominance": "float64", "p": "float64",
    "least_p": "float64", "draws": "str", "p_adjusted": "float64", "n_tests": "int64", "result": "str",
}  # fmt: skip


def adjust(*tables: pd.DataFrame, alpha: float = ALPHA) -> pd.DataFrame:
    """The tables of `compare` as one, adjusted for everything in it: whoever looks at more must ask more of each.

    Benjamini-Hochberg over all p; sets `p_adjusted`, `n_tests` and `result`.
    """
    table = pd.concat(tables, ignore_index=True)
    adjusted = benjamini_hochberg(table["p"].to_numpy(dtype=float))
    results = [_result(row.p, q, row.difference, row.a == "", alpha) for row, q in zip(table.itertuples(), adjusted, strict=True)]
    table = table.assign(p_adjusted=adjusted, n_tests=int(table["p"].notna().sum()), result=results)
    return table[list(COLUMNS)].astype(COLUMNS)


def benjamini_hochberg(p: np.ndarray, tests: int | None = None) -> np.ndarray:
    """Adjusted p; those missing stay missing and do not count. With `tests` more tests count than p are given."""
    adjusted, known = np.full(len(p), np.nan), np.flatnonzero(~np.isnan(p))
    if len(known):
        rest = np.ones(max((tests or 0) - len(known), 0))
        adjusted[known] = false_discovery_control(np.concatenate([p[known], rest]))[: len(known)]
    return adjusted


def _result(p: float, adjusted: float, difference: float, every: bool, alpha: float) -> str:
    if np.isnan(p):
        return TOO_FEW
    if adjusted >= alpha:
        return UNRESOLVED
    return DIFFERENT if every else HIGHER if difference > 0 else LOWER
