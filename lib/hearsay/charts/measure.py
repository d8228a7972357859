"""How wide words are on paper, so that no label is cut off or runs into another."""

from __future__ import annotations

from functools import lru_cache

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

DPI = 110.0
SAFE = 1.02
"""Letters are set a little wider or narrower at another resolution."""
LINE = 1.3 / 72
"""Inches of one line of text per point of its size."""


@lru_cache(maxsize=1)
def _renderer() -> RendererAgg:
    return RendererAgg(8, 8, DPI)


@lru_cache(maxsize=8192)
def width(text: str, size: float, weight: str = "normal") -> float:
    """Width in inches of one line of text."""
    if not text:
        return 0.0
    font = FontProperties(size=size, weight=weight)
    return _renderer().get_text_width_height_descent(text, font, ismath=False)[0] / DPI * SAFE


def widest(text: str, size: float) -> float:
    """Width in inches of the longest line."""
    return max((width(line, size) for line in text.splitlines()), default=0.0)


def height(text: str, size: float) -> float:
    """Height in inches of a text of one line or more; 0 for an empty one."""
    return len(text.splitlines()) * size * LINE


def fit(text: str, room: float, size: float, *, lines: int = 2, weight: str = "normal") -> str:
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


def middle(text: str, room: float, size: float) -> str:
    """The text in one line of `room` inches, without its middle where it is too long: both of its ends tell it apart."""
    text = " ".join(text[:1000].split())
    kept, line = len(text), text
    while kept > 1 and width(line, size) > room:
        kept -= 1
        line = f"{text[: kept - kept // 3].rstrip()}…{text[len(text) - kept // 3 :].lstrip()}"
    return line


def _head(text: str, room: float, size: float, weight: str) -> str:
    """The longest beginning that fits, up to a space if there is one; never empty."""
    if width(text, size, weight) <= room:
        return text
    low, high = 1, len(text)
    while low < high - 1:
        middle = (low + high) // 2
        low, high = (middle, high) if width(text[:middle], size, weight) <= room else (low, middle)
    space = text.rfind(" ", 0, low + 1)
    return text[:space] if space > 0 else text[:low]


def _ellipsis(line: str, room: float, size: float, weight: str) -> str:
    while len(line) > 1 and width(line + "…", size, weight) > room:
        line = line[:-1].rstrip()
    return line + "…"
