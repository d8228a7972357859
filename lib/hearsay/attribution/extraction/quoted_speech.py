"""Quotations that are somebody's speech: long enough not to be scare quotes, and no titles of works."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hearsay.text.quotations import Quotation
from hearsay.text.spans import Span, merged
from hearsay.text.words import WORD

SPEECH = 4
"""Words from which a quotation is taken for speech. In PolNeAR's train files 60 % of the quotations of one word that are no
titles stand in an attribution, 83 % of two, 82 % of three, and 91 % or more of each length from four on: below, many are scare
quotes."""
TITLED = 8
"""Words up to which a quotation in capitals is taken for the title of a work: 47 % of them stand in an attribution there, of
longer ones 88 %."""
CAPITALISED, LONG = 0.6, 4
"""Share of the words of so many letters or more that a title writes large."""


def speech_quotations(text: str, quotations: Iterable[Quotation]) -> list[Quotation]:
    """The outermost quotations of `SPEECH` words or more that are no titles, in the order of the text."""
    return [one for one in quotations if one.level == 1 and _is_speech(text[slice(*one.inner)])]


def covered(span: Span, spans: Iterable[Span]) -> int:
    """How many characters of a span stand in the others, which do not overlap."""
    return sum(max(0, min(span[1], end) - max(span[0], start)) for start, end in spans)


def unclaimed(quotations: Sequence[Quotation], contents: Iterable[Span], share: float = 0.5) -> list[Quotation]:
    """Those of which less than a share stands in the contents of attributions."""
    held = merged(contents)
    return [one for one in quotations if covered(one.inner, held) < share * (one.inner[1] - one.inner[0])]


def _is_speech(quoted: str) -> bool:
    words = [match.group() for match in WORD.finditer(quoted)]
    if len(words) < SPEECH:
        return False
    long = [word for word in words if len(word) >= LONG]
    return len(words) > TITLED or not long or sum(word[0].isupper() for word in long) < CAPITALISED * len(long)
