"""Sentence vectors: what a sentence means as a point, so that sentences that mean alike lie close together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from hearsay.text.encoder import CLS, SEP, SIZE, onnx_session, tokenizer, word_vectors
from hearsay.text.spans import Span

WIDTH = 384
"""Numbers of a vector, as its makers chose."""
REMEMBERED = 16
"""Texts whose vectors are kept for the next table: as many as a job of `pipeline` has articles."""


def sentence_vectors(text: str, sentences: Sequence[Span]) -> np.ndarray:
    """The vectors of sentences of a text, (n, 384) float32, each of length 1; zeros for one without a word.

    Each sentence is read by itself, its first 254 word pieces, by all-MiniLM-L6-v2 in 8 bits (`models/words.md`): neither batch,
    threads nor the rest of the text can change a vector. Compare by their product. They are floats of the machine: round
    what is printed.
    """
    return _remembered(text, tuple(sentences))


@lru_cache(maxsize=REMEMBERED)
def _remembered(text: str, sentences: tuple[Span, ...]) -> np.ndarray:
    vectors = np.zeros((len(sentences), WIDTH), dtype=np.float32)
    encodings = tokenizer().encode_batch([text[start:end] for start, end in sentences], add_special_tokens=False)
    for number, encoding in enumerate(encodings):
        if encoding.ids:
            words = word_vectors(np.array([CLS, *encoding.ids[: SIZE - 2], SEP], dtype=np.int64))
            vectors[number] = onnx_session("sentence-vector").run(None, {"words": words})[0][0]
    # Whoever asks next is given the same array.
    vectors.flags.writeable = False
    return vectors
