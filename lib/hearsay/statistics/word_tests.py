"""Thousands of words at once: for each, whether a group uses it more than chance could make it.

The same assignments of articles serve all words. Most words show within 2,000 draws that chance alone does as much; of those
that do not p is worked out, since Benjamini-Hochberg over a thousand words asks for p-values that 2,000 draws cannot give.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array, csr_array
from scipy.special import gammaln

from hearsay.statistics.permutation import ALPHA, EXACT, Layout, assignments
from hearsay.statistics.sum_chances import sum_shares, sum_steps, tail_share

DRAWS = 2_000
"""Draws for every word."""
ENOUGH = 20
"""Draws at least as extreme from which their share is taken for p [Besag1991]; of a word with fewer p is worked out."""
STEPS = 2e6
"""Steps up to which p of a word is counted exactly, some milliseconds; of words in more articles it is a saddlepoint's."""
CELLS = 2_000_000
"""Draws × words that are held in memory at once."""
AT_ONCE = 4_000
"""Words of which all that was drawn is held in memory at once."""
TIE = 1e-5
"""Sums this close, in relation to their size, are ties: they are computed in single precision."""
BAND = (0.025, 0.975)

Figure = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]
"""Counts of words in the group (draws × words), all words of the group (draws × 1) and the words' places: what is shown."""


@dataclass(frozen=True)
class WordChances:
    """For each word: `p` of two sides, and the band that holds the figure in 95 % of all assignments; missing if untested."""

    p: np.ndarray
    low: np.ndarray
    high: np.ndarray


@dataclass
class _Test:
    """Words under test: their rates in each unit, the group's sum of them, how many draws were above, below, in all, and the p of
    those for which it was worked out."""

    rates: csc_array
    observed: np.ndarray
    above: np.ndarray
    below: np.ndarray
    seen: np.ndarray
    found: np.ndarray

    @classmethod
    def of(cls, counts: csc_array, lengths: np.ndarray, layout: Layout) -> _Test:
        n = counts.shape[1]
        rates = csc_array(counts.multiply(1000.0 / lengths[:, None])).astype(np.float32)
        return cls(rates, _sums(rates, layout.inside[None])[0], np.zeros(n), np.zeros(n), np.zeros(n), np.full(n, np.nan))

    def add(self, inside: np.ndarray, words: np.ndarray) -> None:
        """Count these assignments for these words."""
        drawn, own = _sums(self.rates[:, words], inside), self.observed[words]
        slack = TIE * np.maximum(own, 1)
        self.above[words] += (drawn >= own - slack).sum(axis=0)
        self.below[words] += (drawn <= own + slack).sum(axis=0)
        self.seen[words] += len(inside)

    @property
    def rarer(self) -> np.ndarray:
        """Draws at least as extreme, on the side on which there are fewer."""
        return np.asarray(np.minimum(self.above, self.below))

    def p(self, exact: bool = False) -> np.ndarray:
        """Twice the share on the rarer side."""
        p = np.minimum(1.0, 2 * (self.rarer / self.seen if exact else (self.rarer + 1) / (self.seen + 1)))
        return np.asarray(np.where(np.isnan(self.found), p, self.found))

    def work_out(self, layout: Layout) -> None:
        """Find p of words that chance has seldom been seen to match; where none is found that of the draws stands."""
        units = np.diff(self.rates.indptr)
        for word in np.flatnonzero(self.rarer < ENOUGH).tolist():
            rates, above = self.rates[:, [word]].toarray().ravel().astype(float), bool(self.above[word] <= self.below[word])
            few = sum_steps(int(units[word]), layout) <= STEPS or not rates[layout.inside].any()  # one cell is enough for none
            share = min(sum_shares(rates, layout)) if few else tail_share(rates, layout, above)
            self.found[word] = np.minimum(1.0, 2 * share)


def reachable_p(layout: Layout, held: csr_array) -> np.ndarray:
    """The smallest p that each word could have, from how many units of each block hold it (`held`: blocks × words, sparse).

    A word that four of a hundred articles use cannot set an outlet apart, wherever the four stand.
    """
    cells = held.tocoo()
    block, word = cells.coords
    s = np.array([len(units) for units in layout.places])[block]
    q = np.array([layout.inside[units].sum() for units in layout.places])[block]
    # A block in which no unit has the word is the same whoever is drawn.
    high, low = (np.bincount(word, _log_share(s, own, cells.data), held.shape[1]) for own in (q, s - q))
    return np.asarray(np.minimum(1.0, 2 * np.exp(np.minimum(high, low))))


def worth_testing(reaches: np.ndarray) -> float:
    """The largest reach that is still worth a test, given all that would be tested [Tarone1990], [Gilbert2005]."""
    ordered = np.sort(reaches[np.isfinite(reaches)])
    tests = np.arange(1, len(ordered) + 1)
    enough = np.searchsorted(ordered, ALPHA / tests, side="right") <= tests
    return float(ALPHA / tests[np.argmax(enough)]) if enough.any() else 0.0


def word_chances(counts: csc_array, lengths: np.ndarray, layout: Layout, figure: Figure, tested: np.ndarray) -> WordChances:
    """p and band of the words at the places `tested`.

    What is tested is the mean over units (articles) of a word's rate, so that a long article counts no more than a short
    one: with sums, an outlet of long articles would "avoid" every rare word. Exact when there are at most 20,000
    assignments. Else at random: p = 2 (b + 1) / (m + 1), b counted on the rarer side; m is 2,000 for words with 20 such
    draws among them. Of the others p is worked out. A word whose figure lies within its band has a p of .05 or more, whatever its
    rates say.
    """
    result = WordChances(*(np.full(counts.shape[1], np.nan) for _ in range(3)))
    if not len(tested):
        return result
    part = counts[:, tested]
    test = _Test.of(part, lengths, layout)
    drawn = [(inside, (inside @ lengths)[:, None]) for inside in _pieces(assignments(layout, DRAWS), len(tested))]
    for words in np.split(np.arange(len(tested)), range(AT_ONCE, len(tested), AT_ONCE)):
        band: list[np.ndarray] = []
        for inside, of_group in drawn:
            test.add(inside, words)
            if sum(len(figures) for figures in band) < DRAWS:
                band.append(figure(_sums(part[:, words], inside), of_group, tested[words]))
        result.low[tested[words]], result.high[tested[words]] = np.quantile(np.concatenate(band), BAND, axis=0)
    if layout.size > EXACT:
        test.work_out(layout)
    p, low, high = test.p(exact=layout.size <= EXACT), result.low[tested], result.high[tested]
    shown = figure(_sums(part, layout.inside[None]), (layout.inside[None] @ lengths)[:, None], tested)[0]
    inner = (low <= shown) & (shown <= high)
    result.p[tested] = np.where(inner, np.maximum(p, 1 - BAND[1] + BAND[0]), p)
    return result


def _pieces(chunks: Iterable[np.ndarray], words: int) -> Iterator[np.ndarray]:
    step = max(1, CELLS // words)
    for chunk in chunks:
        yield from (chunk[first : first + step] for first in range(0, len(chunk), step))


def _sums(counts: csc_array, inside: np.ndarray) -> np.ndarray:
    return np.asarray((counts.T @ inside.T.astype(np.float32)).T)


def _log_share(s: np.ndarray, q: np.ndarray, d: np.ndarray) -> np.ndarray:
    """Of the ways to choose q of s, the share that hold all d (or, where d is more than q, one way: no more can be told)."""
    every = _log_choose(s, q)
    return np.where(d <= q, _log_choose(s - d, np.maximum(q - d, 0)) - every, -every)


def _log_choose(n: np.ndarray, k: np.ndarray) -> np.ndarray:
    return np.asarray(gammaln(np.asarray(n) + 1.0) - gammaln(np.asarray(k) + 1.0) - gammaln(np.asarray(n) - np.asarray(k) + 1.0))
