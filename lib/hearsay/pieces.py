"""Pieces: what a table that compares articles has of one article or one story, made anew only where these have changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]
"""What will be a row: strings, numbers, None, and tuples of these."""


@dataclass(frozen=True)
class Piece:
    """What a piece is made from: articles, in the order in which they are read, and whatever else it rests on, by its `repr`."""

    articles: Sequence[str]
    beside: Hashable = ()


class Pieces:
    """Where pieces are kept. This one keeps nothing: each is made."""

    def records(
        self, kind: str, pieces: Sequence[Piece], make: Callable[[Sequence[int]], Iterator[Sequence[Record]]]
    ) -> Iterator[Sequence[Record]]:
        """The records of each piece, in their order.

        Parameters
        ----------
        kind
            The name of what is made.
        pieces
            What each is made from. All that `make` reads has to be told by it, or what is no longer true is given back.
        make
            Of the pieces at these places of the list, one after the other, their records.
        """
        del kind
        return make(range(len(pieces)))


ANEW = Pieces()
"""Nothing is kept."""
