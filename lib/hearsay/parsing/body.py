"""Which lines are the body: the stretch of the page that is richest in prose, less what is furniture inside it."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.parsing.lines import Line
from hearsay.parsing.shapes import Shape

HARD = 110
"""Furniture of this weight ends an article once enough of it has been read."""
ENOUGH = 60
"""Words of prose before a hard end."""
HEADING = 40
"""Furniture of this weight heads a list of links."""
LONGEST = 90
"""Words of one line that count."""


def find(lines: Sequence[Line], shapes: Sequence[Shape]) -> list[bool]:
    """For each line whether it belongs to the body."""
    if not lines:
        return []
    scores = [_score(line, shape) for line, shape in zip(lines, shapes, strict=True)]
    start, end = _richest(scores[: _hard_end(lines, shapes)])
    return [start <= n < end and _kept(n, lines, shapes, start, end) for n in range(len(lines))]


def _score(line: Line, shape: Shape) -> float:
    if shape.furniture:
        return -float(shape.furniture.weight)
    if shape.kind:
        return -4.0
    if line.prose:
        return min(line.n_words, LONGEST) * (0.5 if line.bullet else 1.0)
    return -6.0 if line.bullet or line.n_words < 3 else -4.0


def _hard_end(lines: Sequence[Line], shapes: Sequence[Shape]) -> int:
    """The first line after which no article goes on, such as the head of the readers' comments."""
    read = 0
    for n, (line, shape) in enumerate(zip(lines, shapes, strict=True)):
        if shape.furniture and shape.furniture.weight >= HARD and read >= ENOUGH:
            return n
        read += line.n_words if line.prose and not shape.furniture and not shape.kind and not line.bullet else 0
    return len(lines)


def _richest(scores: Sequence[float]) -> tuple[int, int]:
    """The contiguous stretch with the greatest sum, empty when nothing scores above zero."""
    best, best_at, total, begun = 0.0, (0, 0), 0.0, 0
    for n, score in enumerate(scores):
        if total <= 0:
            total, begun = 0.0, n
        total += score
        if total > best:
            best, best_at = total, (begun, n + 1)
    return best_at


def _kept(n: int, lines: Sequence[Line], shapes: Sequence[Shape], start: int, end: int) -> bool:
    """Inside the stretch: prose, and short lines that stand alone between prose."""
    if shapes[n].furniture or shapes[n].kind:
        return False
    if lines[n].prose:
        return True
    return _alone(n, lines, shapes, start, end)


def _alone(n: int, lines: Sequence[Line], shapes: Sequence[Shape], start: int, end: int) -> bool:
    """A heading, a list entry or a short reply: prose stands within two lines on either side, no furniture heading above."""
    after = [m for m in range(n + 1, min(n + 3, end)) if lines[m].prose and not shapes[m].furniture]
    before = [m for m in range(max(start, n - 2), n) if lines[m].prose and not shapes[m].furniture]
    if not after or not before:
        return False
    return not any(_heads_a_list(shapes[m]) for m in range(before[-1] + 1, n))


def _heads_a_list(shape: Shape) -> bool:
    return bool(shape.furniture and shape.furniture.weight >= HEADING)
