"""The frames table: sentences by indicator cues or as taught by the user, and how often each outlet uses each frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from math import exp, sqrt
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from hearsay import schema
from hearsay.attribution.whose_words import voiced_matches
from hearsay.errors import InputError
from hearsay.framing.taught_frames import taught_frames, taught_rows
from hearsay.framing.user_frames import Cues, read_cues
from hearsay.schema import ENGLISH
from hearsay.statistics.intervals import NONE, Interval, Sums, of_articles
from hearsay.text.lexicons import Matcher, read_lexicon
from hearsay.text.printed import quantity
from hearsay.text.spans import Span

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


def frames(
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    attributions: pd.DataFrame,
    *,
    cues: Cues | Sequence[Cues] | None = None,
) -> pd.DataFrame:
    """Sentences that use cues of a frame, with the cues.

    Parameters
    ----------
    documents, sentences, attributions
        The tables of those names.
    cues
        Your own frames, as a CSV file or a DataFrame: `frame`, `cue`, `ground` (why the cue stands for the frame). A
        cue is matched as it stands, whatever its case, and with `*` at the end of a word, by its beginning
        ("sanction*"). With a column `pos` it is inflected: 'v' by its first word, 'n' by its last; `forms` lists
        irregular forms of that word. They stand instead of the generic frames; `["generic", "mine.csv"]` asks for both.
        `hearsay.framing.example()` is a worked example to copy. Left out, the five generic frames of
        [Semetko2000] are used, by cues of our own (`lexicons/frames.csv`).

        Or teach a frame by marked sentences: `frame`, `sentence`, `shows` ('yes' or 'no'), five of each at least. A sentence
        then carries the frame where its vector resembles those marked yes; `hearsay.framing.how_sure` says how far that was
        learned.

    Returns
    -------
    DataFrame
        `schema.TABLES["frames"]`: one row per sentence, voice and frame with at least one cue. `score` is the number
        of cues; `evidence` their offsets. Of a taught frame: one row per sentence that shows it, in the voice that has most of
        its words; `score` is the probability, `evidence` the sentence.

    Notes
    -----
    A cue shows that an aspect is touched, not that the story is told under it: read a frame off several sentences, and
    its cues with them. Where cues overlap the longest counts ("trade war", not "war"), so no word counts for two cues;
    one cue may stand for two frames. Names do not count ("War College"). Do not compare counts of articles of
    different length: divide by the number of sentences. Do not compare frames with each other: their lists of cues
    differ in length and reach.

    Measured on sentences coded blind (docs/methods.md#generic-frames): on 59 sentences of US news the generic
    cues find conflict at F1 .48 (14 coded), responsibility .60 (11), economic consequences 1.00 (10), human interest in 0 of
    3, morality in 1 of 2. Do not report the last two without a coding of your own.

    Raises
    ------
    InputError
        When `cues` cannot be read, lacks a column or holds a cue that says nothing: with the file, its line and the reason.
        When a frame is to be taught by fewer sentences than it takes.
    """
    given = read_lexicon("frames") if cues is None else read_cues(cues)
    rank = {name: place for place, name in enumerate(dict.fromkeys(given["frame"]))}
    table = given[given["cue"] != ""].reset_index(drop=True) if "cue" in given else given.iloc[:0].assign(cue="")
    matcher = _generic() if cues is None else Matcher.of(table, "cue")
    names = table["frame"].tolist()
    spans: dict[tuple[str, int, str, str], list[Span]] = {}
    for segment, hit in voiced_matches(matcher, documents, sentences, attributions):
        for name in dict.fromkeys(names[row] for row in hit.rows):
            key = (segment.article_id, segment.sentence_no, segment.voice, name)
            spans.setdefault(key, []).append((hit.start, hit.end))
    # Sentences in their order, then the outlet's voice, then frames as the table of cues has them.
    rows = [(*key, float(len(held)), tuple(held)) for key, held in spans.items()]
    rows += taught_rows(taught_frames(given), documents, sentences, attributions)
    place = {article: number for number, article in enumerate(dict.fromkeys(sentences["article_id"]))}
    rows.sort(key=lambda row: (place[row[0]], row[1], schema.VOICES.index(row[2]), rank[row[3]]))
    return schema.frame("frames", pd.DataFrame(rows, columns=list(schema.TABLES["frames"])))


@cache
def _generic() -> Matcher:
    return Matcher.of(read_lexicon("frames"), "cue")


def frame_rates(
    frames: pd.DataFrame,
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str = "outlet",
    looked_for: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Of the sentences of each group, how many carry each frame, and the lift: that share over the share in all others.

    Parameters
    ----------
    frames, sentences, articles
        The tables of those names. Only the body counts, and only articles in a language that the cues know.
    by
        A column of `articles`: 'outlet' unless told, 'article_id' for single articles, or one of your own.
    looked_for
        The frames that the cues could find, `Study.frame_names`: a frame without a hit is then a zero that was counted. Unless
        told, those that `frames` holds, the five generic ones if it holds one of them or nothing.

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
    Interval of a ratio on its logarithm: [Katz1978], with 0.5 added to k and n [Walter1975]; the
    variance is that of the articles' linearised ratios [Cochran1977], never below the binomial one.
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
        for name in looked_for or frame_names(hits)
        for voice in (*schema.VOICES, EITHER)
        for row in _rows(name, voice, _per_article(hits, name, voice, n), n, groups)
    ]
    order = {group: place for place, group in enumerate(dict.fromkeys(groups))}
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.sort_values("group", key=lambda column: column.map(order), kind="stable", ignore_index=True)


def frame_names(frames: pd.DataFrame) -> list[str]:
    """The frames looked for, as far as hits tell: the generic ones if one of them is there, then the user's by alphabet."""
    named = set(frames["frame"])
    generic = schema.FRAMES if named & set(schema.FRAMES) or not named else ()
    return [*generic, *sorted(named - set(schema.FRAMES))]


def _per_article(hits: pd.DataFrame, name: str, voice: str, n: pd.Series) -> pd.Series:
    chosen = hits[(hits["frame"] == name) & ((hits["voice"] == voice) | (voice == EITHER))]
    once = chosen.drop_duplicates(["article_id", "sentence_no"])
    return once.groupby("article_id").size().reindex(n.index, fill_value=0)


def _rows(name: str, voice: str, k: pd.Series, n: pd.Series, groups: pd.Series) -> Iterator[dict[str, Any]]:
    for group in dict.fromkeys(groups[groups != schema.NOT_STATED]):
        inside = (groups == group).to_numpy()
        own, rest = (Sums(k.to_numpy()[part], n.to_numpy()[part]) for part in (inside & (n > 0), ~inside & (n > 0)))
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
            return f"too few to compare: {quantity(len(sums.k), 'article')} in {what}, {LEAST_ARTICLES} are needed"
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
    half = float(stdtrit(min(len(own.k), len(rest.k)) - 1, 0.975)) * sqrt(variance)
    value = _share(own) / _share(rest)
    return min(exp(log - half), value), max(exp(log + half), value)
