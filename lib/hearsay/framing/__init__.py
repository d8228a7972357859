"""Framing: under which aspect a story is told, in which words, and with which loaded ones."""

from hearsay.framing.cues import frames
from hearsay.framing.loaded import loaded, loaded_rates
from hearsay.framing.own import example
from hearsay.framing.rates import frame_rates
from hearsay.framing.wording import wording

__all__ = ["example", "frame_rates", "frames", "loaded", "loaded_rates", "wording"]
