"""One figure per article and measure, from a study's tables: what `hearsay.statistics.compare` takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from hearsay.schema import ENGLISH

if TYPE_CHECKING:
    from hearsay.study import Study

SHARES = {
    "anonymous": ("identifiability", ("anonymous", "vague collective")),
    "named person": ("identifiability", ("named person",)),
    "officials and governments": ("source_type", ("named official", "unnamed official", "government or institution")),
    "direct quotation": ("kind", ("direct", "mixed")),
    "doubting cue": ("stance", ("doubtful", "denial")),
    "second-hand": ("hop", ()),
}
"""Measures that are a share of an article's attributions: the column, and the values that count; of `hop` all above 1."""
WHOSE = {"outlet": "outlet's voice", "attributed": "attributed"}
COLUMNS = ["article_id", "outlet", "event", "measure", "value", "weight"]


def measures(study: Study) -> pd.DataFrame:
    """Tone, frames, loaded words and attributions of each article, for `compare(…, measure="measure", weight="weight")`.

    Returns
    -------
    DataFrame
        `article_id, outlet, event, measure, value, weight`; a row per article and measure.

        - `tone, outlet's voice, SCORER` and `tone, attributed, SCORER`: mean polarity of the scored stretches of the body,
          -1 to 1; weight 1, for an article is one opinion however long it is.
        - `frame FRAME`, of each frame that the study looks for: share of the body's sentences that hold a cue of it; weight:
          sentences.
        - `loaded words per 100`: in the outlet's own voice; weight: its words.
        - `attributions per 100 words`: of level 1, in the body; weight: words.
        - `share …` of those attributions: from anonymous or vague sources, named persons, officials and governments; in
          quotation marks; with a cue that doubts or denies; second-hand. Weight: attributions.

        The value is missing and the weight 0 where there is no evidence. Articles that a paywall cuts are all without
        evidence: what is missing of them is not a random part. Those in other languages are left out.
    """
    articles = study.articles[study.articles["language"].isin(ENGLISH)]
    parts = [_tone(study, articles), _frames(study, articles), _loaded(study, articles), _attributions(study, articles)]
    table = pd.concat(parts, ignore_index=True)
    cut = table["article_id"].isin(articles.loc[articles["truncated"], "article_id"]) | ~(table["weight"] > 0)
    known = articles.set_index("article_id")
    table = table.assign(
        outlet=table["article_id"].map(known["outlet"]).astype("str"),
        event=table["article_id"].map(known["event"]).astype("str"),
        value=table["value"].mask(cut),
        weight=table["weight"].mask(cut, 0.0),
    )
    return table[COLUMNS]


def _per(articles: pd.DataFrame, measure: str, k: pd.Series, n: pd.Series, unit: float = 1.0) -> pd.DataFrame:
    """The rows of one measure; `k` and `n` by article_id, those not listed 0."""
    ids = articles["article_id"]
    known, of = (ids.map(x).astype("float64").fillna(0.0) for x in (k, n))
    return pd.DataFrame({"article_id": ids, "measure": measure, "value": unit * known / of.where(of > 0), "weight": of})


def _tone(study: Study, articles: pd.DataFrame) -> pd.DataFrame:
    body = study.sentences.loc[study.sentences["zone"] == "body", ["article_id", "sentence_no"]]
    scored = study.tone.merge(body, on=["article_id", "sentence_no"]).dropna(subset=["polarity"])
    parts = [pd.DataFrame(columns=["article_id", "measure", "value", "weight"])]
    for (voice, analyzer), part in scored.groupby(["voice", "analyzer"], sort=True):
        means = part.groupby("article_id")["polarity"].mean()
        parts.append(_per(articles, f"tone, {WHOSE[voice]}, {analyzer}", means, pd.Series(1.0, index=means.index)))
    return pd.concat(parts[1:] or parts, ignore_index=True)


def _frames(study: Study, articles: pd.DataFrame) -> pd.DataFrame:
    body = study.sentences[study.sentences["zone"] == "body"]
    held = study.frames.merge(body[["article_id", "sentence_no"]], on=["article_id", "sentence_no"])
    held = held.drop_duplicates(["article_id", "sentence_no", "frame"])
    n = body.groupby("article_id").size()
    found = ((name, held[held["frame"] == name].groupby("article_id").size()) for name in study.frame_names)
    return pd.concat([_per(articles, f"frame {name}", k, n) for name, k in found], ignore_index=True)


def _loaded(study: Study, articles: pd.DataFrame) -> pd.DataFrame:
    from hearsay.framing import loaded_rates

    rates = loaded_rates(study.loaded, study.documents, study.sentences, study.attributions)
    own = rates[(rates["category"] == "all") & (rates["voice"] == "outlet")].set_index("article_id")
    return _per(articles, "loaded words per 100", own["k"], own["n"], 100.0)


def _attributions(study: Study, articles: pd.DataFrame) -> pd.DataFrame:
    outer = study.attributions[(study.attributions["level"] == 1) & (study.attributions["zone"] == "body")]
    n = outer.groupby("article_id").size()
    words = articles.set_index("article_id")["n_words"]
    parts = [_per(articles, "attributions per 100 words", n, words, 100.0)]
    for name, (column, values) in SHARES.items():
        found = outer[outer[column].isin(values)] if values else outer[outer["hop"] > 1]
        parts.append(_per(articles, f"share {name}", found.groupby("article_id").size(), n))
    return pd.concat(parts, ignore_index=True)
