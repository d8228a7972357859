"""The formats that can be read. A new format is a module with a `FORMAT`, and one more entry here."""

from __future__ import annotations

from hearsay.reading import plain
from hearsay.reading.records import Format

FORMATS: tuple[Format, ...] = (plain.FORMAT,)


def by_suffix(suffix: str) -> Format | None:
    """The format for a file's suffix ('.txt', in any case), or None."""
    return next((known for known in FORMATS if suffix.lower() in known.suffixes), None)


def suffixes() -> str:
    """All known suffixes, for messages."""
    return ", ".join(suffix for known in FORMATS for suffix in known.suffixes)
