"""Gold codings of news articles as the same tables that Hearsay makes, each span checked against the text.

A folder of gold holds `articles.json` and `attributions.jsonl`; the format is described beside the data.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import pandas as pd

from hearsay.errors import DataError
from hearsay.parsing.articles import sentences as make_sentences
from hearsay.schema import NOT_STATED, frame
from hearsay.validation.coded_texts import json_lines

Record = Mapping[str, Any]

SOURCE_TYPES = {"none (implicit)": "none", "document/intelligence": "document or intelligence"}
# Knowledge from outside the text is what a gazetteer holds.
BASES = {"gazetteer (capital for government)": "gazetteer", "world knowledge": "gazetteer"}
ZONES = {"alt_title": "title"}
LABELS = {name: name for name in ("body", "title", "deck", "byline", "date", "caption", "photo_credit", "section")}
LABELS |= {"source_line": "upstream", "alt_title": "title"}
NAMED = {
    "named person": "named", "named organisation": "named", "author": "named", "role unique": "unnamed",
    "anonymous": "unnamed", "vague collective": "unnamed", "document": "document", "implicit": "no source",
}  # fmt: skip
"""Whether the source is named, from `identifiability`."""


@dataclass(frozen=True)
class Gold:
    """Gold tables; `codings` holds, in the order of `attributions`, what the schema has no column for.

    - articles, blocks, attributions: as in `schema.TABLES`; `hop` and `via` are those in context, `confidence` is 1
    - codings: `article_id, attribution_no, gold_id, tier, content_alternative (spans), certainty, hop_stated`
    - bodies: `article_id, start, end` of the body's parts; near_misses: `article_id, start, end, text, why`
    """

    articles: pd.DataFrame
    blocks: pd.DataFrame
    attributions: pd.DataFrame
    codings: pd.DataFrame
    bodies: pd.DataFrame
    near_misses: pd.DataFrame


def read_gold(folder: Path, documents: pd.DataFrame, sentences: pd.DataFrame | None = None) -> Gold:
    """The gold codings in the folder for the documents that they were made on.

    Parameters
    ----------
    folder : Path
        Holds `articles.json` and `attributions.jsonl`.
    documents : DataFrame
        The documents table; a gold article is found by its `document_id`. Documents without gold are left aside.
    sentences : DataFrame, optional
        For `sentence_no` and `n_sentences`; the library's own splitter on the gold's blocks unless given.

    Raises
    ------
    DataError
        When a file is missing or malformed, an article has no document, or a span does not hold the words that the
        gold says it holds: the text is then another edition.
    """
    try:
        return _read(folder, documents, sentences)
    except KeyError as error:
        raise DataError(f"{folder}: a gold coding lacks the field {error}; the format is described beside the data") from error


def _read(folder: Path, documents: pd.DataFrame, sentences: pd.DataFrame | None) -> Gold:
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    coded = _articles(folder / "articles.json", texts)
    blocks = frame("blocks", [row for article in coded for row in _blocks(article)])
    sentences = make_sentences(documents, blocks) if sentences is None else sentences
    records = _attributions(folder / "attributions.jsonl", texts, [article["article"] for article in coded])
    grouped = groupby(records, key=itemgetter("article"))
    numbers = {record["id"]: number for _, group in grouped for number, record in enumerate(group)}
    return Gold(
        frame("articles", [_article(article, sentences) for article in coded]),
        blocks,
        frame("attributions", [_attribution(record, numbers, sentences) for record in records]),
        pd.DataFrame([_coding(record, numbers) for record in records]),
        _spans(coded, "body_spans", ()),
        _spans(coded, "near_misses", ("text", "why")),
    )


def _articles(path: Path, texts: Mapping[str, str]) -> list[Record]:
    try:
        articles = list(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: cannot be read ({error}); give the folder of the gold codings") from error
    for number, article in enumerate(articles):
        _verify(article, _text(texts, article), f"{path} article {number}")
    return articles


def _attributions(path: Path, texts: Mapping[str, str], articles: Sequence[str]) -> list[Record]:
    """The coded attributions of these articles, in the articles' order, then by first character."""
    records = list(json_lines(path, "one JSON object a line is expected"))
    for where, record in records:
        _verify(record, _text(texts, record), f"{where} ({record.get('id')})")
    asked = [record for _, record in records if record["article"] in articles]
    return sorted(asked, key=lambda record: (articles.index(record["article"]), _first(record), record["id"]))


def _text(texts: Mapping[str, str], record: Record) -> str:
    if record.get("article") not in texts:
        raise DataError(f"gold article {record.get('article')!r} is none of the documents {sorted(texts)}")
    return texts[record["article"]]


def _verify(item: object, text: str, where: str) -> None:
    """Every object with `text`, `start` and `end`, however deep, holds those words."""
    if isinstance(item, Mapping):
        if {"text", "start", "end"} <= item.keys() and text[item["start"] : item["end"]] != item["text"]:
            found = text[item["start"] : item["end"]]
            raise DataError(f"{where}: {item['text']!r} at {item['start']}–{item['end']}, where the text has {found!r}")
        if "start" in item and not 0 <= item["start"] < item["end"] <= len(text):
            raise DataError(f"{where}: span {item['start']}–{item['end']} is outside the text of {len(text)} characters")
        item = list(item.values())
    if isinstance(item, Sequence) and not isinstance(item, str):
        for part in item:
            _verify(part, text, where)


def _first(record: Record) -> int:
    spans = [record["source"], record["cue"], *record["content"]]
    return min(int(span["start"]) for span in spans if span)


def _blocks(article: Record) -> Iterator[dict[str, Any]]:
    for number, segment in enumerate(article["segments"]):
        label = LABELS.get(segment["label"], "furniture")
        row = {"document_id": article["article"], "block_no": number, "start": segment["start"], "end": segment["end"]}
        yield {**row, "label": label, "detail": "" if label == segment["label"] else segment["label"], "confidence": 1.0}


def _article(article: Record, sentences: pd.DataFrame) -> dict[str, Any]:
    date = article["publication_date"]["value"] or NOT_STATED
    byline = article["byline"] or {"text": NOT_STATED, "kind": NOT_STATED}
    body = (sentences["article_id"] == article["article"]) & (sentences["zone"] == "body")
    return {
        "article_id": article["article"],
        "outlet": article["outlet"] or NOT_STATED,
        "outlet_basis": _basis(article["outlet"]),
        "title": _words(article["title"]),
        "title_basis": _basis(article["title"]),
        "byline": byline["text"],
        "byline_kind": "organisation" if byline["kind"].startswith("organisation") else byline["kind"],
        "published": date,
        "published_basis": _basis(article["publication_date"]["value"]),
        "page_date": _page_date(article),
        "upstream": _words(article["declared_upstream"]),
        "photo_credit": _words(article["photo_credit"]),
        "truncated": article["truncated"],
        "language": NOT_STATED,
        "n_words": article["body_words"],
        "n_sentences": int(body.sum()),
    }


def _words(evidence: Record | None) -> str:
    return evidence["text"] if evidence else NOT_STATED


def _basis(value: object) -> str:
    return "stated" if value else NOT_STATED


def _page_date(article: Record) -> str:
    """The day on which the page was rendered: the gold lists it among the dates that are not the article's."""
    printed = [trap["text"] for trap in article["date_traps"] if trap["why"].startswith("PAGE date")]
    return datetime.strptime(printed[0], "%A, %B %d, %Y").date().isoformat() if printed else NOT_STATED


def _attribution(record: Record, numbers: Mapping[str, int], sentences: pd.DataFrame) -> dict[str, Any]:
    source, cue, affiliation = record["source"] or {}, record["cue"], record["affiliation"]
    return {
        "article_id": record["article"],
        "attribution_no": numbers[record["id"]],
        "sentence_no": _sentence(sentences, record["article"], cue["start"]),
        "zone": ZONES.get(record["zone"], record["zone"]),
        "level": record["level"],
        "nested_in": numbers[record["nested_in"]] if record["nested_in"] else None,
        "source": source.get("text", ""),
        "source_start": source.get("start"),
        "source_end": source.get("end"),
        "cue": cue["text"],
        "cue_start": cue["start"],
        "cue_end": cue["end"],
        "content": " … ".join(span["text"] for span in record["content"]),
        "content_spans": _offsets(record["content"]),
        "kind": record["kind"],
        "speaker": record["source_canonical"] if source else "",
        "source_type": SOURCE_TYPES.get(record["source_type"], record["source_type"]),
        "identifiability": record["identifiability"].replace("_", " "),
        "country": affiliation["country"] or NOT_STATED,
        "organisation": affiliation["org"] or NOT_STATED,
        "affiliation_basis": BASES.get(affiliation["basis"], affiliation["basis"]),
        "side": record["speaker_side"],
        "stance": record["cue_stance"],
        "hop": record["hop_context"],
        "via": tuple(record["via_context"]),
        "confidence": 1.0,
        "repair": "",
    }


def _coding(record: Record, numbers: Mapping[str, int]) -> dict[str, Any]:
    return {
        "article_id": record["article"],
        "attribution_no": numbers[record["id"]],
        "gold_id": record["id"],
        "tier": record["tier"],
        "content_alternative": _offsets(record["content_alt"] or ()),
        "certainty": record["confidence"],
        "hop_stated": record["hop"],
    }


def _offsets(spans: Sequence[Record]) -> tuple[tuple[int, int], ...]:
    return tuple((span["start"], span["end"]) for span in spans)


def _sentence(sentences: pd.DataFrame, article: str, offset: int) -> int:
    """The sentence that holds the offset, else the last that begins before it, else the first."""
    numbers = sentences.loc[(sentences["article_id"] == article) & (sentences["start"] <= offset), "sentence_no"]
    return int(numbers.iloc[-1]) if len(numbers) else 0


def _spans(coded: Sequence[Record], field: str, extra: tuple[str, ...]) -> pd.DataFrame:
    columns = ("start", "end", *extra)
    rows = [(article["article"], *(span[column] for column in columns)) for article in coded for span in article[field]]
    return pd.DataFrame(rows, columns=["article_id", *columns])
