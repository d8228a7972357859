"""Exports of Gale and NewsBank."""

from __future__ import annotations

import pytest

from archived import as_stated, stated
from hearsay.reading import read_documents
from hearsay.reading.archives import labelled
from made import docx, gale_txt, newsbank_txt, pieces, rtf
from samples import put

THREE = pieces(3)


def bodies(documents) -> list[list[str]]:
    return [[row.text[start:end] for start, end, name, _ in row.parts if name == "body"] for row in documents.itertuples()]


@pytest.mark.parametrize("write", [gale_txt, newsbank_txt])
def test_each_article_with_its_headings_and_its_text(tmp_path, write):
    documents, problems = read_documents(put(tmp_path / "a.txt", write(THREE)))
    assert problems.empty and stated(documents) == as_stated(THREE) and bodies(documents) == [piece.body for piece in THREE]


@pytest.mark.parametrize("write", [gale_txt, newsbank_txt])
def test_the_same_in_word_rtf_and_as_a_page(tmp_path, write):
    lines = write(THREE).split("\n")
    html = "<html><body><p>NewsBank</p>" + "".join(f"<p>{line}</p>" for line in lines) + "</body></html>"
    for path in (docx(lines, tmp_path / "a.docx"), rtf(lines, tmp_path / "b.rtf"), put(tmp_path / "c.html", html)):
        documents, problems = read_documents(path)
        assert problems.empty and bodies(documents) == [piece.body for piece in THREE], path


@pytest.mark.parametrize("write", [gale_txt, newsbank_txt])
def test_an_article_without_its_number_is_told(tmp_path, write):
    number = "Gale Document Number: GALE|A700000001" if write is gale_txt else "Record Number: 00000001"
    documents, problems = read_documents(put(tmp_path / "a.txt", write(THREE).replace(number, "")))
    assert len(documents) == 2 and "the export has 3 lines with a title, 2 articles were found" in problems["problem"].tolist()


def test_a_length_that_differs_is_told(tmp_path):
    text = gale_txt(THREE).replace(f"Length: {THREE[0].words} words", "Length: 2,400 words")
    _, problems = read_documents(put(tmp_path / "a.txt", text))
    assert problems["problem"].tolist() == ["its length differs from the declared one by more than 15 %"]


def test_a_layout_is_known_by_its_numbers_and_labels():
    assert labelled.labelled_layout(gale_txt(THREE).splitlines()).name == "Gale TXT"
    assert labelled.labelled_layout(newsbank_txt(THREE).splitlines()).name == "NewsBank TXT"
    assert labelled.labelled_layout(["Record number: 12345", "Title: A song"]) is None
    assert labelled.labelled_html_layout("<p>A record</p>") is None
