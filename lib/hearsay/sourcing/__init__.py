"""Sourcing: how a piece is sourced, in some forty indicators that can be read off the text, each with its evidence."""

from hearsay.sourcing.indicators import indicators as indicators
from hearsay.sourcing.registry import FAMILIES as FAMILIES
from hearsay.sourcing.registry import INDICATORS as INDICATORS
from hearsay.sourcing.registry import Indicator as Indicator
from hearsay.sourcing.registry import glossary as glossary
from hearsay.sourcing.registry import indicator as indicator

__all__ = ["FAMILIES", "INDICATORS", "Indicator", "glossary", "indicator", "indicators"]
