"""Ensembles that tell whom a pronoun or a role takes up, from coded sources.

    python antecedents_train.py --data SOURCES --work FOLDER [--models ../hearsay/models]

SOURCES and FOLDER as for `sources_train.py`, which has to be run again afterwards: it sees the speakers. Taught in two rounds: by
articles whose earlier sources are led back as coded, then by articles whose earlier sources are led back by ensembles of the
first round that had not seen them. Measured by cross-validation over the same parts.
"""

from __future__ import annotations

import argparse
import pickle
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import lightgbm
import numpy as np
from lines_export import trees
from networks import write_packed
from sources_train import ANTECEDENTS, PARTS, as_predicted, kind_of, nested, parts_of, read_articles

from hearsay.attribution.labels import antecedents
from hearsay.attribution.labels.candidates import Candidate
from hearsay.attribution.labels.context import ArticleContext
from hearsay.attribution.labels.ranker import Anaphor, chosen
from hearsay.attribution.labels.speakers import resolve_speakers
from hearsay.entities.people import index_entities
from hearsay.entities.types import Head
from hearsay.text.spans import Attribution, SentenceSpan, Span
from hearsay.validation.benchmarks.coded_sources import CodedArticle, CodedRow, fits, matched, read_coded_sources

RANKING = {
    "objective": "lambdarank", "label_gain": [0, 1], "lambdarank_truncation_level": 5, "learning_rate": 0.05, "num_leaves": 15,
    "min_data_in_leaf": 20, "lambda_l2": 2.0, "bagging_fraction": 0.8, "bagging_freq": 1, "feature_fraction": 0.4, "max_bin": 63,
    "num_threads": 1, "seed": 0, "deterministic": True, "force_row_wise": True, "verbose": -1,
}  # fmt: skip
ROUNDS = {"pronoun": 130, "role": 150}


@dataclass
class Question:
    """One source with its candidates: columns, which rows are right (the last stands for nobody), and its article's part."""

    name: str
    columns: np.ndarray
    right: np.ndarray
    part: int


Article = tuple[CodedArticle, list[SentenceSpan], list[Attribution], int]
Choice = Callable[[Anaphor, np.ndarray, np.ndarray, int], int]
COLUMNS, LIKELIEST = antecedents.antecedent_columns, antecedents.likeliest


def questions(articles: Sequence[Article], choose: Choice) -> list[Question]:
    """The sources of the articles that may take somebody up; `choose` says whom they are taken to take up."""
    made: list[Question] = []
    for article, passages, found, part in articles:
        same = matched(article, as_predicted(found))
        coded = {found[o.n].source: row for row, o in zip(article.rows, same, strict=True) if o is not None and row.ok}
        asked = _Asked(coded, part, choose, made)
        antecedents.antecedent_columns, antecedents.likeliest = asked.columns, asked.likeliest
        resolve_speakers(index_entities(article.text, passages), passages, found)
    antecedents.antecedent_columns, antecedents.likeliest = COLUMNS, LIKELIEST
    return made


@dataclass
class _Asked:
    """Stands where the library ranks, while one article is read: notes what is asked, and answers."""

    coded: dict[Span | None, CodedRow]
    part: int
    choose: Choice
    made: list[Question]
    right: np.ndarray | None = None

    def columns(self, article: ArticleContext, anaphor: Anaphor, candidates: Sequence[Candidate]) -> np.ndarray:
        row = self.coded.get(anaphor.source)
        self.right = self._right(anaphor, row, candidates) if row else None
        return COLUMNS(article, anaphor, candidates)

    def _right(self, anaphor: Anaphor, row: CodedRow, candidates: Sequence[Candidate]) -> np.ndarray:
        """Which candidates are right, and whether nobody is."""
        named = anaphor.mention.head is Head.PRONOUN or row.identifiability == "named person"
        right = [named and fits(one.speaker.name, row) for one in candidates]
        return np.array([*right, not any(right)], dtype=int)

    def likeliest(self, anaphor: Anaphor, columns: np.ndarray) -> int:
        if self.right is not None:
            self.made.append(Question(kind_of(anaphor), columns, self.right, self.part))
        return self.choose(anaphor, columns, np.zeros(len(columns)) if self.right is None else self.right, self.part)


def taught(held: Sequence[Question], name: str, without: int | None) -> lightgbm.Booster:
    """The ensemble for one kind, taught by all parts but one."""
    mine = [one for one in held if one.name == name and one.part != without and 0 < one.right.sum() < len(one.right)]
    columns, right = np.vstack([one.columns for one in mine]), np.concatenate([one.right for one in mine])
    data = lightgbm.Dataset(columns, right, group=[len(one.right) for one in mine])
    return lightgbm.train(RANKING, data, ROUNDS[name])


def by_part(held: Sequence[Question]) -> dict[tuple[str, int], lightgbm.Booster]:
    """The ensembles that have not seen a part, for each kind and part."""
    return {(name, part): taught(held, name, part) for name in ROUNDS for part in range(PARTS)}


def unseen(boosters: dict[tuple[str, int], lightgbm.Booster]) -> Choice:
    """A choice by ensembles that have not seen the article."""
    return lambda anaphor, columns, _, part: chosen(kind_of(anaphor), boosters[kind_of(anaphor), part].predict(columns))


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--data", type=Path, required=True)
    given.add_argument("--work", type=Path, required=True)
    given.add_argument("--models", type=Path, default=Path(__file__).parents[1] / "hearsay" / "models")
    options = given.parse_args()
    coded = read_coded_sources(options.data)
    read, parts = read_articles(coded, options.work), parts_of(coded)
    articles = [
        (article, read[article.name][0], found, parts[article.name])
        for article in coded
        if (found := nested(article.text, read[article.name][1]))
    ]
    as_coded = questions(articles, lambda anaphor, columns, right, part: int(right.argmax()))
    print(Counter(one.name for one in as_coded), flush=True)
    held = questions(articles, unseen(by_part(as_coded)))
    boosters = by_part(held)
    for name in ROUNDS:
        mine = [one for one in held if one.name == name]
        right = [one.right[chosen(name, boosters[name, one.part].predict(one.columns))] for one in mine]
        print(f"{name}: {np.mean(right):.3f} of {len(mine)} coded sources right, cross-validated", flush=True)
        write_packed(trees(taught(held, name, None)), options.models, f"sources.{name}")
    (options.work / ANTECEDENTS).write_bytes(pickle.dumps(boosters))


if __name__ == "__main__":
    main()
