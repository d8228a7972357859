"""Events that were found against events that are known, and whether shared passages stay within them, on BASIL [Fan2019].

`hearsay check events --data DIR` runs `check` on a folder as `outlet_comparison.load_basil` reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from hearsay import schema
from hearsay.corroboration import events, reuse
from hearsay.schema import NOT_STATED
from hearsay.validation.benchmarks.outlet_comparison import load_basil


def check(data: Path, split: str | None = None) -> dict[str, float]:
    """How well events are found without being told, with the articles' dates and without, and where passages are shared.

    Parameters
    ----------
    data
        The folder that holds BASIL's articles. Names of files are not looked at.
    split
        Not used: there is one part.

    Returns
    -------
    dict
        `articles`, `events`; `reuse passages` and `reuse pairs` (of articles), and the shares of either that stay within one
        event; `events B3 precision`, `recall` and `F1` [Bagga1998], once with the dates that the articles state, once without.
    """
    corpus = load_basil(data)
    study = corpus.study
    known = dict(zip(corpus.events["article_id"], corpus.events["event"], strict=True))
    articles = study.articles.assign(event=NOT_STATED)
    shared = reuse(study.documents, study.sentences, schema.frame("attributions", []), articles)
    pairs = shared[["article_a", "article_b"]].drop_duplicates()
    figures = {
        "articles": float(len(articles)),
        "events": float(len(set(known.values()))),
        "reuse passages": float(len(shared)),
        "reuse pairs": float(len(pairs)),
        "reuse passages within one event": _within(shared, known),
        "reuse pairs within one event": _within(pairs, known),
    }
    for told, dated in (("events", articles), ("events without dates", articles.assign(published=NOT_STATED))):
        found = events(dated, study.sentences, shared)
        scores = b_cubed(dict(zip(found["article_id"], found["event"], strict=True)), known)
        figures |= {f"{told} B3 {name}": score for name, score in scores.items()}
    return figures


def b_cubed(found: Mapping[str, str], known: Mapping[str, str]) -> dict[str, float]:
    """Precision, recall and F1 of a grouping against the known one, item by item [Bagga1998].

    Of each item: the share of its group that belongs with it, and the share of what belongs with it that is in its group.

    >>> round(b_cubed({"a": "1", "b": "1", "c": "1"}, {"a": "x", "b": "x", "c": "y"})["precision"], 3)
    0.556
    """
    table = pd.DataFrame({"found": pd.Series(found), "known": pd.Series(known)})
    both = table.groupby(["found", "known"])["found"].transform("size")
    precision = float((both / table.groupby("found")["found"].transform("size")).mean())
    recall = float((both / table.groupby("known")["known"].transform("size")).mean())
    return {"precision": precision, "recall": recall, "F1": 2 * precision * recall / (precision + recall)}


def _within(pairs: pd.DataFrame, known: Mapping[str, str]) -> float:
    return float((pairs["article_a"].map(known) == pairs["article_b"].map(known)).mean())
