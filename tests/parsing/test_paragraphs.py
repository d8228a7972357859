"""The lines of a text, or its paragraphs where lines are broken at a fixed width."""

from __future__ import annotations

import pytest

from hearsay.parsing import paragraphs
from wrapped import wrapped_at


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_lines_broken_at_a_fixed_width_are_put_together_whatever_ends_them(end):
    prose = ["The council of the town said on Monday that it would sell the old harbour to the port. " * 4] * 3
    text = end.join(["Menu", "• Home", "", *wrapped_at("\n\n".join(prose), 70).split("\n")])
    found = paragraphs.written_lines(text)
    assert [line.split()[0] for _, line, _ in found] == ["Menu", "•", "The", "The", "The"]
    assert all(line.split() == text[start : start + len(line)].split() for start, line, _ in found)
    assert [gap for _, _, gap in found] == [False, False, True, True, True]


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
    assert len(paragraphs.written_lines(text)) == 40
