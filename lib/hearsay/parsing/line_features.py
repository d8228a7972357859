"""What the line model looks at: a line's tokens, its form, its neighbours, its place, the page's topic."""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from hearsay.parsing import line_words, lines
from hearsay.parsing.line_words import LOOKED_AT, Phrase
from hearsay.parsing.lines import Line, computed_once, line_shape

SHORT = 15
"""Words of a line whose first two count together."""
LENGTHS = [f"#{min(12, int(2 * math.log2(words + 1)))}" for words in range(LOOKED_AT + 1)]


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
    packed = [computed_once(line, "tokens", _packed) for line in lines]
    found = np.frombuffer(b"".join(packed), dtype=np.int64)
    counts = np.array([len(one) for one in packed], dtype=np.int64) // 8
    stem, kind = ((found >> line_words.STEM) & 0x7FFF) - 1, (found >> line_words.KIND_BITS) & 0x7
    return PageTokens(np.repeat(np.arange(len(counts)), counts), found & 0xFFFF, stem, kind, counts)


def _packed(line: Line) -> bytes:
    """The numbers of a line's words and marks."""
    return array("q", line.numbers + _form(line, lines.line_shape(line).furniture)).tobytes()


def _form(line: Line, furniture: Phrase | None) -> list[int]:
    """Marks of a line's form; '#' keeps them apart from words."""
    words = line.words
    marks = [_mark(LENGTHS[min(len(words), LOOKED_AT)]), _mark("#." + line.text[-1])]
    if words:
        marks += (line_words.hashed_mark("#^" + words[0]), line_words.hashed_mark("#$" + words[-1]))
        if 1 < len(words) <= SHORT:
            marks.append(line_words.hashed_mark(f"#^^{words[0]} {words[1]}"))
    if line.bullet:
        marks.append(_mark("#bullet"))
    if furniture:
        marks.append(_mark("#:" + furniture.detail))
    return marks


_mark = lru_cache(4096)(line_words.hashed_mark)


Matrix = NDArray[np.float32]
Vector = NDArray[np.float32]
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
LONGEST = 90
LENGTH, LOWERED, PROSE, BULLET, INDENT, GAP, WEIGHT, KIND, REPEATS = 0, 3, 5, 6, 7, 8, 9, 11, 21
"""Columns of `own` that the neighbourhood is made of."""


def own_columns(lines: Sequence[Line], tokens: PageTokens) -> Matrix:
    """Each line by itself: length, punctuation, capitals, bullet, furniture words, kind of words. 31 columns."""
    repeats = Counter(line.plain for line in lines if len(line.text) < REPEATED)
    seen = (
        np.frombuffer(b"".join([computed_once(line, "seen", _seen) for line in lines]), dtype=np.float32)
        .reshape(len(lines), -1)
        .copy()
    )
    seen[:, INDENT] = [min(line.indent, 40) for line in lines]
    seen[:, GAP] = [line.gap for line in lines]
    seen[:, REPEATS] = [min(repeats[line.plain], 9) if len(line.text) < REPEATED else 1 for line in lines]
    kinds = np.column_stack([np.bincount(tokens.row[tokens.kind == kind], minlength=len(lines)) for kind in (1, 2, 3, 4)])
    share = kinds / np.maximum(1, tokens.count)[:, None]
    seen[:, :2] = np.log1p(seen[:, :2])
    return np.column_stack([seen, share]).astype(np.float32)


def _seen(line: Line) -> bytes:
    """The columns that follow from the text alone, packed; the places of the others are kept free."""
    shape, text, length = line_shape(line), line.head, len(line.text)
    phrase = shape.furniture
    detail = phrase.detail if phrase else ""
    begin = text[:SEEN] or "."
    count, plain, letters = text.count, text.isascii(), begin.encode("ascii", "ignore")
    digits = len(letters) - len(letters.translate(None, DIGITS)) if plain else len(DIGIT.findall(begin))
    columns = (
        line.n_words, length, length / max(1, line.n_words), line.lowered, line.stopped, line.prose,
        line.bullet != "", 0.0, 0.0,
        phrase.weight if phrase else 0.0, PLACES[phrase.place] if phrase else 0.0, KINDS[shape.kind], len(shape.dates),
        count(","), count('"') + (0 if plain else count("“") + count("”")),
        count("|") + (0 if plain else count("›") + count("»") + count("…")), count("?") + count("!"), count(". "),
        digits / len(begin), (len(letters) - len(letters.translate(None, CAPITALS))) / len(begin),
        any(sign in text for sign in SIGNS) and bool(ADDRESS.search(text, 0, 1000)), 0.0,
        ENDS.get(text[-1:], 0.0), detail in OTHERS, detail in TALK, detail == "counter", line.content[:1].islower(),
    )  # fmt: skip
    return array("f", columns).tobytes()


def columns_around(own: Matrix, score: Vector, rule: NDArray[np.bool_]) -> Matrix:
    """First stage: each line's own columns, the words' score, its neighbours', its place, the rule's verdict."""
    n = len(own)
    at = np.arange(n)
    length, prose, weight, kind = np.expm1(own[:, LENGTH]), own[:, PROSE], own[:, WEIGHT], own[:, KIND]
    words = length * prose * (weight == 0)
    near = [
        shifted(column, k, empty) for k in (1, 2, 3, -1, -2, -3) for column, empty in ((score, -9), (own[:, 0], -1), (prose, -1))
    ]
    near += [shifted(own[:, column], k, -1) for k in (1, -1) for column in (BULLET, WEIGHT, KIND, LOWERED)]
    sums = [total(words, 2), total(words, 6), total(words, 15), total(prose, 3), total(prose, 10), total(own[:, BULLET], 4)]
    sums += [total(score, 2), total(score, 6), total(own[:, 25] + (kind == 2), 5), total(kind == 2, 4), total(own[:, 23], 5)]
    columns = [score, *near, *sums, at / n, np.log1p(at), np.log1p(n - at), *_read(words), *_headings(own, words)]
    columns += [*_reach(rule), rule, since(kind == 2), until(kind == 2), since(kind == 1)]
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


def shifted(column: NDArray, by: int, empty: float) -> NDArray:
    """Each line's neighbour `by` lines above (below, when negative); `empty` where there is none."""
    moved = np.full(len(column), empty, dtype=np.float32)
    if 0 < by < len(column):
        moved[by:] = column[:-by]
    elif 0 < -by < len(column):
        moved[:by] = column[-by:]
    return moved


def total(column: NDArray, radius: int) -> NDArray:
    """Sum over the lines within `radius`."""
    sums, at = np.concatenate([[0.0], np.cumsum(column, dtype=np.float64)]), np.arange(len(column))
    return sums[np.minimum(len(column), at + radius + 1)] - sums[np.maximum(0, at - radius)]


def since(flags: NDArray) -> NDArray:
    """Lines since the last one flagged, `FAR` at most."""
    at = np.arange(len(flags))
    return np.minimum(at - np.maximum.accumulate(np.where(flags, at, -1000)), FAR)


def until(flags: NDArray) -> NDArray:
    """Lines until the next one flagged, `FAR` at most."""
    return since(flags[::-1])[::-1]


def richest(scores: NDArray) -> tuple[int, int]:
    """The contiguous stretch with the greatest sum, empty when nothing scores above zero."""
    sums = np.concatenate([[0.0], np.cumsum(scores, dtype=np.float64)])
    gain = sums - np.minimum.accumulate(sums)
    end = int(np.argmax(gain))
    return (int(np.argmin(sums[: end + 1])), end) if gain[end] > 0 else (0, 0)


def _read(words: NDArray) -> list[NDArray]:
    """Words before and after, share of them, and all."""
    sums = np.cumsum(words)
    whole = max(1.0, float(sums[-1]))
    full = np.full(len(words), np.log1p(whole))
    return [np.log1p(np.maximum(0, sums - words)), np.log1p(np.maximum(0, whole - sums)), sums / whole, full]


def _headings(own: Matrix, words: NDArray) -> list[NDArray]:
    weight, sums, at = own[:, WEIGHT], np.cumsum(words), np.arange(len(own))
    heading, hard = weight >= 40, weight >= 80
    above = np.maximum.accumulate(np.where(heading, at, 0))
    read = np.maximum.accumulate(np.where(heading, sums, -1))
    talk, others = (np.maximum.accumulate(own[:, column] * (sums > 60)) for column in (24, 23))
    parts = [since(heading), until(heading), since(hard), np.where(heading, weight, 0)[above], talk, others]
    return [*parts, np.minimum(np.cumsum(hard & (sums > 60)), 5), np.where(read >= 0, sums - read, -1)]


def _reach(flags: NDArray) -> list[NDArray]:
    """Lines below the first and above the last one flagged."""
    on, at = np.flatnonzero(flags), np.arange(len(flags))
    if not len(on):
        return [np.full(len(flags), -99.0), np.full(len(flags), -99.0)]
    return [np.clip(at - on[0], -FAR, 200), np.clip(on[-1] - at, -FAR, 200)]


def _since_mass(on: NDArray, off: NDArray) -> NDArray:
    last = np.maximum.accumulate(np.where(on, off, -1))
    return np.where(last >= 0, np.log1p(np.maximum(0, off - last)), -1)


def _content(tokens: PageTokens, rarity: Vector) -> tuple[NDArray, NDArray, NDArray, NDArray]:
    """Of the words with content: line, stem, rarity, and how often the stem stands in that line."""
    kept = tokens.stem >= 0
    row, stem = tokens.row[kept], tokens.stem[kept]
    return row, stem, rarity[stem], _times(row, stem)


def _shared(body: NDArray, content: tuple[NDArray, NDArray, NDArray, NDArray], stems: int) -> list[NDArray]:
    """Share of a line's content, rare words more, that other body lines hold; and how often they hold it."""
    row, stem, weight, times = content
    within = body[row]
    others = np.bincount(stem[within], minlength=stems)[stem] - np.where(within, times, 0)
    whole = np.bincount(row, weight, minlength=len(body))
    found = np.bincount(row, weight * (others > 0), minlength=len(body))
    often = np.bincount(row, weight * np.log1p(others), minlength=len(body))
    empty, divisor = whole <= 0, np.maximum(whole, 1e-6)
    return [np.where(empty, -1, found / divisor), np.where(empty, -1, often / divisor)]


def _times(row: NDArray, stem: NDArray) -> NDArray:
    """How often each token's stem stands in its own line."""
    _, place, counts = np.unique(row * 32768 + stem, return_inverse=True, return_counts=True)
    return counts[place]
