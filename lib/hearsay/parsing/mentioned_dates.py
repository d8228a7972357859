"""The `mentioned_dates` table: every time expression of an article and the days that it means, as far as one can know."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import pandas as pd

from hearsay import schema
from hearsay.parsing import time_expressions
from hearsay.parsing.time_expressions import Tense, TimeExpression
from hearsay.schema import NOT_STATED
from hearsay.text import dates
from hearsay.text.quotations import quoted_mask

Days = tuple[dt.date, dt.date]
DAY = dt.timedelta(days=1)
NEAR_DAYS = 60
"""Days within which a day of a month without a tense is taken for the nearest one."""
NEAR = 3
"""Days within which 'last Tuesday' and 'next Tuesday' are said of two different days by different people."""
BASES = {"stated": "from stated date", "supplied": "from supplied date"}
"""What an expression that counts from the article's date rests on, by what that date rests on."""
Row = dict[str, Any]
PRINTED = ("date", "month of year", "year")
"""Kinds that need no other day."""


def printed_days(expression: TimeExpression) -> Days | None:
    """The days of an expression that says them all by itself."""
    words = expression.words
    if expression.kind == "date":
        day = dt.date.fromisoformat(words["value"]) if words["value"] else None
        return (day, day) if day else None
    if expression.kind == "month of year":
        return _month(int(words["year1"]), dates.month_number(words["month1"]))
    year = int(words["year7"])
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def counted_days(expression: TimeExpression, tense: Tense, anchor: dt.date) -> Days | None:
    """The days of an expression as counted from `anchor`, the day on which the article appeared."""
    count = COUNTED.get(expression.kind)
    return count(expression.words, tense, anchor) if count else None


def _one_day(words: dict[str, str], tense: Tense, anchor: dt.date) -> Days | None:
    bare = words["day"].lower().removesuffix(" morning").removesuffix(" afternoon").removesuffix(" evening")
    fixed = {"tonight": anchor, "today": anchor, "this": anchor, "last night": anchor - DAY, "today night": anchor}
    day = fixed.get(bare) or _parsed(bare.removesuffix(" night"), anchor)
    return (day, day) if day else None


def _weekday(words: dict[str, str], tense: Tense, anchor: dt.date) -> Days | None:
    which = words.get("which5", "").lower().split(" ")[0]
    day: dt.date | None = None
    if which == "this":
        day = anchor - anchor.weekday() * DAY + list(calendar.day_name).index(words["name5"]) * DAY
    elif which in ("last", "next"):
        found = _parsed(f"{which} {words['name5']}", anchor)
        day = found if found and NEAR < abs((found - anchor).days) < 7 else None
    elif tense == "ahead":
        found = _parsed(words["name5"], anchor, ahead=True)
        day = found if found != anchor + 7 * DAY else None
    elif tense == "past" or which == "earlier":
        day = _parsed(words["name5"], anchor)
    return (day, day) if day else None


def _ago(words: dict[str, str], tense: Tense, anchor: dt.date) -> Days | None:
    day = None if "vague" in words else _parsed(words["ago"].lower(), anchor)
    unit = words["unit1"]
    if day is None or unit == "decade":
        return None
    return (day, day) if unit == "day" else _around(day, unit)


def _period(words: dict[str, str], tense: Tense, anchor: dt.date) -> Days | None:
    which, unit = words["which"].lower(), words["unit2"]
    if "month4" in words:
        return _month_of_period(which, dates.month_number(unit), anchor)
    if unit == "weekend":
        return _weekend(which, tense, anchor)
    if " " in which:
        low, high = _around(anchor, unit)
        return (low, anchor) if which.startswith("earlier") else (anchor, high)
    day = anchor if which == "this" else _parsed(f"{which} {unit}", anchor)
    return _around(day, unit) if day else None


def _weekend(which: str, tense: Tense, anchor: dt.date) -> Days | None:
    """A Saturday and Sunday. 'This weekend' lies where the verb says; said on a weekend any of them may mean either."""
    step = {"last": -7, "next": 7}.get(which, {"past": -7, "ahead": 0}.get(tense))
    if step is None or anchor.weekday() > 4:
        return None
    saturday = anchor + (5 - anchor.weekday() + step) * DAY
    return saturday, saturday + DAY


def _month_of_period(which: str, month: int, anchor: dt.date) -> Days | None:
    if which == "this":
        return _month(anchor.year, month)
    if month == anchor.month or which not in ("last", "next"):
        return None
    earlier = which == "last"
    return _month(anchor.year - (month > anchor.month) if earlier else anchor.year + (month < anchor.month), month)


def _day_of_month(words: dict[str, str], tense: Tense, anchor: dt.date) -> Days | None:
    month = dates.month_number(words.get("month2") or words["month3"])
    number = int(words.get("day2") or words["day3"])
    days = [day for year in (-1, 0, 1) if (day := _made(anchor.year + year, month, number))]
    weekday = words.get("weekday2")
    if weekday:
        days = [day for day in days if calendar.day_name[day.weekday()] == weekday]
    day = _fitting(days, tense, anchor)
    return (day, day) if day else None


def _fitting(days: list[dt.date], tense: Tense, anchor: dt.date) -> dt.date | None:
    """Of the same day in three years the one that the tense wants; without a tense the nearest, if it is near."""
    if tense == "past":
        return max((day for day in days if day <= anchor), default=None)
    if tense == "ahead":
        return min((day for day in days if day >= anchor), default=None)
    day = min(days, key=lambda day: abs(day - anchor), default=None)
    return day if day and abs(day - anchor).days <= NEAR_DAYS else None


def _month_alone(words: dict[str, str], tense: Tense, anchor: dt.date) -> Days | None:
    month = dates.month_number(words["month6"])
    before = words["before6"].lower()
    tense = "past" if before == "since" else "ahead" if before in ("by", "until") else tense
    months = [_month(anchor.year + step, month) for step in (-1, 0, 1)]
    if tense == "past":
        found = max((days for days in months if days[0] <= anchor), default=None)
    elif tense == "ahead":
        found = min((days for days in months if days[1] >= anchor), default=None)
    else:
        found = None
    return found


def _around(day: dt.date, unit: str) -> Days:
    """The week from Monday to Sunday, month or year that holds a day."""
    if unit == "week":
        monday = day - day.weekday() * DAY
        return monday, monday + 6 * DAY
    return _month(day.year, day.month) if unit == "month" else (dt.date(day.year, 1, 1), dt.date(day.year, 12, 31))


def _month(year: int, month: int) -> Days:
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def _made(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=100_000)
def _parsed(words: str, anchor: dt.date, ahead: bool = False) -> dt.date | None:
    """A single expression, never prose, as dateparser reads it (set as docs/methods.md says)."""
    found = _parser(anchor, "future" if ahead else "current_period").get_date_data(words).date_obj
    return found.date() if found else None


@lru_cache(maxsize=64)
def _parser(anchor: dt.date, prefer: str) -> Any:
    from dateparser.date import DateDataParser

    base = dt.datetime.combine(anchor, dt.time())
    settings = {"PREFER_DATES_FROM": prefer, "RELATIVE_BASE": base, "RETURN_AS_TIMEZONE_AWARE": False}
    return DateDataParser(languages=["en"], settings=settings)


COUNTED: dict[str, Callable[[dict[str, str], Tense, dt.date], Days | None]] = {
    "day": _one_day,
    "weekday": _weekday,
    "ago": _ago,
    "period": _period,
    "day of month": _day_of_month,
    "month": _month_alone,
}
"""How expressions are counted from a day, by their kind."""


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
    day = _day(published) if basis in BASES else None
    found = [
        (row, expression) for row in sentences.itertuples() for expression in time_expressions.find_time_expressions(row.text)
    ]
    counts = day is not None and any(expression.kind not in PRINTED for _, expression in found)
    quoted = quoted_mask(document.text) if counts else None
    for row, expression in found:
        start, end = row.start + expression.start, row.start + expression.end
        anchor = day if quoted is None or not quoted[start] else None
        yield {
            "article_id": document.document_id,
            "sentence_no": row.sentence_no,
            "zone": row.zone,
            "start": start,
            "end": end,
            "text": document.text[start:end],
            **_meaning(expression, row.text, anchor, basis),
        }


def _meaning(expression: TimeExpression, sentence: str, anchor: dt.date | None, basis: str) -> Row:
    """The days of an expression, and what they rest on; an expression that says them all rests on itself."""
    days = printed_days(expression) if expression.kind in PRINTED else None
    rests, counted_from = "stated", NOT_STATED
    if expression.kind not in PRINTED and anchor is not None:
        tense = time_expressions.tense_at(sentence, expression.start, expression.end)
        days, rests, counted_from = counted_days(expression, tense, anchor), BASES[basis], anchor.isoformat()
    if days is None:
        return dict.fromkeys(("date_low", "date_high", "basis", "anchor"), NOT_STATED)
    return {"date_low": days[0].isoformat(), "date_high": days[1].isoformat(), "basis": rests, "anchor": counted_from}


def _day(published: str) -> dt.date | None:
    """The article's day; a month or a year alone is no day to count from."""
    try:
        return dt.date.fromisoformat(published[:10])
    except ValueError:
        return None
