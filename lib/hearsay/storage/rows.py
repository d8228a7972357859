"""Rows of a table by number, on disk: those of some articles, pairs or stories are read without the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from hearsay import schema
from hearsay.storage.tables import arrow_schema, arrow_table, from_arrow

OFFSET = np.dtype("<u8")


def write_rows(table: str, data: pd.DataFrame | pa.Table, sizes: Sequence[int], path: Path) -> None:
    """Write a table so that its rows can be read by number; those of each number stand together, `sizes` says how many."""
    with path.open("wb") as file:
        file.writelines(numbered(batches(table, data, sizes)))


def batches(table: str, data: pd.DataFrame | pa.Table, sizes: Sequence[int]) -> Iterator[pa.Buffer | bytes]:
    """The rows of each number, as many as `sizes` says, one after the other: a record batch of Arrow, nothing for none."""
    content = arrow_table(table, data).combine_chunks()
    whole = content.to_batches() or [pa.RecordBatch.from_pylist([], schema=content.schema)]
    first = 0
    for size in sizes:
        yield whole[0].slice(first, size).serialize() if size else b""
        first += size


def numbered(bodies: Iterable[pa.Buffer | bytes]) -> list[bytes | pa.Buffer]:
    """What a file of rows holds: where the rows of each number begin and where the last end, then the rows."""
    bodies = [*bodies]
    return [np.cumsum([OFFSET.itemsize * (len(bodies) + 1), *map(len, bodies)]).astype(OFFSET).tobytes(), *bodies]


def joined(table: str, bodies: Iterable[pa.Buffer | bytes]) -> tuple[pa.Table, list[int]]:
    """The table of rows that `batches` gave one by one, and how many each had."""
    read = [pa.ipc.read_record_batch(body, arrow_schema(table)) if len(body) else None for body in bodies]
    content = pa.Table.from_batches([part for part in read if part], arrow_schema(table))
    return content, [part.num_rows if part else 0 for part in read]


@dataclass(frozen=True)
class Rows:
    """Numbered rows of tables that lie in parts: what is at number n of each table, `bounds` being the first of each part."""

    folder: Path
    bounds: np.ndarray

    @classmethod
    def of(cls, folder: Path, sizes: Iterable[int]) -> Rows:
        """Of parts with so many numbers each."""
        return cls(folder, np.cumsum([0, *sizes]))

    def __len__(self) -> int:
        return int(self.bounds[-1])

    @property
    def parts(self) -> int:
        """How many parts there are."""
        return len(self.bounds) - 1

    def numbers(self, part: int) -> np.ndarray:
        """The numbers that lie in a part."""
        return np.arange(self.bounds[part], self.bounds[part + 1])

    def path(self, table: str, part: int) -> Path:
        """Where the rows of a table are."""
        return self.folder / f"{table}-{part:06}.rows"

    def read(self, table: str, numbers: Sequence[int] | np.ndarray, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """The rows at some numbers, in this order; of columns that are named no more than these."""
        content = pa.Table.from_batches(self._batches(table, np.asarray(numbers, dtype=np.int64)), arrow_schema(table))
        # All that lies there was held to its contract when it was written.
        return from_arrow(table, content, [*schema.TABLES[table]] if columns is None else columns)

    def _batches(self, table: str, numbers: np.ndarray) -> Iterator[pa.RecordBatch]:
        part_of = np.searchsorted(self.bounds, numbers, side="right") - 1
        for some in np.split(np.arange(len(numbers)), np.flatnonzero(np.diff(part_of)) + 1):
            if len(some):
                part = int(part_of[some[0]])
                with self.path(table, part).open("rb") as file:
                    for number in (numbers[some] - self.bounds[part]).tolist():
                        file.seek(OFFSET.itemsize * number)
                        begin, end = np.frombuffer(file.read(2 * OFFSET.itemsize), dtype=OFFSET).tolist()
                        if begin < end:
                            file.seek(begin)
                            yield pa.ipc.read_record_batch(pa.py_buffer(file.read(end - begin)), arrow_schema(table))
