"""What comparisons of outlets are worth: false alarms between halves of one outlet, and outlets put in order by tone.

Measured on BASIL (Fan et al. 2019), where three outlets report the same events.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from hearsay.framing.terms import Counted, count
from hearsay.framing.wording import table as word_table
from hearsay.statistics import compare, measures
from hearsay.statistics.adjustment import ALPHA, UNRESOLVED
from hearsay.validation import basil, ordering

RUNS, SEED = 400, 2_019
SIZES = (5, 20)
EVENTS = 12
DRAWS = 1_999
"""Draws of a comparison in the simulations: p of .05 is then known to half a point."""


def check(data: Path | str, *, runs: int = RUNS, extractor: str | None = None) -> dict[str, float | str]:
    """False alarms, paired comparisons and the ordering of outlets, on BASIL.

    Parameters
    ----------
    data
        A folder with BASIL's `articles` and `annotations`.
    runs
        Random halves for each size.
    extractor
        Handed to `hearsay.attribution`.

    Returns
    -------
    dict
        Shares in percent. `null SIZE+SIZE …`: articles of one outlet (each in turn), halved at random: for each measure of
        `statistics.measures` the share of runs with p < .05, the `worst` of them, and the share of runs in which
        anything at all is called higher or lower once adjusted (`anything resolved`). `null paired …`: the same where the
        two groups exchange what they have of each of 12 events. `null … words …`: of the words, the share with p < .05
        (`p < .05`), and the share called distinctive once adjusted (`distinctive`), with the share of runs that have any.
        `paired …`: the outlets themselves, by event: the number of tests, how many are resolved, and each adjusted p.
        `ordering …`: see `ordering.figures`.
    """
    corpus = basil.load(data, extractor=extractor)
    values = measures(corpus.study)
    words = count(corpus.study.sentences, values["article_id"].unique().tolist())
    found: dict[str, float | str] = {"data": "BASIL", "data_sha256": basil.digest(data), "runs": runs}
    found |= {"articles": float(len(corpus.events)), "events": float(corpus.events["event"].nunique())}
    for size in SIZES:
        found |= {f"null {size}+{size} {name}": share for name, share in _halves(values, words, size, runs).items()}
    found |= {f"null paired {name}": share for name, share in _exchanged(values, runs).items()}
    return found | _paired(values) | ordering.figures(corpus)


def _halves(values: pd.DataFrame, words: Counted, size: int, runs: int) -> dict[str, float]:
    rng, tables, spoken = np.random.default_rng(SEED + size), [], []
    groups = [part["article_id"].unique() for _, part in values.groupby("outlet")]
    for run in range(runs):
        chosen = rng.choice(groups[run % len(groups)], 2 * size, replace=False)
        tables.append(_compared(values, dict(zip(chosen, ["A", "B"] * size, strict=True))))
        spoken.append(_words(words, dict(zip(chosen, ["A", "B"] * size, strict=True))))
    shares = {f"words {name}": 100 * float(np.mean([one[name] for one in spoken])) for name in spoken[0]}
    return {**_alarms(tables), **shares}


def _exchanged(values: pd.DataFrame, runs: int) -> dict[str, float]:
    rng, tables = np.random.default_rng(SEED), []
    articles = values.drop_duplicates("article_id").set_index(["event", "outlet"])["article_id"].sort_index()
    events, outlets = (articles.index.unique(level) for level in ("event", "outlet"))
    for _ in range(runs):
        pairs = [rng.choice(outlets, 2, replace=False)] * EVENTS
        chosen = rng.choice(events, EVENTS, replace=False)
        swapped = rng.permuted(np.array(pairs), axis=1)
        group = {
            articles[event, outlet]: name
            for event, pair in zip(chosen, swapped, strict=True)
            for outlet, name in zip(pair, "AB", strict=True)
        }
        tables.append(_compared(values, group, event="event"))
    return _alarms(tables)


def _compared(values: pd.DataFrame, group: Mapping[str, str], event: str | None = None) -> pd.DataFrame:
    some = values[values["article_id"].isin(group)]
    some = some.assign(outlet=some["article_id"].map(group)).drop(columns=[] if event else ["event"])
    return compare(some, weight="weight", measure="measure", draws=DRAWS)


def _alarms(tables: Sequence[pd.DataFrame]) -> dict[str, float]:
    """For each measure the share of runs (among those that could be tested) with p < .05."""
    every = pd.concat(tables)
    tested = every[every["p"].notna()]
    shares = 100 * (tested["p"] < ALPHA).groupby(tested["measure"], sort=False).mean()
    resolved = [(one["p_adjusted"] < ALPHA).any() for one in tables]
    return {
        **{name: float(share) for name, share in shares.items()},
        "worst": float(shares.max()),
        "mean": float(shares.mean()),
        "anything resolved": 100 * float(np.mean(resolved)),
    }


def _words(words: Counted, group: Mapping[str, str]) -> dict[str, float]:
    places = np.array([place for place, article in enumerate(words.articles) if article in group])
    some = words.only(places)
    alone = pd.Series([f"of {article}" for article in some.articles], dtype="str")
    found = word_table(some, [group[article] for article in some.articles], alone, {})
    own = found[found["group"] == "A"]  # with two groups the other's rows are the same tests
    tests, distinctive = int(own["p"].notna().sum()), int((own["p_adjusted"] < ALPHA).sum())
    return {
        "p < .05": float((own["p"] < ALPHA).sum() / max(tests, 1)),
        "distinctive": distinctive / max(tests, 1),
        "runs with any": float(distinctive > 0),
        "beyond z 1.96": float((own.loc[own["count"] > 0, "z"].abs() > 1.96).mean()),
        "tested of all": tests / len(own),
    }


def _paired(values: pd.DataFrame) -> dict[str, float]:
    found = compare(values, weight="weight", measure="measure")
    return {
        "paired tests": float(found["p"].notna().sum()),
        "paired resolved": float((~found["result"].isin([UNRESOLVED]) & found["p"].notna()).sum()),
        **dict(_named(found)),
    }


def _named(found: pd.DataFrame) -> Iterator[tuple[str, float]]:
    for row in found[found["a"] != ""].itertuples():
        yield f"paired {row.measure}: {row.a} - {row.b} p_adjusted", float(row.p_adjusted)
