"""What a reader looks at in a notebook: the marked article, words in context, controls, what was taken as what."""

from hearsay.display import explorer, sourcing
from hearsay.display.concordance import find_words, in_context, spread_sample

__all__ = ["explorer", "find_words", "in_context", "sourcing", "spread_sample"]
