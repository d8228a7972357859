"""Page dumps as the line model learns from them: columns of every line, whether it is body, and what an error costs."""

from __future__ import annotations

import bisect
import json
import pickle
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from hearsay.parsing import labelling, line_features, line_model, lines
from hearsay.parsing.line_features import PageTokens
from hearsay.validation.benchmarks.parsing import WORD

Made = TypeVar("Made")
NEAR = 12
"""Lines from the body within which every line is learnt from; of those farther off, one in five, five times as heavy."""


@dataclass
class Rows:
    """The lines of one page."""

    page: dict[str, Any]
    tokens: PageTokens
    own: np.ndarray
    length: np.ndarray
    rule: np.ndarray
    body: np.ndarray
    weight: np.ndarray
    near: np.ndarray
    made: dict[str, np.ndarray] = field(default_factory=dict)


def read(path: Path) -> Iterator[Rows]:
    """Every page, of most some or all blank lines dropped at random."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            page = json.loads(line)
            yield rows(page, *_thinned(page))


def resumed(kept: Path | None, name: str, make: Callable[[], Made]) -> Made:
    """What is made, or what an earlier run has left of it in the folder `kept`."""
    path = kept / f"{name}.pickle" if kept else None
    if path and path.exists():
        return pickle.loads(path.read_bytes())
    made = make()
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        begun = path.with_suffix(".begun")
        begun.write_bytes(pickle.dumps(made))
        begun.rename(path)
    return made


def fold(domain: str, folds: int, salt: str = "") -> int:
    """The part that a site belongs to, the same on every machine."""
    return zlib.crc32((salt + domain).encode()) % folds


def rows(page: dict[str, Any], written: Sequence[str], labels: Sequence[int]) -> Rows:
    """The lines that hold more than space, with what the model sees of them."""
    starts = np.concatenate([[0], np.cumsum([len(line) + 1 for line in written])])
    split = lines.split_lines("\n".join(written))
    is_body = np.array([labels[bisect.bisect_right(starts, start) - 1] for start in split.start])
    seen = line_features.page_tokens(split)
    own = line_features.own_columns(split, seen)
    rule = np.array(labelling.body_lines(split), dtype=bool)
    words = np.array([len(WORD.findall(line)) for line in split.text])
    weight = 6 * np.sqrt(words / max(50, int((words * is_body).sum())) + 1e-3)
    near = (line_features.totals((is_body > 0) | rule, NEAR)[0] > 0) | (own[:, line_features.Column.PROSE] > 0)
    return Rows(page, seen, own, line_model.length(own), rule, is_body, weight, near)


def _thinned(page: dict[str, Any]) -> tuple[list[str], list[int]]:
    """All blank lines dropped on every third page, none on every third, else a share that differs from page to page."""
    random = np.random.default_rng(zlib.crc32(page["id"].encode()))
    share = (0.0, 1.0, random.random())[random.integers(3)]
    pairs = zip(page["lines"], page["labels"], strict=True)
    kept = [(line, label) for line, label in pairs if line.strip() or random.random() > share]
    return [line for line, _ in kept], [label for _, label in kept]
