"""Train the line model, measure it on sites held out, and write it.

    python lines_train.py --data pagedumps/train.jsonl --out ../hearsay/models [--heads-only] [--folds 5] [--json figures.json]
                          [--kept FOLDER]

Sites are split by a hash of their domain. Each figure is a mean over pages of sites that the model it is measured with has
not seen; the model that is written has seen all. Stages and rankers are fitted on each other's verdicts for sites held out, too.
With `--kept` all that is learnt is written there, and a run that finds it does not learn it again: what was cut off goes on. The
folder is for one state of data, columns and candidates.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import lightgbm
import lines_heads as heads
import numpy as np
import scipy.sparse
from lines_data import Rows, fold, read, resumed
from lines_export import write
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import SGDClassifier

from hearsay.parsing import line_features, line_model, line_words
from hearsay.validation.benchmarks import parsing

INNER = 3
SEED = 0
TREES = {
    "objective": "binary", "learning_rate": 0.07, "num_leaves": 31, "min_data_in_leaf": 80, "lambda_l2": 1.0,
    "feature_fraction": 0.4, "bagging_fraction": 0.7, "bagging_freq": 1, "max_bin": 63, "num_threads": 1, "seed": SEED,
    "deterministic": True, "force_row_wise": True, "verbose": -1,
}  # fmt: skip
FIRST, SECOND = 70, 150
"""Trees of each stage."""
KNOTS = np.concatenate([[0.0, 0.005], np.linspace(0.02, 0.98, 25), [0.995, 1.0]])
Learnt = tuple[np.ndarray, np.ndarray, lightgbm.Booster, lightgbm.Booster]
"""Weights of words, rarity of stems, the trees of both stages."""


def main() -> None:
    options = _options()
    pages = list(read(options.data))
    dumps = {page["id"]: page for page in parsing.read(options.data)}
    models, arrays, some = held_out(pages, dumps, options.folds, options.kept)
    figures, worth = measured(models, some, dumps, options.kept)
    stages = heads.fit(some, options.kept)
    if options.heads_only:
        with np.load(options.out / "lines.npz", allow_pickle=False) as written:
            arrays = {**written, **worth}
    else:
        words, rarity, first, second = resumed(options.kept, "lines.all", lambda: fit(pages))
        arrays |= {"words": words.astype(np.float16), "rarity": rarity.astype(np.float16), **worth}
        stages |= {"first": first, "second": second}
    write(options.out, arrays, stages)
    print(json.dumps(figures, indent=1))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def fit(pages: Sequence[Rows]) -> Learnt:
    """Weights of words, rarity of stems, and the trees of both stages."""
    _held_out(pages, "z", lambda some: _scorer(fit_words(some)))
    for page in pages:
        page.made["around"] = line_features.columns_around(page.own, page.made["score"], page.rule)
    _held_out(pages, "y", lambda some: _verdicts(fit_trees(some, "around", FIRST), "around", "likely"))
    rarity = fit_rarity(pages)
    for page in pages:
        content = line_features.line_content(page.tokens, rarity)
        page.made["again"] = line_features.repeated_lines(page.made["around"], page.made["likely"], page.length, content)
    return fit_words(pages), rarity, fit_trees(pages, "around", FIRST), fit_trees(pages, "again", SECOND)


def fit_words(pages: Sequence[Rows]) -> np.ndarray:
    """A weight for each hashed token, by logistic regression."""
    counts = np.concatenate([page.tokens.count for page in pages])
    before = np.cumsum([0, *(len(page.tokens.count) for page in pages[:-1])])
    rows = np.concatenate([page.tokens.row + lines for page, lines in zip(pages, before, strict=True)])
    hashed = np.concatenate([page.tokens.token for page in pages])
    values = (1 / np.sqrt(counts + 1))[rows].astype(np.float32)
    matrix = scipy.sparse.csr_matrix((values, (rows, hashed)), shape=(len(counts), line_words.TOKENS))
    kept, weight = _sample(pages)
    learner = SGDClassifier(loss="log_loss", alpha=2e-6, max_iter=4, tol=None, average=True, random_state=SEED)
    learner.fit(matrix[kept], np.concatenate([page.body for page in pages])[kept], sample_weight=weight[kept])
    return learner.coef_[0].astype(np.float32)


def fit_rarity(pages: Sequence[Rows]) -> np.ndarray:
    """The logarithm of pages per page that holds a stem."""
    held = np.zeros(line_words.STEMS)
    for page in pages:
        held[np.unique(page.tokens.stem[page.tokens.stem >= 0])] += 1
    return np.log((len(pages) + 1) / (held + 1)).astype(np.float32)


def fit_trees(pages: Sequence[Rows], columns: str, count: int) -> lightgbm.Booster:
    """One stage: gradient-boosted trees over the named columns."""
    kept, weight = _sample(pages)
    matrix = np.concatenate([page.made[columns] for page in pages])[kept]
    labels = np.concatenate([page.body for page in pages])[kept]
    data = lightgbm.Dataset(matrix, labels, weight=weight[kept], params={"max_bin": TREES["max_bin"], "verbose": -1})
    return lightgbm.train(TREES, data, count)


def held_out(
    pages: Sequence[Rows], dumps: dict[str, dict[str, Any]], folds: int, kept: Path | None = None
) -> tuple[list[line_model.LineModel], dict[str, np.ndarray], list[heads.Seen]]:
    """A model for each part that has not seen it; what verdicts are worth there; how they see the pages."""
    models, verdicts, truth, some = [], [], [], []
    for part in range(folds):
        rest = [page for page in pages if fold(page.page["domain"], folds) != part]
        models.append(assembled(*resumed(kept, f"lines.{part}-of-{folds}", partial(fit, rest))))
        for page in pages:
            page.made.clear()
            if fold(page.page["domain"], folds) == part:
                verdicts.append(_second(page, models[part]))
                truth.append(page.body)
                some += heads.seen(dumps[page.page["id"]], models[part])
    curve = IsotonicRegression(y_min=0.01, y_max=0.99, out_of_bounds="clip").fit(np.concatenate(verdicts), np.concatenate(truth))
    return models, {"said": KNOTS.astype(np.float32), "right": curve.predict(KNOTS).astype(np.float32)}, some


def measured(
    models: Sequence[line_model.LineModel], some: Sequence[heads.Seen], dumps: dict[str, dict[str, Any]], kept: Path | None = None
) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """The bench's figures, each page read with models of all stages that have not seen its site; what the rankers are worth."""
    found, worth = heads.held_out(some, len(models), kept)
    whole = [replace(learnt, heads=own) for learnt, own in zip(models, found, strict=True)]
    results = [parsing.measure(page, whole[fold(page["domain"], len(models))]) for page in dumps.values()]
    curves: dict[str, Any] = {f"curve_{kind}": heads.curve(some, len(models), kind, found) for kind in heads.KINDS}
    return parsing.figures(results) | curves, worth


def _predictor(trees: lightgbm.Booster) -> line_model.Trees:
    return lambda matrix: trees.predict(matrix, num_threads=1).astype(np.float32)


def assembled(words: np.ndarray, rarity: np.ndarray, first: lightgbm.Booster, second: lightgbm.Booster) -> line_model.LineModel:
    """The model as the library uses it, its trees not yet written."""
    ends = np.array([0.0, 1.0], dtype=np.float32)
    return line_model.LineModel(words, rarity, _predictor(first), _predictor(second), ends, ends)


def _second(page: Rows, learnt: line_model.LineModel) -> np.ndarray:
    around = line_features.columns_around(page.own, line_model.body_likelihoods(page.tokens, learnt.words), page.rule)
    content = line_features.line_content(page.tokens, learnt.rarity)
    return learnt.second(line_features.repeated_lines(around, learnt.first(around), page.length, content))


def _held_out(pages: Sequence[Rows], salt: str, fitted: Callable[[Sequence[Rows]], Callable[[Rows], None]]) -> None:
    for part in range(INNER):
        inside = [page for page in pages if fold(page.page["domain"], INNER, salt) != part]
        applied = fitted(inside)
        for page in pages:
            if fold(page.page["domain"], INNER, salt) == part:
                applied(page)


def _scorer(words: np.ndarray) -> Callable[[Rows], None]:
    return lambda page: page.made.update(score=line_model.body_likelihoods(page.tokens, words))


def _verdicts(trees: lightgbm.Booster, columns: str, name: str) -> Callable[[Rows], None]:
    return lambda page: page.made.update({name: trees.predict(page.made[columns], num_threads=1).astype(np.float32)})


def _sample(pages: Sequence[Rows]) -> tuple[np.ndarray, np.ndarray]:
    """Which lines are learnt from, and how heavy each is."""
    near = np.concatenate([page.near for page in pages])
    drawn = near | (np.random.default_rng(SEED).random(len(near)) < 0.2)
    return drawn, np.concatenate([page.weight for page in pages]) * np.where(near, 1, 5)


def _options() -> Any:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="page dumps in the format of the bench, beside their gold")
    parser.add_argument("--out", type=Path, required=True, help="folder for lines.npz and lines.*.onnx.gz")
    parser.add_argument("--heads-only", action="store_true", help="leave the line model as it is, write the rankers")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--kept", type=Path, help="folder for all that is learnt, and with what an earlier run has left")
    return parser.parse_args()


if __name__ == "__main__":
    main()
