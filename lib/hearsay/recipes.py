"""Which function makes which table from which tables, and how a job of many articles is cut and put together."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from hearsay import schema

ENGLISH = ("en", schema.NOT_STATED)
"""Languages of articles that are analysed; all others are read and counted."""
CHUNK = 16
"""Articles per job: large enough that sending tables costs little, and the same whatever the number of cores."""


@dataclass(frozen=True)
class Recipe:
    """One table: the function that makes it ('module:name'), the tables it takes, and the options it knows.

    `per_article` tables look at one article at a time; the others need the whole corpus. An `english` table leaves out
    the articles whose language is stated to be another.
    """

    function: str
    takes: tuple[str, ...]
    options: tuple[str, ...] = ()
    per_article: bool = True
    english: bool = False

    @property
    def needs(self) -> tuple[str, ...]:
        """The tables that have to be there: those taken, and what tells the language."""
        return tuple(dict.fromkeys([*self.takes, *(["articles"] if self.english else [])]))


RECIPES: Mapping[str, Recipe] = {
    "blocks": Recipe("hearsay.parsing:blocks", ("documents",), ("repeated",)),
    "metadata": Recipe("hearsay.parsing:metadata", ("documents", "blocks")),
    "sentences": Recipe("hearsay.parsing:sentences", ("documents", "blocks")),
    "articles": Recipe("hearsay.parsing:articles", ("documents", "blocks", "metadata", "sentences")),
    "mentioned_dates": Recipe("hearsay.parsing.mentioned:mentioned_dates", ("documents", "sentences", "articles"), english=True),
    "attributions": Recipe(
        "hearsay.attribution:attributions", ("documents", "sentences"), ("extractor", "sides", "least"), english=True
    ),
    "tone": Recipe("hearsay.tone:tone", ("documents", "sentences", "attributions"), english=True),
    "portrayals": Recipe("hearsay.tone:portrayals", ("documents", "sentences", "attributions"), ("aliases",), english=True),
    "frames": Recipe("hearsay.framing:frames", ("documents", "sentences", "attributions"), ("cues",), english=True),
    "loaded": Recipe("hearsay.framing:loaded", ("documents", "sentences", "attributions"), english=True),
    "epithets": Recipe("hearsay.framing:epithets", ("documents", "sentences", "attributions"), per_article=False, english=True),
    "omissions": Recipe(
        "hearsay.framing:omissions", ("documents", "sentences", "attributions", "articles"), per_article=False, english=True
    ),
    "wording": Recipe("hearsay.framing:wording", ("documents", "sentences", "articles"), per_article=False, english=True),
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
    order = [step for taken in RECIPES[name].needs for step in missing(taken, made)]
    return tuple(dict.fromkeys([*order, name]))


def make(name: str, tables: Mapping[str, pd.DataFrame], options: Mapping[str, Any]) -> pd.DataFrame:
    """The named table, made by its function and held to its contract."""
    recipe = RECIPES[name]
    module, _, function = recipe.function.partition(":")
    call: Callable[..., pd.DataFrame] = getattr(importlib.import_module(module), function)
    given = {option: options[option] for option in recipe.options if options.get(option) is not None}
    taken = [_english(tables[one], tables["articles"]) if recipe.english else tables[one] for one in recipe.takes]
    return schema.validate(name, call(*taken, **given))


def _english(data: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The rows of articles that English instruments can read; a language that is not stated is given to them."""
    others = articles.loc[~articles["language"].isin(ENGLISH), "article_id"]
    return data[~data[key(data)].isin(others)].reset_index(drop=True) if len(others) else data


def with_languages(problems: pd.DataFrame, documents: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The problems, and a row for each article that is in another language than the instruments know."""
    others = articles[~articles["language"].isin(ENGLISH)]
    paths = dict(zip(documents["document_id"], documents["path"], strict=True))
    rows = [
        {
            "path": paths[row.article_id],
            "where": row.article_id,
            "problem": f"in another language than English ({row.language}): read and counted, not analysed",
            "advice": "attributions, tone, frames and wording know English only",
            "lost": False,
        }
        for row in others.itertuples()
    ]
    return (
        schema.frame("problems", pd.concat([problems, schema.frame("problems", rows)], ignore_index=True)) if rows else problems
    )


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
    parts = ({name: part[number] for name, part in slices.items()} for number in range(len(chunks)))
    return [Job(part, names, _narrowed(options, part["documents"])) for part in parts]


def _narrowed(options: Mapping[str, Any], documents: pd.DataFrame) -> Mapping[str, Any]:
    """The options, of the lines that recur within outlets only those of these documents."""
    if not options.get("repeated"):
        return options
    from hearsay.parsing.repetition import narrowed

    return {**options, "repeated": narrowed(options["repeated"], documents)}


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
