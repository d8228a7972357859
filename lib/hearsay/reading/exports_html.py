"""Which archive an HTML export comes from."""

from __future__ import annotations

from hearsay.reading import europresse, factiva, proquest
from hearsay.reading.exports import Export


def of(text: str) -> Export | None:
    """The layout of an archive's export, or None for a page of the web."""
    return factiva.of_html(text) or proquest.of_html(text) or europresse.of_html(text)
