"""Words of a page's lines as phrases of furniture and as numbers."""

from __future__ import annotations

import pytest

from hearsay.parsing import line_words
from hearsay.text.lexicons import lexicon_rows


@pytest.mark.parametrize(
    "row", [row for n, row in enumerate(lexicon_rows("furniture")) if n % 9 == 0], ids=lambda row: row["phrase"]
)
def test_a_phrase_is_found_where_it_may_stand(row):
    line = {"whole": "{}", "start": "{} and more", "any": "see {} below"}[row["place"]].format(row["phrase"])
    found = line_words.match_phrase(line, len(line.split()))
    assert found is not None and found.weight >= int(row["weight"])


def test_of_several_phrases_the_heaviest_counts_and_in_long_lines_none():
    light = min(lexicon_rows("furniture"), key=lambda row: (int(row["weight"]), row["place"] != "any"))["phrase"]
    heavy = max((row for row in lexicon_rows("furniture") if row["place"] == "any"), key=lambda row: int(row["weight"]))
    assert line_words.match_phrase(f"{heavy['phrase']} {light}", 9).detail == heavy["detail"]
    assert line_words.match_phrase(heavy["phrase"], line_words.ANY_WITHIN + 1) is None
    assert line_words.match_phrase("The bridge fell on Monday", 5) is None


def test_words_of_one_stem_share_it_and_function_words_have_a_class():
    numbers = line_words.word_numbers(["bridges", "Bridge's", "the", "you"])
    stems = [number >> line_words.STEM & 0x7FFF for number in numbers]
    kinds = [number >> line_words.KIND_BITS & 0x7 for number in numbers]
    assert stems[0] == stems[1] > 0 and kinds == [0, 0, 4, 1] and stems[2] == 0


@pytest.mark.parametrize(
    ("word", "bit", "held"),
    [
        ("By", line_words.OPENS, True),
        ("bridge", line_words.OPENS, False),
        ("Reuters", line_words.AGENCY, True),
        ("iStockphoto", line_words.PICTURED_BIT, True),
        ("bridge", line_words.LOWERED_BIT, True),
        ("Bridge", line_words.LOWERED_BIT, False),
        ("2020", line_words.LOWERED_BIT, False),
    ],
)
def test_bits_say_what_a_word_is_marked_as(word, bit, held):
    assert bool(line_words.word_numbers([word])[0] >> bit & 1) is held


def test_plain_text_and_marks_do_not_hang_on_typography():
    assert line_words.plain_text("  It’s\u00a0 A\tTest ") == "it's a test"
    assert (
        line_words.hashed_marks("#^", ["It’s"])
        == line_words.hashed_marks("#^", ["it's"])
        != line_words.hashed_marks("#$", ["it's"])
        and line_words.hashed_marks("#^", [""])[0] < line_words.TOKENS
    )
