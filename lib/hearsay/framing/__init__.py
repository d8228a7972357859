"""Framing: under which aspect a story is told, in which words, and with which loaded ones."""

from hearsay.framing.cues import frames
from hearsay.framing.epithets import epithets
from hearsay.framing.loaded import loaded, loaded_rates
from hearsay.framing.omissions import omissions
from hearsay.framing.own import example
from hearsay.framing.rates import frame_rates
from hearsay.framing.terms import uses
from hearsay.framing.word_shift import word_shift
from hearsay.framing.wording import distinctive, wording

__all__ = [
    "distinctive",
    "epithets",
    "example",
    "frame_rates",
    "frames",
    "loaded",
    "loaded_rates",
    "omissions",
    "uses",
    "word_shift",
    "wording",
]
