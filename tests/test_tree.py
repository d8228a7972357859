"""The tree of the library: what imports what, and that each module has a test of its own."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "lib" / "hearsay"
LINTER = Path(sys.executable).with_name("lint-imports")
BREACHES = {
    "up": ("text/words.py", "from hearsay import charts", "hearsay.text is not allowed to import hearsay.charts"),
    "up, within a function": ("schema.py", "def later():\n    from hearsay.study import read", "hearsay.schema is not allowed"),
    "in a circle": (
        "statistics/intervals.py",
        "from hearsay.statistics import compare",
        "No cycles are allowed in hearsay.statistics",
    ),
    "outside the layers": ("elsewhere.py", "", "elsewhere"),
}


def dotted(module: Path) -> str:
    return ".".join(module.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def imported(file: Path) -> set[str]:
    """Every module that a file imports by name, and whatever it takes from one."""
    taken = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            taken |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            taken |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return taken


def has_code(module: Path) -> bool:
    """Whether a module defines something; a package that only hands on what its modules define has no test of its own."""
    return module.name != "__init__.py" or any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in tree(module).body)


def test_each_module_is_imported_by_a_test():
    tested = set().union(*(imported(file) for file in (ROOT / "tests").rglob("test_*.py")))
    assert [name for name in map(dotted, filter(has_code, sorted(PACKAGE.rglob("*.py")))) if name not in tested] == []


def test_each_folder_with_code_is_a_package():
    """A folder without `__init__.py` is left out of what is installed, and the layers do not see it."""
    assert [str(path) for path in PACKAGE.rglob("*.py") if not (path.parent / "__init__.py").exists()] == []


def test_each_module_says_in_a_sentence_or_two_what_it_is_for():
    """`docs/architecture.md` shows it."""
    docstrings = {dotted(path): ast.get_docstring(tree(path)) or "" for path in PACKAGE.rglob("*.py")}
    assert {name for name, text in docstrings.items() if not 10 < len(text.split("\n\n")[0]) < 200} == set()


@pytest.mark.parametrize("breach", BREACHES)
def test_an_import_that_breaks_the_layers_is_found(tmp_path, breach):
    """With the very contracts of pyproject.toml, on a copy of the library into which one wrong import was written."""
    place, line, message = BREACHES[breach]
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(PACKAGE, tmp_path / "hearsay", ignore=lambda folder, names: [n for n in names if n.endswith((".gz", ".npz"))])
    with (tmp_path / "hearsay" / place).open("a", encoding="utf-8") as file:
        file.write(f"\n\n{line}\n")
    run = subprocess.run([LINTER, "--no-cache", "--no-logo"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 1 and message in run.stdout, run.stdout + run.stderr
