"""How articles speak of the actors that they share: each mention held against what the other articles give the same actor.

A name alone moves how the model reads a sentence (docs/methods.md#what-lexicons-score), so articles about different people
differ in their portrayals whoever wrote them. On one and the same actor that prejudice cancels out.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

WHO = ("actor", "voice")


def against_others(mentions: pd.DataFrame, *, by: Sequence[str] = ("article_id",), who: Sequence[str] = WHO) -> pd.DataFrame:
    """The mentions of shared actors, each with how much better its actor comes off there than elsewhere.

    Parameters
    ----------
    mentions
        Rows of `portrayals` with `value`, such as positive - negative; missing where it is not to count.
    by
        What is held against what: by ("article_id",) the articles.
    who
        What makes one actor: the name in one voice, for those who quote someone choose whose words they give.

    Returns
    -------
    DataFrame
        The rows whose actor has a value in more than one of them, with `value` less the mean over articles (or whatever `by`
        says) of what they give this actor; 0 where all give the same.

    Notes
    -----
    The actor's mean includes the article's own mentions, so `value` says nothing about one article alone: read differences.
    It rests on which articles are in the table; do not compare it between tables.
    """
    each = mentions.groupby([*dict.fromkeys([*by, *who])], sort=False)["value"].mean()
    actors = each.groupby(level=[*who]).agg(["mean", "count"])
    known = mentions[[*who]].merge(actors, left_on=[*who], right_index=True, how="left").set_axis(mentions.index)
    return mentions.assign(value=mentions["value"] - known["mean"])[known["count"] > 1]
