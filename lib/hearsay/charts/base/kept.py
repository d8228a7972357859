"""Figures that a report keeps: while notebooks run for it, every chart that is shown is also written as files to download."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Protocol, Self

import pandas as pd

COLUMNS = {"one column": 3.5, "two columns": 7.2}
"""Inches of the columns of journals: most lie within a twentieth of an inch of 89 and 183 mm."""
NARROW = "one column"
"""The column that is as wide as a phone."""
_FOLDER: list[Path] = []


class Drawn(Protocol):
    """What is asked of a chart here."""

    @property
    def title(self) -> str: ...
    @property
    def alt(self) -> str: ...
    @property
    def caption(self) -> str: ...
    @property
    def table(self) -> pd.DataFrame: ...
    @property
    def legible(self) -> bool: ...
    def at(self, inches: float) -> Self: ...
    def svg(self, *, page: bool = False) -> bytes: ...
    def pdf(self) -> bytes: ...


def keep_figures(folder: str | Path) -> None:
    """From now on write every chart that is shown into a folder that exists; see `write_figure`."""
    _FOLDER[:] = [Path(folder).resolve()]


def keep(chart: Drawn, png: bytes) -> None:
    """Write the chart, if figures are kept, under the digest of its picture."""
    if _FOLDER:
        name = digest(png)
        write_figure(chart, _FOLDER[0], name)
        (_FOLDER[0] / f"{name}.json").write_text(json.dumps(described(chart), ensure_ascii=False), encoding="utf-8")


def digest(png: bytes) -> str:
    """By which a kept figure is found again."""
    return hashlib.sha256(png).hexdigest()[:16]


def write_figure(chart: Drawn, folder: Path, name: str) -> None:
    """The chart as SVG for a page; and drawn anew for each width of `COLUMNS` in which its words can be read, as SVG and PDF.

    The narrowest is there for a page too, where it is a phone's.
    """
    (folder / f"{name}.svg").write_bytes(chart.svg(page=True))
    for column, drawn in fitted(chart).items():
        if column == NARROW:
            (folder / f"{name}-narrow.svg").write_bytes(drawn.svg(page=True))
        for form, made in (("svg", drawn.svg()), ("pdf", drawn.pdf())):
            (folder / f"{name}-{column.replace(' ', '-')}.{form}").write_bytes(made)


def fitted(chart: Drawn) -> dict[str, Drawn]:
    """The chart for each column of a journal; without those that are too narrow for its words."""
    drawn = {column: chart.at(inches) for column, inches in COLUMNS.items()}
    return {column: one for column, one in drawn.items() if one.legible}


def described(chart: Drawn) -> dict[str, Any]:
    """Title, alternative text, caption and table of a chart."""
    table = chart.table.fillna("")
    return {
        "title": chart.title, "alt": chart.alt, "caption": chart.caption,
        "columns": [str(name) for name in table.columns], "rows": table.astype("str").to_numpy().tolist(),
    }  # fmt: skip
