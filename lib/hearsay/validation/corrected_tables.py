"""Shares, means, rates and gaps of a study as the tool says, from the coded rows alone and corrected by them, side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import nan
from typing import Any

import pandas as pd

from hearsay.errors import InputError
from hearsay.validation.coded import Coded
from hearsay.validation.corrected import LIKE, THESE, Bounds, Estimate, Population, corrected_gap, corrected_ratio
from hearsay.validation.corrected_counts import ratio
from hearsay.validation.corrected_figures import Figure, Values, shares

ALL = "all"
WIDTH = 0.1
"""The interval that `more` counts towards: ten points."""
COLUMNS = [
    "group", "figure", "machine", "coded", "coded_low", "coded_high", "corrected", "low", "high", "weight", "n_coded", "n",
    "more",
]  # fmt: skip
SUMS = (("k_machine", "n_machine"), ("k", "n"))
"""Numerators and denominators, by the tool and by hand."""


def corrected_figures(
    coded: Coded, figures: Sequence[Figure], *, by: str = "outlet", population: Population | None = None, width: float = WIDTH
) -> pd.DataFrame:
    """Figures of all items and of groups of them: machine, coded alone, corrected.

    Parameters
    ----------
    coded
        What `coded.coded_items` gave.
    figures
        What is counted (`corrected_figures.shares`, `means`, `rates`, `scales`, `sourcing`).
    by
        Column of the groups: `outlet`, `article_id`, or any other of `coded.items`. "all" comes first.
    population
        Of whom it speaks (`corrected.corrected_mean`): "these articles" by article, else "articles like these".
    width
        Of the interval that `more` counts towards.

    Returns
    -------
    DataFrame
        `group, figure`; `machine`, the tool's figure of all items; `coded` with `coded_low`, `coded_high`, from the coded items
        alone; `corrected` with `low`, `high`; `weight`, how far the tool is used (0 to 1); `n_coded` of `n` items; and `more`,
        how many more would have to be coded until the interval is `width` wide, infinite where all would not do. Intervals of
        95 %. Missing where fewer than two articles (of these articles: two items) of a group were coded, unless that is all
        there is. Groups are not to be compared by whether intervals overlap: `corrected_gaps` does that.
    """
    if by not in coded.items:
        raise InputError(f"the items have no column {by!r}; they have {', '.join(coded.items)}")
    about = population or (THESE if by == "article_id" else LIKE)
    groups = {ALL: pd.Series(True, index=coded.items.index)} | {
        str(name): coded.items[by] == name for name in sorted(coded.items[by].dropna().unique())
    }
    tables = [(figure, _sums(coded, figure)) for figure in figures]
    rows = [
        _row(group, figure.name, partial(_estimate, figure=figure, about=about), _held(table[chosen]), about, width)
        for group, chosen in groups.items()
        for figure, table in tables
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def corrected_shares(
    coded: Coded, label: str, *, values: Values | None = None, by: str = "outlet", population: Population | None = None,
    width: float = WIDTH, of_found: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """How many of the items carry each value of a label: `corrected_figures` of `corrected_figures.shares`."""
    return corrected_figures(coded, shares(coded, label, values, of_found=of_found), by=by, population=population, width=width)


def corrected_gaps(
    coded: Coded, figures: Sequence[Figure], between: tuple[str, str], *, by: str = "outlet", population: Population = LIKE,
    width: float = WIDTH,
) -> pd.DataFrame:  # fmt: skip
    """Each figure of one group less that of another: of shares, means and rates alike.

    The columns are those of `corrected_figures`; `group` names both. The two may stand in the same articles, as voices do.
    """
    if by not in coded.items:
        raise InputError(f"the items have no column {by!r}; they have {', '.join(coded.items)}")
    rows = []
    for figure in figures:
        table = _held(_sums(coded, figure).assign(by=coded.items[by]))
        unit = None if population == THESE else "article_id"
        low, high = figure.limits
        estimate = partial(
            corrected_gap, table, *SUMS, by="by", between=between, unit=unit, probability="probability",
            population=population, limits=(low, high),
        )  # fmt: skip
        one, other = (_machine(table[table["by"] == group]) for group in between)
        parts = table[table["by"].isin(between)]
        rows.append(_told(f"{between[0]} − {between[1]}", figure.name, estimate, one - other, parts, width))
    return pd.DataFrame(rows, columns=COLUMNS)


def corrected_lifts(coded: Coded, figures: Sequence[Figure], *, by: str = "outlet") -> pd.DataFrame:
    """Each figure of a group as a multiple of that of all other items, such as ×2 for twice as often.

    Returns
    -------
    DataFrame
        `group, figure, machine, coded, coded_low, coded_high, corrected, low, high, n_coded, n`. The two shares are of different
        articles; the interval of their ratio combines both intervals on the log scale [Zou2008]. Missing where too little is
        coded on either side, or an interval reaches down to 0, so that any multiple is possible.
    """
    groups = sorted(coded.items[by].dropna().unique())
    rows = []
    for group in groups:
        split = (coded.items[by] == group).map({True: "group", False: "rest"})
        held = Coded(coded.task, coded.items.assign(part=split), coded.codings)
        table = corrected_figures(held, figures, by="part", population=LIKE).set_index(["figure", "group"])
        for figure in figures:
            one, rest = ((table.loc[(figure.name, part)] if (figure.name, part) in table.index else None) for part in PARTS)
            if one is None or rest is None:
                continue
            machine = one["machine"] / rest["machine"] if rest["machine"] else nan
            by_coded = ratio(_bounds(one, "coded", "coded_low", "coded_high"), _bounds(rest, "coded", "coded_low", "coded_high"))
            both = ratio(_bounds(one, "corrected", "low", "high"), _bounds(rest, "corrected", "low", "high"))
            rows.append((str(group), figure.name, machine, *by_coded, *both, one["n_coded"] + rest["n_coded"], len(held.items)))
    columns = [name for name in COLUMNS if name not in ("weight", "more")]
    return pd.DataFrame(rows, columns=columns)


PARTS = ("group", "rest")


def _bounds(row: pd.Series, *names: str) -> Bounds:
    return Bounds(*(float(row[name]) for name in names))


def _sums(coded: Coded, figure: Figure) -> pd.DataFrame:
    """Numerators and denominators of every item."""
    names = [name for pair in SUMS for name in pair]
    values = dict(zip(names, (*figure.machine, *figure.coded), strict=True))
    return coded.items[["article_id", "probability"]].assign(**values)


def _held(table: pd.DataFrame) -> pd.DataFrame:
    """The items that the figure is of."""
    return table[table["n_machine"].notna()]


def _estimate(table: pd.DataFrame, *, figure: Figure, about: Population) -> Estimate:
    # Items are drawn one by one, so of the articles at hand each is a unit by itself.
    unit = None if about == THESE else "article_id"
    return corrected_ratio(table, *SUMS, unit=unit, probability="probability", population=about, limits=figure.limits)


def _machine(table: pd.DataFrame) -> float:
    n = table["n_machine"].sum()
    return float(table["k_machine"].sum() / n) if n else nan


def _row(
    group: str, name: str, estimate: Callable[[pd.DataFrame], Estimate], table: pd.DataFrame, about: Population, width: float
) -> tuple[Any, ...]:
    """One row; of these articles, all of which were coded, what coders say is all there is to know."""
    machine, n = _machine(table), float(table["n"].sum())
    if about == THESE and len(table) and table["n"].notna().all() and n > 0:
        value = float(table["k"].sum()) / n
        return group, name, machine, *(value,) * 6, 0.0, len(table), len(table), 0.0
    return _told(group, name, partial(estimate, table), machine, table, width)


def _told(
    group: str, name: str, estimate: Callable[[], Estimate], machine: float, table: pd.DataFrame, width: float
) -> tuple[Any, ...]:
    """One row; where too few were coded, what the tool says alone."""
    try:
        made = estimate()
    except InputError:
        return group, name, machine, *(nan,) * 6, 0.0, int(table["n"].notna().sum()), len(table), nan
    return group, name, machine, *made.coded, *made.corrected, made.weight, made.n_coded, made.n, made.more_for(width)
