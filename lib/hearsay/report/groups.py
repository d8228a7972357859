"""Statements of an outlet in the groups by which they are counted: each is listed once, and each count leads to its own.

A page lists all statements. A link to a group (`#g3`) leaves those of the group: a rule of the page's style hides the others, so
that it needs no script.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from hearsay.charts.sources import NAMED
from hearsay.sourcing.article_view import OFFICIAL

MOST_SPEAKERS = 25
DOUBTING = ("doubtful", "denial")
MARKS = {
    "officials": "of officials and governments",
    "second-hand": "through another mouth, those inside others counted too",
    "doubted": "with a cue that doubts or denies",
    "quoted": "in quotation marks",
    "persons": "of named persons",
}
"""What a statement may be besides its side and its speaker's name, and how it is called."""


@dataclass(frozen=True)
class Groups:
    """The statements with those inside them, the groups with the number of each by kind and value, and the anchors of each
    statement's own groups."""

    rows: pd.DataFrame
    sizes: Mapping[tuple[str, Any], int]
    anchors: Mapping[tuple[str, Any], str]
    of: pd.Series

    @property
    def outer(self) -> pd.DataFrame:
        """The statements that stand inside no other."""
        return self.rows[self.rows["level"] == 1]

    def anchor(self, kind: str, value: Any) -> str:
        """Where a group is listed; '' when it is empty."""
        return self.anchors.get((kind, value), "")

    def named(self, kind: str) -> Iterator[tuple[Any, int, str]]:
        """The groups of a kind: value, statements, anchor."""
        for (of, value), size in self.sizes.items():
            if of == kind:
                yield value, size, self.anchors[of, value]


def grouped(rows: pd.DataFrame, *, paged: Collection[str] = ()) -> Groups:
    """The groups of an outlet's statements: by side, name, mark, speaker, and the articles that have no page of their own.

    The rows are of `Reader.every` with the columns of `Reader.statements`. What stands inside a statement is listed with it, and
    counted only where it came through another mouth.
    """
    every, rows = rows, rows[rows["level"] == 1]
    marked = {name: of[held] for name, (of, held) in marks(every).items()}
    spoken = rows[rows["person"] != ""]
    speakers = sorted(spoken.groupby(["person", "person_side"], sort=False), key=lambda one: (-len(one[1]), one[0]))[
        :MOST_SPEAKERS
    ]
    parts: dict[tuple[str, Any], pd.Index] = {
        **{("side", side): part.index for side, part in rows.groupby("heard", sort=True)},
        **{("named", name): part.index for name, part in rows.groupby(rows["identifiability"].map(NAMED), sort=True)},
        **{("mark", name): part.index for name, part in marked.items() if len(part)},
        **{("speaker", who): part.index for who, part in speakers},
        **{("article", one): part.index for one, part in rows.groupby("article_id", sort=False) if one not in paged},
    }  # fmt: skip
    anchors = {group: f"g{number}" for number, group in enumerate(parts, start=1)}
    own: dict[Any, list[str]] = {place: [] for place in every.index}
    for group, index in parts.items():
        for place in index:
            own[place].append(anchors[group])
    return Groups(every, {group: len(index) for group, index in parts.items()}, anchors, pd.Series(own, dtype="object"))


def marks(every: pd.DataFrame) -> dict[str, tuple[pd.DataFrame, pd.Series]]:
    """For each of `MARKS` the statements that are looked at, and which of them bear it."""
    rows = every[every["level"] == 1]
    return {
        "officials": (rows, rows["source_type"].isin(OFFICIAL)),
        "second-hand": (every, every["hop"] > 1),
        "doubted": (rows, rows["stance"].isin(DOUBTING)),
        "quoted": (rows, rows["kind"].isin(("direct", "mixed"))),
        "persons": (rows, rows["identifiability"] == "named person"),
    }
