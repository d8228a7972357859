"""A chart that reports itself: the picture, and what it shows in words, read back from the artists that were drawn.

A picture cannot be compared in a test, and cannot be heard; this text can. Numbers are rounded to three figures,
which is finer than one per cent: whatever the eye could notice changes the text.
"""

from __future__ import annotations

import base64
import inspect
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial, wraps
from pathlib import Path
from typing import Any, ParamSpec

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.container import BarContainer
from matplotlib.figure import Figure, SubFigure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.ticker import FixedFormatter, FuncFormatter
from PIL import Image

from hearsay.charts.base.drawn_words import words_apart
from hearsay.charts.base.kept import keep
from hearsay.charts.base.style import DPI, drawing, sample_of, sheets_of
from hearsay.charts.base.vector import compact, outlines_only
from hearsay.errors import InputError

MANY = 60
"""Pieces of a strip that are listed one by one; more than that the eye does not tell apart."""
HEADINGS = ("title", "note")
"""The texts above a chart; all others stand below it."""
FORMATS = (".png", ".svg", ".pdf")
COLOURS = 64
"""Colours of a picture, chosen to be as near as can be to the farthest of those that it has: no hue of a chart moves by more than
seven steps of 255, which no eye sees."""
Values = Iterable[tuple[float, str]]
Seen = tuple[float, str, str]
"""Height on the y axis, series, value."""
P = ParamSpec("P")


def describe(figure: Figure, axes: Axes) -> str:
    """The chart in words: headings, then each row with what is drawn in it, then the notes below.

    Rows are the labelled ticks of the y axis; without them what is drawn is listed series by series.
    """
    rows, seen = _labelled(axes.yaxis), [item for item in _seen(axes) if item[2]]
    body = _by_row(seen, rows) if rows else _series(seen)
    notes = [_flat(text) for text in figure.texts if text.get_gid() not in HEADINGS]
    return "\n".join(line for line in [*_headings(figure, axes), *body, *notes] if line)


def tabulate(axes: Axes) -> pd.DataFrame:
    """What is drawn as a table: a row for each named row of the chart, a column for each series; else a row for each series."""
    rows, seen = _labelled(axes.yaxis), [item for item in _seen(axes) if item[2]]
    if not rows:
        return pd.DataFrame(
            [_told([item for item in seen if item[1] == name], name) for name in dict.fromkeys(i[1] for i in seen)]
        )
    return pd.DataFrame([_told(items, label) for label, items in _rows_of(seen, rows)])


def _told(items: Iterable[Seen], label: str) -> dict[str, str]:
    """One row of the table: its name, and the values of each series; what is printed comes last."""
    told: dict[str, list[str]] = {}
    for _, name, value in items:
        told.setdefault(name, []).append(value)
    values = {name: ", ".join(each) if len(each) <= MANY else f"{len(each)} pieces" for name, each in told.items()}
    printed = " | ".join(told.get("printed", []))
    return {"row": label, **{name: value for name, value in values.items() if name != "printed"}, "printed": printed}


def number(value: float) -> str:
    """A number as the eye reads it: counts in full, other values to three figures."""
    whole = round(value)
    if abs(value - whole) < 1e-9 and abs(value) < 1e9:
        return str(whole)
    return f"{value:.3g}"


def _headings(figure: Figure, axes: Axes) -> Iterator[str]:
    """Title and note, names of axes and columns, and the key; '' for what is not there."""
    # matplotlib keeps a title that is set at the left in an attribute of its own.
    titles = [axes.title, *filter(None, [getattr(axes, "_left_title", None)])]
    yield from map(_flat, [*(text for text in figure.texts if text.get_gid() in HEADINGS), *titles])
    key = axes.get_legend()
    told = {
        "x": axes.get_xlabel(),
        "y": axes.get_ylabel(),
        "columns": " | ".join(label for _, label in _labelled(axes.xaxis)),
        "key": " | ".join(map(_flat, key.get_texts() if key else ())),
    }
    yield from (f"{name}: {what}" for name, what in told.items() if what)


def _labelled(axis: Axis) -> list[tuple[float, str]]:
    """Place and name of each tick that carries words rather than a number."""
    if not isinstance(axis.get_major_formatter(), (FixedFormatter, FuncFormatter)):
        return []
    ticks = zip(axis.get_majorticklocs(), axis.get_majorticklabels(), strict=False)
    return [(float(place), _flat(label)) for place, label in ticks if _flat(label)]


def _seen(axes: Axes) -> Iterator[Seen]:
    """Every value drawn, in the order of drawing. Artists whose label starts with '_' are only decoration."""
    artists: list[Any] = [*axes.containers, *axes.collections, *axes.lines, *axes.texts]
    for artist in artists:
        name = "printed" if isinstance(artist, Text) else str(artist.get_label())
        read = next((read for kind, read in READERS.items() if isinstance(artist, kind)), None)
        if read and not name.startswith("_"):
            yield from ((y, name, value) for y, value in read(artist))


def _bars(bars: BarContainer) -> Values:
    return ((patch.get_y() + patch.get_height() / 2, number(patch.get_width())) for patch in bars.patches)


def _dots(dots: PathCollection) -> Values:
    return ((y, number(x)) for x, y in np.ma.filled(dots.get_offsets(), np.nan).tolist())


def _segments(lines: LineCollection) -> Values:
    ends = (segment[[0, -1]].tolist() for segment in lines.get_segments())
    return ((y, f"{number(x0)} to {number(x1)}") for (x0, y), (x1, _) in ends)


def _strips(strips: PolyCollection) -> Values:
    boxes = (path.get_extents() for path in strips.get_paths())
    return (((box.y0 + box.y1) / 2, f"{number(box.x0)}–{number(box.x1)}") for box in boxes)


def _points(line: Line2D) -> Values:
    return ((y, number(x)) for x, y in np.asarray(line.get_xydata(), dtype=float).tolist())


READERS: dict[type, Callable[[Any], Values]] = {
    BarContainer: _bars,
    PathCollection: _dots,
    LineCollection: _segments,
    PolyCollection: _strips,
    Line2D: _points,
    Text: lambda text: [(text.get_position()[1], _flat(text))],
}
"""How what is drawn is read back: its height on the y axis, and its value in words."""


def _by_row(seen: Iterable[Seen], rows: Sequence[tuple[float, str]]) -> Iterator[str]:
    """Each row: its label, then series by series what stands nearest to it."""
    for label, items in _rows_of(seen, rows):
        yield f"{label}: " + "; ".join(_series(items))


def _rows_of(seen: Iterable[Seen], rows: Sequence[tuple[float, str]]) -> Iterator[tuple[str, list[Seen]]]:
    """Each row's label, and what stands nearest to it."""
    places = np.array([place for place, _ in rows])
    inside: list[list[Seen]] = [[] for _ in rows]
    for item in seen:
        inside[int(np.abs(places - item[0]).argmin())].append(item)
    for (_, label), items in zip(rows, inside, strict=True):
        yield label, items


def _series(items: Iterable[Seen]) -> Iterator[str]:
    """'name value, value ×3' for each series, zeros of bars included: a nought is a finding."""
    series: dict[str, list[str]] = {}
    for _, name, value in items:
        series.setdefault(name, []).append(value)
    for name, values in series.items():
        if name == "printed":
            yield f"printed {' | '.join(values)}"
        elif len(values) > MANY and "–" in values[0]:
            yield f"{name} {len(values)} pieces, {values[0]} … {values[-1]}"
        else:
            yield f"{name} {', '.join(f'{value} ×{k}' if k > 1 else value for value, k in Counter(values).items())}"


def _flat(text: Text) -> str:
    return " ".join(text.get_text().split())


@dataclass(frozen=True, eq=False, repr=False)
class Chart:
    """One drawn figure. In a notebook it shows as a picture; its plain text says what the picture shows.

    Attributes
    ----------
    figure
        The matplotlib figure, free of pyplot: it is shown once, and nothing of it stays behind.
    axes
        The Axes that holds the data.
    caption
        What the reader must know to read the figure, and what must not be concluded from it.
    again
        Draws it once more, on a sheet of another width; None for what was drawn on an Axes of the user's.

    Notes
    -----
    `text` is read from the artists each time: change a bar, and the text changes. A notebook test that
    compares the text therefore tests the picture. `table` holds the same values, row by row.
    """

    figure: Figure | SubFigure
    axes: Axes
    caption: str
    again: Callable[[], Chart] | None = None

    @property
    def text(self) -> str:
        """The chart in words, read back from what is drawn."""
        with drawing():
            seen = describe(self._root, self.axes)
        drawn = any(text.get_gid() == "caption" for text in self._root.texts)
        return seen if drawn else f"{seen}\n{self.caption}"

    @property
    def title(self) -> str:
        """The question or finding above the picture."""
        with drawing():
            return next(filter(None, _headings(self._root, self.axes)), "")

    @property
    def table(self) -> pd.DataFrame:
        """What is drawn, read back from the artists: a row for each row of the chart, a column for each series, as text."""
        with drawing():
            return tabulate(self.axes)

    @property
    def alt(self) -> str:
        """Alternative text of the picture, one sentence: what it shows of how many rows. `text` and `table` tell the values."""
        with drawing():
            rows = [label for _, label in _labelled(self.axes.yaxis)]
        named = f"{len(rows)} {'row' if len(rows) == 1 else 'rows'}" if rows else "a picture without rows"
        span = f", from {rows[0]} to {rows[-1]}" if len(rows) > 1 else f", {rows[0]}" if rows else ""
        return f"Chart “{self.title.rstrip('.?!')}”: {named}{span}; its values stand in the table that goes with it."

    def at(self, inches: float) -> Chart:
        """The same chart drawn for a column of `inches`; letters keep their size. One drawn on your own Axes stays as it is."""
        if self.again is None:
            return self
        with sheets_of(inches):
            return self.again()

    @property
    def legible(self) -> bool:
        """Whether all of its words stand within the sheet and none on another: in a narrow column they may not."""
        with drawing():
            return words_apart(self._root, self.axes)

    def png(self, dpi: float = DPI) -> bytes:
        """The picture as PNG: the same bytes for the same chart, with no date in it."""
        return _with_palette(self._rendered("png", dpi=dpi, metadata={"Software": None}))

    def svg(self, *, page: bool = False) -> bytes:
        """The picture as SVG, described within: the same bytes for the same chart, with no date in it.

        For a `page`, a reader whose browser is dark sees light ink on dark paper; elsewhere it is as without.
        """
        drawn = self._rendered("svg", metadata={"Date": None, "Creator": None, "Description": self.alt})
        # Where the first font is not installed the second one is: its letters are as wide.
        named = re.sub(r"'DejaVu Sans'[^;\"]*", "'DejaVu Sans', Verdana, sans-serif", drawn.decode("utf-8"))
        return compact(named, page=page).encode("utf-8")

    def pdf(self) -> bytes:
        """The picture as PDF, for print: the same bytes for the same chart, with no date in it."""
        with outlines_only():
            return self._rendered("pdf", metadata={"CreationDate": None, "Creator": None, "Producer": None, "Title": self.title})

    def save(self, path: str | Path, *, dpi: float = 200) -> Path:
        """Write the picture to `path`, which ends in .png, .svg or .pdf; its folder must exist. Returns the path.

        Raises `InputError` for any other ending.
        """
        path = Path(path)
        if path.suffix.lower() not in FORMATS:
            raise InputError(f"cannot save a chart as {path.name!r}: end the name in {' or '.join(FORMATS)}")
        made = {".svg": self.svg, ".pdf": self.pdf}.get(path.suffix.lower(), partial(self.png, dpi))
        path.write_bytes(made())
        return path

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> tuple[dict[str, str], dict[str, Any]]:
        if self._shown_by_pyplot:
            return {"text/plain": self.text}, {}
        if self.table.empty:  # a sentence says it better than an empty picture
            return {"text/markdown": _escaped(self.text), "text/plain": self.text}, {}
        png = self.png()
        keep(self, png)
        picture = base64.b64encode(png).decode("ascii")
        return {"image/png": picture, "text/plain": self.text}, {"image/png": {"alt": self.alt}}

    @property
    def _root(self) -> Figure:
        return self.figure.get_figure(root=True)

    @property
    def _shown_by_pyplot(self) -> bool:
        """Whether the user's own pyplot figure was drawn on: pyplot shows that one itself, and twice is once too many."""
        return self._root.canvas.manager is not None

    def _rendered(self, form: str, **options: Any) -> bytes:
        buffer = io.BytesIO()
        with drawing():
            self._root.savefig(buffer, format=form, **options)
        return buffer.getvalue()


def _escaped(text: str) -> str:
    """The text as Markdown that means itself, a line a line."""
    return re.sub(r"([\\`*_{}\[\]<>()#+!|$~-])", r"\\\1", text).replace("\n", "  \n")


def _with_palette(png: bytes) -> bytes:
    """The same picture at a quarter of the size: charts have few colours, and notebooks hold many charts."""
    picture, buffer = Image.open(io.BytesIO(png)), io.BytesIO()
    few = picture.convert("RGB").quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(buffer, "png", optimize=True, dpi=picture.info.get("dpi", (DPI, DPI)))
    return buffer.getvalue()


PARAMETERS = {
    "tables": "The tables. With `articles` the rows carry the outlets' names",
    "only": "only\n    The articles to show, by their ids or their beginnings; names and colours stay those of the whole table.",
    "sides": "sides\n    All sides of the corpus, so that each keeps its colour when only a part of the table is given.",
    "zone": "zone\n    Where the attributions stand.",
    "corrected": "corrected\n    Items coded by hand (`validation.coded.coded_items`), which correct the figures.",
    "ax": "ax\n    Where to draw; a figure of its own without it.",
}
"""What charts say alike of their parameters."""
NOT_CORRECTED = {
    "claims": "a claim is told from several articles at once, and what is coded are places in one",
    "corrected": "it shows what validation.corrected_tables made, which is corrected already",
    "epithets": "it shows each word as it is printed and counts it; no label of the tool's is in it",
    "intervals": "it draws the table that it is given: give it the corrected one",
    "kept_blocks": "it shows every block of the pages, to be checked by eye; nothing in it is an estimate",
    "loaded": "it counts the words of a list as they are printed; which are loaded is what the list says",
    "omissions": "what an article lacks is told from all the others, and what is coded are places in one",
    "reliability": "its figures were measured on news that people had coded",
    "same_events": "it compares outlets within events, and codings are drawn from all articles alike",
    "upstreams": "through whom an article has what it reports is told from several articles at once",
    "word_shift": "it counts words as they are printed, without an error to correct",
    "wording": "it counts words as they are printed, without an error to correct",
}
"""Charts without `corrected=`, and why."""
CHARTS: dict[str, Callable[..., Chart]] = {}
"""Every chart by its name."""


def chart(draw: Callable[P, Chart]) -> Callable[P, Chart]:
    """A function that draws a chart, as one of `CHARTS`: in Hearsay's style, whatever the user's settings.

    `{only}`, `{ax}` and the like in its docstring stand for the shared paragraphs of `PARAMETERS`. Asked to correct what coding
    cannot, it raises `InputError` with the reason.
    """
    draw.__doc__ = inspect.cleandoc(draw.__doc__ or "").format(**PARAMETERS)
    name, in_style = draw.__name__, drawing()(draw)

    @wraps(draw)
    def drawn(*arguments: P.args, **options: P.kwargs) -> Chart:
        if name in NOT_CORRECTED and options.pop("corrected", None) is not None:
            raise InputError(f"{name} takes no corrected=: {NOT_CORRECTED[name]}")
        with sample_of((*arguments, *options.values())):
            made = in_style(*arguments, **options)
        return made if options.get("ax") is not None else replace(made, again=partial(drawn, *arguments, **options))

    CHARTS[name] = drawn
    return drawn
