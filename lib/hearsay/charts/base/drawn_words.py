"""Where the words of a drawn chart stand, and whether they can be read: none cut off, none on another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

TOUCHING = 1.0
"""Pixels by which two boxes may overlap: a letter does not fill its own."""
LEAST = 16
"""Letters of a column's name that was cut, at least."""


def drawn_words(figure: Figure, axes: Axes) -> list[tuple[str, Bbox]]:
    """Every text that is drawn, and its box in pixels."""
    figure.draw_without_rendering()
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]  # the canvas of every sheet is that of Agg
    hidden = {id(text) for axis in (axes.xaxis, axes.yaxis) for text in _undrawn(axis)}
    texts = [text for text in figure.findobj(Text) if isinstance(text, Text) and text.get_visible() and id(text) not in hidden]
    return [(text.get_text(), text.get_window_extent(renderer)) for text in texts if text.get_text().strip() and text.figure]


def words_apart(figure: Figure, axes: Axes) -> bool:
    """Whether all words stand on the paper, none on another, and enough is left of each column's name."""
    paper, boxes = figure.bbox, [box for _, box in drawn_words(figure, axes)]
    heads = ("".join(label.get_text().split()) for label in axes.get_xticklabels())
    if any("…" in head and len(head) < LEAST for head in heads):
        return False
    inside = all(paper.x0 <= b.x0 and b.x1 <= paper.x1 and paper.y0 <= b.y0 and b.y1 <= paper.y1 for b in boxes)
    return inside and not any(_overlap(one, other) for one, other in _near(boxes))


def _near(boxes: Sequence[Bbox]) -> Iterator[tuple[Bbox, Bbox]]:
    """Pairs that may overlap: neighbours by height, so that a chart of many rows costs no square of them."""
    ordered = sorted(boxes, key=lambda box: box.y0)
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other.y0 >= one.y1:
                break
            yield one, other


def _overlap(one: Bbox, other: Bbox) -> bool:
    wide, tall = min(one.x1, other.x1) - max(one.x0, other.x0), min(one.y1, other.y1) - max(one.y0, other.y0)
    return bool(wide >= TOUCHING and tall >= TOUCHING)


def _undrawn(axis: Any) -> Iterator[Text]:
    """Tick labels exist on both sides of an axis; only those of visible ticks within its ends are drawn."""
    low, high = sorted(axis.get_view_interval())
    for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]:
        if not (tick.get_visible() and low - 1e-9 <= tick.get_loc() <= high + 1e-9):
            yield from (tick.label1, tick.label2)
