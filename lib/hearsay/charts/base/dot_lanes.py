"""Dots in rows, with intervals and with words beside them: on one scale, or on several side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Affine2D, Transform

from hearsay.charts.base.canvas import SMALL, Sheet
from hearsay.charts.base.style import GREY, INK, PALE, SOFT, fitted_text, text_width, tint, widest_text
from hearsay.statistics.intervals import Interval

BESIDE, ROOM = 0.12, 0.25
"""Inches between a scale and the words at its right, and what these need besides their own width."""
EDGE = 0.1
"""Inches before a scale, and around each of several."""
TICK = 0.36
"""Inches of a scale for each of its ticks, so that their numbers stay apart."""
NUMBERS = 7.0
"""Size of the words beside each of several scales, in points."""
ENDS = ("−1", "0", "+1")
THIN = 0.6
"""Points of a line around a dot that is there to set it off, not to say anything."""
HEIGHTS = 5
"""Dots of one lane are set at so many heights in turn, so that equal ones are seen."""


MANY = 60
"""Dots of a lane beyond which they hide one another, so that a bar says better where they lie."""
HOLDING = {"nine tenths": (5, 0.75, 3.0), "half": (25, 0.4, 5.0)}
"""Bars of such a lane: what part of its dots each holds; from which percentile, how pale, how many points thick."""
BARS = f"Of more than {MANY} in one lane the pale bar holds nine tenths, the thick one half. "


class Words(NamedTuple):
    """What stands beside a row: its place on the y axis, the text, its colour."""

    y: float
    text: str
    colour: str = INK


def scale(
    page: Sheet, low: float, high: float, beside: Iterable[Words], *, name: str, ticks: int = 6, integer: bool = False
) -> None:
    """One scale from `low` to `high` with a line at 0, about `ticks` ticks, and words at its right."""
    ax, beside = page.axes, list(beside)
    room = widest_text("\n".join(words.text for words in beside), SMALL) + ROOM
    inches = max(page.inches - room - EDGE, 1.0)
    unit, ticks = (high - low) / inches, min(ticks, max(2, int(inches / TICK)))
    ax.set_xlim(low - EDGE * unit, high + room * unit)
    ax.axvline(0, color=GREY, linewidth=0.8, label="_zero", zorder=0)
    ax.set_xticks([tick for tick in MaxNLocator(ticks, integer=integer).tick_values(low, high) if low <= tick <= high])
    ax.tick_params(axis="x", colors=SOFT, labelsize=SMALL)
    ax.set_xlabel(fitted_text(name, page.inches, SMALL), fontsize=SMALL, loc="left")
    ax.spines["left"].set_visible(False)
    write(page, high + BESIDE * unit, beside)


def write(page: Sheet, x: float, beside: Iterable[Words]) -> None:
    """Words in their rows, all beginning at `x`."""
    for y, text, colour in beside:
        page.axes.text(x, y, text, fontsize=SMALL, va="center", color=colour)


def dot(
    page: Sheet, y: float, value: float, span: tuple[float, float], *, name: str, colour: str,
    fill: str = "", edge: str = "", marker: str = "o", interval: str = "interval",
) -> None:  # fmt: skip
    """A dot and the line of its interval; what is missing is not drawn."""
    if all(map(pd.notna, span)):
        page.axes.hlines(y, *span, color=colour, linewidth=1.3, label=interval, zorder=2)
    if pd.notna(value):
        page.axes.scatter(
            [value], [y], marker=marker, s=26, facecolor=fill or colour, edgecolor=edge or colour,
            linewidths=THIN if edge else None, label=name, zorder=3,
        )  # fmt: skip


def signed(value: float) -> str:
    """'+0.12' or '−0.12': to two figures after the point, with a minus as wide as the plus."""
    return f"{value:+.2f}".replace("-", "−")


def p_value(p: float) -> str:
    """'= .034', or '< .001' where more figures would say nothing."""
    return "< .001" if p < 0.001 else "= 1" if p > 0.9995 else f"= {p:.3f}".replace("0.", ".", 1)


class Mark(NamedTuple):
    """A corrected mean and its interval."""

    value: float
    interval: Interval


@dataclass(frozen=True)
class Lane:
    """One series in one row: its dots, which of them are unsure, the interval of their mean, and the words beside them.

    `mean` tells whether they are enough for a stroke at their mean, `corrected` where their mean lies by codings.
    """

    dots: np.ndarray
    printed: str
    interval: Interval | None = None
    unsure: np.ndarray | None = None
    mean: bool = True
    corrected: Mark | None = None


@dataclass(frozen=True)
class Series:
    """Dots of one kind: their name, their colour, a lane for each row, and how far below the row's middle these are."""

    name: str
    colour: str
    lanes: Sequence[Lane]
    offset: float = 0.0


def side_by_side(
    page: Sheet,
    scales: Mapping[str, Sequence[Series]],
    *,
    stroke: float,
    spread: float = 0.0,
    ends: Sequence[str] = ENDS,
    **dots: Any,
) -> None:
    """Scales from −1 to 1, each under its name: the dots of its series, hollow where they are unsure, and a stroke at their mean.

    Of more than `MANY` dots there are bars instead (`told_of_bars`). `stroke` is the size of the stroke, `spread` the share of a
    row over which dots are spread, so that equal ones are seen: their height says nothing. `dots` is how matplotlib draws them.
    """
    lanes = [lane for held in scales.values() for series in held for lane in series.lanes]
    longest = max((text_width(lane.printed, NUMBERS) for lane in lanes), default=0)
    inches = page.inches / max(len(scales), 1)
    stride = 2 * inches / max(inches - longest - 3 * EDGE, 0.3)
    margin = EDGE * stride / inches
    page.axes.set_xlim(-1 - margin, (stride * len(scales) or 1) - 1 - margin)
    _ticks(page.axes, [fitted_text(head, inches - EDGE, SMALL) for head in scales], stride, ends)
    for place, held in enumerate(scales.values()):
        _grid(page.axes, place * stride)
        onto = Affine2D().translate(stride * place, 0) + page.axes.transData
        for series in held:
            for row, lane in enumerate(series.lanes):
                _lane(page.axes, lane, row + series.offset, series, onto, stroke, spread, dots)
            _write_lanes(page.axes, series, stride * place + 1 + margin)


def told_of_bars(scales: Mapping[str, Sequence[Series]]) -> str:
    """How bars are read, for the caption; '' where every lane has dots."""
    every = (lane for held in scales.values() for series in held for lane in series.lanes)
    return BARS if any(len(lane.dots) > MANY for lane in every) else ""


def _write_lanes(ax: Axes, series: Series, x: float) -> None:
    for row, lane in enumerate(series.lanes):
        ink = INK if lane.dots.size else GREY
        ax.text(x, row + series.offset, lane.printed, fontsize=NUMBERS, va="center", color=ink)


def _lane(
    ax: Axes, lane: Lane, y: float, series: Series, onto: Transform, stroke: float, spread: float, dots: Mapping[str, Any]
) -> None:
    if not lane.dots.size:
        return
    unsure = np.zeros(len(lane.dots), dtype=bool) if lane.unsure is None else lane.unsure
    heights = y + spread * (np.arange(len(lane.dots)) % HEIGHTS / (HEIGHTS - 1) - 0.5) * (len(lane.dots) > 1)
    crowded = len(lane.dots) > MANY
    for part, (percentile, pale, thick) in HOLDING.items() if crowded else ():
        ends = np.percentile(lane.dots, (percentile, 100 - percentile))
        look: dict[str, Any] = {"color": tint(series.colour, pale), "linewidth": thick, "zorder": 0.5}
        ax.hlines(y, *ends, **look, transform=onto, label=f"{series.name}, {part}")
    for chosen, name, face in ((~unsure, series.name, series.colour), (unsure, f"{series.name}, unsure", "none")):
        if chosen.any() and not crowded:
            places = lane.dots[chosen], heights[chosen]
            ax.scatter(*places, facecolors=face, edgecolors=series.colour, transform=onto, label=name, **dots)
    if lane.mean:
        ax.scatter([lane.dots.mean()], [y], marker="|", s=stroke, color=INK, transform=onto, label=f"{series.name}, mean")
    if lane.corrected:
        name, low, high = f"{series.name}, corrected", *lane.corrected.interval
        ax.hlines(y, low, high, color=INK, linewidth=1.6, label=f"{name}, interval", transform=onto, zorder=4)
        ax.scatter(
            [lane.corrected.value], [y], marker="D", s=22, facecolor="white", edgecolor=INK, label=name, transform=onto, zorder=5
        )
    elif lane.interval:
        ax.hlines(y, *lane.interval, color=INK, linewidth=1.1, transform=onto, label=f"{series.name}, interval")


def _grid(ax: Axes, zero: float) -> None:
    low, high = ax.get_ylim()
    for x, colour in ((zero - 1, PALE), (zero + 1, PALE), (zero, GREY)):
        ax.vlines(x, low, high, color=colour, linewidth=0.7, label="_grid", zorder=0)


def _ticks(ax: Axes, heads: Sequence[str], stride: float, ends: Sequence[str]) -> None:
    """Each scale's name above it, and its ends and zero below."""
    ax.set_xticks([stride * place - 1 for place in range(len(heads))], heads, fontsize=SMALL, ha="left", parse_math=False)
    ax.tick_params(axis="x", which="major", top=False, bottom=False, labeltop=True, labelbottom=False, colors=SOFT)
    places = [(stride * place + x, name) for place in range(len(heads)) for x, name in zip((-1, 0, 1), ends, strict=True)]
    ax.xaxis.remove_overlapping_locs = False
    ax.set_xticks([x for x, _ in places], [name for _, name in places], minor=True, fontsize=NUMBERS)
    ax.tick_params(axis="x", which="minor", bottom=False, colors=SOFT)
    ax.spines["left"].set_visible(False)
