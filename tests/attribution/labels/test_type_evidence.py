"""The columns by which the type of a speaker is told."""

import numpy as np

from hearsay.attribution.labels.type_evidence import WIDTH, mean_vectors, speaker_columns
from hearsay.text.spans import Attribution
from labelled import profiles


def test_a_phrase_means_the_mean_of_its_words_and_nothing_means_nothing() -> None:
    both, first, second, none = mean_vectors(["police minister", "police", "minister", ""])
    assert np.allclose(both, (first + second) / 2, atol=1e-6) and first.any() and not none.any()
    assert mean_vectors([]).shape == (0, WIDTH)


def test_columns_know_a_person_from_a_body_and_depend_on_that_speaker_alone() -> None:
    text = "Trade Minister Mette Lund said it rains. The council said it pours."
    both = profiles(text, "Trade Minister Mette Lund", "The council")
    made = speaker_columns(text, [], [])
    assert made.shape == (0, 0)
    found = [Attribution(one.mentions[0], (0, 1), ()) for one in both]
    rows = speaker_columns(text, found, both)
    assert rows.shape[0] == 2 and (rows[0] != rows[1]).any()
    assert np.allclose(rows[:1], speaker_columns(text, found, both[:1]), atol=1e-6)
