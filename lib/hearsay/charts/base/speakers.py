"""Speakers in charts: whose side they are on, and what of that coded attributions correct."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

import pandas as pd

from hearsay.charts.base.corrected_marks import Marks, of_task, row_marks
from hearsay.charts.base.rows import NOBODY_SPEAKS, REST, Rows, Zone
from hearsay.errors import InputError
from hearsay.schema import NOT_STATED, ranked
from hearsay.validation.coded import Coded
from hearsay.validation.coding_tasks import MACHINE
from hearsay.validation.corrected_figures import shares

LABEL = "shown as"
"""A label that is made of several: where a chart shows an item."""


def speakers(attributions: pd.DataFrame, kept: Collection[str]) -> pd.Series:
    """Side of each attribution; pooled unless `kept`, and apart where nobody is named."""
    pooled = attributions["side"].where(attributions["side"].isin([*kept, NOT_STATED]), REST)
    return pooled.mask(attributions["source_type"] == "none", NOBODY_SPEAKS)


def frequent(attributions: pd.DataFrame, most: int) -> set[str]:
    """The `most` sides with the most attributions, ties by alphabet: those that a chart has room for."""
    return set(ranked(attributions.loc[~attributions["side"].isin([NOT_STATED, REST]), "side"])[:most])


def counted_items(corrected: Coded | None, zone: Zone) -> Coded | None:
    """The coded items that these charts count. Raises `InputError` for codings of something else, or of another zone."""
    coded = of_task(corrected, "attributions")
    if coded is not None and zone != "body":
        raise InputError("what is coded are attributions of the body: with corrected= the chart shows zone='body'")
    return None if coded is None else coded.among(coded.items["counted"])


def answer_marks(
    corrected: Coded | None, zone: Zone, table: Rows, label: str, values: Mapping[str, Collection[object]], of_found: bool = False
) -> Marks:
    """The corrected shares of a question's answers in each row."""
    return row_marks(counted_items(corrected, zone), table, lambda coded: shares(coded, label, values, of_found=of_found))


def labelled_items(coded: Coded, place: Callable[[pd.DataFrame], pd.Series]) -> tuple[Coded, list[str]]:
    """The items and codings with the place in the chart that the tool's labels give them, and the coded ones; and the places."""
    asked = ["side", "source_type", "stance"]
    tool = place(coded.items[[MACHINE + name for name in asked]].set_axis(asked, axis=1))
    if missing := [name for name in asked[:2] if name not in coded.codings]:
        raise InputError(f"this chart is corrected by coded countries and types of speakers; the codings lack {missing[0]}")
    answered = coded.codings.reindex(columns=asked)
    hand = place(answered.fillna("")).where(answered["side"].notna())
    items = coded.items.assign(**{MACHINE + LABEL: tool})
    return replace(coded, items=items, codings=coded.codings.assign(**{LABEL: hand})), sorted(set(tool))
