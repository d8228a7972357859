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
CENTURIES = ("19", "20")
YEARS = re.compile(r"(?:19|20)\d\d")
YEAR = r"(?P<year{n}>(?:19|20)\d\d)(?!\d)"
WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s{1,3}"


def _numbered(pattern: str, n: int) -> str:
    return pattern.replace("{n}", str(n))


SHAPES = (
    rf"(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s{{1,20}}of)?[\s-]{{1,3}}{_numbered(MONTH, 1)}"
    rf"(?:,?\s{{0,3}}|-){_numbered(YEAR, 1)}",
    rf"{_numbered(MONTH, 2)}\s{{0,3}}(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}{_numbered(YEAR, 2)}",
    rf"(?<![\d/.-]){_numbered(YEAR, 3)}(?P<sep>[-/.])(?P<number3>\d{{1,2}})(?P=sep)(?P<day3>\d{{1,2}})(?!\d)",
    r"(?<![\d/.-])(?P<first>\d{1,2})(?P<slash>[/.-])(?P<second>\d{1,2})(?P=slash)(?P<year4>(?:19|20)\d\d)(?!\d)",
)
DATE = re.compile(rf"(?<![a-z0-9])(?:{WEEKDAY})?(?:{'|'.join(SHAPES)})", re.IGNORECASE)
WEEKDAY_FIRST = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)
ISO = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)(?:[T ].*)?$", re.DOTALL)
COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{6}Z?)?$")
MONTHS_BY_LANGUAGE = {
    "January": "janvier januar jänner enero gennaio janeiro januari styczeń stycznia январь января",
    "February": "février fevrier februar febrero febbraio fevereiro februari luty lutego февраль февраля",
    "March": "mars märz marz maerz marzo março maart marzec marca март марта",
    "April": "avril abril aprile kwiecień kwietnia апрель апреля",
    "May": "mai mayo maggio maio mei maj maja май мая",
    "June": "juin juni junio giugno junho czerwiec czerwca июнь июня",
    "July": "juillet juli julio luglio julho lipiec lipca июль июля",
    "August": "août aout agosto augustus sierpień sierpnia август августа",
    "September": "septembre septiembre settembre setembro wrzesień września сентябрь сентября",
    "October": "octobre oktober octubre ottobre outubro październik października октябрь октября",
    "November": "novembre noviembre novembro listopad listopada ноябрь ноября",
    "December": "décembre decembre dezember diciembre dicembre dezembro grudzień grudnia декабрь декабря",
}
"""Months as archives print them for readers in French, German, Spanish, Italian, Portuguese, Dutch, Polish and Russian."""
ENGLISH = {foreign: english for english, names in MONTHS_BY_LANGUAGE.items() for foreign in names.split()}
FOREIGN = re.compile(
    rf"\b(\d{{1,2}})(?:er|\.|º)?\s+(?:de\s+)?({'|'.join(ENGLISH)})\s+(?:de\s+)?(?=(?:19|20)\d\d\b)", re.IGNORECASE
)
YEAR_FIRST = re.compile(r"((?:19|20)\d\d)\s?[\u5e74\ub144]\s?(\d{1,2})\s?[\u6708\uc6d4]\s?(\d{1,2})\s?[\u65e5\uc77c]")
"""'2017\u5e7411\u670813\u65e5': year, month and day as Chinese, Japanese and Korean print them."""
BEFORE, BEHIND = 64, 10
"""More characters than a date has before its year, and behind it with the one that follows: dates are looked for there only."""
LONGEST = 200
"""Characters of a printed date."""


@dataclass(frozen=True)
class PrintedDate:
    """A date as printed: its place in the line, its ISO value (None when it can be read in two ways)."""

    start: int
    end: int
    value: str | None
    weekday: bool


def find_dates(line: str) -> Iterator[PrintedDate]:
    """Every full date (day, month and year) printed in a line."""
    read = 0
    for year in YEARS.finditer(line):
        found = DATE.search(line, max(read, year.start() - BEFORE), year.end() + BEHIND)
        if found and found.start() <= year.start() < found.end():
            read = found.end()
            yield PrintedDate(found.start(), read, _value(found.groupdict()), bool(WEEKDAY_FIRST.match(found[0])))


def _value(parts: dict[str, str | None]) -> str | None:
    def number(name: str) -> int:
        return int(parts[name] or 0)

    if parts["first"]:  # day or month first: read only when one of the two readings is impossible, or both are the same
        year, readings = number("year4"), (("first", "second"), ("second", "first"))
        days = {day for month, of_month in readings if (day := _iso(year, number(month), number(of_month)))}
        return days.pop() if len(days) == 1 else None
    shape = next(n for n in "123" if parts[f"year{n}"])
    month = number("number3") if shape == "3" else month_number(parts[f"month{shape}"] or "")
    return _iso(number(f"year{shape}"), month, number(f"day{shape}"))


def month_number(name: str) -> int:
    """The number of a month by its English name or its first three letters."""
    return next(n for n, known in enumerate(MONTHS, start=1) if known == name.lower()[:3])


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def iso_date(printed: Any) -> str:
    """The day as 'YYYY-MM-DD', as printed, in no other time zone; '' when there is none or it can be read in two ways."""
    if isinstance(printed, dt.date):
        return printed.isoformat()[:10]
    text = " ".join(str(printed).split())[:LONGEST]
    found = ISO.match(text) or COMPACT.match(text)
    if found:
        return _iso(*map(int, found.groups())) or ""
    numbered = YEAR_FIRST.search(text)
    if numbered:
        return _iso(*map(int, numbered.groups())) or ""
    english = FOREIGN.sub(lambda found: f"{found[1]} {ENGLISH[found[2].lower()]} ", text)
    return _mail(text) or next((date.value for date in find_dates(english) if date.value), "")


def _mail(text: str) -> str:
    """'Wed, 15 Feb 2023 10:00:00 GMT', as feeds have it."""
    if ":" not in text:
        return ""
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
