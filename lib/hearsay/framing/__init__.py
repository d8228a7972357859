"""Framing: under which aspect a story is told, in which words, and with which loaded ones."""

from __future__ import annotations

from hearsay.framing.article_frames import article_frames
from hearsay.framing.epithets import epithets
from hearsay.framing.frame_heads import QUESTIONS
from hearsay.framing.frames import frame_rates, frames
from hearsay.framing.loaded_words import loaded, loaded_rates
from hearsay.framing.omissions import omissions
from hearsay.framing.taught_frames import how_sure
from hearsay.framing.user_frames import example
from hearsay.framing.vocabulary import uses
from hearsay.framing.word_shift import word_shift
from hearsay.framing.wording import distinctive, wording

__all__ = [
    "QUESTIONS",
    "article_frames",
    "distinctive",
    "epithets",
    "example",
    "frame_rates",
    "frames",
    "how_sure",
    "loaded",
    "loaded_rates",
    "omissions",
    "uses",
    "word_shift",
    "wording",
]
