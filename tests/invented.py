"""Tables of invented articles: sentences given, attributions written with marks, as [source] {cue} <content>."""

from __future__ import annotations

import re

import pandas as pd

from hearsay import schema

MARKS = re.compile(r"[\[\]{}<>]")


def tables(*articles: list[str], sides: tuple[str, ...] = ()) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Documents, sentences and attributions; each sentence holds at most one attribution at level 1.

    >>> documents, sentences, attributions = tables(["[She] {said} <it rained>."])
    >>> documents["text"][0], attributions["cue"][0], attributions["content_spans"][0]
    ('She said it rained.\\n', 'said', ((9, 18),))
    """
    built = [_article(f"a{i}", marked, sides) for i, marked in enumerate(articles)]
    return (
        schema.frame("documents", [document for document, _, _ in built]),
        schema.frame("sentences", [row for _, rows, _ in built for row in rows]),
        schema.frame("attributions", [row for _, _, rows in built for row in rows]),
    )


def articles(outlets: dict[str, str]) -> pd.DataFrame:
    """An articles table that holds nothing but outlets."""
    blank = {name: 0 if column.dtype == "int64" else "" for name, column in schema.TABLES["articles"].items()}
    rows = [blank | {"article_id": article, "outlet": outlet, "truncated": False} for article, outlet in outlets.items()]
    return schema.frame("articles", rows)


def _article(name: str, marked: list[str], sides: tuple[str, ...]) -> tuple[dict, list[dict], list[dict]]:
    text, sentences, attributions = "", [], []
    for number, sentence in enumerate(marked):
        plain, spans = _unmarked(sentence, len(text))
        sentences.append(_sentence(name, number, len(text), plain))
        if "{" in spans:
            side = sides[len(attributions)] if sides else schema.NOT_STATED
            attributions.append(_attribution(name, number, len(attributions), spans, side))
        text += plain + "\n"
    document = dict.fromkeys(schema.TABLES["documents"], schema.NOT_STATED) | {"document_id": name, "text": text}
    for row in attributions:
        cue, content = (row["cue_start"], row["cue_end"]), row["content_spans"]
        row |= {"cue": text[slice(*cue)], "content": " … ".join(text[s:e] for s, e in content)}
    return document, sentences, attributions


def _unmarked(sentence: str, offset: int) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    plain, spans, opened = "", {}, {}
    for part in re.split(r"([\[\]{}<>])", sentence):
        if not MARKS.fullmatch(part):
            plain += part
        elif part in "[{<":
            opened[part] = offset + len(plain)
        else:
            kind = "[{<"["]}>".index(part)]
            spans.setdefault(kind, []).append((opened[kind], offset + len(plain)))
    return plain, spans


def _sentence(name: str, number: int, start: int, text: str) -> dict:
    return {
        "article_id": name,
        "sentence_no": number,
        "paragraph_no": 0,
        "zone": "body",
        "start": start,
        "end": start + len(text),
        "text": text,
    }


def _attribution(name: str, sentence: int, number: int, spans: dict, side: str) -> dict:
    source = spans.get("[", [(None, None)])[0]
    blank = dict.fromkeys(schema.TABLES["attributions"], "")
    return blank | {
        "article_id": name,
        "attribution_no": number,
        "sentence_no": sentence,
        "zone": "body",
        "level": 1,
        "nested_in": None,
        "source_start": source[0],
        "source_end": source[1],
        "cue_start": spans["{"][0][0],
        "cue_end": spans["{"][0][1],
        "content_spans": tuple(spans["<"]),
        "side": side,
        "hop": 1,
        "via": (),
        "confidence": 1.0,
    }
