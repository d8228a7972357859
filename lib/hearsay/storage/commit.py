"""A set of files in a folder: written aside, then put in place in one step, whole or not at all, over nothing that is not ours.

`replacing` gives a fresh folder within `NAME.unfinished`, beside the folder that is asked for. When all has been written it is
flushed to the disk and changes places with the former one: on Linux and macOS in one step of the file system, elsewhere in two,
the second of which the next run makes up for. A run that is killed leaves the former set whole, and `NAME.unfinished`, which the
next run removes. A lock keeps two runs apart.
"""

from __future__ import annotations

import csv
import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from hearsay import schema
from hearsay.errors import InputError
from hearsay.reading.files import Where, containing, listed_paths
from hearsay.storage.locking import lock_file
from hearsay.storage.manifest import DICTIONARY, MANIFEST, digests, read_manifest
from hearsay.storage.tables import columns_on_disk

UNFINISHED = ".unfinished"
"""What is added to the name of a folder for the one beside it in which its next content is written."""
LOCK, FRESH, FORMER = "lock", "new", "former"
"""What lies in that one: the file that is locked, the next content, and, for a moment, the former."""
AT_ONCE = 16
"""Files that are flushed at a time: a disk writes many together in the time of one."""
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What a system says when a disk is full, or a file or user has all that is allowed."""
_EXCHANGE = 2
"""`RENAME_EXCHANGE` of Linux and `RENAME_SWAP` of macOS: two names change places."""
_HERE = {"linux": -100, "darwin": -2}
"""`AT_FDCWD`: a path is relative to the current folder."""


@contextmanager
def replacing(out: Path, where: Where, record: str) -> Iterator[Path]:
    """A fresh folder that takes the place of `out` only when all has gone well.

    Parameters
    ----------
    out
        The folder; it does not exist, is empty, or holds a set of files that its `record` names, each as it was written.
    where
        The articles, which it has to be apart from.
    record
        The name of the file that tells what Hearsay wrote there, which is to be written into the fresh folder too.

    Errors
    ------
    `InputError`, before anything is written, when `out` and the articles are not apart, when `out` holds what Hearsay did not
    write or somebody has changed since, when it cannot be replaced, or when another run is writing it.
    """
    check_apart(out, where)
    place = out.resolve()
    _check_place(out, place)
    _check_ours(out, record)
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        with _unfinished(out, place) as aside:
            fresh = aside / FRESH
            fresh.mkdir()
            yield fresh
            _check_ours(out, record)
            _flush(fresh)
            _put_in_place(fresh, place, aside / FORMER)
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        raise InputError(
            f"--out {str(out)!r}: {os.strerror(error.errno)}; nothing was changed there; make room, or name another"
        ) from error


def check_apart(out: Path, where: Where) -> None:
    """Raises `InputError` when a folder to write into lies within the articles, or they in it."""
    if containing(out, where) is not None:
        raise InputError(f"--out {str(out)!r} lies within the articles, which would be read again next time; name another folder")
    folder = out.resolve()
    for item in listed_paths(where):
        path = Path(item)
        if path.resolve().is_relative_to(folder) or (path.parent.resolve() / path.name).is_relative_to(folder):
            raise InputError(f"--out {str(out)!r} holds the articles at {item!r}; name another folder, or a new one")


def _check_place(out: Path, place: Path) -> None:
    """A folder that is replaced is another one afterwards: whoever stands in it, or has mounted it, would keep the old one."""
    if place.exists() and not place.is_dir():
        raise InputError(f"--out {str(out)!r} is a file; name a folder")
    if Path.cwd().resolve().is_relative_to(place):
        raise InputError(f"--out {str(out)!r} is the folder that you are in; name a folder in it, such as 'out'")
    if os.path.ismount(place):
        raise InputError(f"--out {str(out)!r} is a mounted disk or volume, which cannot be replaced; name a folder in it")


def _check_ours(out: Path, record: str) -> None:
    """Raises `InputError` when a folder holds a file that Hearsay did not write there, or that was changed since."""
    found = digests(out) if out.exists() else {}
    told = read_manifest(out, record)
    known = {**told["files"], record: found[record]} if told else _older_tables(out, found) if record == MANIFEST else {}
    for name, digest in found.items():
        if name not in known:
            what = "table" if record == MANIFEST else "report"
            raise InputError(
                f"--out {str(out)!r} holds {name!r}, which no {what} of Hearsay's is; name another folder, or a new one"
            )
        if known[name] != digest or not digest:
            raise InputError(
                f"--out {str(out)!r} holds {name!r}, which was changed since Hearsay wrote it; move it, or name another folder"
            )


def _older_tables(out: Path, found: Mapping[str, str]) -> dict[str, str]:
    """The tables of a Hearsay which wrote no manifest: known by their columns now, or by those in the dictionary beside them."""
    current = {table: list(columns) for table, columns in schema.TABLES.items()} | {"dictionary": list(schema.dictionary())}
    former = _described(out / DICTIONARY) if columns_on_disk(out / DICTIONARY) == current["dictionary"] else {}

    def known(name: str) -> bool:
        stem, suffix = os.path.splitext(name)
        columns = columns_on_disk(out / name) if suffix in (".csv", ".parquet") else []
        return bool(columns) and columns in (current.get(stem), former.get(stem))

    return {name: digest for name, digest in found.items() if known(name)}


def _described(dictionary: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with dictionary.open(encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["table"], []).append(row["column"])
    return found


@contextmanager
def _unfinished(out: Path, place: Path) -> Iterator[Path]:
    """The folder beside `place` in which work goes on, locked and empty but for the lock; removed afterwards."""
    aside = place.with_name(place.name + UNFINISHED)
    known = {LOCK, FRESH, FORMER}
    if aside.exists() and (not aside.is_dir() or not {path.name for path in aside.iterdir()} <= known):
        raise InputError(f"{str(aside)!r} is in the way and not Hearsay's; move it, or name another folder with --out")
    aside.mkdir(exist_ok=True)
    lock = _locked(aside / LOCK)
    if lock is None:
        raise InputError(f"--out {str(out)!r}: another run is writing it; wait for that one, or name another folder")
    try:
        _make_up(aside, place)
        yield aside
    finally:
        _make_up(aside, place)
        (aside / LOCK).unlink(missing_ok=True)
        os.close(lock)
        with suppress(OSError):
            aside.rmdir()


def _make_up(aside: Path, place: Path) -> None:
    """What a run that was stopped has left: a former content that stands nowhere goes back, the rest is removed."""
    if (aside / FORMER).exists() and not place.exists():
        (aside / FORMER).rename(place)
    for name in (FRESH, FORMER):
        shutil.rmtree(aside / name, ignore_errors=True)


def _locked(path: Path) -> int | None:
    """The file, open and locked until it is closed or the process ends, however it ends; None when another holds it."""
    while True:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            held = lock_file(file)
            if held and path.exists() and os.path.samestat(os.fstat(file), path.stat()):
                return file
        except OSError:
            os.close(file)
            raise
        os.close(file)
        if not held:
            return None  # else whoever held it has removed it meanwhile


def _flush(folder: Path) -> None:
    """All files and folders below onto the disk, so that no name stands there before its content does."""
    paths = [path for parent, _, names in os.walk(folder) for path in (parent, *(os.path.join(parent, name) for name in names))]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(_sync, paths))


def _sync(path: str | Path) -> None:
    if os.path.isdir(path) and not hasattr(os, "O_DIRECTORY"):  # Windows opens no folders
        return
    file = os.open(path, os.O_RDONLY if os.path.isdir(path) or os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _put_in_place(fresh: Path, place: Path, former: Path) -> None:
    """The fresh folder under the name of the former, which afterwards stands in the folder of what is unfinished, or nowhere."""
    if not place.exists():
        fresh.rename(place)
    elif not _exchanged(fresh, place):
        place.rename(former)
        fresh.rename(place)
    _sync(place.parent)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two names change places in one step; False where the system or its disk cannot."""
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        rename = libc.renameat2 if sys.platform == "linux" else libc.renameatx_np
        here = _HERE[sys.platform]
    except (OSError, AttributeError, KeyError, TypeError):
        return False
    return bool(rename(here, os.fsencode(one), here, os.fsencode(other), _EXCHANGE) == 0)
