"""Hashed sequences: what two texts share is found by what is kept of each, and containment is not likeness."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hearsay.text.shingles import SEQUENCE, containment, sequence_hashes, winnowed, word_codes, word_runs

WORD_LISTS = st.lists(st.sampled_from(["one", "two", "three", "four", "five", "six", "seven"]), max_size=40)
WINDOW = 4


@given(WORD_LISTS, WORD_LISTS, st.lists(st.text("abcdefgh", min_size=1, max_size=4), min_size=SEQUENCE + WINDOW - 1, max_size=20))
def test_what_two_texts_share_for_long_enough_leaves_a_mark_in_both(before, after, shared):
    hashes = [sequence_hashes(word_codes(" ".join(words))) for words in (before + shared, shared + after)]
    kept = [set(own[winnowed(own, WINDOW)].tolist()) for own in hashes]
    assert kept[0] & kept[1]


@given(st.lists(st.integers(0, 9), max_size=30))
def test_every_window_keeps_its_least(values):
    hashes = np.array(values, dtype=np.uint64)
    kept = winnowed(hashes, WINDOW).tolist()
    assert kept == sorted(set(kept)) and all(0 <= place < len(values) for place in kept)
    for begin in range(len(values) - WINDOW + 1):
        least = min(values[begin : begin + WINDOW])
        assert any(begin <= place < begin + WINDOW and values[place] == least for place in kept)


def test_letter_case_and_marks_do_not_tell_words_apart():
    assert (word_codes("Iran’s DRONES, sold") == word_codes("iran's drones sold")).all()


def test_order_tells_sequences_apart_and_few_words_have_none():
    one, other = (sequence_hashes(word_codes(text)) for text in ("a b c d e", "a b c e d"))
    assert len(one) == len(other) == 1 and one != other
    assert len(sequence_hashes(word_codes("a b c d"))) == 0 and len(word_runs("a b c d")) == 4


def test_a_paragraph_within_a_long_text_is_contained_in_it():
    words = [f"w{number}" for number in range(400)]
    whole, part, other = (word_runs(" ".join(some)) for some in (words, words[100:140], words[::-1]))
    assert containment(whole, part) == containment(part, whole) == 1.0
    assert containment(whole, other) == 0.0 == containment(whole, word_runs(""))
