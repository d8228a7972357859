"""Statistics: every interval, test and comparison of Hearsay. The article is the unit, the event is the block."""

from __future__ import annotations

from hearsay.statistics.compare import compare
from hearsay.statistics.intervals import Sums, by_article, interval, mean_interval, of_articles, wilson
from hearsay.statistics.permutation import TOO_FEW, UNRESOLVED, Test, adjust, benjamini_hochberg, permutation, sign_flips

__all__ = [
    "TOO_FEW", "UNRESOLVED", "Sums", "Test", "adjust", "benjamini_hochberg", "by_article", "compare", "interval", "mean_interval",
    "of_articles", "permutation", "sign_flips", "wilson",
]  # fmt: skip
