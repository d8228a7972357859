"""Groups of articles against each other: what can be told apart, what cannot, and what nobody should try."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

import numpy as np
import pandas as pd

from hearsay.errors import InputError
from hearsay.schema import NOT_STATED
from hearsay.statistics import randomisation
from hearsay.statistics.adjustment import COLUMNS, adjust
from hearsay.statistics.intervals import Method, Sums, interval

EVENTS, ARTICLES = 6, 4
"""What a test takes: events that both groups report, or else articles of each group."""
NOBODY = (NOT_STATED, "")
_FIGURES = ["value_a", "value_b", "difference", "low", "high", "spread", "effect", "dominance", "p", "least_p"]


@dataclass(frozen=True)
class _How:
    """The options of one comparison."""

    draws: int
    level: float
    method: Method


def compare(
    values: pd.DataFrame,
    *,
    group: str = "outlet",
    value: str = "value",
    weight: str | None = None,
    measure: str | None = None,
    event: str | Mapping[str, str] | pd.Series | None = None,
    draws: int = randomisation.DRAWS,
    level: float = 0.95,
    method: Method = "t",
) -> pd.DataFrame:
    """Every pair of groups in every measure: difference, interval, effect, p, and whether it is resolved.

    Parameters
    ----------
    values
        One row per article (`article_id`) and measure. An article whose value is missing, or whose weight is 0, has no
        evidence: it is left out and counted. `statistics.measures` makes such a table.
    group, value, weight, measure
        Columns. Without `weight` a group's figure is the mean of its articles. With it (the n of a k-of-n share) it is
        the weighted mean, which is the sum of all k over that of all n. Without `measure` all rows are of one.
    event
        The event that each article reports, as a column or by article_id; without it the column `event`, if there is one.
        **Give it where outlets report the same events:** what an event brings then cancels out.
    draws, level, method
        Draws where not every assignment can be tried; level of the intervals; "t" or "bca" (`intervals.interval`).

    Returns
    -------
    DataFrame
        A row per measure and pair of groups (alphabetical), and with three groups or more one per measure with empty
        `a`, `b`: do they differ at all? `design` is "paired" (by event), "unpaired" or "none". `articles_a`,
        `articles_b`, `events` count what entered; `no_evidence` and `unmatched` (not in an event that both report) what
        did not. `difference` is a - b in the unit of the value, `low`..`high` its interval, `spread` the standard
        deviation over articles (paired: of the differences over events). `effect` is Hedges' g, paired the standardised
        mean difference, both corrected for small samples; `dominance` Cliff's delta, -1 to 1 (paired: share of events
        with a above b, less that with b above a). `p` is that of a permutation of articles, or of sign flips within
        events; `least_p` the smallest that so few units can give; `draws` says 'exact' or how many. `p_adjusted` is
        Benjamini-Hochberg over all `n_tests` p of the table.
        `result`: "higher" or "lower" (a than b, from p_adjusted < .05), "different" (in rows of all groups),
        "unresolved", or "too few to compare": fewer than 6 shared events, or than 4 articles of each group.

    Notes
    -----
    The unit is the article, the block the event. Where fewer than 6 events are shared, several articles of one group on
    one event count as one. Where articles do not vary the interval is missing, which is no certainty. "Unresolved" is
    not "the same": look at the interval. Intervals are each for itself, not adjusted; so is no claim about why.
    Articles without a group, or of an outlet that is not stated, belong to nobody and are left out.

    Raises
    ------
    InputError
        A column that is missing, an article that comes twice in one measure, a weight below 0.

    References
    ----------
    Phipson & Smyth 2010 (p of sampled permutations); Hedges 1981; Cliff 1993; Benjamini & Hochberg 1995.
    """
    table = _tidy(values, group, value, weight, measure, event)
    how = _How(draws, level, method)
    rows = [row for _, part in table.groupby("measure", sort=False) for row in _rows(part, how)]
    found = pd.DataFrame(rows, columns=[name for name in COLUMNS if name not in ("p_adjusted", "n_tests", "result")])
    return adjust(found)


def events_of(ids: pd.Series, event: Mapping[str, str] | pd.Series) -> pd.Series:
    """The event of each article; one that has none is an event of its own."""
    known = dict(event)
    found = [known.get(one) for one in ids]
    return pd.Series(
        [f"of {one} alone" if pd.isna(e) or e in NOBODY else f"event {e}" for one, e in zip(ids, found, strict=True)],
        index=ids.index,
        dtype="str",
    )


def _tidy(values: pd.DataFrame, group: str, value: str, weight: str | None, measure: str | None, event: object) -> pd.DataFrame:
    event = "event" if event is None and "event" in values else event
    asked = ["article_id", group, value, *filter(None, (weight, measure)), *([event] if isinstance(event, str) else [])]
    if missing := [name for name in asked if name not in values]:
        raise InputError(f"compare: the table has no column {missing[0]!r}; it has {', '.join(map(str, values))}")
    data = pd.DataFrame(
        {
            "article_id": values["article_id"].astype("str"),
            "group": values[group],
            "measure": values[measure].astype("str") if measure else value,
            "value": values[value].astype("float64"),
            "n": values[weight].astype("float64").fillna(0) if weight else 1.0,
        }
    )
    if event is None:
        data["event"] = ""
    else:
        pairs = zip(values["article_id"], values[event], strict=True) if isinstance(event, str) else event
        data["event"] = events_of(data["article_id"], dict(pairs))
    data = data[data["group"].notna() & ~data["group"].isin(NOBODY)].astype({"group": "str"})
    _checked(data)
    return data.sort_values("article_id", kind="stable").sort_values("measure", kind="stable", key=_first(data))


def _first(data: pd.DataFrame) -> object:
    order = {name: place for place, name in enumerate(dict.fromkeys(data["measure"]))}
    return lambda column: column.map(order)


def _checked(data: pd.DataFrame) -> None:
    twice = data.duplicated(["article_id", "measure"])
    if twice.any():
        row = data[twice].iloc[0]
        raise InputError(
            f"compare: article {row['article_id']!r} comes twice in measure {row['measure']!r}; the unit is the article"
        )
    if (data["n"] < 0).any() or np.isinf(data["value"]).any():
        raise InputError("compare: weights are 0 or more, and values are numbers or missing")


def _rows(part: pd.DataFrame, how: _How) -> Iterator[dict]:
    groups = sorted(part["group"].unique())
    sound = part[part["value"].notna() & (part["n"] > 0)]
    lost = part.loc[~part.index.isin(sound.index), "group"]
    if len(groups) > 2:
        yield _row(part, "", "", len(lost), _omnibus(sound, groups, how))
    for a, b in combinations(groups, 2):
        two = sound[sound["group"].isin([a, b])]
        yield _row(part, a, b, int(lost.isin([a, b]).sum()), _pair(two, a, b, how))


def _row(part: pd.DataFrame, a: str, b: str, lost: int, found: dict) -> dict:
    nothing = {**dict.fromkeys(_FIGURES, float("nan")), "draws": "", "articles_a": 0, "articles_b": 0, "unmatched": 0}
    return {**nothing, "measure": part["measure"].iloc[0], "a": a, "b": b, "no_evidence": lost, **found}


def _pair(two: pd.DataFrame, a: str, b: str, how: _How) -> dict:
    units, design, events = _units(two, (a, b))
    used = units["articles"].groupby(units["group"]).sum()
    counts = {
        "design": design,
        "events": events,
        "articles_a": int(used.get(a, 0)),
        "articles_b": int(used.get(b, 0)),
        "unmatched": int(len(two) - used.sum()),
    }
    if design == "none":
        return counts
    own, other = (Sums(x["k"].to_numpy(), x["n"].to_numpy()) for x in (units[units["group"] == g] for g in (a, b)))
    test = randomisation.ratio(_layout(units, a), units["k"].to_numpy(), units["n"].to_numpy(), how.draws)
    low, high = interval(own, other, paired=design == "paired", method=how.method, level=how.level)
    return {**counts, "low": low, "high": high, **_effects(own, other, design == "paired"), **_tested(test)}


def _omnibus(sound: pd.DataFrame, groups: list[str], how: _How) -> dict:
    units, design, events = _units(sound, tuple(groups))
    counts = {"design": design, "events": events, "unmatched": int(len(sound) - units["articles"].sum())}
    if design == "none":
        return counts
    codes, blocks = pd.factorize(units["group"])[0], pd.factorize(units["block"])[0]
    test = randomisation.omnibus(codes, blocks, units["k"].to_numpy(), units["n"].to_numpy(), how.draws)
    return {**counts, **_tested(test)}


def _units(data: pd.DataFrame, groups: tuple[str, ...]) -> tuple[pd.DataFrame, str, int]:
    """What is reassigned: `group, block, k, n, articles`; the design; and the number of events that all groups report."""
    data = data.assign(k=data["value"] * data["n"], articles=1)
    if data["event"].nunique() < 2:
        return _enough(data.assign(block=""), groups, 0)
    plain = bool((data["n"] == 1).all())
    cells = data.groupby(["event", "group"], sort=True)[["k", "n", "articles"]].sum().reset_index()
    if plain:  # a mean over the articles of an event, so that an event counts once however many there are
        cells = cells.assign(k=cells["k"] / cells["n"], n=1.0)
    shared = cells.groupby("event")["group"].transform("nunique") == len(groups)
    events = int(cells.loc[shared, "event"].nunique())
    if events >= EVENTS:
        return cells[shared].assign(block=cells["event"]).reset_index(drop=True), "paired", events
    return _enough(cells.assign(block=""), groups, events)


def _enough(units: pd.DataFrame, groups: tuple[str, ...], events: int) -> tuple[pd.DataFrame, str, int]:
    sizes = units["group"].value_counts()
    design = "unpaired" if all(sizes.get(group, 0) >= ARTICLES for group in groups) else "none"
    return units.reset_index(drop=True), design, events


def _layout(units: pd.DataFrame, a: str) -> randomisation.Layout:
    return randomisation.Layout((units["group"] == a).to_numpy(), pd.factorize(units["block"])[0])


def _effects(a: Sums, b: Sums, paired: bool) -> dict[str, float]:
    difference, (n, m) = a.value - b.value, (len(a.k), len(b.k))
    shares = a.k / a.n, b.k / b.n
    if paired:
        df, spread = n - 1, float((a.pulls - b.pulls).std(ddof=1))
        dominance = float(np.sign(np.round(shares[0] - shares[1], 12)).mean())
    else:
        df = n + m - 2
        spread = sqrt(((n - 1) * a.pulls.var(ddof=1) + (m - 1) * b.pulls.var(ddof=1)) / df)
        dominance = float(np.sign(np.round(np.subtract.outer(*shares), 12)).mean())
    effect = difference / spread * (1 - 3 / (4 * df - 1)) if spread > 1e-12 else float("nan")
    return {
        "value_a": a.value, "value_b": b.value, "difference": difference, "spread": spread, "effect": effect,
        "dominance": dominance,
    }  # fmt: skip


def _tested(test: randomisation.Test) -> dict:
    return {"p": test.p, "least_p": test.least_p, "draws": test.draws}
