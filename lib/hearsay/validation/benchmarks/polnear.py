"""Reads a corpus laid out as PolNeAR: `SPLIT/text/NAME.txt` and `SPLIT/attributions/NAME_ANNOTATOR.ann`.

The corpus is published by its authors (github.com/networkdynamics/PolNeAR); nothing of it is in this package.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from hearsay.errors import DataError
from hearsay.schema import NOT_STATED, frame
from hearsay.text.spans import Span
from hearsay.validation.benchmarks.scoring import ROLES, WORD, Marked

FILE = re.compile(r"(.*)_([0-9a-f]{4})\.ann")
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
    data, articles, wrong, total = Path(data), [], 0, 0
    for name, path in sorted(_first_annotators(_folder(data, split, "attributions")).items()):
        text = _text(data / split / "text" / f"{name}.txt")
        spans, events = _brat(path)
        wrong += sum(not _holds(text, *span[1:]) for span in spans.values())
        total += len(spans)
        skipped = [part for label, parts, _ in spans.values() if label == "Discard" for part in parts]
        articles.append(Annotated(name, text, tuple(_attributions(spans, events)), tuple(skipped)))
    if not articles or wrong > MOST_MISMATCHES * total:
        found = f"{wrong} of {total} spans of {len(articles)} articles do not match the text"
        raise DataError(f"{data / split}: {found}; unpack the corpus again")
    return articles


def digest(data: Path, split: str) -> str:
    """SHA-256 over names and bytes of the split's files, so that a pinned figure knows its data."""
    total = hashlib.sha256()
    for part in ("text", "attributions"):
        for path in sorted(_folder(data, split, part).iterdir()):
            total.update(f"{part}/{path.name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def documents(articles: Sequence[Annotated]) -> pd.DataFrame:
    """The texts as a documents table, under their names."""
    return frame("documents", [_document(article) for article in articles])


def blocks(articles: Sequence[Annotated]) -> pd.DataFrame:
    """The lines of the texts as a blocks table: the first is the headline, for so the corpus is made; the rest body."""
    return frame("blocks", [row for article in articles for row in _lines(article)])


def predictions(attributions: pd.DataFrame, articles: Iterable[Annotated]) -> dict[str, list[Marked]]:
    """The outermost attributions of the table as the scorer takes them, by article, in the table's order."""
    rows = attributions.loc[attributions["level"] == 1]
    held = {name: [_marked(row) for row in group.itertuples()] for name, group in rows.groupby("article_id")}
    return {article.name: held.get(article.name, []) for article in articles}


def _marked(row: tuple) -> Marked:
    source = () if pd.isna(row.source_start) else ((int(row.source_start), int(row.source_end)),)
    return Marked(source, ((row.cue_start, row.cue_end),), row.content_spans)


def _folder(data: Path, split: str, part: str) -> Path:
    folder = Path(data) / split / part
    if not folder.is_dir():
        raise DataError(f"{folder}: no such folder; give the folder that holds {split}/text and {split}/attributions")
    return folder


def _first_annotators(folder: Path) -> dict[str, Path]:
    named = [(match[1], match[2], path) for path in folder.iterdir() if (match := FILE.fullmatch(path.name))]
    return {name: path for name, _, path in sorted(named, reverse=True)}


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: the annotated text cannot be read ({error}); unpack the corpus again") from error


def _brat(path: Path) -> tuple[dict[str, tuple[str, list[Span], str]], list[list[str]]]:
    """Text-bound spans by identifier, as label, parts and words; and events as their arguments."""
    spans, events = {}, []
    for line in _text(path).split("\n"):
        identifier, *fields = line.rstrip("\r").split("\t")
        if identifier.startswith("T") and fields and (parts := _parts(fields[0])):
            spans[identifier] = (fields[0].split(" ")[0], parts, fields[1] if len(fields) > 1 else "")
        elif identifier.startswith("E") and fields:
            events.append(fields[0].split())
    return spans, events


def _parts(field: str) -> list[Span]:
    """`Label 3 5;8 9` as spans; none when the field is malformed, as the corpus's own reader skips such lines."""
    try:
        pairs = [tuple(map(int, part.split())) for part in field.partition(" ")[2].split(";")]
    except ValueError:
        return []
    return pairs if all(len(pair) == 2 for pair in pairs) else []


def _holds(text: str, parts: Iterable[Span], words: str) -> bool:
    found = [word for start, end in parts for word in WORD.findall(text[start:end])]
    return found == WORD.findall(words)


def _attributions(spans: dict[str, tuple[str, list[Span], str]], events: Iterable[list[str]]) -> Iterator[Marked]:
    for _, *arguments in events:
        roles: dict[str, list[Span]] = {role: [] for role in ROLES}
        for role, _, identifier in (argument.partition(":") for argument in arguments):
            name = role.rstrip("0123456789").lower()
            if name in roles and identifier in spans:
                roles[name] += spans[identifier][1]
        if roles["cue"] or roles["content"]:
            yield Marked(*(tuple(sorted(roles[role])) for role in ROLES))


def _document(article: Annotated) -> dict[str, str]:
    supplied = dict.fromkeys(("supplied_title", "supplied_published", "supplied_url"), NOT_STATED)
    digest = hashlib.sha256(article.text.encode()).hexdigest()
    row = {"document_id": article.name, "path": f"{article.name}.txt", "format": "text", "sha256": digest}
    return {**row, "text": article.text, "supplied_outlet": article.outlet, **supplied}


def _lines(article: Annotated) -> Iterator[dict[str, object]]:
    for number, match in enumerate(re.finditer(r"[^\n]*\S[^\n]*", article.text)):
        label = "body" if number else "title"
        row = {"document_id": article.name, "block_no": number, "start": match.start(), "end": match.end()}
        yield {**row, "label": label, "detail": "", "confidence": 1.0}


def moved(article: Annotated, text: str, move: Callable[[int], int]) -> Annotated:
    """The same annotation on a rewritten text; `move` takes an old offset to its new one."""

    def each(spans: Iterable[Span]) -> tuple[Span, ...]:
        return tuple((move(start), move(end)) for start, end in spans)

    gold = tuple(Marked(each(item.source), each(item.cue), each(item.content)) for item in article.gold)
    return replace(article, text=text, gold=gold, skipped=each(article.skipped))
