"""Which function makes which table from which tables, how a job of many articles is cut and put together, and where it runs."""

from __future__ import annotations

import importlib
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import get_context
from pickle import PicklingError
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from hearsay import schema
from hearsay.errors import HearsayError
from hearsay.schema import ENGLISH, key

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
    "blocks": Recipe("hearsay.parsing.articles:blocks", ("documents",), ("repeated",)),
    "metadata": Recipe("hearsay.parsing.articles:metadata", ("documents", "blocks")),
    "sentences": Recipe("hearsay.parsing.articles:sentences", ("documents", "blocks")),
    "articles": Recipe("hearsay.parsing.articles:articles", ("documents", "blocks", "metadata", "sentences")),
    "mentioned_dates": Recipe(
        "hearsay.parsing.mentioned_dates:mentioned_dates", ("documents", "sentences", "articles"), english=True
    ),
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


def missing_tables(name: str, made: Mapping[str, Any]) -> tuple[str, ...]:
    """The tables to make, in order, before and including `name`, when those in `made` are at hand."""
    if name in made:
        return ()
    order = [step for taken in RECIPES[name].needs for step in missing_tables(taken, made)]
    return tuple(dict.fromkeys([*order, name]))


def make_table(name: str, tables: Mapping[str, pd.DataFrame], options: Mapping[str, Any]) -> pd.DataFrame:
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


def run_job(job: Job) -> dict[str, pd.DataFrame]:
    """The tables that the job asks for."""
    tables = dict(job.tables)
    for name in job.names:
        tables[name] = make_table(name, tables, job.options)
    return {name: tables[name] for name in job.names}


def cut_into_jobs(tables: Mapping[str, pd.DataFrame], names: tuple[str, ...], options: Mapping[str, Any]) -> list[Job]:
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
    from hearsay.parsing.repetition import narrowed_to

    return {**options, "repeated": narrowed_to(options["repeated"], documents)}


def join_jobs(parts: Sequence[Mapping[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    """The tables of all jobs, one below the other."""
    return {name: pd.concat([part[name] for part in parts], ignore_index=True) for name in parts[0]}


def _slices(data: pd.DataFrame, chunks: Sequence[Sequence[str]]) -> list[pd.DataFrame]:
    places = data.groupby(key(data), sort=False).indices
    empty = np.array([], dtype=np.intp)
    rows = [np.concatenate([empty, *(places.get(one, empty) for one in chunk)]).astype(np.intp) for chunk in chunks]
    return [data.iloc[taken].reset_index(drop=True) for taken in rows]


Item = TypeVar("Item")
Result = TypeVar("Result")

PATIENCE = 2.0
"""Seconds of silence before a progress line is written."""


def per_article(
    function: Callable[[Item], Result], items: Sequence[Item], cores: int | Executor = 1, *, what: str = "articles"
) -> list[Result]:
    """`[function(item) for item in items]`, the same result in the same order wherever it runs.

    Parameters
    ----------
    function, items
        What is done, and to what. Over cores or a cluster both are pickled: the function has to be importable.
    cores
        1 works in this process; a larger number starts that many; an `Executor` is used as it is, so
        `dask.distributed.Client(...).get_executor()` spreads the work over a Dask cluster.
    what
        The noun of the progress line, which appears on stderr after two seconds. `TQDM_DISABLE=1` silences it.

    Errors
    ------
    `HearsayError` when the processes cannot be started or `function` cannot be sent to them.
    """
    if isinstance(cores, Executor):
        return _spread(function, items, cores, what)
    if cores < 1:
        raise HearsayError(f"cores must be 1 or more, not {cores!r}")
    if cores == 1 or len(items) < 2:
        return list(progress(map(function, items), len(items), what))
    with ProcessPoolExecutor(min(cores, len(items)), mp_context=get_context("spawn")) as pool:
        return _spread(function, items, pool, what)


def quietly(function: Callable[[Item], Result], items: Sequence[Item], cores: int | Executor = 1) -> list[Result]:
    """As `per_article`, without a progress line: for one piece of a job that keeps a line of its own."""
    if isinstance(cores, Executor):
        return list(cores.map(function, items))
    return [function(item) for item in items]


def progress(results: Iterable[Result], total: int, what: str) -> Iterator[Result]:
    """Hand on what comes, and keep one line on stderr up to date once it has taken two seconds."""
    line = Progress(what)
    for done, result in enumerate(results, start=1):
        line.tell(done, total)
        yield result
    line.close()


class Progress:
    """One line on stderr that says how far the work is; written from the second second on, and never where it is unwanted."""

    def __init__(self, what: str) -> None:
        self._what, self._started, self._shown, self._last = what, time.monotonic(), 0.0, ""

    def tell(self, done: int, total: int) -> None:
        """So much is done."""
        now = time.monotonic()
        self._last = f"\r{self._what}: {done:,} of {total:,}"
        if now - self._started > PATIENCE and now - self._shown > 0.5 and not _silent():
            self._write(self._last)
            self._shown = now

    def close(self) -> None:
        """All is done: end the line, if there is one."""
        if self._shown:
            self._write(f"{self._last}, {time.monotonic() - self._started:.0f} s\n")

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()


def _silent() -> bool:
    return os.environ.get("TQDM_DISABLE", "").lower() not in ("", "0", "false")


def _spread(function: Callable[[Item], Result], items: Sequence[Item], pool: Executor, what: str) -> list[Result]:
    try:
        return list(progress(pool.map(function, items), len(items), what))
    except BrokenProcessPool as error:
        raise HearsayError(
            "the processes for cores > 1 could not start or were killed: a script has to call Hearsay below "
            "'if __name__ == \"__main__\":', and memory has to suffice; cores=1 works without them"
        ) from error
    except (PicklingError, AttributeError) as error:
        if "pickle" not in str(error).lower():
            raise
        raise HearsayError(f"{error}: what is sent to other processes has to be importable; cores=1 works without") from error
