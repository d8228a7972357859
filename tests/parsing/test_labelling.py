"""What every line of a page is."""

from __future__ import annotations

from hearsay.parsing import labelling
from hearsay.parsing.labelling import Block, blocks_of, blocks_of_texts, body_lines
from hearsay.parsing.lines import split_lines
from hearsay.parsing.repetition import line_hashes

SENTENCE = "The mayor of Arnford said on day {} that the old bridge over the river would be closed for the whole winter."
PROSE = [SENTENCE.format(n) for n in range(6)]
HEAD = ("The old bridge is closed", "By Jane Holm", "March 4, 2021")
PAGE = "\n\n".join(["Home", "News", *HEAD, *PROSE, "Related News", "A ferry"])


def labels(text: str, repeated: frozenset[int] = frozenset()) -> dict[str, Block]:
    return {text[block.start : block.end]: block for block in blocks_of(text, None, repeated)}


def test_a_page_is_told_apart():
    found = labels(PAGE)
    assert [found[line].label for line in HEAD] == [
        "title",
        "byline",
        "date",
    ]
    assert {found[line].label for line in PROSE} == {"body"} and found["Home"].label == "furniture"
    assert (
        found["Related News"].detail == "related_news" == found["A ferry"].detail and found["March 4, 2021"].detail == "published"
    )


def test_lines_that_recur_in_the_outlet_are_no_body_unless_most_of_it_recurs():
    one = frozenset(line_hashes(PROSE[5]))
    assert (labels(PAGE, one)[PROSE[5]].label, labels(PAGE, one)[PROSE[5]].detail) == ("furniture", "repeated")
    most = frozenset(number for line in PROSE[1:] for number in line_hashes(line))
    assert labels(PAGE, most)[PROSE[5]].label == "body"


def test_a_pointer_at_a_paragraphs_end_is_no_body():
    pointed = PROSE[2] + " (Read more: A ferry for the north)"
    found = labels(PAGE.replace(PROSE[2], pointed))
    assert found[PROSE[2]].label == "body" and found["(Read more: A ferry for the north)"].detail == "related_link"


def test_the_rule_takes_the_richest_stretch_of_prose_with_the_headings_in_it():
    split = split_lines("\n".join(["Home", PROSE[0], "A heading", PROSE[1], "Related News", "A ferry", "About"]))
    assert body_lines(split) == [False, True, True, True, False, False, False]
    assert body_lines(split_lines("")) == []


def test_blocks_cover_every_character_that_is_not_space():
    covered = {n for block in blocks_of(PAGE) for n in range(block.start, block.end)}
    assert {n for n, character in enumerate(PAGE) if not character.isspace()} <= covered


def test_pages_read_together_are_read_as_each_alone():
    texts = [PAGE, "", "Menu", PAGE.replace("bridge", "ferry"), "The mayor said so.\n\nBy Jane Holm"] * 8
    one = frozenset(line_hashes(PROSE[5]))
    repeated = [one if n % 2 else frozenset() for n in range(len(texts))]
    alone = [blocks_of(text, None, lines) for text, lines in zip(texts, repeated, strict=True)]
    assert blocks_of_texts(texts, None, repeated) == alone
    assert blocks_of_texts(texts) == [blocks_of(text) for text in texts]


def test_long_pages_pass_with_fewer_others(monkeypatch):
    monkeypatch.setattr(labelling, "TOGETHER", 3)
    monkeypatch.setattr(labelling, "MOST_CHARACTERS", 10)
    passed = []
    judge = labelling.judge_pages
    monkeypatch.setattr(labelling, "judge_pages", lambda pages, model: passed.append(len(pages)) or judge(pages, model))
    texts = ["abc", "abcd", "abcdefghijklmno", "a", "b", "c", "d"]
    assert blocks_of_texts(texts) == [blocks_of(text) for text in texts] and blocks_of_texts([]) == []
    assert passed[:4] == [2, 1, 3, 1]
