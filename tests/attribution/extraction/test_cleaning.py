"""Sources that are none, and which attribution stands inside which."""

import pytest

from hearsay.attribution.extraction.cleaning import clean_sources, extent, in_text_order, nested_by_containment, nesting_levels
from hearsay.errors import InputError
from hearsay.text.spans import Attribution


@pytest.mark.parametrize(
    ("text", "source", "cue", "kept"),
    [
        ("It was reported that rain fell", "It", "reported", None),
        ("It seems that rain fell", "It", "seems", None),
        ("It reported that rain fell", "It", "reported", "It"),
        ("The said that rain fell", "The", "said", None),
        ("That said that rain fell", "That", "said", "That"),
        ("Doe's claim that rain fell", "Doe's", "claim", "Doe"),
        ("Doe said that rain fell", "Doe", "said", "Doe"),
    ],
)
def test_a_source_that_names_nobody_goes(text: str, source: str, cue: str, kept: str | None) -> None:
    at = text.index(cue)
    found = Attribution((0, len(source)), (at, at + len(cue)), ((text.index("rain"), len(text)),))
    (cleaned,) = clean_sources(text, [found])
    assert (text[slice(*cleaned.source)] if cleaned.source else None) == kept


def test_parents_follow_their_attributions_into_the_order_of_the_text() -> None:
    inner, outer = Attribution(None, (12, 14), ((15, 20),), parent=1), Attribution((0, 2), (3, 5), ((6, 20),))
    assert extent(outer) == (0, 20)
    assert in_text_order([inner, outer]) == [outer, Attribution(None, (12, 14), ((15, 20),), parent=0)]


def test_the_narrowest_content_that_holds_the_cue_is_the_parent() -> None:
    wide, middle, inner = (Attribution(None, (n, n + 1), ((n + 2, 50),)) for n in (0, 10, 20))
    assert [one.parent for one in nested_by_containment([wide, middle, inner])] == [None, 0, 1]
    assert nesting_levels(nested_by_containment([wide, middle, inner])) == [1, 2, 3]


def test_a_circle_of_parents_is_refused() -> None:
    with pytest.raises(InputError, match="inside itself"):
        nesting_levels([Attribution(None, (0, 1), (), parent=1), Attribution(None, (2, 3), (), parent=0)])
