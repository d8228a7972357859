"""Sentence vectors: near where sentences say alike, the same whatever stands beside them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.text import sentence_vectors as module
from hearsay.text.encoder import word_vectors
from hearsay.text.sentence_vectors import sentence_vectors

STORY = "The minister resigned on Monday. Rain fell in the valley. On Monday the minister stepped down."
SPANS = [(0, 32), (33, 57), (58, 94)]


def test_sentences_that_say_alike_lie_near_one_another() -> None:
    resigned, rain, stepped = sentence_vectors(STORY, SPANS)
    assert resigned @ stepped > max(resigned @ rain, rain @ stepped) + 0.3
    assert np.allclose([np.linalg.norm(vector) for vector in (resigned, rain, stepped)], 1, atol=1e-5)


def test_a_sentence_is_read_by_itself() -> None:
    together = sentence_vectors(STORY, SPANS)
    alone = [sentence_vectors(STORY[start:end], [(0, end - start)])[0] for start, end in SPANS]
    assert np.array_equal(together, np.vstack(alone))


def test_a_text_is_read_once_for_all_tables_that_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    text, read = "Snow fell on the pass. The road was closed.", []
    monkeypatch.setattr(module, "word_vectors", lambda ids: read.append(1) or word_vectors(ids))
    first = sentence_vectors(text, [(0, 22), (23, 43)])
    assert np.array_equal(first, sentence_vectors(text, [(0, 22), (23, 43)])) and len(read) == 2


def test_a_sentence_without_a_word_has_no_vector() -> None:
    assert not sentence_vectors("a \u200b b", [(1, 3), (1, 1)]).any()
    assert sentence_vectors("a", []).shape == (0, 384)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=400))
def test_any_text_has_a_vector_of_length_one_or_none(text: str) -> None:
    length = np.linalg.norm(sentence_vectors(text, [(0, len(text))])[0])
    assert length == 0 or abs(length - 1) < 1e-4
