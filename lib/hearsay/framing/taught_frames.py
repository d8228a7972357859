"""Frames of the user's own that are taught by a handful of marked sentences: the heads, and how sure they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

import numpy as np
import pandas as pd
from scipy.special import expit

from hearsay.attribution.whose_words import VoiceSegment, voice_segments
from hearsay.errors import InputError
from hearsay.framing.logistic import fit_logistic, logistic_scores
from hearsay.framing.user_frames import SHOWS, Cues, read_cues
from hearsay.schema import VOICES
from hearsay.statistics.intervals import wilson
from hearsay.text.sentence_vectors import sentence_vectors

LEAST_MARKED = 5
"""Sentences that show a frame, and sentences that do not, at least. On five and five, a sentence that carries one of the generic
frames was put above one that does not in 59 to 81 of 100 cases; on 10 and 30 in 64 to 88 (docs/methods.md#generic-frames)."""
PENALTY = 0.2
"""Best of .02, .05, .2, .5 on 10 and 30 sentences of each of the generic frames, drawn six times."""
FOLDS = 20
DIGITS = 4


@dataclass(frozen=True)
class TaughtFrame:
    """A head learned from marked sentences: weights, slope and constant that make it a probability, and the threshold.

    `shown` and `held` are the marks and the probabilities that heads gave that had not seen the sentence.
    """

    frame: str
    weights: np.ndarray
    calibration: np.ndarray
    least: float
    shown: np.ndarray
    held: np.ndarray

    def chances(self, vectors: np.ndarray) -> np.ndarray:
        """Probability that each sentence shows the frame."""
        return np.asarray(expit(logistic_scores(self.calibration, logistic_scores(self.weights, vectors)))[:, 0])


def how_sure(frames: Cues | Sequence[Cues]) -> pd.DataFrame:
    """How far each frame that is taught by sentences was learned, as heads say of marked sentences that they had not seen.

    Parameters
    ----------
    frames
        As `frames` takes it: a file or table with the columns `frame`, `sentence` and `shows` ('yes' or 'no').

    Returns
    -------
    DataFrame
        One row per taught frame: `frame`; `yes`, `no`, the sentences marked; `ordered`, how often, of a pair, the one that shows
        the frame gets the higher probability (.5: nothing was learned, 1: all); `right` of `n` sentences on the right side of
        the threshold, with Wilson's interval (`low`, `high`).

    Notes
    -----
    The figures hold for sentences like those marked. Do not report what a frame finds that is ordered at .6: mark more sentences,
    or write cues. Mark all sentences of a few articles, so that the share of yes is that of your articles: the threshold is
    where the frame is found as often as you marked it.

    Raises
    ------
    InputError
        When a frame has fewer than five sentences of either mark, or the file cannot be read.
    """
    rows = []
    for taught in taught_frames(read_cues(frames)):
        shown, found = taught.shown, taught.held >= taught.least
        yes, right = int(shown.sum()), int((shown == found).sum())
        ranks = pd.Series(taught.held).rank().to_numpy()[shown].sum() - yes * (yes + 1) / 2
        low, high = wilson(right, len(shown))
        ordered = float(ranks / (yes * (len(shown) - yes)))
        rows.append((taught.frame, yes, len(shown) - yes, ordered, right, len(shown), low, high))
    return pd.DataFrame(rows, columns=["frame", "yes", "no", "ordered", "right", "n", "low", "high"])


def taught_frames(table: pd.DataFrame) -> list[TaughtFrame]:
    """The heads of the frames that have marked sentences, in their order, learned once."""
    if "sentence" not in table:
        return []
    marked = table[table["sentence"] != ""]
    return [
        _taught(str(frame), tuple(zip(rows["sentence"], rows["shows"].str.lower() == SHOWS[0], strict=True)))
        for frame, rows in marked.groupby("frame", sort=False)
    ]


@lru_cache(maxsize=64)
def _taught(frame: str, marks: tuple[tuple[str, bool], ...]) -> TaughtFrame:
    shown = np.array([yes for _, yes in marks])
    if min(shown.sum(), (~shown).sum()) < LEAST_MARKED:
        raise InputError(
            f"frame {frame!r}: {int(shown.sum())} sentences marked yes and {int((~shown).sum())} no; it takes {LEAST_MARKED} of "
            "each to learn a frame, or a list of cues instead"
        )
    vectors = np.vstack([sentence_vectors(text, [(0, len(text))]) for text, _ in marks]).astype(np.float64)
    labels = shown[:, None].astype(np.float64)
    # Each fold has its part of either mark; with few sentences each is left out alone.
    place = np.where(shown, np.cumsum(shown) - 1, shown.sum() + np.cumsum(~shown) - 1) % min(len(marks), FOLDS)
    held = np.zeros((len(marks), 1))
    for part in np.unique(place):
        weights = fit_logistic(vectors[place != part], labels[place != part], PENALTY)
        held[place == part] = logistic_scores(weights, vectors[place == part])
    calibration = fit_logistic(held, labels, PENALTY)
    chances = expit(logistic_scores(calibration, held))[:, 0]
    # Halfway between the last sentence that is found when as many are found as are marked, and the first that is not.
    least = float(np.sort(chances)[::-1][shown.sum() - 1 : shown.sum() + 1].mean())
    return TaughtFrame(frame, fit_logistic(vectors, labels, PENALTY), calibration, least, shown, chances)


def taught_rows(
    taught: Sequence[TaughtFrame], documents: pd.DataFrame, sentences: pd.DataFrame, attributions: pd.DataFrame
) -> Iterator[tuple[str, int, str, str, float, tuple[tuple[int, int], ...]]]:
    """Rows of the frames table: sentences that show a taught frame, in the voice that has most of their words."""
    if not taught:
        return
    texts: Mapping[str, str] = dict(zip(documents["document_id"], documents["text"], strict=True))
    voices = _voices(voice_segments(documents, sentences, attributions))
    for article, told in sentences.groupby("article_id", sort=False):
        spans = [(int(start), int(end)) for start, end in zip(told["start"], told["end"], strict=True)]
        vectors = sentence_vectors(texts[str(article)], spans)
        for one in taught:
            for number, span, chance in zip(told["sentence_no"], spans, one.chances(vectors), strict=True):
                if chance >= one.least:
                    voice = voices.get((str(article), int(number)), VOICES[0])
                    yield str(article), int(number), voice, one.frame, round(float(chance), DIGITS), (span,)


def _voices(segments: Sequence[VoiceSegment]) -> dict[tuple[str, int], str]:
    lengths: dict[tuple[str, int], dict[str, int]] = {}
    for segment in segments:
        held = lengths.setdefault(attrgetter("article_id", "sentence_no")(segment), dict.fromkeys(VOICES, 0))
        held[segment.voice] += segment.end - segment.start
    return {key: max(VOICES, key=held.__getitem__) for key, held in lengths.items()}
