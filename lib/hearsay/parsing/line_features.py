"""What the line model looks at: a line's tokens, its form, its neighbours, its place, the page's topic."""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hearsay.parsing import line_words
from hearsay.parsing.line_words import LOOKED_AT
from hearsay.parsing.lines import Line, LineShape

Array = NDArray[Any]
Matrix = NDArray[np.float32]
Vector = NDArray[np.float32]

SHORT = 15
"""Words of a line whose first two count together."""
LENGTHS = [f"#{min(12, int(2 * math.log2(words + 1)))}" for words in range(LOOKED_AT + 1)]
KINDS = {"": 0.0, "byline": 1.0, "date": 2.0, "upstream": 3.0, "photo_credit": 4.0, "caption": 5.0}
PLACES = {"whole": 1.0, "start": 2.0, "any": 3.0}
ENDS = {".": 1.0, "!": 2.0, "?": 3.0, ":": 4.0, '"': 5.0, "”": 5.0, "…": 6.0, ",": 7.0, ")": 8.0, "»": 6.0}
DIGIT = re.compile(r"\d")
DIGITS, CAPITALS = b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ADDRESS = re.compile(r"https?:|www\.|\.com\b|@")
SIGNS = ("@", "http", "www.", ".com")
"""Without one of these there is no address."""
OTHERS = frozenset(("related_news", "most_read", "read_next", "read_more", "teaser", "related_link"))
TALK = frozenset(("comments", "comments_count", "comments_widget", "comment_policy"))
REPEATED = 200
"""Characters below which a line may stand on the page twice."""
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


def page_tokens(lines: Sequence[Line]) -> PageTokens:
    """The tokens of a page's lines: each line's words and some marks of its form."""
    packed = [line.shape.once(_tokens) for line in lines]
    found = np.frombuffer(b"".join(packed), dtype=np.int64)
    counts = np.array([len(one) for one in packed], dtype=np.int64) // 8
    stem, kind = ((found >> line_words.STEM) & 0x7FFF) - 1, (found >> line_words.KIND_BITS) & 0x7
    return PageTokens(np.repeat(np.arange(len(counts)), counts), found & 0xFFFF, stem, kind, counts)


def _tokens(shape: LineShape) -> bytes:
    """The numbers of a line's words and of the marks of its form, packed; '#' keeps the marks apart from words."""
    words = shape.words
    marks = [_mark(LENGTHS[min(len(words), LOOKED_AT)]), _mark("#." + shape.text[-1])]
    if words:
        marks += (line_words.hashed_mark("#^" + words[0]), line_words.hashed_mark("#$" + words[-1]))
        if 1 < len(words) <= SHORT:
            marks.append(line_words.hashed_mark(f"#^^{words[0]} {words[1]}"))
    if shape.bullet:
        marks.append(_mark("#bullet"))
    if shape.furniture:
        marks.append(_mark("#:" + shape.furniture.detail))
    return array("q", shape.numbers + marks).tobytes()


_mark = lru_cache(4096)(line_words.hashed_mark)


def own_columns(lines: Sequence[Line], tokens: PageTokens) -> Matrix:
    """Each line by itself: length, punctuation, capitals, bullet, furniture words, kind of words. Columns as in `Column`."""
    repeats = Counter(line.shape.plain for line in lines if len(line.shape.text) < REPEATED)
    own = np.zeros((len(lines), len(Column)), dtype=np.float32)
    own[:, : Column.READER] = np.frombuffer(b"".join([line.shape.once(_seen) for line in lines]), np.float32).reshape(
        len(lines), -1
    )
    own[:, Column.INDENT] = [min(line.indent, 40) for line in lines]
    own[:, Column.GAP] = [line.gap for line in lines]
    own[:, Column.REPEATS] = [min(repeats[line.shape.plain], 9) if len(line.shape.text) < REPEATED else 1 for line in lines]
    kinds = np.column_stack([np.bincount(tokens.row[tokens.kind == kind], minlength=len(lines)) for kind in (1, 2, 3, 4)])
    own[:, Column.READER :] = kinds / np.maximum(1, tokens.count)[:, None]
    own[:, : Column.WORD_LENGTH] = np.log1p(own[:, : Column.WORD_LENGTH])
    return own


def _seen(shape: LineShape) -> bytes:
    """The columns up to `READER` that follow from the text alone, packed; the places of the others are kept free."""
    text, length, phrase = shape.head, len(shape.text), shape.furniture
    detail = phrase.detail if phrase else ""
    begin = text[:SEEN] or "."
    count, plain, letters = text.count, text.isascii(), begin.encode("ascii", "ignore")
    digits = len(letters) - len(letters.translate(None, DIGITS)) if plain else len(DIGIT.findall(begin))
    columns = (
        shape.n_words, length, length / max(1, shape.n_words), shape.lowered, shape.stopped, shape.prose,
        shape.bullet != "", 0.0, 0.0,
        phrase.weight if phrase else 0.0, PLACES[phrase.place] if phrase else 0.0, KINDS[shape.kind], len(shape.dates),
        count(","), count('"') + (0 if plain else count("“") + count("”")),
        count("|") + (0 if plain else count("›") + count("»") + count("…")), count("?") + count("!"), count(". "),
        digits / len(begin), (len(letters) - len(letters.translate(None, CAPITALS))) / len(begin),
        any(sign in text for sign in SIGNS) and bool(ADDRESS.search(text, 0, 1000)), 0.0,
        ENDS.get(text[-1:], 0.0), detail in OTHERS, detail in TALK, detail == "counter", shape.content[:1].islower(),
    )  # fmt: skip
    return array("f", columns).tobytes()


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
