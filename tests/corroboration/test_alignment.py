"""Equal runs of two rows of words, joined to passages: on words that stand for themselves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.corroboration.alignment import GAP, aligned_passages
from hearsay.text.shingles import word_codes

OTHER = [f"x{number}" for number in range(60)]
WORDS = [f"w{number}" for number in range(30)]


def passages(a: list[str], b: list[str], **options):
    one, other = (word_codes(" ".join(words)) for words in (a, b))
    zones = options.pop("zones", (np.zeros(len(one), dtype=int), np.zeros(len(other), dtype=int)))
    return aligned_passages(one, other, *zones, **options)


def test_a_run_is_found_where_it_stands_in_either():
    (found,) = passages([*OTHER[:3], *WORDS[:10], *OTHER[3:6]], [*OTHER[10:20], *WORDS[:10]])
    assert (found.start_a, found.end_a, found.start_b, found.end_b) == (3, 13, 10, 20)
    assert (found.run, found.tokens, found.similarity) == (10, 10, 1.0)


@pytest.mark.parametrize(("gap", "count"), [(GAP, 1), (GAP + 1, 2)])
def test_runs_with_little_between_them_are_one_passage(gap, count):
    a, b = [*WORDS[:10], *OTHER[:gap], *WORDS[10:20]], [*WORDS[:10], *OTHER[30 : 30 + gap], *WORDS[10:20]]
    assert len(passages(a, b)) == count


def test_more_between_two_runs_than_the_shorter_has_keeps_them_apart():
    assert len(passages([*WORDS[:5], *OTHER[:6], *WORDS[5:15]], [*WORDS[:5], *OTHER[20:26], *WORDS[5:15]])) == 2


def test_words_that_are_equal_between_two_runs_count():
    (found,) = passages([*WORDS[:8], "old", "word", "new", *WORDS[8:16]], [*WORDS[:8], "young", "word", *WORDS[8:16]])
    assert found.tokens == 17 and found.run == 8
    assert [*found.differences()] == [(8, 9, 8, 9), (10, 11, 10, 10)]


def test_a_passage_stays_within_one_part_of_the_page():
    words = [*WORDS[:8], "behind", *WORDS[8:16]]
    zones = np.array([0] * 9 + [1] * 8)
    assert len(passages(words, [*WORDS[:8], "between", *WORDS[8:16]], zones=(zones, np.zeros(17, dtype=int)))) == 2


def test_where_both_are_boilerplate_nothing_is_shared():
    mask = np.arange(20) >= 10
    (found,) = passages(WORDS[:20], WORDS[:20], boilerplate=(mask, mask))
    assert (found.start_a, found.end_a) == (0, 10)
    (found,) = passages(WORDS[:20], WORDS[:20], boilerplate=(mask, np.zeros(20, dtype=bool)))
    assert found.tokens == 20


@given(st.lists(st.sampled_from("abcd"), max_size=40), st.lists(st.sampled_from("abcd"), max_size=40))
def test_passages_are_equal_words_in_order_and_no_word_is_in_two(a, b):
    found = passages(a, b)
    for side, words in ((0, a), (1, b)):
        places = [place for one in found for block in one.equal for place in range(block[side], block[side] + block[2])]
        assert len(places) == len(set(places)) and all(place < len(words) for place in places)
    assert all(a[i : i + n] == b[j : j + n] for one in found for i, j, n in one.equal)
