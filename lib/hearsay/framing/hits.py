"""Entries of a lexicon found in the sentences, each with the voice that uses it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

import pandas as pd

from hearsay.matching import Hit, Matcher
from hearsay.voices import Segment, segments
from hearsay.words import Word, between, words


def spoken(
    documents: pd.DataFrame, sentences: pd.DataFrame, attributions: pd.DataFrame
) -> Iterator[tuple[Segment, str, list[Word]]]:
    """Each segment with its document's text and its words; names are told by the whole sentence."""
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    bounds = {(r.article_id, r.sentence_no): (r.start, r.end) for r in sentences.itertuples(index=False)}
    grouped = groupby(segments(documents, sentences, attributions), key=attrgetter("article_id", "sentence_no"))
    for key, group in grouped:
        sentence = words(texts[key[0]], *bounds[key])
        for segment in group:
            yield segment, texts[key[0]], list(between(sentence, segment.start, segment.end))


def hits(
    matcher: Matcher, documents: pd.DataFrame, sentences: pd.DataFrame, attributions: pd.DataFrame
) -> Iterator[tuple[Segment, Hit]]:
    """The matches, each inside one segment: an entry that would span two voices is nobody's phrase."""
    for segment, text, inside in spoken(documents, sentences, attributions):
        for hit in matcher.find(text, inside):
            yield segment, hit
