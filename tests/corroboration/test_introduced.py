"""The attribution that introduces a passage: the innermost that holds half of it."""

from __future__ import annotations

import pytest

from hearsay.corroboration.introduced import Introductions
from printed import tables

TEXT = "He said she claimed that ships left the harbour at night."


def introductions(*told: tuple[str, str, str, int]) -> Introductions:
    speech = [
        {"article_id": "a", "content": content, "cue": cue, "speaker": speaker, "level": level}
        for content, cue, speaker, level in told
    ]
    return Introductions(tables({"a": [TEXT]}, speech=speech)["attributions"])


def test_the_innermost_one_that_holds_half_of_the_passage():
    known = introductions(
        ("she claimed that ships left the harbour at night", "said", "He", 1),
        ("ships left the harbour at night", "claimed", "she", 2),
    )
    start = TEXT.index("ships")
    assert known.of("a", start, len(TEXT) - 1).cue == "claimed"
    assert known.of("a", TEXT.index("she"), start + 2).cue == "said"
    assert known.of("a", 0, 7) is None and known.of("b", 0, 7) is None


@pytest.mark.parametrize(
    ("one", "other", "two"),
    [
        ("Ann Ode", "Jo Ode", True),
        ("Ann Ode", "Ode", False),
        ("Mrs. Ode", "Ann Ode", False),
        ("Ann Ode", "", False),
        ("", "", False),
    ],
)
def test_two_names_are_two_people_unless_they_may_be_one(one, other, two):
    known = introductions(("ships left", "said", one, 1), ("at night", "said", other, 1))
    first, second = (known.of("a", TEXT.index(text), TEXT.index(text) + len(text)) for text in ("ships left", "at night"))
    assert first.names_other_than(second) == second.names_other_than(first) == two
