"""The line model: what its verdicts come to."""

from __future__ import annotations

import numpy as np

from hearsay.parsing import line_model
from hearsay.parsing.line_model import blended, chosen, rule_share, shipped_model
from hearsay.parsing.lines import split_lines

PROSE = "The mayor of Arnford said on Monday that the old bridge over the river would be closed for the whole winter."


def test_a_rule_counts_less_the_longer_the_page():
    assert rule_share(6) == 0.5 and rule_share(1) > rule_share(60) > 0
    assert blended(np.array([0.0] * 6, dtype=np.float32), [True] * 6).tolist() == [0.5] * 6


def test_the_cut_is_low_on_a_page_of_which_nothing_is_sure():
    words = np.full(4, 20.0)
    unsure, sure = np.array([0.4, 0.4, 0.4, 0.01]), np.array([0.99, 0.99, 0.4, 0.01])
    assert chosen(unsure, words, [False] * 4).tolist() == [True, True, True, False]
    assert chosen(sure, words, [False] * 4).tolist() == [True, True, False, False]
    assert chosen(unsure, words, [True] * 4).tolist() == [False] * 4


def test_the_shipped_model_tells_prose_from_a_menu():
    split = split_lines("\n\n".join(["Home", "News", "Sport", *[PROSE] * 6, "Related News", "About us"]))
    (matrix,), (likely,) = shipped_model().look(split, [split.prose])
    assert likely[3:9].min() > 0.3 > likely[:3].max() and likely.min() >= 0 and likely.max() <= 1
    assert len(matrix) == len(split) and shipped_model() is shipped_model()
    sure = shipped_model().calibrated(np.linspace(0, 1, 11, dtype=np.float32))
    assert (np.diff(sure) >= 0).all() and sure.min() >= 0 and sure.max() <= 1


def test_a_page_without_lines_has_no_verdicts():
    (matrix,), (likely,) = shipped_model().look(split_lines(""), [[]])
    assert matrix.size == 0 and likely.size == 0


def test_the_words_of_a_line_come_back_from_its_columns():
    from hearsay.parsing.line_features import own_columns, page_tokens

    split = split_lines("one two three\n" + "word " * 1000)
    assert line_model.length(own_columns(split, page_tokens(split))).round().tolist() == [3, line_model.LONGEST_LINE]
