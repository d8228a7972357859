"""SVG and PDF of half the size that draw the same: styles once for all, places as fine as print, letters as outlines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# matplotlib comes with it, and chooses by it which letters a PDF holds.
from fontTools import subset  # type: ignore[import-untyped]

from hearsay.charts.base.style import on_dark

_BREAK = re.compile(r"\s*\n\s*")
_TAG = re.compile(r"<[^>]*>")
"""In words and in attributes `<` and `>` are entities."""
_STYLE = re.compile(r' style="([^"]*)"')
_COLOUR = re.compile(r"(?:fill|stroke): #[0-9a-f]{6}")
_PLACES = re.compile(r' (?:d|x|y|transform)="[^"]*"')
_FRACTION = re.compile(r"-?\d*\.\d{3,}")
_NAME = re.compile(r' id="([^"]*)"')
_USED = re.compile(r'url\(#([^)]*)\)|xlink:href="#([^"]*)"')
_SHEET = "</style>"


def compact(svg: str, *, page: bool = False) -> str:
    """The SVG that matplotlib wrote, in fewer bytes; a hundredth of a point is a third of what the finest printer can place.

    For a `page`, a browser that is dark draws it in other colours; drawing programs pass that over.
    """
    svg = _BREAK.sub(" ", svg).replace("> <", "><")
    uses = Counter(style for tag in _TAG.findall(svg) for style in _STYLE.findall(tag))
    used = {name for found in _USED.findall(svg) for name in found}
    dark = {style: _dark(style) for style in uses} if page else {}
    names = {style: f"s{number}" for number, style in enumerate(style for style, n in uses.items() if n > 1 or dark.get(style))}

    def short(tag: re.Match[str]) -> str:
        placed = _PLACES.sub(lambda places: _FRACTION.sub(_rounded, places[0]), tag[0])
        placed = _NAME.sub(lambda name: name[0] if name[1] in used else "", placed)
        return _STYLE.sub(lambda found: f' class="{names[found[1]]}"' if found[1] in names else found[0], placed)

    rules = "".join(f".{name}{{{style}}}" for style, name in names.items())
    changed = "".join(f".{name}{{{dark[style]}}}" for style, name in names.items() if dark.get(style))
    on_dark_pages = f"@media (prefers-color-scheme: dark){{{changed}}}" if changed else ""
    return _TAG.sub(short, svg).replace(_SHEET, f"{rules}{on_dark_pages}{_SHEET}", 1)


def _dark(style: str) -> str:
    """What of a style is another on the dark page; '' where nothing is."""
    told = ((colour[:-7], colour[-7:]) for colour in _COLOUR.findall(style))
    return "; ".join(f"{what}{on_dark(colour)}" for what, colour in told if on_dark(colour) != colour)


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
