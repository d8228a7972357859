"""One function per figure: tables in, a `Chart` out that shows as a picture and reports itself as text."""

from __future__ import annotations

from hearsay.charts.chart import Chart
from hearsay.charts.voices import voices

__all__ = ["Chart", "voices"]
