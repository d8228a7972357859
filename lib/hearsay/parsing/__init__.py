"""Parsing: documents to blocks, metadata, sentences, articles and the dates they mention."""

from hearsay.parsing.articles import articles, blocks, metadata, sentences
from hearsay.parsing.mentioned_dates import mentioned_dates

__all__ = ["articles", "blocks", "mentioned_dates", "metadata", "sentences"]
