"""Exports of LexisNexis."""

from __future__ import annotations

import pytest

from archived import as_stated, stated
from hearsay.reading import read_documents
from hearsay.reading.archives import lexisnexis
from made import docx, nexis_lines, pieces
from samples import put

THREE = pieces(3)


def bodies(documents) -> list[list[str]]:
    return [[row.text[start:end] for start, end, name, _ in row.parts if name == "body"] for row in documents.itertuples()]


def test_german_nexis_prints_its_dates_in_german(tmp_path):
    lines = [line.replace("February ", "").replace(", 2023 Wednesday", "") for line in nexis_lines(THREE)]
    lines = [f"Mittwoch {line}. Februar 2023" if line.isdigit() else line for line in lines]
    documents, problems = read_documents(docx(lines, tmp_path / "a.docx"))
    assert problems.empty and stated(documents) == as_stated(THREE)


def test_nexis_uni_gives_each_article_with_its_headings(tmp_path):
    documents, problems = read_documents(put(tmp_path / "a.txt", "\n".join(nexis_lines(THREE))))
    assert problems.empty and stated(documents) == as_stated(THREE) and bodies(documents) == [piece.body for piece in THREE]


def test_nexis_uni_cut_off_in_its_last_article_is_told_and_that_is_read(tmp_path):
    lines = nexis_lines(THREE)
    cut = lines[: len(lines) - 5]
    documents, problems = read_documents(put(tmp_path / "a.txt", "\n".join(cut)))
    assert len(documents) == 3 and "the last article is cut off: no 'End of Document'" in problems["problem"].tolist()


def test_titles_are_found_again_on_the_cover_page_and_lines_between_outlet_and_date_are_none(tmp_path):
    lines = nexis_lines(THREE)
    for piece in THREE:
        at = lines.index(piece.outlet, lines.index(piece.title) + 1)
        lines[at + 1 : at + 1] = ["Correction Appended"] if piece.number < 3 else ["Politics Blog"]
    documents, problems = read_documents(put(tmp_path / "a.txt", "\n".join(lines)))
    assert problems.empty and stated(documents) == as_stated(THREE)


@pytest.mark.parametrize("note", ["Correction Appended", "Editor's note appended", "Clarification Appended"])
def test_a_note_below_the_outlet_is_no_outlet_where_there_is_no_cover_page(tmp_path, note):
    lines = nexis_lines(THREE[:1])
    lines = lines[lines.index("", lines.index("Search Type: Terms and Connectors") + 1) :]
    lines.insert(lines.index(THREE[0].outlet) + 1, note)
    documents, problems = read_documents(docx(lines, tmp_path / "a.docx"))
    assert problems.empty and stated(documents) == as_stated(THREE[:1])


def test_a_blog_below_the_outlet_is_told_by_the_owner_or_by_other_articles(tmp_path):
    lines = [line for line in nexis_lines(THREE) if not line[:2].strip(".").isdigit()]
    lines = lines[lines.index(THREE[0].title) :]
    lines.insert(lines.index(THREE[2].outlet, lines.index(THREE[2].title)) + 1, "Politics Blog")
    documents, problems = read_documents(put(tmp_path / "a.txt", "\n".join(lines)))
    assert problems.empty and stated(documents) == as_stated(THREE)


def test_a_second_line_of_a_title_is_a_deck_and_a_placeholder_is_no_title(tmp_path):
    lines = nexis_lines(THREE)
    lines = lines[lines.index(THREE[0].title, 8) :]
    lines.insert(lines.index(THREE[1].title) + 1, "A second line of it")
    lines[lines.index(THREE[2].title)] = "No Headline In Original"
    documents, problems = read_documents(put(tmp_path / "a.txt", "\n".join(lines)))
    titles = [row[0] for row in stated(documents)]
    assert titles == [THREE[0].title, THREE[1].title, "not stated"] and problems.empty
    assert [row[1] for row in stated(documents)] == [piece.outlet for piece in THREE]
    parts = documents["parts"][1]
    assert [documents["text"][1][start:end] for start, end, name, _ in parts if name == "deck"] == ["A second line of it"]


def test_one_article_without_its_end_is_read_by_its_labels(tmp_path):
    lines = nexis_lines(THREE[:1])
    lines = [line for line in lines[lines.index(THREE[0].title, 8) :] if line != "End of Document"]
    documents, problems = read_documents(put(tmp_path / "a.txt", "\n".join(lines)))
    assert stated(documents) == as_stated(THREE[:1]) and len(documents) == 1
    assert problems["problem"].tolist() == ["the last article is cut off: no 'End of Document'"]


def test_what_the_archive_could_not_show_is_told(tmp_path):
    lines = [*nexis_lines(THREE), "", "We are sorry, but this document cannot be shown.", "", "End of Document"]
    documents, problems = read_documents(put(tmp_path / "a.txt", "\n".join(lines)))
    assert len(documents) == 3 and dict(zip(problems["where"], problems["lost"], strict=True)) == {
        "article 4": True,
        "file": False,
    }


def test_a_layout_is_known_by_its_own_lines():
    assert lexisnexis.nexis_uni_layout(nexis_lines(THREE)).name == "Nexis"
    assert lexisnexis.nexis_uni_layout(["The end of document was near.", "Body", "Length: 12 words"]) is None
