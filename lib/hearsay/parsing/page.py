"""A page as the labellers pass it on: its lines, and which of them are body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from hearsay.parsing import line_words
from hearsay.parsing.line_words import content_words, plain_text
from hearsay.parsing.lines import Lines

MOST_BODY_WORDS = 3000
"""Words of the body by which its topic is known."""
LEAST_AGAIN = 20
"""Characters at the beginning of a line that have to be the same."""
NOWHERE = 9
"""Lines to a date or byline that is not near."""
BY = re.compile(rf"\bby\b|{line_words.WRITERS.pattern}", re.IGNORECASE)
BY_WITHIN = 80
"""Characters of a line in which it says who writes."""
ROUND = " \t\u00a0:.,;|•·–—-/()[]0123456789"
ANNOUNCING = (
    re.compile(r"(?:(?:written|story|words|text|commentary|analysis|opinion|column|article|reported|posted|published) )?by"),
    re.compile(r"(?:(?:about|meet) )?(?:the )?(?:authors?|writers?)"),
    re.compile(r"[\w' -]{2,40} by|editors?"),
)
"""What a line may be that announces the names below it: that they sign, that they are presented, that they did other work."""
ANNOUNCED_WITHIN = 6
"""Words of a line that announces."""
NAMES = re.compile(r"[A-Z][\w'’.-]{1,40}+(?:[^\S\n][A-Z][\w'’.-]{0,40}+){1,2}")
LONGEST = 3000
"""Characters of a line in which names are looked for."""


@dataclass(frozen=True)
class Page:
    """Lines and body flags of one text, of equal length."""

    lines: Lines
    body: Sequence[bool]

    @cached_property
    def first_body(self) -> int:
        """Index of the first body line; the number of lines when there is none."""
        return next((n for n, is_body in enumerate(self.body) if is_body), len(self.lines))

    @cached_property
    def last_body(self) -> int:
        """Index of the last body line; -1 when there is none."""
        return next((n for n in range(len(self.body) - 1, -1, -1) if self.body[n]), -1)

    @cached_property
    def topic(self) -> frozenset[str]:
        """Content words of the body's beginning."""
        read, found = 0, set()
        for n in compress(range(len(self.lines)), self.body):
            if read < MOST_BODY_WORDS:
                words = self.lines.words(n)
                read += len(words)
                found.update(words)
        return frozenset(content_words(found))

    @cached_property
    def body_text(self) -> str:
        """The body in small letters."""
        return " ".join(compress(self.lines.plain, self.body))

    def named(self, name: str) -> int:
        """How often a name, in small letters, stands on the page as a pair or triple of words with capitals."""
        return self._names[name]

    @cached_property
    def _names(self) -> Counter[str]:
        heads = "\n".join([head[:LONGEST] for head in self.lines.head])
        return Counter(map(str.lower, NAMES.findall(heads)))

    def near(self, n: int) -> tuple[float, float, float, float]:
        """Lines to the next date below and the last above, and to such bylines; 9 when there is none within eight."""
        return self._near[0][n], self._near[1][n], self._near[2][n], self._near[3][n]

    @cached_property
    def _near(self) -> list[list[float]]:
        kinds = self.lines.kind
        return [way for kind in ("date", "byline") for way in (_since(kinds[::-1], kind)[::-1], _since(kinds, kind))]

    @cached_property
    def signing(self) -> frozenset[int]:
        """The lines that say who writes."""
        return frozenset(n for n in self.marked(line_words.WRITER) if BY.search(self.lines.head[n][:BY_WITHIN]))

    @cached_property
    def announced(self) -> NDArray[np.float32]:
        """What each line announces: 1 a signature, 2 an author, 3 other work, 0 nothing. Line n stands at n + 2, behind two 0."""
        found = np.zeros(len(self.lines) + 2, dtype=np.float32)
        for n in self.marked(line_words.WRITER):
            plain = self.lines.plain[n].strip(ROUND) if self.lines.n_words[n] <= ANNOUNCED_WITHIN else ""
            found[n + 2] = next((kind for kind, pattern in enumerate(ANNOUNCING, 1) if pattern.fullmatch(plain)), 0)
        return found

    def marked(self, bit: int) -> frozenset[int]:
        """The lines that hold a word marked by a bit of its number."""
        if bit not in self._marked:
            self._marked[bit] = frozenset(np.flatnonzero(self.lines.marked(bit)).tolist())
        return self._marked[bit]

    @cached_property
    def _marked(self) -> dict[int, frozenset[int]]:
        return {}

    def content(self, n: int) -> list[str]:
        """The content words of a line."""
        if n not in self._content:
            self._content[n] = content_words(self.lines.words(n))
        return self._content[n]

    @cached_property
    def _content(self) -> dict[int, list[str]]:
        return {}

    def overlap(self, n: int) -> float:
        """Share of a line's content words that the body's beginning holds too."""
        own = self.content(n)
        return sum(map(self.topic.__contains__, own)) / len(own) if own else 0.0

    def said_again(self, text: str) -> int:
        """How many lines are the same, or begin the same and go on, as a title does before the name of its site."""
        plain = plain_text(text)
        return self.lines.repeats[plain] if len(plain) < LEAST_AGAIN else self.beginnings[plain[:LEAST_AGAIN]]

    @cached_property
    def beginnings(self) -> Counter[str]:
        """How often each beginning of a line stands on the page."""
        return Counter(plain[:LEAST_AGAIN] for plain in self.lines.plain)


def _since(kinds: Sequence[str], kind: str) -> list[float]:
    """Lines since the last of a kind above each line, `NOWHERE` when it is not near."""
    found = [float(NOWHERE)] * len(kinds)
    for at, own in enumerate(kinds):
        if own == kind:
            near = range(1, min(NOWHERE, len(kinds) - at))
            found[at + 1 : at + 1 + len(near)] = map(float, near)
    return found
