"""Lines that recur within an outlet: what stands in several of its articles belongs to the page, not to the article.

A first pass over all documents, linear and bounded in memory; `hearsay.parsing.articles.blocks` takes what it finds.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from hearsay.parsing.line_words import plain_text
from hearsay.schema import NOT_STATED

LEAST = 2
"""Articles of an outlet in which a line stands at least."""
LEAST_SHARE = 0.02
"""The same, as a share of the outlet's articles."""
MOST_LINES = 2_000_000
"""Different lines that are counted at a time."""
EDGES = "•▪◦‣·●○■□*»›→▸►–—- \t\u00a0"
Recurring = Mapping[str, frozenset[int]]
"""By outlet, the lines that recur in it, as hashes."""


def recurring_lines(documents: pd.DataFrame, most: int = MOST_LINES) -> dict[str, frozenset[int]]:
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
        known.update(set(line_hashes(row.text)))
        size += len(known) - before
        size = _forget(counts, most) if size > most else size
    least = {outlet: max(LEAST, LEAST_SHARE * number) for outlet, number in articles.items() if number >= LEAST}
    return {outlet: frozenset(n for n, count in counts[outlet].items() if count >= least[outlet]) for outlet in least}


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


def _forget(counts: Mapping[str, Counter[int]], most: int) -> int:
    """Leave out the rarest lines until half of what is allowed is left; the number of lines left."""
    least = 1
    while (left := sum(map(len, counts.values()))) > most // 2:
        least += 1
        for known in counts.values():
            kept = {line: count for line, count in known.items() if count >= least}
            known.clear()
            known.update(kept)
    return left


def site_of(url: str) -> str:
    """The host of an address without its www; '' when nothing is stated or it is no address."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") if url != NOT_STATED else ""
    except ValueError:
        return ""
