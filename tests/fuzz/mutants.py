"""Do the tests see it when the code is wrong? `python tests/fuzz/mutants.py --folder DIR --mutants N [--room statistics]`.

N small changes of one operator, number or decorator are drawn from the modules that `[tool.mutants]` in pyproject.toml names;
another `--seed` draws others, for what once survived has got tests since, and no longer tells of the rest. Each is made in a copy
of the project, and the tests of its room are run there: the module's own first. A change that no test sees has survived. Changes
of annotations are none, for nothing is run by them. DIR keeps the copy and, a line each, what became of every change
(`mutants.jsonl`), so that a run can go on later, and with the copy brought up to date tries again those that survived
(`--again`). Needs `pip install cosmic-ray`, whose operators make the changes.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

ROOT = Path(__file__).parents[2]
COPIED = ("lib", "tests", "data", "seeds", "docs", "notebooks", "conftest.py", "pyproject.toml", "README.md", "Makefile")
KILLED, SURVIVED, SLOW = "killed", "survived", "killed: too slow"

Change = tuple[str, str, int]
"""Module, operator of cosmic-ray, and which of the places where it applies."""


class _Unannotated(ast.NodeTransformer):
    """A module without what is never run: annotations and docstrings."""

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.annotation = ast.Constant("")
        return self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self.generic_visit(node)


def changes_of(module: str) -> Iterator[Change]:
    """All places of a module at which an operator applies."""
    tree = get_ast((ROOT / module).read_text(encoding="utf-8"))
    for name in sorted(operator_names()):
        operator = get_operator(name)
        if not operator.arguments():  # others take names of variables, which are not the same in two modules
            places = sum(1 for node in ast_nodes(tree) for _ in operator().mutation_positions(node))
            yield from ((module, name, number) for number in range(places))


def is_run(change: Change) -> bool:
    """Whether it changes what is run."""
    module, name, number = change
    source = (ROOT / module).read_text(encoding="utf-8")
    changed = mutate_code(source, get_operator(name)(), number)
    return changed is not None and _run_part(changed) not in ("", _run_part(source))


def _run_part(source: str) -> str:
    """What of a module is run; '' when it cannot be."""
    try:
        return ast.dump(_Unannotated().visit(ast.parse(source)))
    except SyntaxError:
        return ""


def tests_of(module: str, folder: Path) -> list[str]:
    """The tests of a module's room, those of the module itself first."""
    path = Path(module)
    room = path.relative_to("lib/hearsay").parts[0]
    own = folder / "tests" / room / f"test_{path.stem}.py"
    return [str(one.relative_to(folder)) for one in (own, folder / "tests" / room) if one.exists()]


def outcome(change: Change, folder: Path, seconds: float) -> dict[str, Any]:
    """What the tests say of a change that is made in the copy, and what was changed."""
    module, name, number = change
    path = folder / module
    source = path.read_text(encoding="utf-8")
    changed = mutate_code(source, get_operator(name)(), number)
    told = {"module": module, "operator": name, "number": number}
    if changed is None:
        return told | {"outcome": "gone"}
    lines = difflib.unified_diff(source.splitlines(), changed.splitlines(), n=0, lineterm="")
    told["change"] = [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    path.write_text(changed, encoding="utf-8")
    try:
        return told | {"outcome": _tested(tests_of(module, folder), folder, seconds)}
    finally:
        path.write_text(source, encoding="utf-8")


def _tested(tests: list[str], folder: Path, seconds: float) -> str:
    command = [sys.executable, "-m", "pytest", "-n", "0", "-x", "-q", "-p", "no:cacheprovider", "-m", "not nightly", *tests]
    environment = {**os.environ, "PYTHONPATH": str(folder / "lib"), "PYTHONDONTWRITEBYTECODE": "1", "TQDM_DISABLE": "1"}
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as run:
        try:
            return SURVIVED if run.wait(seconds) == 0 else KILLED
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            return SLOW


def copied(folder: Path) -> None:
    """The project as it is now, in the folder."""
    for name in COPIED:
        source, target = ROOT / name, folder / name
        if source.is_dir():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy2(source, target)


def main(folder: Path, mutants: int, room: str, again: bool, seconds: float, seed: int | None) -> None:
    """Try the changes that were not tried yet, and say how many were seen."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        settings = tomllib.load(file)["tool"]["mutants"]
    paths = sorted(path for pattern in settings["modules"] for path in ROOT.glob(pattern) if path.name != "__init__.py")
    modules = [path.relative_to(ROOT).as_posix() for path in paths if f"/{room}/" in path.as_posix() or not room]
    folder.mkdir(parents=True, exist_ok=True)
    copied(folder)
    log, until = folder / "mutants.jsonl", time.monotonic() + seconds
    known = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()] if log.exists() else []
    tried = {(one["module"], one["operator"], one["number"]): one["outcome"] for one in known}
    every = [change for module in modules for change in changes_of(module)]
    random.Random(settings["seed"] if seed is None else seed).shuffle(every)
    drawn = [*islice(filter(is_run, every), mutants)]
    for change in drawn:
        if (tried.get(change) in (None, SURVIVED) if again else change not in tried) and time.monotonic() < until:
            found = outcome(change, folder, settings["seconds"])
            tried[change] = found["outcome"]
            with log.open("a", encoding="utf-8") as file:
                file.write(json.dumps(found) + "\n")
            if found["outcome"] == SURVIVED:
                print(f"{found['module']}: {' '.join(found['change'])}", flush=True)
    for name in dict.fromkeys([Path(module).relative_to("lib/hearsay").parts[0] for module in modules]):
        of_room = Counter(tried[one] for one in drawn if one in tried and f"/{name}/" in one[0])
        seen = sum(n for told, n in of_room.items() if told.startswith(KILLED))
        total = seen + of_room[SURVIVED]
        print(f"{name}: {seen} of {total} changes seen ({seen / max(total, 1):.0%})")
    print(f"{sum(one in tried for one in drawn)} of {len(drawn)} drawn were tried")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--mutants", type=int, default=100)
    parser.add_argument("--room", default="")
    parser.add_argument("--again", action="store_true", help="try again what survived")
    parser.add_argument("--seconds", type=float, default=1e9, help="begin no change after so many")
    parser.add_argument("--seed", type=int, help="of the draw; without it that of pyproject.toml")
    given = parser.parse_args()
    main(given.folder, given.mutants, given.room, given.again, given.seconds, given.seed)
