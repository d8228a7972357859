"""Direct, indirect or mixed: how much of what is attributed stands in quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from hearsay.attribution.quotes import Quotation
from hearsay.attribution.spans import Found, Span

WORD = re.compile(r"\w+")


class Quoted:
    """The quotations of one article, ready to be asked about each of its attributions."""

    def __init__(self, text: str, quotations: Sequence[Quotation]) -> None:
        self._text, self._quotations = text, quotations
        self._starts = [quotation.start for quotation in quotations]
        self._outer = [n for n, quotation in enumerate(quotations) if quotation.level == 1]

    def kind(self, found: Found) -> str:
        """'direct' when every word of the content is quoted, 'mixed' when some are, 'indirect' when none is.

        A quotation that holds the cue as well is somebody else's: in “Iran has said it sold drones,” Iran's words
        are indirect.
        """
        cue_start, cue_end = found.cue
        quoted = [
            quotation.inner
            for span in found.content
            for quotation in self._touching(span)
            if not (quotation.start <= cue_start and cue_end <= quotation.end)
        ]
        words = [word.span() for span in found.content for word in WORD.finditer(self._text, *span)]
        inside = sum(any(start <= first and last <= end for start, end in quoted) for first, last in words)
        return "indirect" if not inside else "direct" if inside == len(words) else "mixed"

    def repairs(self, found: Found) -> str:
        """What was mended in the marks of the quotations that the content touches, '' when nothing was."""
        mended = [quotation.repair for span in found.content for quotation in self._touching(span) if quotation.repair]
        return "; ".join(dict.fromkeys(filter(None, [found.repair, *mended])))

    def _touching(self, span: Span) -> list[Quotation]:
        start, end = span
        first = max(0, bisect_right(self._outer, start, key=lambda n: self._starts[n]) - 1)
        near = slice(self._outer[first] if self._outer else 0, bisect_left(self._starts, end))
        return [quotation for quotation in self._quotations[near] if quotation.end > start]
