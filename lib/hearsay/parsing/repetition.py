"""Lines that recur within an outlet: what stands in several of its articles belongs to the page, not to the article.

A first pass over all documents, linear and bounded in memory; `hearsay.parsing.articles.blocks` takes what it finds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import pandas as pd

from hearsay.parsing.key_groups import HELD, KeyGroups
from hearsay.parsing.line_words import plain_text
from hearsay.schema import NOT_STATED

LEAST = 2
"""Articles of an outlet in which a line stands at least."""
LEAST_SHARE = 0.02
"""The same, as a share of the outlet's articles."""
EDGES = "•▪◦‣·●○■□*»›→▸►–—- \t\u00a0"
Recurring = Mapping[str, frozenset[int]]
"""By outlet, the lines that recur in it, as hashes."""


class LineCounts:
    """In how many articles of its outlet each line stands: documents are taken piece by piece, and none is held."""

    def __init__(self, held: int = HELD) -> None:
        self._outlets: dict[str, int] = {}
        self._articles: list[int] = []
        self._lines = KeyGroups(held)

    def add(self, documents: pd.DataFrame) -> None:
        """Take documents in; in which order does not matter."""
        for row in documents[["text", "parts", "supplied_outlet", "supplied_url"]].itertuples(index=False):
            outlet = outlet_of(row)
            if not outlet or row.parts:
                continue
            number = self._outlets.setdefault(outlet, len(self._outlets))
            if number == len(self._articles):
                self._articles.append(0)
            self._articles[number] += 1
            self._lines.add(np.array([*set(line_hashes(row.text))], dtype=np.uint64), number)

    def recurring(self) -> dict[str, frozenset[int]]:
        """By outlet of two articles or more, the lines that recur in it."""
        articles = np.array(self._articles, dtype=np.float64)
        least = np.maximum(LEAST, LEAST_SHARE * articles)
        found: list[list[int]] = [[] for _ in self._outlets]
        for lines, outlets in self._lines.shares():
            starts = np.flatnonzero(np.r_[True, (lines[1:] != lines[:-1]) | (outlets[1:] != outlets[:-1])])
            counts = np.diff(np.r_[starts, len(lines)])
            often = starts[counts >= least[outlets[starts].astype(np.int64)]]
            for line, outlet in zip(lines[often].tolist(), outlets[often].tolist(), strict=True):
                found[outlet].append(line)
        return {name: frozenset(found[number]) for name, number in self._outlets.items() if self._articles[number] >= LEAST}


def recurring_lines(documents: pd.DataFrame) -> dict[str, frozenset[int]]:
    """By outlet, the lines that stand in several of its articles, as hashes.

    An outlet is what a sidecar or the file names, or else the site of the address; articles of which neither is known are left
    alone. The same whatever the order of the documents.
    """
    counts = LineCounts()
    counts.add(documents)
    return counts.recurring()


def narrowed_to(found: Recurring, documents: pd.DataFrame) -> dict[str, frozenset[int]]:
    """What concerns these documents, so that little is sent to other processes."""
    own = [outlet_of(row) for row in documents[["parts", "supplied_outlet", "supplied_url"]].itertuples(index=False)]
    return {outlet: found[outlet] for outlet in dict.fromkeys(own) if outlet in found}


def own_lines(found: Recurring, documents: pd.DataFrame) -> Iterator[tuple[int, ...]]:
    """For each document the lines of those found that stand in it: all that its blocks can depend on."""
    for row in documents[["text", "parts", "supplied_outlet", "supplied_url"]].itertuples(index=False):
        known = found.get(outlet_of(row)) if found else None
        yield tuple(sorted(known.intersection(line_hashes(row.text)))) if known else ()


def outlet_of(row: Any) -> str:
    """The outlet that a document is known to be of before it is read: supplied, named by its file, or its site; '' if none."""
    return named_outlet(row) or site_of(row.supplied_url)


def named_outlet(row: Any) -> str:
    """The outlet as a sidecar or the file names it, '' when neither does."""
    named = stated_by_file(row.parts, "outlet") if row.supplied_outlet == NOT_STATED else row.supplied_outlet
    return str(named).casefold()


def stated_by_file(parts: Iterable[tuple[int, int, str, str]], field: str) -> str:
    """What a file states under a name, '' when nothing."""
    return next((value for _, _, name, value in parts if name == field and value), "")


def line_hashes(text: str) -> Iterator[int]:
    """Each line that holds more than space and marks, as a number."""
    for line in text.splitlines():
        plain = plain_text(line).strip(EDGES)
        if plain:
            yield int.from_bytes(hashlib.blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def line_recurs(text: str, found: frozenset[int]) -> bool:
    """Whether all lines of a text, at least one, are among those found."""
    own = list(line_hashes(text))
    return bool(own) and all(one in found for one in own)


def site_of(url: str) -> str:
    """The host of an address without its www; '' when nothing is stated or it is no address."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") if url != NOT_STATED else ""
    except ValueError:
        return ""
