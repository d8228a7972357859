"""What a reader looks at in a notebook: the marked article, words in context, passages, controls, coding, the reading log."""

from hearsay.display import explorer, sourcing
from hearsay.display.aligned import aligned
from hearsay.display.articles_read import articles_read
from hearsay.display.claim_matrix import claim_matrix
from hearsay.display.coding_widget import code
from hearsay.display.concordance import find_words, in_context, spread_sample
from hearsay.display.downloads import downloads
from hearsay.display.error_card import error_card
from hearsay.display.notebook import readable_tables
from hearsay.display.own_articles import OwnArticles

__all__ = [
    "OwnArticles", "aligned", "articles_read", "claim_matrix", "code", "downloads", "error_card", "explorer", "find_words",
    "in_context", "readable_tables", "sourcing", "spread_sample",
]  # fmt: skip
