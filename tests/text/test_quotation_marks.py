"""Quotation marks, and which belong together."""

from __future__ import annotations

import pytest

from hearsay.text.quotation_marks import marks_by_paragraph, pair_marks, paragraphs


def marks(text: str) -> list[tuple[str, str]]:
    return [(mark.form, mark.spacing) for _, found in marks_by_paragraph(text) for mark in found]


def paired(text: str) -> tuple[list[str], list[str], list[str]]:
    ((span, found),) = marks_by_paragraph(text)
    read = pair_marks(text, span, found, False, (False, False))
    return (
        [text[pair.start : pair.end] for pair in read.pairs],
        [pair.repair for pair in read.pairs],
        [m.form for m in read.unpaired],
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('He said "yes" now', [('"', "open"), ('"', "close")]),
        ("„ja“, «oui»", [("„", "open"), ("“", "close"), ("«", ""), ("»", "")]),
        ("‘‘yes’’", [("‘‘", "open"), ("’’", "close")]),
        ('so—"yes"—he', [('"', "open"), ('"', "close")]),
    ],
)
def test_the_space_around_a_mark_says_whether_it_opens(text, found):
    assert marks(text) == found


def test_a_paragraph_goes_on_in_small_letters():
    text = "One line\nof two.\n\nNext"
    assert [text[start:end] for start, end in paragraphs(text)] == ["One line\nof two.", "Next"]


@pytest.mark.parametrize(
    ("text", "inner", "repairs"),
    [
        ('"Yes," he said. "No."', ["Yes,", "No."], ["", ""]),
        ('He said "yes. Then he left.', ["yes."], ["closing mark missing"]),
        ('I was there," he said.', ["I was there,"], ["opening mark missing"]),
        ("He said “yes ”and left", ["yes "], ["space on the wrong side of a mark"]),
        ('He said “yes" and left', ["yes"], ['mixed marks “ … "']),
        ("“He said ‘no’ to me”", ["He said ‘no’ to me", "no"], ["", ""]),
        ("»Ja«, sagte er", ["Ja"], [""]),
        ("”Ja”, sa han", ["Ja"], [""]),
    ],
)
def test_marks_are_paired_and_what_was_mended_is_told(text, inner, repairs):
    assert paired(text)[:2] == (inner, repairs)


def test_what_opens_nothing_is_left_over():
    assert paired("the officials’ plan") == ([], [], []) and paired("a mark › alone")[2] == ["›"]


def test_a_quotation_that_the_next_paragraph_continues_needs_no_repair():
    text = "“We will go on."
    ((span, found),) = marks_by_paragraph(text)
    read = pair_marks(text, span, found, False, (True, False))
    assert read.carried and [pair.repair for pair in read.pairs] == [""]
