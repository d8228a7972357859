"""One function per figure: tables in, a `Chart` out that shows as a picture and reports itself as text."""

from hearsay.charts.base.chart import CHARTS as CHARTS
from hearsay.charts.base.chart import Chart as Chart
from hearsay.charts.claims import claims as claims
from hearsay.charts.claims import upstreams as upstreams
from hearsay.charts.comparison import comparison as comparison
from hearsay.charts.comparison import intervals as intervals
from hearsay.charts.corrected import corrected as corrected
from hearsay.charts.frames import article_frames as article_frames
from hearsay.charts.frames import frames as frames
from hearsay.charts.indicators import indicators as indicators
from hearsay.charts.kept_blocks import kept_blocks as kept_blocks
from hearsay.charts.omissions import omissions as omissions
from hearsay.charts.robustness import reliability as reliability
from hearsay.charts.robustness import robustness as robustness
from hearsay.charts.same_events import same_events as same_events
from hearsay.charts.sources import identifiability as identifiability
from hearsay.charts.sources import relays as relays
from hearsay.charts.sources import voices as voices
from hearsay.charts.stances import stances as stances
from hearsay.charts.tone import portrayal as portrayal
from hearsay.charts.tone import tone as tone
from hearsay.charts.tone import voices_apart as voices_apart
from hearsay.charts.word_choice import epithets as epithets
from hearsay.charts.word_choice import loaded as loaded
from hearsay.charts.wording import word_shift as word_shift
from hearsay.charts.wording import wording as wording

__all__ = ["CHARTS", "Chart", *CHARTS]  # noqa: PLE0604
