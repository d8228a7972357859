"""Dates as pages, exports, feeds and tables print them, to ISO 8601. What may be read in two ways is not read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<month{n}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
YEARS = re.compile(r"(?:19|20)\d\d")
YEAR = r"(?P<year{n}>(?:19|20)\d\d)(?!\d)"
WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s{1,3}"


def _numbered(pattern: str, n: int) -> str:
    return pattern.replace("{n}", str(n))


SHAPES = (
    rf"(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]{{1,3}}{_numbered(MONTH, 1)}(?:,?\s{{0,3}}|-){_numbered(YEAR, 1)}",
    rf"{_numbered(MONTH, 2)}\s{{0,3}}(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}{_numbered(YEAR, 2)}",
    rf"(?<![\d/.-]){_numbered(YEAR, 3)}(?P<sep>[-/.])(?P<number3>\d{{1,2}})(?P=sep)(?P<day3>\d{{1,2}})(?!\d)",
    r"(?<![\d/.-])(?P<first>\d{1,2})(?P<slash>[/.-])(?P<second>\d{1,2})(?P=slash)(?P<year4>(?:19|20)\d\d)(?!\d)",
)
DATE = re.compile(rf"(?<![a-z0-9])(?:{WEEKDAY})?(?:{'|'.join(SHAPES)})", re.IGNORECASE)
WEEKDAY_FIRST = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)


@dataclass(frozen=True)
class PrintedDate:
    """A date as printed: its place in the line, its ISO value (None when it can be read in two ways)."""

    start: int
    end: int
    value: str | None
    weekday: bool


def find_dates(line: str) -> Iterator[PrintedDate]:
    """Every full date (day, month and year) printed in a line."""
    if "20" not in line and "19" not in line:
        return
    for found in DATE.finditer(line):
        yield PrintedDate(found.start(), found.end(), _value(found.groupdict()), bool(WEEKDAY_FIRST.match(found[0])))


def _value(parts: dict[str, str | None]) -> str | None:
    if parts["first"]:
        return _numeric(int(parts["first"]), int(parts["second"] or 0), int(parts["year4"] or 0))
    number = next(n for n in "123" if parts[f"year{n}"])
    in_year = int(parts["number3"] or 0) if number == "3" else month_number(parts[f"month{number}"] or "")
    return _iso(int(parts[f"year{number}"] or 0), in_year, int(parts[f"day{number}"] or 0))


def month_number(name: str) -> int:
    """The number of a month by its English name or its first three letters."""
    return next(n for n, known in enumerate(MONTHS, start=1) if known == name.lower()[:3])


def _numeric(first: int, second: int, year: int) -> str | None:
    """Day or month first: only when one of the two readings is impossible, or both are the same."""
    readings = sorted({_iso(year, first, second), _iso(year, second, first)} - {None}, key=str)
    return readings[0] if len(readings) == 1 else None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


ISO = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)(?:[T ].*)?$", re.DOTALL)
COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{6}Z?)?$")
MONTHS_BY_LANGUAGE = {
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
ENGLISH = {foreign: english for english, names in MONTHS_BY_LANGUAGE.items() for foreign in names.split()}
FOREIGN = re.compile(
    rf"\b(\d{{1,2}})(?:er|\.|º)?\s+(?:de\s+)?({'|'.join(ENGLISH)})\s+(?:de\s+)?(?=(?:19|20)\d\d\b)", re.IGNORECASE
)
LONGEST = 200
"""Characters of a printed date."""


def iso_date(printed: Any) -> str:
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

    english = FOREIGN.sub(lambda found: f"{found[1]} {ENGLISH[found[2].lower()]} ", text)
    return next((date.value for date in find_dates(english) if date.value), "")
