"""A text cut at the borders of all that marks it, however the marks nest, overlap or break off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

import pandas as pd

KEPT = ("body", "title", "deck")
DEEPEST = 4
"""Attributions that are told apart at one place, innermost first; it bounds the work on spans that are all nested."""


@dataclass(frozen=True)
class Mark:
    """A marked span: what it is, the attribution it belongs to, its level, its colour and its tooltip."""

    start: int
    end: int
    role: str
    number: int
    level: int
    colour: str
    hint: str


@dataclass
class Piece:
    """Text between two neighbouring borders: what covers it, innermost last, and whether it was stripped."""

    start: int
    end: int
    over: list[Mark] = field(default_factory=list)
    stripped: str = ""


def _clamped(mark: Mark, length: int) -> Mark:
    start, end = max(0, min(mark.start, length)), max(0, min(mark.end, length))
    return Mark(start, end, mark.role, mark.number, mark.level, mark.colour, mark.hint)


def stripped(blocks: pd.DataFrame | None, length: int) -> list[tuple[int, int, str]]:
    """The stretches of the page that are not kept, with what they were taken for; neighbours as one."""
    runs: list[tuple[int, int, str]] = []
    for row in [] if blocks is None else blocks.sort_values("start").itertuples(index=False):
        if row.label in KEPT:
            runs.append((row.end, row.end, ""))
            continue
        name = row.detail or row.label
        start, end = max(0, min(row.start, length)), max(0, min(row.end, length))
        if runs and runs[-1][2]:
            names = runs[-1][2] if name in runs[-1][2].split(", ") else f"{runs[-1][2]}, {name}"
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]), names)
        else:
            runs.append((start, end, name))
    return [run for run in runs if run[2] and run[0] < run[1]]


def pieces(length: int, marks: Sequence[Mark], runs: Sequence[tuple[int, int, str]]) -> list[Piece]:
    """The text cut at every border, in order; each piece knows what covers it. One walk, whatever overlaps."""
    marks = [_clamped(mark, length) for mark in marks]
    opening, closing = defaultdict(list), defaultdict(list)
    for place, mark in enumerate(marks):
        if mark.start < mark.end:
            opening[mark.start].append(place)
            closing[mark.end].append(place)
    grey = {start: name for start, _, name in runs}
    ends = {end for _, end, _ in runs}
    borders = sorted({0, length, *opening, *closing, *grey, *ends})
    active: dict[int, None] = {}
    name, cut = "", []
    for start, end in zip(borders, borders[1:], strict=False):
        for place in closing[start]:
            active.pop(place)
        active.update(dict.fromkeys(sorted(opening[start], key=lambda one: (marks[one].level, one))))
        name = grey.get(start, "" if start in ends else name)
        over = [marks[place] for place in islice(reversed(active), 3 * DEEPEST)]
        cut.append(Piece(start, end, over[::-1], name))
    return cut
