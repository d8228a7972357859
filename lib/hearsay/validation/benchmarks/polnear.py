"""Reads a corpus laid out as PolNeAR: `SPLIT/text/NAME.txt` and `SPLIT/attributions/NAME_ANNOTATOR.ann`.

The corpus is published by its authors (github.com/networkdynamics/PolNeAR); nothing of it is in this package.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from hearsay.errors import DataError
from hearsay.schema import TABLES, Row, frame
from hearsay.text.spans import Span
from hearsay.validation.benchmarks.scoring import ROLES, WORD, Marked
from hearsay.validation.coded_texts import text_documents

FILE = re.compile(r"(.*)_([0-9a-f]{4})\.ann")
FILES = ("text/*", "attributions/*")
"""The files of a split that a pinned figure depends on, as `benchmarks.digest` takes them."""
MOST_MISMATCHES = 0.01
"""Share of spans whose words may differ from the text before the annotations are taken to be of another text."""


@dataclass(frozen=True)
class Annotated:
    """One article: its text, the attributions of one annotator, and the regions that the annotator left out."""

    name: str
    text: str
    gold: tuple[Marked, ...]
    skipped: tuple[Span, ...] = ()

    @property
    def outlet(self) -> str:
        """The file name up to its first underscore."""
        return self.name.split("_")[0]


def read_polnear(data: Path, split: str) -> list[Annotated]:
    """The articles of one split in the order of their names; of several annotators the alphabetically first.

    Raises `DataError` when the folder is not laid out so, or when more than 1 % of the spans do not hold the words
    that the annotation says they hold: the text is then another edition of it.
    """
    folder = Path(data) / split / "attributions"
    if not folder.is_dir():
        raise DataError(f"{folder}: no such folder; give the folder that holds {split}/text and {split}/attributions")
    articles, holds = [], []
    for name, path in sorted(_first_annotators(folder).items()):
        text = _text(Path(data) / split / "text" / f"{name}.txt")
        spans, events = _brat(path)
        holds += [WORD.findall(" ".join(text[s:e] for s, e in span.parts)) == WORD.findall(span.words) for span in spans.values()]
        skipped = tuple(part for span in spans.values() if span.label == "Discard" for part in span.parts)
        articles.append(Annotated(name, text, tuple(_attributions(spans, events)), skipped))
    wrong = holds.count(False)
    if not articles or wrong > MOST_MISMATCHES * len(holds):
        told = f"{wrong} of {len(holds)} spans of {len(articles)} articles do not match the text"
        raise DataError(f"{Path(data) / split}: {told}; unpack the corpus again")
    return articles


def documents(articles: Sequence[Annotated]) -> pd.DataFrame:
    """The texts as a documents table, under their names."""
    return text_documents({one.name: one.text for one in articles}, {one.name: one.outlet for one in articles})


def blocks(articles: Sequence[Annotated]) -> pd.DataFrame:
    """The lines of the texts as a blocks table: the first is the headline, for so the corpus is made; the rest body."""
    rows = [
        (article.name, number, *line.span(), "body" if number else "title", "", 1.0)
        for article in articles
        for number, line in enumerate(re.finditer(r"[^\n]*\S[^\n]*", article.text))
    ]
    return frame("blocks", pd.DataFrame(rows, columns=list(TABLES["blocks"])))


def predictions(attributions: pd.DataFrame, articles: Iterable[Annotated]) -> dict[str, list[Marked]]:
    """The outermost attributions of the table as the scorer takes them, by article, in the table's order."""
    rows = attributions.loc[attributions["level"] == 1]
    held = {name: [_marked(row) for row in group.itertuples()] for name, group in rows.groupby("article_id")}
    return {article.name: held.get(article.name, []) for article in articles}


def _marked(row: Row) -> Marked:
    source = () if pd.isna(row.source_start) else ((int(row.source_start), int(row.source_end)),)
    return Marked(source, ((row.cue_start, row.cue_end),), row.content_spans)


def _first_annotators(folder: Path) -> dict[str, Path]:
    named = [(match[1], path) for path in sorted(folder.iterdir(), reverse=True) if (match := FILE.fullmatch(path.name))]
    return dict(named)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: the annotated text cannot be read ({error}); unpack the corpus again") from error


class _Marking(NamedTuple):
    """A text-bound annotation: its label, its parts, and the words that it says they hold."""

    label: str
    parts: list[Span]
    words: str


def _brat(path: Path) -> tuple[dict[str, _Marking], list[list[str]]]:
    """Text-bound annotations by identifier, and events as their arguments."""
    spans, events = {}, []
    for line in _text(path).split("\n"):
        identifier, *fields = line.rstrip("\r").split("\t")
        if identifier.startswith("T") and fields and (parts := _parts(fields[0])):
            spans[identifier] = _Marking(fields[0].split(" ")[0], parts, "".join(fields[1:2]))
        elif identifier.startswith("E") and fields:
            events.append(fields[0].split())
    return spans, events


def _parts(field: str) -> list[Span]:
    """`Label 3 5;8 9` as spans; none when the field is malformed, as the corpus's own reader skips such lines."""
    try:
        return [(start, end) for start, end in (map(int, part.split()) for part in field.partition(" ")[2].split(";"))]
    except ValueError:
        return []


def _attributions(spans: Mapping[str, _Marking], events: Iterable[list[str]]) -> Iterator[Marked]:
    for _, *arguments in events:
        roles: dict[str, list[Span]] = {role: [] for role in ROLES}
        for role, _, identifier in (argument.partition(":") for argument in arguments):
            name = role.rstrip("0123456789").lower()
            if name in roles and identifier in spans:
                roles[name] += spans[identifier].parts
        if roles["cue"] or roles["content"]:
            yield Marked(*(tuple(sorted(roles[role])) for role in ROLES))


def moved(article: Annotated, text: str, move: Callable[[int], int]) -> Annotated:
    """The same annotation on a rewritten text; `move` takes an old offset to its new one."""

    def each(spans: Iterable[Span]) -> tuple[Span, ...]:
        return tuple((move(start), move(end)) for start, end in spans)

    gold = tuple(Marked(each(item.source), each(item.cue), each(item.content)) for item in article.gold)
    return replace(article, text=text, gold=gold, skipped=each(article.skipped))
