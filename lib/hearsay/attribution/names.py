"""Names of people: where they begin, which words tell people apart."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from hearsay.attribution import lexicon
from hearsay.attribution.chunks import PARTICLES, Chunk

SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))


@cache
def surnames() -> frozenset[str]:
    """Words of other lexicons that are also surnames."""
    return frozenset(row["name"].lower() for row in lexicon.rows("names") if row["kind"] == "surname")


@cache
def given_names() -> frozenset[str]:
    """Given names, lower case."""
    return frozenset(row["name"].lower() for row in lexicon.rows("names") if row["kind"] == "given")


def name_start(found: Sequence[Chunk], stop: int) -> int:
    """Where the run of name words that ends before `stop` begins; `stop` when there is none."""
    i = stop
    while i and _namely(found, i - 1, i < stop):
        i -= 1
    while i < stop and found[i].kind not in ("cap", "given") and not (found[i].capital and found[i].low in PARTICLES):
        i += 1
    return i


def _namely(found: Sequence[Chunk], i: int, inside: bool) -> bool:
    chunk = found[i]
    if chunk.kind in ("cap", "given"):
        return True
    if inside and chunk.low in PARTICLES:
        return True
    before = found[i - 1] if i else None
    if not chunk.capital or before is None:
        return False
    if chunk.low in surnames() and (before.kind == "given" or (before.kind == "cap" and not inside)):
        return True
    return chunk.kind in ("place", "media", "doc") and before.kind == "given" and " " not in chunk.low


def name_words(name: str) -> list[str]:
    """The words of a name that tell people apart: lower case, no initials' dots, no 'Jr.'."""
    words = [word.strip(".,'’\"“”").lower() for word in name.split()]
    return [word for word in words if word and word not in SUFFIXES]


def compatible(short: list[str], full: list[str]) -> bool:
    if short[-1] != full[-1] or len(full) == 1 or short[0] == full[0]:
        return short[-1] == full[-1]
    initial = min(len(short[0]), len(full[0])) == 1 and short[0][0] == full[0][0]
    return initial or set(short) <= set(full) or set(full) <= set(short)
