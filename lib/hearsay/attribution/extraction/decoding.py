"""From probabilities of word pieces to attributions, and quotations that go on in the next paragraph."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from hearsay.text.encoder import WordPieces
from hearsay.text.quotations import Quotation
from hearsay.text.spans import Attribution, Span

NONE, SOURCE, CONTENT = range(3)
HOLE = 20
"""Pieces up to which a gap in the content is an oversight, not an interruption."""
WHOLE = 0.8
"""Share of a paragraph's characters that a quotation must cover to be all that the paragraph says."""


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
class DecodedCue:
    """First and last piece of a possible cue within its window, and its highest probability."""

    first: int
    last: int
    probability: float


def decode_cues(window: WordPieces, tags: np.ndarray, least: float) -> Iterator[DecodedCue]:
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
            yield DecodedCue(first, place - 1, float((begins + inside)[first:place].max()))
            first = None
        if goes_on and first is None:
            first = place


def decode_roles(probabilities: np.ndarray, lengths: Sequence[int], settings: Settings) -> np.ndarray:
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


def join_pieces(path: np.ndarray) -> np.ndarray:
    """(n,) the path without holes in its content: only the source, or the cue, interrupts what is said."""
    path, said = path.copy(), np.flatnonzero(path == CONTENT)
    for before, after in zip(said, said[1:], strict=False):
        if 1 < after - before <= HOLE and not (path[before + 1 : after] == SOURCE).any():
            path[before + 1 : after] = CONTENT
    return path


def decoded_spans(window: WordPieces, chosen: np.ndarray) -> tuple[Span, ...]:
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
    parts: np.ndarray = np.clip(chances, 1e-4, 1 - 1e-4)
    odds: np.ndarray = np.log(parts / (1 - parts))
    return odds


def _word(window: WordPieces, place: int, step: int) -> int:
    """The outermost piece of the word that `place` stands in, to the left (-1) or to the right (1)."""
    while 0 <= place + step < len(window):
        right = max(place, place + step)
        if not window.inner[right] or window.ends[right - 1] != window.starts[right]:
            break
        place += step
    return place


def continued_quotations(
    text: str, paragraphs: Sequence[Span], found: Sequence[Attribution], quotations: Sequence[Quotation]
) -> list[Attribution]:
    """The attributions, each with the paragraphs that only go on quoting its speaker.

    A paragraph goes on when it is one quotation, holds no attribution, and the one before either quotes somebody, ends
    in a colon after a cue, or goes on itself. Attributions that have no content even so are left out.
    """
    made, cues = list(found), sorted((one.cue, place) for place, one in enumerate(found))
    starts = [cue[0] for cue, _ in cues]
    speaker: int | None = None
    for start, end in paragraphs:
        first, last = bisect_right(starts, start - 1), bisect_right(starts, end - 1)
        if first < last:
            speaker = _last_speaker(text, end, [place for _, place in cues[first:last]], made, quotations)
        elif speaker is not None and (span := _all_quoted(text, start, end, quotations)):
            made[speaker] = replace(made[speaker], content=(*made[speaker].content, span))
        else:
            speaker = None
    return [one for one in made if one.content]


def _last_speaker(
    text: str, end: int, places: Sequence[int], found: Sequence[Attribution], quotations: Sequence[Quotation]
) -> int | None:
    """Whoever is quoted last in a paragraph that ends at `end`, or introduces a quotation by a colon."""
    if text[max(end - 3, 0) : end].rstrip().endswith(":"):
        return places[-1]
    quoting = [place for place in places if found[place].content and _quoted(found[place].content[-1], quotations)]
    return max(quoting, key=lambda place: found[place].content[-1][1], default=None)


def _quoted(span: Span, quotations: Sequence[Quotation]) -> bool:
    """Whether a content ends within a quotation that takes up most of it."""
    return any(
        one.level == 1 and one.start < span[1] <= one.end + 2 and one.end - max(one.start, span[0]) > 0.5 * (span[1] - span[0])
        for one in _near(span, quotations)
    )


def _all_quoted(text: str, start: int, end: int, quotations: Sequence[Quotation]) -> Span | None:
    """The quotations of a paragraph, from the first mark to the last, when they are all that it says."""
    inside = [one for one in _near((start, end), quotations) if one.level == 1 and start <= one.start and one.end <= end]
    if not inside or text[start : inside[0].start].strip():
        return None
    covered = sum(one.end - one.start for one in inside)
    return (inside[0].start, inside[-1].end) if covered >= WHOLE * len(text[start:end].strip()) else None


def _near(span: Span, quotations: Sequence[Quotation]) -> Iterator[Quotation]:
    at = bisect_right(quotations, span[0], key=lambda one: one.start)
    for one in quotations[max(at - 2, 0) :]:
        if one.start >= span[1]:
            return
        yield one
