"""What the line model looks at: a line's tokens, its form, its neighbours, its place, the page's topic."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hearsay.parsing import line_words
from hearsay.parsing.line_words import LOOKED_AT
from hearsay.parsing.lines import REPEATED, Lines

Array = NDArray[Any]
Matrix = NDArray[np.float32]
Vector = NDArray[np.float32]

SHORT = 15
"""Words of a line whose first two count together."""
LENGTHS = [f"#{min(12, int(2 * math.log2(words + 1)))}" for words in range(LOOKED_AT + 1)]
KINDS = {"": 0.0, "byline": 1.0, "date": 2.0, "upstream": 3.0, "photo_credit": 4.0, "caption": 5.0}
PLACES = {"whole": 1.0, "start": 2.0, "any": 3.0}
ENDS = {".": 1.0, "!": 2.0, "?": 3.0, ":": 4.0, '"': 5.0, "”": 5.0, "…": 6.0, ",": 7.0, ")": 8.0, "»": 6.0}
DIGIT, CAPITAL = re.compile(r"\d"), re.compile(r"[A-Z]")
ADDRESS = re.compile(r"https?:|www\.|\.com\b|@")
OTHERS = frozenset(("related_news", "most_read", "read_next", "read_more", "teaser", "related_link"))
TALK = frozenset(("comments", "comments_count", "comments_widget", "comment_policy"))
SEEN = 80
"""Characters looked at for digits and capitals."""
FAR = 60
"""Lines up to which a distance is told."""
LONGEST = 90
"""Words of one line that count where the richest stretch is looked for."""
STEMS_OF_A_LINE = 32_768
"""More than there are numbers of stems."""
HEADING, HARD_HEADING = 40, 80
"""Weights of furniture that heads a list, and that ends an article."""
BEGUN = 60
"""Words of prose read before a heading counts as the article's end."""


class Column(IntEnum):
    """The columns of `own_columns`. The trees know them by number: a new one makes the model anew, and so goes to the end."""

    WORDS = 0
    CHARACTERS = 1
    WORD_LENGTH = 2
    LOWERED = 3
    STOPPED = 4
    PROSE = 5
    BULLET = 6
    INDENT = 7
    GAP = 8
    WEIGHT = 9
    PLACE = 10
    KIND = 11
    DATES = 12
    COMMAS = 13
    QUOTES = 14
    BARS = 15
    QUESTIONS = 16
    STOPS = 17
    DIGITS = 18
    CAPITALS = 19
    ADDRESS = 20
    REPEATS = 21
    END = 22
    OTHERS = 23
    TALK = 24
    COUNTER = 25
    LOWER_FIRST = 26
    READER = 27
    WRITER = 28
    SPEECH = 29
    JOINTS = 30


@dataclass(frozen=True)
class PageTokens:
    """A page's tokens, in the order of its lines: `row` is the line of each, `stem` is -1 for words without content."""

    row: NDArray[np.int64]
    token: NDArray[np.int64]
    stem: NDArray[np.int64]
    kind: NDArray[np.int64]
    count: NDArray[np.int64]


def page_tokens(lines: Lines) -> PageTokens:
    """The tokens of a page's lines: each line's words and some marks of its form."""
    first = np.arange(len(lines.row)) - np.repeat(np.cumsum(lines.counts) - lines.counts, lines.counts) < LOOKED_AT
    rows, marks = _marks(lines)
    row, found = np.concatenate([lines.row[first], rows]), np.concatenate([lines.numbers[first], marks])
    order = np.argsort(row, kind="stable")
    row, found = row[order], found[order]
    stem, kind = ((found >> line_words.STEM) & 0x7FFF) - 1, (found >> line_words.KIND_BITS) & 0x7
    return PageTokens(row, found & 0xFFFF, stem, kind, np.bincount(row, minlength=len(lines)))


def _marks(lines: Lines) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Marks of form, each with its line; '#' keeps them apart from words."""
    every, counts = np.arange(len(lines)), lines.counts
    worded, paired = np.flatnonzero(counts), np.flatnonzero((counts > 1) & (counts <= SHORT))
    bulleted, known = ([n for n, one in enumerate(column) if one] for column in (lines.bullet, lines.furniture))
    rows = np.concatenate([every, every, worded, worded, paired, bulleted, known]).astype(np.int64)
    written = [
        *(LENGTHS[count] for count in np.minimum(counts, LOOKED_AT).tolist()),
        *("#." + text[-1] for text in lines.text),
        *("#^" + words[0] for words in lines.words if words),
        *("#$" + words[-1] for words in lines.words if words),
        *(f"#^^{words[0]} {words[1]}" for words in lines.words if 1 < len(words) <= SHORT),
        *["#bullet"] * len(bulleted),
        *("#:" + phrase.detail for phrase in lines.furniture if phrase),
    ]
    return rows, np.array(line_words.hashed_marks(written), dtype=np.int64)


def own_columns(lines: Lines, tokens: PageTokens) -> Matrix:
    """Each line by itself: length, punctuation, capitals, bullet, furniture words, kind of words. Columns as in `Column`."""
    heads, begins = lines.head, [head[:SEEN] or "." for head in lines.head]
    n_words, length, seen = np.array(lines.n_words), np.array(list(map(len, lines.text))), np.array(list(map(len, begins)))
    details = [phrase.detail if phrase else "" for phrase in lines.furniture]
    short = zip(lines.plain, (length < REPEATED).tolist(), strict=True)
    columns: dict[Column, Any] = {
        Column.WORDS: n_words,
        Column.CHARACTERS: length,
        Column.WORD_LENGTH: length / np.maximum(1, n_words),
        Column.LOWERED: lines.lowered,
        Column.STOPPED: lines.stopped,
        Column.PROSE: lines.prose,
        Column.BULLET: [bullet != "" for bullet in lines.bullet],
        Column.INDENT: [min(indent, 40) for indent in lines.indent],
        Column.GAP: lines.gap,
        Column.WEIGHT: [phrase.weight if phrase else 0 for phrase in lines.furniture],
        Column.PLACE: [PLACES[phrase.place] if phrase else 0 for phrase in lines.furniture],
        Column.KIND: [KINDS[kind] for kind in lines.kind],
        Column.DATES: list(map(len, lines.dates)),
        Column.COMMAS: _counted(heads, ","),
        Column.QUOTES: _counted(heads, '"“”'),
        Column.BARS: _counted(heads, "|›»…"),
        Column.QUESTIONS: _counted(heads, "?!"),
        Column.STOPS: [head.count(". ") for head in heads],
        Column.DIGITS: np.array([len(DIGIT.findall(begin)) for begin in begins]) / seen,
        Column.CAPITALS: np.array([len(CAPITAL.findall(begin)) for begin in begins]) / seen,
        Column.ADDRESS: [bool(ADDRESS.search(head, 0, 1000)) for head in heads],
        Column.REPEATS: [min(lines.repeats[plain], 9) if is_short else 1 for plain, is_short in short],
        Column.END: [ENDS.get(head[-1:], 0.0) for head in heads],
        Column.OTHERS: [detail in OTHERS for detail in details],
        Column.TALK: [detail in TALK for detail in details],
        Column.COUNTER: [detail == "counter" for detail in details],
        Column.LOWER_FIRST: [content[:1].islower() for content in lines.content],
    }
    for kind, column in enumerate((Column.READER, Column.WRITER, Column.SPEECH, Column.JOINTS), start=1):
        columns[column] = np.bincount(tokens.row[tokens.kind == kind], minlength=len(lines)) / np.maximum(1, tokens.count)
    own = np.zeros((len(lines), len(Column)), dtype=np.float32)
    for column, values in columns.items():
        own[:, column] = values
    own[:, : Column.WORD_LENGTH] = np.log1p(own[:, : Column.WORD_LENGTH])
    return own


def _counted(heads: Sequence[str], marks: str) -> Array:
    """How often any of the marks stands in each line."""
    times: Array = np.sum([[head.count(mark) for head in heads] for mark in marks], axis=0)
    return times


def columns_around(own: Matrix, score: Vector, rule: NDArray[np.bool_]) -> Matrix:
    """First stage: each line's own columns, the words' score, its neighbours', its place, the rule's verdict."""
    n = len(own)
    at = np.arange(n)
    logs, prose, weight, kind = (own[:, column] for column in (Column.WORDS, Column.PROSE, Column.WEIGHT, Column.KIND))
    lowered, bullet, counter, others = (own[:, c] for c in (Column.LOWERED, Column.BULLET, Column.COUNTER, Column.OTHERS))
    words, dated = np.expm1(logs) * prose * (weight == 0), kind == KINDS["date"]
    near = [shifted(column, k, empty) for k in (1, 2, 3, -1, -2, -3) for column, empty in ((score, -9), (logs, -1), (prose, -1))]
    near += [shifted(column, k, -1) for k in (1, -1) for column in (bullet, weight, kind, lowered)]
    sums = [total(words, 2), total(words, 6), total(words, 15), total(prose, 3), total(prose, 10), total(bullet, 4)]
    sums += [total(score, 2), total(score, 6), total(counter + dated, 5), total(dated, 4), total(others, 5)]
    columns = [score, *near, *sums, at / n, np.log1p(at), np.log1p(n - at), *_read(words), *_headings(own, words)]
    columns += [*_reach(rule), rule, since(dated), until(dated), since(kind == KINDS["byline"])]
    return np.column_stack([own, *columns]).astype(np.float32)


def repeated_lines(first: Matrix, likely: Vector, length: Vector, tokens: PageTokens, rarity: Vector) -> Matrix:
    """Second stage: the first stage's columns and verdicts around each line, and what the line shares with the likely body."""
    on, mass = likely > 0.5, likely * length
    near = [shifted(likely, k, -1) for k in (1, 2, 3, 4, -1, -2, -3, -4)]
    sums = [part for r in (2, 5, 12) for part in (total(likely, r), total(mass, r) / np.maximum(1, total(length, r)))]
    start, end = richest((likely - 0.45) * np.minimum(length, LONGEST) - (likely < 0.3))
    at = np.arange(len(likely))
    inside = (at >= start) & (at < end)
    place = [np.clip(at - start, -FAR, 200), np.clip(end - 1 - at, -FAR, 200), inside]
    off = np.cumsum(np.where(likely < 0.3, length, 0))
    gaps = [_since_mass(on, off), _since_mass(on[::-1], (off[-1] - off)[::-1])[::-1]]
    content = _content(tokens, rarity)
    shared = [part for body in (on, inside & on) for part in _shared(body, content, len(rarity))]
    shared += [total(shared[0], 2), total(shared[2], 4)]
    columns = [likely, *near, *sums, *_read(mass), *_reach(on), since(on), until(on), *gaps, *place, *shared]
    return np.column_stack([first, *columns]).astype(np.float32)


def shifted(column: Array, by: int, empty: float) -> Array:
    """Each line's neighbour `by` lines above (below, when negative); `empty` where there is none."""
    moved = np.full(len(column), empty, dtype=np.float32)
    if 0 < by < len(column):
        moved[by:] = column[:-by]
    elif 0 < -by < len(column):
        moved[:by] = column[-by:]
    return moved


def total(column: Array, radius: int) -> Array:
    """Sum over the lines within `radius`."""
    sums, at = np.concatenate([[0.0], np.cumsum(column, dtype=np.float64)]), np.arange(len(column))
    within: Array = sums[np.minimum(len(column), at + radius + 1)] - sums[np.maximum(0, at - radius)]
    return within


def since(flags: Array) -> Array:
    """Lines since the last one flagged, `FAR` at most."""
    at = np.arange(len(flags))
    return np.minimum(at - np.maximum.accumulate(np.where(flags, at, -1000)), FAR)


def until(flags: Array) -> Array:
    """Lines until the next one flagged, `FAR` at most."""
    return since(flags[::-1])[::-1]


def richest(scores: Array) -> tuple[int, int]:
    """The contiguous stretch with the greatest sum, empty when nothing scores above zero."""
    sums = np.concatenate([[0.0], np.cumsum(scores, dtype=np.float64)])
    gain = sums - np.minimum.accumulate(sums)
    end = int(np.argmax(gain))
    return (int(np.argmin(sums[: end + 1])), end) if gain[end] > 0 else (0, 0)


def _read(words: Array) -> list[Array]:
    """Words before and after, share of them, and all."""
    sums = np.cumsum(words)
    whole = max(1.0, float(sums[-1]))
    full = np.full(len(words), np.log1p(whole))
    return [np.log1p(np.maximum(0, sums - words)), np.log1p(np.maximum(0, whole - sums)), sums / whole, full]


def _headings(own: Matrix, words: Array) -> list[Array]:
    weight, sums, at = own[:, Column.WEIGHT], np.cumsum(words), np.arange(len(own))
    heading, hard = weight >= HEADING, weight >= HARD_HEADING
    above = np.maximum.accumulate(np.where(heading, at, 0))
    read = np.maximum.accumulate(np.where(heading, sums, -1))
    talk, others = (np.maximum.accumulate(own[:, column] * (sums > BEGUN)) for column in (Column.TALK, Column.OTHERS))
    parts = [since(heading), until(heading), since(hard), np.where(heading, weight, 0)[above], talk, others]
    return [*parts, np.minimum(np.cumsum(hard & (sums > BEGUN)), 5), np.where(read >= 0, sums - read, -1)]


def _reach(flags: Array) -> list[Array]:
    """Lines below the first and above the last one flagged."""
    on, at = np.flatnonzero(flags), np.arange(len(flags))
    if not len(on):
        return [np.full(len(flags), -99.0), np.full(len(flags), -99.0)]
    return [np.clip(at - on[0], -FAR, 200), np.clip(on[-1] - at, -FAR, 200)]


def _since_mass(on: Array, off: Array) -> Array:
    last = np.maximum.accumulate(np.where(on, off, -1))
    return np.where(last >= 0, np.log1p(np.maximum(0, off - last)), -1)


def _content(tokens: PageTokens, rarity: Vector) -> tuple[Array, Array, Array, Array]:
    """Of the words with content: line, stem, rarity, and how often the stem stands in that line."""
    kept = tokens.stem >= 0
    row, stem = tokens.row[kept], tokens.stem[kept]
    _, place, counts = np.unique(row * STEMS_OF_A_LINE + stem, return_inverse=True, return_counts=True)
    return row, stem, rarity[stem], counts[place]


def _shared(body: Array, content: tuple[Array, Array, Array, Array], stems: int) -> list[Array]:
    """Share of a line's content, rare words more, that other body lines hold; and how often they hold it."""
    row, stem, weight, times = content
    within = body[row]
    others = np.bincount(stem[within], minlength=stems)[stem] - np.where(within, times, 0)
    whole = np.bincount(row, weight, minlength=len(body))
    found = np.bincount(row, weight * (others > 0), minlength=len(body))
    often = np.bincount(row, weight * np.log1p(others), minlength=len(body))
    empty, divisor = whole <= 0, np.maximum(whole, 1e-6)
    return [np.where(empty, -1, found / divisor), np.where(empty, -1, often / divisor)]
