"""One figure per article and measure, from a study's tables: what `hearsay.statistics.compare` takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

import pandas as pd

from hearsay.errors import InputError
from hearsay.parsing.shared_texts import shared_texts
from hearsay.schema import ENGLISH, counted
from hearsay.sourcing.registry import INDICATORS, Indicator, indicator
from hearsay.statistics.article_events import article_events
from hearsay.tone.portrayals import against_others
from hearsay.tone.scorers import SCORERS

if TYPE_CHECKING:
    from hearsay.study import Study

OF_SOURCING = {
    "loaded words per 100": "L3 outlet",
    "attributions per 100 words": "S1",
    "share anonymous": "S3",
    "share officials and governments": "S10",
    "share second-hand": "S8 context",
}
"""Measures that are indicators of sourcing."""
SHARES = {
    "named person": ("identifiability", ("named person",)),
    "direct quotation": ("kind", ("direct", "mixed")),
    "doubting cue": ("stance", ("doubtful", "denial")),
}
"""Measures that are a share of an article's attributions: the column, and the values that count."""
RATES = ("share", "per 100 words")
"""Units of indicators that are k of n: an article weighs its n. In all others it weighs 1, however long it is."""
BY_ITEM = ("L1", "L1 test", "S11", "X4", "X5")
"""Indicators with a row per side, accused or claim: no figure of an article."""
COMPARED = {"X1": "contradictions", "X3": "reuse", "X4": "claims", "X5": "claims"}
"""Indicators that compare articles, and the tables by which they do: they are made for those who ask for them alone."""
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
        - `frame FRAME`: of the generic frames the scale, which is the expected share of questions answered yes; weight 1. Of
          frames of your own (`options.frames`) the share of the body's sentences that hold a cue; weight: sentences.
        - `loaded words per 100`, `attributions per 100 words`, `share anonymous`, `share officials and governments`, `share
          second-hand`: indicators of sourcing (`OF_SOURCING` says which, `hearsay.sourcing.INDICATORS` what they count);
          weight: their n.
        - `share named person`, `direct quotation`, `doubting cue`: of the attributions of level 1 in the body, those of named
          persons, in quotation marks, with a cue that doubts or denies. Weight: attributions.

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
    sourced = _indicators(study, OF_SOURCING.values())
    parts = [
        _portrayals(study, articles), _tone(study, articles, lexicon), _frames(study, articles), _attributions(study, articles),
        *(_indicator(sourced, articles, name, one) for name, one in OF_SOURCING.items()),
    ]  # fmt: skip
    return _of_articles(study, articles, pd.concat(parts, ignore_index=True), events)


def sourcing_measures(study: Study, *, only: Sequence[str] = (), events: Literal["found", "given"] = "found") -> pd.DataFrame:
    """Every indicator of sourcing that is a figure, or some of them, for `compare(…, measure="measure", weight="weight")`.

    Parameters
    ----------
    study
        The study.
    only
        Ids of indicators. **Choose before you look:** every measure that is tested makes each of the others harder to prove.
    events
        As in `measures`.

    Returns
    -------
    DataFrame
        As `measures`; `measure` is id and name of the indicator. Of shares and rates the weight is n, so that an outlet's
        figure is that of all its articles together; of counts and of the effective number of sources it is 1.

    Raises
    ------
    InputError
        An indicator that there is not, or that is no figure of an article.
    """
    chosen = [indicator(name) for name in only] or [one for one in INDICATORS if _is_figure(one)]
    if other := next((one for one in chosen if not _is_figure(one)), None):
        raise InputError(f"indicator {other.id!r} is no figure of an article: compare what it lists by reading")
    articles = study.articles[study.articles["language"].isin(ENGLISH)]
    sourced = _indicators(study, [one.id for one in chosen])
    parts = [_indicator(sourced, articles, f"{one.id} {one.name}", one.id) for one in chosen]
    return _of_articles(study, articles, pd.concat(parts, ignore_index=True), events)


def _is_figure(one: Indicator) -> bool:
    return one.unit not in ("category", "p") and one.id not in BY_ITEM


def _indicators(study: Study, ids: Iterable[str]) -> pd.DataFrame:
    """The table, made without comparing articles where none of the indicators takes that."""
    return study.partly("indicators", sorted({COMPARED[one] for one in ids if one in COMPARED}))


def _indicator(sourced: pd.DataFrame, articles: pd.DataFrame, measure: str, one: str) -> pd.DataFrame:
    """The rows of one indicator: its value by article, missing where none is stated."""
    rows = sourced[sourced["indicator"] == one].set_index("article_id")
    ids, share = articles["article_id"], indicator(one).unit in RATES
    value = ids.map(rows["value"]).astype("float64")
    weight = ids.map(rows["n"]).astype("float64") if share else pd.Series(1.0, index=ids.index)
    return pd.DataFrame(
        {"article_id": ids, "measure": measure, "value": value, "weight": weight.where(value.notna(), 0.0), "about": None}
    )


def _of_articles(study: Study, articles: pd.DataFrame, table: pd.DataFrame, events: Literal["found", "given"]) -> pd.DataFrame:
    """The rows with what is known of their articles; without a value where there is no evidence."""
    cut = table["article_id"].isin(articles.loc[articles["truncated"], "article_id"]) | ~(table["weight"] > 0)
    known = article_events(articles, study.events if events == "found" else None)
    outlets = articles.set_index("article_id")["outlet"]
    table = table.assign(
        outlet=table["article_id"].map(outlets).astype("str"),
        event=table["article_id"].map(known["event"]).astype("str"),
        event_basis=table["article_id"].map(known["basis"]).astype("str"),
        text=table["article_id"].map(shared_texts(articles, study.sentences)).astype("str"),
        value=table["value"].mask(cut),
        weight=table["weight"].mask(cut, 0.0),
        about=table["about"].map(lambda names: names if isinstance(names, tuple) else ()),
    )
    return table[COLUMNS]


def _per(articles: pd.DataFrame, measure: str, k: pd.Series, n: pd.Series) -> pd.DataFrame:
    """The rows of one measure; `k` and `n` by article_id, those not listed 0."""
    ids = articles["article_id"]
    known, of = (ids.map(x).astype("float64").fillna(0.0) for x in (k, n))
    table = {"article_id": ids, "measure": measure, "value": known / of.where(of > 0), "weight": of, "about": None}
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
    if study.options.frames is None:
        scaled = {name: study.article_frames[study.article_frames["frame"] == name] for name in study.frame_names}
        parts = [_means(articles, f"frame {name}", rows["scale"], rows["article_id"]) for name, rows in scaled.items()]
        return pd.concat(parts, ignore_index=True)
    held = _of_body(study, study.frames).drop_duplicates(["article_id", "sentence_no", "frame"])
    n = study.sentences[study.sentences["zone"] == "body"].groupby("article_id").size()
    found = ((name, held[held["frame"] == name].groupby("article_id").size()) for name in study.frame_names)
    return pd.concat([_per(articles, f"frame {name}", k, n) for name, k in found], ignore_index=True)


def _attributions(study: Study, articles: pd.DataFrame) -> pd.DataFrame:
    outer = study.attributions[counted(study.attributions)].query("level == 1 and zone == 'body'")
    n = outer.groupby("article_id").size()
    counts = ((name, outer[outer[column].isin(values)]) for name, (column, values) in SHARES.items())
    parts = [_per(articles, f"share {name}", found.groupby("article_id").size(), n) for name, found in counts]
    return pd.concat(parts, ignore_index=True)
