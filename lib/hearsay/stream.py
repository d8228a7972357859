"""The tables of a corpus that is larger than memory: made and written piece by piece."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pandas as pd

from hearsay import pipeline, schema, storage
from hearsay.errors import InputError
from hearsay.reading.documents import chunks
from hearsay.reading.files import Where, listed_paths
from hearsay.reading.records import Html
from hearsay.storage import Format, check_tables, table_files, write_dictionary
from hearsay.study import own_aliases, own_cues, reading_options

LARGE = 300_000_000
"""Bytes of files from which `hearsay tables` streams unless told otherwise."""
PER_ARTICLE = ("documents", "problems", *(name for name, recipe in pipeline.RECIPES.items() if recipe.per_article))
"""What can be made piece by piece. The rest compares articles with one another and needs them all."""


@dataclass(frozen=True)
class Streamed:
    """What was written: texts, problems, and the tables that were left out since they need the whole corpus."""

    articles: int
    problems: pd.DataFrame
    left_out: tuple[str, ...]


def chosen(only: str | Sequence[str] | None) -> tuple[str, ...]:
    """Names of tables as the command line has them, 'articles,attributions'; all of them without any.

    Raises `InputError` when one is unknown.
    """
    names = [name.strip() for name in only.split(",") if name.strip()] if isinstance(only, str) else list(only or ())
    unknown = [name for name in names if name not in schema.TABLES]
    if unknown:
        raise InputError(f"no table {unknown[0]!r}; there are {', '.join(schema.TABLES)}")
    return tuple(names) or tuple(schema.TABLES)


def is_large(where: Where) -> bool:
    """Whether the files at a place are more than is read at once."""
    from hearsay.reading.files import find_sources

    return sum(source.path.stat().st_size for source in find_sources(where)[0]) > LARGE


def write_streamed(
    where: Where,
    folder: Path,
    *,
    cores: int = 1,
    form: Format = "both",
    only: str | Sequence[str] | None = None,
    columns: Mapping[str, str] | None = None,
    html: Html | None = None,
    aliases: Any = None,
) -> Streamed:
    """Read, analyse and write 500 texts at a time; memory does not grow with the corpus.

    Tables for which articles are compared with each other (`wording`, `versions`, reuse …) are left out and named: make them with
    `hearsay.read` from a sample that fits into memory. For the same reason an article that is there twice stays twice, and lines
    of page dumps that recur within an outlet are told by their look alone.
    The files appear under their names when all has been written. `columns`, `html` and `aliases` are those of `hearsay.read`.

    Raises `InputError` when nothing is at the place, a table is unknown, the folder and the articles are not apart, or a file
    in the folder would be lost that Hearsay did not write.
    """
    asked = chosen(only)
    names = tuple(name for name in asked if name in PER_ARTICLE)
    order = tuple(dict.fromkeys(step for name in ("articles", *names) if name in pipeline.RECIPES for step in _steps(name)))
    given, options = reading_options(columns, html), {"cues": own_cues(None), "aliases": own_aliases(aliases)}
    problems: list[pd.DataFrame] = []
    where = listed_paths(where)
    check_tables(folder, where, table_files(names, form))
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        workers = stack.enter_context(_workers(cores))
        open_ = {name: stack.enter_context(storage.appending(name, folder, form)) for name in names}
        line, articles = pipeline.Progress("articles read and analysed"), 0
        for documents, told in chunks(where, columns=given["columns"], html=given["html"]):
            tables = _tables(documents, told, order, options, workers)
            problems.append(tables["problems"])
            for name, file in open_.items():
                file.write(tables[name])
            articles += len(documents)
            line.tell(articles, articles)
        line.close()
    write_dictionary(folder)
    told = schema.frame("problems", pd.concat(problems, ignore_index=True) if problems else [])
    return Streamed(articles, told, tuple(name for name in asked if name not in PER_ARTICLE))


def _steps(name: str) -> tuple[str, ...]:
    return pipeline.missing_tables(name, {"documents": None})


def _tables(
    documents: pd.DataFrame,
    problems: pd.DataFrame,
    order: tuple[str, ...],
    options: Mapping[str, Any],
    workers: int | Executor,
) -> dict[str, pd.DataFrame]:
    jobs = pipeline.cut_into_jobs({"documents": documents}, order, options)
    made: dict[str, Any] = pipeline.join_jobs(pipeline.quietly(pipeline.run_job, jobs, workers))
    known = pipeline.with_languages(problems, documents, made["articles"])
    return {"documents": schema.validate("documents", documents), "problems": known, **made}


@contextmanager
def _workers(cores: int) -> Iterator[int | Executor]:
    """One pool for all pieces: starting processes anew for each would cost more than the work."""
    if cores < 1:
        raise InputError(f"cores must be 1 or more, not {cores!r}")
    pool = ProcessPoolExecutor(cores, mp_context=get_context("spawn")) if cores > 1 else nullcontext(1)
    with pool as workers:
        yield workers
