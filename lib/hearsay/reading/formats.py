"""The formats that can be read. A new format is a module with a `Format`, and one more entry here."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from hearsay.reading import feeds, html, jsons, office, plain, tables, unpack, warc
from hearsay.reading.records import Format

FORMATS: tuple[Format, ...] = (
    plain.FORMAT, html.FORMAT, office.DOCX, office.RTF, tables.CSV, tables.EXCEL, jsons.JSON, jsons.LINES,
    tables.PARQUET, feeds.FORMAT, warc.FORMAT,
)  # fmt: skip
OTHERS = (
    (b"%PDF-", "a PDF, which does not tell paragraphs from columns", "save it as text, or export it as DOCX or HTML"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file", "open it and save it as .docx, .xlsx or .csv"),
    (b"PK\x03\x04", "a ZIP archive", "unpack it and give the folder"),
    (b"Rar!", "a RAR archive", "unpack it and give the folder"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it and give the folder"),
    (b"\x89PNG", "a picture", "give the text"),
    (b"\xff\xd8\xff", "a picture", "give the text"),
)
"""First bytes of what cannot be read whatever its name, what it is, and what to do."""


@dataclass(frozen=True)
class Taken:
    """As what a file is read, and why; `format` is None when it is not, and then `advice` says what to do.

    `doubt` is the line that tells of a name which says something else.
    """

    format: Format | None
    why: str
    advice: str = ""
    doubt: str = ""


def recognise(path: Path) -> Taken:
    """The format of a file: by what it holds where that is telling, else by its suffix."""
    head = unpack.head_of(path)
    suffix = unpack.suffix(path)
    named = by_suffix(suffix)
    held, why = _by_content(path, head)
    if held is not None and held is not named and not (held is plain.FORMAT and named):
        doubt = f"named {suffix or 'without a suffix'}, but it is {held.name}: {why}; read as that" if named or not suffix else ""
        return Taken(held, why, doubt=doubt)
    other = next(((what, advice) for magic, what, advice in OTHERS if head.startswith(magic)), None)
    if other and held is None:
        return Taken(None, *other)
    if named is None:
        return Taken(None, f"no reader for files of type {path.suffix!r}", f"known are {suffixes()}; save it as one of these")
    return Taken(named, why or f"its suffix is {suffix}")


def _by_content(path: Path, head: bytes) -> tuple[Format | None, str]:
    if head.startswith(b"PK\x03\x04"):
        return _zipped(path)
    return next(((known, why) for known in FORMATS if (why := known.marks(head))), (None, ""))


def _zipped(path: Path) -> tuple[Format | None, str]:
    try:
        with zipfile.ZipFile(path) as container:
            names = set(container.namelist())
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return None, ""
    if "word/document.xml" in names:
        return office.DOCX, "a ZIP container with word/document.xml"
    return (tables.EXCEL, "a ZIP container with xl/workbook.xml") if "xl/workbook.xml" in names else (None, "")


def by_suffix(suffix: str) -> Format | None:
    """The format for a file's suffix ('.txt', in any case), or None."""
    return next((known for known in FORMATS if suffix.lower() in known.suffixes), None)


def suffixes() -> str:
    """All known suffixes, for messages."""
    return ", ".join(suffix for known in FORMATS for suffix in known.suffixes)
