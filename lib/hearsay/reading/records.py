"""What a reader of one format takes and gives: a file and options; texts, problems and notes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from hearsay.schema import NOT_STATED

FIELDS = ("outlet", "title", "published", "url", "event")
"""What a sidecar, or a format that carries metadata, may supply."""
Html = Literal["precise", "fast"]
"""How the article is found on an HTML page: trafilatura's precision mode, or Resiliparse's main content."""
Part = tuple[int, int, str, str]
"""Start, end, name and value of a line whose meaning the file itself states."""


def printable(name: str) -> str:
    """A file's name as text that the tables can hold: a byte that is no UTF-8, such as E9, is written `\\udce9`."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


@dataclass(frozen=True)
class Options:
    """How to read: the columns of tables by field, and the way with HTML (None: each format's own)."""

    columns: Mapping[str, str] = field(default_factory=dict)
    html: Html | None = None


@dataclass(frozen=True)
class Source:
    """One file to read: where it is, how the user named it, and the name of its documents."""

    path: Path
    document_id: str

    @property
    def shown(self) -> str:
        return printable(str(self.path))

    @cached_property
    def sha256(self) -> str:
        """The digest of the file's bytes, read in pieces."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True)
class Text:
    """One text of a file. `part` is '' for the only one, else '#n' or '#id'; `supplied` holds some of `FIELDS`.

    `parts` names the lines when the file says what they are, and covers them all; () when it does not.
    """

    text: str
    format: str
    sha256: str
    part: str = ""
    supplied: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()

    def row(self, source: Source, sidecar: Mapping[str, str]) -> dict[str, Any]:
        """The row of `documents`; what the sidecar says goes before what the file says."""
        supplied = {**self.supplied, **sidecar}
        return {
            "document_id": source.document_id + self.part,
            "path": source.shown,
            "format": self.format,
            "sha256": self.sha256,
            "text": self.text,
            **{f"supplied_{name}": supplied.get(name, NOT_STATED) for name in FIELDS},
            "parts": self.parts,
        }


@dataclass(frozen=True)
class Problem:
    """One line that says what is wrong with a file and what to do about it."""

    path: str
    problem: str
    advice: str
    lost: bool
    where: str = "file"


@dataclass(frozen=True)
class Note:
    """One line that says how a file was taken, for those who ask."""

    path: str
    what: str


@dataclass(frozen=True)
class Known:
    """Metadata without a text: what it says, and the address of the text that it belongs to."""

    url: str
    supplied: Mapping[str, str]


Item = Text | Problem | Note | Known
Read = Callable[[Source, Options], Iterator[Item]]
"""A reader. It need not catch what damaged files make parsers raise: the caller reports it and keeps what came before."""


@dataclass(frozen=True)
class Format:
    """One format: its name, the suffixes it answers to, its reader, and what its first bytes look like.

    `marks` gets the first bytes of the file, unpacked, and says in words what it knows them by, '' when it does not.
    `extra` is what has to be installed for it, '' for nothing.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Read
    marks: Callable[[bytes], str] = lambda head: ""
    extra: str = ""
