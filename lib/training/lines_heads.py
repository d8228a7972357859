"""Rankers of title, byline and date as they learn: a first look at lines, then a ranking of what the likeliest lines hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from lines_data import fold, resumed
from sklearn.linear_model import LogisticRegression

from hearsay.parsing import candidates, labelling, lines
from hearsay.parsing.candidates import KINDS, Candidate, PageJudge
from hearsay.parsing.line_model import LineModel, Trees
from hearsay.parsing.page import Page
from hearsay.text import dates
from hearsay.validation.benchmarks.parsing import AND, RIGHT, ROLE, words_of

KNOWN = {"title": "title", "byline": "authors", "date": "date"}
"""The bench's name of what each ranker looks for."""
COMMON = {
    "min_data_in_leaf": 20, "lambda_l2": 2.0, "bagging_fraction": 0.8, "bagging_freq": 1, "max_bin": 63, "num_threads": 1,
    "seed": 0, "deterministic": True, "force_row_wise": True, "verbose": -1,
}  # fmt: skip
LINES = {**COMMON, "objective": "binary", "learning_rate": 0.1, "num_leaves": 15, "feature_fraction": 0.3}
RANKS = {**COMMON, "objective": "lambdarank", "lambdarank_truncation_level": 6, "label_gain": [0, 1], "learning_rate": 0.04,
         "num_leaves": 7, "feature_fraction": 0.2}  # fmt: skip
OF_LINES, OF_RANKS = 60, 250
"""Trees of each."""
DRAWN = 0.3
"""Share of lines without what is looked for that are learnt from."""
KNOTS = np.concatenate([[0.0], 1 / (1 + np.exp(-np.linspace(-7, 7, 57))), [1.0]]).astype(np.float32)
"""Verdicts for which it is written what they are worth, evenly in their logarithms of odds."""
EVEN = np.array([0.0, 1.0], dtype=np.float32)


@dataclass
class Seen:
    """A page as a line model that does not know its site sees it, the lines looked at, and which of them hold what."""

    dump: dict[str, Any]
    judge: PageJudge
    whole: bool
    at: np.ndarray
    looked: np.ndarray
    holds: dict[str, np.ndarray]
    found: dict[str, list[Candidate]] = field(default_factory=dict)
    ranked: dict[str, tuple[np.ndarray, np.ndarray]] = field(default_factory=dict)
    """By kind its candidates, their columns, and which of them are right."""

    def known(self, kind: str) -> str:
        return str(self.dump.get(KNOWN[kind]) or "")


def seen(dump: dict[str, Any], model: LineModel) -> Iterator[Seen]:
    """A page as it is and without its blank lines; none of pages of which nothing is known."""
    if not (dump.get("title") or dump.get("date")):
        return
    for whole, written in ((True, dump["lines"]), (False, [line for line in dump["lines"] if line.strip()])):
        split = lines.split_lines("\n".join(written))
        judge = labelling.judge_page(split, model)
        at = candidates.candidate_lines(judge.page)
        looked = candidates.glance_columns(judge.page, at, judge.columns, judge.likely)
        yield Seen(dump, judge, whole, at, looked, {kind: _holding(kind, judge.page, at, dump) for kind in KINDS})


def _holding(kind: str, page: Page, at: np.ndarray, dump: dict[str, Any]) -> np.ndarray:
    known = str(dump.get(KNOWN[kind]) or "")
    names = [" ".join(words_of(part)) for part in AND.split(known)]
    return np.array([bool(known) and _holds(kind, page.lines, n, known, names) for n in at.tolist()], dtype=bool)


def _holds(kind: str, page: lines.Lines, n: int, known: str, names: Sequence[str]) -> bool:
    if kind == "date":
        return page.n_words[n] <= 40 and any(date.value == known[:10] for date in dates.find_dates(page.head[n]))
    own = " ".join(words_of(page.content[n][:400]))
    if kind == "byline":
        return page.n_words[n] <= 30 and any(name and f" {name} " in f" {own} " for name in names)
    return page.n_words[n] <= 60 and (
        RIGHT["title"](page.content[n], known, "") or len(known) > 12 and " ".join(words_of(known)) in own
    )


def fit_lines(some: Sequence[Seen], kind: str) -> lightgbm.Booster:
    """The first look."""
    random = np.random.default_rng(0)
    own = [page for page in some if page.holds[kind].any()]
    kept = [page.holds[kind] | (random.random(len(page.at)) < DRAWN) for page in own]
    matrix = np.concatenate([page.looked[rows] for page, rows in zip(own, kept, strict=True)])
    holds = np.concatenate([page.holds[kind][rows] for page, rows in zip(own, kept, strict=True)])
    data = lightgbm.Dataset(matrix, holds, weight=np.where(holds, 1, 1 / DRAWN), params={"max_bin": 63, "verbose": -1})
    return lightgbm.train(LINES, data, OF_LINES)


def fit_ranks(some: Sequence[Seen], kind: str) -> lightgbm.Booster:
    """The ranking, of pages where one candidate is right."""
    own = [page.ranked[kind] for page in some if page.ranked[kind][1].any()]
    matrix, right = (np.concatenate([pair[n] for pair in own]) for n in (0, 1))
    groups = [len(pair[1]) for pair in own]
    data = lightgbm.Dataset(matrix, right.astype(int), group=groups, params={"max_bin": 63, "verbose": -1})
    return lightgbm.train(RANKS, data, OF_RANKS)


def look(some: Iterable[Seen], looks: dict[str, lightgbm.Booster]) -> None:
    """The first look at each page, by models that have not seen its site."""
    for page in some:
        likely = {kind: predictor(looks[kind])(page.looked) for kind in KINDS}
        page.judge.__dict__["sight"] = candidates.first_sight(page.judge.page, page.at, likely)


def offer(some: Iterable[Seen], kind: str) -> None:
    """What each page offers for a place."""
    for page in some:
        found, known = page.judge.found(kind), page.known(kind)
        page.found[kind] = found
        right = [bool(known) and RIGHT[KNOWN[kind]](one.value, known, page.dump["domain"]) for one in found]
        matrix = page.judge.matrix(kind, found) if found else np.zeros((0, 0), dtype=np.float32)
        page.ranked[kind] = matrix, np.array(right, dtype=bool)


def held_out(some: Sequence[Seen], folds: int, kept: Path | None = None) -> tuple[list[dict[str, Any]], dict[str, np.ndarray]]:
    """Rankers for each part that has not seen it, and what the verdicts of all are worth."""
    rest = [[page for page in some if fold(page.dump["domain"], folds) != part] for part in range(folds)]
    own = [[page for page in some if fold(page.dump["domain"], folds) == part] for part in range(folds)]
    trees: list[dict[str, Trees]] = [{} for _ in range(folds)]
    for part in range(folds):
        looks = {kind: resumed(kept, f"{kind}_line.{part}-of-{folds}", partial(fit_lines, rest[part], kind)) for kind in KINDS}
        look(own[part], looks)
        trees[part] |= {f"{kind}_line": predictor(looks[kind]) for kind in KINDS}
    best: dict[str, list[tuple[float, bool, int]]] = {kind: [] for kind in KINDS}
    for kind in KINDS:
        offer(some, kind)
        for part in range(folds):
            booster = resumed(kept, f"{kind}.{part}-of-{folds}", partial(fit_ranks, rest[part], kind))
            ranked = trees[part][kind] = predictor(booster)
            for page in own[part]:
                matrix, right = page.ranked[kind]
                if len(right):
                    verdicts = ranked(matrix)
                    if page.known(kind):
                        best[kind].append((float(verdicts.max()), bool(right[verdicts.argmax()]), part))
                    if kind == "title":
                        page.judge.see_title(page.found[kind], verdicts)
    return [_heads(own_trees, best, part) for part, own_trees in enumerate(trees)], _worth(best)


def _heads(trees: dict[str, Trees], best: dict[str, list[tuple[float, bool, int]]], part: int) -> dict[str, Any]:
    """The rankers of a part, calibrated on the others."""
    curves = {kind: _curve([row for row in best[kind] if row[2] != part]) for kind in KINDS}
    return {name: (own, KNOTS, curves[name]) if name in KINDS else (own, EVEN, EVEN) for name, own in trees.items()}


def _worth(best: dict[str, list[tuple[float, bool, int]]]) -> dict[str, np.ndarray]:
    known = {f"said_{kind}": KNOTS for kind in KINDS} | {f"right_{kind}": _curve(best[kind]) for kind in KINDS}
    return known | {f"{name}_{kind}_line": EVEN for kind in KINDS for name in ("said", "right")}


def _curve(best: Sequence[tuple[float, bool, int]]) -> np.ndarray:
    """At each knot, the share of best candidates with such a verdict that are right: a straight line in logarithms of odds.

    Steps of an isotonic regression are of some twenty pages each, and a threshold that falls on another step on other pages
    takes or leaves them all.
    """
    verdicts, right, _ = zip(*best, strict=True)
    line = LogisticRegression(C=1e3).fit(_margin(np.array(verdicts))[:, None], np.array(right))
    return np.clip(line.predict_proba(_margin(KNOTS)[:, None])[:, 1], 0.01, 0.99).astype(np.float32)


def _margin(verdicts: np.ndarray) -> np.ndarray:
    shares = np.clip(verdicts.astype(np.float64), 1e-4, 1 - 1e-4)
    return np.log(shares / (1 - shares))


def fit(some: Sequence[Seen], kept: Path | None = None) -> dict[str, lightgbm.Booster]:
    """The rankers that are written. `held_out` has ranked the pages, each by a first look that does not know its site."""
    ranks = {kind: resumed(kept, f"{kind}.all", partial(fit_ranks, some, kind)) for kind in KINDS}
    return ranks | {f"{kind}_line": resumed(kept, f"{kind}_line.all", partial(fit_lines, some, kind)) for kind in KINDS}


def predictor(trees: lightgbm.Booster) -> Trees:
    """As the written trees answer: the margin as a share."""
    return lambda matrix: (1 / (1 + np.exp(-trees.predict(matrix, num_threads=1, raw_score=True)))).astype(np.float32)


def curve(some: Sequence[Seen], folds: int, kind: str, heads: Sequence[dict[str, Any]]) -> list[dict[str, float]]:
    """What is right, given and false at each confidence, on pages of sites held out; of pages as they are."""
    pages = [page for page in some if page.whole and page.known(kind)]
    rows = []
    for page in pages:
        trees, said, right = heads[fold(page.dump["domain"], folds)][kind]
        matrix, good = page.ranked[kind]
        verdicts = trees(matrix) if len(good) else np.zeros(0)
        sure = float(np.interp(verdicts.max(), said, right)) if len(good) else 0.0
        printed = bool((page.dump.get("roles") or {}).get(ROLE[KNOWN[kind]]))
        rows.append((sure, len(good) > 0 and bool(good[verdicts.argmax()]), printed))
    return [_point(rows, least) for least in sorted({0.0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 0.95, candidates.LEAST[kind]})]


def _point(rows: Sequence[tuple[float, bool, bool]], least: float) -> dict[str, float]:
    given = [row for row in rows if row[0] >= least and row[0] > 0]
    printed, shown = [row for row in rows if row[2]], [row for row in given if row[2]]
    right = sum(row[1] for row in given)
    return {
        "least": least, "right": sum(row[1] for row in shown) / len(printed), "coverage": len(shown) / len(printed),
        "precision_printed": sum(row[1] for row in shown) / max(1, len(shown)), "precision": right / max(1, len(given)),
        "false_pages": (len(given) - right) / len(rows),
    }  # fmt: skip
