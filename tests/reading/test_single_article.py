"""Whether a text that was read as one article is one."""

from __future__ import annotations

import pytest

from hearsay.reading import read_documents
from hearsay.reading.single_article import doubt_of_one
from made import docx, page, pieces
from samples import put

THREE = pieces(3)


def joined(before: str = "", after: str = "") -> str:
    """Three articles in one text, each with something above and below it."""
    return "\n\n".join("\n\n".join([before.format(p=p), p.title, *p.body, after.format(p=p)]) for p in THREE)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("The Elmsea Gazette\n\nMarch 4, 2021 Thursday", "", "a newspaper's name stands above a date 3 times"),
        ("{p.outlet}\n{p.day} February 2023", "", "a newspaper's name stands above a date 3 times"),
        ("", "Copyright 2021 Elmsea Press Ltd. All Rights Reserved.", "3 notices that all rights are reserved"),
        ("© 2021 {p.outlet}, all rights reserved", "", "3 notices that all rights are reserved"),
        ("{p.number} of 3 DOCUMENTS", "", "3 lines 'n of m DOCUMENTS'"),
        ("", "ProQuest document ID: 12{p.number}", "3 lines 'ProQuest document ID'"),
        ("512 words", "", "3 lines with a number of words"),
    ],
)
def test_several_articles_in_one_text_are_told(before, after, told):
    assert told in doubt_of_one(joined(before, after))


@pytest.mark.parametrize("words", [19_999, 20_001])
def test_a_text_of_more_than_20_000_words_is_told(words):
    assert bool(doubt_of_one("word " * words)) is (words > 20_000)


def test_one_article_with_its_head_and_foot_is_one():
    one = THREE[0]
    head = f"The Elmsea Gazette\nMarch 4, 2021\n\n{one.title}\n\n© 2021 The Elmsea Gazette. All rights reserved."
    foot = "The Elmsea Gazette\nMarch 4, 2021\n\n" + "Copyright 2021 Elmsea Press. All Rights Reserved.\n" * 2
    assert doubt_of_one("\n\n".join([head, *one.body, foot])) == ""


def test_what_the_file_calls_furniture_does_not_count():
    text = joined("", "Copyright 2021 Elmsea Press Ltd. All Rights Reserved.")
    assert doubt_of_one(text, [(0, len(text), "furniture", "")]) == ""


def test_every_format_is_told(tmp_path):
    text = joined("", "Copyright 2021 Elmsea Press Ltd. All Rights Reserved.")
    html = page(THREE[0]).replace(f"<p>{THREE[0].body[0]}</p>", "".join(f"<p>{line}</p>" for line in text.split("\n\n")))
    for path in (put(tmp_path / "a.txt", text), docx(text.split("\n"), tmp_path / "b.docx"), put(tmp_path / "c.html", html)):
        documents, problems = read_documents(path)
        assert len(documents) == 1 and any("read as one article, but" in problem for problem in problems["problem"]), path
