"""What a page tells of a name that may sign, beside the line in which it stands: how its words are used, notes on it, handles."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from hearsay.parsing import line_words
from hearsay.parsing.line_features import Vector
from hearsay.parsing.lines import WORD
from hearsay.parsing.page import Page

HANDLES, HANDLE = 40, 30
"""Handles of a page that are looked at, and characters on either side of '@' that may be one."""
LEAST_NAME = 4
"""Letters of a name's last word by which a handle is told."""
UNKNOWN = -1.0


class NameEvidence:
    """What the lines of a page tell of names; `rarity` is the line model's, of stems."""

    def __init__(self, page: Page, rarity: Vector) -> None:
        self.page, self.rarity = page, rarity

    def of(self, name: str, plain: str) -> tuple[float, ...]:
        """Rarity of its words (least, mean), share of them that the page writes small, notes outside and within the body, handle.

        Notes are lines of prose that begin with the name, as those on an author do.
        """
        words = WORD.findall(name)
        numbers = line_words.word_numbers(words).tolist()
        rare = [float(self.rarity[stem - 1]) for number in numbers if (stem := number >> line_words.STEM & 0x7FFF)]
        begun = self._prose_by_first_word.get(words[0].lower(), ()) if words else ()
        notes = [n for n in begun if self.page.lines.plain[n].startswith(plain + " ")]
        within = sum(map(bool, map(self.page.body.__getitem__, notes)))
        last = words[-1].lower() if words else ""
        return (
            min(rare, default=UNKNOWN), sum(rare) / len(rare) if rare else UNKNOWN,
            sum([self._written_small[number & 0xFFFF] for number in numbers]) / max(1, len(numbers)),
            len(notes) - within, within, len(last) >= LEAST_NAME and last in self._handles,
        )  # fmt: skip

    @cached_property
    def _written_small(self) -> NDArray[np.bool_]:
        """By the number of a token, whether it stands on the page without a capital: a word with one has the same number."""
        numbers = self.page.lines.numbers
        small = np.zeros(line_words.TOKENS, dtype=bool)
        small[numbers[numbers >> line_words.LOWERED_BIT & 1 > 0] & 0xFFFF] = True
        return small

    @cached_property
    def _prose_by_first_word(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for n in np.flatnonzero(np.array(self.page.lines.prose, dtype=bool)).tolist():
            found[self.page.lines.plain[n].partition(" ")[0]].append(n)
        return found

    @cached_property
    def _handles(self) -> str:
        joined = self.page.lines.joined
        places = islice(re.finditer("@", joined), HANDLES)
        return " ".join(joined[max(0, at.start() - HANDLE) : at.end() + HANDLE].lower() for at in places)
