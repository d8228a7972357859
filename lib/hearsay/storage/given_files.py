"""What a user gives, kept as files of a folder: under names that are no paths, over nothing that is there, bounded in size."""

from __future__ import annotations

import os
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from hearsay.errors import InputError
from hearsay.reading.files import ABOUT_THE_FOLDER
from hearsay.reading.sidecar import TABLE
from hearsay.reading.unpack import PACKED, readable_size

LARGEST = 8_000_000
"""Bytes of one file: a browser sends it to Jupyter in one message, and servers take messages of up to 10 MiB."""
LARGEST_FOLDER, MOST_FILES = 1_000_000_000, 20_000
"""Bytes and files of a folder to which something is added: more than anybody uploads by hand."""
LONGEST_STEM, LONGEST_BYTES = 80, 180
"""Characters of a name before its suffix, and bytes of all of it: systems take 255, and a number may be added."""
NOT_IN_NAMES = '<>:"|?*'
"""What Windows allows in no name."""
DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
"""Names that are devices on Windows, whatever their suffix."""
NAMELESS = "article"
PARTS = re.compile(rf"(.+?)((?:\.\w{{1,8}})?(?:{'|'.join(map(re.escape, PACKED))})|\.\w{{1,8}})?", re.ASCII | re.IGNORECASE)
"""A name's stem and suffix, that of a packed file in two parts: 'news.csv.gz'."""


@dataclass(frozen=True)
class GivenFile:
    """A file that was given: where it lies now, and whether it lay there before, with the same content."""

    path: Path
    known: bool


def keep_file(folder: Path, name: str, content: bytes) -> GivenFile:
    """Keep what is given as a file of a folder, which is made if need be.

    The name is taken for a name, never for a path. Where a file of that name is there a number is added; where that one holds
    the same, nothing is written. A sidecar, `corpus.csv` or `NAME.toml`, gets no other name, since its name is what it means.

    Raises
    ------
    InputError
        Nothing is in it, it is too large, the folder is full or no folder, a sidecar of that name is there, or the disk refuses.
    """
    own = file_name(name)
    if not content:
        raise InputError(f"{own}: the file is empty; nothing was kept")
    if len(content) > LARGEST:
        raise InputError(
            f"{own}: {readable_size(len(content))}, more than the {readable_size(LARGEST)} that a page can send; "
            f"copy it into the folder {folder.name!r} yourself"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _check_room(folder, len(content))
        return _kept(folder, own, content)
    except OSError as error:
        raise InputError(f"{own}: cannot be kept in {str(folder)!r}: {error.strerror or error}") from error


def file_name(given: str) -> str:
    """A name for a file out of any text: its last part, without what no system allows, hides, or takes for something else.

    >>> file_name("../../etc/passwd"), file_name("C:\\\\news\\\\.a?.txt"), file_name("README.md"), file_name(" .. ")
    ('passwd', 'a.txt', 'article-README.md', 'article')
    """
    last = unicodedata.normalize("NFC", re.split(r"[\\/]", given)[-1])
    plain = "".join(char if char.isprintable() and char not in NOT_IN_NAMES else " " for char in last)
    plain = re.sub(r"\s+(?=\.\w+$)", "", " ".join(plain.split()).strip(" ."), flags=re.ASCII)
    stem, suffix = _parts(plain or NAMELESS)
    if DEVICES.fullmatch(stem) or stem.split(".")[0].lower() in ABOUT_THE_FOLDER:
        stem = f"{NAMELESS}-{stem}"
    stem = stem[:LONGEST_STEM].rstrip(" .")
    while len(os.fsencode(stem + suffix)) > LONGEST_BYTES:
        stem = stem[:-1]
    return stem + suffix


def _parts(name: str) -> tuple[str, str]:
    found = PARTS.fullmatch(name)
    return (found[1], found[2] or "") if found else (name, "")


def _kept(folder: Path, name: str, content: bytes) -> GivenFile:
    """Under the first free name, unless a file on the way to it holds the same."""
    stem, suffix = _parts(name)
    for number in count(1):
        path = folder / (name if number == 1 else f"{stem}-{number}{suffix}")
        if _holds(path, content):
            return GivenFile(path, known=True)
        try:
            _write_new(path, content)
        except FileExistsError:
            if name == TABLE or suffix.lower() == ".toml":
                raise InputError(f"{name}: the folder has one already, which stays as it is; change that one") from None
            continue
        return GivenFile(path, known=False)
    raise AssertionError  # numbers do not end


def _holds(path: Path, content: bytes) -> bool:
    with suppress(OSError):
        return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content
    return False


def _write_new(path: Path, content: bytes) -> None:
    """The content as a file that was not there, whole or not at all. Raises `FileExistsError` where one is."""
    with path.open("xb") as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def _check_room(folder: Path, more: int) -> None:
    size = files = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            files += 1
            size += entry.stat(follow_symlinks=False).st_size
    if files >= MOST_FILES or size + more > LARGEST_FOLDER:
        raise InputError(
            f"the folder {folder.name!r} holds {files:,} files of {readable_size(size)}, as much as is added to by hand; "
            "name another one"
        )
