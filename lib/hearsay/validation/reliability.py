"""Agreement beyond chance between coders, or between the tool and a coder, for labels without an order."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd

from hearsay.errors import InputError


def cohen_kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float:
    """Cohen's kappa of two coders over the same units: 1 is full agreement, 0 what their label shares give by chance.

    Undefined (nan) when both use one and the same label throughout. It sinks where one label is very common, so do not
    compare it between samples with different shares: give the confusion table beside it.

    References
    ----------
    Cohen 1960, A Coefficient of Agreement for Nominal Scales. The example is that of 50 grant proposals which goes
    round in textbooks: 20 both yes, 15 both no, 5 and 10 mixed.

    >>> first, second = ["yes"] * 25 + ["no"] * 25, ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    >>> round(cohen_kappa(first, second), 2)
    0.4
    """
    if len(first) != len(second):
        raise InputError(f"two coders of the same units are needed, not {len(first)} and {len(second)} labels")
    table = pd.crosstab(pd.Series(list(first)), pd.Series(list(second)), normalize=True)
    shares_first, shares_second = table.sum(axis=1), table.sum(axis=0)
    observed = sum(table.at[label, label] for label in table.index.intersection(table.columns))
    expected = shares_first.mul(shares_second, fill_value=0).sum()
    return float((observed - expected) / (1 - expected)) if expected < 1 else float("nan")


def krippendorff_alpha(coders: pd.DataFrame) -> float:
    """Krippendorff's alpha for labels without an order, any number of coders, gaps allowed.

    Parameters
    ----------
    coders : DataFrame
        One row per unit, one column per coder, a missing value where a coder did not code. Units with fewer than two
        labels say nothing and are left out.

    Returns
    -------
    float
        1 is full agreement, 0 chance; Krippendorff asks for .8, and .667 for tentative conclusions. Undefined (nan)
        when all labels are the same or no unit has two.

    References
    ----------
    Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, section C, whose data and result these are:

    >>> observers = ["123321412---", "1233224125-3", "-3332342251-", "12332441251-"]
    >>> table = pd.DataFrame([list(codes) for codes in observers]).T.replace("-", None)
    >>> round(krippendorff_alpha(table), 3)
    0.743
    """
    codes, labels = pd.factorize(coders.to_numpy(dtype=object).ravel())
    codes = codes.reshape(coders.shape)
    by_unit = (
        np.stack([(codes == label).sum(axis=1) for label in range(len(labels))], axis=1) if len(labels) else np.zeros((0, 1))
    )
    by_unit = by_unit[by_unit.sum(axis=1) >= 2]
    per_unit, totals = by_unit.sum(axis=1), by_unit.sum(axis=0)
    n = totals.sum()
    observed = ((per_unit**2 - (by_unit**2).sum(axis=1)) / np.maximum(per_unit - 1, 1)).sum()
    expected = (n * n - (totals**2).sum()) / max(n - 1, 1)
    return float(1 - observed / expected) if expected > 0 else float("nan")
