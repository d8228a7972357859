"""Statements of an outlet in the groups by which they are counted: each is listed once, and each count leads to its own.

A page lists all statements. A link to a group (`#g3`) leaves those of the group: a rule of the page's style hides the others, so
that it needs no script.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from hearsay.charts.sources import NAMED, OFFICIAL

MOST_SPEAKERS = 25
DOUBTING = ("doubtful", "denial")
MARKS = {
    "officials": "of officials and governments",
    "second-hand": "through another mouth",
    "doubted": "with a cue that doubts or denies",
    "quoted": "in quotation marks",
    "persons": "of named persons",
}
"""What a statement may be besides its side and its speaker's name, and how it is called."""


@dataclass(frozen=True)
class Groups:
    """The statements, the groups with the number of each by kind and value, and the anchors of each statement's own groups."""

    rows: pd.DataFrame
    sizes: Mapping[tuple[str, Any], int]
    anchors: Mapping[tuple[str, Any], str]
    of: pd.Series

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

    The rows are of `Reader.statements`.
    """
    marked = {name: rows[held] for name, held in marks(rows).items()}
    spoken = rows[rows["person"] != ""]
    speakers = sorted(spoken.groupby(["person", "person_side"], sort=False), key=lambda one: (-len(one[1]), one[0]))[
        :MOST_SPEAKERS
    ]
    parts: dict[tuple[str, Any], pd.Index] = {
        **{("side", side): part.index for side, part in rows.groupby("side", sort=True)},
        **{("named", name): part.index for name, part in rows.groupby(rows["identifiability"].map(NAMED), sort=True)},
        **{("mark", name): part.index for name, part in marked.items() if len(part)},
        **{("speaker", who): part.index for who, part in speakers},
        **{("article", one): part.index for one, part in rows.groupby("article_id", sort=False) if one not in paged},
    }  # fmt: skip
    anchors = {group: f"g{number}" for number, group in enumerate(parts, start=1)}
    own: dict[Any, list[str]] = {place: [] for place in rows.index}
    for group, index in parts.items():
        for place in index:
            own[place].append(anchors[group])
    return Groups(rows, {group: len(index) for group, index in parts.items()}, anchors, pd.Series(own, dtype="object"))


def marks(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """Which statements bear each of `MARKS`."""
    return {
        "officials": rows["source_type"].isin(OFFICIAL),
        "second-hand": rows["hop"] > 1,
        "doubted": rows["stance"].isin(DOUBTING),
        "quoted": rows["kind"].isin(("direct", "mixed")),
        "persons": rows["identifiability"] == "named person",
    }
