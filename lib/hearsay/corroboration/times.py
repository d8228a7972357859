"""Times that a sentence states: months, their parts and days, weekdays and years: "late July" is not "early July"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hearsay.text.dates import month_number

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan\\.|Feb\\.|Mar\\.|Apr\\.|Jun\\.|Jul\\.|Aug\\.|Sept\\.|Sep\\.|Oct\\.|Nov\\.|Dec\\."
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TIME = re.compile(
    rf"(?:(?P<part>early|mid|late|the beginning of|the end of)[\s-]+)?(?:(?P<before>\d{{1,2}})\s+)?\b(?P<month>{_MONTHS})"
    rf"(?:\s+(?P<day>\d{{1,2}})(?!\d))?(?:,?\s+(?P<year>(?:19|20)\d\d))?\b"
    rf"|\b(?P<weekday>{'|'.join(_DAYS)})s?\b|\b(?P<alone>(?:19|20)\d\d)\b(?!-)"
)
_PARTS = {"the beginning of": "early", "the end of": "late"}


@dataclass(frozen=True)
class Moment:
    """A stated time and its place in the text. What is not stated is 0, of `part` (early, mid, late) ''; Monday is weekday 1."""

    start: int
    end: int
    year: int = 0
    month: int = 0
    day: int = 0
    part: str = ""
    weekday: int = 0


def moments(text: str, start: int, end: int) -> list[Moment]:
    """The times in a stretch of text, in order.

    >>> [(m.month, m.part) for m in moments("as early as late July", 0, 21)]
    [(7, 'late')]
    """
    return [_moment(match) for match in _TIME.finditer(text, start, end)]


def times_differing(first: Sequence[Moment], second: Sequence[Moment]) -> tuple[Moment, Moment] | None:
    """Two times, one of each text, stated in the same terms, that cannot be one; None when any two agree or none are comparable.

    Days of the week are held against days of the week, months against months, bare years against bare years.
    """
    pairs = [(a, b) for a in first for b in second if _comparable(a, b)]
    return None if any(not _apart(a, b) for a, b in pairs) else next(iter(pairs), None)


def _moment(match: re.Match[str]) -> Moment:
    if match["weekday"]:
        return Moment(*match.span(), weekday=1 + _DAYS.index(match["weekday"]))
    if match["alone"]:
        return Moment(*match.span(), year=int(match["alone"]))
    part = (match["part"] or "").lower()
    return Moment(
        *match.span(),
        year=int(match["year"] or 0),
        month=month_number(match["month"].rstrip(".")),
        day=int(match["day"] or match["before"] or 0),
        part=_PARTS.get(part, part),
    )


def _comparable(a: Moment, b: Moment) -> bool:
    return bool(a.weekday and b.weekday) or bool(a.month and b.month) or bool(a.year and b.year and not (a.month or b.month))


def _apart(a: Moment, b: Moment) -> bool:
    stated = ((getattr(a, field), getattr(b, field)) for field in ("year", "month", "day", "part", "weekday"))
    return any(ours and theirs and ours != theirs for ours, theirs in stated)
