"""Lines of a text, and what each shows."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.parsing import line_words, lines

PAGE = ["By Jane Holm", "March 4, 2021", "• Home", "", "  Related News", "12 comments", "Photo: Getty Images", "桥已经关闭。"]
PAGE += ["The mayor said on Monday that the bridge would be closed for a year.", "See www.lamp.com (AP)", "😀", "x\u00a0 y"]
PAGE += ["A" * 30_000]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("By Jane Holm", "byline"),
        ("Published March 4, 2021", "date"),
        ("Source: The Lamp", "upstream"),
        ("Getty Images", "photo_credit"),
        ("The mayor at the old harbour on Monday (AP Photo/John Roe)", "caption"),
        ("The mayor said on Monday that the bridge would be closed for a year.", ""),
        ("By the time the river rose, the mayor had left the town, and nobody knew where he was on that day.", ""),
    ],
)
def test_a_line_shows_its_kind(text, kind):
    assert lines.split_lines(text).kind == [kind]


def test_counters_and_furniture_are_told_by_their_words():
    found = lines.split_lines("1.2K shares\n12 comments\nThree thoughts on the bridge\nRelated News\nA bridge fell").furniture
    details = [phrase.detail if phrase else "" for phrase in found]
    assert details == ["shares", "comments_count", "comments_count", "related_news", ""]


def test_prose_ends_as_a_sentence_or_goes_on_for_long():
    sentence = "The mayor said that the bridge would be closed"
    found = lines.split_lines(f"{sentence}.\n{sentence}\nMayor Says Old Bridge Closed.")
    assert found.prose == [True, False, False]
    assert lines.split_lines("部长昨天说这座桥已经关闭因为河水在夜里涨得太高没有人受伤了").prose == [True]


def test_columns_hold_one_value_a_line_and_nobody_can_put_others_in_their_place():
    found = lines.split_lines("• Read more\n\n  The mayor said so.")
    assert (found.bullet, found.content) == (["• ", ""], ["Read more", "The mayor said so."])
    assert (found.gap, found.indent, found.stopped) == ([False, True], [0, 2], [False, True])
    assert found.row.tolist() == [0, 0, 1, 1, 1, 1] and found.lowered == [0.5, 0.75] and found.n_words == [2, 4]
    with pytest.raises(AttributeError):
        found.text = []


def test_words_are_marked_in_their_line_and_at_its_ends():
    found = lines.split_lines("***\nBy Jane\nJane by Reuters\na photo of Jane")
    assert found.marked_at(line_words.OPENS, 0) == [1] and found.marked_at(line_words.AGENCY, -1) == [2]
    assert found.marked(line_words.PICTURED_BIT).tolist() == [0, 0, 0, 1]


def test_a_text_without_lines_has_empty_columns():
    found = lines.split_lines(" \n\n")
    assert len(found) == 0 and found.kind == found.furniture == found.prose == [] and found.marked_at(line_words.OPENS, 0) == []


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab A.\n\r\u2028\u2029•1 \u00a0"), max_size=120))
def test_lines_lie_where_they_say_and_leave_nothing_out(text):
    found = lines.split_lines(text)
    places = zip(found.text, found.start, found.end, strict=True)
    assert all(text[start:end].split() == line.split() for line, start, end in places)
    assert "".join("".join(line.split()) for line in found.text) == "".join(text.split())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PAGE)), max_size=4))
def test_pages_that_are_worked_out_together_show_what_each_shows_alone(written):
    pages = [lines.split_lines("\n".join(page)) for page in written]
    whole = lines.read_together(pages)
    assert len(whole) == sum(map(len, pages))
    for page, alone in zip(pages, [lines.split_lines("\n".join(page)) for page in written], strict=True):
        for column in (*lines.ALL_SHOW, "tokens", "numbers", "token_ends", "row", "again"):
            assert list(getattr(page, column)) == list(getattr(alone, column)), column


def test_a_pattern_is_found_in_the_lines_in_whose_beginning_it_begins():
    found = lines.split_lines("in 2021\nat 19\n2020 and 1999\nlate in 1999")
    year = re.compile(r"(?:19|20)\d\d")
    assert found.holding(year, ("19", "20")) == [0, 2, 3] and found.holding(year, ("19", "20"), within=5) == [0, 2]
    assert found.beginning("2a") == [1, 2] and found.ending("1") == [0]
