"""Tables on disk: Parquet that comes back exactly, CSV for people."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, Literal
from uuid import uuid4

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from hearsay import schema
from hearsay.storage.manifest import DICTIONARY, file_digest

Format = Literal["both", "csv", "parquet"]

_PLACE = [("start", pa.int64()), ("end", pa.int64())]
_STRUCTS = {
    "spans": _PLACE,
    "marks": [*_PLACE, ("value", pa.float64())],
    "parts": [*_PLACE, ("name", pa.string()), ("value", pa.string())],
}
_FIELDS = {dtype: [name for name, _ in fields] for dtype, fields in _STRUCTS.items()}
_ARROW = {
    "str": pa.string(),
    "int64": pa.int64(),
    "Int64": pa.int64(),
    "float64": pa.float64(),
    "bool": pa.bool_(),
    "names": pa.list_(pa.string()),
    **{dtype: pa.list_(pa.struct(fields)) for dtype, fields in _STRUCTS.items()},
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
PART = "part-"
"""What the name of a part of a table begins with."""
LONGEST_HEADER = 100_000
"""Characters of the names of the columns of a CSV file."""


def write_parquet(table: str, data: pd.DataFrame, to: Path | BinaryIO) -> None:
    """Write a table of `schema.TABLES`: spans as lists of {start, end}, marks with a value, names as lists.

    Equal tables give equal bytes. Each page bears its checksum.
    """
    pq.write_table(arrow_table(table, data), to, write_page_checksum=True)


def arrow_table(table: str, data: pd.DataFrame) -> pa.Table:
    """A table of `schema.TABLES` as Arrow has it."""
    columns = schema.TABLES[table]
    arrays = [pa.array(_outgoing(data[name], column.dtype), _ARROW[column.dtype]) for name, column in columns.items()]
    return pa.table(arrays, schema=arrow_schema(table))


@cache
def arrow_schema(table: str) -> pa.Schema:
    """The columns of a table of `schema.TABLES` as Arrow has them."""
    return pa.schema([(name, _ARROW[column.dtype]) for name, column in schema.TABLES[table].items()])


def read_parquet(
    table: str, source: Path | BinaryIO, columns: Sequence[str] | None = None, articles: Collection[str] | None = None
) -> pd.DataFrame:
    """The table that `write_parquet` wrote, with its tuples and types; raises what pyarrow raises on a bad file.

    `source` may be a folder of parts. Only the `columns` named are read, and of `articles` named only their rows, in the order of
    the table; what is not asked for costs no memory.
    """
    whole = schema.TABLES[table]
    chosen = [name for name in whole if columns is None or name in columns]
    own = None if articles is None else [(schema.key(pd.DataFrame(columns=list(whole))), "in", sorted(articles))]
    parts = parts_of(source) if isinstance(source, Path) else [source]
    # One after the other: what pyarrow reads of many at a time stays in its memory, and filters keep no order.
    contents = [pq.read_table(part, columns=chosen, filters=own, page_checksum_verification=True) for part in parts]
    content = pa.concat_tables(contents)
    return from_arrow(table, content, None if columns is None else chosen)


def from_arrow(table: str, content: pa.Table, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """The table that `arrow_table` was made of, or some of its columns."""
    whole = schema.TABLES[table]
    names = whole if columns is None else columns
    data = pd.DataFrame({name: _incoming(content.column(name), whole[name].dtype) for name in names})
    return data if columns is not None else schema.validate(table, schema.frame(table, data))


def parts_of(path: Path) -> list[Path]:
    """The files of a table: itself, or the parts in the folder of its name, in their order."""
    return sorted(path.glob(f"{PART}*")) if path.is_dir() else [path]


def part_name(table: str, number: int) -> str:
    """The name of a part of a table, from the folder of all tables."""
    return f"{table}.parquet/{PART}{number:06}.parquet"


def write_csv(table: str, data: pd.DataFrame, path: Path, *, header: bool = True) -> None:
    """Write a table for people: UTF-8, spans as '3-9 12-20', marks as '3-9=0.5', parts as '0-9=title', names as 'a; b'.

    A text that a spreadsheet would run as a formula gets an apostrophe before it. Exact texts are in the Parquet.
    """
    _shown(table, data).to_csv(path, index=False, header=header, lineterminator="\n", encoding="utf-8")


def csv_bytes(data: pd.DataFrame) -> bytes:
    """Any table for people, as `write_csv` writes those of `schema.TABLES`: UTF-8, no text that a spreadsheet would run."""
    shown = pd.DataFrame({name: [_cell(value) for value in data[name]] for name in data}, dtype="object")
    return bytes(shown.to_csv(index=False, lineterminator="\n").encode("utf-8"))


def _cell(value: Any) -> Any:
    if isinstance(value, tuple):
        return _harmless("; ".join(map(str, value)))
    return _harmless(value) if isinstance(value, str) else value


def columns_on_disk(path: Path) -> list[str]:
    """The names of the columns of a table on disk, Parquet or CSV; none when there is no such table."""
    try:
        if path.suffix == ".parquet":
            return list(pq.read_schema(path).names)
        with path.open(encoding="utf-8", newline="") as file:
            return next(csv.reader([file.readline(LONGEST_HEADER)]), [])
    except (OSError, ValueError, csv.Error, pa.ArrowException):
        return []


def write_part(table: str, data: pd.DataFrame, folder: Path, number: int, aside: Path, form: Format) -> dict[str, str]:
    """Write a part of a table; returns the digest of its Parquet file, by the name of that.

    It is written aside and renamed: nothing half-written stands under the name, and two processes that write the same part, as a
    cluster lets them where it has lost one from sight, do no harm. CSV stays aside until `join_csv`.
    """
    told = {}
    if form != "csv":
        name, unfinished = part_name(table, number), aside / f"{uuid4().hex}.unfinished"
        write_parquet(table, data, unfinished)
        told[name] = file_digest(unfinished)
        os.replace(unfinished, folder / name)
    if form != "parquet":
        unfinished = aside / f"{uuid4().hex}.unfinished"
        write_csv(table, data, unfinished, header=not number)
        os.replace(unfinished, aside / f"{table}-{number:06}.csv")
    return told


def join_csv(table: str, folder: Path, aside: Path) -> None:
    """Make one file of the parts of a table that `write_part` has put aside."""
    with (folder / f"{table}.csv").open("wb") as joined:
        for part in sorted(aside.glob(f"{table}-*.csv")):
            with part.open("rb") as file:
                shutil.copyfileobj(file, joined)
            part.unlink()


def _shown(table: str, data: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({name: _readable(data[name], column.dtype) for name, column in schema.TABLES[table].items()})


def _outgoing(series: pd.Series, dtype: str) -> list[Any]:
    if dtype in _FIELDS:
        return [[dict(zip(_FIELDS[dtype], entry, strict=True)) for entry in cell] for cell in series]
    return [None if value is pd.NA or value != value else value for value in series.astype(object)]


def _incoming(column: pa.ChunkedArray, dtype: str) -> pd.Series:
    values = column.to_pylist()
    if dtype in _FIELDS:
        return pd.Series([tuple(tuple(entry[f] for f in _FIELDS[dtype]) for entry in cell) for cell in values], dtype="object")
    if dtype == "names":
        return pd.Series([tuple(cell) for cell in values], dtype="object")
    return pd.Series(values, dtype=dtype)


def _readable(series: pd.Series, dtype: str) -> pd.Series:
    show: dict[str, Callable[[Any], str]] = {
        "spans": lambda cell: " ".join(f"{start}-{end}" for start, end in cell),
        "marks": lambda cell: " ".join(f"{start}-{end}={value:g}" for start, end, value in cell),
        "parts": lambda cell: " ".join(f"{start}-{end}={name}" for start, end, name, _ in cell),
        "names": lambda cell: _harmless("; ".join(cell)),
        "str": _harmless,
    }
    return series.astype(object).map(show[dtype]) if dtype in show else series


def _harmless(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value


def write_tables(tables: Mapping[str, pd.DataFrame], folder: Path, form: Format = "both") -> None:
    """Write tables by name, and the dictionary of their columns, as Parquet, CSV or both, into a fresh folder."""
    for name, table in tables.items():
        if form != "csv":
            write_parquet(name, table, folder / f"{name}.parquet")
        if form != "parquet":
            write_csv(name, table, folder / f"{name}.csv")
    write_dictionary(folder)


def write_dictionary(folder: Path) -> None:
    """Write what each column of each table means."""
    schema.dictionary().to_csv(folder / DICTIONARY, index=False, lineterminator="\n")
