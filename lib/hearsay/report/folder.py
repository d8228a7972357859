"""The folder that is written into: apart from the articles, and nothing in it is written over that Hearsay did not write."""

from __future__ import annotations

import contextlib
import csv
import glob
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path

from hearsay import schema, store
from hearsay.errors import InputError
from hearsay.reading.find import Where, containing, listed

RECORD = "run.json"
"""What a report bears, with the names of its tables and notebooks."""
DICTIONARY = "dictionary.csv"
"""What lies beside tables and names their columns."""
LEFT_BY_SYSTEMS = (".DS_Store", "Thumbs.db", "desktop.ini")
"""Files that Finder and Explorer leave in folders which are looked at; they hold nothing that is anyone's."""


def check_apart(out: Path, where: Where) -> None:
    """Raises `InputError` when a folder to write into lies within the articles, or they in it."""
    if containing(out, where) is not None:
        raise InputError(f"--out {str(out)!r} lies within the articles, which would be read again next time; name another folder")
    folder = out.resolve()
    for item in listed(where):
        path = Path(item)
        if path.resolve().is_relative_to(folder) or (path.parent.resolve() / path.name).is_relative_to(folder):
            raise InputError(f"--out {str(out)!r} holds the articles at {item!r}; name another folder, or a new one")


def check_tables(out: Path, where: Where, files: Iterable[str]) -> None:
    """Raises `InputError` when files to be written would stand among the articles, or replace one that is no table of Hearsay's.

    A table is known by its columns: those that Hearsay writes now, or those that the dictionary beside it names.
    """
    check_apart(out, where)
    current = {table: list(columns) for table, columns in schema.TABLES.items()} | {"dictionary": list(schema.dictionary())}
    former = _described(out / DICTIONARY) if store.columns(out / DICTIONARY) == current["dictionary"] else {}
    for path in (out / name for name in files):
        known = (current[path.stem], former.get(path.stem))
        if os.path.lexists(path) and store.columns(path) not in known:
            raise InputError(f"{str(path)!r} is no table that Hearsay wrote; move it, or name another folder with --out")


def _described(dictionary: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with dictionary.open(encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["table"], []).append(row["column"])
    return found


@contextlib.contextmanager
def replacing(out: Path, where: Where) -> Iterator[Path]:
    """A fresh folder that takes the place of `out` only when all has gone well.

    Raises `InputError` when `out` and the articles are not apart, or it holds what is no part of a report.
    """
    check_apart(out, where)
    _check_report(out)
    place = out.resolve()
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{place.name}-", dir=place.parent) as name:
        fresh = Path(name) / place.name
        fresh.mkdir()
        yield fresh
        _exchange(fresh, place, Path(f"{name}-former"))


def _exchange(fresh: Path, place: Path, former: Path) -> None:
    """Until the fresh folder stands in its place the former is moved and never deleted, and comes back if that fails."""
    try:
        if place.exists():
            place.rename(former)
        fresh.rename(place)
    finally:
        if not fresh.exists():
            shutil.rmtree(former, ignore_errors=True)
        elif former.exists():
            former.rename(place)


def _check_report(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise InputError(f"--out {str(out)!r} is a file; name a folder")
    written = _written(out / RECORD)
    inside = sorted(path for path in out.rglob("*") if path.is_symlink() or not path.is_dir())
    for path in (path.relative_to(out).as_posix() for path in inside if path.name not in LEFT_BY_SYSTEMS):
        if not any(fnmatch(path, pattern) for pattern in written):
            raise InputError(f"--out {str(out)!r} holds {path!r}, which no report of Hearsay's wrote; name another folder")


def _written(record: Path) -> list[str]:
    """Patterns of the files of a report, as its record tells; none when it is no record of a report."""
    try:
        told = json.loads(record.read_text(encoding="utf-8"))
        told["versions"]["hearsay"]
        names = [glob.escape(one["name"]) for one in told["notebooks"]]
        notebooks = [pattern for name in names for pattern in (f"{name}.html", f"figures/{name}-*.png")]
        tables = [f"tables/{name}.{form}" for name in told["tables"] for form in ("csv", "parquet")]
    except (OSError, ValueError, LookupError, TypeError):
        return []
    return [RECORD, "index.html", f"tables/{DICTIONARY}", *notebooks, *tables]
