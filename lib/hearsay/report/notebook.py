"""One notebook on a stage without a trace of this machine: its corpus put in, run in a kernel, its outputs taken out."""

from __future__ import annotations

import asyncio
import base64
import glob
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from hearsay.engine import progress
from hearsay.errors import InputError
from hearsay.reading.files import start
from hearsay.reading.records import printable
from hearsay.report.figures import Figure, kept_figure

CORPUS = "../corpus"
"""The corpus as the notebooks see it."""
BESIDE = ("data", "seeds")
"""Folders next to the notebooks which they may read: gold codings and the texts these belong to."""

LEFT_OUT = {"nbval-ignore-output", "solution"}
"""Tags of cells that a page cannot show, widgets above all, or should not give away."""
SECONDS = 600
"""The longest one cell may take."""
KEEPING = "from hearsay.charts.base.kept import keep_figures\nkeep_figures('../figures')"
"""Runs before a notebook and is no part of it: its charts are then also there to download."""


@dataclass(frozen=True)
class Stage:
    """Where the notebooks stand, the corpus as they see it, folders for tables not to make again and for figures to download,
    and the folder as given."""

    notebooks: Path
    corpus: str
    cache: Path
    figures: Path
    given: Path

    def as_given(self, path: str) -> str:
        """A path on the stage, such as '../corpus/a.txt', as the user would name it."""
        below = path.removeprefix(f"{CORPUS}/")
        return path if below == path else printable(str(self.given / below))


def notebooks_folder(given: Path | None = None) -> Path:
    """The notebooks: those given, or those of the checkout, or those that the installed package carries."""
    package = Path(__file__).parents[1]
    places = [given] if given else [package.parents[1] / "notebooks", package / "notebooks"]
    found = next((place for place in places if any(place.glob("*.ipynb"))), None)
    if found is None:
        raise InputError(f"no notebooks in {places[0]}; name their folder with --notebooks, or run in a checkout of Hearsay")
    return found


@contextmanager
def staged(where: str, notebooks: Path) -> Iterator[Stage]:
    """Copies of the notebooks beside a link to the corpus, in a temporary folder that is removed afterwards.

    The corpus is always `../corpus` there, so the same texts give the same report wherever they lie.
    """
    given, rest = _root(where)
    with tempfile.TemporaryDirectory(prefix=".hearsay-") as name:
        folder = Path(name).resolve()
        (folder / "notebooks").mkdir()
        (folder / "cache").mkdir()
        (folder / "figures").mkdir()
        for notebook in filter(of_report, sorted(notebooks.glob("*.ipynb"))):
            shutil.copy(notebook, folder / "notebooks")
        for beside in BESIDE:
            if (notebooks.resolve().parent / beside).is_dir():
                _link(notebooks.resolve().parent / beside, folder / beside)
        _link(given.resolve(), folder / "corpus")
        yield Stage(folder / "notebooks", "/".join([CORPUS, *rest]), folder / "cache", folder / "figures", given)


def of_report(notebook: Path) -> bool:
    """Whether a report runs this notebook: one that waits for a reader's hands says in its metadata that none does."""
    told = nbformat.read(notebook, as_version=4).metadata.get("hearsay", {})
    return bool(told.get("report", True))


def _root(where: str) -> tuple[Path, tuple[str, ...]]:
    """The folder to link, as the user names it, and what is left of the path below it: a file's name, or a pattern."""
    path = Path(where)
    if path.is_dir():
        return path, ()
    if path.exists():
        return path.parent, (path.name,)
    if glob.has_magic(where):
        return start(where)
    raise InputError(f"{where!r} does not exist; give a folder with articles, a file, or a pattern such as 'news/*.txt'")


def _link(target: Path, link: Path) -> None:
    try:
        os.symlink(target, link, target_is_directory=True)
    except OSError:  # systems on which links need a privilege
        shutil.copytree(target, link)


@dataclass(frozen=True)
class Executed:
    """A notebook after its run. `stopped` says in one line what stopped it, '' when nothing did."""

    name: str
    title: str
    cells: tuple[NotebookNode, ...]
    stopped: str = ""
    figures: tuple[Figure, ...] = field(default=())

    @property
    def numbered(self) -> str:
        """The title after the number that the notebooks call one another by."""
        number = self.name.partition("_")[0]
        return f"{number} {self.title}" if number.isdigit() and not self.title.startswith(number) else self.title


def run_all(stage: Stage, environment: Mapping[str, str], cores: int | Executor = 1) -> list[Executed]:
    """Every notebook of the stage, in the order of their names, as many at a time as there are cores.

    `environment` is what their kernels find there beside what this process does.
    """
    paths, gate = sorted(stage.notebooks.glob("*.ipynb")), asyncio.Semaphore(cores if isinstance(cores, int) else 1)

    async def run(path: Path, line: Any) -> Executed:
        async with gate:
            executed = await _run(path, stage, environment)
        line.update()
        return executed

    async def run_together() -> list[Executed]:
        with progress("notebooks", len(paths)) as line:
            return await asyncio.gather(*(run(path, line) for path in paths))

    return asyncio.run(run_together())


async def _run(path: Path, stage: Stage, environment: Mapping[str, str]) -> Executed:
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if not LEFT_OUT & set(cell.metadata.get("tags", []))]
    set_parameters(notebook, {"CORPUS": stage.corpus})
    notebook.cells.insert(0, new_code_cell(KEEPING, id="keeping"))
    client = NotebookClient(
        notebook, timeout=SECONDS, kernel_name="python3", record_timing=False, resources={"metadata": {"path": str(path.parent)}}
    )
    private = {"TQDM_DISABLE": "1", "IPYTHONDIR": str(stage.cache / "ipython")}
    stopped = ""
    try:
        # The environment that Jupyter is told replaces its own, and a kernel needs what it holds: PATH, HOME, the language.
        await client.async_execute(env={**os.environ, **environment, **private}, stderr=subprocess.DEVNULL)
    except CellExecutionError as error:
        stopped = f"{error.ename}: {error.evalue}".splitlines()[0][:300]
    except (CellTimeoutError, DeadKernelError) as error:
        stopped = f"{type(error).__name__}: a cell took over {SECONDS} seconds, or the kernel ran out of memory"
    del notebook.cells[0]
    headings = [
        line.lstrip("# ") for cell in notebook.cells if cell.cell_type == "markdown" for line in cell.source.split("\n")[:3]
    ]
    title = next(filter(None, headings), path.stem)
    return Executed(path.stem, title, tuple(notebook.cells), stopped, tuple(_figures(stage.figures, notebook.cells)))


def set_parameters(notebook: NotebookNode, values: Mapping[str, str]) -> None:
    """Put a cell with the values right after the one tagged `parameters`, or first of all when none is."""
    source = "\n".join(f"{name} = {value!r}" for name, value in values.items())
    places = [place for place, cell in enumerate(notebook.cells) if "parameters" in cell.metadata.get("tags", [])]
    cell = new_code_cell(source, id="injected-parameters", metadata={"tags": ["hide-input"]})
    notebook.cells.insert(places[0] + 1 if places else 0, cell)


def _figures(kept: Path, cells: Sequence[NotebookNode]) -> list[Figure]:
    """The pictures of a notebook in their order, as yet without names."""
    outputs = [output for cell in cells if cell.cell_type == "code" for output in cell.outputs if "data" in output]
    shown = [output["data"] for output in outputs if "image/png" in output["data"]]
    return [kept_figure("", base64.b64decode(data["image/png"]), str(data.get("text/plain", "")), kept) for data in shown]
