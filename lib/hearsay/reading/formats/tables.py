"""Tables whose rows are articles: CSV, TSV, Excel, Parquet, and lists of articles that hold no text."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from hearsay.reading import bounds, columns, unpack
from hearsay.reading.columns import NoText
from hearsay.reading.encoding import MENDED, repair_text
from hearsay.reading.records import (
    Format,
    Item,
    Known,
    Note,
    Problem,
    ProblemTally,
    ReadingOptions,
    RecordDraft,
    Source,
    Text,
    require_extra,
)
from hearsay.text.dates import iso_date

GDELT_EVENTS = (61, 58)
"""Columns of GDELT's event tables (2.0, 1.0), which have no header; the last is the address."""
GDELT_GRAPH = 27
"""Columns of GDELT's Global Knowledge Graph 2.1, which has no header either."""
GDELT_GRAPH_NAMES = ("GKGRECORDID", "seen", "collection", "SourceCommonName", "DocumentIdentifier")
ROUNDUPS = frozenset(("title", "heading", "source", "text", "bias_rating"))
"""Columns of Qbias, the articles of AllSides' roundups, as its README has them."""
GET_TEXTS = "fetch the pages yourself and give them, as HTML or WARC, beside this file"
Row = Mapping[str, Any]
Placed = tuple[str, Row]
"""A row and its place in the file, such as 'row 12'."""
MARKUP = re.compile(r"</(?:p|div|br|li|h\d|span|article)>|<br\s*/?>", re.IGNORECASE)
LONGEST_ID = 120
DEEPEST = 5
"""Lists within lists in a cell."""
ASK = "say which one with columns={'text': 'NAME'} or --columns text=NAME"
CUT = "export the table again, and look at the row"
DELIMITERS = (",", ";", "\t", "|")
LAST_ROW = 1_048_576
"""Of a sheet of Excel, LibreOffice and Google."""


def name_of_export(names: Sequence[str]) -> str:
    """Whose export it is by its columns; '' for others."""
    plain = {columns.PLAIN.sub("", name.casefold()) for name in names}
    if {"publishdate", "medianame", "url"} <= plain or {"storiesid", "mediaid", "url"} <= plain:
        return "Media Cloud CSV"
    if {"url", "mobileurl", "date", "title"} <= plain or {"globaleventid", "sourceurl"} <= plain or {"gkgrecordid"} <= plain:
        return "GDELT CSV"
    return ""


def headless_table(first: Sequence[str]) -> list[str]:
    """Names for the columns of GDELT's tables without a header; [] for any other first row."""
    if len(first) in GDELT_EVENTS and first[0].isdigit() and first[1].isdigit():
        return ["GLOBALEVENTID", *(f"column {n}" for n in range(2, len(first))), "SOURCEURL"]
    if len(first) == GDELT_GRAPH and first[1].isdigit() and len(first[1]) == 14:
        return [*GDELT_GRAPH_NAMES, *(f"column {n}" for n in range(6, 28))]
    return []


def metadata_row(
    source: Source, names: Sequence[str], rows: Iterable[tuple[str, Mapping[str, Any]]], why: str, ask: str
) -> Iterator[Item]:
    """What rows without a text say about texts elsewhere, by address; else one problem that asks for the column."""
    whose = name_of_export(names)
    known = columns.metadata_columns(names)
    if not whose:
        yield Problem(source.shown, why, ask, lost=True)
        return
    if whose == "GDELT CSV":
        known.pop("published", None)  # the day on which GDELT saw the page, or of the event
    yield Note(source.shown, f"{whose}: metadata without text, joined by address; {_told(known)}")
    number = 0
    for number, (_, row) in enumerate(rows, start=1):  # noqa: B007
        values = {field: str(row.get(column) or "").strip() for field, column in known.items()}
        values |= {"published": iso_date(values["published"])} if "published" in values else {}
        if values.get("url"):
            yield Known(values["url"], {field: value for field, value in values.items() if value})
    problem = f"{whose}: {number:,} rows of metadata without text; they describe texts of the same address"
    yield Problem(source.shown, problem, GET_TEXTS, lost=False)


def _told(columns: Mapping[str, str]) -> str:
    """A mapping of columns in words."""
    return ", ".join(f"{field}={column}" for field, column in columns.items())


def texts_of_rows(
    source: Source, names: Iterable[str], rows: Iterable[Placed], form: str, options: ReadingOptions
) -> Iterator[Item]:
    """The texts of a table's rows; one problem per kind of bad row."""
    names = list(names)
    rows = _counted(source, rows)
    try:
        mapping = columns.map_columns(names, {**_of_roundups(names), **options.columns})
    except NoText as error:
        yield from metadata_row(source, names, rows, str(error), ASK)
        return
    yield Note(source.shown, f"columns: {_told(mapping)}")
    yield from _Rows(source, mapping, form, options).read(rows)


def _counted(source: Source, rows: Iterable[Placed]) -> Iterator[Placed]:
    """The rows, as many as are read of a file of its size."""
    for placed in rows:
        source.allowance.take_row(len(placed[1]))
        yield placed


def _of_roundups(names: list[str]) -> dict[str, str]:
    """In tables made from AllSides' roundups the column `title` is the topic of several articles, `heading` that of each."""
    if set(names) >= ROUNDUPS:
        return {"title": "heading", "event": "title"}
    return {}


class _Rows:
    """The state of one table's reading: which ids have been seen, and what is wrong with rows."""

    def __init__(self, source: Source, mapping: Mapping[str, str], form: str, options: ReadingOptions) -> None:
        self.source, self.mapping, self.form, self.options = source, mapping, form, options
        self.tally, self.ids, self.number = ProblemTally(), {}, 0  # type: ignore[var-annotated]

    def read(self, rows: Iterable[Placed]) -> Iterator[Item]:
        yield from self.tally.after(self._each(rows), self.source)
        if not self.number:
            yield Problem(self.source.shown, "the table has no row", "save it again, or remove the file", lost=True)

    def _each(self, rows: Iterable[Placed]) -> Iterator[Item]:
        for place, row in rows:
            self.number += 1
            yield from self._one(place, row)

    def _one(self, place: str, row: Row) -> Iterator[Item]:
        values = {field: _plain(row.get(column)) for field, column in self.mapping.items()}
        body = next(field for field in columns.BODIES if field in self.mapping)
        if not values[body].strip():
            self.tally.add(place, "the text is empty", "fill it in, or leave the row out", lost=True)
            return
        part = self._part(place, values.get("id", ""))
        supplied = {field: values[field] for field in ("outlet", "url", "event") if values.get(field)} | self._date(place, row)
        yield from getattr(self, f"_{body}")(place, values, part, supplied)

    def _text(self, place: str, values: dict[str, str], part: str, supplied: dict[str, str]) -> Iterator[Item]:
        draft = RecordDraft()
        for name in ("title", "deck"):
            draft.add(name, values.get(name, ""), " ".join(values.get(name, "").split()))
        draft.add("byline", values.get("byline", ""))
        draft.add("section", values.get("section", ""))
        draft.add("body", _without_markup(values["text"]))
        if draft.mended:
            self.tally.add(place, draft.mended, MENDED, lost=False)
        yield draft.text(self.source, self.form, part, supplied)

    def _page(self, place: str, values: dict[str, str], part: str, supplied: dict[str, str]) -> Iterator[Item]:
        mended = repair_text(values["page"])
        if mended.report:
            self.tally.add(place, mended.report, MENDED, lost=False)
        supplied |= {"title": values["title"]} if values.get("title") else {}
        yield Text(mended.text, self.form, self.source.sha256, part, supplied)

    def _html(self, place: str, values: dict[str, str], part: str, supplied: dict[str, str]) -> Iterator[Item]:
        from hearsay.reading.formats import html

        if len(values["html"]) > unpack.PAGE:
            self.tally.add(place, f"a page larger than {unpack.readable_size(unpack.PAGE)}", "look at it by itself", lost=True)
            return
        found = html.article_of_page(values["html"], self.options.html or "precise", supplied.get("url"))
        if found is None:
            self.tally.add(place, "no article on the page", "look at the page; it may be a list of links", lost=True)
            return
        for fault in found.faults:
            self.tally.add(place + (f" ({fault.detail})" if fault.detail else ""), fault.problem, fault.advice, lost=False)
        yield found.draft.text(self.source, f"{self.form} with HTML", part, supplied)

    def _date(self, place: str, row: Row) -> dict[str, str]:
        printed = row.get(self.mapping.get("published", ""))
        if printed is None or not str(printed).strip():
            return {}
        day = iso_date(printed)
        if not day:
            advice = "write dates as 2023-02-15; until then the date is not stated"
            self.tally.add(
                f"{place}: {str(printed)[:40]!r}", "the date is no date, or can be read in two ways", advice, lost=False
            )
        return {"published": day} if day else {}

    def _part(self, place: str, given: str) -> str:
        """'#id' when there is one, else '#n'; the second row of the same id is '#id (2)'."""
        name = " ".join(given.split())[:LONGEST_ID] or str(self.number)
        self.ids[name] = self.ids.get(name, 0) + 1
        if self.ids[name] == 1:
            return f"#{name}"
        advice = "ids are to be unique; it was read under a name of its own"
        self.tally.add(place, "the same id as a row before", advice, lost=False)
        return f"#{name} ({self.ids[name]})"


def flat_record(record: Mapping[str, Any], before: str = "", depth: int = 0) -> dict[str, Any]:
    """A record with those inside it drawn up: {'source': {'name': 'X'}} gives 'source.name'."""
    found: dict[str, Any] = {}
    for key, value in record.items():
        name = f"{before}{key}"
        if isinstance(value, Mapping) and depth < 3:
            found |= flat_record(value, f"{name}.", depth + 1)
        else:
            found[name] = value
    return found


def _plain(value: Any, depth: int = 0) -> str:
    """A cell as text; a list of texts as its lines, of authors as one line; what lies in too many lists is left out."""
    if value is None or value != value:  # a gap in a table is unequal to itself
        return ""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, list | tuple):
        return "\n".join(filter(None, (_plain(one, depth + 1) for one in value))) if depth < DEEPEST else ""
    return str(value).encode("utf-8", "replace").decode("utf-8").replace("\0", "")


def _without_markup(text: str) -> str:
    if not MARKUP.search(text[:20_000]):
        return text
    from hearsay.reading.records import fragment_lines

    return "\n".join(fragment_lines(text))


def read_csv(source: Source, options: ReadingOptions) -> Iterator[Item]:
    """Rows of a text table. The mark between cells is the one that the first line holds most of."""
    csv.field_size_limit(unpack.RECORD)
    opened = unpack.text_stream(source.path)
    if opened.assumed:
        yield Problem(source.shown, opened.assumed, "save it as UTF-8 if a character looks wrong", lost=False)
    with opened.stream as stream:
        lines = _lines(stream)
        first = next(lines, "")
        if not first.strip():
            yield Problem(source.shown, "the file is empty", "save the table again, or remove the file", lost=True)
            return
        mark = max(DELIMITERS, key=first.count)
        if first.count(mark) >= bounds.COLUMNS:
            raise unpack.TooLarge(f"more than the {bounds.COLUMNS:,} columns that a table can have")
        yield Note(source.shown, f"encoding {opened.encoding}, cells between {mark!r}")
        quotes = _Quotes()
        cells = csv.reader(quotes.count(_first_then(first, lines)), delimiter=mark)
        names = next(cells)
        known = headless_table(names)
        rows = _first_then(names, cells) if known else cells
        names = known or names
        tally = ProblemTally()
        yield from tally.after(texts_of_rows(source, names, _placed(names, rows, cells, tally), "CSV", options), source)
        if quotes.open:
            yield Problem(source.shown, "it ends inside quotation marks: cut off, or a mark is missing", CUT, lost=False)


def _lines(stream: Any) -> Iterator[str]:
    """The lines of a text. Raises `TooLarge` at one that is too long to be held."""
    while line := stream.readline(unpack.RECORD):
        if len(line) >= unpack.RECORD and not line.endswith("\n"):
            raise unpack.TooLarge(f"a line longer than {unpack.RECORD:,} characters")
        yield line


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


def _placed(names: list[str], lines: Iterable[list[str]], cells: Any, tally: ProblemTally) -> Iterator[Placed]:
    for cell in lines:
        if cell:
            if len(cell) != len(names):
                which = "fewer" if len(cell) < len(names) else "more"
                tally.add(f"line {cells.line_num}", f"{which} cells than columns", CUT, lost=False)
            yield f"line {cells.line_num}", dict(zip(names, cell, strict=False))


def read_excel(source: Source, options: ReadingOptions) -> Iterator[Item]:
    """Rows of the first sheet that has any; the first row names the columns. Formulas count as the values they had."""
    unpack.check_zip(source.path, unpack.WHOLE)
    with source.path.open("rb") as file:
        book = require_extra("openpyxl").load_workbook(file, read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what a sheet declares may be any size, and every row is then as wide
            lines = _filled(sheet.iter_rows(values_only=True))
            _, header = next(lines, (0, None))
            if header is None:
                continue
            yield Note(source.shown, f"sheet {sheet.title!r} of {len(book.worksheets)}")
            names = ["" if cell is None else str(cell) for cell in header]
            placed = ((f"row {n}", dict(zip(names, line, strict=False))) for n, line in lines)
            yield from texts_of_rows(source, names, placed, "Excel", options)
            return
    yield Problem(source.shown, "the workbook has no row", "save it again, or remove the file", lost=True)


def _filled(lines: Iterable[Sequence[Any]]) -> Iterator[tuple[int, Sequence[Any]]]:
    """The rows that hold something, with their numbers. Raises `TooLarge` beyond the last that a sheet can have."""
    for number, line in enumerate(lines, start=1):
        if number > LAST_ROW:
            raise unpack.TooLarge(f"a cell below row {LAST_ROW:,}, the last that a spreadsheet can have")
        if any(cell not in (None, "") for cell in line):
            yield number, line


def read_parquet(source: Source, options: ReadingOptions) -> Iterator[Item]:
    """Rows of a Parquet file, one at a time; a value to which many rows refer is held once."""
    import pyarrow.parquet as pq

    described = pq.read_metadata(source.path)
    _check_parquet(source, described)
    leaves = [described.schema.column(number) for number in range(len(described.schema))]
    texts = [leaf.path for leaf in leaves if leaf.physical_type == "BYTE_ARRAY"]
    with pq.ParquetFile(source.path, read_dictionary=texts) as file:
        yield from texts_of_rows(source, flat_record(_columns(file.schema_arrow)), _batches(file), "Parquet", options)


def _columns(fields: Iterable[Any]) -> dict[str, Any]:
    """The columns by name, those of structs below it, as their values stand in a record."""
    import pyarrow.types

    return {one.name: _columns(one.type) if pyarrow.types.is_struct(one.type) else None for one in fields}


def _check_parquet(source: Source, described: Any) -> None:
    """Raise `TooLarge` when a file declares more rows, bytes or values than files of its size have."""
    if described.num_rows > source.allowance.rows:
        raise unpack.TooLarge(f"{described.num_rows:,} rows, more than are read of a file of its size")
    groups = [described.row_group(number) for number in range(described.num_row_groups)]
    size, most = sum(group.total_byte_size for group in groups), unpack.check_unpacked(source.path.stat().st_size)
    if size > most:
        raise unpack.TooLarge(f"unpacked it holds {unpack.readable_size(size)}, more than is read of a file of its size")
    values = sum(group.column(number).num_values for group in groups for number in range(group.num_columns))
    if values > most:
        raise unpack.TooLarge(f"it holds {values:,} values, more than are read of a file of its size")


def _batches(file: Any) -> Iterator[Placed]:
    number = 0
    for batch in file.iter_batches(batch_size=500):
        for at in range(batch.num_rows):
            number += 1
            yield f"row {number}", flat_record(batch.slice(at, 1).to_pylist()[0])


def _parquet(head: bytes) -> str:
    return "it begins with PAR1" if head.startswith(b"PAR1") else ""


CSV = Format("CSV", (".csv", ".tsv", ".tab"), read_csv)
EXCEL = Format("Excel", (".xlsx", ".xlsm"), read_excel, extra="openpyxl")
PARQUET = Format("Parquet", (".parquet", ".pq"), read_parquet, _parquet)
