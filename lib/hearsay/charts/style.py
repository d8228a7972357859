"""How every chart looks: type, greys, and one fixed colour per outlet and per side."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from matplotlib import style
from matplotlib.colors import to_hex, to_rgb

from hearsay.schema import NOT_STATED

INK, SOFT, GREY, PALE = "#1a1a1a", "#595959", "#9a9a9a", "#ececec"
OUTLETS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#b8a800")
"""Okabe & Ito 2008, for colour-blind readers, the yellow darkened to be seen on white; a second and third round are darker."""
SIDES = ("#332288", "#cc6677", "#117733", "#88ccee", "#aa4499", "#999933", "#882255", "#44aa99", "#ddcc77")
"""Tol 2021, 'muted': for colour-blind readers, and not to be taken for an outlet's colour."""
VOICES = {"outlet": "#404040", "attributed": "#b0b0b0"}
NOBODY = (NOT_STATED, "", "other", "none", "unresolved")
"""Names that stay grey: nobody in particular."""

READABLE = 4.5
"""Contrast that text needs (WCAG 2.1, level AA)."""

# Hinting moves letters to whole pixels: a text that fits at one resolution would not fit at another.
RC = {
    "font.size": 9,
    "text.color": INK,
    "text.parse_math": False,
    "text.hinting": "none",
    "axes.edgecolor": GREY,
    "axes.labelcolor": SOFT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": SOFT,
    "ytick.color": INK,
    "svg.hashsalt": "hearsay",
}


@contextmanager
def drawing() -> Iterator[None]:
    """Draw as Hearsay draws, whatever the user's matplotlib settings; they are back afterwards.

    A script that the fonts lack leaves boxes in the picture; its name stands in the text, so no warning is needed.
    """
    with style.context(RC, after_reset=True), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"Glyph .* missing from")
        yield


def outlet_colours(outlets: Iterable[str]) -> dict[str, str]:
    """One colour per outlet, in order of first appearance; grey where the outlet is not stated.

    Seven outlets are told apart by hue, 21 by hue and darkness; from then on colours recur, so a chart
    always writes the outlet's name as well.
    """
    named = dict.fromkeys(name for name in outlets if name not in NOBODY)
    hues = {name: _round(OUTLETS, position) for position, name in enumerate(named)}
    return {**hues, **dict.fromkeys(NOBODY, GREY)}


def side_colours(sides: Iterable[str]) -> Mapping[str, str]:
    """One colour per side, by alphabet; grey where the side is not stated."""
    named = sorted(set(sides) - set(NOBODY))
    hues = {name: _round(SIDES, position) for position, name in enumerate(named)}
    return {**hues, **dict.fromkeys(NOBODY, GREY)}


def tint(colour: str, share: float = 0.55) -> str:
    """The colour, lightened: `share` of the way to white."""
    return to_hex([value + (1 - value) * share for value in to_rgb(colour)])


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21, as WCAG 2.1 has it: text to be read needs 4.5."""
    low, high = sorted(_luminance(colour) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def readable(colour: str, paper: str) -> str:
    """The colour, darkened until it can be read as text on a light paper."""
    steps = (to_hex([value * (1 - share / 20) for value in to_rgb(colour)]) for share in range(21))
    return next(darker for darker in steps if contrast(darker, paper) >= READABLE)


def _luminance(colour: str) -> float:
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in to_rgb(colour)]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _round(palette: tuple[str, ...], position: int) -> str:
    darker = (position // len(palette)) % 3
    return to_hex([value * (1 - 0.28 * darker) for value in to_rgb(palette[position % len(palette)])])
