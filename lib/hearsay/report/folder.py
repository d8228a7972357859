"""The folder that a report is written into."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from hearsay.errors import InputError

RECORD = "run.json"
"""What a report bears."""


@contextlib.contextmanager
def replacing(out: Path, where: str) -> Iterator[Path]:
    """A fresh folder that takes the place of `out` only when all has gone well.

    Raises `InputError` when `out` lies within the articles, or is no report.
    """
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / RECORD).is_file())):
        raise InputError(f"--out {str(out)!r} holds something that is no report of Hearsay's; name another folder")
    corpus = Path(where).resolve()
    if corpus.is_dir() and out.resolve().is_relative_to(corpus):
        raise InputError(f"--out {str(out)!r} lies within the articles, which would be read again next time; name another folder")
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
