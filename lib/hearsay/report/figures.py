"""Figures to download: their names, what they show, and their files for each column of a journal."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hearsay.charts.base.chart import Chart
from hearsay.charts.base.kept import COLUMNS, NARROW, described, digest, write_figure

LONGEST = 60
"""Characters of a file's name."""
FORMS = ("svg", "pdf")


@dataclass(frozen=True)
class Figure:
    """One picture: the name of its files, its bytes, and in words what it shows.

    `text` is the whole in words, `alt` one sentence, `columns` and `rows` the table behind it, `drawn` the columns of a journal
    for which it is there to download, and `vector` tells whether it was drawn for pages too: what is no chart of Hearsay's is its
    bytes alone.
    """

    name: str
    png: bytes
    text: str
    alt: str = ""
    title: str = ""
    caption: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    drawn: tuple[str, ...] = ()
    vector: bool = False

    @property
    def files(self) -> tuple[tuple[str, str, str], ...]:
        """What can be downloaded besides the picture: the column of a journal, the form, the file."""
        return tuple((column, form, f"{self.name}{_ending(column, form)}") for column in self.drawn for form in FORMS)

    @property
    def shown(self) -> str:
        """The file that a page shows."""
        return f"{self.name}{'.svg' if self.vector else '.png'}"

    @property
    def narrow(self) -> str:
        """The file that a phone shows; '' where the chart's words could not be read so."""
        return f"{self.name}-narrow.svg" if NARROW in self.drawn else ""

    @property
    def too_narrow(self) -> tuple[str, ...]:
        """The columns of a journal in which its words could not be read."""
        return tuple(column for column in COLUMNS if column not in self.drawn)


def figure_name(title: str, taken: Iterable[str] = ()) -> str:
    """A name for the files of a figure, by what it shows: 'who-is-given-the-floor'; with a number where another has it.

    Where the title asks and answers, the question alone makes the name: it is the same for any articles.

    >>> figure_name("Who is given the floor?", ["who-is-given-the-floor"])
    'who-is-given-the-floor-2'
    >>> figure_name("Is the speaker named? 3 of 4 (75 %) are of somebody with a name")
    'is-the-speaker-named'
    """
    words = re.findall(r"[a-z0-9]+", title.partition("?")[0].casefold().replace("’", ""))
    name, taken = "-".join(words)[:LONGEST].strip("-") or "figure", set(taken)
    numbers = (number for number in range(2, len(taken) + 3) if f"{name}-{number}" not in taken)
    return name if name not in taken else f"{name}-{next(numbers)}"


def kept_figure(name: str, png: bytes, text: str, kept: Path) -> Figure:
    """A figure that a notebook showed, with what was kept of it; without, it is its picture alone."""
    known = kept / f"{digest(png)}.json"
    if not known.is_file():
        return Figure(name, png, text, alt=_first_line(text), title=_first_line(text))
    return _figure(name, png, text, json.loads(known.read_text(encoding="utf-8")), kept, digest(png))


def chart_figure(name: str, chart: Chart, kept: Path) -> Figure:
    """A chart as a figure; its files are written to `kept`, from which `write` takes them."""
    png = chart.png()
    write_figure(chart, kept, digest(png))
    return _figure(name, png, chart.text, described(chart), kept, digest(png))


def _figure(name: str, png: bytes, text: str, told: Mapping[str, Any], kept: Path, key: str) -> Figure:
    drawn = tuple(column for column in COLUMNS if (kept / f"{key}{_ending(column, FORMS[0])}").is_file())
    rows = tuple(map(tuple, told["rows"]))
    return Figure(name, png, text, told["alt"], told["title"], told["caption"], tuple(told["columns"]), rows, drawn, vector=True)


def write(figures: Sequence[Figure], kept: Path, folder: Path) -> None:
    """The pictures and their files, each once."""
    for figure in figures:
        if not figure.vector:
            (folder / figure.shown).write_bytes(figure.png)
            continue
        for file in filter(None, (figure.shown, figure.narrow, *(file for _, _, file in figure.files))):
            shutil.copyfile(kept / f"{digest(figure.png)}{file.removeprefix(figure.name)}", folder / file)


def _ending(column: str, form: str) -> str:
    return f"-{column.replace(' ', '-')}.{form}"


def _first_line(text: str) -> str:
    return next(iter(text.splitlines()), "") or "A picture without a description."
