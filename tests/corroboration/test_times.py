"""Times: "late July" is not "early July", and what is not comparable does not differ."""

from __future__ import annotations

import pytest

from hearsay.corroboration.times import moments, times_differing


def read(text: str):
    return moments(text, 0, len(text))


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("as early as late July", "as soon as early July", True),
        ("on Friday", "on Thursday", True),
        ("on Friday", "on Friday night", False),
        ("on July 19", "in July", False),
        ("on July 19", "on July 20", True),
        ("in 2011", "in 2012", True),
        ("in July 2011", "in July 2012", True),
        ("on Friday", "in July", False),
        ("in May and June", "in June", False),
        ("on 3 March", "on March 3", False),
        ("they may sign", "they signed in May", False),
    ],
)
def test_times_that_cannot_be_one(one, other, apart):
    assert (times_differing(read(one), read(other)) is not None) == apart


def test_places_are_those_of_the_text():
    text = "Talks began on Sept. 3, 2010, and ended in late May."
    assert [text[m.start : m.end] for m in read(text)] == ["Sept. 3, 2010", "late May"]
