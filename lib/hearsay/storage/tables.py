"""Tables on disk: Parquet that comes back exactly, CSV for people."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO, Literal
from uuid import uuid4

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
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
_FORMULA_FIRST = r"\A[=+\-@\t\r]"
PART = "part-"
"""What the name of a part of a table begins with."""
LONGEST_HEADER = 100_000
"""Characters of the names of the columns of a CSV file."""
GROUP = 20_000
"""Rows of a table that are held while its parts are joined."""


def write_parquet(table: str, data: pd.DataFrame | pa.Table, to: Path | BinaryIO) -> None:
    """Write a table of `schema.TABLES`: spans as lists of {start, end}, marks with a value, names as lists.

    Equal tables give equal bytes. Each page bears its checksum.
    """
    pq.write_table(arrow_table(table, data), to, write_page_checksum=True)


def arrow_table(table: str, data: pd.DataFrame | pa.Table) -> pa.Table:
    """A table of `schema.TABLES` as Arrow has it; what is so already stays as it is."""
    if isinstance(data, pa.Table):
        return data
    columns = schema.TABLES[table]
    arrays = [_outgoing(data[name], column.dtype) for name, column in columns.items()]
    return pa.table(arrays, names=[*columns])


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
    own = None if articles is None else [(schema.key(whole), "in", sorted(articles))]
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


def article_names(content: pa.Table) -> pa.ChunkedArray:
    """The column that names the article."""
    return content.column(schema.key(content.column_names))


def rows_by_article(content: pa.Table) -> dict[str, int]:
    """How many rows each article has that has any."""
    return {pair["values"]: pair["counts"] for pair in article_names(content).value_counts().to_pylist()}


def joined_in_order(table: str, pieces: Iterable[pd.DataFrame | pa.Table], articles: Sequence[str]) -> pa.Table:
    """Pieces of a table as one, by the order of the articles."""
    content = pa.concat_tables([arrow_schema(table).empty_table(), *(arrow_table(table, piece) for piece in pieces)])
    places = pc.index_in(article_names(content), pa.array(articles, pa.string())).to_numpy()
    if (np.diff(places) < 0).any():
        content = content.take(np.argsort(places, kind="stable"))
    return content.combine_chunks()  # else where pieces end could be seen in the bytes of Parquet


def parts_of(path: Path) -> list[Path]:
    """The files of a table: itself, or the parts in the folder of its name, in their order."""
    return sorted(path.glob(f"{PART}*")) if path.is_dir() else [path]


def part_name(table: str, number: int) -> str:
    """The name of a part of a table, from the folder of all tables."""
    return f"{table}.parquet/{PART}{number:06}.parquet"


def write_csv(table: str, data: pd.DataFrame | pa.Table, path: Path, *, header: bool = True) -> None:
    """Write a table for people: UTF-8, spans as '3-9 12-20', marks as '3-9=0.5', parts as '0-9=title', names as 'a; b'.

    A text that a spreadsheet would run as a formula gets an apostrophe before it. Exact texts are in the Parquet.
    """
    content, columns = arrow_table(table, data), schema.TABLES[table]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"{','.join(columns)}\n" * header)
        for first in range(0, len(content), schema.AT_ONCE):
            some = content.take(np.arange(first, min(first + schema.AT_ONCE, len(content))))
            cells = [_quoted(_readable(_whole(some.column(name)), column.dtype)) for name, column in columns.items()]
            file.writelines(f"{line}\n" for line in pc.binary_join_element_wise(*cells, ",").to_pylist())


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


def write_part(table: str, data: pd.DataFrame | pa.Table, folder: Path, number: int, aside: Path, form: Format) -> dict[str, str]:
    """Write a part of a table; returns the digest of its Parquet file, by the name of that.

    It is written aside and renamed: nothing half-written stands under the name, and two processes that write the same part, as a
    cluster lets them where it has lost one from sight, do no harm. CSV stays aside until `join_csv`.
    """
    told, content = {}, arrow_table(table, data)
    if form != "csv":
        name, unfinished = part_name(table, number), aside / f"{uuid4().hex}.unfinished"
        write_parquet(table, content, unfinished)
        told[name] = file_digest(unfinished)
        os.replace(unfinished, folder / name)
    if form != "parquet":
        unfinished = aside / f"{uuid4().hex}.unfinished"
        write_csv(table, content, unfinished, header=not number)
        os.replace(unfinished, aside / f"{table}-{number:06}.csv")
    return told


def join_csv(table: str, folder: Path, aside: Path) -> None:
    """Make one file of the parts of a table that `write_part` has put aside."""
    with (folder / f"{table}.csv").open("wb") as joined:
        for part in sorted(aside.glob(f"{table}-*.csv")):
            with part.open("rb") as file:
                shutil.copyfileobj(file, joined)
            part.unlink()


def join_parquet(table: str, folder: Path, aside: Path) -> None:
    """Make one file of the parts of a table that `write_part` has written: of few rows that which `write_parquet` writes."""
    path, whole = folder / f"{table}.parquet", aside / f"{uuid4().hex}.unfinished"
    with pq.ParquetWriter(whole, arrow_schema(table), write_page_checksum=True) as writer:
        some: list[pa.Table] = [arrow_schema(table).empty_table()]
        for part in parts_of(path):
            if sum(map(len, some)) >= GROUP:
                writer.write_table(pa.concat_tables(some))
                some.clear()
            some.append(pq.read_table(part, page_checksum_verification=True))
        writer.write_table(pa.concat_tables(some))
    shutil.rmtree(path)
    os.replace(whole, path)


def _outgoing(series: pd.Series, dtype: str) -> pa.Array:
    if dtype in _FIELDS:
        cells = [[dict(zip(_FIELDS[dtype], entry, strict=True)) for entry in cell] for cell in series]
        return pa.array(cells, _ARROW[dtype])
    return pa.array(series, _ARROW[dtype], from_pandas=True)  # NaN is no value


def _incoming(column: pa.ChunkedArray, dtype: str) -> pd.Series:
    """A column by way of arrays, a whole one at a time: by way of lists it takes ten times as long."""
    whole = _whole(column)
    if dtype == "str":
        return pd.Series(pd.array(whole, dtype="str"))
    if dtype == "Int64":
        return pd.Series(pd.Int64Dtype().__from_arrow__(whole))
    if pa.types.is_list(whole.type):
        entries = whole.flatten()
        items = entries.to_pylist() if dtype == "names" else [*zip(*(one.to_pylist() for one in entries.flatten()), strict=True)]
        bounds = np.cumsum([0, *pc.list_value_length(whole).to_pylist()]).tolist()
        return pd.Series([tuple(items[first:last]) for first, last in pairwise(bounds)], dtype="object")
    return pd.Series(whole.to_numpy(zero_copy_only=False), dtype=dtype)


def _whole(column: pa.ChunkedArray) -> pa.Array:
    whole = column.combine_chunks()
    return whole if isinstance(whole, pa.Array) else pa.concat_arrays(whole.chunks)


def _readable(values: pa.Array, dtype: str) -> pa.Array:
    """The cells of a column as people read them."""
    if dtype in _FIELDS:
        start, end, *more = values.flatten().flatten()
        parts = [pc.binary_join_element_wise(start.cast(pa.string()), end.cast(pa.string()), "-")]
        if dtype == "marks":
            parts.append(pa.array([f"{value:g}" for value in more[0].to_pylist()], pa.string()))
        elif more:
            parts.append(more[0])
        shown = pc.binary_join_element_wise(*parts, "=") if more else parts[0]
        return pc.binary_join(_lists(values, shown), " ")
    if dtype == "names":
        return _harmless_texts(pc.binary_join(values, "; "))
    if dtype == "str":
        return _harmless_texts(values)
    if dtype == "float64":  # as Python writes them
        return pa.array(["" if value is None else repr(value) for value in values.to_pylist()], pa.string())
    if dtype == "bool":
        return pc.if_else(values, "True", "False")
    return pc.fill_null(values.cast(pa.string()), "")


def _lists(like: pa.Array, items: pa.Array) -> pa.Array:
    """Lists of these items, as many in each as `like` has."""
    return pa.ListArray.from_arrays(np.cumsum([0, *pc.list_value_length(like).to_pylist()]), items)


def _harmless_texts(texts: pa.Array) -> pa.Array:
    return pc.if_else(pc.match_substring_regex(texts, _FORMULA_FIRST), pc.binary_join_element_wise("'", texts, ""), texts)


def _quoted(cells: pa.Array) -> pa.Array:
    """What holds a comma, a quotation mark or an end of line within quotation marks, as RFC 4180 has it."""
    needed = pc.match_substring_regex(cells, '[",\r\n]')
    if not pc.any(needed).as_py():
        return cells
    doubled = pc.replace_substring(cells, '"', '""')
    return pc.if_else(needed, pc.binary_join_element_wise('"', doubled, '"', ""), cells)


def _harmless(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value


def write_tables(tables: Iterable[tuple[str, pd.DataFrame]], folder: Path, form: Format = "both") -> None:
    """Write tables, each with its name, and the dictionary of their columns, as Parquet, CSV or both, into a fresh folder."""
    for name, table in tables:
        if form != "csv":
            write_parquet(name, table, folder / f"{name}.parquet")
        if form != "parquet":
            write_csv(name, table, folder / f"{name}.csv")
    write_dictionary(folder)


def write_dictionary(folder: Path) -> None:
    """Write what each column of each table means."""
    schema.dictionary().to_csv(folder / DICTIONARY, index=False, lineterminator="\n")
