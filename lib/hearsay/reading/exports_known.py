"""Tables that describe articles and hold no text: Media Cloud's and GDELT's exports, and others with an address per row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from hearsay.reading import columns
from hearsay.reading.isodate import iso
from hearsay.reading.records import Item, Known, Note, Problem, Source

GDELT_EVENTS = (61, 58)
"""Columns of GDELT's event tables (2.0, 1.0), which have no header; the last is the address."""
GDELT_GRAPH = 27
"""Columns of GDELT's Global Knowledge Graph 2.1, which has no header either."""
GET_TEXTS = "fetch the pages yourself and give them, as HTML or WARC, beside this file"


def name_of(names: Sequence[str]) -> str:
    """Whose export it is by its columns; '' for others."""
    plain = {columns.PLAIN.sub("", name.casefold()) for name in names}
    if {"publishdate", "medianame", "url"} <= plain or {"storiesid", "mediaid", "url"} <= plain:
        return "Media Cloud CSV"
    if {"url", "mobileurl", "date", "title"} <= plain or {"globaleventid", "sourceurl"} <= plain or {"gkgrecordid"} <= plain:
        return "GDELT CSV"
    return ""


def headless(first: Sequence[str]) -> list[str]:
    """Names for the columns of GDELT's tables without a header; [] for any other first row."""
    if len(first) in GDELT_EVENTS and first[0].isdigit() and first[1].isdigit():
        return ["GLOBALEVENTID", *(f"column {n}" for n in range(2, len(first))), "SOURCEURL"]
    if len(first) == GDELT_GRAPH and first[1].isdigit() and len(first[1]) == 14:
        return [
            "GKGRECORDID",
            "seen",
            "collection",
            "SourceCommonName",
            "DocumentIdentifier",
            *(f"column {n}" for n in range(6, 28)),
        ]
    return []


def metadata(
    source: Source, names: Sequence[str], rows: Iterable[tuple[str, Mapping[str, Any]]], why: str, ask: str
) -> Iterator[Item]:
    """What rows without a text say about texts elsewhere, by address; else one problem that asks for the column."""
    whose = name_of(names)
    known = columns.known(names)
    if not whose:
        yield Problem(source.shown, why, ask, lost=True)
        return
    if whose == "GDELT CSV":
        known.pop("published", None)  # the day on which GDELT saw the page, or of the event
    yield Note(
        source.shown, f"{whose}: metadata without text, joined by address; {', '.join(f'{k}={v}' for k, v in known.items())}"
    )
    number = 0
    for _, row in rows:
        number += 1
        values = {field: str(row.get(column) or "").strip() for field, column in known.items()}
        values |= {"published": iso(values["published"])} if "published" in values else {}
        if values.get("url"):
            yield Known(values["url"], {field: value for field, value in values.items() if value})
    problem = f"{whose}: {number:,} rows of metadata without text; they describe texts of the same address"
    yield Problem(source.shown, problem, GET_TEXTS, lost=False)
