"""Stories whose claims people have coded: sentences, claims, origins and contradictions as tables and records.

The format: a folder with `codings.jsonl`, one story a line: `{"event", "articles": {letter: file}, "claims": [{"claim",
"mentions": [[letter, sentence], …], "independent", "shared_quote"}, …], "contradictions": [[[letter, n], [letter, n], what,
kind], …]}`. A file is an article in BASIL's form [Fan2019], NAME.json with `title` and `body-paragraphs`, each a list of
sentences; sentence 0 is the title, 1 and on are those of the body. The texts lie anywhere below the folder, below one that is
named, or below the folder beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd

from hearsay import schema
from hearsay.errors import DataError
from hearsay.validation.coded_texts import text_documents

CODINGS = "codings.jsonl"
FOLDS = 5
Place = tuple[str, int]
"""Article and number of a sentence."""


@dataclass(frozen=True)
class CodedClaim:
    """A claim as people coded it: its mentions, how many origins vouch for it, and whether articles share a quotation."""

    wording: str
    mentions: tuple[Place, ...]
    independent: int
    shared_quote: bool


@dataclass(frozen=True)
class CodedStory:
    """One story: its articles' ids, the claims, and pairs of sentences that contradict each other, each with its kind."""

    event: str
    articles: tuple[str, ...]
    claims: tuple[CodedClaim, ...]
    contradictions: tuple[tuple[Place, Place, str], ...]

    def pairs(self) -> set[tuple[Place, Place]]:
        """All pairs of sentences that are mentions of one claim."""
        return {pair for claim in self.claims for pair in combinations(sorted(set(claim.mentions)), 2)}


@dataclass(frozen=True)
class CodedStories:
    """The stories, and `documents`, `sentences` and `articles` of their texts with the sentences as they were coded."""

    stories: tuple[CodedStory, ...]
    documents: pd.DataFrame
    sentences: pd.DataFrame
    articles: pd.DataFrame


def read_stories(data: Path | str, texts: Path | str | None = None) -> CodedStories:
    """The coded stories of a folder.

    Parameters
    ----------
    data
        The folder with `codings.jsonl`.
    texts
        The folder of the articles, from `data`. Unless told the folder itself, then the one beside it, is searched.

    Raises
    ------
    DataError
        When a coding or a text is missing, or one of them is not in the format.
    """
    path = Path(data) / CODINGS
    try:
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        stories = tuple(_story(line) for line in lines)
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise DataError(f"{path}: cannot be read as coded claims ({type(error).__name__}: {error})") from error
    files = _files(Path(data), texts, {article for story in stories for article in story.articles})
    read = [(article, story.event, *_article(files[article])) for story in stories for article in story.articles]
    documents = text_documents({article: text for article, _, text, _, _ in read})
    sentences = [row | {"article_id": article} for article, _, _, rows, _ in read for row in rows]
    articles = [_described(article, event, text, len(rows), source) for article, event, text, rows, source in read]
    return CodedStories(stories, documents, schema.frame("sentences", sentences), schema.frame("articles", articles))


def fold_of(place: int) -> int:
    """The fold of the story at a place in the file."""
    return place % FOLDS


def _story(line: Mapping[str, Any]) -> CodedStory:
    named = {str(letter): Path(str(name)).name for letter, name in line["articles"].items()}

    def place(mention: Sequence[Any]) -> Place:
        return named[mention[0]], int(mention[1])

    claims = [
        CodedClaim(str(c["claim"]), tuple(map(place, c["mentions"])), int(c["independent"]), bool(c["shared_quote"]))
        for c in line["claims"]
    ]
    against = [(min(place(a), place(b)), max(place(a), place(b)), str(kind)) for a, b, _, kind in line["contradictions"]]
    return CodedStory(str(line["event"]), tuple(named.values()), tuple(claims), tuple(against))


def _files(data: Path, texts: Path | str | None, wanted: set[str]) -> dict[str, Path]:
    searched = [data / texts] if texts is not None else [data, data.resolve().parent]
    for folder in searched:
        found = {path.stem: path for path in sorted(folder.rglob("*.json")) if path.stem in wanted}
        if wanted <= found.keys():
            return found
    missing = sorted(wanted - found.keys())
    raise DataError(f"{searched[-1]}: no text {missing[0]}.json there or below; --split names the folder of the articles")


def _article(path: Path) -> tuple[str, list[dict[str, Any]], Mapping[str, Any]]:
    """The text, its sentences as rows, and what else the file states."""
    try:
        source = json.loads(path.read_text(encoding="utf-8"))
        paragraphs = [[str(sentence) for sentence in paragraph] for paragraph in source["body-paragraphs"]]
        text, rows = "", list[dict[str, Any]]()
        for number, (paragraph, sentence) in enumerate(_numbered([[str(source["title"])], *paragraphs])):
            text += "" if not number else "\n\n" if rows and rows[-1]["paragraph_no"] != paragraph - 1 or number == 1 else " "
            start = len(text) + len(sentence) - len(sentence.lstrip())
            end = start + len(sentence.strip())
            text += sentence
            where = {"zone": "body", "paragraph_no": paragraph - 1} if paragraph else {"zone": "title", "paragraph_no": 0}
            rows.append({"sentence_no": number, **where, "start": start, "end": end, "text": sentence.strip()})
        return text, rows, source
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"{path}: not in BASIL's format ({type(error).__name__}: {error})") from error


def _numbered(paragraphs: Sequence[Sequence[str]]) -> Iterator[tuple[int, str]]:
    yield from ((number, sentence) for number, paragraph in enumerate(paragraphs) for sentence in paragraph)


def _described(article: str, event: str, text: str, sentences: int, source: Mapping[str, Any]) -> dict[str, Any]:
    blank: dict[str, Any] = {
        name: schema.NOT_STATED for name, column in schema.TABLES["articles"].items() if column.dtype == "str"
    }
    stated = {
        "article_id": article,
        "outlet": str(source.get("source", schema.NOT_STATED)),
        "outlet_basis": "supplied",
        "event": event,
        "title": str(source["title"]).strip(),
        "title_basis": "supplied",
        "published": str(source.get("date", schema.NOT_STATED))[:10],
        "published_basis": "supplied",
        "language": "en",
    }
    return blank | stated | {"truncated": False, "n_words": len(text.split()), "n_sentences": max(sentences - 1, 0)}
