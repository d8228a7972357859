"""Coded sources: who speaks in an article by people's coding, read from files and laid beside a table of attributions.

A folder holds `articles.jsonl` (`article`, `text`, and if known `corpus`, `outlet`, `region`), `rows.jsonl` (a coded attribution
a line) and, if there is one, `missed.jsonl` (attributions that no row covers). A single file may hold all these lines, mixed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from hearsay.entities.gazetteer import name_words, single_country
from hearsay.entities.tokens import tokenise
from hearsay.entities.types import TokenKind
from hearsay.errors import DataError
from hearsay.schema import Row
from hearsay.text.lexicons import word_set
from hearsay.text.spans import Span
from hearsay.validation.coded_texts import json_lines, text_documents

FILES = ("articles.jsonl", "rows.jsonl", "missed.jsonl")
EXPECTED = "expected a folder with articles.jsonl and rows.jsonl, or one file of both"
PRONOUNS = word_set("he she it they i we you who which that one him her them us me his its their himself herself themselves")
HALF = 0.5
"""Part of the shorter of two contents that the other covers, from which they are the same words."""
SMALL = (TokenKind.DETERMINER, TokenKind.PREPOSITION, TokenKind.POSSESSIVE, TokenKind.COMMA, TokenKind.PUNCTUATION)
UNTOLD = word_set("government mr mrs ms senior top several unnamed other local current former people and")
"""Words that tell no speaker from another: 'Iran' and 'the Iranian government' are one."""


@dataclass(frozen=True)
class CodedRow:
    """One coded attribution, with the fields of the coders' book; `country` has several codes for joint speakers."""

    source: Span
    cue: Span
    content: tuple[Span, ...]
    ok: bool
    speaker: str
    entity: int
    kind: str
    identifiability: str
    country: frozenset[str]
    shown: bool
    sure: bool

    @property
    def joint(self) -> bool:
        """Whether several named speak together."""
        return " and " in self.speaker and self.identifiability.startswith("named")


@dataclass(frozen=True)
class CodedArticle:
    """One article with its coded rows; `missed` are the first characters of contents that somebody says and no row covers."""

    name: str
    text: str
    corpus: str
    outlet: str
    region: str
    rows: tuple[CodedRow, ...]
    missed: tuple[int, ...]


def read_coded_sources(data: Path | str) -> list[CodedArticle]:
    """The articles of a folder or of one file, in the order of their lines; those without a row are left out.

    Raises `DataError` with file and line where a line is in another form.
    """
    path = Path(data)
    files = [path / name for name in FILES if (path / name).is_file()] if path.is_dir() else [path]
    lines = [line for file in files for line in json_lines(file, EXPECTED)]
    if not path.is_dir() and not any("text" in line for _, line in lines) and (path.parent / FILES[0]).is_file():
        lines += json_lines(path.parent / FILES[0], EXPECTED)
    coded: dict[str, list[CodedRow]] = {}
    missed: dict[str, list[int]] = {}
    for where, line in lines:
        try:
            if "content_begins" in line:
                begins = line["content_begins"]
                missed.setdefault(line["article"], []).append(begins if isinstance(begins, int) else begins[0])
            elif "text" not in line:
                coded.setdefault(line["article"], []).append(_row(line))
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise DataError(f"{where}: no coded source ({type(error).__name__}: {error}); see the fields of CodedRow") from error
    articles = [line for _, line in lines if "text" in line and line.get("article") in coded]
    if not articles:
        raise DataError(f"{path}: no coded sources; {EXPECTED}")
    return [
        CodedArticle(
            line["article"], line["text"], line.get("corpus") or "", line.get("outlet") or "", line.get("region") or "",
            tuple(coded[line["article"]]), tuple(missed.get(line["article"], ())),
        )
        for line in articles
    ]  # fmt: skip


def _row(line: dict[str, Any]) -> CodedRow:
    country = line["country"] or ()
    country = (country,) if isinstance(country, str) else country
    content = tuple((int(start), int(end)) for start, end in line.get("content") or ())
    return CodedRow(
        source=_span(line["source"]),
        cue=_span(line.get("cue")),
        content=content,
        ok=bool(line["ok"]),
        speaker=line["speaker"] or "",
        entity=int(line["entity"] or 0),
        kind=line["type"] or "",
        identifiability=line.get("identifiability", line.get("ident")) or "",
        country=frozenset(country),
        shown=bool(country) and line.get("basis") in ("stated", "context"),
        sure=bool(line.get("sure", 1)),
    )


def _span(given: Any) -> Span:
    return (int(given[0]), int(given[1])) if given else (0, 0)


def documents(articles: Sequence[CodedArticle]) -> pd.DataFrame:
    """The texts as a documents table, with their outlets as a sidecar would give them."""
    return text_documents({one.name: one.text for one in articles}, {one.name: one.outlet for one in articles})


def matched(article: CodedArticle, predicted: Sequence[Row]) -> list[Row | None]:
    """For each coded row the attribution of the table that is the same, or None.

    The same are two whose cues overlap, or whose contents share half the characters of the shorter; of several the one whose
    cue, source and content agree best, each attribution for one coded row at most. A source need not agree: somebody else's
    name for the same words is an error of the speaker, not another attribution.
    """
    pairs = [
        (-score, n, number)
        for n, row in enumerate(article.rows)
        for number, other in enumerate(predicted)
        if (score := _agreement(row, other)) > 0
    ]
    found: list[Row | None] = [None] * len(article.rows)
    taken: set[int] = set()
    for _, n, number in sorted(pairs):
        if found[n] is None and number not in taken:
            found[n] = predicted[number]
            taken.add(number)
    return found


def _agreement(row: CodedRow, other: Row) -> float:
    cue = _overlap(row.cue, (other.cue_start, other.cue_end)) > 0
    shared = sum(_overlap(mine, theirs) for mine in row.content for theirs in other.content_spans)
    sizes = [sum(end - start for start, end in spans) for spans in (row.content, other.content_spans)]
    words = shared / max(1, min(sizes))
    if not cue and words < HALF:
        return 0.0
    source = not pd.isna(other.source_start) and _overlap(row.source, (int(other.source_start), int(other.source_end))) > 0
    return 2.0 * cue + source + shared / max(1, sum(sizes) - shared)


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def fits(printed: str, row: CodedRow) -> bool:
    """Whether a speaker's name may be that of the coded one.

    Names of people: the words of the shorter, titles left out, all stand in the longer ("Trump", "Donald Trump"); of joint
    speakers as many as are coded. Others: half of all words that tell one from another are common to both, or all words of one
    stand in the other, with countries under any of their names ("Tehran", "the Iranian government").
    """
    if row.joint and " and " not in printed:
        return False
    person = row.identifiability == "named person"
    ours, coded = (_names(name) if person else _telling(name) for name in (printed, row.speaker))
    if not ours or not coded:
        return " ".join(printed.lower().split()) == " ".join(row.speaker.lower().split())
    return ours <= coded or coded <= ours or (not person and 2 * len(ours & coded) >= len(ours | coded))


@cache
def _names(name: str) -> frozenset[str]:
    kept = [token for token in tokenise(name) if token.kind not in (*SMALL, TokenKind.ROLE, TokenKind.HONORIFIC, TokenKind.AND)]
    return frozenset(word for token in kept for word in name_words(name[token.start : token.end]))


@cache
def _telling(name: str) -> frozenset[str]:
    words: set[str] = set()
    for token in tokenise(name):
        if token.country:
            words.add(single_country(token.country) or token.country)
        elif token.kind not in SMALL and token.low not in UNTOLD:
            words |= {re.sub(r"(?<=\w\w\w)s$", "", word) for word in token.low.replace("'s", "").split()}
    return frozenset(words)
