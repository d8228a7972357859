"""Quantities of a sentence: how many of what, as a range, so that "hundreds", 400 and 1,000 are told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hearsay.framing.omissions import stem
from hearsay.text.words import WORD

MANY = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SPELLED = {word: float(n) for n, word in enumerate(ONES)} | {word: 10.0 * n for n, word in enumerate(TENS, 2)}
UP_TO = 10.0
"""What a bare plural may mean: "hundreds" are from two hundred up to where thousands begin."""
ROUNDED = 0.02
""""Roughly $141 million" and "nearly $44 million" are off by no more than this share: chosen by hand."""
REACH = 3
"""Words between a number and the noun that it counts, at most: "400 Iranian-made attack drones"."""
OPEN = 1e15
GAP = 3
"""Spaces between the words of a number, at most: a run without end costs no more than a moment."""
_MULTIPLIER = r"(?:dozen|score|hundred|thousand|million|billion|trillion)"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SPELLED = "|".join(sorted(SPELLED, key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?P<before>\b(?:more than|over|at least|up to|as many as|less than|fewer than|under|about|around|roughly|some|nearly"
    rf"|almost|approximately|an estimated|several|a few|a couple of|many|a|an)\s{{1,{GAP}}})?"
    rf"(?P<money>[$€£]\s?)?"
    rf"(?:(?<!\d)(?P<digits>{_DIGITS})(?![\d/:])(?P<ordinal>st|nd|rd|th)?|\b(?P<spelled>{_SPELLED})\b)?"
    rf"(?:[\s-]{{0,{GAP}}}(?P<many>{_MULTIPLIER})(?P<plural>s)?\b)?(?:\s{{1,{GAP}}}of\s{{1,{GAP}}}(?P<more>thousand|million|billion)s\b)?"
    rf"(?P<percent>\s?(?:%|percent\b|per cent\b))?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"1[89]\d\d|20\d\d")
_ABOVE, _BELOW = (
    ("more than", "over", "at least"),
    ("up to", "as many as", "less than", "fewer than", "under", "nearly", "almost"),
)
_ABOUT = ("about", "around", "roughly", "some", "approximately", "an estimated", "nearly", "almost")
_CURRENCY = re.compile(r"\s?(?:dollars|euros|pounds)\b", re.IGNORECASE)
_BREAK = re.compile(r"[.,;:()“”\"—–]")
_LINKS = ("of", "more", "other")
_NAMED = re.compile(r"\b([A-Z][\w'’.-]*)[ -]$")
LONGEST_NAME = 24
"""Characters before a number in which a name that it belongs to may stand."""
_PLURALS = ("people", "men", "women", "children", "police", "troops")
_TIMES = frozenset(
    ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
    + ("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "a.m", "p.m", "am", "pm")
)


@dataclass(frozen=True)
class Quantity:
    """A number in a text: the least and most that it can mean, what is counted, and where it stands.

    `of` holds the words after the number that may name what is counted, without their endings; '$' for money, '%' for percent;
    nothing when that is unclear. `low` and `high` are inclusive.
    """

    low: float
    high: float
    of: frozenset[str]
    start: int
    end: int


def quantities(text: str, start: int, end: int) -> list[Quantity]:
    """The quantities in a stretch of text, in order. Dates, years, times, ordinals and "Section 702" are none."""
    found = []
    for match in _NUMBER.finditer(text, start, end):
        # All of its parts may be missing, so it matches nothing between any two characters, too.
        quantity = _quantity(text, match, end) if match.group() else None
        if quantity is not None:
            found.append(quantity)
    return found


def differing(first: Sequence[Quantity], second: Sequence[Quantity]) -> tuple[Quantity, Quantity] | None:
    """Two quantities, one of each text, that count the same thing and cannot be the same number; None when there are none.

    A quantity that has its like in the other text is taken for that one, and the others for other parts of the texts.
    """
    ours = [q for q in first if not any(q.of & other.of and same(q, other) for other in second)]
    theirs = [q for q in second if not any(q.of & other.of and same(q, other) for other in first)]
    return next(((a, b) for a in ours for b in theirs if a.of & b.of), None)


def same(first: Quantity, second: Quantity) -> bool:
    """Whether two quantities may be one number, as far as rounding and words such as "more than" leave it open."""
    if _exact(first) != _exact(second) and not _explained(first, second):
        return False
    return first.low <= second.high and second.low <= first.high


def _exact(quantity: Quantity) -> bool:
    return quantity.high - quantity.low <= 2 * ROUNDED * quantity.high


def _explained(first: Quantity, second: Quantity) -> bool:
    """Whether the vaguer of two has a bound at the other's number: "more than 400" and 400, but not "hundreds" and 400."""
    exact, vague = (first, second) if _exact(first) else (second, first)
    return min(abs(exact.low - vague.low), abs(exact.high - vague.high)) <= 0.1 * exact.high


def _quantity(text: str, match: re.Match[str], end: int) -> Quantity | None:
    digits, spelled, many = match["digits"], match["spelled"], match["many"]
    before = " ".join((match["before"] or "").lower().split())
    if not (digits or spelled or many) or match["ordinal"]:
        return None
    bare = digits and not (match["money"] or many or match["percent"])
    if bare and (_YEAR.fullmatch(digits) or _timed(text, match) or _of_a_name(text, match, end)):
        return None
    if spelled and spelled.lower() == "one" and not many:  # far more often a pronoun than a count
        return None
    value = float(digits.replace(",", "")) if digits else SPELLED[spelled.lower()] if spelled else 1.0
    value *= MANY[many.lower()] if many else 1.0
    value *= MANY[match["more"].lower()] if match["more"] else 1.0
    low, high = _range(value, before, bare_plural=bool(many and match["plural"] and not digits and not spelled))
    if many and not digits and not spelled and not match["plural"] and before not in ("a", "an", *_ABOVE, "several", "about"):
        return None
    place = match.start() + len(match.group()) - len(match.group().lstrip(" -"))
    return Quantity(low, high, _things(text, match, end), place, match.end())


def _range(value: float, before: str, *, bare_plural: bool) -> tuple[float, float]:
    if before in ("several", "a few", "a couple of", "many") or bare_plural:
        return 2 * value, UP_TO * value - 1
    if before in _ABOVE:
        return value, OPEN if before == "at least" else 2 * value
    if before in _BELOW and before not in _ABOUT:
        return 0.0, value
    slack = 5 * ROUNDED if before in _ABOUT else 0.0
    return value * (1 - slack), value * (1 + slack)


def _timed(text: str, match: re.Match[str]) -> bool:
    """Whether a bare number is a day or an hour: "Feb. 15", "12:00 p.m."."""
    before = re.search(r"(\w[\w.]*)\W*$", text[max(match.start("digits") - 12, 0) : match.start("digits")])
    after = re.match(r"\s*([a-z.]+)", text[match.end("digits") : match.end("digits") + 6], re.IGNORECASE)
    near = [word.group(1).strip(".").lower() for word in (before, after) if word]
    return bool(_TIMES & set(near))


def _of_a_name(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a bare number is the end of a name, "Shahed 131": behind a capital, and nothing follows that could be counted."""
    before = _NAMED.search(text, max(match.start("digits") - LONGEST_NAME, 0), match.start("digits"))
    if match["before"] or before is None or not stem(before.group(1)):
        return False
    near = _phrase(text, match.end(), end)
    return not any(word.lower().endswith("s") or word.lower() in _PLURALS for word in near)


def _phrase(text: str, start: int, end: int) -> list[str]:
    """The words behind a number that may name what it counts: "of" links them to it, but not one of them to another."""
    words: list[str] = []
    place = start
    for word in WORD.finditer(text, start, end):
        if len(words) == REACH or _BREAK.search(text, place, word.start()):
            break
        place = word.end()
        if stem(word.group()):
            words.append(word.group())
        elif word.group().lower() not in _LINKS or (words and word.group().lower() == "of"):
            break
    return words


def _things(text: str, match: re.Match[str], end: int) -> frozenset[str]:
    """What a number may count: the words that follow it as far as its phrase may go."""
    if match["money"] or _CURRENCY.match(text, match.end(), end):
        return frozenset("$")
    if match["percent"]:
        return frozenset("%")
    return frozenset(map(stem, _phrase(text, match.end(), end)))
