"""Where two texts print the same words: runs that are equal, joined to passages where little differs between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np

from hearsay.text.shingles import SEQUENCE, sequence_hashes

GAP = 8
"""Words that may differ between two runs of one passage, on either side: half a sentence. Nor may it be more than the shorter run
has, or two phrases would make a passage of what lies between them."""

Block = tuple[int, int, int]
"""A run that is equal: its place in a, its place in b, its words."""


@dataclass(frozen=True)
class Passage:
    """A passage that two texts share: words `a[start_a:end_a]` and `b[start_b:end_b]`, and the runs that are equal, in order."""

    start_a: int
    end_a: int
    start_b: int
    end_b: int
    equal: tuple[Block, ...]

    @property
    def tokens(self) -> int:
        """Words that both have, in order."""
        return sum(length for *_, length in self.equal)

    @property
    def run(self) -> int:
        """Words of the longest equal run."""
        return max(length for *_, length in self.equal)

    @property
    def similarity(self) -> float:
        """Twice the words that both have over the words of both."""
        return 2 * self.tokens / (self.end_a - self.start_a + self.end_b - self.start_b)

    def differences(self) -> Iterator[tuple[int, int, int, int]]:
        """The stretches between the equal runs: `start_a, end_a, start_b, end_b` of each."""
        for (a, b, length), (next_a, next_b, _) in zip(self.equal, self.equal[1:], strict=False):
            yield a + length, next_a, b + length, next_b


def aligned_passages(
    a: np.ndarray,
    b: np.ndarray,
    zones_a: np.ndarray,
    zones_b: np.ndarray,
    *,
    boilerplate: tuple[np.ndarray, np.ndarray] | None = None,
    least: int = SEQUENCE,
) -> list[Passage]:
    """The passages that two rows of words share, in the order of a. No word is in two of them.

    Parameters
    ----------
    a, b
        The words as numbers (`text.shingles.word_codes`).
    zones_a, zones_b
        For each word the number of its part of the page: a passage stays within one part of either.
    boilerplate
        For each word of either, whether it is boilerplate: where it is in both, the two share nothing.
    least
        Words of the shortest run from which a passage may start or go on.

    Notes
    -----
    Where a passage of one text stands several times in the other, the longest of the equal runs is taken first, of equal ones
    the first. Within a passage words that are equal between two runs are found too, by `difflib`.
    """
    taken = boilerplate or (np.zeros(len(a), dtype=bool), np.zeros(len(b), dtype=bool))
    kept = sorted(_apart(_equal_runs(a, b, least), *taken, least))
    groups: list[list[Block]] = []
    for block in kept:
        if groups and _goes_on(groups[-1][-1], block, zones_a, zones_b):
            groups[-1].append(block)
        else:
            groups.append([block])
    return [_passage(group, a, b) for group in groups]


def reach(least: int) -> tuple[int, int]:
    """How many words before the first word of a shared sequence, and from it on, `may_be_passages` looks at."""
    return least + GAP, SEQUENCE + least + GAP


def may_be_passages(a: np.ndarray, b: np.ndarray, least: int) -> np.ndarray:
    """Whether a sequence that two texts share can be in a passage that `aligned_passages` finds, of `least` words or more.

    Parameters
    ----------
    a, b
        Row by row the words of either around the sequence, as many as `reach` says; what is before or behind a text is equal to
        nothing.
    least
        Words that a passage must have.

    Returns
    -------
    array of bool
        False where it is known that there is none: the run of equal words around it is shorter, and no other one is near enough
        to go on from it.
    """
    at = reach(least)[0]
    same = a == b
    before = np.cumprod(same[:, :at][:, ::-1], axis=1).sum(axis=1)
    behind = np.cumprod(same[:, at:], axis=1).sum(axis=1)
    found: np.ndarray = before + behind >= least
    short = np.flatnonzero(~found)
    begin, end = (at - before[short])[:, None], (at + behind[short])[:, None]
    equal = sequence_hashes(a[short])[:, :, None] == sequence_hashes(b[short])[:, None, :]
    place = np.arange(equal.shape[1])
    equal[:, place, place] &= (place < begin) | (place > end - SEQUENCE)  # all but the run itself
    later = (place > begin) & (place <= end + GAP)
    earlier = (place + SEQUENCE < end) & (place + SEQUENCE >= begin - GAP)
    near = (later[:, :, None] & later[:, None, :]) | (earlier[:, :, None] & earlier[:, None, :])
    found[short] = (equal & near).any(axis=(1, 2))
    return found


def _equal_runs(a: np.ndarray, b: np.ndarray, least: int) -> list[Block]:
    """All longest equal runs of at least so many words."""
    own, others = sequence_hashes(a, least), sequence_hashes(b, least)
    order = np.argsort(others, kind="stable")
    sorted_others = others[order]
    left, right = (np.searchsorted(sorted_others, own, side=side) for side in ("left", "right"))
    counts = right - left
    at_a = np.repeat(np.arange(len(own)), counts)
    if not len(at_a):
        return []
    within = np.arange(len(at_a)) - np.repeat(np.cumsum(counts) - counts, counts)
    at_b = order[np.repeat(left, counts) + within]
    sort = np.lexsort((at_a, at_a - at_b))
    at_a, at_b = at_a[sort], at_b[sort]
    begins = np.ones(len(at_a), dtype=bool)
    begins[1:] = (np.diff(at_a) != 1) | (np.diff(at_b) != 1)
    first = np.flatnonzero(begins)
    lengths = np.diff(first, append=len(at_a)) + least - 1
    return [*zip(at_a[first].tolist(), at_b[first].tolist(), lengths.tolist(), strict=True)]


def _apart(blocks: Sequence[Block], repeated_a: np.ndarray, repeated_b: np.ndarray, least: int) -> Iterator[Block]:
    """The runs, longest first, without boilerplate and the words that a longer one has taken; what is left of a run is a run if
    long enough."""
    taken_a, taken_b = np.zeros(len(repeated_a), dtype=bool), np.zeros(len(repeated_b), dtype=bool)
    for a, b, length in sorted(blocks, key=lambda block: (-block[2], block[0], block[1])):
        free = ~(taken_a[a : a + length] | taken_b[b : b + length])
        free &= ~(repeated_a[a : a + length] & repeated_b[b : b + length])
        for begin, end in _stretches(free):
            if end - begin >= least:
                taken_a[a + begin : a + end] = taken_b[b + begin : b + end] = True
                yield a + begin, b + begin, end - begin


def _stretches(free: np.ndarray) -> list[tuple[int, int]]:
    """Where it is true without a break."""
    if free.all() or not free.any():  # as of nearly all runs
        return [(0, len(free))] if free[0] else []
    edges = np.flatnonzero(np.diff(np.r_[False, free, False]))
    return [*zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)]


def _goes_on(last: Block, block: Block, zones_a: np.ndarray, zones_b: np.ndarray) -> bool:
    """Whether a run is of one passage with the one before it."""
    (a, b, length), (next_a, next_b, following) = last, block
    gap_a, gap_b = next_a - a - length, next_b - b - length
    if not (gap_b >= 0 and max(gap_a, gap_b) <= min(GAP, length, following)):
        return False
    return bool(zones_a[a] == zones_a[next_a] and zones_b[b] == zones_b[next_b])


def _passage(group: Sequence[Block], a: np.ndarray, b: np.ndarray) -> Passage:
    equal = [group[0]]
    for block in group[1:]:
        (at_a, at_b, length), (next_a, next_b, _) = equal[-1], block
        gap_a, gap_b = a[at_a + length : next_a].tolist(), b[at_b + length : next_b].tolist()
        for small in SequenceMatcher(None, gap_a, gap_b, autojunk=False).get_matching_blocks():
            if small.size:
                equal.append((at_a + length + small.a, at_b + length + small.b, small.size))
        equal.append(block)
    (start_a, start_b, _), (last_a, last_b, last) = equal[0], equal[-1]
    return Passage(start_a, last_a + last, start_b, last_b + last, tuple(_joined(equal)))


def _joined(equal: Sequence[Block]) -> Iterator[Block]:
    """Runs that touch in both texts as one."""
    a, b, length = equal[0]
    for next_a, next_b, following in equal[1:]:
        if (next_a, next_b) == (a + length, b + length):
            length += following
        else:
            yield a, b, length
            a, b, length = next_a, next_b, following
    yield a, b, length
