"""Exports of LexisNexis."""

from __future__ import annotations

from archived import academic, as_stated, stated
from hearsay.reading import read_documents
from hearsay.reading.archives import lexisnexis
from made import docx, nexis_lines, pieces
from samples import put

THREE = pieces(3)


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


def test_a_layout_is_known_by_its_own_lines():
    assert lexisnexis.nexis_uni_layout(nexis_lines(THREE)).name == "Nexis"
    assert lexisnexis.lexis_academic_layout(academic(THREE).splitlines()).name == "LexisNexis Academic"
    prose = ["The end of document was near.", "Body", "Length: 12 words"]
    assert lexisnexis.nexis_uni_layout(prose) is None and lexisnexis.lexis_academic_layout(prose) is None
