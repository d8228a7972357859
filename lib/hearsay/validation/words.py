"""Spans as sets of word tokens, so that a quotation mark or a comma at a span's edge decides nothing."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from hearsay.attribution.spans import Span

WORD = re.compile(r"\w+")
QUOTATION = re.compile('[\u201c\u201d"\n]')

Tokens = frozenset[int]
"""Positions of word tokens in one text."""


class Words:
    """The word tokens of one text.

    >>> words = Words('He said: "No."')
    >>> sorted(words.cover([(3, 13)]))
    [1, 2]
    >>> sorted(words.quoted())
    [2]
    """

    def __init__(self, text: str) -> None:
        spans = [match.span() for match in WORD.finditer(text)]
        self._text = text
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def __len__(self) -> int:
        return len(self._starts)

    def cover(self, spans: Iterable[Span]) -> Tokens:
        """The tokens that share at least one character with a span."""
        return frozenset(
            token for start, end in spans for token in range(bisect_right(self._ends, start), bisect_left(self._starts, end))
        )

    def quoted(self) -> Tokens:
        """The tokens inside double quotation marks (curly or straight); a mark left open ends with its paragraph."""
        return self.cover(_quotations(self._text))


def _quotations(text: str) -> Iterator[Span]:
    opened: int | None = None
    for match in QUOTATION.finditer(text):
        opens = match[0] in '\u201c"'
        if opened is None:
            opened = match.start() if opens else None
        elif match[0] != "\u201c":
            yield opened, match.start()
            opened = None
    if opened is not None:
        yield opened, len(text)


def overlaps(first: Sequence[Tokens], second: Sequence[Tokens]) -> list[tuple[int, int, int]]:
    """Pairs that share a token, as (position in first, position in second, tokens shared), in that order.

    >>> overlaps([frozenset({1, 2}), frozenset({9})], [frozenset({2, 3}), frozenset({1, 2})])
    [(0, 0, 1), (0, 1, 2)]
    """
    holders = defaultdict(list)
    for j, tokens in enumerate(second):
        for token in tokens:
            holders[token].append(j)
    shared = [Counter(j for token in tokens for j in holders.get(token, ())) for tokens in first]
    return [(i, j, counts[j]) for i, counts in enumerate(shared) for j in sorted(counts)]


def one_to_one(pairs: Iterable[tuple[float, int, int]]) -> list[tuple[float, int, int]]:
    """Greedy matching: the best score first, ties in the order given; each side is used once.

    >>> one_to_one([(0.5, 0, 0), (1.0, 0, 1), (0.5, 1, 0)])
    [(1.0, 0, 1), (0.5, 1, 0)]
    """
    used_first, used_second, chosen = set(), set(), []
    for score, i, j in sorted(pairs, key=lambda pair: -pair[0]):
        if i not in used_first and j not in used_second:
            used_first.add(i)
            used_second.add(j)
            chosen.append((score, i, j))
    return chosen
