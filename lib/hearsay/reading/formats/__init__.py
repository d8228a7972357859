"""The formats that can be read. A new format is a module with a `Format`, and one more entry here.

Formats with a signature of their own (Word, Parquet, WARC …) are told by it; this is for those that have none.
"""

from __future__ import annotations

import csv
import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from hearsay.reading import columns, unpack
from hearsay.reading.encoding import as_utf8, decode_bytes
from hearsay.reading.formats import feeds, html, json_records, mail, tables, text_and_office, warc
from hearsay.reading.records import Format

Look = Literal["JSON", "JSON Lines", "CSV", "export", "HTML", "text", ""]
DELIMITERS = (",", ";", "\t", "|")
LONGEST_NAME = 60
"""Characters of a column's name."""
JSON_BEGINS = re.compile(r'\s*(?:\[\s*)?\{\s*"(?:[^"\\]|\\.){1,200}"\s*:')
EXPORT = re.compile(
    r"^\s{0,80}(?:End of Document\s*$|ProQuest document ID\s*:|(?:Job Number:|Date and Time:)\s"
    r"|\d{1,6} (?:of|de|von|van|di) \d{1,6} DO[CK]UMENT\w{0,3}\s*$|Gale Document Number\s*:|Record Number\s*:|Load-Date\s*:)"
    r"|^Do[ck]ument (?=[A-Z0-9]*\d)[A-Z0-9]{10,40}\s*$",
    re.MULTILINE | re.IGNORECASE,
)
TAGS = re.compile(r"</(?:p|div|html|body|head|span|title|article|li|a)\s*>|<(?:p|br|div)\s*/?>", re.IGNORECASE)
FORMATS: tuple[Format, ...] = (
    text_and_office.FORMAT, html.FORMAT, text_and_office.DOCX, text_and_office.RTF, tables.CSV, tables.EXCEL, json_records.JSON,
    json_records.LINES, tables.PARQUET, feeds.FORMAT, warc.FORMAT, mail.FORMAT,
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
ZIP = b"PK\x03\x04"
ZIPPED = (text_and_office.DOCX, tables.EXCEL)
BLANK = b"\0 \t\r\n\x0b\x0c\xef\xbb\xbf"
LOOKS = {
    "JSON": json_records.JSON, "JSON Lines": json_records.LINES, "CSV": tables.CSV, "export": text_and_office.FORMAT,
    "HTML": html.FORMAT, "text": text_and_office.FORMAT,
}  # fmt: skip
"""The format for what a file without a signature looks like."""
ONLY = {
    text_and_office.FORMAT.name: ("JSON", "JSON Lines", "CSV"),
    html.FORMAT.name: ("JSON", "JSON Lines", "CSV", "export", "text"),
    tables.CSV.name: ("JSON", "JSON Lines", "export", "HTML"),
    json_records.JSON.name: ("CSV", "export", "HTML", "text"),
    json_records.LINES.name: ("CSV", "export", "HTML", "text"),
}
"""For each format that has no signature, the looks that speak against a file's name. All others always have theirs."""


def look_at(head: bytes) -> Look:
    """The look of a file by its first bytes; '' when they are no text."""
    text = decode_bytes(head).text
    if not text or not text.strip():
        return ""
    if JSON_BEGINS.match(text):
        return "JSON Lines" if _objects_on_lines(text) else "JSON"
    if EXPORT.search(text):
        return "export"
    if len(TAGS.findall(text[:20_000])) > 2:
        return "HTML"
    return "CSV" if _is_table(text) else "text"


def _objects_on_lines(text: str) -> bool:
    first, _, rest = text.lstrip().partition("\n")
    try:
        return rest.lstrip().startswith("{") and isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _is_table(text: str) -> bool:
    """Whether the first line names columns, one of which is known to hold texts, and the next row has as many cells."""
    header = text.lstrip("\ufeff").partition("\n")[0]
    mark = max(DELIMITERS, key=header.count)
    rows = csv.reader(text.splitlines(keepends=True), delimiter=mark)
    try:
        names, row = next(rows), next(rows, [])
        columns.map_columns(names, {})
    except (csv.Error, StopIteration, columns.NoText):
        return False
    return 1 < len(names) == len(row) and all(0 < len(name.strip()) <= LONGEST_NAME for name in names)


@dataclass(frozen=True)
class RecognisedFormat:
    """As what a file is read, and why; `format` is None when it is not, and then `advice` says what to do.

    `doubt` is the line that tells of a name which says something else.
    """

    format: Format | None
    why: str
    advice: str = ""
    doubt: str = ""


def recognise(path: Path) -> RecognisedFormat:
    """The format of a file: by what it holds where that is telling, else by its suffix."""
    head = as_utf8(unpack.head_of(path))
    suffix = unpack.unpacked_suffix(path)
    named = by_suffix(suffix)
    if not head.strip(BLANK):
        return RecognisedFormat(None, _nothing(path, head), "save or export it again, or remove the file")
    held, why = _held(path, head, named)
    if held is not None and held is not named:
        doubtful = named or not suffix
        told = f"named {suffix or 'without a suffix'}, but it is {held.name}: {why}; read as that"
        return RecognisedFormat(held, why, doubt=told if doubtful else "")
    other = _unreadable(head, named) if held is None else None
    if other:
        return RecognisedFormat(None, *other)
    return RecognisedFormat(named, why or f"its suffix is {suffix}") if named else _unknown(path)


def _nothing(path: Path, head: bytes) -> str:
    if head:
        return "the file holds nothing but white space"
    fault = unpack.unpacking_fault(path) if path.stat().st_size else ""
    return f"packed, and cut off or damaged from its beginning: {fault}" if fault else "the file is empty"


def _unknown(path: Path) -> RecognisedFormat:
    packed = path.suffix.lower() in unpack.PACKED
    what = f"no reader for files of type {path.suffix!r}" if path.suffix else "its name has no suffix that tells its format"
    what = f"its name does not tell what is packed in it: {path.name!r}" if packed else what
    return RecognisedFormat(
        None, what, f"known are {suffixes()}, and these packed (.gz, .bz2, .zst); save or name it as one of these"
    )


def _held(path: Path, head: bytes, named: Format | None) -> tuple[Format | None, str]:
    """What a file holds by its signature, else by its look; None where neither tells more than its name."""
    if head.startswith(ZIP):
        return _zipped(path)
    signed = next(((known, why) for known in FORMATS if (why := known.marks(head))), None)
    return signed or _by_look(head, named)


def _unreadable(head: bytes, named: Format | None) -> tuple[str, str] | None:
    """What a file is that nobody reads, and what to do; a damaged Word or Excel file is told by its reader."""
    if named in ZIPPED and head.startswith(b"PK"):
        return None
    return next(((what, advice) for magic, what, advice in OTHERS if head.startswith(magic)), None)


def _by_look(head: bytes, named: Format | None) -> tuple[Format | None, str]:
    """What a text is when it is not what its name says; a text of unknown name is read only where it is no mere prose."""
    seen = look_at(head)
    against = ("JSON", "JSON Lines", "CSV", "export", "HTML") if named is None else ONLY.get(named.name, tuple(LOOKS))
    if seen != "JSON" and named in (json_records.JSON, json_records.LINES) and head.lstrip()[:1] in (b"[", b"{"):
        return None, ""  # damaged JSON, which its reader tells
    listed = named is json_records.LINES and seen == "JSON" and head.lstrip().startswith(b"[")
    return (LOOKS[seen], f"it looks like {seen}" if seen != "text" else "it is text") if listed or seen in against else (None, "")


def _zipped(path: Path) -> tuple[Format | None, str]:
    try:
        with zipfile.ZipFile(path) as container:
            names = set(container.namelist())
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return None, ""  # what is damaged is told by the reader of its suffix, or as a ZIP archive
    if "word/document.xml" in names:
        return text_and_office.DOCX, "a ZIP container with word/document.xml"
    return (tables.EXCEL, "a ZIP container with xl/workbook.xml") if "xl/workbook.xml" in names else (None, "")


def by_suffix(suffix: str) -> Format | None:
    """The format for a file's suffix ('.txt', in any case), or None."""
    return next((known for known in FORMATS if suffix.lower() in known.suffixes), None)


def suffixes() -> str:
    """All known suffixes, for messages."""
    return ", ".join(suffix for known in FORMATS for suffix in known.suffixes)
