"""What every notebook keeps to, read from its JSON alone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
WANTED = ("00", "01", "02", "03", "04", "05", "06", "07", "08")

TAGS = {"parameters", "nbval-ignore-output", "solution", "hide-input"}
IGNORED = {"02": 1, "03": 1, "04": 3, "07": 1, "08": 3}
"""Cells whose output is not compared: the widgets of these. Nothing else may hide from the comparison."""
HEADER = ("Use case", "Difficulty", "Time", "What you need to know", "Libraries")
CANNOT = "What this cannot see"
LARGEST = 1_500_000
ABSOLUTE = re.compile(r"(?<![\w.:/<])/(?:home|root|Users|private|work|tmp|usr|opt|var|mnt|srv)/\w|\b[A-Z]:\\\\?\w")
BREAKS_NBVAL = re.compile(r";\s*\Z|^\s*@interact|\bOutput\(\)|\bclear_output\b|^\s*[!%]", re.MULTILINE)

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path: Path, kind: str) -> list[dict]:
    return [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == kind]


def source(cell: dict) -> str:
    return "".join(cell["source"])


def tags(cell: dict) -> list[str]:
    return cell["metadata"].get("tags", [])


def prose(path: Path) -> str:
    return "\n\n".join(source(cell) for cell in cells(path, "markdown"))


def test_the_notebooks_are_all_there():
    assert set(WANTED) <= {path.name[:2] for path in NOTEBOOKS}
    assert all(re.fullmatch(r"\d\d_[a-z0-9_]+\.ipynb", path.name) for path in NOTEBOOKS)


@every_notebook
def test_it_is_a_valid_notebook_for_python_3(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "python3"


@every_notebook
def test_it_was_run_once_from_top_to_bottom(path):
    counts = [cell["execution_count"] for cell in cells(path, "code")]
    assert counts == list(range(1, len(counts) + 1))


@every_notebook
def test_no_cell_failed_or_warned(path):
    outputs = [output for cell in cells(path, "code") for output in cell["outputs"]]
    assert not [output for output in outputs if output["output_type"] == "error" or output.get("name") == "stderr"]


@every_notebook
def test_tags_are_known_and_the_cells_not_compared_are_counted(path):
    used = [tag for cell in cells(path, "code") + cells(path, "markdown") for tag in tags(cell)]
    assert set(used) <= TAGS
    assert used.count("nbval-ignore-output") == IGNORED.get(path.name[:2], 0)
    assert not re.search(r"#\s*(?:NBVAL|PYTEST_VALIDATE)_", "\n".join(map(source, cells(path, "code"))))


@every_notebook
def test_a_cell_not_compared_follows_one_that_is_and_that_calls_the_same(path):
    code = cells(path, "code")
    for before, cell in zip(code, code[1:], strict=False):
        if "nbval-ignore-output" in tags(cell):
            called, turned = (set(re.findall(r"\.(\w+)\b(?!\.)", source(one))) for one in (before, cell))
            assert "nbval-ignore-output" not in tags(before) and before["outputs"] and called & turned


@every_notebook
def test_the_corpus_is_a_parameter(path):
    marked = [source(cell) for cell in cells(path, "code") if "parameters" in tags(cell)]
    assert len(marked) == 1 and re.search(r'^CORPUS = "\.\./seeds/?"', marked[0], re.MULTILINE)


@every_notebook
def test_it_opens_with_what_a_reader_needs_and_closes_with_exercises(path):
    opening = "\n\n".join(source(cell) for cell in cells(path, "markdown")[:2])
    assert opening.startswith("# ")
    assert [name for name in HEADER if not re.search(rf"\b{name}\b", opening, re.IGNORECASE)] == []
    headings = re.findall(r"^## +(.+?)\s*$", prose(path), re.MULTILINE)
    assert CANNOT in headings and "Exercises" in headings[-3:]


@every_notebook
def test_nothing_in_it_breaks_the_comparison(path):
    assert [source(cell) for cell in cells(path, "code") if BREAKS_NBVAL.search(source(cell))] == []


@every_notebook
def test_it_names_no_place_on_a_machine_and_is_not_too_large(path):
    texts = [source(cell) for cell in cells(path, "markdown") + cells(path, "code")]
    for output in (output for cell in cells(path, "code") for output in cell["outputs"]):
        data = {kind: value for kind, value in output.get("data", {}).items() if not kind.startswith("image/")}
        texts += ["".join(value) if isinstance(value, list) else str(value) for value in [*data.values(), output.get("text", "")]]
    assert [match.group() for text in texts for match in ABSOLUTE.finditer(text)] == []
    assert path.stat().st_size <= LARGEST
