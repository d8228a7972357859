"""What a reader of one format takes and gives: a file, and texts or problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hearsay.schema import NOT_STATED

FIELDS = ("outlet", "title", "published", "url")
"""What a sidecar, or a format that carries metadata, may supply."""


def printable(name: str) -> str:
    """A file's name as text that any encoding of the tables can hold."""
    return name.encode("utf-8", "replace").decode("utf-8")


@dataclass(frozen=True)
class Source:
    """One file to read: where it is, how the user named it, and the name of its documents."""

    path: Path
    document_id: str

    @property
    def shown(self) -> str:
        return printable(str(self.path))


@dataclass(frozen=True)
class Text:
    """One text of a file. `part` is '' for the only one, else '#n'; `supplied` holds some of `FIELDS`."""

    text: str
    format: str
    sha256: str
    part: str = ""
    supplied: dict[str, str] = field(default_factory=dict)

    def row(self, source: Source, sidecar: dict[str, str]) -> dict[str, str]:
        """The row of `documents`; what the sidecar says goes before what the file says."""
        supplied = {**self.supplied, **sidecar}
        return {
            "document_id": source.document_id + self.part,
            "path": source.shown,
            "format": self.format,
            "sha256": self.sha256,
            "text": self.text,
            **{f"supplied_{name}": supplied.get(name, NOT_STATED) for name in FIELDS},
        }


@dataclass(frozen=True)
class Problem:
    """One line that says what is wrong with a file and what to do about it."""

    path: str
    problem: str
    advice: str
    lost: bool
    where: str = "file"


Read = Callable[[Source], Iterator[Text | Problem]]
"""A reader: yields texts and problems, never raises for a bad file except `OSError`, which the caller reports."""


@dataclass(frozen=True)
class Format:
    """One format: its name as `documents.format` shows it, the suffixes it answers to, and its reader."""

    name: str
    suffixes: tuple[str, ...]
    read: Read
