"""Candidates for title, signature and date as their rankers learn from them: what is seen of each, and whether it is right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
from sklearn.isotonic import IsotonicRegression

from hearsay.parsing import candidates, label, lines, picks
from hearsay.parsing.candidates import Candidate
from hearsay.parsing.model import LineModel
from hearsay.parsing.shapes import of
from hearsay.validation.parsing import RIGHT

KNOWN = {"title": "title", "byline": "authors", "date": "date"}
"""The bench's name of what each ranker looks for."""
TREES = {
    "objective": "binary", "learning_rate": 0.06, "num_leaves": 15, "min_data_in_leaf": 20, "lambda_l2": 2.0,
    "feature_fraction": 0.3, "bagging_fraction": 0.8, "bagging_freq": 1, "max_bin": 63, "num_threads": 1, "seed": 0,
    "deterministic": True, "force_row_wise": True, "verbose": -1,
}  # fmt: skip
COUNT = 120
KNOTS = np.linspace(0.0, 1.0, 21, dtype=np.float32)


@dataclass(frozen=True)
class Offer:
    """The candidates of one page for one place."""

    kind: str
    domain: str
    matrix: np.ndarray
    right: np.ndarray


def offers(page: dict[str, Any], model: LineModel) -> Iterator[Offer]:
    """What a page offers for each place it is known to fill, as it is and without blank lines; none of pages that say nothing.

    An unnamed author is taken for no author: half of such pages have none, and a wrong name is worse than none.
    """
    for written in (page["lines"], [line for line in page["lines"] if line.strip()]):
        split = lines.split("\n".join(written))
        judge = label.read(split, [of(line) for line in split], model)
        if not (page.get("title") or page.get("date")):
            continue
        title = list(candidates.titles(judge.page))
        above = _line(title, page)
        found = {
            "title": title,
            "byline": list(candidates.names(judge.page, above)),
            "date": list(candidates.printed(judge.page, above)),
        }
        for kind, some in found.items():
            known = str(page.get(KNOWN[kind]) or "")
            if some and (known or kind == "byline"):
                right = np.array([bool(known) and RIGHT[KNOWN[kind]](one.value, known) for one in some])
                yield Offer(kind, page["domain"], picks.matrix(some, judge.columns, judge.likely), right)


def _line(found: Sequence[Candidate], page: dict[str, Any]) -> int | None:
    """The known title's line nearest to the body."""
    return next((one.line for one in reversed(found) if RIGHT["title"](one.value, str(page.get("title") or ""))), None)


def fit(some: Sequence[Offer], kind: str) -> lightgbm.Booster:
    """The ranker of one kind."""
    own = [offer for offer in some if offer.kind == kind]
    data = lightgbm.Dataset(np.concatenate([offer.matrix for offer in own]), np.concatenate([offer.right for offer in own]),
                            params={"max_bin": TREES["max_bin"], "verbose": -1})  # fmt: skip
    return lightgbm.train(TREES, data, COUNT)


def worth(some: Sequence[Offer], kind: str, verdicts: Sequence[np.ndarray]) -> np.ndarray:
    """At each knot, the share of best candidates with such a verdict that are right."""
    pairs = [(own.max(), offer.right[own.argmax()]) for offer, own in zip(some, verdicts, strict=True) if offer.kind == kind]
    best, right = np.array(pairs, dtype=float).T
    curve = IsotonicRegression(y_min=0.01, y_max=0.99, out_of_bounds="clip").fit(best, right)
    return curve.predict(KNOTS).astype(np.float32)
