"""Dates as exports, feeds and tables print them, to ISO 8601. What may be read in two ways is not read."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from typing import Any

ISO = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)(?:[T ].*)?$", re.DOTALL)
COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{6}Z?)?$")
MONTHS = {
    "January": "janvier januar jänner enero gennaio janeiro januari",
    "February": "février fevrier februar febrero febbraio fevereiro februari",
    "March": "mars märz marz maerz marzo março maart",
    "April": "avril abril aprile",
    "May": "mai mayo maggio maio mei",
    "June": "juin juni junio giugno junho",
    "July": "juillet juli julio luglio julho",
    "August": "août aout agosto augustus",
    "September": "septembre septiembre settembre setembro",
    "October": "octobre oktober octubre ottobre outubro",
    "November": "novembre noviembre novembro",
    "December": "décembre decembre dezember diciembre dicembre dezembro",
}
"""Months as archives print them for readers in French, German, Spanish, Italian, Portuguese and Dutch."""
ENGLISH = {foreign: english for english, names in MONTHS.items() for foreign in names.split()}
FOREIGN = re.compile(
    rf"\b(\d{{1,2}})(?:er|\.|º)?\s+(?:de\s+)?({'|'.join(ENGLISH)})\s+(?:de\s+)?(?=(?:19|20)\d\d\b)", re.IGNORECASE
)
LONGEST = 200
"""Characters of a printed date."""


def iso(printed: Any) -> str:
    """The day as 'YYYY-MM-DD', as printed, in no other time zone; '' when there is none or it can be read in two ways."""
    if isinstance(printed, dt.date):
        return printed.isoformat()[:10]
    text = " ".join(str(printed).split())[:LONGEST]
    found = ISO.match(text) or COMPACT.match(text)
    if found:
        return _day(*map(int, found.groups()))
    return _mail(text) or _prose(text)


def _day(year: int, month: int, day: int) -> str:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return ""


def _mail(text: str) -> str:
    """'Wed, 15 Feb 2023 10:00:00 GMT', as feeds have it."""
    if text.count(":") < 1:
        return ""
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _prose(text: str) -> str:
    from hearsay.parsing import dates

    english = FOREIGN.sub(lambda found: f"{found[1]} {ENGLISH[found[2].lower()]} ", text)
    return next((date.value for date in dates.find(english) if date.value), "")
