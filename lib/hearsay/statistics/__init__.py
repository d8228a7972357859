"""Statistics: every interval, test and comparison of Hearsay. The article is the unit, the event is the block."""

from __future__ import annotations

from hearsay.statistics.compare import compare
from hearsay.statistics.intervals import Sums, by_article, cohen_kappa, interval, mean_interval, of_articles, r_interval, wilson
from hearsay.statistics.permutation import TOO_FEW, UNRESOLVED, Test, adjust, benjamini_hochberg, permutation, sign_flips

__all__ = [
    "TOO_FEW", "UNRESOLVED", "Sums", "Test", "adjust", "benjamini_hochberg", "by_article", "cohen_kappa", "compare", "interval",
    "mean_interval", "of_articles", "permutation", "r_interval", "sign_flips", "wilson",
]  # fmt: skip
