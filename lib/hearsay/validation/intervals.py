"""Moved: `hearsay.statistics` holds every interval and test."""

from hearsay.statistics.intervals import Interval, by_article, of_articles, wilson

__all__ = ["Interval", "by_article", "of_articles", "wilson"]
