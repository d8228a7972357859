"""A corpus in, a folder out: pages, tables, figures and `run.json`. The same texts give the same bytes."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from hearsay.engine import end_processes
from hearsay.errors import InputError
from hearsay.options import Options, describe_options
from hearsay.report import page
from hearsay.report.crate import write_crate
from hearsay.report.figures import Figure, chart_figure, figure_name, write
from hearsay.report.floor import Floor
from hearsay.report.notebook import CORPUS, Executed, Stage, notebooks_folder, run_all, staged
from hearsay.report.pages import reader_pages
from hearsay.report.reader import Reader
from hearsay.storage import RECORD, digests, replacing, versions, write_tables
from hearsay.study import Study
from hearsay.text.printed import quantity

FLOOR = "who-is-given-the-floor"
"""The name of the figure of the front page."""


@dataclass(frozen=True)
class Report:
    """What was made: where, of how many articles, how many texts were folded into them as versions, which rows of a table of
    sides match nobody, and what went wrong."""

    folder: Path
    articles: int
    folded: int
    silent_sides: str
    problems: pd.DataFrame
    stopped: tuple[tuple[str, str], ...]


@describe_options
def report(where: str, out: Path, *, notebooks: Path | None = None, **options: Any) -> Report:
    """Run every notebook on a corpus and write a report to read: findings, outlets, articles; behind them all that was made.

    `index.html` holds the findings, each with the list of its `evidence/`; `outlets/` and `articles/` a page for each, with
    every statement marked in its text, `statements/` what each outlet attributes to others; `cite.html` methods, versions and
    captions ready to cite, `dictionary.html` what each column means; `files.html` leads to a page for each notebook, `tables/`,
    `figures/` (PNG, and SVG and PDF for one and two columns of a journal) and `run.json`; `ro-crate-metadata.json` describes it.

    Parameters
    ----------
    where
        A folder, a file, or a pattern such as `"news/*.txt"`.
    out
        A folder that does not exist, is empty, or holds a report alone, which is then replaced.
    notebooks
        The folder of the notebooks; those that come with Hearsay unless told. Each has a cell tagged `parameters` with `CORPUS`.
    {options}

    So many notebooks run at a time as there are cores; the result does not depend on it. One file alone names a day,
    `ro-crate-metadata.json`: that of SOURCE_DATE_EPOCH where the environment has it, else of the run; `run.json` has its digest.

    Errors
    ------
    `InputError` when nothing is at `where`, `out` holds something else, one lies within the other, or an option cannot be what
    it is given as; in a report that is also any that the command line could not give. A notebook that stops on these articles
    is a row of `Report.stopped`, and its page shows how far it came.
    """
    chosen, folder = Options.gathered(**options), notebooks_folder(notebooks)
    with staged(where, folder) as stage, replacing(out, where, RECORD) as fresh:
        chosen = replace(chosen, cache=chosen.cache or stage.cache)
        alone = replace(chosen, cores=1, engine="cores", address=None)  # one notebook reads on one core
        environment = alone.environment(stage.cache)
        with contextlib.chdir(stage.notebooks):  # from which the corpus is '../corpus', wherever it lies
            study = Study.read(stage.corpus, chosen)
        tables = study.make()
        problems = study.problems.assign(path=study.problems["path"].map(stage.as_given).astype("str"))
        if study.documents.empty:
            raise InputError("no article could be read; {path}: {problem}; {advice}".format(**problems.iloc[0]))
        end_processes()  # the kernels need the memory
        executed = run_all(stage, environment, chosen.cores)
        (fresh / "tables").mkdir()
        write_tables(tables.items(), fresh / "tables")
        floor = Floor(Reader(study))
        first = chart_figure(FLOOR, floor.chart, stage.figures)
        executed = list(_named(executed, first))
        figures = _write_pages(fresh, floor, first, executed, stage)
        titles = {figure.name: figure.title for figure in sorted(figures, key=lambda one: -len(one.name))}
        write_crate(fresh, description=f"{quantity(len(study.articles), 'news article')}, read by Hearsay.", figures=titles)
        record = json.dumps(_run_record(fresh, study, executed, figures, stage), indent=1, ensure_ascii=False)
        _write_text(fresh / RECORD, f"{record}\n")
        stopped = tuple((one.name, one.stopped) for one in executed if one.stopped)
        return Report(out, len(study.documents), len(study.versions), study.silent_sides, problems, stopped)


def _named(executed: Iterable[Executed], first: Figure) -> Iterable[Executed]:
    """The notebooks with names for their figures, by what they show; a picture that is shown twice is one figure."""
    names = {first.png: first.name}
    for notebook in executed:
        for figure in notebook.figures:
            if figure.png not in names:
                names[figure.png] = figure_name(figure.title, names.values())
        yield replace(notebook, figures=tuple(replace(figure, name=names[figure.png]) for figure in notebook.figures))


def _write_pages(folder: Path, floor: Floor, first: Figure, executed: Sequence[Executed], stage: Stage) -> list[Figure]:
    """Every page and figure; returns the figures, that of the front page first."""
    study, pages = floor.reader.study, [*executed, page.document("glossary"), page.document("methods")]
    contents = [{"name": e.name, "title": e.numbered, "file": f"{e.name}.html", "stopped": e.stopped} for e in pages]
    figures = {first.png: first}
    for notebook in pages:
        _write_text(folder / f"{notebook.name}.html", page.notebook_page(notebook, contents))
        for figure in notebook.figures:
            figures.setdefault(figure.png, figure)
    ordered = list(figures.values())
    (folder / "figures").mkdir()
    write(ordered, stage.figures, folder / "figures")
    files = {
        "contents": contents,
        "problems": page.table_html(_in_corpus(study.problems)) if len(study.problems) else "",
        "versions": page.table_html(study.versions) if len(study.versions) else "",
        "tables": [{"name": name, "rows": len(table)} for name, table in study.make().items()],
        "figures": ordered,
    }
    for name, text in reader_pages(floor, first, files):
        (folder / name).parent.mkdir(exist_ok=True)
        _write_text(folder / name, text)
    return ordered


def _in_corpus(problems: pd.DataFrame) -> pd.DataFrame:
    """Paths from the corpus on: what is before it is of the machine, and no reader's."""
    return problems.assign(path=problems["path"].str.removeprefix(f"{CORPUS}/"))


def _run_record(
    folder: Path, study: Study, executed: Sequence[Executed], figures: Sequence[Figure], stage: Stage
) -> dict[str, object]:
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
        "figures": [figure.name for figure in figures],
        "tables": tables,
        "files": files,
    }


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
