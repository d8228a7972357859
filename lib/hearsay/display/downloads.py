"""Downloads under a chart or a table: links that hold the file itself, so that they work in a notebook and on a page of it."""

from __future__ import annotations

import base64
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from hearsay.charts.base.chart import Chart
from hearsay.display.html import NO_FORMULAS, html
from hearsay.reading.unpack import readable_size
from hearsay.storage.tables import csv_bytes
from hearsay.text.printed import quantity

LARGEST = 2_000_000
"""Bytes of a file that a link holds: every turn of a control sends it to the page again."""
MOST_ROWS = 50_000
"""Rows of such a file: more of them are larger than that, however short."""
KINDS = {".csv": "text/csv", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class File:
    """A file to download: its name, what it is in words, and what is in it."""

    name: str
    what: str
    content: bytes

    @property
    def address(self) -> str:
        """The file as a link."""
        kind = KINDS[self.name[self.name.rindex(".") :]]
        return f"data:{kind};charset=utf-8;base64,{base64.b64encode(self.content).decode('ascii')}"


@dataclass(frozen=True, repr=False)
class Downloads:
    """Links to files. A notebook shows them in a line; the plain text names the files."""

    files: tuple[File, ...]
    note: str = ""

    @property
    def html(self) -> Markup:
        """A line of links."""
        return html("downloads.html.j2", files=self.files, note=self.note, no_formulas=NO_FORMULAS)

    def _repr_html_(self) -> str:
        return str(self.html)

    def __repr__(self) -> str:
        told = ", ".join(f"{file.name} ({file.what})" for file in self.files)
        return " ".join(filter(None, [told and f"Download: {told}.", self.note]))


def downloads(name: str, *, chart: Chart | None = None, table: pd.DataFrame | None = None, what: str = "the table") -> Downloads:
    """Links to a chart as SVG and to a table as CSV, all of its rows.

    Parameters
    ----------
    name
        What the files are called, without a suffix.
    chart, table
        What there is to download. Without a table that of the chart, which holds what is drawn.
    what
        What the table is called in the link.

    Notes
    -----
    In the CSV a text that a spreadsheet would run as a formula has an apostrophe before it. A table of more than 2 MB is told
    instead, with the way to write it.
    """
    files = []
    if chart is not None:
        files.append(File(f"{name}.svg", "the chart, SVG", chart.svg()))
        table = chart.table if table is None else table
    if table is None:
        return Downloads(tuple(files))
    rows = quantity(len(table), "row")
    held = csv_bytes(table) if len(table) <= MOST_ROWS else b""
    if len(table) > MOST_ROWS or len(held) > LARGEST:
        size = f" and {readable_size(len(held))}" if held else ""
        return Downloads(tuple(files), f"The table has {rows}{size}, too much for a link: choose less.")
    return Downloads((*files, File(f"{name}.csv", f"{what}, CSV, {rows}", held)))
