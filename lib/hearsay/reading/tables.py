"""CSV, TSV, Excel and Parquet: a row is an article."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from hearsay.reading import exports_known, limits, rows, unpack
from hearsay.reading.extras import need
from hearsay.reading.records import Format, Item, Note, Options, Problem, Source
from hearsay.reading.tally import Tally

CUT = "export the table again, and look at the row"
DELIMITERS = (",", ";", "\t", "|")


def read_csv(source: Source, options: Options) -> Iterator[Item]:
    """Rows of a text table. The mark between cells is the one that the first line holds most of."""
    csv.field_size_limit(limits.RECORD)
    opened = unpack.text_stream(source.path)
    if opened.assumed:
        yield Problem(source.shown, opened.assumed, "save it as UTF-8 if a character looks wrong", lost=False)
    with opened.stream as stream:
        first = stream.readline(limits.RECORD)
        if not first.strip():
            yield Problem(source.shown, "the file is empty", "save the table again, or remove the file", lost=True)
            return
        mark = max(DELIMITERS, key=first.count)
        yield Note(source.shown, f"encoding {opened.encoding}, cells between {mark!r}")
        quotes = _Quotes()
        cells = csv.reader(quotes.count(_first_then(first, stream)), delimiter=mark)
        names = next(cells)
        known = exports_known.headless(names)
        lines = _first_then(names, cells) if known else cells
        names = known or names
        tally = Tally()
        yield from rows.texts(source, names, _placed(names, lines, cells, tally), "CSV", options)
        yield from tally.problems(source)
        if quotes.open:
            yield Problem(source.shown, "it ends inside quotation marks: cut off, or a mark is missing", CUT, lost=False)


def _first_then(first: Any, rest: Iterable[Any]) -> Iterator[Any]:
    yield first
    yield from rest


class _Quotes:
    """Whether a quotation mark is still open; the parser itself does not say."""

    open = False

    def count(self, lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            self.open ^= line.count('"') % 2 == 1
            yield line.replace("\0", "")


def _placed(names: list[str], lines: Iterable[list[str]], cells: Any, tally: Tally) -> Iterator[rows.Placed]:
    for cell in lines:
        if cell:
            if len(cell) != len(names):
                which = "fewer" if len(cell) < len(names) else "more"
                tally.add(f"line {cells.line_num}", f"{which} cells than columns", CUT, lost=False)
            yield f"line {cells.line_num}", dict(zip(names, cell, strict=False))


def read_excel(source: Source, options: Options) -> Iterator[Item]:
    """Rows of the first sheet that has any; the first row names the columns. Formulas count as the values they had."""
    limits.check_zip(source.path, limits.WHOLE)
    with source.path.open("rb") as file:
        book = need("openpyxl").load_workbook(file, read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            lines = sheet.iter_rows(values_only=True)
            header = next((line for line in lines if any(cell is not None for cell in line)), None)
            if header is None:
                continue
            yield Note(source.shown, f"sheet {sheet.title!r} of {len(book.worksheets)}")
            names = ["" if cell is None else str(cell) for cell in header]
            placed = ((f"row {n}", dict(zip(names, line, strict=False))) for n, line in enumerate(lines, start=2) if any(line))
            yield from rows.texts(source, names, placed, "Excel", options)
            return
    yield Problem(source.shown, "the workbook has no row", "save it again, or remove the file", lost=True)


def read_parquet(source: Source, options: Options) -> Iterator[Item]:
    """Rows of a Parquet file, a batch at a time."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(source.path) as file:
        names = file.schema_arrow.names
        yield from rows.texts(source, names, _batches(file), "Parquet", options)


def _batches(file: Any) -> Iterator[rows.Placed]:
    number = 0
    for batch in file.iter_batches(batch_size=500):
        for row in batch.to_pylist():
            number += 1
            yield f"row {number}", rows.flat(row)


def _parquet(head: bytes) -> str:
    return "it begins with PAR1" if head.startswith(b"PAR1") else ""


CSV = Format("CSV", (".csv", ".tsv", ".tab"), read_csv)
EXCEL = Format("Excel", (".xlsx", ".xlsm"), read_excel, extra="openpyxl")
PARQUET = Format("Parquet", (".parquet", ".pq"), read_parquet, _parquet)
