"""A page's characters as numbers: what is found in one pass is what a pattern finds character by character."""

from __future__ import annotations

import re

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.parsing import characters
from hearsay.parsing.lines import WORD

WRITTEN = st.text(st.sampled_from("aZ9_é部ก'’.-,“|?! \t\u00a0\n😀𝒜\ud800")) | st.text()


def bits_of(character: str) -> int:
    return int(characters.character_classes(characters.code_points(character))[0])


@settings(max_examples=200, deadline=None)
@given(WRITTEN)
def test_words_are_those_of_the_pattern(text):
    text += "\n"
    codes = characters.code_points(text)
    words, starts = characters.words(codes, characters.character_classes(codes))
    assert list(zip(words, starts.tolist(), strict=True)) == [(found[0], found.start()) for found in WORD.finditer(text)]


@settings(max_examples=200, deadline=None)
@given(st.characters(exclude_categories=()))
def test_a_character_is_what_python_says_it_is(character):
    bits = bits_of(character)
    assert bool(bits & characters.IN_WORD) == bool(re.match(r"\w", character))
    assert bool(bits & characters.SPACE) == (character.isspace() and character != "\n")
    assert ord(character) > characters.BEYOND or (bits & characters.OF_COUNTED == characters.DIGITS) == character.isdecimal()


def test_counted_characters_are_told_apart():
    assert [{bits_of(mark) & characters.OF_COUNTED for mark in marks} for marks in characters.COUNTED] == [
        {number} for number in range(1, len(characters.COUNTED) + 1)
    ]
    assert bits_of("部") & characters.UNSPACED and not bits_of("é") & characters.UNSPACED
    assert not np.any(characters.character_classes(characters.code_points("😀…")) & characters.IN_WORD)
