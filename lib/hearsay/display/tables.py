"""A table as HTML: text to the left, numbers to the right, long cells whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

_PART = re.compile(r"<(thead|tbody)>.*?</\1>", re.DOTALL)
_ROW = re.compile(r"<tr.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[hd])(?=[ >])")
_LEFT, _RIGHT = ' style="text-align: left"', ' style="text-align: right"'
_SHORT_LEFT = ' style="text-align: left; white-space: nowrap"'
_LONG_LEFT = ' style="text-align: left; min-width: 14em"'
_SHORT, _LONG = 12, 40
"""Characters of a date, or of "not stated": a column of such is not broken over lines; and of a title, or more: one in a narrow
window keeps some words a line."""


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
