"""The test of the tests: a changed bar, a changed cell of a table and a stripped notebook each make `make test` fail.

And of the installation: Hearsay is found from wherever it is imported.
"""

from __future__ import annotations

import copy
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

import hearsay

ROOT = Path(__file__).parents[1]
DRAW = """
import hearsay as hs
study = hs.read(CORPUS)
chart = hs.charts.kept_blocks(study.blocks, study.articles)
chart
"""
TABLE = "study.blocks.groupby(['document_id', 'label']).size().to_frame('blocks')"
TALLER = """
from matplotlib.patches import Rectangle
bars = [bar for bar in chart.axes.get_children() if isinstance(bar, Rectangle) and bar is not chart.axes.patch]
largest = max(bars, key=lambda bar: bar.get_width())
largest.set_width(largest.get_width() * 1.02)
chart
"""


def test_what_is_installed_is_locked_by_digest_for_every_version_and_names_no_host():
    lines = [line.split("#")[0].strip() for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()]
    pinned = {line.replace("_", "-").lower() for line in lines if "==" in line}
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"\n(?=\S)", lock.replace("\\\n", "")) if entry.strip()]
    assert pinned <= {entry.split()[0] for entry in entries} and len(entries) > len(pinned)
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", entry) for entry in entries)
    assert "://" not in lock and "--index" not in lock and " @ " not in lock


@pytest.fixture(scope="module")
def good() -> nbformat.NotebookNode:
    cells = [new_code_cell(source.strip()) for source in (f"CORPUS = {str(ROOT / 'seeds' / '00[01]*')!r}", DRAW, TABLE)]
    return NotebookClient(new_notebook(cells=cells), kernel_name="python3", timeout=120).execute()


def changed(notebook: nbformat.NotebookNode) -> None:
    """One bar 2 % longer when the notebook is replayed, and another number in one cell of the table that was kept."""
    notebook.cells[1].source += TALLER
    data = notebook.cells[2].outputs[0].data
    data["text/html"] = re.sub(r"<td>(\d+)</td>", lambda match: f"<td>{int(match[1]) + 1}</td>", data["text/html"], count=1)


def stripped(notebook: nbformat.NotebookNode) -> None:
    for cell in notebook.cells:
        cell.outputs, cell.execution_count = [], None


CHANGES = {"unchanged": lambda notebook: None, "changed": changed, "stripped": stripped}


@pytest.fixture(scope="module")
def outcomes(good, tmp_path_factory) -> dict[str, set[str]]:
    """The cells that fail when the notebooks are replayed with the very options of the Makefile."""
    folder = tmp_path_factory.mktemp("notebooks")
    for name, change in CHANGES.items():
        notebook = copy.deepcopy(good)
        change(notebook)
        nbformat.write(notebook, folder / f"{name}.ipynb")
    options = re.search(r"^NBVAL := (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)[1]
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-rA",
        "-p",
        "conftest",
        "-c",
        "pyproject.toml",
        *shlex.split(options),
        str(folder),
    ]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert re.search(r"^PASSED .*unchanged", run.stdout, re.MULTILINE), run.stdout + run.stderr
    failed = re.findall(r"^(?:FAILED|ERROR) .*?(\w+)\.ipynb::.*?Cell (\d+)", run.stdout, re.MULTILINE)
    return {name: {cell for notebook, cell in failed if notebook == name} for name in CHANGES} | {
        "exit code": {str(run.returncode)}
    }


def test_an_unchanged_notebook_passes(outcomes):
    assert outcomes["unchanged"] == set()


def test_a_changed_bar_and_a_changed_cell_of_a_table_fail(outcomes):
    assert outcomes["changed"] == {"1", "2"} and outcomes["exit code"] == {"1"}


def test_a_stripped_notebook_fails(outcomes):
    assert outcomes["stripped"] == {"0", "1", "2"}


@pytest.mark.parametrize("how", ["-c", "-m"])
def test_it_is_found_from_the_folder_above_a_clone(tmp_path, how):
    """A clone has the package's name, and Python takes any folder of that name for a package without code."""
    (tmp_path / "hearsay").mkdir()
    run = {"-c": ["-c", "import hearsay; print('hearsay', hearsay.__version__)"], "-m": ["-m", "hearsay.cli", "--version"]}[how]
    alone = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    made = subprocess.run([sys.executable, *run], cwd=tmp_path, env=alone, capture_output=True, text=True, check=False)
    assert made.stdout == f"hearsay {hearsay.__version__}\n", made.stderr
