"""Passages that two articles share, side by side, with what differs marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

import pandas as pd

from hearsay.article_labels import article_names
from hearsay.display.html import NO_FORMULAS, html, one_line
from hearsay.text.words import RUN

NOTHING = "Nothing to show: no two articles share a passage."
OWN = "in its own words"
"""What stands for the cue where nobody is said to have said it."""

Piece = tuple[str, bool]
"""A stretch of a passage, and whether it differs from the other one."""


@dataclass(frozen=True)
class Side:
    """A passage as one of the two articles prints it: the article, the cue before it, and its pieces in order."""

    article: str
    cue: str
    pieces: tuple[Piece, ...]

    def __str__(self) -> str:
        text = "".join(f"[{one_line(text)}]" if differs else text for text, differs in self.pieces)
        return f"{self.article}, {self.cue}: {one_line(text)}"


@dataclass(frozen=True, repr=False)
class AlignedPassages:
    """Shared passages. A notebook shows two columns; the plain text holds the same, with what differs in square brackets.

    `table`: all of the passages, of which the first are shown.
    """

    rows: tuple[tuple[str, Side, Side], ...]
    note: str = ""
    table: pd.DataFrame | None = field(default=None, compare=False)

    def _repr_html_(self) -> str:
        if not self.rows:
            return f"<p>{NOTHING}</p>"
        return html("aligned.html.j2", rows=self.rows, note=self.note, no_formulas=NO_FORMULAS)

    def __repr__(self) -> str:
        lines = [f"{told}\n  {a}\n  {b}" for told, a, b in self.rows]
        return "\n".join([*(lines or [NOTHING]), *([self.note] if self.note else [])])


def aligned(reuse: pd.DataFrame, articles: pd.DataFrame | None = None, *, most: int = 30) -> AlignedPassages:
    """Each shared passage as both articles print it, what differs marked, and the cue that introduces it in either.

    Parameters
    ----------
    reuse
        The table, or some of its rows.
    articles
        Lets articles be named by their outlets.
    most
        Passages to show; a last line says how many more there are.

    Notes
    -----
    Words are held against each other whatever their case and punctuation. Nothing says who took from whom.
    """
    shown = reuse.head(most)
    ids = sorted({*shown["article_a"], *shown["article_b"]})
    names = article_names(articles, ids)
    rows: list[tuple[str, Side, Side]] = []
    for row in shown.itertuples():
        pieces = differing(row.text_a, row.text_b)
        a, b = (
            Side(names[article], one_line(cue) or OWN, own)
            for article, cue, own in zip((row.article_a, row.article_b), (row.cue_a, row.cue_b), pieces, strict=True)
        )
        rows.append((f"{row.kind}, {row.tokens} words in common, {row.run} in a row", a, b))
    left = len(reuse) - len(shown)
    return AlignedPassages(tuple(rows), f"… and {left:,} more." if left else "", reuse)


def differing(a: str, b: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Two passages in pieces, each with whether its words stand in the other in that order. The pieces make up the texts."""
    words = [[*RUN.finditer(text)] for text in (a, b)]
    small = [[word[0].casefold() for word in found] for found in words]
    blocks = SequenceMatcher(None, small[0], small[1], autojunk=False).get_matching_blocks()
    same = [{place for block in blocks for place in range(block[side], block[side] + block.size)} for side in (0, 1)]
    one, other = (
        tuple(_pieces(text, [(word.span(), place not in equal) for place, word in enumerate(found)]))
        for text, found, equal in zip((a, b), words, same, strict=True)
    )
    return one, other


def _pieces(text: str, words: list[tuple[tuple[int, int], bool]]) -> Iterator[Piece]:
    """Runs of words that differ, from the first letter to the last, and what stands between them."""
    at = 0
    for number, ((start, end), differs) in enumerate(words):
        if not differs:
            continue
        follows = number > 0 and words[number - 1][1]
        if not follows:
            if start > at:
                yield text[at:start], False
            at = start
        if number + 1 == len(words) or not words[number + 1][1]:
            yield text[at:end], True
            at = end
    if at < len(text):
        yield text[at:], False
