"""Shared passages side by side: the pieces make up the text, what differs is marked, nothing of a text becomes HTML."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay import display
from hearsay.display.aligned import NOTHING, differing


def passages(a: str, b: str, cue: str = "said") -> pd.DataFrame:
    row = {"article_a": "000.txt", "article_b": "001.txt", "kind": "prose", "tokens": 3, "run": 2, "cue_a": cue, "cue_b": ""}
    return pd.DataFrame([{**row, "text_a": a, "text_b": b}])


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_the_pieces_make_up_the_texts(a, b):
    one, other = differing(a, b)
    assert "".join(text for text, _ in one) == a and "".join(text for text, _ in other) == b


def test_what_differs_is_marked_from_its_first_letter_to_its_last():
    one, other = differing("Iran had sold, it said, drones.", "iran had bought drones")
    assert one == (("Iran had ", False), ("sold, it said", True), (", drones.", False))
    assert other == (("iran had ", False), ("bought", True), (" drones", False))


def test_the_plain_text_says_what_the_columns_show():
    shown = display.aligned(passages("one two three", "one other three"))
    assert (
        repr(shown)
        == "prose, 3 words in common, 2 in a row\n  000, said: one [two] three\n  001, in its own words: one [other] three"
    )
    html = shown._repr_html_()
    assert all(
        piece in html for piece in ("<mark style='text-decoration:underline'>two</mark>", "other</mark>", "in its own words")
    )


def test_nothing_of_a_text_becomes_html_or_moves_a_terminal():
    shown = display.aligned(passages("a <script>x</script> b\x1b[2J", "a <b>y</b> b", cue="<i>said</i>\x1b"))
    html = shown._repr_html_()
    assert "<script" not in html and "<b>y" not in html and "<i>said" not in html and "\x1b" not in html + repr(shown)


def test_outlets_name_the_articles_and_many_passages_are_counted(seeds):
    shown = display.aligned(seeds.reuse, seeds.articles, most=1)
    assert "Al Mayadeen English: Iran emerged as global leader…, 2023-02-15, pointed out: Iran is emerging" in repr(shown)
    assert repr(shown).endswith("… and 2 more.")


def test_without_passages_it_says_so(seeds):
    empty = display.aligned(seeds.reuse.head(0))
    assert repr(empty) == NOTHING and NOTHING in empty._repr_html_()
