"""Interviews and transcripts, turn by turn."""

import pytest
from tests.fixtures.heard import heard

from hearsay.attribution.extraction.turns import spoken_turns


def turns(passage: str) -> list[tuple[str, str]]:
    return [(source, content) for source, cue, content in heard(passage) if cue in (":", ".")]


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        (
            "Q: When will the new crane arrive?\n\nA: In spring, if the weather allows it.",
            [("Q", "When will the new crane arrive?"), ("A", "In spring, if the weather allows it.")],
        ),
        (
            "MR. PRICE: That is clear. We will not comment.\n\nQUESTION: Is that a no?\n\nMR. PRICE: It is what I said.",
            [("MR. PRICE", "That is clear. We will not comment."), ("QUESTION", "Is that a no?"),
             ("MR. PRICE", "It is what I said.")],
        ),
        (
            "Ida Holt met Otto Brand on the quay.\n\nHolt: Is the wall safe?\n\nBrand: It is safe.\n\nHolt: Who says so?\n\n"
            "Brand: I say so.",
            [("Holt", "Is the wall safe?"), ("Brand", "It is safe."), ("Holt", "Who says so?"), ("Brand", "I say so.")],
        ),
        (
            "Q. Was the crane tested?\n\nA. Twice.\n\nIt took a week.\n\nQ. By whom?\n\nA. By the firm.",
            [("Q", "Was the crane tested?"), ("A", "Twice. … It took a week."), ("Q", "By whom?"), ("A", "By the firm.")],
        ),
    ],
)  # fmt: skip
def test_each_turn_is_an_attribution(passage: str, expected: list[tuple[str, str]]) -> None:
    assert turns(passage) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Age: 34\n\nParty: Labour\n\nHome: Elmsea",
        "Note: the quay is closed.\n\nPhoto: Ida Holt\n\nMore: see page 4.",
        "Ida Holt lives here.\n\nHolt: a life in pictures",
    ],
)
def test_a_list_of_facts_is_no_interview(text: str) -> None:
    paragraphs, at = [], 0
    for line in text.split("\n\n"):
        paragraphs.append((at, at + len(line)))
        at += len(line) + 2
    assert spoken_turns(text, paragraphs) == []
