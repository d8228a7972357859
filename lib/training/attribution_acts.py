"""Train what tells an attribution from an act, measure it by cross-validation over articles, and write it.

    python attribution_acts.py --coded BENCH/sources --out ../hearsay/models

Reads articles with attributions that people coded as being one (`ok` 1) or none: `articles.jsonl`, `rows.jsonl`. An outermost
reading of the shipped tagger and linker is an example where a coded row has its cue and its source. Writes `attribution-
acts.npz`: the weights of a logistic regression (features standardised, then folded in), its constant, and the least
probability with which an attribution counts. That one is where the articles that a fold left out lose `LOST` of their coded
attributions. The same articles give the same bytes. About twelve minutes on one core, nearly all of it reading.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from hearsay.attribution.extraction import acts, learned
from hearsay.parsing.articles import blocks, sentences
from hearsay.schema import NOT_STATED, frame
from hearsay.text.encoder import mark_up_words
from hearsay.text.quotations import QuotedShares
from hearsay.text.spans import Span, passages_by_article

STRENGTH = 0.03
"""Inverse of the penalty: of .0003 to .03 the best area under the curve in cross-validation; beyond, no better."""
FOLDS = 10
LOST = 0.04
"""Share of the coded attributions that may be lost: with it 7 of 100 that count are none."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--coded", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    features, ok, names = examples(given.coded)
    chances = held_out_chances(features, ok, names)
    least = float(np.quantile(chances[ok], LOST))
    kept = chances >= least
    told = f"{len(ok)} readings of {len(set(names))} articles; none: {1 - ok.mean():.3f}, of those kept {1 - ok[kept].mean():.3f}"
    print(f"{told}; coded attributions kept {kept[ok].mean():.3f}; area under the curve {area(chances, ok):.3f}")
    weights, constant = fitted(features, ok)
    np.savez(given.out / "attribution-acts.npz", weights=weights.astype("float32"), constant=constant, least=round(least, 4))


def examples(folder: Path) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """(n, features), (n,) whether each is an attribution, and the articles."""
    coded = defaultdict(list)
    for line in (folder / "rows.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        coded[row["article"]].append(row)
    features, ok, names = [], [], []
    for name, reads, article in read_articles(folder):
        for read in reads:
            if (row := _coded(read.found, coded[name])) is not None:
                features.append(article.features(read.found, read.chances, read.state))
                ok.append(row["ok"] == 1)
                names.append(name)
    return np.array(features), np.array(ok), names


def read_articles(folder: Path) -> Iterator[tuple[str, list[learned.ReadAttribution], acts.Article]]:
    """Each article with its outermost readings that the shipped operating point reports."""
    lines = (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    documents = _documents([json.loads(line) for line in lines])
    parsed = blocks(documents)
    told = sentences(documents, parsed)
    settings, passages = learned.shipped_settings(), passages_by_article(told)
    for name, text in zip(documents["document_id"], documents["text"], strict=True):
        page, own = mark_up_words(text), passages.get(name, [])
        reads = learned.readings(page, learned.paragraph_spans(own), settings)
        sure = [read for read in reads if read.found.confidence >= settings.least and read.found.content]
        yield name, sure, acts.Article(text, own, QuotedShares(text, page.quotations))


def held_out_chances(features: np.ndarray, ok: np.ndarray, names: list[str]) -> np.ndarray:
    """(n,) the chance that each is an attribution, by a model that saw no reading of its article."""
    chances = np.zeros(len(ok))
    for learn, test in GroupKFold(FOLDS).split(features, ok, names):
        weights, constant = fitted(features[learn], ok[learn])
        chances[test] = 1 / (1 + np.exp(-(features[test] @ weights + constant)))
    return chances


def fitted(features: np.ndarray, ok: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights and constant for features as they are: the standardisation is folded in."""
    scaler = StandardScaler().fit(features)
    model = LogisticRegression(C=STRENGTH, max_iter=500).fit(scaler.transform(features), ok)
    weights = model.coef_[0] / scaler.scale_
    return weights, float(model.intercept_[0] - weights @ scaler.mean_)


def area(chances: np.ndarray, ok: np.ndarray) -> float:
    """Area under the ROC curve, by ranks."""
    ranks = pd.Series(chances).rank().to_numpy()
    n = ok.sum()
    return float((ranks[ok].sum() - n * (n + 1) / 2) / (n * (len(ok) - n)))


def _coded(found: learned.Attribution, rows: list[dict]) -> dict | None:
    meeting = [r for r in rows if found.source and _meet(found.cue, r["cue"]) and _meet(found.source, r["source"])]
    return min(meeting, key=lambda row: tuple(row["cue"]) != found.cue, default=None)


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _documents(records: list[dict]) -> pd.DataFrame:
    supplied = {f"supplied_{name}": NOT_STATED for name in ("title", "published", "url", "outlet")}
    rows = [
        {"document_id": r["article"], "path": r["article"], "format": "text", "sha256": "", "text": r["text"], **supplied}
        for r in records
    ]
    return frame("documents", rows)


if __name__ == "__main__":
    main()
