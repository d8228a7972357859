"""Folded solutions of the notebooks: their code runs after the cells that it builds on, and gives the numbers of the answer."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import hearsay as hs
from notebook_text import ROOT, TAUGHT, Solution, cells, solutions, source

NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*")
WHOLE = ("display.max_rows", None, "display.max_columns", None, "display.width", None, "display.precision", 3)
EXERCISES = [pytest.param(path, one, id=f"{path.stem[:2]}-{one.title}") for path in TAUGHT for one in solutions(path)]


def names(code: str, context: type[ast.expr_context]) -> set[str]:
    """The names that code gives a value to (Store), or needs (Load)."""
    nodes = list(ast.walk(ast.parse(code)))
    found = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, context)}
    if context is ast.Store:
        imports = [alias for node in nodes if isinstance(node, ast.Import | ast.ImportFrom) for alias in node.names]
        found |= {(alias.asname or alias.name).split(".")[0] for alias in imports}
        found |= {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    return found


def needed(code: list[str], wanted: set[str]) -> Iterator[str]:
    """The cells that a solution builds on, in their order: those that give its names a value, and those they build on."""
    kept = []
    for cell in reversed(code):
        if names(cell, ast.Store) & wanted:
            kept.append(cell)
            wanted = wanted | names(cell, ast.Load)
    return reversed(kept)


def run(code: str, known: dict[str, Any]) -> str:
    """What a notebook would show of a cell: the value of its last line."""
    tree = ast.parse(code)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), known)
    if last is None:
        return ""
    return repr(eval(compile(ast.Expression(last.value), "<cell>", "eval"), known))


@pytest.fixture(scope="module")
def shown(seeds: hs.Study) -> dict[Path, dict[str, Any]]:
    """What the cells of each notebook have given a value to; the corpus is read once for all of them."""
    return {path: {"study": seeds} for path in TAUGHT}


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like that of the notebooks, beside seeds and data, in which a solution may write."""
    place = tmp_path_factory.mktemp("hearsay")
    for name in ("seeds", "data"):
        (place / name).symlink_to(ROOT / name)
    (place / "notebooks").mkdir()
    return place / "notebooks"


@pytest.mark.parametrize("path, solution", EXERCISES)
def test_the_code_of_a_solution_gives_the_numbers_of_its_answer(path, solution: Solution, shown, beside, monkeypatch):
    monkeypatch.chdir(beside)
    known = shown[path]
    wanted = names("\n".join(solution.code), ast.Load) - set(known) - set(dir(builtins))
    own = names("\n".join(solution.code), ast.Store)
    with pd.option_context(*WHOLE, "display.max_colwidth", 300):
        for cell in needed([source(cell) for cell in cells(path, "code")], wanted - own):
            run(without_reading(cell), known)
        told = "\n".join(run(code, known) for code in solution.code)
    assert numbers(solution.answer) - numbers(told.replace("_", " ")) == set(), told


def numbers(text: str) -> set[str]:
    """The numbers of a text, without the zeros that only fill up a column."""
    return {number.rstrip("0").rstrip(".") if "." in number else number for number in NUMBER.findall(text)}


def without_reading(cell: str) -> str:
    return re.sub(r"^study = hs\.read\(CORPUS\)$", "", cell, flags=re.MULTILINE) or "None"
