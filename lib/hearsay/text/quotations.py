"""Quotations by any typography, and how much of a span stands inside them.

Marks are paired paragraph by paragraph in one pass. A mark's shape and its spacing say whether it opens or
closes; where they are silent, parity decides. What had to be mended is said in `Quotation.repair`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hearsay.text.quotation_marks import Mark, Pair, marks_by_paragraph, pair_marks
from hearsay.text.spans import Attribution, Span
from hearsay.text.words import RUN

OPEN, CLOSE = ("“", "‘"), ("”", "’")
APOSTROPHES = str.maketrans(dict.fromkeys("‘’‚‛`´", "'"))


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation within one paragraph.

    `start` and `end` take in the marks, `inner` leaves them out. `level` is 1 for the outermost, whatever the
    marks look like. `closed` is False where no mark closes it: by rule when the next paragraph opens again,
    otherwise `repair` says so.
    """

    start: int
    end: int
    level: int
    closed: bool
    repair: str
    inner: tuple[int, int]


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """A text with one style of marks: “ ” outermost, ‘ ’ within, ' for apostrophes; no offset moves.

    A mark of two characters leaves a space outside the quotation. `unpaired` are the marks that belong to no
    quotation, by offset; they are written ".
    """

    text: str
    quotations: tuple[Quotation, ...]
    unpaired: tuple[int, ...]


def normalise_quotation_marks(text: str) -> NormalisedText:
    """Rewrite every style of quotation mark to one, character for character.

    Returns
    -------
    NormalisedText
        `text` of the same length as the input, the quotations, and the marks left over.

    Examples
    --------
    >>> normalise_quotation_marks("''Don’t,'' he said.").text
    " “Don't,”  he said."
    """
    found, unpaired = _read(text)
    written = [(mark, '"' if mark.form not in "‹›" else mark.form) for mark in unpaired]
    for quoted, quotation in found:
        shape = (quotation.level - 1) % 2
        written += [(mark, sign[shape]) for mark, sign in ((quoted.opening, OPEN), (quoted.closing, CLOSE)) if mark]
    pieces, at = [], 0
    for mark, sign in sorted(written, key=lambda item: item[0].start):
        padded = sign.rjust(mark.end - mark.start) if sign in OPEN else sign.ljust(mark.end - mark.start)
        pieces += [text[at : mark.start].translate(APOSTROPHES), padded]
        at = mark.end
    plain = "".join([*pieces, text[at:].translate(APOSTROPHES)])
    return NormalisedText(plain, tuple(quotation for _, quotation in found), tuple(sorted(mark.start for mark in unpaired)))


def quotation_spans(text: str) -> list[Quotation]:
    """All quotations, scare quotes included, by first character. Time is linear in the text.

    Examples
    --------
    >>> [(q.start, q.end, q.level) for q in quotation_spans("“He said ‘no’ to me,” she said.")]
    [(0, 21, 1), (9, 13, 2)]
    """
    return [quotation for _, quotation in _read(text)[0]]


def quoted_mask(text: str) -> np.ndarray:
    """For each character, whether it stands inside an outermost quotation (the marks themselves do not)."""
    return mask_of(quotation_spans(text), len(text))


def mask_of(quotations: Sequence[Quotation], length: int) -> np.ndarray:
    """`quoted_mask` from quotations already read."""
    mask = np.zeros(length, dtype=bool)
    for quotation in quotations:
        if quotation.level == 1:
            mask[slice(*quotation.inner)] = True
    return mask


def _read(text: str) -> tuple[list[tuple[Pair, Quotation]], list[Mark]]:
    found: list[tuple[Pair, Quotation]] = []
    unpaired: list[Mark] = []
    carried = False
    parts = list(marks_by_paragraph(text))
    for number, (span, marks) in enumerate(parts):
        following = parts[number + 1] if number + 1 < len(parts) else ((0, 0), [])
        paired = pair_marks(text, span, marks, carried, (_goes_on(following, False), _goes_on(following, True)))
        found += _levels(paired.pairs)
        unpaired += paired.unpaired
        carried = paired.carried
    return found, unpaired


def _goes_on(paragraph: tuple[tuple[int, int], list[Mark]], single: bool) -> bool:
    """Whether a paragraph begins as one does that continues a quotation: it opens again, or closes first."""
    (begin, _), marks = paragraph
    first = next((mark for mark in marks if mark.single == single), None)
    if first is None:
        return False
    opens = first.start == begin and first.spacing != "close"
    if single:
        return opens and first.glyph != "close"
    return opens or (first.spacing == "close" and first.glyph != "open" and not first.before.isdigit())


def _levels(pairs: Sequence[Pair]) -> list[tuple[Pair, Quotation]]:
    """Number the quotations of a paragraph by how many others hold them."""
    holding: list[int] = []
    found = []
    for quoted in pairs:
        start = quoted.opening.start if quoted.opening else quoted.start
        end = quoted.closing.end if quoted.closing else quoted.end
        while holding and holding[-1] <= start:
            holding.pop()
        holding.append(end)
        quotation = Quotation(start, end, len(holding), quoted.closing is not None, quoted.repair, (quoted.start, quoted.end))
        found.append((quoted, quotation))
    return found


class QuotedShares:
    """The quotations of one article, ready to be asked about each of its attributions."""

    def __init__(self, text: str, quotations: Sequence[Quotation]) -> None:
        self._text, self._quotations = text, quotations
        self._starts = [quotation.start for quotation in quotations]
        self._outer = [n for n, quotation in enumerate(quotations) if quotation.level == 1]

    def kind(self, found: Attribution) -> str:
        """'direct' when every word of the content is quoted, 'mixed' when some are, 'indirect' when none is.

        A quotation that holds the cue as well is somebody else's: in “Iran has said it sold drones,” Iran's words
        are indirect.
        """
        quoted = self._quoted_apart(found)
        words = [word.span() for span in found.content for word in RUN.finditer(self._text, *span)]
        inside = sum(any(start <= first and last <= end for start, end in quoted) for first, last in words)
        return "indirect" if not inside else "direct" if inside == len(words) else "mixed"

    def _quoted_apart(self, found: Attribution) -> list[Span]:
        """The insides of the quotations that the content touches and that do not hold the cue."""
        cue_start, cue_end = found.cue
        near = [quotation for span in found.content for quotation in self._touching(span)]
        return [quotation.inner for quotation in near if not (quotation.start <= cue_start and cue_end <= quotation.end)]

    def repairs(self, found: Attribution) -> str:
        """What was mended in the marks of the quotations that the content touches, '' when nothing was."""
        mended = [quotation.repair for span in found.content for quotation in self._touching(span) if quotation.repair]
        return "; ".join(dict.fromkeys(filter(None, [found.repair, *mended])))

    def _touching(self, span: Span) -> list[Quotation]:
        start, end = span
        first = max(0, bisect_right(self._outer, start, key=lambda n: self._starts[n]) - 1)
        near = slice(self._outer[first] if self._outer else 0, bisect_left(self._starts, end))
        return [quotation for quotation in self._quotations[near] if quotation.end > start]
