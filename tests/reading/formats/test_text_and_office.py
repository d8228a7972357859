"""Plain text, Word and RTF."""

from __future__ import annotations

import pytest

from hearsay.reading import read_documents
from hearsay.reading.formats import text_and_office
from made import docx, nexis_lines, pieces, rtf
from samples import put

THREE = pieces(3)
LINES = ["A bridge falls", "By Jane Holm", "", "The bridge fell on Monday, the ministry said. Nobody was hurt."]


@pytest.mark.parametrize("write", [docx, rtf])
def test_an_article_keeps_its_paragraphs(tmp_path, write):
    path = write(LINES, tmp_path / f"a.{write.__name__}")
    documents, problems = read_documents(path)
    assert problems.empty and documents["text"][0].split("\n") == LINES


@pytest.mark.parametrize("write", [docx, rtf])
def test_an_export_in_an_office_file_is_its_articles(tmp_path, write):
    documents, problems = read_documents(write(nexis_lines(THREE), tmp_path / f"a.{write.__name__}"))
    assert problems.empty and len(documents) == 3


def test_plain_text_is_what_the_file_holds(tmp_path):
    text = "A bridge\r\n\r\nfalls \n"
    documents, _ = read_documents(put(tmp_path / "a.txt", text))
    assert documents["text"].tolist() == [text] and documents["format"].tolist() == [text_and_office.NAME]


def test_rtf_is_known_by_its_first_bytes_and_told_when_cut_off(tmp_path):
    assert text_and_office.RTF.marks(b"  {\\rtf1") and not text_and_office.RTF.marks(b"rtf")
    path = rtf(LINES, tmp_path / "a.rtf")
    path.write_bytes(path.read_bytes().rstrip(b"}\n") + b" and")
    documents, problems = read_documents(path)
    assert len(documents) == 1 and problems["problem"].tolist() == ["the RTF has no end: it is cut off"]
