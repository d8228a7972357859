"""Texts whose file says what each line is (exports, tables, pages of the web): nothing is left to tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hearsay import schema
from hearsay.parsing.facts import ORDER, Fact
from hearsay.parsing.parts import Block

AS = {"published": "date", "page_date": "date"}
"""Labels of parts that are called otherwise in `blocks`; what has no label there is furniture of that name."""


def blocks(parts: Iterable[tuple[int, int, str, str]]) -> list[Block]:
    """The blocks of a text as its file names them."""
    return [_block(start, end, AS.get(name, name)) for start, end, name, _ in parts]


def _block(start: int, end: int, name: str) -> Block:
    known = name in schema.LABELS
    return Block(start, end, name if known else "furniture", "" if known else name, 1.0)


def facts(parts: Iterable[tuple[int, int, str, str]], read: Iterable[Fact]) -> Iterator[Fact]:
    """What the file states, the first of each kind; then what is read from the text about all else."""
    stated: dict[str, Fact] = {}
    for start, end, name, value in parts:
        if value and name in ORDER:
            stated.setdefault(name, Fact(name, value, start, end, 1.0))
    page = stated.get("page_date")
    if page:  # an archive's day of fetching bounds the article as a printed one does
        stated["not_after"] = Fact("not_after", page.value, page.start, page.end, page.confidence)
    yield from stated.values()
    yield from (fact for fact in read if fact.field not in stated and not (page and _later(fact, page.value)))


def _later(fact: Fact, day: str) -> bool:
    return fact.field == "not_before" and fact.value > day
