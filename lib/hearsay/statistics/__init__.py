"""Statistics: every interval, test and comparison of Hearsay. The article is the unit, the event is the block."""

from __future__ import annotations

from hearsay.statistics.compare import OTHERS, SO_FEW, TOO_FEW, UNRESOLVED, compare
from hearsay.statistics.intervals import Sums, by_article, cohen_kappa, interval, mean_interval, of_articles, r_interval, wilson
from hearsay.statistics.permutation import Test, benjamini_hochberg, permutation, sign_flips

__all__ = [
    "OTHERS", "SO_FEW", "TOO_FEW", "UNRESOLVED", "Sums", "Test", "benjamini_hochberg", "by_article", "cohen_kappa", "compare",
    "interval", "mean_interval", "of_articles", "permutation", "r_interval", "sign_flips", "wilson",
]  # fmt: skip
