"""Scales from negative to positive: one with room for words at its right, or several of them side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Affine2D, Transform

from hearsay.charts.canvas import SMALL, Sheet
from hearsay.charts.measure import fit
from hearsay.charts.style import GREY, PALE, SOFT

NUMBERS, EDGE = 7.0, 0.1
"""Size of the numbers beside a scale, in points, and inches around it."""
ENDS = ("−1", "0", "+1")


def side_by_side(
    page: Sheet, heads: Sequence[str], longest: float, ends: Sequence[str] = ENDS
) -> Iterator[tuple[Transform, float]]:
    """Scales from −1 to 1, named by `heads`, each with `longest` inches at its right for words.

    Yields, scale by scale, the transform that draws on it and where its words begin.
    """
    inches = page.inches / max(len(heads), 1)
    stride = 2 * inches / max(inches - longest - 3 * EDGE, 0.3)
    margin = EDGE * stride / inches
    page.axes.set_xlim(-1 - margin, (stride * len(heads) or 1) - 1 - margin)
    _ticks(page.axes, [fit(head, inches - EDGE, SMALL) for head in heads], stride, ends)
    for place in range(len(heads)):
        _grid(page.axes, place * stride)
        yield Affine2D().translate(stride * place, 0) + page.axes.transData, stride * place + 1 + margin


def around_zero(ax: Axes, inches: float, reach: float, room: float, name: str, ticks: int) -> float:
    """One scale from −`reach` to `reach` with a line at 0 and `room` inches at its right; returns where words begin."""
    unit = 2 * reach / max(inches - room, 1.0)
    ax.set_xlim(-reach, reach + room * unit)
    ax.axvline(0, color=GREY, linewidth=0.9, label="_zero", zorder=0)
    ax.set_xticks([tick for tick in MaxNLocator(ticks, symmetric=True).tick_values(-reach, reach) if abs(tick) <= reach])
    ax.tick_params(axis="x", colors=SOFT, labelsize=SMALL)
    ax.set_xlabel(name, fontsize=SMALL)
    ax.spines["left"].set_visible(False)
    return reach + 0.15 * unit


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
