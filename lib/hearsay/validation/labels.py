"""How far two codings of the same attributions agree, label by label: counts, and which class is taken for which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from hearsay.errors import DataError


def confusion(gold: Sequence[object], predicted: Sequence[object], label: str) -> pd.DataFrame:
    """Which class was taken for which.

    Parameters
    ----------
    gold, predicted
        The values of one label, one per attribution, in the same order.
    label
        The label's name, for the table's head.

    Returns
    -------
    DataFrame
        Rows: the gold's classes, columns: the predicted ones, both in alphabetical order; cells: attributions.
        The diagonal agrees. Read rows of rare classes as counts; do not compare rates over fewer than about ten.

    Raises
    ------
    DataError
        When the two are of different length.

    Examples
    --------
    >>> confusion(["named", "named", "unnamed"], ["named", "unnamed", "unnamed"], "who").to_numpy().tolist()
    [[1, 1], [0, 1]]
    """
    _same_length(gold, predicted, label)
    classes = sorted({str(value) for value in (*gold, *predicted)})
    table = pd.DataFrame(0, index=pd.Index(classes, name=f"{label}: gold"), columns=pd.Index(classes, name=f"{label}: predicted"))
    for truth, guess in zip(gold, predicted, strict=True):
        table.loc[str(truth), str(guess)] += 1
    return table


def agreement(gold: Mapping[str, Sequence[object]], predicted: Mapping[str, Sequence[object]]) -> pd.DataFrame:
    """How many values agree, label by label.

    Parameters
    ----------
    gold, predicted
        Label name to values, one per attribution, in the same order.

    Returns
    -------
    DataFrame
        One row per label of `gold`: `label`, `k` (values that agree), `n` (values). Most cues are neutral and most
        relays first-hand, so k of n flatters: read it beside `confusion`.

    Raises
    ------
    DataError
        When a label is missing or of different length.

    Examples
    --------
    >>> agreement({"stance": ["neutral", "denial"]}, {"stance": ["neutral", "neutral"]}).to_dict("records")
    [{'label': 'stance', 'k': 1, 'n': 2}]
    """
    rows = []
    for label, truth in gold.items():
        if label not in predicted:
            raise DataError(f"the predicted labels lack {label!r}; they hold {sorted(predicted)}")
        _same_length(truth, predicted[label], label)
        k = sum(str(a) == str(b) for a, b in zip(truth, predicted[label], strict=True))
        rows.append({"label": label, "k": k, "n": len(truth)})
    return pd.DataFrame(rows, columns=["label", "k", "n"])


def _same_length(gold: Sequence[object], predicted: Sequence[object], label: str) -> None:
    if len(gold) != len(predicted):
        raise DataError(f"{label}: {len(gold)} gold values against {len(predicted)} predicted")
