"""One figure per article and measure, from a study's tables: what `hearsay.statistics.compare` takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

from hearsay.corroboration.events import articles_with_events
from hearsay.errors import InputError
from hearsay.parsing.shared_texts import shared_texts
from hearsay.schema import ENGLISH, NOT_STATED
from hearsay.statistics.compare import NOBODY
from hearsay.tone.scorers import SCORERS
from hearsay.tone.shared_actors import against_others

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
COLUMNS = ["article_id", "outlet", "event", "event_basis", "text", "measure", "value", "weight", "about"]


def measures(study: Study, *, lexicon: str | None = "vader", events: Literal["found", "given"] = "found") -> pd.DataFrame:
    """Portrayals, tone, frames, loaded words and attributions, for `compare(…, measure="measure", weight="weight")`.

    Parameters
    ----------
    study
        The study.
    lexicon
        The one lexicon scorer whose tone stands beside the portrayals, or None. All three of them in two voices would be six
        tests of the least sure instruments, and every test that is looked at makes each of the others harder to prove.
    events
        "found": the events that were given, and where none was, those that `hearsay.corroboration.events` finds, so that
        outlets are compared within events in a plain folder too. "given": those alone. What was found is an inference:
        `compare` counts it in `events_found`; read the table `events` before you rest anything on it.

    Returns
    -------
    DataFrame
        `article_id, outlet, event, event_basis, text, measure, value, weight, about`; a row per article and measure.
        `event_basis` is 'given', 'found' or, without an event that the article shares with another, 'not stated'. `text` names
        the article that prints the same text first, '' for a text of its own (`hearsay.parsing.shared_texts`); `about` whom a
        value is about.

        - `portrayal, outlet's voice` and `portrayal, attributed`: how much better the body's mentions speak of an actor than the
          other articles do of the same actor; mean over mentions of (positive - negative less the actor's mean over articles),
          -2 to 2. Actors that only one article names are left out, for a name alone moves the model. Weight 1.
        - `tone, outlet's voice, LEXICON`: mean polarity of the scored stretches of the body, -1 to 1; weight 1, for an article
          is one opinion however long it is.
        - `frame FRAME`, of each frame that the study looks for: share of the body's sentences that hold a cue of it; weight:
          sentences.
        - `loaded words per 100`: in the outlet's own voice; weight: its words.
        - `attributions per 100 words`: of level 1, in the body; weight: words.
        - `share …` of those attributions: from anonymous or vague sources, named persons, officials and governments; in
          quotation marks; with a cue that doubts or denies; second-hand. Weight: attributions.

        The value is missing and the weight 0 where there is no evidence. Articles that a paywall cuts are all without
        evidence: what is missing of them is not a random part. Those in other languages are left out.

    Raises
    ------
    InputError
        A lexicon that there is not.
    """
    if lexicon is not None and lexicon not in SCORERS:
        raise InputError(f"measures: no lexicon {lexicon!r}; there are {', '.join(SCORERS)}")
    articles = study.articles[study.articles["language"].isin(ENGLISH)]
    parts = [
        _portrayals(study, articles), _tone(study, articles, lexicon), _frames(study, articles), _loaded(study, articles),
        _attributions(study, articles),
    ]  # fmt: skip
    table = pd.concat(parts, ignore_index=True)
    cut = table["article_id"].isin(articles.loc[articles["truncated"], "article_id"]) | ~(table["weight"] > 0)
    told = articles_with_events(articles, study.events) if events == "found" else articles
    known = told.set_index("article_id")
    given = articles.set_index("article_id")["event"]
    basis = known["event"].isin(NOBODY).map({False: "found", True: NOT_STATED}).mask(~given.isin(NOBODY), "given")
    table = table.assign(
        outlet=table["article_id"].map(known["outlet"]).astype("str"),
        event=table["article_id"].map(known["event"]).astype("str"),
        event_basis=table["article_id"].map(basis).astype("str"),
        text=table["article_id"].map(shared_texts(articles, study.sentences)).astype("str"),
        value=table["value"].mask(cut),
        weight=table["weight"].mask(cut, 0.0),
        about=table["about"].map(lambda names: names if isinstance(names, tuple) else ()),
    )
    return table[COLUMNS]


def _per(articles: pd.DataFrame, measure: str, k: pd.Series, n: pd.Series, unit: float = 1.0) -> pd.DataFrame:
    """The rows of one measure; `k` and `n` by article_id, those not listed 0."""
    ids = articles["article_id"]
    known, of = (ids.map(x).astype("float64").fillna(0.0) for x in (k, n))
    table = {"article_id": ids, "measure": measure, "value": unit * known / of.where(of > 0), "weight": of, "about": None}
    return pd.DataFrame(table)


def _of_body(study: Study, table: pd.DataFrame) -> pd.DataFrame:
    """The rows whose sentence stands in the body."""
    body = study.sentences.loc[study.sentences["zone"] == "body", ["article_id", "sentence_no"]]
    return table.merge(body, on=["article_id", "sentence_no"])


def _means(articles: pd.DataFrame, measure: str, values: pd.Series, of: pd.Series) -> pd.DataFrame:
    """The rows of one measure that is a mean of `values`; an article weighs 1."""
    means = values.groupby(of).mean()
    return _per(articles, measure, means, pd.Series(1.0, index=means.index))


def _portrayals(study: Study, articles: pd.DataFrame) -> pd.DataFrame:
    whole = articles.loc[~articles["truncated"], "article_id"]
    mentions = _of_body(study, study.portrayals[study.portrayals["article_id"].isin(whole)])
    shared, parts = against_others(mentions.assign(value=mentions["positive"] - mentions["negative"])), []
    for voice, whose in WHOSE.items():
        part = shared[shared["voice"] == voice]
        about = part.groupby("article_id")["actor"].agg(lambda actors: tuple(sorted(set(actors))))
        made = _means(articles, f"portrayal, {whose}", part["value"], part["article_id"])
        parts.append(made.assign(about=made["article_id"].map(about)))
    return pd.concat(parts, ignore_index=True)


def _tone(study: Study, articles: pd.DataFrame, lexicon: str | None) -> pd.DataFrame:
    scored = _of_body(study, study.tone.query("analyzer == @lexicon and voice == 'outlet'")).dropna(subset=["polarity"])
    made = _means(articles, f"tone, {WHOSE['outlet']}, {lexicon}", scored["polarity"], scored["article_id"])
    return made if lexicon else made.head(0)


def _frames(study: Study, articles: pd.DataFrame) -> pd.DataFrame:
    held = _of_body(study, study.frames).drop_duplicates(["article_id", "sentence_no", "frame"])
    n = study.sentences[study.sentences["zone"] == "body"].groupby("article_id").size()
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
