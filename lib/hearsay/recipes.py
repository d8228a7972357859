"""Which function makes which table from which tables, and how a job of many articles is cut and put together."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from hearsay import schema

CHUNK = 16
"""Articles per job: large enough that sending tables costs little, and the same whatever the number of cores."""


@dataclass(frozen=True)
class Recipe:
    """One table: the function that makes it ('module:name'), the tables it takes, and the options it knows.

    `per_article` tables look at one article at a time; the others need the whole corpus.
    """

    function: str
    takes: tuple[str, ...]
    options: tuple[str, ...] = ()
    per_article: bool = True


RECIPES: Mapping[str, Recipe] = {
    "blocks": Recipe("hearsay.parsing:blocks", ("documents",)),
    "metadata": Recipe("hearsay.parsing:metadata", ("documents", "blocks")),
    "sentences": Recipe("hearsay.parsing:sentences", ("documents", "blocks")),
    "articles": Recipe("hearsay.parsing:articles", ("documents", "blocks", "metadata", "sentences")),
    "attributions": Recipe("hearsay.attribution:attributions", ("documents", "sentences"), ("extractor", "sides", "least")),
    "tone": Recipe("hearsay.tone:tone", ("documents", "sentences", "attributions")),
    "frames": Recipe("hearsay.framing:frames", ("documents", "sentences", "attributions")),
    "loaded": Recipe("hearsay.framing:loaded", ("documents", "sentences", "attributions")),
    "wording": Recipe("hearsay.framing:wording", ("documents", "sentences", "articles"), per_article=False),
}


@dataclass(frozen=True)
class Job:
    """Tables of some articles, the names of the tables to make from them, and the options given."""

    tables: Mapping[str, pd.DataFrame]
    names: tuple[str, ...]
    options: Mapping[str, Any] = field(default_factory=dict)


def missing(name: str, made: Mapping[str, Any]) -> tuple[str, ...]:
    """The tables to make, in order, before and including `name`, when those in `made` are at hand."""
    if name in made:
        return ()
    order = [step for taken in RECIPES[name].takes for step in missing(taken, made)]
    return tuple(dict.fromkeys([*order, name]))


def make(name: str, tables: Mapping[str, pd.DataFrame], options: Mapping[str, Any]) -> pd.DataFrame:
    """The named table, made by its function and held to its contract."""
    recipe = RECIPES[name]
    module, _, function = recipe.function.partition(":")
    call: Callable[..., pd.DataFrame] = getattr(importlib.import_module(module), function)
    given = {option: options[option] for option in recipe.options if options.get(option) is not None}
    return schema.validate(name, call(*(tables[taken] for taken in recipe.takes), **given))


def run(job: Job) -> dict[str, pd.DataFrame]:
    """The tables that the job asks for."""
    tables = dict(job.tables)
    for name in job.names:
        tables[name] = make(name, tables, job.options)
    return {name: tables[name] for name in job.names}


def cut(tables: Mapping[str, pd.DataFrame], names: tuple[str, ...], options: Mapping[str, Any]) -> list[Job]:
    """The work as jobs of `CHUNK` articles each, in the order of the documents; at least one job."""
    ids = tables["documents"]["document_id"].tolist()
    chunks = [ids[first : first + CHUNK] for first in range(0, max(len(ids), 1), CHUNK)]
    slices = {name: _slices(data, chunks) for name, data in tables.items()}
    return [Job({name: part[number] for name, part in slices.items()}, names, options) for number in range(len(chunks))]


def join(parts: Sequence[Mapping[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    """The tables of all jobs, one below the other."""
    return {name: pd.concat([part[name] for part in parts], ignore_index=True) for name in parts[0]}


def _slices(data: pd.DataFrame, chunks: Sequence[Sequence[str]]) -> list[pd.DataFrame]:
    places = data.groupby(key(data), sort=False).indices
    empty = np.array([], dtype=np.intp)
    rows = [np.concatenate([empty, *(places.get(one, empty) for one in chunk)]).astype(np.intp) for chunk in chunks]
    return [data.iloc[taken].reset_index(drop=True) for taken in rows]


def key(data: pd.DataFrame) -> str:
    """The column that names the article."""
    return "document_id" if "document_id" in data.columns else "article_id"
