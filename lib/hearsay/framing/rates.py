"""How often each outlet uses each frame, and how much more or less often than all the others do."""

from __future__ import annotations

from collections.abc import Iterator
from math import exp, sqrt

import numpy as np
import pandas as pd
from scipy.stats import t

from hearsay import schema
from hearsay.errors import InputError
from hearsay.recipes import ENGLISH
from hearsay.statistics.intervals import NONE, Interval, Sums, of_articles

EITHER = "either"
"""Whose words: the sentence counts whoever uses the cue."""
LEAST_ARTICLES = 4
"""Articles on either side, at least, before a lift is told."""
LEAST_SENTENCES = 20
"""Sentences on either side, at least."""
COLUMNS = [
    "group", "voice", "frame", "articles", "k", "n", "share", "low", "high",
    "rest_articles", "rest_k", "rest_n", "rest_share", "lift", "lift_low", "lift_high", "reason",
]  # fmt: skip


def frame_rates(frames: pd.DataFrame, sentences: pd.DataFrame, articles: pd.DataFrame, *, by: str = "outlet") -> pd.DataFrame:
    """Of the sentences of each group, how many carry each frame, and the lift: that share over the share in all others.

    Parameters
    ----------
    frames, sentences, articles
        The tables of those names. Only the body counts, and only articles in a language that the cues know.
    by
        A column of `articles`: 'outlet' unless told, 'article_id' for single articles, or one of your own.

    Returns
    -------
    DataFrame
        One row per group, voice ('outlet', 'attributed', or 'either' of them) and frame:

        - `articles`; `k` of `n` sentences of the group, `share` = k / n, and its interval of 95 % from how articles vary
          (`low`, `high`; missing for fewer than 4 articles)
        - `rest_articles, rest_k, rest_n, rest_share`: the same for the corpus without this group
        - `lift` = share / rest_share with `lift_low`, `lift_high`: 1 as often as the others, 2 twice as often. Missing
          where too little stands on either side; `reason` then says what is lacking, and is '' otherwise

    Notes
    -----
    n is the same for all voices, so a small share in attributed words may only say that little is attributed. Articles
    whose group is 'not stated' are in the rest of every other group and no group themselves. An interval that leaves 1
    out is no test: of twenty such intervals one does so by chance. Do not compare the lifts of groups that report
    different events: the event decides which frames lie at hand. Do not compare frames with each other.

    Raises
    ------
    InputError
        When `articles` has no column `by`.

    References
    ----------
    Interval of a ratio on its logarithm: Katz et al. 1978, Biometrics 34, with 0.5 added to k and n (Walter 1975); the
    variance is that of the articles' linearised ratios (Cochran 1977), never below the binomial one.
    """
    if by not in articles:
        raise InputError(f"articles have no column {by!r} to group by; they have {', '.join(articles.columns)}")
    known = articles[articles["language"].isin(ENGLISH)]
    group = dict(zip(known["article_id"], known[by].astype("str"), strict=True))
    body = sentences.loc[(sentences["zone"] == "body") & sentences["article_id"].isin(group), ["article_id", "sentence_no"]]
    n = body.groupby("article_id").size().reindex(list(group), fill_value=0)
    groups = pd.Series(group, dtype="str").reindex(n.index)
    hits = frames.loc[frames["score"] > 0, ["article_id", "sentence_no", "voice", "frame"]].merge(body)
    rows = [
        row
        for name in names(hits)
        for voice in (*schema.VOICES, EITHER)
        for row in _rows(name, voice, _per_article(hits, name, voice, n), n, groups)
    ]
    order = {one: i for i, one in enumerate(dict.fromkeys(groups))}
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.sort_values("group", key=lambda column: column.map(order), kind="stable", ignore_index=True)


def names(frames: pd.DataFrame) -> list[str]:
    """The frames that were looked for: the five generic ones if one of them is there, then the user's by alphabet."""
    found = set(frames["frame"])
    generic = schema.FRAMES if found & set(schema.FRAMES) or not found else ()
    return [*generic, *sorted(found - set(schema.FRAMES))]


def _per_article(hits: pd.DataFrame, name: str, voice: str, n: pd.Series) -> pd.Series:
    chosen = hits[(hits["frame"] == name) & ((hits["voice"] == voice) | (voice == EITHER))]
    once = chosen.drop_duplicates(["article_id", "sentence_no"])
    return once.groupby("article_id").size().reindex(n.index, fill_value=0)


def _rows(name: str, voice: str, k: pd.Series, n: pd.Series, groups: pd.Series) -> Iterator[dict]:
    for group in dict.fromkeys(groups):
        if group == schema.NOT_STATED:
            continue
        inside = (groups == group).to_numpy() & (n > 0).to_numpy()
        outside = (groups != group).to_numpy() & (n > 0).to_numpy()
        own, rest = (Sums(k.to_numpy()[part], n.to_numpy()[part]) for part in (inside, outside))
        low, high = of_articles(own.k, own.n) if len(own.k) >= LEAST_ARTICLES else NONE
        reason = _reason(own, rest)
        below, above = NONE if reason else _interval(own, rest)
        yield {
            "group": group, "voice": voice, "frame": name,
            "articles": len(own.k), "k": int(own.k.sum()), "n": int(own.n.sum()), "share": _share(own), "low": low, "high": high,
            "rest_articles": len(rest.k), "rest_k": int(rest.k.sum()), "rest_n": int(rest.n.sum()), "rest_share": _share(rest),
            "lift": float("nan") if reason else _share(own) / _share(rest), "lift_low": below, "lift_high": above,
            "reason": reason,
        }  # fmt: skip


def _share(sums: Sums) -> float:
    return sums.value if sums.n.sum() else float("nan")


def _reason(own: Sums, rest: Sums) -> str:
    """What is lacking for a lift, '' when nothing is."""
    for sums, what in ((own, "the group"), (rest, "the rest")):
        if len(sums.k) < LEAST_ARTICLES:
            return f"too few to compare: {len(sums.k)} article{'s' * (len(sums.k) != 1)} in {what}, {LEAST_ARTICLES} are needed"
        if sums.n.sum() < LEAST_SENTENCES:
            return f"too few to compare: {int(sums.n.sum())} sentences in {what}, {LEAST_SENTENCES} are needed"
    return "" if rest.k.sum() else "the frame does not occur in the rest"


def _interval(own: Sums, rest: Sums) -> Interval:
    log, variance = 0.0, 0.0
    for sign, sums in ((1, own), (-1, rest)):
        k, n = sums.k.sum() + 0.5, sums.n.sum() + 0.5
        articles = sums.pulls.var(ddof=1) / len(sums.k) / sums.value**2 if sums.k.sum() else 0.0
        log += sign * float(np.log(k / n))
        variance += max(articles, 1 / k - 1 / n)
    half = float(t.ppf(0.975, min(len(own.k), len(rest.k)) - 1)) * sqrt(variance)
    value = _share(own) / _share(rest)
    return min(exp(log - half), value), max(exp(log + half), value)
