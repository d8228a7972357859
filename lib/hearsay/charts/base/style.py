"""How every chart looks: type, greys, a colour for each side and one ink for all outlets; and how wide words are on paper."""

from __future__ import annotations

import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from colorsys import hls_to_rgb, rgb_to_hls
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

import pandas as pd
from matplotlib import style
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_hex, to_rgb
from matplotlib.font_manager import FontProperties

from hearsay.schema import NOT_STATED, SAMPLED, UNOWNED, ranked

INK, SOFT, GREY, PALE = "#1a1a1a", "#595959", "#8a8a8a", "#ececec"
HUES = ("#3c64f0", "#c87800", "#007878", "#c864a0", "#00a0c8", "#a08c64", "#8c50a0", "#147828")
"""The colours of sides, and of no outlet: each at 3 to 1 or more on white and on the dark page of the report, and told from the
others and from grey by readers without the red or the green cone: a search over such colours as they see them [Machado2009].
None is red: in a chart that describes, red would grade."""
NEUTRAL = "#5f6f82"
"""Bars and dots of outlets, articles, and of all that is no side: their rows and columns name them."""
VOICES = {"outlet": "#404040", "attributed": "#8f8f8f", UNOWNED: "#a98a4c"}
VOICE_NAMES = {"outlet": "own words", "attributed": "attributed words", UNOWNED: UNOWNED}
NOBODY = (NOT_STATED, "", "other", "none", "unresolved")
"""Names that stay grey: nobody in particular."""

DARK_PAPER, DARK_INK = "#14191e", "#e4e8ec"
"""Paper and ink of the report's dark page."""
GREYEST = 0.12
"""A colour whose channels lie no farther apart is a grey."""
READABLE, SEEN = 4.5, 3.0
"""Contrast that text needs, and what is no text (WCAG 2.1, level AA)."""

WIDTH = 9.2
"""Inches of a sheet."""
DPI = 110.0
SAFE = 1.02
"""Letters are set a little wider or narrower at another resolution."""
LINE = 1.3 / 72
"""Inches of one line of text per point of its size."""

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
    # Words stay words: they can be searched, heard and edited, and a picture weighs a third.
    "svg.fonttype": "none",
    # In a PDF too: as TrueType, which journals ask for.
    "pdf.fonttype": 42,
}
_width: ContextVar[float] = ContextVar("inches of a sheet", default=WIDTH)
_sample: ContextVar[str] = ContextVar("sample that a sheet is of", default="")


@contextmanager
def drawing() -> Iterator[None]:
    """Draw as Hearsay draws, whatever the user's matplotlib settings; they are back afterwards.

    A script that the fonts lack leaves boxes in the picture; its name stands in the text, so no warning is needed.
    """
    with style.context(RC, after_reset=True), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"Glyph .* missing from")
        yield


@contextmanager
def sheets_of(inches: float) -> Iterator[None]:
    """Sheets that are made meanwhile are as wide as told, as the column of a journal is; letters stay as large as they are."""
    token = _width.set(inches)
    try:
        yield
    finally:
        _width.reset(token)


@contextmanager
def sample_of(given: Iterable[object]) -> Iterator[None]:
    """Sheets that are made meanwhile say of which sample of articles the tables among what is given are."""
    tables = (one for one in given if isinstance(one, pd.DataFrame))
    token = _sample.set("; ".join(dict.fromkeys(str(table.attrs[SAMPLED]) for table in tables if SAMPLED in table.attrs)))
    try:
        yield
    finally:
        _sample.reset(token)


def sample_told() -> str:
    """What a sheet that is made now says of its sample, as a sentence; '' where the tables are of all articles."""
    told = _sample.get()
    return f"{told[0].upper()}{told[1:]}." if told else ""


def sheet_width() -> float:
    """Inches of a sheet that is made now."""
    return _width.get()


def group_colours(names: Iterable[str]) -> dict[str, str]:
    """One colour per side, in the order given, as far as there are `HUES`; grey for all others.

    Give the names of the whole corpus, the largest first (`known`): then a name has one colour in all charts, whichever names
    a chart shows. No two names of a chart share a colour but grey, and a chart always writes the names as well.
    """
    named = dict.fromkeys(name for name in names if name not in NOBODY)
    return {**dict.fromkeys([*named, *NOBODY], GREY), **dict(zip(named, HUES, strict=False))}


def known(table: pd.DataFrame, column: str, first: Iterable[str] = ()) -> list[str]:
    """The names in a column of a table, those `first`, then the most frequent ones, of the whole corpus where that is known.

    A study's tables carry their names in `attrs`, which pandas keeps when rows are chosen; a table without them is taken for
    the whole.
    """
    of_corpus = table.attrs.get(f"{column}s") or ranked(table[column])
    return list(dict.fromkeys([*first, *of_corpus]))


def shown_voices(table: pd.DataFrame) -> list[str]:
    """The voices that a chart parts: the outlet's and the attributed, and words of nobody where the table has any."""
    return [voice for voice in VOICES if voice != UNOWNED or (table["voice"] == UNOWNED).any()]


def tint(colour: str, share: float = 0.55) -> str:
    """The colour, lightened: `share` of the way to white."""
    return _hex(value + (1 - value) * share for value in to_rgb(colour))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21, as WCAG 2.1 has it: text to be read needs 4.5."""
    low, high = sorted(_luminance(colour) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def readable(colour: str, paper: str) -> str:
    """The colour, darkened until it can be read as text on a light paper."""
    steps = (_hex(value * (1 - share / 20) for value in to_rgb(colour)) for share in range(21))
    return next(darker for darker in steps if contrast(darker, paper) >= READABLE)


def on_dark(colour: str) -> str:
    """The colour on the dark page for one on white: greys and tints change ends, hues are lightened as far as is needed.

    >>> on_dark("#ffffff"), on_dark(INK), on_dark(HUES[0])
    ('#14191e', '#e4e8ec', '#3c64f0')
    """
    red, green, blue = to_rgb(colour)
    if max(red, green, blue) - min(red, green, blue) <= GREYEST:
        return _hex(map(_turned, (red, green, blue), to_rgb(DARK_PAPER), to_rgb(DARK_INK)))
    if contrast(colour, "#ffffff") < SEEN:
        hue, lightness, saturation = rgb_to_hls(red, green, blue)
        turned = _turned(lightness, *(sum(to_rgb(end)) / 3 for end in (DARK_PAPER, DARK_INK)))
        papers = (_hex(hls_to_rgb(hue, turned * (1 - share / 20), saturation)) for share in range(21))
        return next(paper for paper in papers if contrast(DARK_INK, paper) >= READABLE)
    steps = (tint(colour, share / 20) for share in range(21))
    return next(lighter for lighter in steps if contrast(lighter, DARK_PAPER) >= SEEN)


def _turned(value: float, paper: float, ink: float) -> float:
    """A value between white and the ink of charts, as far between the paper and the ink of the dark page."""
    return min(1.0, paper + (1 - value) / (1 - to_rgb(INK)[0]) * (ink - paper))


def _luminance(colour: str) -> float:
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in to_rgb(colour)]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _hex(channels: Iterable[float]) -> str:
    red, green, blue = channels
    return to_hex((red, green, blue))


@lru_cache(maxsize=1)
def _renderer() -> Any:
    return RendererAgg(8, 8, DPI)  # type: ignore[no-untyped-call]  # matplotlib states no types for it


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Width in inches of one line of text."""
    if not text:
        return 0.0
    font = FontProperties(size=size, weight=weight)
    return float(_renderer().get_text_width_height_descent(text, font, ismath=False)[0] / DPI * SAFE)


def widest_text(text: str, size: float) -> float:
    """Width in inches of the longest line."""
    return max((text_width(line, size) for line in text.splitlines()), default=0.0)


def text_height(text: str, size: float) -> float:
    """Height in inches of a text of one line or more; 0 for an empty one."""
    return len(text.splitlines()) * size * LINE


def fitted_text(text: str, room: float, size: float, *, lines: int = 2, weight: str = "normal") -> str:
    """The text broken into at most `lines` lines of at most `room` inches; '…' where words had to go."""
    broken: list[str] = []
    # Ten characters to an inch is far below what any size here can hold; it bounds the work on a runaway name.
    left = " ".join(text[: int(lines * room * 60)].split())
    while left and len(broken) < lines:
        head = _head(left, room, size, weight)
        broken.append(head.rstrip())
        left = left[len(head) :].lstrip()
    if left or len(" ".join(text.split())) > len(" ".join(broken)) + lines:
        broken[-1] = _ellipsis(broken[-1], room, size, weight)
    return "\n".join(broken)


def middle_cut(text: str, room: float, size: float, *, lines: int = 1) -> str:
    """The text in `lines` lines of `room` inches, without its middle where it is too long: both of its ends tell it apart."""
    text = " ".join(text[:1000].split())

    def cut(kept: int) -> str:
        if kept >= len(text):
            return text
        # What is cut already is not cut twice in one place.
        return f"{text[: kept - kept // 3].rstrip(' …')}…{text[len(text) - kept // 3 :].lstrip(' …,')}"

    # How many characters may stay, found by halving: of a thousand, a hundred fit.
    few = bisect_left(
        range(1, len(text)), True, key=lambda left_out: len(_broken(cut(len(text) - left_out + 1), room, size)) <= lines
    )
    return "\n".join(_broken(cut(len(text) - few), room, size))


def _broken(text: str, room: float, size: float) -> list[str]:
    """The text in as many lines as it needs."""
    held = []
    while text:
        head = _head(text, room, size, "normal")
        held.append(head.rstrip())
        text = text[len(head) :].lstrip()
    return held


def _head(text: str, room: float, size: float, weight: str) -> str:
    """The longest beginning that fits, up to a space if there is one; never empty."""

    def width(length: int) -> float:
        return text_width(text[:length], size, weight)

    if width(len(text)) <= room:
        return text
    spaces = [place for place in range(1, len(text)) if text[place] == " "]
    if fitting := bisect_right(spaces, room, key=width):
        return text[: spaces[fitting - 1]]
    return text[: max(1, bisect_right(range(len(text)), room, key=width) - 1)]


def _ellipsis(line: str, room: float, size: float, weight: str) -> str:
    while len(line) > 1 and text_width(line + "…", size, weight) > room:
        line = line[:-1].rstrip()
    return line + "…"
