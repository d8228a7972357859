"""SVG of half the size that draws the same: no line breaks, styles once for all, places to a hundredth of a point."""

from __future__ import annotations

import re
from collections import Counter

_BREAK = re.compile(r"\s*\n\s*")
_TAG = re.compile(r"<[^>]*>")
"""In words and in attributes `<` and `>` are entities."""
_STYLE = re.compile(r' style="([^"]*)"')
_PLACES = re.compile(r' (?:d|x|y|transform)="[^"]*"')
_FRACTION = re.compile(r"-?\d*\.\d{3,}")
_SHEET = "</style>"


def compact(svg: str) -> str:
    """The SVG that matplotlib wrote, in fewer bytes; a hundredth of a point is a third of what the finest printer can place."""
    svg = _BREAK.sub(" ", svg).replace("> <", "><")
    uses = Counter(style for tag in _TAG.findall(svg) for style in _STYLE.findall(tag))
    names = {style: f"s{number}" for number, style in enumerate(style for style, n in uses.items() if n > 1)}

    def short(tag: re.Match[str]) -> str:
        placed = _PLACES.sub(lambda places: _FRACTION.sub(_rounded, places[0]), tag[0])
        return _STYLE.sub(lambda found: f' class="{names[found[1]]}"' if found[1] in names else found[0], placed)

    rules = "".join(f".{name}{{{style}}}" for style, name in names.items())
    return _TAG.sub(short, svg).replace(_SHEET, f"{rules}{_SHEET}", 1)


def _rounded(number: re.Match[str]) -> str:
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")
