"""Which files a path, a pattern or a list of them means, and how their documents are called."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hearsay.errors import InputError
from hearsay.reading.records import Problem, Source, printable

Where = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]

ABOUT_THE_FOLDER = ("readme", "license", "licence", "citation", "copying")
"""Stems of files that describe a folder; inside a folder they are passed over, like hidden files."""


@dataclass(frozen=True)
class FoundFiles:
    """Files below one root, and what is wrong with those that are not to be read."""

    root: Path
    files: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()


def find_sources(where: Where) -> tuple[list[Source], list[Problem]]:
    """Sources in the order of their names, each file once.

    Raises `InputError` when a path does not exist or nothing is there.
    """
    items = listed_paths(where)
    found = [_find_one(item) for item in items]
    paths = {os.path.abspath(path): path for one in found for path in one.files}
    problems = {problem for one in found for problem in one.problems}
    if not paths and not problems:
        shown = ", ".join(map(repr, items[:3])) + " …" * (len(items) > 3) or "an empty list"
        raise InputError(f"{shown}: no file there; give a folder with articles, a file, or a pattern such as 'news/*.txt'")
    root = Path(os.path.commonpath([os.path.abspath(one.root) for one in found]))
    named = sorted((printable(Path(os.path.relpath(at, root)).as_posix()), at, path) for at, path in paths.items())
    return [Source(path, name) for name, _, path in named], sorted(problems, key=lambda problem: (problem.path, problem.problem))


def listed_paths(where: Where) -> list[str]:
    """The paths and patterns of a place one by one."""
    return [os.fspath(item) for item in ([where] if isinstance(where, str | os.PathLike) else where)]


def containing(folder: Path, where: Where) -> Path | None:
    """The folder that is read with all folders in it, and that a given one lies in, if there is any.

    A pattern such as 'news/*/*.txt' reads all of 'news'; 'news/*.txt' reads no folder in it.
    """
    for item in listed_paths(where):
        path = Path(item)
        if not path.exists() and glob.has_magic(item):
            root, below = start(item)
            path = root if len(below) > 1 else path
        if path.is_dir() and folder.resolve().is_relative_to(path.resolve()):
            return path.resolve()
    return None


def start(pattern: str) -> tuple[Path, tuple[str, ...]]:
    """The folder that a pattern starts from, and what is left of the pattern below it."""
    parts = Path(pattern).parts
    fixed = next((n for n, part in enumerate(parts) if glob.has_magic(part)), len(parts))
    return Path(*parts[:fixed]), parts[fixed:]


def _find_one(item: str) -> FoundFiles:
    path = Path(item)
    try:
        if path.is_dir():
            return _in_folder(path)
        if path.exists():
            return FoundFiles(path.parent, *_sorted_out([path], path.resolve().parent))
    except (OSError, ValueError) as error:
        raise InputError(f"{item!r} cannot be opened: {error}") from error
    if glob.has_magic(item):
        return _in_pattern(item)
    raise InputError(f"{item!r} does not exist; check the path, or give a pattern such as 'news/*.txt'")


def _in_pattern(pattern: str) -> FoundFiles:
    root, _ = start(pattern)
    matches = [Path(match) for match in sorted(glob.glob(pattern, recursive=True))]
    files, problems = _sorted_out([path for path in matches if not path.is_dir()], root)
    return FoundFiles(root, files, problems)


def _in_folder(folder: Path) -> FoundFiles:
    closed: list[OSError] = []
    files, problems = _sorted_out(list(_walk(folder, closed)), folder)
    return FoundFiles(folder, files, (*problems, *map(_closed, closed)))


def _closed(error: OSError) -> Problem:
    problem = f"the folder cannot be opened: {error.strerror or error}"
    return Problem(printable(str(error.filename)), problem, "check its permissions; what is in it is not read", lost=True)


def _walk(folder: Path, closed: list[OSError]) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder, onerror=closed.append, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in folders if Path(parent, name).is_symlink())
        yield from (Path(parent, name) for name in sorted(names) if not _passed_over(name))


def _passed_over(name: str) -> bool:
    return name.startswith(".") or Path(name).stem.lower() in ABOUT_THE_FOLDER


def _sorted_out(paths: list[Path], root: Path) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    reasons = [(path, _unfit(path, root)) for path in paths]
    files = tuple(path for path, reason in reasons if not reason)
    advice = "put the file itself into the folder"
    return files, tuple(Problem(printable(str(path)), reason, advice, lost=True) for path, reason in reasons if reason)


def _unfit(path: Path, root: Path) -> str:
    """Why a file of a folder is not opened: links that lead out of it, pipes and devices."""
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
            return "a link that leads out of the folder; not followed"
        if path.is_symlink() and path.is_dir():
            return "a link to a folder; not followed"
        return "" if path.is_file() else "not a regular file, or a link that leads nowhere"
    except (OSError, RuntimeError) as error:
        return f"cannot be opened: {error}"
