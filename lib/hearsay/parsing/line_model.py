"""The trained line model: how likely each line of a page is body. Its card is `models/lines.md`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import accumulate
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import ArrayLike

from hearsay.parsing import line_features
from hearsay.parsing.line_features import Vector
from hearsay.parsing.lines import Lines
from hearsay.text.encoder import onnx_session

HEADS = ("title", "byline", "date", "title_line", "byline_line", "date_line")
"""What is picked, and the first look at the lines that may hold it."""
LONGEST_LINE = 400
"""Words of one line that count."""
ROUNDS = 8
LEAST = 0.15
"""A line less likely than this is never body."""
SHORT_PAGE = 6
"""Lines of a page on which model and rule count the same."""

EMPTY = np.zeros((0, 1), dtype=np.float32)


class Trees(Protocol):
    """Verdicts from a matrix of columns, 0 to 1, one per line."""

    def __call__(self, matrix: line_features.Matrix) -> Vector: ...


class Looks(NamedTuple):
    """What a model sees of some pages: of each the columns of its lines, and how likely each is body."""

    columns: list[line_features.Matrix]
    likely: list[Vector]


@dataclass(frozen=True)
class LineModel:
    """Weights of words, rarity of stems, two stages of trees, and what the second's verdicts are worth.

    `heads` holds, for title, byline and date, the trees that weigh candidates, and what their verdicts are worth.
    """

    words: Vector
    rarity: Vector
    first: Trees
    second: Trees
    said: Vector
    right: Vector
    heads: Mapping[str, tuple[Trees, Vector, Vector]] = field(default_factory=dict)

    def look(self, lines: Lines, rules: Sequence[Sequence[bool]]) -> Looks:
        """Of each page the columns of its lines, and how likely each is body, 0 to 1, not yet calibrated. Linear in length.

        `lines` are those of all pages, `rules` the rule's verdicts on those of each.
        """
        ends = list(accumulate(map(len, rules)))
        pages = [(slice(end - len(rule), end), np.array(rule, dtype=bool)) for end, rule in zip(ends, rules, strict=True) if rule]
        if not pages:
            return Looks([EMPTY] * len(rules), [EMPTY[:, 0]] * len(rules))
        tokens = line_features.page_tokens(lines)
        own, score = line_features.own_columns(lines, tokens), body_likelihoods(tokens, self.words)
        content, whole = line_features.line_content(tokens, self.rarity), length(own)
        around = [line_features.columns_around(own[page], score[page], rule) for page, rule in pages]
        again = [
            line_features.repeated_lines(columns, likely, whole[page], content.of_page(page))
            for columns, likely, (page, _) in zip(around, verdicts(self.first, around), pages, strict=True)
        ]
        made = iter(zip(again, verdicts(self.second, again), strict=True))
        looks = [next(made) if rule else (EMPTY, EMPTY[:, 0]) for rule in rules]
        return Looks([columns for columns, _ in looks], [likely for _, likely in looks])

    def calibrated(self, likely: Vector) -> Vector:
        """The share of lines with such a verdict that were body, on sites that the model had not seen."""
        return np.interp(likely, self.said, self.right).astype(np.float32)


def verdicts(trees: Trees, matrices: Sequence[line_features.Matrix]) -> list[Vector]:
    """What the trees say of the lines of each matrix, asked once for all."""
    if not matrices:
        return []
    said = trees(np.concatenate(matrices))
    ends = list(accumulate(map(len, matrices)))
    return [said[end - len(matrix) : end] for end, matrix in zip(ends, matrices, strict=True)]


def body_likelihoods(of: line_features.PageTokens, words: Vector) -> Vector:
    """Each line's sum of its tokens' weights, by the square root of their number."""
    return (np.bincount(of.row, words[of.token], minlength=len(of.count)) / np.sqrt(of.count + 1)).astype(np.float32)


def length(own: line_features.Matrix) -> Vector:
    """Words per line, from the line's own columns."""
    return np.minimum(LONGEST_LINE, np.expm1(own[:, line_features.Column.WORDS]))


def rule_share(lines: int) -> float:
    """How much a rule's verdict counts beside the model's on a page of so many lines."""
    return SHORT_PAGE / (SHORT_PAGE + lines)


def blended(likely: Vector, rule: Sequence[bool]) -> Vector:
    """The model's verdicts, drawn towards the rule's on short pages, of which the model has seen few."""
    share = rule_share(len(likely))
    return (1 - share) * likely + share * np.array(rule, dtype=np.float32)


def chosen(likely: Vector, words: Vector, doubtful: ArrayLike) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """The lines that make the greatest expected F1 of words: the cut is half of that F1 [Lipton2014].

    A page that the model is sure of is cut near one half, a page that it is not sure of lower. Lines that by their shape are
    something else (`doubtful`) are cut at one half at least.
    """
    cut, whole = 0.5, float((likely * words).sum())
    for _ in range(ROUNDS):
        kept = words * (likely > cut)
        cut, before = float((likely * kept).sum() / max(1e-9, kept.sum() + whole)), cut
        if cut == before:
            break
    return likely > np.where(doubtful, max(cut, 0.5), max(cut, LEAST))


@cache
def shipped_model() -> LineModel:
    """The model of the package, loaded once."""
    with (resources.files("hearsay") / "models" / "lines.npz").open("rb") as file:
        arrays = {name: array.astype(np.float32) for name, array in np.load(file, allow_pickle=False).items()}
    trees = {stage: _trees(stage) for stage in ("first", "second", *HEADS)}
    heads = {name: (trees[name], arrays.pop(f"said_{name}"), arrays.pop(f"right_{name}")) for name in HEADS}
    return LineModel(first=trees["first"], second=trees["second"], heads=heads, **arrays)


def _trees(stage: str) -> Trees:
    session = onnx_session(f"lines.{stage}")

    def verdicts(matrix: line_features.Matrix) -> Vector:
        margin = session.run(None, {"lines": matrix})[0][:, 0]
        share: Vector = (1.0 / (1.0 + np.exp(-margin))).astype(np.float32)
        return share

    return verdicts
