"""A chart that reports itself: the picture, and what it shows as text read back from the picture."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure
from PIL import Image

from hearsay.charts.describe import describe
from hearsay.charts.measure import DPI
from hearsay.charts.style import drawing
from hearsay.errors import InputError

FORMATS = (".png", ".svg")
COLOURS = 256


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

    Notes
    -----
    `text` is read from the artists each time: change a bar, and the text changes. A notebook test that
    compares the text therefore tests the picture. The same text is the picture's alternative text.
    """

    figure: Figure
    axes: Axes
    caption: str

    @property
    def text(self) -> str:
        """The chart in words, read back from what is drawn."""
        with drawing():
            seen = describe(self._root, self.axes)
        drawn = any(text.get_gid() == "caption" for text in self._root.texts)
        return seen if drawn else f"{seen}\n{self.caption}"

    @property
    def alt(self) -> str:
        """Alternative text of the picture, for those who hear it."""
        return f"Chart. {self.text}"

    def png(self, dpi: float = DPI) -> bytes:
        """The picture as PNG: the same bytes for the same chart, with no date in it."""
        return _with_palette(self._rendered("png", dpi=dpi, metadata={"Software": None}))

    def svg(self) -> bytes:
        """The picture as SVG, described within: the same bytes for the same chart, with no date in it."""
        return self._rendered("svg", metadata={"Date": None, "Creator": None, "Description": self.alt})

    def save(self, path: str | Path, *, dpi: float = 200) -> Path:
        """Write the picture to `path`, which ends in .png or .svg; its folder must exist. Returns the path.

        Raises `InputError` for any other ending.
        """
        path = Path(path)
        if path.suffix.lower() not in FORMATS:
            raise InputError(f"cannot save a chart as {path.name!r}: end the name in {' or '.join(FORMATS)}")
        path.write_bytes(self.svg() if path.suffix.lower() == ".svg" else self.png(dpi))
        return path

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> tuple[dict[str, str], dict[str, Any]]:
        if self._shown_by_pyplot:
            return {"text/plain": self.text}, {}
        picture = base64.b64encode(self.png()).decode("ascii")
        return {"image/png": picture, "text/plain": self.text}, {"image/png": {"alt": self.alt}}

    @property
    def _root(self) -> Figure:
        return self.figure.get_figure(root=True) if isinstance(self.figure, SubFigure) else self.figure

    @property
    def _shown_by_pyplot(self) -> bool:
        """Whether the user's own pyplot figure was drawn on: pyplot shows that one itself, and twice is once too many."""
        return self._root.canvas.manager is not None

    def _rendered(self, form: str, **options: Mapping[str, str | None] | float) -> bytes:
        buffer = io.BytesIO()
        with drawing():
            self._root.savefig(buffer, format=form, **options)
        return buffer.getvalue()


def _with_palette(png: bytes) -> bytes:
    """The same picture at a third of the size: charts have few colours, and notebooks hold many charts."""
    picture, buffer = Image.open(io.BytesIO(png)), io.BytesIO()
    few = picture.convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(buffer, "png", dpi=picture.info.get("dpi", (DPI, DPI)))
    return buffer.getvalue()
