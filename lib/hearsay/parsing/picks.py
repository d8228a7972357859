"""Which candidate is the article's title, signature and date: small rankers that abstain below a stated confidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hearsay.parsing import candidates
from hearsay.parsing.candidates import KINDS, Candidate, Sight
from hearsay.parsing.features import Matrix, Vector
from hearsay.parsing.model import LineModel, rule_share
from hearsay.parsing.page import Page

LEAST = {"title": 0.3, "byline": 0.6, "date": 0.7}
"""Confidence from which a candidate is taken, chosen on page dumps of sites held out: see `models/lines.md`."""
FOUND: dict[str, Callable[[Page, Sight], Iterator[Candidate]]] = {
    "title": candidates.titles,
    "byline": candidates.names,
    "date": candidates.printed,
}
Rule = Callable[[Candidate], bool]


@dataclass(frozen=True)
class Pick:
    """A candidate that was taken, and the share of such picks that were right on unseen sites."""

    candidate: Candidate
    confidence: float


@dataclass(frozen=True)
class Picks:
    """What was taken for title, signature and date; None: not stated, or not surely enough."""

    title: Pick | None = None
    byline: Pick | None = None
    date: Pick | None = None


NOTHING = Picks()


@dataclass(frozen=True)
class Judge:
    """The rankers over one page: its lines' columns and likelihoods, and how much the rules count."""

    page: Page
    columns: Matrix
    likely: Vector
    model: LineModel

    @cached_property
    def sight(self) -> Sight:
        """The first look: of each line, how likely it holds title, byline, date."""
        at = candidates.window(self.page)
        seen = candidates.glance(self.page, at, self.columns, self.likely)
        return sight(self.page, at, {kind: self.model.heads[f"{kind}_line"][0](seen) for kind in KINDS})

    def found(self, kind: str) -> list[Candidate]:
        return list(FOUND[kind](self.page, self.sight))

    def matrix(self, kind: str, found: Sequence[Candidate]) -> Matrix:
        """What the ranker sees: the columns of each candidate's line, what stands round it, what speaks for it."""
        at = [candidate.line for candidate in found]
        seen = np.array([candidate.seen for candidate in found], dtype=np.float32)
        around = candidates.context(self.sight, kind, at)
        return np.column_stack([self.columns[at], self.likely[at], *around, seen]).astype(np.float32)

    def pick(self, kind: str, rule: Rule, skipped: Rule | None = None) -> Pick | None:
        """The likeliest candidate; where rules and ranker are both asked, the rules count more the shorter the page."""
        if self.page.last_body < 0:
            return None
        found = [candidate for candidate in self.found(kind) if skipped is None or not skipped(candidate)]
        if not found:
            return None
        trees, said, right = self.model.heads[kind]
        share = rule_share(len(self.page.lines))
        ruled = np.array([rule(candidate) for candidate in found], dtype=np.float32)
        verdicts = (1 - share) * trees(self.matrix(kind, found)) + share * ruled
        best = int(np.argmax(verdicts))
        confidence = round(float(np.interp(verdicts[best], said, right)), 2)
        return Pick(found[best], confidence) if confidence >= LEAST[kind] else None


def sight(page: Page, at: Vector, likely: dict[str, Vector]) -> Sight:
    """The first look's verdicts on the lines `at`, over all lines of the page."""
    whole = {kind: np.zeros(len(page.lines), dtype=np.float32) for kind in likely}
    for kind, verdicts in likely.items():
        whole[kind][at] = verdicts
    return Sight(whole)
