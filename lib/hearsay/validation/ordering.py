"""Which of two outlets speaks better of somebody, on one event: what people said, and what the scorers say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from hearsay.statistics import Sums, by_article, interval, wilson
from hearsay.validation.basil import Basil

Scores = Mapping[tuple[str, str], np.ndarray]
"""What a scorer gives the mentions of a target in an article, by article and target."""


@dataclass(frozen=True)
class Pair:
    """Two articles on one event, and a target that their authors feel differently about: `sign` is 1 when a feels better."""

    event: str
    a: str
    b: str
    target: str
    sign: int


def figures(corpus: Basil) -> dict[str, float]:
    """How often a scorer puts two outlets in the order that people did, for targets towards which they saw a difference.

    Returns
    -------
    dict
        `ordering pairs`; for each scorer `… right` (percent; a tie is half right), with `… low` and `… high` (95 % over
        events, never narrower than Wilson's), `… ties` (no difference, or no score at all) and `… unresolved`: pairs whose
        difference has a 95 % interval over the mentions that holds 0, or that cannot have one. `… resolved right` is the
        share among the others. `spans` are the spans that people marked, their sum; chance is 50.

    Notes
    -----
    A lexicon scores an article by the mean of its body's sentences that name the target. One article against one is no
    comparison of outlets: this measures the instrument, with the most generous rule.
    """
    pairs = list(_pairs(corpus))
    found: dict[str, float] = {"ordering pairs": float(len(pairs))}
    for name, scores in _scorers(corpus, pairs):
        found |= {f"ordering {name} {key}": value for key, value in _measured(pairs, scores, name == "spans").items()}
    return found


def _pairs(corpus: Basil) -> Iterator[Pair]:
    table = corpus.feelings.merge(corpus.events[["article_id", "event"]], on="article_id")
    for (event, target), part in table.groupby(["event", "target"], sort=True):
        rows = list(part.sort_values("article_id").itertuples(index=False))
        for one, other in combinations(rows, 2):
            if one.feeling != other.feeling:
                yield Pair(event, one.article_id, other.article_id, target, int(np.sign(one.feeling - other.feeling)))


def _scorers(corpus: Basil, pairs: list[Pair]) -> Iterator[tuple[str, Scores]]:
    wanted = sorted({(article, pair.target) for pair in pairs for article in (pair.a, pair.b)})
    marked = corpus.spans.groupby(["article_id", "target"])["sign"]
    yield "spans", {key: group.to_numpy(dtype=float) for key, group in marked}
    body = corpus.study.sentences[corpus.study.sentences["zone"] == "body"]
    sentences = dict(iter(body.groupby("article_id")))
    naming = {(article, target): _naming(sentences[article], target) for article, target in wanted}
    for analyzer, part in corpus.study.tone.dropna(subset=["polarity"]).groupby("analyzer", sort=True):
        means = part.groupby(["article_id", "sentence_no"])["polarity"].mean()
        yield (
            str(analyzer),
            {key: means.reindex([(key[0], n) for n in named]).dropna().to_numpy() for key, named in naming.items()},
        )
    if (portrayed := _portrayed(corpus)) is not None:
        values = {key: _of(portrayed, key[0], naming[key], key[1]) for key in wanted}
        yield "portrayal", values


def _portrayed(corpus: Basil) -> pd.DataFrame | None:
    """The table of portrayals, where this version of Hearsay makes one."""
    try:
        return corpus.study.portrayals
    except AttributeError:
        return None


def _of(portrayed: pd.DataFrame, article: str, named: list[int], target: str) -> np.ndarray:
    """Positive less negative of the mentions that are of the target, by the words of the actor's name."""
    part = portrayed[(portrayed["article_id"] == article) & portrayed["sentence_no"].isin(named)]
    mine = part[part["actor"].map(lambda actor: _name(target).search(actor) is not None).astype(bool)]
    return (mine["positive"] - mine["negative"]).to_numpy(dtype=float)


def _naming(sentences: pd.DataFrame, target: str) -> list[int]:
    pattern = _name(target)
    return [row.sentence_no for row in sentences.itertuples(index=False) if pattern.search(row.text)]


def _name(target: str) -> re.Pattern[str]:
    """The whole name or its last word, which is the family name of a person."""
    words = target.split()
    return re.compile(rf"\b(?:{re.escape(target)}|{re.escape(words[-1])})\b", re.IGNORECASE)


def _measured(pairs: list[Pair], scores: Scores, summed: bool) -> dict[str, float]:
    whole: Callable[[np.ndarray], float] = np.sum if summed else np.mean
    right, sure, ties = [], [], 0
    for pair in pairs:
        a, b = (scores.get((article, pair.target), np.array([])) for article in (pair.a, pair.b))
        known = summed or (len(a) and len(b))
        difference = float(np.round(whole(a) - whole(b), 12)) if known else 0.0
        ties += difference == 0
        right.append(0.5 + 0.5 * float(np.sign(difference)) * pair.sign)
        sure.append(_resolved(a, b))
    result = {**_share(pairs, np.array(right)), "ties": float(ties)}
    if summed:
        return result
    kept = np.array(right)[sure]
    resolved = {"resolved right": 100 * float(kept.mean())} if len(kept) else {}
    return {**result, "unresolved": float(len(pairs) - len(kept)), **resolved}


def _resolved(a: np.ndarray, b: np.ndarray) -> bool:
    if min(len(a), len(b)) < 2:
        return False
    low, high = interval(*(Sums(x, np.ones(len(x))) for x in (a, b)))
    return low > 0 or high < 0


def _share(pairs: list[Pair], right: np.ndarray) -> dict[str, float]:
    per = pd.DataFrame({"event": [pair.event for pair in pairs], "k": right}).groupby("event")["k"].agg(["sum", "size"])
    sums = per.to_numpy(dtype=float)
    low, high = by_article(sums, lambda total: total[..., 0] / total[..., 1])
    least = wilson(round(right.sum()), len(right))
    return {"right": 100 * float(right.mean()), "low": 100 * min(low, least[0]), "high": 100 * max(high, least[1])}
