"""How a notebook shows tables and charts: readable, and while it is at work with links to take them along.

A notebook that is run to be kept has no links: it would be twice as large, and JupyterLab follows a link that holds a file only
where the notebook has been run by whoever reads it. What it has instead is the picture and the text, which tests compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import pandas as pd
from IPython import get_ipython
from IPython.core.formatters import DisplayFormatter

from hearsay.charts.base.chart import Chart
from hearsay.charts.base.style import DPI
from hearsay.display.aligned import AlignedPassages
from hearsay.display.article import Shown
from hearsay.display.claim_matrix import ClaimMatrix
from hearsay.display.concordance import Lines
from hearsay.display.downloads import downloads
from hearsay.display.html import html
from hearsay.options import open_notebook

SHRUNK = 0.8
"""A picture in a cell that is narrower than it shrinks to this part of itself, where letters of 9 points are those of 7, and is
scrolled from there on."""
TABLED = (Lines, ClaimMatrix, AlignedPassages)
"""What is shown as HTML and has a table behind it."""
_CALLED: ContextVar[str] = ContextVar("called", default="")
_PART = re.compile(r"<(thead|tbody)>.*?</\1>", re.DOTALL)
_ROW = re.compile(r"<tr.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[hd])(?=[ >])")
_LEFT, _RIGHT = ' style="text-align: left"', ' style="text-align: right"'
_SHORT_LEFT = ' style="text-align: left; white-space: nowrap"'
_LONG_LEFT = ' style="text-align: left; min-width: 14em"'
_SHORT, _LONG = 12, 40
"""Characters of a date, or of "not stated": a column of such is not broken over lines; and of a title, or more: one in a narrow
window keeps some words a line."""


def readable_tables(*, rows: int = 24) -> None:
    """From here on, show every table of this notebook readable.

    Parameters
    ----------
    rows
        A longer table shows its beginning and its end.

    Notes
    -----
    Columns of text, and their heads, stand to the left, numbers to the right, on the pages of a report too. In JupyterLab and
    Jupyter Notebook links stand below each chart and table, to take it along. Outside a notebook only the options of pandas are
    set.
    """
    pd.set_option("display.max_colwidth", 300, "display.max_columns", None, "display.max_rows", rows, "display.precision", 3)
    pd.set_option("display.html.use_mathjax", False)
    if shell := get_ipython():
        shell.display_formatter.formatters["text/html"].for_type(pd.DataFrame, table_html)
        if at_work():
            _with_links_below(shell.display_formatter)


def at_work() -> str:
    """The name of the notebook, where it is open in JupyterLab or Jupyter Notebook; '' where it is run to be kept."""
    return Path(open_notebook()).stem


@contextmanager
def called(name: str) -> Iterator[None]:
    """Until it ends, files to take along have this name; else that of the notebook and the number of the cell."""
    before = _CALLED.set(name)
    try:
        yield
    finally:
        _CALLED.reset(before)


def _with_links_below(formatter: DisplayFormatter) -> None:
    shown = formatter.formatters["text/html"]
    shown.for_type(pd.DataFrame, lambda table: _with_links(_scrolled(table_html(table)), flat(table)))
    for kind in TABLED:
        shown.for_type(kind, lambda part: _with_links(part._repr_html_(), part.table))
    shown.for_type(Shown, lambda part: "".join([part.html, *(_links(part.tables[what], what) for what in part.tables)]))
    formatter.mimebundle_formatter.for_type(Chart, chart_bundle)


def chart_bundle(chart: Chart) -> tuple[dict[str, str], dict[str, Any]]:
    """The chart as it shows itself; and the picture with alternative text and links, shrunk or scrolled where it is too wide."""
    data, metadata = chart._repr_mimebundle_()
    if "image/png" in data:
        links = downloads(_name(), chart=chart)
        least = round(SHRUNK * DPI * chart.figure.get_figure(root=True).get_size_inches()[0])
        picture = {"picture": data["image/png"], "alt": chart.alt, "title": chart.title, "least": least}
        data["text/html"] = html("picture.html.j2", **picture, links=links.html)
    return data, metadata


def _scrolled(table: str | None) -> str | None:
    """In a window that is narrower than the table it is scrolled, by touch or key."""
    return table and f"<div role='group' tabindex='0' aria-label='Table' style='overflow-x:auto'>{table}</div>"


def _with_links(shown: str | None, table: pd.DataFrame | None) -> str | None:
    return shown if shown is None or table is None else f"{shown}{_links(table)}"


def _links(table: pd.DataFrame, what: str = "the table") -> str:
    return "" if table.empty else str(downloads(_name(), table=table, what=what).html)


def _name() -> str:
    shell = get_ipython()
    return _CALLED.get() or f"{at_work()}-{shell.execution_count if shell else 0}"


def flat(table: pd.DataFrame) -> pd.DataFrame:
    """The table with the names of its rows as columns, unless these are bare numbers, and one name for each column."""
    index = table.index
    if index.nlevels == 1 and index.name is None and pd.api.types.is_integer_dtype(index.dtype):
        table = table.reset_index(drop=True)
    else:
        names = [str(name or f"row {level}") for level, name in enumerate(index.names, 1)]
        table = table.reset_index(names=names, allow_duplicates=True)
    names = [" ".join(map(str, name)).strip() if isinstance(name, tuple) else str(name) for name in table.columns]
    seen = [names[:place].count(name) for place, name in enumerate(names)]
    return table.set_axis([f"{name} {k + 1}" if k else name for name, k in zip(names, seen, strict=True)], axis=1)


def table_html(table: pd.DataFrame) -> str | None:
    """The table as pandas shows it in a notebook, with the columns of text to the left; None where pandas shows none."""
    html: str | None = table._repr_html_()
    if not html:
        return html
    shown = table.iloc[: pd.get_option("display.max_rows")]
    rows = _LEFT if any(map(_is_text, shown.index.to_frame().dtypes)) else ""
    columns = [_style(shown.iloc[:, place]) for place in range(table.shape[1])]
    return _PART.sub(lambda part: _ROW.sub(lambda row: _aligned(row[0], rows, columns), part[0]), html)


def _aligned(row: str, rows: str, columns: Sequence[str]) -> str:
    """One row of the HTML. Cells are counted from its end: names of rows that span several rows stand only in the first."""
    cells = len(_CELL.findall(row))
    if cells < len(columns):  # a head that spans several columns
        return row
    styles = iter([rows] * (cells - len(columns)) + list(columns))
    return _CELL.sub(lambda cell: f"<{cell[1]}{next(styles)}", row)


def _style(column: pd.Series) -> str:
    if not _is_text(column.dtype):
        return _RIGHT
    longest = column.map(str).map(len).max()
    return _SHORT_LEFT if longest <= _SHORT else _LONG_LEFT if longest >= _LONG else _LEFT


def _is_text(dtype: object) -> bool:
    return not (pd.api.types.is_numeric_dtype(dtype) or pd.api.types.is_datetime64_any_dtype(dtype))
