"""What a text looks like whatever its file is called: JSON, a table, an archive's export, or prose.

Formats with a signature of their own (Word, Parquet, WARC …) are told by it; this is for those that have none.
"""

from __future__ import annotations

import csv
import json
import re
from typing import Literal

from hearsay.reading import columns
from hearsay.reading.decode import decode

Look = Literal["JSON", "JSON Lines", "CSV", "export", "HTML", "text", ""]
DELIMITERS = (",", ";", "\t", "|")
LONGEST_NAME = 60
"""Characters of a column's name."""
JSON_BEGINS = re.compile(r'\s*(?:\[\s*)?\{\s*"(?:[^"\\]|\\.){1,200}"\s*:')
EXPORT = re.compile(
    r"^\s*End of Document\s*$|^\s*ProQuest document ID\s*:|^Document [A-Z0-9]{10,40}\s*$|^\s*(?:Job Number:|Date and Time:)\s"
    r"|^\s{0,80}\d{1,6} of \d{1,6} DOCUMENTS?\s*$",
    re.MULTILINE | re.IGNORECASE,
)
TAGS = re.compile(r"</(?:p|div|html|body|head|span|title|article|li|a)\s*>|<(?:p|br|div)\s*/?>", re.IGNORECASE)


def look(head: bytes) -> Look:
    """The look of a file by its first bytes; '' when they are no text."""
    text = decode(head).text
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
        columns.mapped(names, {})
    except (csv.Error, StopIteration, columns.NoText):
        return False
    return 1 < len(names) == len(row) and all(0 < len(name.strip()) <= LONGEST_NAME for name in names)
