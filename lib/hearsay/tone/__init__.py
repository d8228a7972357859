"""Tone: how positive or negative the words are, sentence by sentence, in whose voice, by which scorer."""

from __future__ import annotations

from hearsay.tone.portrayals import portrayals, portrayed
from hearsay.tone.robustness import robustness, verdict
from hearsay.tone.scorers import SCORERS, Score, score
from hearsay.tone.sentence_tone import agreement, by_sentence, summary, taken_out, tone

__all__ = [
    "SCORERS", "Score", "agreement", "by_sentence", "portrayals", "portrayed", "robustness", "score", "summary", "taken_out",
    "tone", "verdict",
]  # fmt: skip
