"""The sentence splitter against hand-checked boundaries, and on anything."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.text.sentences import split_sentences

ROOT = Path(__file__).parents[2]
CHECKED = ROOT / "tests" / "fixtures" / "sentences.txt"
SEEDS = ROOT / "seeds"
# Ends of the sentences inside the seeds' paragraphs of several sentences, checked by hand: paragraph, then inner ends.
IN_SEEDS = {
    "002_a56a3bf40c559065.txt": [
        (890, 1141, [1054]),
        (2544, 2824, [2676]),
        (2826, 3163, [3040]),
        (3165, 3324, [3247]),
        (3326, 3622, [3460]),
        (3624, 3930, [3690]),
        (3932, 4111, [4000]),
        (1579, 1731, []),
        (596, 888, []),
    ],
    "003_dfc3eb3bf9307189.txt": [
        (337, 952, [452, 532, 692, 804]),
        (954, 1546, [1164, 1306, 1416]),
        (1548, 2036, [1664, 1706, 1832, 1985]),
    ],
    "004_2e51a07eb1d17f09.txt": [
        (116, 973, [338, 524, 730, 814]),
        (976, 1796, [1080, 1229, 1388, 1554, 1644]),
        (1798, 2182, [2108]),
    ],
}


def paragraphs() -> list[tuple[str, set[int]]]:
    found = []
    for line in CHECKED.read_text(encoding="utf-8").splitlines():
        parts = line.split("¶")
        ends, at = set(), 0
        for part in parts[:-1]:
            at += len(part)
            ends.add(at)
            at += 1
        if not line.startswith("#"):
            found.append((" ".join(parts), ends))
    for name, spans in IN_SEEDS.items():
        text = (SEEDS / name).read_bytes().decode("utf-8")
        found += [(text[start:end], {inner - start for inner in ends}) for start, end, ends in spans]
    return found


def counts() -> tuple[int, int, int]:
    right = wrong = missed = 0
    for text, gold in paragraphs():
        found = {end for _, end in split_sentences(text)} - {len(text)}
        right += len(found & gold)
        wrong += len(found - gold)
        missed += len(gold - found)
    return right, wrong, missed


def test_two_hundred_boundaries_are_checked_by_hand():
    assert sum(len(ends) for _, ends in paragraphs()) >= 200


def test_precision_and_recall_on_the_checked_boundaries():
    right, wrong, missed = counts()
    assert right / (right + wrong) >= 0.98
    assert right / (right + missed) >= 0.98


@pytest.mark.parametrize(
    "sentences",
    [
        ["The ship sank.", "Nobody knew why."],
        ["“It is over.”", "He left."],
        ["Mr. J. Doe of the U.S. Navy came on Aug. 25, at 5 p.m. local time."],
        ["Is it No. 5?", "It is."],
        ["Headline without a stop"],
        ["He is ill.", "Doctors say so."],
        ["They saw a man.", "Smith ran."],
        ["She lives in Peoria, Ill., with him."],
    ],
)
def test_cases(sentences):
    text = " ".join(sentences)
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


@given(st.text(max_size=400))
def test_spans_are_ordered_trimmed_and_cover_every_character_that_is_not_space(text):
    spans = split_sentences(text)
    covered = "".join(text[start:end] for start, end in spans)
    assert [c for c in covered if not c.isspace()] == [c for c in text if not c.isspace()]
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))


@pytest.mark.parametrize("unit", ["word ", "He said. ", "... ", '"', "A. ", "(", "!?", "U.S. "])
def test_linear_on_a_line_of_fifty_thousand_words(unit):
    text = unit * (50_000 // max(1, len(unit.split())))
    begun = time.process_time()
    split_sentences(text)
    assert time.process_time() - begun < 2.5
