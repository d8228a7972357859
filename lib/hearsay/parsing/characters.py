"""A page's characters as numbers, so that words and marks of all lines are found at once, without a step for each in Python."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]
Classes = NDArray[np.uint8]

COUNTED = (",", '"“”', "|›»…", "?!", ".", "0", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
"""Characters that are counted, each string a class from 1 on: stops, digits of all scripts, capitals without accents."""
STOPS, DIGITS, CAPITALS = 5, 6, 7
OF_COUNTED, IN_WORD, JOINING, UNSPACED, SPACE = 7, 8, 16, 32, 64
"""Bits of a character's class: which of `COUNTED` it is, whether it stands in words, joins two parts of a word, is of a script
without spaces, is space other than an end of line."""
JOINTS = "'’.-"
WITHOUT_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
BEYOND = 0xFFFF
"""The last code point whose class is looked up in a table; of characters beyond it only letters and digits have one."""


def code_points(text: str) -> Codes:
    """The code point of each character."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def character_classes(codes: Codes) -> Classes:
    """The class of each character, as bits."""
    classes: Classes = _table()[np.minimum(codes, BEYOND)]
    for at in np.flatnonzero(codes > BEYOND).tolist():
        classes[at] = _class_of(chr(codes[at]))
    return classes


def words(codes: Codes, classes: Classes) -> tuple[list[str], NDArray[np.int64]]:
    """The words of a text that ends in a newline, and where each starts.

    A word is letters, digits and underscores, and what stands directly between two of them as an apostrophe, a full stop or a
    hyphen does.
    """
    inside = (classes & IN_WORD).astype(bool)
    joints = np.flatnonzero(classes & JOINING)
    inside[joints] = inside[joints - 1] & inside[joints + 1]
    spaced = np.where(inside, codes, np.uint32(ord(" "))).tobytes().decode("utf-32-le", "surrogatepass")
    starts = np.flatnonzero(inside[1:] > inside[:-1]) + 1
    return spaced.split(), np.concatenate([[0], starts]) if len(inside) and inside[0] else starts


@cache
def _table() -> Classes:
    """The classes of the code points up to `BEYOND`."""
    table = np.zeros(BEYOND + 1, dtype=np.uint8)
    every = "".join(map(chr, range(BEYOND + 1)))
    for bit, pattern in ((IN_WORD, r"\w"), (SPACE, r"[^\S\n]"), (UNSPACED, WITHOUT_SPACES.pattern), (DIGITS, r"\d")):
        table[[found.start() for found in re.finditer(pattern, every)]] |= bit
    for number, marks in enumerate(COUNTED, start=1):
        table[list(map(ord, marks))] |= number
    table[list(map(ord, JOINTS))] |= JOINING
    return table


def _class_of(character: str) -> int:
    return IN_WORD * (character.isalnum())
