"""Sentence vectors: what a sentence means as a point, so that sentences that mean alike lie close together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hearsay.errors import HearsayError
from hearsay.text.spans import Span


def sentence_vectors(text: str, passages: Sequence[Span]) -> np.ndarray:
    """The vectors of the passages of a text, (n, d) float32, each of length 1; the same whatever is read beside it.

    Raises `HearsayError` while the package holds no reader that gives such vectors.
    """
    raise HearsayError(
        "this version of Hearsay holds no reader of sentence vectors: frames of whole articles and frames taught by "
        "sentences need one; frames by lists of cues do without"
    )
