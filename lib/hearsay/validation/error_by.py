"""The tool's error where the reader is: by outlet, by region, by kind of speaker, from codings or from the shipped figures."""

from __future__ import annotations

from typing import Any

import pandas as pd

from hearsay.entities.gazetteer import outlet_country
from hearsay.errors import InputError
from hearsay.text.printed import quantity
from hearsay.validation.coded import Coded
from hearsay.validation.coding_tasks import MACHINE
from hearsay.validation.corrected import corrected_mean
from hearsay.validation.measured_error import figures
from hearsay.validation.regions import region_of

SPEAKERS = "speakers"
"""The benchmark whose figures ship: labels of speakers by kind and region (`hearsay check speakers`)."""
ALL = "all"
GROUPS = ("outlet", "region of the outlet", "region of the speaker", "kind of speaker")
COLUMNS = ["by", "group", "label", "right", "low", "high", "n", "articles"]


def coded_error(coded: Coded) -> pd.DataFrame:
    """How often each label is right on the items that were coded, all over and by group.

    Parameters
    ----------
    coded
        What `coded.coded_items` gave.

    Returns
    -------
    DataFrame
        `by` (all, outlet, region of the outlet, region and kind of the speaker as coded), `group`, `label`, `right` with `low`,
        `high` (share of the items that the tool found and of which coders gave the label, weighted by the chance to be coded;
        95 % over articles; missing from fewer than two articles), `n` coded and `articles`. `ok` is the share of what was found
        that is an attribution. What the tool missed is in no row. Where two intervals lie apart, a difference between the two
        groups may be the tool's own doing.
    """
    return pd.DataFrame([row for part in _parts(coded) for row in part], columns=COLUMNS)


def _parts(coded: Coded) -> list[list[tuple[Any, ...]]]:
    answers = coded.codings.merge(coded.items.drop(columns=["article_id", "start", "end"], errors="ignore"), on="item")
    articles = coded.items.set_index("item")["article_id"]
    grouped = answers.assign(article=answers["item"].map(articles), all=ALL)
    grouped["region of the outlet"] = grouped["outlet"].map(lambda name: region_of(outlet_country(name)))
    if "country" in coded.codings:
        grouped["region of the speaker"] = grouped["country"].map(region_of, na_action="ignore")
    if "source_type" in coded.codings:
        grouped["kind of speaker"] = grouped["source_type"]
    parts = []
    for question in coded.task.questions:
        name = question.name
        if MACHINE + name not in grouped:
            continue
        given = grouped[grouped[name].notna()]
        given = given.assign(right=(given[name].map(_text) == given[MACHINE + name].map(_text)).astype("float64"))
        # Two coders of one item are one item.
        keys = [column for column in (ALL, *GROUPS) if column in given]
        each = given.groupby("item").agg(
            {**dict.fromkeys(keys, "first"), "right": "mean", "probability": "first", "article": "first"}
        )
        # Who speaks is coded only of what is an attribution, so whether it is one cannot be told by it.
        of = [by for by in keys if name != "ok" or not by.endswith("speaker")]
        parts += [
            [_row(by, str(group), name, part) for group, part in each.dropna(subset=[by]).groupby(by, sort=True)] for by in of
        ]
    return parts


def _text(value: object) -> str:
    """An answer as text: 2.0, which a column with gaps makes of 2, is 2."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _row(by: str, group: str, label: str, part: pd.DataFrame) -> tuple[Any, ...]:
    try:
        made = corrected_mean(part.assign(nothing=0.0), "nothing", "right", unit="article", probability="probability").coded
        bounds = (made.low, made.high)
    except InputError:  # of one article
        bounds = (float("nan"),) * 2
    weights = 1 / part["probability"]
    share = float((part["right"] * weights).sum() / weights.sum())
    return by, group, label, share, *bounds, len(part), part["article"].nunique()


def shipped_error(what: str = SPEAKERS) -> pd.DataFrame:
    """The same columns from the figures that come with Hearsay, of the corpus that they were measured on; none without them."""
    held = figures(what)
    rows = []
    for name in held:
        if name.endswith(" right"):
            by, group, label = name.removesuffix(" right").split(": ")
            key = name.removesuffix(" right")
            share, low, high, n, articles = (held[f"{key} {end}"] for end in ("right", "low", "high", "n", "articles"))
            rows.append((by, group, label, share, low, high, int(n), int(articles)))
    return pd.DataFrame(rows, columns=COLUMNS)


def drawn(table: pd.DataFrame, label: str, by: str) -> pd.DataFrame:
    """One label and grouping of either table as `charts.intervals` takes it."""
    part = table[(table["label"] == label) & (table["by"] == by)].reset_index(drop=True)
    printed = [f"{100 * row.right:.0f} % of {row.n:,}, {quantity(row.articles, 'article')}" for row in part.itertuples()]
    return part.assign(value=part["right"], printed=printed, label=part["group"])
