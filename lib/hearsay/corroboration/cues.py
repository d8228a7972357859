"""The cues table: one claim, several cues. With which words outlets introduce the same content."""

from __future__ import annotations

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
    several = pd.DataFrame({"claim_no": said["claim_no"], "article": said["article_id"], "cue": said["cue"].str.lower()})
    differ = (several.groupby("claim_no")[["article", "cue"]].transform("nunique") > 1).all(axis=1)
    shown = ["story", "claim_no", "claim", "article_id", "origin", "cue", "stance", "cue_start", "cue_end", "text"]
    return schema.frame("cues", said.loc[differ, shown].sort_values("claim_no", kind="stable", ignore_index=True))
