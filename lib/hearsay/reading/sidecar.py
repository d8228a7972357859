"""What the user states about a text in a file beside it: `NAME.toml`, or one `corpus.csv` for the folder."""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from hearsay.reading.encoding import decode_bytes
from hearsay.reading.records import FIELDS, Problem, ProblemTally, Source, printable
from hearsay.reading.unpack import readable_size
from hearsay.text.dates import iso_date

TABLE = "corpus.csv"
LONGEST_HEADER = 100_000
LARGEST, LARGEST_TABLE = 100_000, 20_000_000
"""Bytes of a sidecar of one text, which states five things, and of one for a folder: 100,000 rows."""
MOST_ENTRIES = 50
"""Entries of a sidecar, or columns of a table of them, that are looked at one by one."""
ISO = re.compile(r"\d{4}(-\d\d(-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?")
Values = dict[str, str]
Texts = Mapping[str, Sequence[str]]
"""Whole paths of texts by the same without suffix, which is how a sidecar names them."""


def is_sidecar(path: Path) -> bool:
    """Whether a file says something about texts rather than being one. A `corpus.csv` that holds texts itself is a table."""
    return path.suffix.lower() == ".toml" or (path.name == TABLE and not _holds_texts(path))


def _holds_texts(path: Path) -> bool:
    from hearsay.reading import columns

    try:
        with path.open("rb") as file:
            names, _ = _header(decode_bytes(file.readline(LONGEST_HEADER)).text or "")
        return "file" not in names and bool(columns.map_columns(names, {}))
    except (OSError, csv.Error, columns.NoText):
        return False


def supplied_values(sources: Iterable[Source], sidecars: Iterable[Path]) -> tuple[dict[str, Values], list[Problem]]:
    """For the whole path of each text what its sidecars state; `NAME.toml` goes before `corpus.csv`."""
    texts: dict[str, list[str]] = defaultdict(list)
    for path_of_text in dict.fromkeys(os.path.abspath(source.path) for source in sources):
        texts[os.path.splitext(path_of_text)[0]].append(path_of_text)
    values: dict[str, Values] = {}
    problems: list[Problem] = []
    for path in sorted(sidecars, key=lambda path: (path.name != TABLE, str(path))):
        read = _read_table if path.name == TABLE else _read_toml
        entries, found = read(path, texts)
        problems += found
        for text, entry in entries.items():
            values[text] = {**values.get(text, {}), **entry}
    return values, problems


def sidecar_of(source: Source) -> list[Path]:
    """The sidecars that a single file may have."""
    candidates = (source.path.with_suffix(".toml"), source.path.parent / TABLE)
    return [path for path in candidates if path.is_file() and path != source.path]


def _problem(path: Path, problem: str, where: str = "file", advice: str = "mend the sidecar") -> Problem:
    return Problem(printable(str(path)), problem, advice, lost=False, where=where)


def _content(path: Path) -> str:
    limit = LARGEST_TABLE if path.name == TABLE else LARGEST
    if path.stat().st_size > limit:
        raise ValueError(f"more than the {readable_size(limit)} that a sidecar may have")
    text = decode_bytes(path.read_bytes()).text
    if text is None:
        raise ValueError("binary data, not text")
    return text


def _read_toml(path: Path, texts: Texts) -> tuple[dict[str, Values], list[Problem]]:
    meant = texts.get(os.path.abspath(path.with_suffix("")), [])
    if not meant:
        return {}, [_problem(path, "a sidecar without a text of the same name beside it")]
    try:
        stated = tomllib.loads(_content(path).replace("\r\n", "\n"))
    except (OSError, ValueError, RecursionError) as error:
        return {}, [_problem(path, f"the sidecar cannot be read: {_one_line(error)}")]
    values, problems = _checked(stated, path, "file")
    return dict.fromkeys(meant, values), problems


def _read_table(path: Path, texts: Texts) -> tuple[dict[str, Values], list[Problem]]:
    entries: dict[str, Values] = {}
    problems: list[Problem] = []
    tally, number = ProblemTally(), 1
    try:
        for number, row in enumerate(_table_rows(path), start=2):
            text = os.path.abspath(path.parent / (row.pop("file", None) or "").strip())
            if text not in texts.get(os.path.splitext(text)[0], []):
                named = f"row {number} ({printable(os.path.basename(text))!r})"
                tally.add(named, "names a file that is not among the texts read", "mend the sidecar", lost=False)
                continue
            entries[text], found = _checked(row, path, f"row {number}")
            for problem in found:
                tally.add(problem.where, problem.problem, problem.advice, lost=False)
    except (OSError, ValueError, csv.Error) as error:
        problems.append(_problem(path, f"the sidecar cannot be read: {_one_line(error)}"))
    if number == 1 and not problems:
        seen = printable(", ".join(_header(_content(path))[0][:MOST_ENTRIES])[:200])
        told = f"the sidecar has no row, or no column 'file'; its columns are {seen or 'none'}"
        return {}, [
            _problem(path, told, advice=f"columns: file, {', '.join(FIELDS)}; with commas, semicolons or tabs between them")
        ]
    return entries, [*problems, *tally.problems(Source(path, ""))]


def _table_rows(path: Path) -> Iterator[dict[Any, Any]]:
    """The rows of a `corpus.csv`; none when it has no column 'file'. Capitals in a column's name say nothing."""
    text = _content(path)
    names, separator = _header(text)
    rows = csv.DictReader(
        io.StringIO(text, newline=""), names, restkey="more cells than columns", restval="", delimiter=separator
    )
    next(rows, None)
    yield from rows if "file" in names else ()


def _header(text: str) -> tuple[list[str], str]:
    """The names of a table's columns, and what stands between them: a comma, or what spreadsheets of other countries write."""
    line = text.lstrip().partition("\n")[0][:LONGEST_HEADER]
    separator = max(",;\t", key=line.count)
    return [name.strip().lower() for name in next(csv.reader([line.rstrip("\r")], delimiter=separator), [])], separator


def _checked(stated: Mapping[str, Any], path: Path, where: str) -> tuple[Values, list[Problem]]:
    values: Values = {}
    problems: list[Problem] = []
    if len(stated) > MOST_ENTRIES:
        return {}, [_problem(path, f"{len(stated):,} entries; a text has " + ", ".join(FIELDS), where)]
    for name, given in stated.items():
        value = given.isoformat() if isinstance(given, dt.date) else given
        if name == "published" and isinstance(value, str) and not ISO.fullmatch(value.strip()):
            value = iso_date(value) or value  # '10 March 2025', as texts print it; what may be two days stays, and is told
        if name not in FIELDS:
            problems.append(_problem(path, f"unknown entry {name!r}", where, "known are " + ", ".join(FIELDS)))
        elif not isinstance(value, str):
            problems.append(_problem(path, f"{name} is {value!r}, not a text", where))
        elif name == "published" and value.strip() and not is_iso(value.strip()):
            problems.append(_problem(path, f"published is {value!r}, not a date such as 2023-02-15", where))
        elif value.strip():
            values[name] = value.strip()
    return values, problems


def is_iso(value: str) -> bool:
    """Whether a value is a date as a sidecar takes it: of a day, a month or a year, ISO 8601."""
    if not ISO.fullmatch(value):
        return False
    try:
        dt.date.fromisoformat(value[:10] + "-01-01"[len(value[:10]) - 4 :] if len(value) < 10 else value[:10])
    except ValueError:
        return False
    return True


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
