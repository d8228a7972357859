"""What a reader looks at in a notebook: the marked article, words in context, shared passages, controls, the reading log."""

from hearsay.display import explorer, sourcing
from hearsay.display.aligned import aligned
from hearsay.display.concordance import find_words, in_context, spread_sample

__all__ = ["aligned", "explorer", "find_words", "in_context", "sourcing", "spread_sample"]
