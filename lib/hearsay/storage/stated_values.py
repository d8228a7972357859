"""What a user states, written into a table beside the texts: `corpus.csv` for texts, `party, side` for speakers.

Nothing that stands in a table is lost: other rows, other columns and their order stay. What cannot be kept so is refused.
"""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from hearsay.attribution.sides import COLUMNS, party_key
from hearsay.errors import InputError
from hearsay.reading import sidecar
from hearsay.reading.encoding import decode_bytes
from hearsay.reading.records import FIELDS, Source
from hearsay.reading.unpack import readable_size
from hearsay.text.dates import iso_date

LONGEST = 1_000
"""Characters of one value: no title or address is longer."""
BEFORE = ".before"
"""What is added, behind a dot, to the name of a table for the one that it was before; hidden files are no articles."""
BOM = b"\xef\xbb\xbf"
Values = Mapping[str, str]


def state_of_texts(folder: Path, stated: Mapping[str, Values]) -> list[Path]:
    """Write what is stated of texts into the `corpus.csv` that says so, and return the tables that were written.

    Parameters
    ----------
    folder
        The folder that is read.
    stated
        By the path of each text below the folder, with '/': some of `FIELDS` and their values, '' for nothing stated. A date is
        taken as it is printed, where it can be read in one way.

    Raises
    ------
    InputError
        A text that is not there; a value that cannot be one; a `NAME.toml` that states the same and goes before the table; a
        table that cannot be kept as it is. Then nothing is written.
    """
    tables: dict[Path, dict[str, Values]] = {}
    for name, values in stated.items():
        path = folder / name
        if not name or Path(name).is_absolute() or ".." in Path(name).parts or not path.is_file():
            raise InputError(f"{name!r}: no such file in the folder; read the folder again")
        checked = {field: _checked(field, value) for field, value in values.items()}
        _check_toml(path, checked)
        table = _table_of(folder, path)
        tables.setdefault(table, {})[Path(os.path.relpath(path, table.parent)).as_posix()] = checked
    written = {table: _changed(table, "file", rows, _place_below(table.parent)) for table, rows in tables.items()}
    return [table for table, content in written.items() if _replace(table, *content)]


def state_sides(table: Path, stated: Values) -> bool:
    """Write the sides of parties into a table of sides; whether anything was to be changed.

    Raises `InputError` as `state_of_texts` does.
    """
    party, side = COLUMNS
    rows = {_one_line(party, name): {side: _one_line(side, value)} for name, value in stated.items()}
    if "" in rows or {side: ""} in rows.values():
        raise InputError(f"name a party and its side; to take a side back, delete its row in {table.name}")
    return _replace(table, *_changed(table, party, rows, party_key))


def sidecar_date(value: str) -> str:
    """A date as a sidecar takes it: ISO 8601, of a day, a month or a year. Raises `InputError` for any other."""
    given = value.strip()
    if not given or sidecar.is_iso(given):
        return given
    day = iso_date(given)
    if not day:
        raise InputError(f"{given!r} is no date, or can be read in two ways; write year, month, day, such as 2023-02-15")
    return day


def _checked(field: str, value: str) -> str:
    if field not in FIELDS:
        raise InputError(f"a text has no {field!r}; it has {', '.join(FIELDS)}")
    return sidecar_date(value) if field == "published" else _one_line(field, value)


def _one_line(field: str, value: str) -> str:
    plain = " ".join("".join(char if char.isprintable() else " " for char in value).split())
    if len(plain) > LONGEST:
        raise InputError(f"{field}: {len(plain):,} characters, more than the {LONGEST:,} that it may have")
    return plain


def _check_toml(path: Path, values: Values) -> None:
    toml = path.with_suffix(".toml")
    if not toml.is_file() or toml == path:
        return
    said, _ = sidecar.supplied_values([Source(path, path.name)], [toml])
    known = said.get(os.path.abspath(path), {})
    if blocked := [field for field, value in values.items() if field in known and known[field] != value]:
        raise InputError(f"{toml.name} states the {blocked[0]} of {path.name}, and goes before corpus.csv; change it there")


def _table_of(folder: Path, path: Path) -> Path:
    """The table that has the last word on a text, as tables are read in the order of their paths; else that of the folder."""
    above = [path.parent, *path.parent.parents]
    tables = [one / sidecar.TABLE for one in above[: above.index(folder) + 1]]
    naming = [table for table in tables if os.path.abspath(path) in _named(table)]
    return max(naming, key=str, default=folder / sidecar.TABLE)


def _named(table: Path) -> set[str]:
    if not table.is_file() or not sidecar.is_sidecar(table):
        return set()
    rows, _ = _rows(table)
    place = rows[0].index("file") if rows and "file" in rows[0] else None
    return set() if place is None else {_place_below(table.parent)(row[place]) for row in rows[1:] if len(row) > place}


def _place_below(folder: Path) -> Callable[[str], str]:
    """Which file a row names: as the reader of sidecars takes it."""
    return lambda cell: os.path.abspath(folder / cell.strip())


def _changed(table: Path, column: str, stated: Mapping[str, Values], key: Callable[[str], str]) -> tuple[bytes, bytes | None]:
    """The table with what is stated in it, and as it was, None where there is none."""
    if table.is_symlink() or (table.exists() and not table.is_file()):
        raise InputError(f"{table.name} is a link, or no file; it stays as it is; put the table itself there")
    rows, before = _rows(table) if table.exists() else ([], None)
    if table.name == sidecar.TABLE and table.exists() and not sidecar.is_sidecar(table):
        raise InputError(f"{table.name} holds articles itself; it stays as it is; state outlet and date in its own columns")
    names = rows[0] if rows else [column]
    if column not in names:
        raise InputError(f"{table.name} has no column {column!r}, by which its rows are told; it stays as it is; add one")
    fields = list(dict.fromkeys(field for values in stated.values() for field in values))
    added = [field for field in fields if field not in names]
    if added and (long := [number for number, row in enumerate(rows, 1) if len(row) > len(names)]):
        raise InputError(f"{table.name}: row {long[0]} has more cells than there are columns; it stays as it is; mend that row")
    names = [*names, *added]
    # Of columns that are called alike the last is read, and of rows on one text the last.
    places, at = {name: place for place, name in enumerate(names)}, names.index(column)
    last = {key(row[at]): number for number, row in enumerate(rows) if number and len(row) > at and row[at].strip()}
    rows = [names, *([*row, *[""] * (len(names) - len(row))] if row else [] for row in rows[1:])]
    for name, values in stated.items():
        if key(name) not in last:
            if not any(values.values()):
                continue
            last[key(name)] = len(rows)
            rows.append([name if place == at else "" for place in range(len(names))])
        for field, value in values.items():
            rows[last[key(name)]][places[field]] = value
    return _written(table, rows, before), before


def _rows(table: Path) -> tuple[list[list[str]], bytes]:
    """The rows of a table as cells, the names of its columns first, and its bytes."""
    try:
        content = table.read_bytes() if table.stat().st_size <= sidecar.LARGEST_TABLE else None
    except OSError as error:
        raise InputError(f"{table.name} cannot be read: {error.strerror or error}; it stays as it is") from error
    decoded = decode_bytes(content) if content is not None else None
    if content is None or decoded is None:
        raise InputError(f"{table.name} is larger than the {readable_size(sidecar.LARGEST_TABLE)} that a sidecar may have")
    if decoded.text is None or decoded.assumed or decoded.encoding not in ("utf-8", "ascii"):
        raise InputError(
            f"{table.name} is not UTF-8, so that it could be changed for the worse; it stays as it is; save it as UTF-8"
        )
    try:
        rows = list(csv.reader(io.StringIO(decoded.text, newline="")))
    except csv.Error as error:
        raise InputError(f"{table.name} cannot be read as a table: {error}; it stays as it is") from error
    first = next((number for number, row in enumerate(rows) if row), len(rows))
    return rows[first:], content


def _written(table: Path, rows: list[list[str]], before: bytes | None) -> bytes:
    made = io.StringIO(newline="")
    csv.writer(made, lineterminator="\r\n" if before and b"\r\n" in before else "\n").writerows(rows)
    mark = BOM if before is None or before.startswith(BOM) else b""
    content = mark + made.getvalue().encode("utf-8")
    if len(content) > sidecar.LARGEST_TABLE or len(rows[0]) > sidecar.MOST_ENTRIES:
        raise InputError(f"{table.name} would have more rows or columns than a sidecar may; it stays as it is")
    return content


def _replace(table: Path, content: bytes, before: bytes | None) -> bool:
    """Put the table in place in one step, the former beside it; False where there is nothing to change."""
    if content == before or (before is None and content.count(b"\n") <= 1):
        return False
    try:
        _check_same(table, before)
        if before is not None:
            _put(table.with_name(f".{table.name}{BEFORE}"), before, table)
        _check_same(table, before)
        _put(table, content, table)
    except OSError as error:
        raise InputError(f"{table.name} cannot be written: {error.strerror or error}; it stays as it is") from error
    return True


def _check_same(table: Path, before: bytes | None) -> None:
    now = table.read_bytes() if table.exists() else None
    if now != before:
        raise InputError(f"{table.name} was changed by somebody else meanwhile; nothing was written; read the folder again")


def _put(path: Path, content: bytes, like: Path) -> None:
    """A file whole or not at all, with the permissions of another one that may be there."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, like.stat().st_mode & 0o777 if like.exists() else 0o644)
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
