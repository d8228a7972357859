"""One function per figure: tables in, a `Chart` out that shows as a picture and reports itself as text."""

from __future__ import annotations

from hearsay.charts.base.chart import Chart
from hearsay.charts.comparison import comparison, forest
from hearsay.charts.frames import frames
from hearsay.charts.kept_blocks import kept
from hearsay.charts.omissions import omissions
from hearsay.charts.portrayal import portrayal
from hearsay.charts.robustness import fan, reliability
from hearsay.charts.sources import named, relays, stances
from hearsay.charts.tone import tone
from hearsay.charts.voices import voices
from hearsay.charts.voices_apart import voices_apart
from hearsay.charts.word_choice import epithets, loaded
from hearsay.charts.wording import word_shift, wording

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
