"""BASIL (Fan et al., EMNLP 2019): events that three outlets report, read as any corpus is, with what people marked in it."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from hearsay.errors import DataError
from hearsay.study import Study, read

OUTLETS = {"fox": "Fox News", "hpo": "HuffPost", "nyt": "The New York Times"}
SIGNS = {"neg": -1, "pos": 1}
FEELING = "author_feeling_"


@dataclass(frozen=True)
class Basil:
    """The corpus as a study, whose articles know their event, and what else is known of it.

    `events` has one row per article: `article_id, event, outlet` and `entities` (a tuple of names, those that the event is
    mainly about). `spans` has one row per marked span: `article_id, target, sign` (-1 against the target, 1 for it) and
    `quoted`. `feelings` has one row per article and target: `article_id, target, feeling`, the annotator's whole
    impression of how the author feels about it, -1, 0 or 1.
    """

    study: Study
    events: pd.DataFrame
    spans: pd.DataFrame
    feelings: pd.DataFrame


def load(data: Path | str, **options: Any) -> Basil:
    """BASIL from a folder with `articles` and `annotations`, a JSON file per article below either, as its owners publish it
    (github.com/marshallwhiteorg/emnlp19-media-bias).

    The texts go through `hearsay.read` as a file of records: body, title, date, address and event as the file states them;
    `options` are handed to it.

    Raises
    ------
    DataError
        When there is no article, or a file lacks what it should hold.
    """
    records = list(_records(Path(data)))
    with tempfile.TemporaryDirectory() as folder:
        study = read(write(records, Path(folder)), duplicates="keep", **options)
        ids = study.documents["document_id"].tolist()
    if len(ids) != len(records):
        raise DataError(f"{data}: {len(records)} articles, of which {len(ids)} could be read")
    events = pd.DataFrame(
        {"article_id": ids, **{name: [one[name] for one in records] for name in ("event", "outlet", "entities")}}
    )
    marked = [(article, _annotations(Path(data), one)) for article, one in zip(ids, records, strict=True)]
    spans = [(article, *span) for article, (found, _) in marked for span in found]
    feelings = [(article, *feeling) for article, (_, found) in marked for feeling in found]
    return Basil(
        study,
        events,
        pd.DataFrame(spans, columns=["article_id", "target", "sign", "quoted"]),
        pd.DataFrame(feelings, columns=["article_id", "target", "feeling"]),
    )


def digest(data: Path | str) -> str:
    """SHA-256 over names and bytes of articles and annotations, so that a pinned figure knows its data."""
    total = hashlib.sha256()
    for part in ("annotations", "articles"):
        for path in sorted((Path(data) / part).glob("*/*.json")):
            total.update(f"{part}/{path.parent.name}/{path.name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def write(records: list[dict[str, Any]], folder: Path) -> Path:
    """The articles as one file of records that `hearsay.read` takes; returns its path."""
    kept = ("text", "title", "outlet", "published", "url", "event")
    path = folder / "basil.jsonl"
    path.write_text("".join(json.dumps({name: one[name] for name in kept}) + "\n" for one in records), encoding="utf-8")
    return path


def _records(data: Path) -> Iterator[dict[str, Any]]:
    paths = sorted((data / "articles").glob("*/*.json"))
    if not paths:
        raise DataError(f"{data}: no articles/YEAR/*.json there; give the folder that holds BASIL's articles and annotations")
    for path in paths:
        try:
            article = json.loads(path.read_text(encoding="utf-8"))
            yield {
                "text": "\n\n".join(" ".join(paragraph) for paragraph in article["body-paragraphs"]),
                "title": article["title"].strip(),
                "outlet": OUTLETS[article["source"].lower()],
                "published": article["date"],
                "url": article["url"],
                "event": article["triplet-uuid"],
                "entities": tuple(article["main-entities"]),
                "place": f"{path.parent.name}/{path.stem}_ann.json",
            }
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DataError(f"{path}: not in BASIL's format ({type(error).__name__}: {error})") from error


def _annotations(data: Path, record: dict[str, Any]) -> tuple[list[tuple[str, int, bool]], list[tuple[str, int]]]:
    """The spans marked for or against a target, and the feelings towards targets other than the event."""
    path = data / "annotations" / record["place"]
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        spans = [
            (span["target"].replace("_", " "), SIGNS[span["polarity"]], span["quote"] == "yes")
            for span in found["phrase-level-annotations"]
            if span["polarity"] in SIGNS
        ]
        feelings = [
            (name.removeprefix(FEELING).replace("_", " "), {**SIGNS, "neu": 0}[value])
            for name, value in found["article-level-annotations"].items()
            if name.startswith(FEELING) and name != f"{FEELING}main_event"
        ]
        return spans, feelings
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{path}: not in BASIL's format ({type(error).__name__}: {error})") from error
