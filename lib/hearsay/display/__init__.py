"""What a reader looks at in a notebook: the marked article, words in context, passages, controls, coding, the reading log."""

from hearsay.display import explorer, sourcing
from hearsay.display.aligned import aligned
from hearsay.display.claim_matrix import claim_matrix
from hearsay.display.coding_widget import code
from hearsay.display.concordance import find_words, in_context, spread_sample
from hearsay.display.downloads import downloads

__all__ = [
    "aligned", "claim_matrix", "code", "downloads", "explorer", "find_words", "in_context",
    "sourcing", "spread_sample",
]  # fmt: skip
