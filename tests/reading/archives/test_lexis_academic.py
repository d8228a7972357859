"""The older exports of LexisNexis."""

from __future__ import annotations

import pytest

from archived import academic, as_stated, stated
from hearsay.reading import read_documents
from hearsay.reading.archives import lexis_academic
from made import docx, lexis_html, pieces, rtf
from samples import put

THREE = pieces(3)
SORRY = "We are sorry but there is an error in this document and it is not possible to display it."


def bodies(documents) -> list[list[str]]:
    return [[row.text[start:end] for start, end, name, _ in row.parts if name == "body"] for row in documents.itertuples()]


def test_lexisnexis_academic(tmp_path):
    documents, problems = read_documents(put(tmp_path / "a.txt", academic(THREE)))
    assert problems.empty and [row[1:] for row in stated(documents)] == [row[1:] for row in as_stated(THREE)]
    assert [row[0].replace(" ", "") for row in stated(documents)] == [piece.title.replace(" ", "") for piece in THREE]
    assert bodies(documents) == [piece.body for piece in THREE]


def test_lexisnexis_academic_tells_what_is_missing_and_too_short(tmp_path):
    text = academic(THREE, first=201, of=5000).replace("202 of 5000 DOCUMENTS", "").replace(THREE[2].body[3], "")
    documents, problems = read_documents(put(tmp_path / "a.txt", text))
    told = " ".join(problems["problem"])
    assert len(documents) == 2 and "declares 3 articles, 2 were found" in told and "length differs" in told


@pytest.mark.parametrize("write", [docx, rtf])
def test_the_same_lines_in_word_and_rtf(tmp_path, write):
    documents, problems = read_documents(write(academic(THREE).split("\n"), tmp_path / ("a.docx" if write is docx else "a.rtf")))
    assert problems.empty and bodies(documents) == [piece.body for piece in THREE]


@pytest.mark.parametrize("french", [False, True])
def test_a_page_of_many_documents_is_as_many_articles(tmp_path, french):
    documents, problems = read_documents(put(tmp_path / "a.html", lexis_html(THREE, french=french)))
    assert problems.empty and stated(documents) == as_stated(THREE) and bodies(documents) == [piece.body for piece in THREE]


def test_a_page_without_anchors_is_told_apart_by_its_numbers(tmp_path):
    documents, problems = read_documents(put(tmp_path / "a.html", lexis_html(THREE).replace("<A NAME=", "<A HREF=")))
    assert problems.empty and bodies(documents) == [piece.body for piece in THREE]


def test_a_page_that_declares_more_than_it_holds_is_told(tmp_path):
    documents, problems = read_documents(put(tmp_path / "a.html", lexis_html(THREE, declared=7)))
    assert len(documents) == 3 and sorted(problems["lost"]) == [False, True]
    assert "the export declares 7 articles, 3 were found" in problems["problem"].tolist()


@pytest.mark.parametrize(("last", "told"), [(3, False), (50, False), (262, True)])
def test_a_text_that_ends_before_its_search_does_is_told_unless_it_is_a_full_part(tmp_path, last, told):
    text = academic(pieces(2), first=last - 1, of=max(last, 5000) if last != 3 else 3)
    documents, problems = read_documents(put(tmp_path / "a.txt", text))
    assert len(documents) == 2 and any("this file ends with number" in problem for problem in problems["problem"]) is told


@pytest.mark.parametrize("message", [SORRY, "Document non disponible.", "This item was withdrawn by its publisher."])
def test_a_document_that_the_archive_could_not_show_is_told(tmp_path, message):
    head, tail = academic(THREE).split("2 of 3 DOCUMENTS")
    text = f"{head}2 of 3 DOCUMENTS\n\n{message}\n\n{' ' * 20}3 of 3 DOCUMENTS{tail.partition('3 of 3 DOCUMENTS')[2]}"
    documents, problems = read_documents(put(tmp_path / "a.txt", text))
    assert len(documents) == 2 and problems["where"].tolist() == ["document 2 of 3"] and problems["lost"].tolist() == [True]


@pytest.mark.parametrize("marker", ["Dokument {} von {}", "Document {} de {}", "{} de {} DOCUMENTS"])
def test_numbers_in_other_languages(tmp_path, marker):
    text = academic(THREE)
    for n in range(1, 4):
        text = text.replace(f"{n} of 3 DOCUMENTS", marker.format(n, 3))
    documents, problems = read_documents(put(tmp_path / "a.txt", text))
    assert problems.empty and bodies(documents) == [piece.body for piece in THREE]


def test_one_document_by_itself_is_read_by_its_labels(tmp_path):
    documents, problems = read_documents(put(tmp_path / "a.txt", academic(THREE[:1]).replace("1 of 1 DOCUMENTS", "")))
    assert problems.empty and [row[1:] for row in stated(documents)] == [row[1:] for row in as_stated(THREE[:1])]
    assert bodies(documents) == [THREE[0].body]


def test_headline_and_body_may_have_labels(tmp_path):
    piece = THREE[0]
    body = "\n\n".join(piece.body)
    text = (
        f"1 of 1 DOCUMENTS\n\nCopyright 2001 The Company\n\n{piece.outlet}\n\nFebruary {piece.day}, 2023, Final Edition\n\n"
        f"SECTION: News; Page 1\n\nLENGTH: {piece.words} words\n\nHEADLINE: {piece.title}\n\n"
        f"BYLINE: By {piece.author}\n and others\n\n"
        f"BODY:\n\n{body}\n\nGRAPHIC: A photo of the harbour.\n\nLOAD-DATE: March 1, 2023\n"
    )
    documents, problems = read_documents(put(tmp_path / "a.txt", text))
    assert problems.empty and bodies(documents) == [piece.body]
    assert stated(documents) == [(piece.title, piece.outlet, f"{piece.author} and others", piece.iso)]
    assert [name for _, _, name, _ in documents["parts"][0]].count("caption") == 1


def test_a_town_in_capitals_is_no_label(tmp_path):
    text = academic(THREE).replace(THREE[0].body[0], f"ARNFORD: {THREE[0].body[0]}")
    documents, _ = read_documents(put(tmp_path / "a.txt", text))
    assert bodies(documents)[0] == [f"ARNFORD: {THREE[0].body[0]}", *THREE[0].body[1:]]


def test_a_layout_is_known_by_its_own_lines():
    assert lexis_academic.lexis_academic_layout(academic(THREE).splitlines()).name == "LexisNexis Academic"
    assert lexis_academic.lexis_academic_layout(["1 of 3 documents was lost.", "Length: 12 words"]) is None
    assert lexis_academic.lexis_html_layout("<p>1 of 3 DOCUMENTS</p>") is None
