"""One function per figure: tables in, a `Chart` out that shows as a picture and reports itself as text."""

from __future__ import annotations

from hearsay.charts.chart import Chart
from hearsay.charts.comparison import comparison
from hearsay.charts.epithets import epithets
from hearsay.charts.fan import fan
from hearsay.charts.forest import forest
from hearsay.charts.frames import frames
from hearsay.charts.kept import kept
from hearsay.charts.loaded import loaded
from hearsay.charts.named import named
from hearsay.charts.omissions import omissions
from hearsay.charts.portrayal import portrayal
from hearsay.charts.relays import relays
from hearsay.charts.reliability import reliability
from hearsay.charts.stances import stances
from hearsay.charts.tone import tone
from hearsay.charts.voices import voices
from hearsay.charts.voices_apart import voices_apart
from hearsay.charts.word_shift import word_shift
from hearsay.charts.wording import wording

__all__ = [
    "Chart",
    "comparison",
    "epithets",
    "fan",
    "forest",
    "frames",
    "kept",
    "loaded",
    "named",
    "portrayal",
    "omissions",
    "relays",
    "reliability",
    "stances",
    "tone",
    "voices",
    "voices_apart",
    "word_shift",
    "wording",
]
