"""The tables of a corpus in a folder: from memory, or, where it is larger than that, made and written piece by piece."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from hearsay import engine, pipeline, schema, storage
from hearsay.framing.wording import left_out
from hearsay.options import Options, describe_options
from hearsay.reading.documents import chunks
from hearsay.reading.files import Where, find_sources, listed_paths
from hearsay.study import Study

LARGE = 300_000_000
"""Bytes of files from which a corpus is streamed unasked."""
PER_ARTICLE = ("documents", "problems", *(name for name, recipe in pipeline.RECIPES.items() if recipe.per_article))
"""What can be made piece by piece. The rest compares articles with one another and needs them all."""
BESIDE = tuple(name for name, recipe in pipeline.RECIPES.items() if recipe.beside)
"""What can be made piece by piece, but not all of it."""


@dataclass(frozen=True)
class Written:
    """What was written: of how many articles, with which problems, and in a line what was left out, '' where nothing was."""

    articles: int
    problems: pd.DataFrame
    left_out: str = ""


@describe_options
def write(
    where: Where,
    folder: Path,
    *,
    form: storage.Format = "both",
    only: str | Sequence[str] | None = None,
    stream: bool = False,
    **options: Any,
) -> Written:
    """Read, analyse and write the tables of a corpus; 500 texts at a time from 300 MB on, or when told to.

    Memory does not grow with a corpus that is streamed. What is left out then: tables that compare articles (`wording`,
    `versions` …), which `hearsay.read` makes from a sample that fits into memory; the folding of versions of one article;
    lines that recur within an outlet, which are told by their look alone. With a cache a run that was stopped goes on from there.
    The set appears whole when all has been written, in place of a former one; `manifest.json` in it says what it was made from.
    Tables of a former set that was made from the same are kept beside those asked for.

    Parameters
    ----------
    where
        A folder, a file, a pattern such as `"news/*.txt"`, or a list of these.
    folder
        Where the tables go, with the dictionary of their columns.
    form
        "csv", "parquet" or "both".
    only
        Names of tables, "articles,attributions" or a list; all unless told.
    stream
        Whether to stream a small corpus too.
    {options}

    Errors
    ------
    `InputError` when nothing is at the place, a table or option is unknown, the folder and the articles are not apart, another
    run is writing the folder, or a file in it would be lost that Hearsay did not write, or that was changed since.
    """
    asked, chosen, where = pipeline.table_names(only), Options.gathered(**options), listed_paths(where)
    if chosen.cache:
        storage.check_cache(chosen.cache, where)
    streamed = stream or sum(source.path.stat().st_size for source in find_sources(where)[0]) > LARGE
    names = [name for name in asked if name in PER_ARTICLE or not streamed]
    with storage.replacing(folder, where, storage.MANIFEST) as fresh:
        made = (_write_streamed if streamed else _write_whole)(where, fresh, form, names, chosen)
        origin = made.inputs.origin(chosen, made.articles, streamed=streamed)
        storage.carry_over(folder, fresh, origin)
        storage.write_manifest(fresh, origin)
    return Written(made.articles, made.problems, _left_out(asked, chosen) if streamed else made.left_out)


@dataclass(frozen=True)
class _Made:
    """Tables in a fresh folder: from which documents, and with which problems."""

    articles: int
    inputs: storage.Inputs
    problems: pd.DataFrame
    left_out: str = ""


def _write_whole(where: Where, fresh: Path, form: storage.Format, names: Sequence[str], options: Options) -> _Made:
    study, inputs = Study.read(where, options), storage.Inputs()
    storage.write_tables(study.make(*names), fresh, form)
    inputs.add(study.documents, study.versions, study.problems)
    nobodys = int(left_out(study.articles).sum()) if "wording" in names else 0
    told = f"wording without {nobodys} articles whose outlet is not stated: supply it in corpus.csv" if nobodys else ""
    return _Made(len(study.documents), inputs, study.problems, told)


def _write_streamed(where: Where, fresh: Path, form: storage.Format, names: Sequence[str], options: Options) -> _Made:
    kept = storage.ArticleCache(options.cache, options) if options.cache else None
    wanted = ["articles", *(name for name in names if name in pipeline.RECIPES)]
    articles, inputs, problems = 0, storage.Inputs(), [schema.frame("problems", [])]
    with ExitStack() as stack:
        writers = {name: stack.enter_context(storage.appending(name, fresh, form)) for name in names}
        line = stack.enter_context(engine.progress("articles"))
        for documents, told in chunks(where, columns=options.columns, html=options.html):
            documents = schema.validate("documents", documents)
            made = pipeline.make_tables(wanted, {"documents": documents}, options, whole=False, kept=kept)
            if pipeline.SKIPPED in made:
                told = schema.frame("problems", pd.concat([told, made[pipeline.SKIPPED]], ignore_index=True))
                documents = pipeline.without(documents, made[pipeline.SKIPPED]["where"])
            problems.append(pipeline.with_languages(told, documents, made["articles"]))
            made |= {"documents": documents, "problems": problems[-1]}
            for name, write_rows in writers.items():
                write_rows(made[name])
            inputs.add(documents, problems[-1])
            articles += len(documents)
            line.update(len(documents))
    storage.write_dictionary(fresh)
    return _Made(articles, inputs, schema.frame("problems", pd.concat(problems, ignore_index=True)))


def _left_out(asked: Sequence[str], options: Options) -> str:
    """What is other than in memory, in one line."""
    compared = ", ".join(name for name in asked if name not in PER_ARTICLE)
    parts = [
        f"not made: {compared}, which compare articles (give a sample that fits into memory)" if compared else "",
        *(f"{name} without what {' and '.join(pipeline.RECIPES[name].beside)} would add" for name in asked if name in BESIDE),
        "versions of one article not folded" if options.duplicates == "fold" else "",
        "lines that recur within an outlet told by their look alone",
    ]
    return f"read piece by piece; {'; '.join(filter(None, parts))}"
