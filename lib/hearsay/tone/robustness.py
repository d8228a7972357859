"""Does a gap in tone outlive the choices behind it? The same gap under each scorer and each reasonable choice.

A multiverse analysis [Steegen2016]: whoever reports one gap has made a dozen choices
that could have been made otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from hearsay.errors import InputError
from hearsay.parsing.shared_texts import shared_texts
from hearsay.statistics.article_events import article_events
from hearsay.statistics.compare import NOBODY, OTHERS, Units, events_of, reassigned
from hearsay.statistics.intervals import NONE, Sums, interval
from hearsay.tone.portrayals import WHO, against_others
from hearsay.tone.scorers import PORTRAYAL

UNSURE = "unsure"
EventsOf: TypeAlias = str | Mapping[str, str] | pd.DataFrame
"""A column of `articles`, the event of each article by its id, or the table `events`."""
CHOICES: Mapping[str, tuple[str, ...]] = {
    "voice": ("outlet's own words", "own and attributed words"),
    "parts": ("title, deck and body", "body"),
    "evidence": ("any", "two words or more"),
    "unscored": ("left out", "count as 0"),
    "mean_of": ("sentences", "articles"),
    "coverage": ("any", "a third or more"),
}
"""The choices and their options. An option that a comparison cannot take is left out of it."""
COLUMNS = (
    "scorer", *CHOICES, "a", "b", "gap", "low", "high", "articles_a", "articles_b", "sentences_a", "sentences_b", "design",
)  # fmt: skip
COVERAGE = 1 / 3
"""Share of an article's sentences that has to be scored, where the choice asks for a third or more."""
_ON_ARTICLES = ("unscored", "mean_of", "coverage")
_STRETCH = ["article_id", "sentence_no", "voice", "start", "end", "side"]
_MANY = 2
"""Words behind a score of the model: it reads the whole sentence."""
_OVER = ["group", "article_id"]


def all_scorers(
    tone: pd.DataFrame, sentences: pd.DataFrame | None = None, portrayals: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Stretches by every scorer: `article_id, sentence_no, voice, start, end, side, scorer, actor, polarity, words, zone`.

    `zone` is '' without the table of sentences, `actor` where a scorer knows none. The polarity of a portrayed mention is
    p(positive) − p(negative), missing where the model is unsure.
    """
    tables = [tone.assign(scorer=tone["analyzer"], actor="", words=tone["evidence"].map(len).astype("int64"))]
    if portrayals is not None and len(portrayals):
        polarity = (portrayals["positive"] - portrayals["negative"]).where(portrayals["label"] != UNSURE)
        tables.append(portrayals.assign(scorer=PORTRAYAL, polarity=polarity, words=_MANY))
    table = pd.concat([one[[*_STRETCH, "scorer", "actor", "polarity", "words"]] for one in tables], ignore_index=True)
    if sentences is None:
        return table.assign(zone="")
    zones = sentences.set_index(["article_id", "sentence_no"])["zone"]
    return table.join(zones, on=["article_id", "sentence_no"]).fillna({"zone": ""})


def robustness(
    tone: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    by: str = "outlet",
    between: tuple[str, str] | None = None,
    sentences: pd.DataFrame | None = None,
    portrayals: pd.DataFrame | None = None,
    event: EventsOf | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """The gap in mean polarity between two groups, once for each scorer and each reasonable choice.

    Parameters
    ----------
    tone, articles
        The tables. `articles` is needed when groups are outlets or another column of it.
    by
        What a group is: "outlet", "article_id", "side" (attributed words only), "voice", or a column of `tone` or
        `articles`.
    between
        The two groups; the only two without it.
    sentences
        The table: lets title and deck be left out, and where groups are no articles, one text that several print count once,
        as in `statistics.compare`.
    portrayals
        The table: how actors are spoken of is one more scorer, by p(positive) − p(negative), each actor against how the
        two groups together speak of the same one, in the same voice. Only actors that both groups name count, since a name
        alone moves the model. Filter it to one actor first if the gap is about one.
    event
        The event of each article: the table `events`, which has those that were found too; a column of `articles`; or by
        article_id. Without it `articles.event`. Groups that report the same events are compared within them.
    level
        Of the intervals.

    Returns
    -------
    DataFrame
        One row per scorer and choice: the choices (`voice`, `parts`, `evidence`, `unscored`, `mean_of`, `coverage`), the
        groups `a`, `b`, `gap` (mean of a less mean of b, −2 to 2; missing where a group has no scored sentence left) with the
        interval `low`, `high`, and what entered: articles and sentences of each. The interval is on articles (Welch's t),
        and where 6 blocks or more are shared on their differences: a block is an event, or the article itself when it
        holds both groups (two sides, two voices). `design` says which: "unpaired", "paired" or "none". With fewer than 4
        articles of each group and 6 shared blocks it is "none", and there is no interval; as in `statistics.compare`, what a
        group has of one event then counts as one. "refused", in one row without a gap: the groups name no actor in common, so
        that their portrayals are not compared. Choices that come to the very same are counted once.

    Notes
    -----
    It tests nothing: the rows are the same articles over and over. Do not count rows as evidence, and do not pick one.
    `verdict` says in how many of them the sign is the same. Where signs differ the gap is unresolved.

    Raises
    ------
    InputError
        A grouping that the tables lack, or groups that are not there.
    """
    table, asked = _grouped(all_scorers(tone, sentences, portrayals), articles, by, event)
    a, b = _between(table, by, between)
    both = _on_shared_actors(_once(table[table["group"].isin([a, b])], by, articles, sentences), by)
    # Two sides or voices of few articles are no independent draws.
    together = bool(len(both)) and bool((both.groupby("article_id")["group"].nunique() > 1).any())
    rows = [row | {"a": a, "b": b} for row in _rows(both, (a, b), asked, level, together)]
    if portrayals is not None and {a, b} <= set(table.loc[table["scorer"] == PORTRAYAL, "group"]) - {None}:
        rows += [] if (both["scorer"] == PORTRAYAL).any() else [_refused(a, b)]
    found = pd.DataFrame(rows, columns=list(COLUMNS))
    same = ["scorer", "articles_a", "articles_b", "sentences_a", "sentences_b"]
    keys = found[same].assign(gap=found["gap"].round(12))
    return found[~keys.duplicated()].reset_index(drop=True)


def verdict(table: pd.DataFrame) -> pd.DataFrame:
    """In how many choices the sign of the gap is the same, by scorer and over all of them.

    Parameters
    ----------
    table
        What `robustness` returns.

    Returns
    -------
    DataFrame
        `scorer` (the last row is "all"), `n` choices that gave a gap, `k` of them with the commoner sign, `sign` (1: a is
        the higher; −1: b; 0: no gap), `smallest`, `largest` gap, `n_intervals` choices that bear an interval and `k_clear`
        of them whose interval leaves out 0, and `result`: "same sign", "unresolved" when signs differ, "no gap" when
        nothing was to be had.

    Notes
    -----
    "Same sign" is no finding by itself: scorers share their words, and a gap of one article against one is that of two
    articles, whatever the choice.
    """
    parts = [(name, part) for name, part in table.groupby("scorer", sort=False)]
    return pd.DataFrame([_verdict(name, part) for name, part in [*parts, ("all", table)]])


def _verdict(name: str, part: pd.DataFrame) -> dict[str, Any]:
    gaps = part["gap"].dropna()
    signs = np.sign(gaps.round(12)).astype(int)
    counts = signs.value_counts()
    sign = int(counts.index[0]) if len(counts) else 0
    spans = part.dropna(subset=["low", "high"])
    nothing = OTHERS if len(part) and (part["design"] == "refused").all() else "no gap"
    result = nothing if gaps.empty else "same sign" if len(counts) == 1 else "unresolved"
    return {
        "scorer": name, "n": len(gaps), "k": int(counts.iloc[0]) if len(counts) else 0, "sign": sign,
        "smallest": gaps.min(), "largest": gaps.max(), "n_intervals": len(spans),
        "k_clear": int((spans["low"] * spans["high"] > 0).sum()), "result": result,
    }  # fmt: skip


def _grouped(
    table: pd.DataFrame, articles: pd.DataFrame | None, by: str, event: EventsOf | None
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The scored sentences with `group` and `block`, and the choices that this grouping leaves open."""
    asked = tuple(name for name in CHOICES if not (name == "voice" and by in ("voice", "side")))
    if by in table:
        table = table[table["voice"] == "attributed"] if by == "side" else table
        return _blocked(table.assign(group=table[by]), articles, event), asked
    if articles is None or by not in articles:
        raise InputError(f"robustness: by={by!r} is a column of neither table; give `articles` with it")
    groups = dict(zip(articles["article_id"], articles[by], strict=True))
    return _blocked(table.assign(group=table["article_id"].map(groups)), articles, event), asked


def _blocked(table: pd.DataFrame, articles: pd.DataFrame | None, event: EventsOf | None) -> pd.DataFrame:
    """What is shared: the event, or the article where articles hold both groups."""
    event = "event" if event is None and articles is not None and "event" in articles else event
    if isinstance(event, pd.DataFrame):
        known = event[["article_id"]].drop_duplicates() if articles is None else articles
        event = article_events(known, event)["event"].to_dict()
    elif isinstance(event, str):
        if articles is None or event not in articles:
            raise InputError(f"robustness: event={event!r} is no column of articles")
        event = dict(zip(articles["article_id"], articles[event], strict=True))
    shared = bool(len(table)) and table.groupby("article_id")["group"].nunique().max() > 1
    return table.assign(block=table["article_id"] if shared or event is None else events_of(table["article_id"], event))


def _once(both: pd.DataFrame, by: str, articles: pd.DataFrame | None, sentences: pd.DataFrame | None) -> pd.DataFrame:
    """Without the articles that print another's text: one of a group stays, and none of those that both groups print."""
    if by == "article_id" or sentences is None or articles is None or "upstream" not in articles:
        return both
    texts = shared_texts(articles[articles["article_id"].isin(both["article_id"])], sentences)
    of = both[["article_id", "group"]].drop_duplicates().assign(text=lambda t: t["article_id"].map(texts).fillna(""))
    several = of.groupby("text")["group"].transform("nunique") > 1
    gone = of[(of["text"] != "") & (of.duplicated(["text", "group"]) | (several & ~of.duplicated(["article_id"], keep=False)))]
    return both[~both["article_id"].isin(gone["article_id"])]


def _on_shared_actors(both: pd.DataFrame, by: str) -> pd.DataFrame:
    """Mentions of those whom both groups name alone, against how the groups together speak of the same actor."""
    model = both["scorer"] == PORTRAYAL
    mentions, who = both[model].rename(columns={"polarity": "value"}), ["actor"] if by == "voice" else [*WHO]
    mentions = mentions[mentions.groupby(who)["group"].transform("nunique") > 1]
    held = against_others(mentions, by=_OVER, who=who).rename(columns={"value": "polarity"})
    return pd.concat([both[~model], held])


def _refused(a: str, b: str) -> dict[str, Any]:
    counts = {f"{what}_{name}": 0 for what in ("articles", "sentences") for name in "ab"}
    return {"scorer": PORTRAYAL, **dict.fromkeys(CHOICES, ""), "a": a, "b": b, **counts, "design": "refused"}


def _between(table: pd.DataFrame, by: str, between: tuple[str, str] | None) -> tuple[str, str]:
    known = sorted(set(table["group"].dropna()) - set(NOBODY))
    if between is None and len(known) == 2:
        return known[0], known[1]
    if between is None:
        raise InputError(f"robustness: {len(known)} groups by {by!r}; name two of them in `between`: {', '.join(known[:8])}")
    # The words of a side or outlet that is not stated are somebody's, and a user may ask for them by name.
    if lost := [name for name in between if name not in set(table["group"])]:
        raise InputError(f"robustness: no {by} {lost[0]!r}; there are {', '.join(known[:8])}")
    return between[0], between[1]


def _rows(
    both: pd.DataFrame, pair: tuple[str, str], asked: tuple[str, ...], level: float, together: bool
) -> Iterator[dict[str, Any]]:
    options = {name: CHOICES[name] if name in asked else ("as grouped",) for name in CHOICES}
    if not both["zone"].isin(["title", "deck"]).any():
        # The table does not tell parts of an article apart.
        options["parts"] = CHOICES["parts"][:1]
    both = both.assign(group=(both["group"] != pair[0]).astype("int64"), block=pd.factorize(both["block"], sort=True)[0])
    for scorer, part in both.groupby("scorer", sort=False):
        for voice, parts in product(options["voice"], options["parts"]):
            sentences = _sentences(part, voice, parts)
            for evidence in options["evidence"]:
                articles = _articles(sentences, evidence)
                for rest in product(*(options[name] for name in _ON_ARTICLES)):
                    chosen = {"voice": voice, "parts": parts, "evidence": evidence, **dict(zip(_ON_ARTICLES, rest, strict=True))}
                    yield {"scorer": scorer, **chosen, **_gap(articles.under(chosen), level, together)}


def _sentences(part: pd.DataFrame, voice: str, parts: str) -> pd.DataFrame:
    kept = part[(part["voice"] == "outlet") | (voice != CHOICES["voice"][0])]
    kept = kept[kept["zone"].isin(["body", ""]) | (parts != "body")]
    each = kept.groupby(["group", "block", "article_id", "sentence_no"], sort=True)
    table = each.agg(polarity=("polarity", "mean"), words=("words", "sum")).reset_index()
    return table.assign(article=table.groupby(["group", "article_id"], sort=True).ngroup())


@dataclass(frozen=True)
class _Articles:
    """Per article and group: its block, the sum of polarities, and how many sentences are scored and there at all."""

    groups: np.ndarray
    blocks: np.ndarray
    polarity: np.ndarray
    scored: np.ndarray
    sentences: np.ndarray

    def under(self, chosen: Mapping[str, str]) -> Units:
        """The articles that are left under a choice, each with the weight that it then has.

        What is counted of them: articles, sentences that enter, and scored sentences.
        """
        covered = chosen["coverage"] == "any" or self.scored >= COVERAGE * self.sentences
        size = self.sentences if chosen["unscored"] == "count as 0" else self.scored
        left = np.flatnonzero(covered & (size > 0))
        size, k = size[left], self.polarity[left]
        counts = np.column_stack([np.ones(len(left)), size, self.scored[left]])
        k, n = (k / size, np.ones(len(size))) if chosen["mean_of"] == "articles" else (k, size)
        return Units(self.groups[left], self.blocks[left], k, n, counts)


def _articles(sentences: pd.DataFrame, evidence: str) -> _Articles:
    enough = sentences["words"].to_numpy() >= (1 if evidence == "any" else 2)
    polarity = np.where(enough, sentences["polarity"].to_numpy(), np.nan)
    known = ~np.isnan(polarity)
    _, first, article = np.unique(sentences["article"].to_numpy(), return_index=True, return_inverse=True)
    sums = (np.bincount(article, weights=w) for w in (np.where(known, polarity, 0), known, np.ones(len(known))))
    return _Articles(*(sentences[name].to_numpy()[first] for name in ("group", "block")), *sums)


def _gap(articles: Units, level: float, together: bool) -> dict[str, Any]:
    """The gap, its interval where the design bears one, and what entered."""
    units, design, shared = reassigned(articles, (0, 1))
    design = "none" if together and shared and design != "paired" else design
    counts = {name: units.of(group).counts.sum(axis=0).astype(int) for group, name in enumerate("ab")}
    told = {f"{what}_{name}": int(counts[name][kind]) for kind, what in enumerate(("articles", "sentences")) for name in "ab"}
    if min(counts["a"][2], counts["b"][2]) == 0:
        return {**told, "gap": np.nan, "low": np.nan, "high": np.nan, "design": "none"}
    a, b = (Sums(part.k, part.n) for part in map(units.of, (0, 1)))
    low, high = interval(a, b, paired=design == "paired", level=level) if design != "none" else NONE
    return {**told, "gap": a.value - b.value, "low": low, "high": high, "design": design}
