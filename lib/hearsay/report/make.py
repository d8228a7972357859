"""A corpus in, a folder out: pages, tables, figures and `run.json`. The same texts give the same bytes."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from hearsay.errors import InputError
from hearsay.options import Options, describe_options
from hearsay.pipeline import end_processes
from hearsay.report import page
from hearsay.report.notebook import Executed, Figure, Stage, notebooks_folder, run_all, staged
from hearsay.report.pages import floor_chart, reader_pages
from hearsay.storage import RECORD, digests, replacing, versions, write_tables
from hearsay.study import Study


@dataclass(frozen=True)
class Report:
    """What was made: where, of how many articles, and what went wrong."""

    folder: Path
    articles: int
    problems: pd.DataFrame
    stopped: tuple[tuple[str, str], ...]


@describe_options
def report(where: str, out: Path, *, notebooks: Path | None = None, **options: Any) -> Report:
    """Run every notebook on a corpus and write a report to read: findings, outlets, articles; behind them all that was made.

    `index.html` holds the findings, each with the list of its `evidence/`; `outlets/` and `articles/` a page for each, with
    every statement marked in its text; `files.html` leads to a page for each notebook, `tables/`, `figures/` and `run.json`.

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
    with staged(where, folder) as stage, replacing(out, where, RECORD) as fresh:
        chosen = replace(chosen, cache=chosen.cache or stage.cache)
        environment = replace(chosen, cores=1).environment(stage.cache)  # one notebook reads on one core
        with contextlib.chdir(stage.notebooks):  # from which the corpus is '../corpus', wherever it lies
            study = Study.read(stage.corpus, chosen)
        tables = study.make()
        problems = study.problems.assign(path=study.problems["path"].map(stage.as_given).astype("str"))
        if study.documents.empty:
            raise InputError("no article could be read; {path}: {problem}; {advice}".format(**problems.iloc[0]))
        end_processes()  # the kernels need the memory
        executed = run_all(stage, environment, chosen.cores)
        (fresh / "tables").mkdir()
        write_tables(tables, fresh / "tables")
        _write_pages(fresh, study, executed)
        record = json.dumps(_run_record(fresh, study, executed, stage), indent=1, ensure_ascii=False)
        _write_text(fresh / RECORD, f"{record}\n")
        return Report(out, len(study.documents), problems, tuple((one.name, one.stopped) for one in executed if one.stopped))


def _write_pages(folder: Path, study: Study, executed: Sequence[Executed]) -> None:
    pages = [*executed, page.methods()]
    contents = [{"name": e.name, "title": e.numbered, "file": f"{e.name}.html", "stopped": e.stopped} for e in pages]
    figures: dict[bytes, Figure] = {}
    (folder / "figures").mkdir()
    for notebook in pages:
        _write_text(folder / f"{notebook.name}.html", page.notebook_page(notebook, contents))
        for figure in notebook.figures:
            (folder / "figures" / figure.name).write_bytes(figure.png)
            figures.setdefault(figure.png, figure)
    files = {
        "articles": len(study.documents),
        "contents": contents,
        "summary": page.table_html(study.summary()),
        "problems": page.table_html(study.problems) if len(study.problems) else "",
        "tables": [{"name": name, "rows": len(table)} for name, table in study.make().items()],
        "figures": list(figures.values()),
    }
    floor = floor_chart(study)
    (folder / "figures" / "floor.png").write_bytes(floor.png())
    (folder / "figures" / "floor.svg").write_bytes(floor.svg())
    for name, text in reader_pages(study, floor, files):
        (folder / name).parent.mkdir(exist_ok=True)
        _write_text(folder / name, text)


def _run_record(folder: Path, study: Study, executed: Sequence[Executed], stage: Stage) -> dict[str, object]:
    """What it takes to tell whether two reports should be equal. No clock, no path: both would differ for nothing."""
    files = digests(folder)
    tables = {name: {"rows": len(table), "sha256": files[f"tables/{name}.parquet"]} for name, table in study.make().items()}
    return {
        "versions": versions(),
        "parameters": {"CORPUS": stage.corpus},
        "options": study.options.of_tables(),
        "documents": study.documents[["document_id", "format", "sha256"]].to_dict("records"),
        "problems": study.problems.to_dict("records"),
        "notebooks": [
            {"name": one.name, "sha256": _digest(stage.notebooks / f"{one.name}.ipynb"), "stopped": one.stopped}
            for one in executed
        ],
        "tables": tables,
        "files": files,
    }


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
