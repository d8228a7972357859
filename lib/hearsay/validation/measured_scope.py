"""Is this corpus like the one that the tool was measured on? Region, genre, length and years of both, and a warning in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from hearsay.entities.gazetteer import outlet_country
from hearsay.schema import ENGLISH, NOT_STATED
from hearsay.validation.measured_error import figures
from hearsay.validation.regions import UNKNOWN, region_of

if TYPE_CHECKING:
    from hearsay.study import Study

CORRECTION = "correction"
"""The benchmark whose figures describe the articles that attribution was measured on: PolNeAR's."""
REGION, YEARS = "North America", (2015, 2016)
"""Of PolNeAR: seven outlets of the US, on the election of 2016."""
MOST_OUTSIDE = 0.25
"""Share of a corpus that may lie outside of what nine in ten of the measured articles span; by chance it is a tenth."""
COLUMNS = ["aspect", "measured_on", "here", "n", "like", "warning"]


def measured_scope(study: Study) -> pd.DataFrame:
    """The articles of a study beside those that attribution was measured on.

    Returns
    -------
    DataFrame
        `aspect` (region of the outlets, region of the speakers, genre, length, years), `measured_on` and `here` in words, `n`
        articles or attributions that tell, `like` (missing where nothing tells), and `warning`, '' where there is none. Genre is
        told by one thing alone, attributions per 100 words: reports of the measured outlets lie within a narrow range; opinion,
        features and service pieces lie below. That all are alike does not prove that the error is the same.
    """
    articles = study.articles[study.articles["language"].isin(ENGLISH)]
    rows = [_outlets(articles), _speakers(study), *_sizes(study, articles), _years(articles)]
    return pd.DataFrame(rows, columns=COLUMNS).astype({"like": "boolean"})


def scope_warning(study: Study) -> str:
    """The warnings of `measured_scope` as a paragraph; what was measured fits the corpus as far as one can see where it is ''."""
    return " ".join(text for text in measured_scope(study)["warning"] if text)


def _outlets(articles: pd.DataFrame) -> tuple[object, ...]:
    regions = articles["outlet"].map(lambda name: region_of(outlet_country(name)))
    known = regions[regions != UNKNOWN]
    return _by_region("region of the outlets", known, "articles whose outlet's country is known are", f"outlets of {REGION}")


def _speakers(study: Study) -> tuple[object, ...]:
    said = study.attributions[(study.attributions["level"] == 1) & (study.attributions["country"] != NOT_STATED)]
    return _by_region("region of the speakers", said["country"].map(region_of), "attributions whose speaker's country is "
                      "stated are", f"speakers of {REGION}, mostly")  # fmt: skip


def _by_region(aspect: str, regions: pd.Series, whose: str, measured: str) -> tuple[object, ...]:
    if regions.empty:
        return aspect, measured, "not known", 0, None, ""
    counts = regions.value_counts()
    most, k, n = str(counts.index[0]), int(counts.iloc[0]), len(regions)
    like = most == REGION
    told = f"{most}: {k} of {n}"
    warning = "" if like else f"Other region: {k} of the {n} {whose} of {most}; the tool was measured on {measured}."
    return aspect, measured, told, n, like, warning


def _sizes(study: Study, articles: pd.DataFrame) -> list[tuple[object, ...]]:
    """Genre and length, of whole articles."""
    measured = figures(CORRECTION)
    whole = articles[~articles["truncated"] & (articles["n_words"] > 0)]
    said = (
        study.attributions[(study.attributions["level"] == 1) & (study.attributions["zone"] == "body")]
        .groupby("article_id")
        .size()
    )
    density = 100 * whole["article_id"].map(said).fillna(0) / whole["n_words"]
    asked = (
        ("genre", density, "attributions per 100 words", "Other genre, perhaps", ".1f"),
        ("length", whole["n_words"], "words", "Other length", ".0f"),
    )
    rows: list[tuple[object, ...]] = []
    for aspect, values, unit, name, form in asked:
        low, high = (measured.get(f"{aspect} {end}") for end in ("low", "high"))
        if low is None or high is None or values.empty:
            rows.append((aspect, "not measured", "not known", len(values), None, ""))
            continue
        span, outside = f"{low:{form}} to {high:{form}}", int(((values < low) | (values > high)).sum())
        here = f"median {values.median():{form}} {unit}; {outside} of {len(values)} outside"
        like = outside / len(values) <= MOST_OUTSIDE
        warning = (
            f"{name}: {outside} of {len(values)} articles have fewer or more {unit} than nine in ten of those measured ({span})."
        )
        rows.append((aspect, f"{span} {unit}", here, len(values), like, "" if like else warning))
    return rows


def _years(articles: pd.DataFrame) -> tuple[object, ...]:
    years = pd.to_numeric(articles["published"].str[:4], errors="coerce").dropna().astype(int)
    measured = f"{YEARS[0]} and {YEARS[1]}"
    if years.empty:
        return "years", measured, "not stated", 0, None, ""
    outside = int((~years.between(*YEARS)).sum())
    like = outside <= len(years) / 2
    here = f"{years.min()} to {years.max()}" if years.min() < years.max() else f"{years.min()}"
    warning = (
        ""
        if like
        else f"Other years: {outside} of {len(years)} dated articles are not of {measured}, and names and topics change."
    )
    return "years", measured, here, len(years), like, warning
