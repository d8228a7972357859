"""The attributions table: one row for each time that somebody is given the floor."""

from __future__ import annotations

import importlib
import inspect
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Literal

import pandas as pd

from hearsay import schema
from hearsay.attribution.kinds import Quoted
from hearsay.attribution.nesting import levels, nested, ordered
from hearsay.attribution.quotes import quotation_spans
from hearsay.attribution.sources import cleaned
from hearsay.attribution.spans import Extractor, Found, Passage, Span
from hearsay.errors import InputError

EXTRACTORS: Mapping[str, str] = {
    "baseline": "hearsay.attribution.baseline:extract",
    "model": "hearsay.attribution.titles:extract",
}
"""Extractors by name, as 'module:function'; each is imported on first use."""

DEFAULT = "model"
LABELS = (
    "speaker", "source_type", "identifiability", "country", "organisation", "affiliation_basis", "side", "stance", "hop", "via",
)  # fmt: skip


def attributions(
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    extractor: Literal["baseline", "model"] | Extractor = DEFAULT,
    sides: Mapping[str, str] | pd.DataFrame | None = None,
    least: float | None = None,
) -> pd.DataFrame:
    """Who says what, in which words, article by article.

    Parameters
    ----------
    documents, sentences
        The tables. Only what stands in a sentence (title, deck, body) is read.
    extractor
        "baseline", "model", or a function of yours: text and passages of one article in, a list of `Found` out.
    sides
        Which country counts as which party, instead of the packaged table.
    least
        The operating point: the confidence, 0 to 1, from which the learned extractor reports an attribution. Higher
        trades recall for precision; unless told, the point at which the sum of its F1 is best on PolNeAR dev.

    Returns
    -------
    DataFrame
        `schema.TABLES["attributions"]`, articles in the order of `documents`, attributions by first character.
        Rates compare only over rows with the same `level`; counts not between articles of different length.

    Raises
    ------
    InputError
        When the extractor's name is unknown, it returns a place that is not in the text, or `least` is given to one
        that knows no confidence.
    """
    extract = _at_least(find_extractor(extractor), least)
    passages = dict(_passages(sentences))
    rows: list[dict[str, Any]] = []
    for article, text in zip(documents["document_id"], documents["text"], strict=True):
        if article in passages:
            rows += [{"article_id": article, **row} for row in article_attributions(text, passages[article], extract, sides)]
    return schema.frame("attributions", rows)


def article_attributions(
    text: str,
    passages: Sequence[Passage],
    extract: Extractor,
    sides: Mapping[str, str] | pd.DataFrame | None = None,
) -> list[dict[str, Any]]:
    """The rows of one article, without `article_id`."""
    from hearsay.attribution import labels

    found = ordered(cleaned(text, _checked(text, extract(text, passages))))
    found = found if any(one.parent is not None for one in found) else nested(found)
    depths = levels(found)
    quoted = Quoted(text, quotation_spans(text)) if found else None
    described = labels.describe(text, passages, found, sides) if found else []
    starts = [passage.start for passage in passages]
    return [
        {
            "attribution_no": number,
            "level": depths[number],
            "nested_in": one.parent,
            **_spans(text, one),
            **_place(passages, starts, one),
            "kind": quoted.kind(one),
            **{name: getattr(label, name) for name in LABELS},
            "confidence": float(one.confidence),
            "repair": quoted.repairs(one),
        }
        for number, (one, label) in enumerate(zip(found, described, strict=True))
    ]


def find_extractor(extractor: str | Extractor) -> Extractor:
    """The function behind a name; a function is handed back. Raises `InputError` for an unknown name."""
    if callable(extractor):
        return extractor
    if extractor not in EXTRACTORS:
        raise InputError(f"no extractor is called {extractor!r}; there are {', '.join(map(repr, EXTRACTORS))}, or a function")
    module, _, function = EXTRACTORS[extractor].partition(":")
    return getattr(importlib.import_module(module), function)


def _at_least(extract: Extractor, least: float | None) -> Extractor:
    if least is None:
        return extract
    if "least" not in inspect.signature(extract).parameters:
        raise InputError(f"least={least!r}: this extractor knows no confidence; use extractor='model'")
    return partial(extract, least=least)


def _passages(sentences: pd.DataFrame) -> Iterator[tuple[str, list[Passage]]]:
    columns = ["start", "end", "sentence_no", "paragraph_no", "zone"]
    for article, rows in sentences.groupby("article_id", sort=False):
        passages = [Passage(*row) for row in rows[columns].itertuples(index=False, name=None)]
        yield str(article), sorted(passages, key=lambda passage: (passage.start, passage.end))


def _spans(text: str, found: Found) -> dict[str, Any]:
    start, end = found.source or (None, None)
    return {
        "source": text[start:end] if found.source else "",
        "source_start": start,
        "source_end": end,
        "cue": text[slice(*found.cue)],
        "cue_start": found.cue[0],
        "cue_end": found.cue[1],
        "content": " … ".join(text[slice(*span)] for span in found.content),
        "content_spans": tuple((int(first), int(last)) for first, last in found.content),
    }


def _place(passages: Sequence[Passage], starts: Sequence[int], found: Found) -> dict[str, Any]:
    passage = passages[max(0, bisect_right(starts, found.cue[0]) - 1)]
    return {"sentence_no": passage.sentence_no, "zone": passage.zone}


def _checked(text: str, found: Sequence[Found]) -> Sequence[Found]:
    for number, one in enumerate(found):
        spans: list[Span] = [one.cue, *one.content, *([one.source] if one.source else [])]
        wrong = [span for span in spans if not 0 <= span[0] < span[1] <= len(text)]
        if wrong or (one.parent is not None and not 0 <= one.parent < len(found)):
            raise InputError(f"the extractor's attribution {number} is at {wrong or one.parent!r}, which is not in this text")
    return found
