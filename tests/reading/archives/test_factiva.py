"""Exports of Factiva."""

from __future__ import annotations

from pathlib import Path

import pytest

from archived import as_stated, stated
from hearsay.reading import read_documents
from hearsay.reading.archives import factiva
from hearsay.reading.records import Problem, Source, Text
from made import factiva_html, pieces
from samples import put

THREE = pieces(3)


@pytest.mark.parametrize("month", ["Februar", "février", "febrero", "de febrero de"])
def test_factiva_in_the_language_of_its_reader(tmp_path, month):
    html = factiva_html(THREE, coded=False).replace("February", month)
    documents, problems = read_documents(put(tmp_path / "a.html", html))
    assert problems.empty and stated(documents) == as_stated(THREE)


CODED = [
    "HD | A bridge falls",
    "BY | By Jane Holm",
    "WC | 12 words",
    "PD | 15 February 2023",
    "SN | The Lamp",
    "LP |",
    "It fell.",
]


def read(lines: list[str]):
    source = Source(Path("a.txt"), "a.txt")
    source.__dict__["sha256"] = ""
    return list(factiva.read_factiva_text(source, lines))


def test_articles_of_codes_end_where_the_next_headline_begins():
    items = read([*CODED, "AN | Document X1", *CODED, "AN | Document X2"])
    texts = [item for item in items if isinstance(item, Text)]
    assert [text.part for text in texts] == ["#X1", "#X2"]
    values = {name: value for _, _, name, value in texts[0].parts if value}
    assert values == {"title": "A bridge falls", "byline": "Jane Holm", "published": "2023-02-15", "outlet": "The Lamp"}


def test_the_last_article_without_its_number_is_told():
    problems = [item.problem for item in read(CODED) if isinstance(item, Problem)]
    assert "the last article may be cut off" in problems


def test_printed_articles_are_read_in_the_order_of_their_head():
    lines = ["A bridge falls", "By Jane Holm", "2 words", "15 February 2023", "10:15", "The Lamp", "LAMP", "English"]
    (text,) = [
        item for item in read([*lines, "Copyright 2023", "It fell.", "Document LAMP000020230215"]) if isinstance(item, Text)
    ]
    assert [(name, text.text[start:end]) for start, end, name, value in text.parts if value] == [
        ("title", "A bridge falls"), ("byline", "By Jane Holm"), ("published", "15 February 2023"), ("outlet", "The Lamp"),
    ]  # fmt: skip
    assert text.part == "#LAMP000020230215" and "It fell." in text.text


def test_a_layout_is_known_by_codes_or_by_documents():
    assert factiva.factiva_text_layout(CODED).why == "lines with the codes HD, PD and TD"
    assert factiva.factiva_text_layout(["120 words", "Document LAMP000020230215"]).why == "1 lines 'Document …'"
    assert factiva.factiva_text_layout(["The bridge fell.", "It cost 120 words of praise."]) is None
