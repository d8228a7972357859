"""Lines of a text, and what each shows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.parsing import lines
from wrapped import wrapped_at


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_lines_broken_at_a_fixed_width_are_put_together_whatever_ends_them(end):
    paragraphs = ["The council of the town said on Monday that it would sell the old harbour to the port. " * 4] * 3
    text = end.join(["Menu", "• Home", "", *wrapped_at("\n\n".join(paragraphs), 70).split("\n")])
    found = lines.split_lines(text)
    assert [line.shape.text.split()[0] for line in found] == ["Menu", "•", "The", "The", "The"]
    assert all(len(line.shape.text) == line.end - line.start for line in found)
    assert all(line.shape.text.split() == text[line.start : line.end].split() for line in found)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"• An entry of a menu that is long enough to be one, number {n}" for n in range(40)),
        "\n".join(f"{n}. The ship that came into the harbour on the next day of that week" for n in range(10, 50)),
        "\n".join("The ministry said nothing about the ship. " * (n % 5 + 1) for n in range(40)),
        "\n".join(f"A headline stands here {n}" for n in range(40)),
    ],
)
def test_other_lines_stay_apart(text):
    assert len(lines.split_lines(text)) == 40


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
    assert lines.line_shape(text).kind == kind


def test_counters_and_furniture_are_told_by_their_words():
    assert lines.line_shape("1.2K shares").furniture.detail == "shares"
    assert lines.line_shape("12 comments").furniture.detail in ("counter", "comments_count")
    assert lines.line_shape("Three thoughts on the bridge").furniture.detail == "comments_count"
    assert lines.line_shape("Related News").furniture and not lines.line_shape("A bridge fell").furniture


def test_prose_ends_as_a_sentence_or_goes_on_for_long():
    sentence = "The mayor said that the bridge would be closed"
    assert lines.line_shape(sentence + ".").prose and not lines.line_shape(sentence).prose
    assert not lines.line_shape("Mayor Says Old Bridge Closed.").prose
    assert lines.line_shape("部长昨天说这座桥已经关闭因为河水在夜里涨得太高没有人受伤了").prose


def test_lines_of_one_text_share_a_shape_that_nobody_can_change():
    first, second = lines.split_lines("Read more\n\n  Read more")
    assert first.shape is second.shape and (first.gap, second.gap) == (False, True) and second.indent == 2
    with pytest.raises(AttributeError):
        first.shape.kind = "date"
    calls = []
    assert [line.shape.once(lambda shape: len(shape.text)) for line in (first, second)] == [9, 9]

    def counted(shape):
        calls.append(shape)
        return shape.plain

    assert [line.shape.once(counted) for line in (first, second, first)] == ["read more"] * 3 and len(calls) == 1


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab A.\n\r\u2028\u2029•1 \u00a0"), max_size=120))
def test_lines_lie_where_they_say_and_leave_nothing_out(text):
    found = lines.split_lines(text)
    assert all(text[line.start : line.end].split() == line.shape.text.split() for line in found)
    assert "".join("".join(line.shape.text.split()) for line in found) == "".join(text.split())
