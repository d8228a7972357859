"""Exports of Factiva."""

from __future__ import annotations

from pathlib import Path

import pytest

from archived import as_stated, stated
from hearsay.reading import read_documents
from hearsay.reading.archives import factiva
from hearsay.reading.records import Problem, Source, Text
from made import factiva_html, factiva_nested, factiva_xml, pieces
from samples import put

THREE = pieces(3)


@pytest.mark.parametrize("month", ["Februar", "février", "febrero", "de febrero de"])
def test_factiva_in_the_language_of_its_reader(tmp_path, month):
    html = factiva_html(THREE, coded=False).replace("February", month)
    documents, problems = read_documents(put(tmp_path / "a.html", html))
    assert problems.empty and stated(documents) == as_stated(THREE)


@pytest.mark.parametrize(
    ("unit", "document", "date"),
    [
        ("words", "Document", "{} February 2023"),
        ("Wörter", "Dokument", "{} Februar 2023"),
        ("mots", "Document", "{} février 2023"),
        ("字", "文件", "2023 年 2 月 {} 日"),
        ("слов", "Документ", "{} февраля 2023"),
    ],
)
def test_a_page_in_any_language_is_read_once_and_by_its_structure(tmp_path, unit, document, date):
    html = factiva_nested(THREE, unit, document, date)
    documents, problems = read_documents(put(tmp_path / "a.html", html))
    assert problems.empty and stated(documents) == as_stated(THREE)
    assert documents["document_id"].tolist() == [f"a.html#ARNG0000202302{p.day:02}e{p.number:08}" for p in THREE]
    assert [documents["text"][0][start:end] for start, end, name, _ in documents["parts"][0] if name == "section"] == ["News"]


def test_articles_without_an_author_have_no_byline(tmp_path):
    html = factiva_nested(THREE).replace(f'<div class="author">{THREE[0].author}</div>', "", 1)
    documents, problems = read_documents(put(tmp_path / "a.html", html))
    assert problems.empty and [row[2] for row in stated(documents)] == ["not stated", THREE[1].author, THREE[2].author]


def test_what_stood_under_a_picture_is_a_caption_and_counts_as_the_archive_counts(tmp_path):
    caption = "The crane stands at the harbour of Elmsea, where it came by barge in the spring of last year."
    html = factiva_nested(THREE[:1]).replace("<p>The publisher</p>", f"<p>{caption * 3}</p><p>The publisher</p>")
    html = html.replace(f"<div>{THREE[0].words} words", f"<div>{THREE[0].words + 3 * len(caption.split())} words")
    documents, problems = read_documents(put(tmp_path / "a.html", html))
    assert problems.empty and [name for _, _, name, _ in documents["parts"][0]].count("caption") == 1


def test_a_container_that_is_not_known_is_told_by_its_headline(tmp_path):
    html = (
        factiva_nested(THREE).replace('class="article enArticle"', 'class="story"', 1).replace('class="article"', 'class="s"', 1)
    )
    documents, problems = read_documents(put(tmp_path / "a.html", html))
    assert len(documents) == 2 and "the export has 3 headlines, 2 articles were found" in problems["problem"].tolist()


def test_xml_gives_each_article_and_is_held_against_its_own_count(tmp_path):
    documents, problems = read_documents(put(tmp_path / "a.xml", factiva_xml(THREE)))
    assert problems.empty and stated(documents) == as_stated(THREE)
    documents, problems = read_documents(put(tmp_path / "a.xml", factiva_xml(THREE, declared=19)))
    assert len(documents) == 3 and problems["problem"].tolist() == ["the export declares 19 articles, 3 were found"]


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
    assert factiva.factiva_text_layout(["808 Wörter", "Dokument LAMP000020230215"]) is not None
    assert factiva.factiva_text_layout(["The bridge fell.", "It cost 120 words of praise."]) is None
    assert factiva.factiva_text_layout(["12 comments", "Document management"]) is None
