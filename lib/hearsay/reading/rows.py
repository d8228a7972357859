"""Rows of tables and records of streams to texts: CSV, TSV, Excel, JSON, JSON Lines and Parquet all end here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from hearsay.reading import columns, exports_known
from hearsay.reading.columns import Mapped, NoText
from hearsay.reading.draft import Draft, author
from hearsay.reading.isodate import iso
from hearsay.reading.mending import MENDED, mend
from hearsay.reading.records import Item, Note, Options, Problem, Source, Text
from hearsay.reading.tally import Tally

Row = Mapping[str, Any]
Placed = tuple[str, Row]
"""A row and its place in the file, such as 'row 12'."""
MARKUP = re.compile(r"</(?:p|div|br|li|h\d|span|article)>|<br\s*/?>", re.IGNORECASE)
LONGEST_ID = 120
DEEPEST = 5
"""Lists within lists in a cell."""
ASK = "say which one with columns={'text': 'NAME'} or --columns text=NAME"


def texts(source: Source, names: Iterable[str], rows: Iterable[Placed], form: str, options: Options) -> Iterator[Item]:
    """The texts of a table's rows; one problem per kind of bad row."""
    names = list(names)
    try:
        mapping = columns.mapped(names, options.columns)
    except NoText as error:
        yield from exports_known.metadata(source, names, rows, str(error), ASK)
        return
    yield Note(source.shown, f"columns: {mapping.told}")
    yield from _Rows(source, mapping, form, options).read(rows)


class _Rows:
    """The state of one table's reading: which ids have been seen, and what is wrong with rows."""

    def __init__(self, source: Source, mapping: Mapped, form: str, options: Options) -> None:
        self.source, self.mapping, self.form, self.options = source, mapping.columns, form, options
        self.tally, self.ids, self.number = Tally(), {}, 0  # type: ignore[var-annotated]

    def read(self, rows: Iterable[Placed]) -> Iterator[Item]:
        try:
            for place, row in rows:
                self.number += 1
                yield from self._one(place, row)
        finally:
            problems = list(self.tally.problems(self.source))
        yield from problems
        if not self.number:
            yield Problem(self.source.shown, "the table has no row", "save it again, or remove the file", lost=True)

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
        draft = Draft()
        for name in ("title", "deck"):
            draft.add(name, values.get(name, ""), " ".join(values.get(name, "").split()))
        draft.add("byline", values.get("byline", ""), author(values.get("byline", "")))
        draft.add("section", values.get("section", ""))
        draft.add("body", _without_markup(values["text"]))
        if draft.mended:
            self.tally.add(place, draft.mended, MENDED, lost=False)
        yield draft.text(self.source, self.form, part, supplied)

    def _page(self, place: str, values: dict[str, str], part: str, supplied: dict[str, str]) -> Iterator[Item]:
        mended = mend(values["page"])
        if mended.report:
            self.tally.add(place, mended.report, MENDED, lost=False)
        supplied |= {"title": values["title"]} if values.get("title") else {}
        yield Text(mended.text, self.form, self.source.sha256, part, supplied)

    def _html(self, place: str, values: dict[str, str], part: str, supplied: dict[str, str]) -> Iterator[Item]:
        from hearsay.reading import html

        found = html.article(values["html"], self.options.html or "precise", supplied.get("url"))
        if found is None:
            self.tally.add(place, "no article on the page", "look at the page; it may be a list of links", lost=True)
            return
        yield found.text(self.source, f"{self.form} with HTML", part, supplied)

    def _date(self, place: str, row: Row) -> dict[str, str]:
        printed = row.get(self.mapping.get("published", ""))
        if printed is None or not str(printed).strip():
            return {}
        day = iso(printed)
        if not day:
            advice = "write dates as 2023-02-15; until then the date is not stated"
            self.tally.add(place, f"the date is no date, or can be read in two ways: {str(printed)[:40]!r}", advice, lost=False)
        return {"published": day} if day else {}

    def _part(self, place: str, given: str) -> str:
        """'#id' when there is one, else '#n'; the second row of the same id is '#id (2)'."""
        name = " ".join(given.split())[:LONGEST_ID] or str(self.number)
        self.ids[name] = self.ids.get(name, 0) + 1
        if self.ids[name] == 1:
            return f"#{name}"
        self.tally.add(
            place, "the same id as a row before", "ids are to be unique; it was read under a name of its own", lost=False
        )
        return f"#{name} ({self.ids[name]})"


def flat(record: Mapping[str, Any], before: str = "", depth: int = 0) -> dict[str, Any]:
    """A record with those inside it drawn up: {'source': {'name': 'X'}} gives 'source.name'."""
    found: dict[str, Any] = {}
    for key, value in record.items():
        name = f"{before}{key}"
        if isinstance(value, Mapping) and depth < 3:
            found |= flat(value, f"{name}.", depth + 1)
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
    from hearsay.reading.markup import lines

    return "\n".join(lines(text))
