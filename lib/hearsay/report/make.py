"""A corpus in, a folder out: pages, tables, figures and `run.json`. The same texts give the same bytes."""

from __future__ import annotations

import contextlib
import hashlib
import json
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from hearsay import __version__, pipeline, schema
from hearsay.errors import InputError
from hearsay.report import page
from hearsay.report.notebook import Executed, Figure, Stage, notebooks_folder, run_all, staged
from hearsay.storage import RECORD, replacing, write_tables
from hearsay.study import Study, read

PACKAGES = ("matplotlib", "numpy", "pandas", "pyarrow", "scipy", "textblob", "vaderSentiment")


@dataclass(frozen=True)
class Report:
    """What was made: where, of how many articles, and what went wrong."""

    folder: Path
    articles: int
    problems: pd.DataFrame
    stopped: tuple[tuple[str, str], ...]


def report(where: str, out: Path, *, cores: int = 1, notebooks: Path | None = None) -> Report:
    """Run every notebook on a corpus and write its pages, `tables/`, `figures/` and `run.json`.

    The pages are `index.html`, one per notebook, and `methods.html`.

    Parameters
    ----------
    where
        A folder, a file, or a pattern such as `"news/*.txt"`.
    out
        A folder that does not exist, is empty, or holds a report alone, which is then replaced.
    cores
        How many processes read, and how many notebooks run at a time. The result does not depend on it.
    notebooks
        The folder of the notebooks; those that come with Hearsay unless told. Each has a cell tagged `parameters` with `CORPUS`.

    Errors
    ------
    `InputError` when nothing is at `where`, `out` holds something else, or one lies within the other. A notebook that stops
    on these articles is a row of `Report.stopped`, and its page shows how far it came.
    """
    folder = notebooks_folder(notebooks)
    with staged(where, folder) as stage, replacing(out, where) as fresh:
        study, executed = _run(stage, cores)
        if study.documents.empty:
            raise InputError(_nothing_read(_as_given(study.problems, stage)))
        with contextlib.chdir(stage.notebooks):  # from which the study names its corpus
            _write(fresh, study, executed, stage)
        stopped = tuple((one.name, one.stopped) for one in executed if one.stopped)
        return Report(out, len(study.documents), _as_given(study.problems, stage), stopped)


def _as_given(problems: pd.DataFrame, stage: Stage) -> pd.DataFrame:
    """The problems under the paths that the user knows; the report itself says '../corpus', wherever that lies."""
    return problems.assign(path=problems["path"].map(stage.as_given).astype("str"))


def _run(stage: Stage, cores: int) -> tuple[Study, list[Executed]]:
    with contextlib.chdir(stage.notebooks):
        study = read(stage.corpus, cores=cores, cache=stage.cache)
        for name in schema.TABLES:
            getattr(study, name)
    line = pipeline.Progress("notebooks")
    executed = [] if study.documents.empty else run_all(stage, cores, line.tell)
    line.close()
    return study, executed


def _write(folder: Path, study: Study, executed: Sequence[Executed], stage: Stage) -> None:
    write_tables(study, folder / "tables")
    (folder / "figures").mkdir()
    for figure in (figure for one in executed for figure in one.figures):
        (folder / "figures" / figure.name).write_bytes(figure.png)
    pages = [*executed, page.methods()]
    contents = [{"name": e.name, "title": _numbered(e), "file": f"{e.name}.html", "stopped": e.stopped} for e in pages]
    for one in pages:
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
        "documents": study.documents[["document_id", "format", "sha256"]].to_dict("records"),
        "problems": study.problems.to_dict("records"),
        "notebooks": [
            {"name": one.name, "sha256": _digest(stage.notebooks / f"{one.name}.ipynb"), "stopped": one.stopped}
            for one in executed
        ],
        "tables": tables,
    }


def _nothing_read(problems: pd.DataFrame) -> str:
    first = problems.iloc[0]
    return f"no article could be read; {first['path']}: {first['problem']}; {first['advice']}"


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
