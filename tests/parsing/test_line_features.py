"""What the line model looks at: every column is where its name says, since the trees know it by number only."""

from __future__ import annotations

import numpy as np
import pytest

from hearsay.parsing import line_features
from hearsay.parsing.line_features import Column, own_columns, page_tokens
from hearsay.parsing.line_model import shipped_model
from hearsay.parsing.lines import split_lines

PLAIN = "bridge"


def columns(text: str) -> np.ndarray:
    split = split_lines(text)
    return own_columns(split, page_tokens(split))


@pytest.mark.parametrize(
    ("text", "column", "value"),
    [
        ("one two three", Column.WORDS, np.log1p(3)),
        ("one two three", Column.CHARACTERS, np.log1p(13)),
        ("one two three", Column.WORD_LENGTH, 13 / 3),
        ("one Two three Four", Column.LOWERED, 0.5),
        ("It fell.", Column.STOPPED, 1),
        ("The mayor said that the bridge would be closed.", Column.PROSE, 1),
        ("• bridge", Column.BULLET, 1),
        ("x\n   bridge", Column.INDENT, 3),
        ("x\n\nbridge", Column.GAP, 1),
        ("Related News", Column.WEIGHT, 100),
        ("Related News", Column.PLACE, 1),
        ("By Jane Holm", Column.KIND, 1),
        ("March 4, 2021", Column.DATES, 1),
        ("a, b, c", Column.COMMAS, 2),
        ('a "b" c', Column.QUOTES, 2),
        ("a | b", Column.BARS, 1),
        ("why? now!", Column.QUESTIONS, 2),
        ("One. Two. x", Column.STOPS, 2),
        ("a1b2", Column.DIGITS, 0.5),
        ("ABcd", Column.CAPITALS, 0.5),
        ("see www.x", Column.ADDRESS, 1),
        ("x\nx", Column.REPEATS, 2),
        ("what?", Column.END, 3),
        ("Related News", Column.OTHERS, 1),
        ("12 minutes ago", Column.COUNTER, 1),
        ("bridge", Column.LOWER_FIRST, 1),
        ("you you you you", Column.READER, 4 / 8),
        ("i i i i", Column.WRITER, 4 / 8),
        ("said said said said", Column.SPEECH, 4 / 8),
        ("the the the the", Column.JOINTS, 4 / 8),
    ],
)
def test_a_column_is_where_its_name_says(text, column, value):
    found = columns(text)[-1]
    if column is Column.WEIGHT:
        assert found[column] > 0 == columns(PLAIN)[-1][column]
    elif column in (Column.READER, Column.WRITER, Column.SPEECH, Column.JOINTS):
        share = found[[Column.READER, Column.WRITER, Column.SPEECH, Column.JOINTS]]
        assert share.argmax() == column - Column.READER and 0 < share.max() < 1 and np.count_nonzero(share) == 1
    else:
        assert found[column] == pytest.approx(value, rel=1e-6) and columns(PLAIN)[-1][column] != found[column] or text == PLAIN


def test_talk_is_told_apart_from_other_furniture():
    comments = columns("Three thoughts on the bridge")[-1]
    assert comments[Column.TALK] == 1 and comments[Column.OTHERS] == 0


def test_columns_are_numbered_without_a_gap_and_the_trees_take_as_many_as_there_are():
    assert [int(column) for column in Column] == list(range(len(Column)))
    split = split_lines("Menu\n\nThe mayor said that the bridge would be closed.\n\nRelated News")
    (matrix,), (likely,) = shipped_model().look(split, [[False, True, False]])
    assert columns("a\nb").shape == (2, len(Column)) and matrix.shape[0] == len(likely) == 3


def test_the_neighbourhood_of_a_line():
    column = np.array([1.0, 2.0, 3.0])
    around = line_features.neighbours(column[:, None], (1, -2), (-1,))
    assert around.tolist() == [[-1, 3], [1, -1], [2, -1]]
    assert [sums.tolist() for sums in line_features.totals(column, 1, 9)] == [[3, 6, 5], [6, 6, 6]]
    flags = np.array([False, True, False])
    assert line_features.since(flags).tolist() == [60, 0, 1] and line_features.until(flags).tolist() == [1, 0, 60]


def test_the_richest_stretch():
    assert line_features.richest(np.array([-1.0, 3, -1, 2, -5, 1])) == (1, 4)
    assert line_features.richest(np.array([-1.0, -2])) == (0, 0)


def test_tokens_are_counted_by_line():
    tokens = page_tokens(split_lines("the bridge\nbridges fell down"))
    assert len(tokens.row) == tokens.count.sum() and set(tokens.row) == {0, 1}
    assert set(tokens.stem[tokens.row == 0]) & set(tokens.stem[tokens.row == 1]) - {-1}
