"""Lines that recur within an outlet: what stands in several of its articles belongs to the page, not to the article.

A first pass over all documents, linear and bounded in memory; `hearsay.parsing.blocks` takes what it finds.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from hearsay.parsing.vocabulary import normal
from hearsay.schema import NOT_STATED

LEAST = 2
"""Articles of an outlet in which a line stands at least."""
LEAST_SHARE = 0.02
"""The same, as a share of the outlet's articles."""
MOST_LINES = 2_000_000
"""Different lines that are counted at a time."""
EDGES = "•▪◦‣·●○■□*»›→▸►–—- \t\u00a0"
Recurring = Mapping[str, frozenset[int]]


def recurring(documents: pd.DataFrame, most: int = MOST_LINES) -> dict[str, frozenset[int]]:
    """By outlet, the lines that stand in several of its articles, as hashes.

    An outlet is what a sidecar or the file names, or else the site of the address; articles of which neither is known are left
    alone. Above `most` different lines the rarest are forgotten, so that in a very large corpus lines that recur seldom may be
    missed. The same whatever the order of the documents as long as nothing is forgotten, and the same for the same order always.
    """
    articles: Counter[str] = Counter()
    counts: dict[str, Counter[int]] = {}
    size = 0
    for row in documents[["text", "parts", "supplied_outlet", "supplied_url"]].itertuples(index=False):
        outlet = outlet_of(row)
        if not outlet or row.parts:
            continue
        articles[outlet] += 1
        known = counts.setdefault(outlet, Counter())
        before = len(known)
        known.update(set(hashes(row.text)))
        size += len(known) - before
        size = _forget(counts, most) if size > most else size
    return {outlet: _enough(known, articles[outlet]) for outlet, known in counts.items() if articles[outlet] >= LEAST}


def narrowed(found: Recurring, documents: pd.DataFrame) -> dict[str, frozenset[int]]:
    """What concerns these documents, so that little is sent to other processes."""
    own = [outlet_of(row) for row in documents[["parts", "supplied_outlet", "supplied_url"]].itertuples(index=False)]
    return {outlet: found[outlet] for outlet in dict.fromkeys(own) if outlet in found}


def outlet_of(row: Any) -> str:
    """The outlet that a document is known to be of before it is read: supplied, named by its file, or its site; '' if none."""
    if row.supplied_outlet != NOT_STATED:
        return row.supplied_outlet.casefold()
    stated = next((value for _, _, name, value in row.parts if name == "outlet" and value), "")
    return stated.casefold() or _site(row.supplied_url)


def hashes(text: str) -> Iterator[int]:
    """Each line that holds more than space and marks, as a number."""
    for line in text.splitlines():
        plain = normal(line).strip(EDGES)
        if plain:
            yield int.from_bytes(hashlib.blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def recurs(text: str, found: frozenset[int]) -> bool:
    """Whether all lines of a text, at least one, are among those found."""
    own = list(hashes(text))
    return bool(own) and all(one in found for one in own)


def _enough(counts: Mapping[int, int], articles: int) -> frozenset[int]:
    least = max(LEAST, LEAST_SHARE * articles)
    return frozenset(line for line, count in counts.items() if count >= least)


def _forget(counts: Mapping[str, Counter[int]], most: int) -> int:
    """Leave out the rarest lines until half of what is allowed is left; the number of lines left."""
    least, left = 2, _size(counts.values())
    while left > most // 2:
        for known in counts.values():
            kept = {line: count for line, count in known.items() if count >= least}
            known.clear()
            known.update(kept)
        least, left = least + 1, _size(counts.values())
    return left


def _size(counts: Iterable[Counter[int]]) -> int:
    return sum(len(known) for known in counts)


def _site(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") if url != NOT_STATED else ""
    except ValueError:
        return ""
