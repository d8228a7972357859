"""A corpus in, a folder out: pages, tables, figures and `run.json`. The same texts give the same bytes."""

from __future__ import annotations

import contextlib
import hashlib
import json
import platform
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from hearsay import __version__, schema
from hearsay.errors import InputError
from hearsay.options import Options, describe_options
from hearsay.report import page
from hearsay.report.notebook import Executed, Figure, Stage, notebooks_folder, run_all, staged
from hearsay.storage import RECORD, replacing, write_tables
from hearsay.study import Study

PACKAGES = ("matplotlib", "numpy", "pandas", "pyarrow", "scipy", "textblob", "vaderSentiment")


@dataclass(frozen=True)
class Report:
    """What was made: where, of how many articles, and what went wrong."""

    folder: Path
    articles: int
    problems: pd.DataFrame
    stopped: tuple[tuple[str, str], ...]


@describe_options
def report(where: str, out: Path, *, notebooks: Path | None = None, **options: Any) -> Report:
    """Run every notebook on a corpus and write `index.html`, a page per notebook, `tables/`, `figures/` and `run.json`.

    Parameters
    ----------
    where
        A folder, a file, or a pattern such as `"news/*.txt"`.
    out
        A folder that does not exist, is empty, or holds a report alone, which is then replaced.
    notebooks
        The folder of the notebooks; those that come with Hearsay unless told. Each has a cell tagged `parameters` with `CORPUS`.
    {options}

    So many notebooks run at a time as there are cores; the result does not depend on it.

    Errors
    ------
    `InputError` when nothing is at `where`, `out` holds something else, one lies within the other, or an option cannot be what
    it is given as; in a report that is also any that the command line could not give. A notebook that stops on these articles
    is a row of `Report.stopped`, and its page shows how far it came.
    """
    chosen, folder = Options.gathered(**options), notebooks_folder(notebooks)
    with staged(where, folder) as stage, replacing(out, where) as fresh:
        chosen = replace(chosen, cache=chosen.cache or stage.cache)
        environment = replace(chosen, cores=1).environment(stage.cache)  # one notebook reads on one core
        with contextlib.chdir(stage.notebooks):  # from which the corpus is '../corpus', wherever it lies
            study = Study.read(stage.corpus, chosen)
            study.make()
            problems = study.problems.assign(path=study.problems["path"].map(stage.as_given).astype("str"))
            if study.documents.empty:
                raise InputError("no article could be read; {path}: {problem}; {advice}".format(**problems.iloc[0]))
            executed = run_all(stage, environment, chosen.cores)
            _write(fresh, study, executed, stage)
        return Report(out, len(study.documents), problems, tuple((one.name, one.stopped) for one in executed if one.stopped))


def _write(folder: Path, study: Study, executed: Sequence[Executed], stage: Stage) -> None:
    write_tables(study, folder / "tables")
    (folder / "figures").mkdir()
    for figure in (figure for one in executed for figure in one.figures):
        (folder / "figures" / figure.name).write_bytes(figure.png)
    contents = [{"name": e.name, "title": _numbered(e), "file": f"{e.name}.html", "stopped": e.stopped} for e in executed]
    for one in executed:
        _write_text(folder / f"{one.name}.html", page.notebook_page(one, contents))
    _write_text(folder / "index.html", page.index_page(_index(study, executed, contents)))
    _write_text(folder / RECORD, json.dumps(_run_record(folder, study, executed, stage), indent=1, ensure_ascii=False) + "\n")


def _index(study: Study, executed: Sequence[Executed], contents: Sequence[dict[str, str]]) -> dict[str, object]:
    return {
        "articles": len(study.documents),
        "version": __version__,
        "contents": contents,
        "summary": page.table_html(study.summary()),
        "problems": page.table_html(study.problems) if len(study.problems) else "",
        "tables": [{"name": name, "rows": len(getattr(study, name))} for name in schema.TABLES],
        "figures": _once([figure for one in executed for figure in one.figures]),
    }


def _once(figures: Sequence[Figure]) -> list[Figure]:
    """Each picture the first time it is shown."""
    pictures = [figure.png for figure in figures]
    return [figure for place, figure in enumerate(figures) if pictures.index(figure.png) == place]


def _numbered(executed: Executed) -> str:
    """The title after the number that the notebooks call one another by."""
    number = executed.name.partition("_")[0]
    return f"{number} {executed.title}" if number.isdigit() and not executed.title.startswith(number) else executed.title


def _run_record(folder: Path, study: Study, executed: Sequence[Executed], stage: Stage) -> dict[str, object]:
    """What it takes to tell whether two reports should be equal. No clock, no path: both would differ for nothing."""
    tables = {
        name: {"rows": len(getattr(study, name)), "sha256": _digest(folder / "tables" / f"{name}.parquet")}
        for name in schema.TABLES
    }
    return {
        "versions": {"hearsay": __version__, "python": platform.python_version(), **{name: version(name) for name in PACKAGES}},
        "parameters": {"CORPUS": stage.corpus},
        "options": study.options.of_tables(),
        "documents": study.documents[["document_id", "format", "sha256"]].to_dict("records"),
        "problems": study.problems.to_dict("records"),
        "notebooks": [
            {"name": one.name, "sha256": _digest(stage.notebooks / f"{one.name}.ipynb"), "stopped": one.stopped}
            for one in executed
        ],
        "tables": tables,
    }


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
