"""The cues table: one claim, several cues. With which words outlets introduce the same content."""

from __future__ import annotations

from typing import Any

import pandas as pd

from hearsay import schema


def cues(attributions: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """The words that introduce each claim that is introduced in more than one way.

    Parameters
    ----------
    attributions, claims
        The tables of those names.

    Returns
    -------
    DataFrame
        `schema.TABLES["cues"]`, one row a mention that is attributed: the `cue`, its `stance`, where it stands, and to whom it
        gives the claim. Only claims that two articles introduce by different cues are here.

    Notes
    -----
    *Confirmed, acknowledged, conceded* and *claimed* are choices of the outlet: the first lets a reader take the content for
    true, the last for doubtful. A different cue may also come with a different sentence: read both. Compare within a claim, not
    between claims.
    """
    said = claims.merge(
        attributions[["article_id", "attribution_no", "stance", "cue_start", "cue_end"]], on=["article_id", "attribution_no"]
    )
    rows: list[dict[str, Any]] = []
    for _, group in said.groupby("claim_no", sort=True):
        if group["article_id"].nunique() > 1 and group["cue"].str.lower().nunique() > 1:
            rows += group[
                ["story", "claim_no", "claim", "article_id", "origin", "cue", "stance", "cue_start", "cue_end", "text"]
            ].to_dict("records")
    return schema.frame("cues", rows)
