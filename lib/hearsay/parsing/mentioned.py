"""The `mentioned_dates` table: every time expression of an article and the days that it means, as far as one can know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from hearsay import schema
from hearsay.parsing import resolve, tense, times
from hearsay.schema import NOT_STATED

BASES = {"stated": "from stated date", "supplied": "from supplied date"}
"""What an expression that counts from the article's date rests on, by what that date rests on."""
Row = dict[str, Any]


def mentioned_dates(documents: pd.DataFrame, sentences: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Every time expression in title, deck and body, with its days: 'July 19, 2022', 'on Tuesday', 'last week', 'in 2015'.

    Parameters
    ----------
    documents, sentences, articles
        The tables. The article's own date, stated or supplied, is what 'on Tuesday' is counted from; the day on which a page was
        made never is.

    Returns
    -------
    DataFrame
        Columns as in ``schema.TABLES['mentioned_dates']``; ``documents.text[start:end]`` equals `text`. `date_low` and
        `date_high` are the first and the last day meant: the same day for 'on Tuesday', a month for 'in July'. A week runs from
        Monday to Sunday. `basis` says what they rest on, and `anchor` the day they were counted from.

    Notes
    -----
    'not stated' stands where the text does not tell: no trusted date of the article, a date in two possible readings
    (02/03/2023), 'about ten years ago', 'the following day', a weekday whose verb does not say whether it is past or to come,
    and everything relative within quotation marks, since a speaker counts from the day of speaking. Without a verb nearby
    nothing is guessed. Do not take the rows for a chronology of events: which event a day belongs to is not read.
    Single expressions are read by `dateparser` (most recent weekday, as news means it); they are found by a grammar of our own.
    """
    of = dict(iter(sentences.groupby("article_id", sort=False)))
    known = {row.article_id: (row.published, row.published_basis) for row in articles.itertuples()}
    rows = [
        row
        for document in documents.itertuples()
        if document.document_id in of
        for row in _of_article(document, of[document.document_id], *known.get(document.document_id, (NOT_STATED, NOT_STATED)))
    ]
    return schema.frame("mentioned_dates", rows)


def _of_article(document: Any, sentences: pd.DataFrame, published: str, basis: str) -> Iterator[Row]:
    anchor = _day(published) if basis in BASES else None
    found = [(row, expression) for row in sentences.itertuples() for expression in times.find(row.text)]
    quoted = _quoted(document.text) if anchor and any(one.kind not in resolve.PRINTED for _, one in found) else None
    for row, one in found:
        start, end = row.start + one.start, row.start + one.end
        days, rests = _days(one, row.text, anchor if quoted is None or not quoted[start] else None, BASES.get(basis, NOT_STATED))
        yield {
            "article_id": document.document_id,
            "sentence_no": row.sentence_no,
            "zone": row.zone,
            "start": start,
            "end": end,
            "text": document.text[start:end],
            "date_low": days[0].isoformat() if days else NOT_STATED,
            "date_high": days[1].isoformat() if days else NOT_STATED,
            "basis": rests if days else NOT_STATED,
            "anchor": anchor.isoformat() if days and anchor and rests != "stated" else NOT_STATED,
        }


def _days(one: times.Expression, sentence: str, anchor: dt.date | None, rests: str) -> tuple[resolve.Days | None, str]:
    if one.kind in resolve.PRINTED:
        return resolve.printed(one), "stated"
    if anchor is None:
        return None, NOT_STATED
    return resolve.counted(one, tense.at(sentence, one.start, one.end), anchor), rests


def _day(published: str) -> dt.date | None:
    """The article's day; a month or a year alone is no day to count from."""
    try:
        return dt.date.fromisoformat(published[:10])
    except ValueError:
        return None


def _quoted(text: str) -> Mapping[int, bool]:
    from hearsay.attribution.quotes import quoted_mask

    return quoted_mask(text)
