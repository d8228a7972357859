"""Text as the learned models see it."""

from __future__ import annotations

import gzip
from importlib import resources

import numpy as np
import pytest

from hearsay.text import encoder

TEXT = "“We WON in 2020,” Jane said.\n\nThe bridge fell."
PARAGRAPHS = [(0, 28), (30, 46)]


def test_pieces_stand_where_they_say_with_case_and_quotation():
    page = encoder.mark_up_words(TEXT)
    first, second = encoder.word_pieces(page, PARAGRAPHS)
    shown = [TEXT[a:b] for a, b in zip(first.starts, first.ends, strict=True)]
    assert [first.case[shown.index(word)] for word in ("WON", "2020", "Jane", "said")] == [
        2,
        3,
        1,
        0,
    ]
    assert first.quoted[shown.index("We")] == 1 and first.quoted[shown.index("Jane")] == 0
    assert set(first.paragraph) == {0} and set(second.paragraph) == {1} and len(first[2:5]) == 3
    assert encoder.word_pieces(page, [(28, 28)]) == []


def test_a_paragraph_inside_a_quotation_may_be_read_as_outside():
    page = encoder.mark_up_words(TEXT)
    (inside,) = encoder.word_pieces(page, [(1, 16)], unquoted=True)
    assert not inside.quoted.any() and encoder.word_pieces(page, [(1, 16)])[0].quoted.all()


def test_windows_hold_all_pieces_in_order_and_no_more_than_their_size():
    text = "The bridge fell on Monday. " * 60
    pieces = encoder.word_pieces(encoder.mark_up_words(text), [(0, len(text))])
    windows = list(encoder.windows(pieces, text, size=64))
    assert all(len(window) <= 64 and window.ids[0] == encoder.CLS and window.ids[-1] == encoder.SEP for window in windows)
    whole = np.concatenate([window.ids[window.paragraph >= 0] for window in windows])
    assert (whole == pieces[0].ids).all() and len(windows) > 1
    ends = [text[window.ends[-2] - 1] for window in windows[:-1]]
    assert set(ends) == {"."}


def test_distances_are_exact_near_the_cue_and_coarse_beyond():
    places = np.arange(200)
    near = encoder.cue_distances(places, 100, 101)
    assert near[100] == near[101] == encoder.HERE and near[99] == encoder.HERE - 1 and near[104] == encoder.HERE + 3
    assert near.min() >= 0 and near.max() <= 2 * encoder.HERE and (np.diff(near) >= 0).all()


def test_a_model_is_loaded_once_for_each_number_of_threads():
    session = encoder.onnx_session("lines.first")
    assert encoder.onnx_session("lines.first") is session and session.get_providers() == ["CPUExecutionProvider"]
    with pytest.raises(FileNotFoundError):
        encoder.onnx_session("no-such-model")


@pytest.mark.parametrize("name", ["attribution-tagger", "attribution-linker", "portrayal", "sentence-vector"])
def test_no_network_has_the_step_that_is_summed_in_another_order_on_other_processors(name):
    """A Softmax, by its operator's name in the file: with AVX-512 its last digit is another, and 8 bits make more of that."""
    network = gzip.decompress((resources.files("hearsay") / "models" / f"{name}.onnx.gz").read_bytes())
    assert b'"\x09ReduceSum' in network and b'"\x07Softmax' not in network
