"""Groups of articles against each other: what can be told apart, what cannot, and what nobody should try."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from itertools import combinations
from math import ceil, sqrt
from typing import Any, Literal

import numpy as np
import pandas as pd

from hearsay.errors import InputError
from hearsay.schema import NOT_STATED
from hearsay.statistics import permutation
from hearsay.statistics.intervals import Method, Sums, interval
from hearsay.statistics.permutation import ALPHA, benjamini_hochberg

EVENTS, ARTICLES = 6, 4
"""What a test takes: events that both groups report, or else articles of each group."""
NOBODY = (NOT_STATED, "")
Design = Literal["paired", "unpaired", "none", "refused"]
HIGHER, LOWER, DIFFERENT, UNRESOLVED = "higher", "lower", "different", "unresolved"
SO_FEW, TOO_FEW, OTHERS = "cannot be resolved with so few", "too few to compare", "no shared actors"
COLUMNS = {
    "measure": "str", "a": "str", "b": "str", "design": "str", "articles_a": "int64", "articles_b": "int64", "events": "int64",
    "events_found": "int64",
    "no_evidence": "int64", "copies": "int64", "unmatched": "int64", "value_a": "float64", "value_b": "float64",
    "difference": "float64", "low": "float64", "high": "float64", "resolvable": "float64", "spread": "float64",
    "effect": "float64", "dominance": "float64", "p": "float64", "least_p": "float64", "draws": "str", "p_adjusted": "float64",
    "n_tests": "int64", "result": "str",
}  # fmt: skip
_FIGURES = [name for name, dtype in COLUMNS.items() if dtype == "float64"]
_NOTHING = {**dict.fromkeys(_FIGURES, float("nan")), "draws": ""}
_MORE_DRAWS = 4
"""Draws for each that the adjustment asks for: with fewer the smallest p would hang on one or two of them."""


def design_for(shared: int, sizes: Collection[int]) -> Design:
    """How groups can be compared: by event when they share 6, else by units when each has 4, else not at all.

    `shared` counts the events that all groups report, `sizes` the articles (or other units) of each group.
    """
    if shared >= EVENTS:
        return "paired"
    return "unpaired" if min(sizes) >= ARTICLES else "none"


@dataclass(frozen=True)
class Units:
    """What is compared, and reassigned in tests: articles, or all that a group has of one block (event).

    Arrays of one length: the code of each unit's group and block, its `k` and `n` (see `Sums`); `counts` (units × kinds)
    says of how many articles, or of whatever else is counted, a unit is made.
    """

    groups: np.ndarray
    blocks: np.ndarray
    k: np.ndarray
    n: np.ndarray
    counts: np.ndarray

    def at(self, which: np.ndarray) -> Units:
        """Some of them."""
        return Units(self.groups[which], self.blocks[which], self.k[which], self.n[which], self.counts[which])

    def of(self, group: int) -> Units:
        """Those of one group."""
        return self.at(self.groups == group)

    def size(self, group: int) -> int:
        """How many units a group has."""
        return int((self.groups == group).sum())

    def shared_blocks(self, groups: Collection[int]) -> np.ndarray:
        """The blocks of which each of these groups has something, in order."""
        held: list[np.ndarray] = [np.unique(self.blocks[self.groups == group]) for group in groups]
        return reduce(np.intersect1d, held)

    def by_block(self) -> Units:
        """One unit for all that a group has of a block; of plain means the mean, so that an event counts once."""
        groups = int(self.groups.max()) + 1
        cells, place = np.unique(self.blocks * groups + self.groups, return_inverse=True)
        sums: list[np.ndarray] = [np.bincount(place, weights=column) for column in (self.k, self.n, *self.counts.T)]
        k, n, *counts = sums
        if (self.n == 1).all():
            k, n = k / n, np.ones(len(n))
        return Units(cells % groups, cells // groups, k, n, np.column_stack(counts))


@dataclass(frozen=True)
class _Options:
    """The options of one comparison; `alpha` is what p has to be below for a difference to be resolved by itself."""

    draws: int
    level: float
    method: Method
    alpha: float


def compare(
    values: pd.DataFrame,
    *,
    group: str = "outlet",
    value: str = "value",
    weight: str | None = None,
    measure: str | None = None,
    event: str | Mapping[str, str] | pd.Series | None = None,
    draws: int | None = None,
    level: float = 0.95,
    method: Method = "t",
) -> pd.DataFrame:
    """Every pair of groups in every measure: difference, interval, effect, p, and whether it is resolved.

    Parameters
    ----------
    values
        One row per article (`article_id`) and measure. An article whose value is missing, or whose weight is 0, has no
        evidence: it is left out and counted. `hearsay.measures.measures` makes such a table. Three columns are heeded where
        they are there: `text` says which articles are one and the same text (wire copy; '' for a text of its own), `about`
        whom a value is about (a tuple of names, empty for values that are about nobody), `event_basis` whether the event was
        'given' or 'found'.
    group, value, weight, measure
        Columns. Without `weight` a group's figure is the mean of its articles. With it (the n of a k-of-n share) it is
        the weighted mean, which is the sum of all k over that of all n. Without `measure` all rows are of one.
    event
        The event that each article reports, as a column or by article_id; without it the column `event`, if there is one.
        **Give it where outlets report the same events:** what an event brings then cancels out.
    draws, level, method
        Draws where not every assignment can be tried: 9,999, or as many as so many tests ask for; level of the intervals; "t"
        or "bca" (`intervals.interval`).

    Returns
    -------
    DataFrame
        A row per measure and pair of groups (alphabetical), and with three groups or more one per measure with empty
        `a`, `b`: do they differ at all? `design` is "paired" (by event), "unpaired", "none" or "refused". `articles_a`,
        `articles_b`, `events` count what entered; `no_evidence`, `copies` (their text is another's, see below) and `unmatched`
        (not in an event that both report) what did not. `difference` is a - b in the unit of the value, `low`..`high` its
        interval, `spread` the standard deviation over articles (paired: of the differences over events). `effect` is
        Hedges' g, paired the standardised mean difference, both corrected for small samples; `dominance` Cliff's delta, -1
        to 1 (paired: share of events with a above b, less that with b above a). `p` is that of a permutation of articles,
        or of sign flips within events; `least_p` the smallest that so few units (or draws) can give; `draws` says 'exact'
        or how many. `p_adjusted` is Benjamini-Hochberg over all `n_tests` p of the table.
        `resolvable` is **the smallest difference that could have been resolved**, in the unit of the value: had the groups
        differed by more, either way, the test would have said so by itself. Missing where no difference could.
        `events_found` says how many of `events` were found for one article or more instead of given: a comparison within them
        rests on that inference.
        `result` is one of

        - "higher" or "lower": a than b, from p_adjusted < .05; "different" in rows of all groups
        - "unresolved": a difference may be there or not
        - "cannot be resolved with so few": `least_p` times `n_tests` is not below .05, so that this test could not by itself
          have resolved anything, however large
        - "too few to compare": fewer than 6 shared events, or than 4 articles of each group; nothing is tested
        - "no shared actors": what is compared is about people and countries, and of each group fewer than 4 articles are
          about any that all groups name. A name alone moves how it is spoken of, so nothing is tested

    Notes
    -----
    The unit is the article, the block the event. Where fewer than 6 events are shared, several articles of one group on
    one event count as one. **One text counts once**: articles of one group with the same `text` are one unit, their mean; a
    text that several of the groups print tells them not apart, and none of them counts. Where articles do not vary the
    interval is missing, which is no certainty. "Unresolved" is not "the same": look at the interval. Intervals are each for
    itself, not adjusted; so is no claim about why. Articles without a group, or of an outlet that is not stated, belong to
    nobody and are left out.

    `resolvable` takes the observed difference away, gives one group a difference of d, and asks for the smallest d with a p
    below .05 / `n_tests`: what the adjustment asks of a test that stands out alone. Where others stand out too it asks
    less, and a smaller difference may be resolved. A true difference of that size is found about every second time.

    How often halves of one outlet's articles come out as different (nominally 5 %) is measured on BASIL for every measure:
    `hearsay.validation.measured_error.false_alarms()`, docs/methods.md#false-alarms.

    Raises
    ------
    InputError
        A column that is missing, an article that comes twice in one measure, a weight below 0.

    References
    ----------
    [Phipson2010] (p of sampled permutations); [Hedges1981]; [Cliff1993]; [Benjamini1995].
    """
    table = _tidy(values, group, value, weight, measure, event)
    planned = [one for _, part in table.groupby("measure", sort=False) for one in _planned(part)]
    tests = max(1, sum(one.tested for one in planned))
    draws = draws or max(permutation.DRAWS, ceil(_MORE_DRAWS * tests / ALPHA))
    options = _Options(draws, level, method, ALPHA / tests)
    return _adjusted(pd.DataFrame([one.row(options) for one in planned], columns=list(COLUMNS)))


def events_of(ids: pd.Series, event: Mapping[str, str] | pd.Series) -> pd.Series:
    """The event of each article; one that has none is an event of its own."""
    known = dict(event)
    named = [(article, known.get(article)) for article in ids]
    codes = [f"of {article} alone" if pd.isna(name) or name in NOBODY else f"event {name}" for article, name in named]
    return pd.Series(codes, index=ids.index, dtype="str")


def _tidy(
    values: pd.DataFrame,
    group: str,
    value: str,
    weight: str | None,
    measure: str | None,
    event: str | Mapping[str, str] | pd.Series | None,
) -> pd.DataFrame:
    """A row per article and measure, `article_id, group, measure, value, n, event, text, found, about`, a measure's together."""
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
    if isinstance(event, str):
        event = dict(zip(values["article_id"], values[event], strict=True))
    data["event"] = "" if event is None else events_of(data["article_id"], event)
    data["text"] = values["text"].astype("str") if "text" in values else ""
    data["found"] = values["event_basis"] == "found" if "event_basis" in values else False
    data["about"] = values["about"] if "about" in values else pd.Series([()] * len(data), index=data.index)
    data = data[data["group"].notna() & ~data["group"].isin(NOBODY)].astype({"group": "str"})
    _check(data)
    order = {name: place for place, name in enumerate(dict.fromkeys(data["measure"]))}
    rows = data.sort_values("article_id", kind="stable")
    return rows.sort_values("measure", kind="stable", key=lambda column: column.map(order))


def _check(data: pd.DataFrame) -> None:
    twice = data[data.duplicated(["article_id", "measure"])]
    if len(twice):
        article, name = twice[["article_id", "measure"]].iloc[0]
        raise InputError(f"compare: article {article!r} comes twice in measure {name!r}; the unit is the article")
    if (data["n"] < 0).any() or np.isinf(data["value"]).any():
        raise InputError("compare: weights are 0 or more, and values are numbers or missing")


@dataclass(frozen=True)
class _Comparison:
    """One row of the table before anything is tested: what it tells so far, and what its groups have."""

    told: dict[str, Any]
    units: Units
    chosen: tuple[int, ...]

    @property
    def tested(self) -> bool:
        return self.told["design"] in ("paired", "unpaired")

    def row(self, options: _Options) -> dict[str, Any]:
        """The row, with its test where there is one."""
        told, units, chosen = {**_NOTHING, **self.told}, self.units, self.chosen
        if not self.tested:
            return told
        if len(chosen) > 2:
            return told | vars(permutation.omnibus(units.groups, units.blocks, units.k, units.n, options.draws))
        own, other = (Sums(part.k, part.n) for part in map(units.of, chosen))
        layout = permutation.Layout(units.groups == chosen[0], units.blocks)
        test = permutation.ratio(layout, units.k, units.n, options.draws, alpha=options.alpha)
        paired = told["design"] == "paired"
        low, high = interval(own, other, paired=paired, method=options.method, level=options.level)
        return told | {"low": low, "high": high, **_effects(own, other, paired)} | vars(test)


def _planned(part: pd.DataFrame) -> Iterator[_Comparison]:
    """The comparisons of one measure."""
    names, groups = np.unique(part["group"].to_numpy(dtype=object), return_inverse=True)
    sound = (part["value"].notna() & (part["n"] > 0)).to_numpy()
    events = pd.factorize(part["event"], sort=True)[0]
    k, n = (part[column].to_numpy(dtype=float) for column in ("value", "n"))
    every = Units(groups, events, k * n, n, np.ones((len(part), 1)))
    found = np.unique(events[part["found"].to_numpy(dtype=bool)])
    own = "article " + part["article_id"]
    texts = pd.factorize(("text " + part["text"]).where(part["text"] != "", own), sort=True)[0]

    def comparison(chosen: tuple[int, ...]) -> _Comparison:
        asked = np.isin(groups, chosen)
        entering = asked & sound
        once = _once(every.at(entering), texts[entering])
        units, design, events = reassigned(once, chosen)
        if design == "unpaired" and not _share_actors(groups[entering], part["about"][entering], len(chosen)):
            design = "refused"
        inferred = np.intersect1d(once.by_block().shared_blocks(chosen), found) if len(found) else found
        used = [int(units.of(code).counts.sum()) for code in chosen]
        copies = int(entering.sum() - once.counts.sum())
        pair = len(chosen) == 2
        a, b = (names[code] for code in chosen) if pair else ("", "")
        counted = dict(zip(("articles_a", "articles_b"), used if pair else (0, 0), strict=True))
        told = {
            "measure": part["measure"].iloc[0], "a": a, "b": b, "design": design, "events": events, "events_found": len(inferred),
            **counted, "copies": copies,
            "no_evidence": int((asked & ~sound).sum()), "unmatched": int(once.counts.sum()) - sum(used),
        }  # fmt: skip
        return _Comparison(told, units, chosen)

    if len(names) > 2:
        yield comparison(tuple(range(len(names))))
    yield from (comparison(pair) for pair in combinations(range(len(names)), 2))


def _once(articles: Units, texts: np.ndarray) -> Units:
    """Each text once: the mean of the articles of one group that print it, and none where several groups do."""
    names, first, place, copies = np.unique(texts, return_index=True, return_inverse=True, return_counts=True)
    if len(names) == len(texts):
        return articles
    alike = np.bincount(place, weights=articles.groups != articles.groups[first][place]) == 0
    k, n = (np.bincount(place, weights=column) / copies for column in (articles.k, articles.n))
    one = Units(articles.groups[first], articles.blocks[first], k, n, articles.counts[first])
    return one.at(alike)


def _share_actors(groups: np.ndarray, about: pd.Series, n: int) -> bool:
    """Whether each of n groups has enough articles about somebody whom all groups name; yes where values are about nobody."""
    if not about.map(len).any():
        return True
    named = [set().union(*part) for _, part in about.groupby(groups)]
    common = set.intersection(*named) if len(named) == n else set()
    enough = about.map(lambda names: not common.isdisjoint(names)).groupby(groups).sum()
    return len(enough) == n and bool((enough >= ARTICLES).all())


def reassigned(articles: Units, chosen: tuple[int, ...]) -> tuple[Units, Design, int]:
    """What is reassigned, in which blocks; the design; and the number of events (blocks) that all groups report.

    Groups that share 6 events are compared within them. With fewer no event holds articles together, but what one group has
    of one event counts as one.
    """
    units, shared = articles, np.zeros(0)
    if len(np.unique(articles.blocks)) > 1:
        units = articles.by_block()
        shared = units.shared_blocks(chosen)
    design = design_for(len(shared), [units.size(code) for code in chosen])
    if design == "paired":
        return units.at(np.isin(units.blocks, shared)), design, len(shared)
    return replace(units, blocks=np.zeros_like(units.blocks)), design, len(shared)


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


def _adjusted(table: pd.DataFrame) -> pd.DataFrame:
    """The table with `p_adjusted`, `n_tests` and `result`: whoever looks at more must ask more of each."""
    adjusted = benjamini_hochberg(table["p"].to_numpy(dtype=float))
    table = table.assign(p_adjusted=adjusted, n_tests=int(table["p"].notna().sum()))
    table["result"] = [_result(row) for row in table.itertuples()]
    return table.astype(COLUMNS)


def _result(row: Any) -> str:
    if np.isnan(row.p):
        return OTHERS if row.design == "refused" else TOO_FEW
    if row.p_adjusted >= ALPHA:
        return SO_FEW if row.least_p * row.n_tests >= ALPHA else UNRESOLVED
    return DIFFERENT if row.a == "" else HIGHER if row.difference > 0 else LOWER
