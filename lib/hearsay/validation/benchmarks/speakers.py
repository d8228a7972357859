"""The labels of speakers against coded sources, by kind and region: the error that `validation.error_by` ships."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd

from hearsay.errors import DataError
from hearsay.validation.benchmarks import digest
from hearsay.validation.coded import match_answers
from hearsay.validation.coded_texts import text_documents
from hearsay.validation.coding_formats import from_sources
from hearsay.validation.error_by import coded_error

LEAST = 10
"""Articles from which the error of a group is told: of fewer the interval says next to nothing."""
ENDS = ("right", "low", "high", "n", "articles")


def check(data: Path | str, split: str | None = None) -> dict[str, Any]:
    """How often kind, naming and country of a speaker are as coded, where the attribution is one.

    Parameters
    ----------
    data
        A folder with `articles.jsonl` and `rows.jsonl`.
    split
        The beginning of a corpus's name, to measure on its articles alone.

    Returns
    -------
    dict
        `BY: GROUP: LABEL right`, `low`, `high`, `n`, `articles` as `error_by.coded_error` has them, 0 to 1, for groups of ten
        articles and more; `data`, `data_sha256`.
        An attribution of the table is held against the coded row with the same cue, or else the same source and an overlapping
        content; others are left aside.

    Do not compare figures of articles that the shipped models learned from with others (`models/README.md`).
    """
    articles, answers = from_sources(data)
    articles = articles[articles["corpus"].str.startswith(split or "")]
    if articles.empty:
        raise DataError(f"{data}: no article of the corpus {split!r}")
    return figures(read_as_articles(articles), answers, data)


def figures(study: Any, answers: pd.DataFrame, data: Path | str) -> dict[str, Any]:
    """As `check`, of tables that were made before: of attributions labelled by heads that had not seen their article, say."""
    table = coded_error(match_answers(study, answers))
    found = {
        f"{row['by']}: {row['group']}: {row['label']} {end}": row[end]
        for row in table[table["articles"] >= LEAST].to_dict("records")
        for end in ENDS
    }
    sizes = {"coded": len(answers[answers["article_id"].isin(study.articles["article_id"])])}
    return {**found, **sizes, "data": "coded sources", "data_sha256": digest(Path(data), "articles.jsonl", "rows.jsonl")}


def read_as_articles(articles: pd.DataFrame, said: pd.DataFrame | None = None) -> Any:
    """The tables that items are made of, read as any text is; with these attributions, if they are given."""
    from hearsay.attribution import attributions
    from hearsay.parsing.articles import blocks, sentences

    texts, outlets = (dict(zip(articles["article_id"], articles[name], strict=True)) for name in ("text", "outlet"))
    documents = text_documents(texts, outlets)
    cut = sentences(documents, blocks(documents))
    said = attributions(documents, cut) if said is None else said
    return SimpleNamespace(documents=documents, sentences=cut, attributions=said, articles=articles)


def rows(result: Mapping[str, Any]) -> str:
    """The result of `check` as lines to print."""
    names = [name.removesuffix(" right") for name in result if name.endswith(" right")]
    width = max(map(len, names), default=0)
    lines = [f"{result['coded']} coded rows; percent [95 % over articles] of n"]
    for name in names:
        right, low, high, n, articles = (result[f"{name} {end}"] for end in ENDS)
        lines.append(f"{name:{width}}  {100 * right:5.1f} [{100 * low:.0f}, {100 * high:.0f}] of {n}, {articles} articles")
    return "\n".join(lines)
