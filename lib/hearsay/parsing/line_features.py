"""What the line model looks at: a line's tokens, its form, its neighbours, its place, the page's topic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hearsay.parsing import characters, line_words
from hearsay.parsing.line_words import LOOKED_AT
from hearsay.parsing.lines import Lines

Array = NDArray[Any]
Matrix = NDArray[np.float32]
Vector = NDArray[np.float32]

SHORT = 15
"""Words of a line whose first two count together."""
KINDS = {"": 0.0, "byline": 1.0, "date": 2.0, "upstream": 3.0, "photo_credit": 4.0, "caption": 5.0}
PLACES = {"whole": 1.0, "start": 2.0, "any": 3.0}
ENDS = {".": 1.0, "!": 2.0, "?": 3.0, ":": 4.0, '"': 5.0, "”": 5.0, "…": 6.0, ",": 7.0, ")": 8.0, "»": 6.0}
ADDRESS = re.compile(r"https?:|www\.|\.com\b|@")
ADDRESS_BEGINS = ("http", "www.", ".com", "@")
ADDRESS_WITHIN = 1000
"""Characters of a line in which an address is looked for."""
OTHERS = frozenset(("related_news", "most_read", "read_next", "read_more", "teaser", "related_link"))
TALK = frozenset(("comments", "comments_count", "comments_widget", "comment_policy"))
SEEN = 80
"""Characters looked at for digits and capitals."""
MOST_LENGTHS = 12
"""Steps of a line's length, two for each time that it doubles."""
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
    """A page's tokens, words before marks of form: `row` is the line of each, `stem` is -1 for words without content."""

    row: NDArray[np.int64]
    token: NDArray[np.int64]
    stem: NDArray[np.int64]
    kind: NDArray[np.int64]
    count: NDArray[np.int64]


class LineContent(NamedTuple):
    """Of words with content, line by line: the line, the stem, its rarity, and how often it stands in that line."""

    row: NDArray[np.int64]
    stem: NDArray[np.int64]
    weight: Vector
    times: NDArray[np.int64]

    def of_page(self, lines: slice) -> LineContent:
        """The content of a page's lines, as if there were no others."""
        own = slice(*self.row.searchsorted([lines.start, lines.stop]))
        return LineContent(self.row[own] - lines.start, self.stem[own], self.weight[own], self.times[own])


def page_tokens(lines: Lines) -> PageTokens:
    """The tokens of a page's lines: each line's words and some marks of its form."""
    first = np.arange(len(lines.row)) - np.repeat(np.cumsum(lines.counts) - lines.counts, lines.counts) < LOOKED_AT
    rows, marks = _marks(lines)
    row, found = np.concatenate([lines.row[first], rows]), np.concatenate([lines.numbers[first], marks])
    stem, kind = ((found >> line_words.STEM) & 0x7FFF) - 1, (found >> line_words.KIND_BITS) & 0x7
    return PageTokens(row, found & 0xFFFF, stem, kind, np.bincount(row, minlength=len(lines)))


def _marks(lines: Lines) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Marks of form, each with its line; '#' keeps them apart from words."""
    every, counts, words = np.arange(len(lines)), lines.counts, lines.tokens
    worded, paired = np.flatnonzero(counts), np.flatnonzero((counts > 1) & (counts <= SHORT))
    bulleted, known = ([n for n, one in enumerate(column) if one] for column in (lines.bullet, lines.furniture))
    rows = np.concatenate([every, every, worded, worded, paired, bulleted, known]).astype(np.int64)
    lengths = np.minimum(MOST_LENGTHS, 2 * np.log2(np.minimum(counts, LOOKED_AT) + 1)).astype(int)
    begins, ends = lines.token_ends - counts, lines.token_ends
    marks = [
        line_words.hashed_marks("#", [str(length) for length in range(MOST_LENGTHS + 1)])[lengths],
        line_words.hashed_marks("#.", [text[-1] for text in lines.text]),
        line_words.hashed_marks("#^", [words[at] for at in begins[worded].tolist()]),
        line_words.hashed_marks("#$", [words[at - 1] for at in ends[worded].tolist()]),
        line_words.hashed_marks("#^^", [f"{words[at]} {words[at + 1]}" for at in begins[paired].tolist()]),
        line_words.hashed_marks("#bullet", [""]).repeat(len(bulleted)),
        line_words.hashed_marks("#:", [phrase.detail for phrase in lines.furniture if phrase]),
    ]
    return rows, np.concatenate(marks)


def own_columns(lines: Lines, tokens: PageTokens) -> Matrix:
    """Each line by itself: length, punctuation, capitals, bullet, furniture words, kind of words. Columns as in `Column`."""
    n_words, length = np.array(lines.n_words), np.array(list(map(len, lines.text)))
    known = [n for n, phrase in enumerate(lines.furniture) if phrase]
    phrases = [phrase for phrase in lines.furniture if phrase]
    details = [phrase.detail for phrase in phrases]
    columns: dict[Column, Any] = {
        Column.WORDS: n_words,
        Column.CHARACTERS: length,
        Column.WORD_LENGTH: length / np.maximum(1, n_words),
        Column.LOWERED: lines.lowered,
        Column.STOPPED: lines.stopped,
        Column.PROSE: lines.prose,
        Column.BULLET: list(map(bool, lines.bullet)),
        Column.INDENT: np.minimum(lines.indent, 40),
        Column.GAP: lines.gap,
        Column.KIND: list(map(KINDS.__getitem__, lines.kind)),
        Column.DATES: list(map(len, lines.dates)),
        Column.REPEATS: np.minimum(lines.again, 9),
        Column.END: [ENDS.get(head[-1:], 0.0) for head in lines.head],
        Column.LOWER_FIRST: [content[:1].islower() for content in lines.content],
    }
    own = np.zeros((len(lines), len(Column)), dtype=np.float32)
    for column, values in columns.items():
        own[:, column] = values
    own[:, : Column.WORD_LENGTH] = np.log1p(own[:, : Column.WORD_LENGTH])
    own[known, Column.WEIGHT] = [phrase.weight for phrase in phrases]
    own[known, Column.PLACE] = [PLACES[phrase.place] for phrase in phrases]
    own[known, Column.OTHERS] = [detail in OTHERS for detail in details]
    own[known, Column.TALK] = [detail in TALK for detail in details]
    own[known, Column.COUNTER] = [detail == "counter" for detail in details]
    own[lines.holding(ADDRESS, ADDRESS_BEGINS, ADDRESS_WITHIN), Column.ADDRESS] = 1
    own[:, Column.COMMAS : Column.CAPITALS + 1] = _characters(lines)
    speech = np.bincount(tokens.row * len(line_words.CLASSES) + tokens.kind, minlength=len(lines) * len(line_words.CLASSES))
    share = speech.reshape(len(lines), -1)[:, 1:] / np.maximum(1, tokens.count)[:, None]
    own[:, Column.READER : Column.JOINTS + 1] = share
    return own


def _characters(lines: Lines) -> Array:
    """Columns `COMMAS` to `CAPITALS`: how often such characters stand in each line, the last two as shares of its beginning.

    Stops are counted where a space follows.
    """
    classes = lines.classes & characters.OF_COUNTED
    at = np.flatnonzero(classes)
    row, of = lines.rows_at(at), classes[at].astype(np.int64)
    counted = (of < characters.DIGITS) | (at - lines.places[row] < SEEN)
    counted &= (of != characters.STOPS) | (lines.codes[at + 1] == ord(" "))
    width = len(characters.COUNTED) + 1
    counts = np.bincount(row[counted] * width + of[counted], minlength=len(lines) * width)
    found = counts.reshape(len(lines), width)[:, 1:].astype(np.float64)
    found[:, characters.DIGITS - 1 :] /= np.clip(np.diff(lines.places) - 1, 1, SEEN)[:, None]
    return found


def columns_around(own: Matrix, score: Vector, rule: NDArray[np.bool_]) -> Matrix:
    """First stage: each line's own columns, the words' score, its neighbours', its place, the rule's verdict."""
    n = len(own)
    at = np.arange(n)
    logs, prose, weight, kind = (own[:, column] for column in (Column.WORDS, Column.PROSE, Column.WEIGHT, Column.KIND))
    bullet, counter, others = (own[:, column] for column in (Column.BULLET, Column.COUNTER, Column.OTHERS))
    words, dated = np.expm1(logs) * prose * (weight == 0), kind == KINDS["date"]
    near = neighbours(np.column_stack([score, logs, prose]), (1, 2, 3, -1, -2, -3), (-9, -1, -1))
    form = neighbours(own[:, [Column.BULLET, Column.WEIGHT, Column.KIND, Column.LOWERED]], (1, -1), (-1, -1, -1, -1))
    sums = [*totals(words, 2, 6, 15), *totals(prose, 3, 10), *totals(bullet, 4), *totals(score, 2, 6)]
    sums += [*totals(counter + dated, 5), *totals(dated, 4), *totals(others, 5)]
    columns = [at / n, np.log1p(at), np.log1p(n - at), *_read(words), *_headings(own, words)]
    columns += [*_reach(rule), rule, since(dated), until(dated), since(kind == KINDS["byline"])]
    return side_by_side(n, [own, score, near, form, *sums, *columns])


def repeated_lines(first: Matrix, likely: Vector, length: Vector, content: LineContent) -> Matrix:
    """Second stage: the first stage's columns and verdicts around each line, and what the line shares with the likely body."""
    on, mass = likely > 0.5, likely * length
    near = neighbours(likely[:, None], (1, 2, 3, 4, -1, -2, -3, -4), (-1,))
    radii = (2, 5, 12)
    summed = zip(totals(likely, *radii), totals(mass, *radii), totals(length, *radii), strict=True)
    sums = [part for some, of_mass, of_length in summed for part in (some, of_mass / np.maximum(1, of_length))]
    start, end = richest((likely - 0.45) * np.minimum(length, LONGEST) - (likely < 0.3))
    at = np.arange(len(likely))
    inside = (at >= start) & (at < end)
    place = [np.clip(at - start, -FAR, 200), np.clip(end - 1 - at, -FAR, 200), inside]
    off = np.cumsum(np.where(likely < 0.3, length, 0))
    gaps = [_since_mass(on, off), _since_mass(on[::-1], (off[-1] - off)[::-1])[::-1]]
    shared = [part for body in (on, inside & on) for part in _shared(body, content)]
    shared += [*totals(shared[0], 2), *totals(shared[2], 4)]
    columns = [*sums, *_read(mass), *_reach(on), since(on), until(on), *gaps, *place, *shared]
    return side_by_side(len(first), [first, likely, near, *columns])


def side_by_side(n: int, columns: Sequence[Array]) -> Matrix:
    """Columns and blocks of columns, of `n` lines each, as one matrix."""
    widths = [1 if column.ndim == 1 else column.shape[1] for column in columns]
    made, at = np.empty((n, sum(widths)), dtype=np.float32), 0
    for column, width in zip(columns, widths, strict=True):
        made[:, at : at + width] = column if column.ndim == 2 else column[:, None]
        at += width
    return made


def neighbours(columns: Array, steps: Sequence[int], empty: Sequence[float]) -> Array:
    """For each step, the columns of the line so many lines above (below, when negative); `empty` where there is none."""
    edge, n = max(map(abs, steps)), len(columns)
    padded = np.empty((n + 2 * edge, columns.shape[1]), dtype=np.float32)
    padded[:edge] = padded[edge + n :] = empty
    padded[edge : edge + n] = columns
    return np.concatenate([padded[edge - step : edge - step + n] for step in steps], axis=1)


def totals(column: Array, *radii: int) -> list[Array]:
    """For each radius, the sum over the lines within it."""
    edge, n = max(radii), len(column)
    sums = np.zeros(n + 1 + 2 * edge)
    np.cumsum(column, dtype=np.float64, out=sums[edge + 1 : edge + 1 + n])
    sums[edge + 1 + n :] = sums[edge + n]
    return [sums[edge + radius + 1 : edge + radius + 1 + n] - sums[edge - radius : edge - radius + n] for radius in radii]


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


def line_content(tokens: PageTokens, rarity: Vector) -> LineContent:
    """The words with content."""
    kept = tokens.stem >= 0
    row, stem = tokens.row[kept], tokens.stem[kept]
    _, place, counts = np.unique(row * STEMS_OF_A_LINE + stem, return_inverse=True, return_counts=True)
    return LineContent(row, stem, rarity[stem], counts[place])


def _shared(body: Array, content: LineContent) -> list[Array]:
    """Share of a line's content, rare words more, that other body lines hold; and how often they hold it."""
    row, stem, weight, times = content
    within = body[row]
    others = np.bincount(stem[within], minlength=line_words.STEMS)[stem] - np.where(within, times, 0)
    whole = np.bincount(row, weight, minlength=len(body))
    found = np.bincount(row, weight * (others > 0), minlength=len(body))
    often = np.bincount(row, weight * np.log1p(others), minlength=len(body))
    empty, divisor = whole <= 0, np.maximum(whole, 1e-6)
    return [np.where(empty, -1, found / divisor), np.where(empty, -1, often / divisor)]
