"""Who is given the floor: sentences in, the attributions table out."""

from __future__ import annotations

from hearsay.attribution.attributions import EXTRACTORS, article_attributions, attributions

__all__ = ["EXTRACTORS", "article_attributions", "attributions"]
