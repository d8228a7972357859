"""Tables on disk: Parquet that comes back exactly, CSV for people; and what may be written where, and over what."""

from __future__ import annotations

import csv
import glob
import hashlib
import json
import os
import re
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from fnmatch import translate
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from hearsay import schema
from hearsay.errors import InputError, SchemaError
from hearsay.options import Options
from hearsay.reading.files import Where, containing, listed_paths

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
LONGEST_HEADER = 100_000
"""Characters of the names of the columns of a CSV file."""
RECORD = "run.json"
"""What a report bears, with the names of its tables and notebooks."""
CRATE = "ro-crate-metadata.json"
"""What describes a report to archives."""
FIGURE_FILES = (".png", ".svg", *(f"-{columns}.{form}" for columns in ("one-column", "two-columns") for form in ("svg", "pdf")))
"""Endings of the files of one figure."""
DICTIONARY = "dictionary.csv"
"""What lies beside tables and names their columns."""
LEFT_BY_SYSTEMS = (".DS_Store", "Thumbs.db", "desktop.ini")
"""Files that Finder and Explorer leave in folders which are looked at; they hold nothing that is anyone's."""


def write_parquet(table: str, data: pd.DataFrame, path: Path) -> None:
    """Write a table of `schema.TABLES`: spans as lists of {start, end}, marks with a value, names as lists.

    The file appears whole or not at all, and equal tables give equal bytes.
    """
    content = _content(table, data)
    _atomically(path, lambda temporary: pq.write_table(content, temporary))


def _content(table: str, data: pd.DataFrame) -> pa.Table:
    columns = schema.TABLES[table]
    arrays = [pa.array(_outgoing(data[name], column.dtype), _ARROW[column.dtype]) for name, column in columns.items()]
    return pa.table(arrays, names=list(columns))


def read_parquet(table: str, path: Path) -> pd.DataFrame:
    """The table that `write_parquet` wrote, with its tuples and types; raises what pyarrow raises on a bad file."""
    content = pq.read_table(path)
    columns = schema.TABLES[table]
    data = {name: _incoming(content.column(name), column.dtype) for name, column in columns.items()}
    return schema.validate(table, schema.frame(table, pd.DataFrame(data)))


class TableCache:
    """Tables of one corpus, kept between runs under a digest of all that they rest on: texts, options and this library."""

    def __init__(self, folder: Path, documents: pd.DataFrame, options: Options) -> None:
        told = json.dumps(options.of_tables(), sort_keys=True)
        texts = documents.to_json(orient="split")
        self._folder = folder / hashlib.sha256("\0".join([_library(), told, texts]).encode()).hexdigest()[:32]

    def recall(self, name: str) -> pd.DataFrame | None:
        """The table, None when it is not kept or the file is damaged."""
        try:
            return read_parquet(name, self._folder / f"{name}.parquet")
        except (OSError, KeyError, TypeError, ValueError, pa.ArrowException, SchemaError):
            return None

    def keep(self, name: str, table: pd.DataFrame) -> None:
        """Write the table where `recall` finds it."""
        write_parquet(name, table, self._folder / f"{name}.parquet")


@cache
def _library() -> str:
    """A digest of the library's own files: what another version made is never taken for this one's."""
    root = Path(__file__).parent
    files = sorted(path for path in root.rglob("*") if path.suffix in (".py", ".csv", ".json", ".onnx"))
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def write_csv(table: str, data: pd.DataFrame, path: Path) -> None:
    """Write a table for people: UTF-8, spans as '3-9 12-20', marks as '3-9=0.5', parts as '0-9=title', names as 'a; b'.

    A text that a spreadsheet would run as a formula gets an apostrophe before it. Exact texts are in the Parquet.
    """
    shown = _shown(table, data)
    _atomically(path, lambda temporary: shown.to_csv(temporary, index=False, lineterminator="\n", encoding="utf-8"))


def columns_on_disk(path: Path) -> list[str]:
    """The names of the columns of a table on disk, Parquet or CSV; none when there is no such table."""
    try:
        if path.suffix == ".parquet":
            return list(pq.read_schema(path).names)
        with path.open(encoding="utf-8", newline="") as file:
            return next(csv.reader([file.readline(LONGEST_HEADER)]), [])
    except (OSError, ValueError, csv.Error, pa.ArrowException):
        return []


@contextmanager
def appending(table: str, folder: Path, form: Format = "both") -> Iterator[Callable[[pd.DataFrame], None]]:
    """A function that adds rows to a table in a folder, as Parquet, CSV or both; its files appear whole or not at all."""
    places = {one: folder / f".{table}.{one}.{uuid.uuid4().hex}" for one in ("parquet", "csv") if form in (one, "both")}
    empty, begun = schema.frame(table, []), False
    parquet = pq.ParquetWriter(places["parquet"], _content(table, empty).schema) if "parquet" in places else None

    def write(data: pd.DataFrame) -> None:
        nonlocal begun
        if parquet and len(data):
            parquet.write_table(_content(table, data))
        if "csv" in places:
            how = {"mode": "a" if begun else "w", "header": not begun, "lineterminator": "\n", "encoding": "utf-8"}
            _shown(table, data).to_csv(places["csv"], index=False, **how)
        begun = True

    try:
        yield write
        write(empty)
        if parquet:
            parquet.close()
        for one, place in places.items():
            os.replace(place, folder / f"{table}.{one}")
    finally:
        for place in places.values():
            place.unlink(missing_ok=True)


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


def _atomically(path: Path, write: Callable[[Path], None]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        write(temporary)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def check_cache(folder: Path, where: Where) -> None:
    """Raises `InputError` when a cache lies among the articles, where it would be read as more of them, unless it is hidden."""
    corpus = containing(folder, where)
    if corpus is not None and not any(part.startswith(".") for part in folder.resolve().relative_to(corpus).parts):
        advice = "name another folder, or one that begins with a dot"
        raise InputError(f"the cache {str(folder)!r} lies within the articles and would be read as some of them; {advice}")


def check_apart(out: Path, where: Where) -> None:
    """Raises `InputError` when a folder to write into lies within the articles, or they in it."""
    if containing(out, where) is not None:
        raise InputError(f"--out {str(out)!r} lies within the articles, which would be read again next time; name another folder")
    folder = out.resolve()
    for item in listed_paths(where):
        path = Path(item)
        if path.resolve().is_relative_to(folder) or (path.parent.resolve() / path.name).is_relative_to(folder):
            raise InputError(f"--out {str(out)!r} holds the articles at {item!r}; name another folder, or a new one")


def check_tables(out: Path, where: Where, names: Iterable[str], form: Format) -> None:
    """Raises `InputError` when tables to be written would stand among the articles, or replace a file that is none of Hearsay's.

    A table is known by its columns: those that Hearsay writes now, or those that the dictionary beside it names.
    """
    check_apart(out, where)
    current = {table: list(columns) for table, columns in schema.TABLES.items()} | {"dictionary": list(schema.dictionary())}
    former = _described(out / DICTIONARY) if columns_on_disk(out / DICTIONARY) == current["dictionary"] else {}
    files = [f"{name}.{one}" for name in names for one in ("csv", "parquet") if form in (one, "both")]
    for path in (out / name for name in [*files, DICTIONARY]):
        known = (current[path.stem], former.get(path.stem))
        if os.path.lexists(path) and columns_on_disk(path) not in known:
            raise InputError(f"{str(path)!r} is no table that Hearsay wrote; move it, or name another folder with --out")


def _described(dictionary: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with dictionary.open(encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["table"], []).append(row["column"])
    return found


@contextmanager
def replacing(out: Path, where: Where) -> Iterator[Path]:
    """A fresh folder that takes the place of `out` only when all has gone well.

    Raises `InputError` when `out` and the articles are not apart, or it holds what is no part of a report.
    """
    check_apart(out, where)
    _check_report(out)
    place = out.resolve()
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{place.name}-", dir=place.parent) as name:
        fresh = Path(name) / place.name
        fresh.mkdir()
        yield fresh
        _exchange(fresh, place, Path(f"{name}-former"))


def _exchange(fresh: Path, place: Path, former: Path) -> None:
    """Until the fresh folder stands in its place the former is moved and never deleted, and comes back if that fails."""
    try:
        if place.exists():
            place.rename(former)
        fresh.rename(place)
    finally:
        if not fresh.exists():
            shutil.rmtree(former, ignore_errors=True)
        elif former.exists():
            former.rename(place)


def _check_report(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise InputError(f"--out {str(out)!r} is a file; name a folder")
    files = sorted(path for path in out.rglob("*") if path.is_symlink() or not path.is_dir())
    known = _written(out / RECORD)
    for path in files:
        name = path.relative_to(out).as_posix()
        if path.name not in LEFT_BY_SYSTEMS and not known.fullmatch(name):
            raise InputError(f"--out {str(out)!r} holds {name!r}, which no report of Hearsay's wrote; name another folder")


def _written(record: Path) -> re.Pattern[str]:
    """The files of a report, as its record tells; none when it is no record of a report."""
    try:
        told = json.loads(record.read_text(encoding="utf-8"))
        told["versions"]["hearsay"]
        names = [glob.escape(one["name"]) for one in told["notebooks"]]
        patterns = [
            RECORD,
            CRATE,
            *(f"{page}.html" for page in ("index", "articles", "files", "cite", "dictionary", "methods")),
            f"tables/{DICTIONARY}",
        ]
        patterns += [f"{folder}/*.html" for folder in ("articles", "outlets", "evidence", "statements")]
        patterns += [f"figures/{glob.escape(one)}{end}" for one in told.get("figures", ["floor"]) for end in FIGURE_FILES]
        patterns += [pattern for name in names for pattern in (f"{name}.html", f"figures/{name}-*.png")]
        patterns += [f"tables/{name}.{form}" for name in told["tables"] for form in ("csv", "parquet")]
    except (OSError, ValueError, LookupError, TypeError):
        patterns = []
    return re.compile("|".join(map(translate, patterns)))


def write_tables(tables: Mapping[str, pd.DataFrame], folder: Path, form: Format = "both") -> None:
    """Write tables by name, and the dictionary of their columns, as Parquet, CSV or both. See `check_tables` for what is lost."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        if form != "csv":
            write_parquet(name, table, folder / f"{name}.parquet")
        if form != "parquet":
            write_csv(name, table, folder / f"{name}.csv")
    write_dictionary(folder)


def write_dictionary(folder: Path) -> None:
    """Write what each column of each table means."""
    schema.dictionary().to_csv(folder / DICTIONARY, index=False, lineterminator="\n")
