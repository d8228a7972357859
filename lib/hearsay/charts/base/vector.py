"""SVG and PDF of half the size that draw the same: styles once for all, places as fine as print, letters as outlines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# matplotlib comes with it, and chooses by it which letters a PDF holds.
from fontTools import subset  # type: ignore[import-untyped]

_BREAK = re.compile(r"\s*\n\s*")
_TAG = re.compile(r"<[^>]*>")
"""In words and in attributes `<` and `>` are entities."""
_STYLE = re.compile(r' style="([^"]*)"')
_PLACES = re.compile(r' (?:d|x|y|transform)="[^"]*"')
_FRACTION = re.compile(r"-?\d*\.\d{3,}")
_NAME = re.compile(r' id="([^"]*)"')
_USED = re.compile(r'url\(#([^)]*)\)|xlink:href="#([^"]*)"')
_SHEET = "</style>"


def compact(svg: str) -> str:
    """The SVG that matplotlib wrote, in fewer bytes; a hundredth of a point is a third of what the finest printer can place."""
    svg = _BREAK.sub(" ", svg).replace("> <", "><")
    uses = Counter(style for tag in _TAG.findall(svg) for style in _STYLE.findall(tag))
    used = {name for found in _USED.findall(svg) for name in found}
    names = {style: f"s{number}" for number, style in enumerate(style for style, n in uses.items() if n > 1)}

    def short(tag: re.Match[str]) -> str:
        placed = _PLACES.sub(lambda places: _FRACTION.sub(_rounded, places[0]), tag[0])
        placed = _NAME.sub(lambda name: name[0] if name[1] in used else "", placed)
        return _STYLE.sub(lambda found: f' class="{names[found[1]]}"' if found[1] in names else found[0], placed)

    rules = "".join(f".{name}{{{style}}}" for style, name in names.items())
    return _TAG.sub(short, svg).replace(_SHEET, f"{rules}{_SHEET}", 1)


def _rounded(number: re.Match[str]) -> str:
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


class _WithoutHints(subset.Options):  # type: ignore[misc]
    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "hinting": False})


@contextmanager
def outlines_only() -> Iterator[None]:
    """Letters in a PDF that is written meanwhile have outlines alone: hints are for screens of few pixels, and weigh as much."""
    every, subset.Options = subset.Options, _WithoutHints
    try:
        yield
    finally:
        subset.Options = every
