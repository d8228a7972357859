"""What a page tells of a name beside the line in which it stands."""

from __future__ import annotations

import numpy as np

from dumped import BODY
from hearsay.parsing import line_words
from hearsay.parsing.lines import split_lines
from hearsay.parsing.name_evidence import NameEvidence
from hearsay.parsing.page import Page

NOTE = "Jane Holm is a reporter who has covered rivers and bridges since she joined the paper."
TEXT = [
    "Read More", "Bridge falls in Arnford", "Jane Holm", *BODY, "Jane Holm said that the bridge had been old for a long time.",
    "Write to @jholm to read more of her stories.", NOTE,
]  # fmt: skip
EVERYWHERE, RARE = 0.5, 6.0


def evidence() -> NameEvidence:
    split = split_lines("\n".join(TEXT))
    rarity = np.full(line_words.STEMS, RARE, dtype=np.float32)
    rarity[((line_words.word_numbers(["Jane"]) >> line_words.STEM) & 0x7FFF) - 1] = EVERYWHERE
    return NameEvidence(Page(split, [3 <= n <= 3 + len(BODY) for n in range(len(split))]), rarity)


def test_a_name_is_told_by_the_rarity_of_its_words():
    assert evidence().of("Jane Holm", "jane holm")[:2] == (EVERYWHERE, (EVERYWHERE + RARE) / 2)
    assert evidence().of("!", "!")[:2] == (-1.0, -1.0)


def test_words_that_the_page_writes_small_are_counted():
    assert evidence().of("Read More", "read more")[2] == 1.0 and evidence().of("Jane Holm", "jane holm")[2] == 0.0


def test_a_note_on_an_author_stands_outside_the_body_and_speech_within_it():
    assert evidence().of("Jane Holm", "jane holm")[3:5] == (1, 1) and evidence().of("Ida Brun", "ida brun")[3:5] == (0, 0)


def test_a_handle_holds_the_name():
    assert evidence().of("Jane Holm", "jane holm")[5] and not evidence().of("Ida Brun", "ida brun")[5]
