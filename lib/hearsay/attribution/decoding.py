"""From probabilities of word pieces to spans: cues, then for each cue its source and its content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from hearsay.attribution.encoding import Pieces
from hearsay.attribution.spans import Span

NONE, SOURCE, CONTENT = range(3)
HOLE = 20
"""Pieces up to which a gap in the content is an oversight, not an interruption."""


@dataclass(frozen=True)
class Settings:
    """How probabilities become spans; tuned on PolNeAR dev, stored beside the model.

    `cue` is the probability from which a piece may belong to a cue, `switch` the cost (nats) of changing role from
    one piece to the next, `source` and `content` shift those roles' log-probabilities. `weights` (a constant and four)
    turn the log-odds of `model.Read.chances` into those of a right attribution: `confidence`.
    `least` is the confidence below which nothing is reported.
    """

    cue: float
    switch: float
    source: float
    content: float
    weights: tuple[float, ...]
    least: float


@dataclass(frozen=True)
class Cue:
    """First and last piece of a possible cue within its window, and its highest probability."""

    first: int
    last: int
    probability: float


def cues(window: Pieces, tags: np.ndarray, least: float) -> Iterator[Cue]:
    """Runs of pieces whose probability of being a cue reaches `least`, cut where a new cue more likely begins.

    `tags` (n, 7) are probabilities in the order O, B-source, I-source, B-cue, I-cue, B-content, I-content.
    """
    begins, inside = tags[:, 3], tags[:, 4]
    likely = (begins + inside >= least) & (window.paragraph >= 0)
    first = None
    for place in range(len(window) + 1):
        goes_on = place < len(window) and likely[place]
        fresh = first is not None and goes_on and (begins[place] > inside[place]) and begins[place] >= least
        if first is not None and (not goes_on or fresh or window.paragraph[place] != window.paragraph[first]):
            yield Cue(first, place - 1, float((begins + inside)[first:place].max()))
            first = None
        if goes_on and first is None:
            first = place


def roles(probabilities: np.ndarray, lengths: Sequence[int], settings: Settings) -> np.ndarray:
    """(cues, n) for each cue the most likely sequence of NONE, SOURCE, CONTENT, a change of role costing `switch`.

    `probabilities` is (cues, n, 3); row c counts up to `lengths[c]`, what lies beyond is padding.
    """
    scores = np.log(np.maximum(probabilities, 1e-9)) + (0.0, settings.source, settings.content)
    scores[np.arange(scores.shape[1]) >= np.asarray(lengths)[:, None]] = 0.0
    best, back = scores[:, 0], np.zeros(scores.shape, dtype=np.int8)
    for place in range(1, scores.shape[1]):
        change = best.max(1, keepdims=True) - settings.switch
        back[:, place] = np.where(best >= change, (NONE, SOURCE, CONTENT), best.argmax(1)[:, None])
        best = np.maximum(best, change) + scores[:, place]
    path = np.zeros(scores.shape[:2], dtype=np.int8)
    path[:, -1] = best.argmax(1)
    rows = np.arange(len(path))
    for place in range(scores.shape[1] - 1, 0, -1):
        path[:, place - 1] = back[rows, place, path[:, place]]
    return path


def joined(path: np.ndarray) -> np.ndarray:
    """(n,) the path without holes in its content: only the source, or the cue, interrupts what is said."""
    path, said = path.copy(), np.flatnonzero(path == CONTENT)
    for before, after in zip(said, said[1:], strict=False):
        if 1 < after - before <= HOLE and not (path[before + 1 : after] == SOURCE).any():
            path[before + 1 : after] = CONTENT
    return path


def spans(window: Pieces, chosen: np.ndarray) -> tuple[Span, ...]:
    """Offsets of the runs of chosen places (n,) of a window, widened to whole words."""
    places = np.flatnonzero(chosen)
    if not len(places):
        return ()
    runs = np.split(places, np.flatnonzero(np.diff(places) > 1) + 1)
    found: list[Span] = []
    for run in runs:
        first, last = _word(window, int(run[0]), -1), _word(window, int(run[-1]), 1)
        start, end = int(window.starts[first]), int(window.ends[last])
        if found and start <= found[-1][1]:
            start = found.pop()[0]
        found.append((start, end))
    return tuple(found)


def confidence(chances: Sequence[float], settings: Settings) -> float:
    """Calibrated probability that the attribution is right, to two decimals; `chances` as in `model.Read`."""
    odds = settings.weights[0] + float(np.dot(settings.weights[1:], log_odds(chances)))
    return round(float(1 / (1 + np.exp(-odds))), 2)


def log_odds(chances: Sequence[float]) -> np.ndarray:
    """Log-odds of probabilities, kept finite."""
    parts = np.clip(chances, 1e-4, 1 - 1e-4)
    return np.log(parts / (1 - parts))


def _word(window: Pieces, place: int, step: int) -> int:
    """The outermost piece of the word that `place` stands in, to the left (-1) or to the right (1)."""
    while 0 <= place + step < len(window) and _joined(window, min(place, place + step)):
        place += step
    return place


def _joined(window: Pieces, left: int) -> bool:
    return bool(window.inner[left + 1]) and window.ends[left] == window.starts[left + 1]
