"""Which candidate is the article's title, signature and date: a small ranker that abstains below a stated likelihood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from hearsay.parsing import candidates
from hearsay.parsing.candidates import Candidate
from hearsay.parsing.features import Matrix, Vector
from hearsay.parsing.model import LineModel, rule_share
from hearsay.parsing.page import Page

LEAST = {"title": 0.08, "byline": 0.35, "date": 0.5}
"""Likelihood from which a candidate is taken. On page dumps of unseen sites: see `models/lines.md`."""
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

    def pick(self, kind: str, found: Sequence[Candidate], rule: Rule) -> Pick | None:
        """The likeliest candidate; where rules and ranker are both asked, the rules count more the shorter the page."""
        if not found or self.page.last_body < 0:
            return None
        trees, said, right = self.model.heads[kind]
        share = rule_share(len(self.page.lines))
        ruled = np.array([rule(candidate) for candidate in found], dtype=np.float32)
        verdicts = (1 - share) * trees(matrix(found, self.columns, self.likely)) + share * ruled
        best = int(np.argmax(verdicts))
        if verdicts[best] < LEAST[kind]:
            return None
        return Pick(found[best], round(float(np.interp(verdicts[best], said, right)), 2))


def matrix(found: Sequence[Candidate], columns: Matrix, likely: Vector) -> Matrix:
    """What the rankers see: the columns of each candidate's line, its likelihood of being body, what speaks for it."""
    at = [candidate.line for candidate in found]
    seen = np.array([candidate.seen for candidate in found], dtype=np.float32)
    return np.column_stack([columns[at], likely[at], seen]).astype(np.float32)


def title(judge: Judge, rule: Rule) -> Pick | None:
    return judge.pick("title", list(candidates.titles(judge.page)), rule)


def byline(judge: Judge, above: int | None, rule: Rule) -> Pick | None:
    return judge.pick("byline", list(candidates.names(judge.page, above)), rule)


def date(judge: Judge, above: int | None, rule: Rule, page_date: Rule) -> Pick | None:
    """The article's date; what by its place and form is the day on which the page was made, is none."""
    found = [candidate for candidate in candidates.printed(judge.page, above) if not page_date(candidate)]
    return judge.pick("date", found, rule)
