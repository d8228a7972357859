"""Exports of LexisNexis."""

from __future__ import annotations

from hearsay import parsing
from hearsay.reading import read_documents
from hearsay.reading.archives import lexisnexis
from made import Piece, docx, nexis_lines, pieces
from samples import put

THREE = pieces(3)


def stated(documents):
    blocks = parsing.blocks(documents)
    metadata = parsing.metadata(documents, blocks)
    articles = parsing.articles(documents, blocks, metadata, parsing.sentences(documents, blocks))
    return list(zip(articles["title"], articles["outlet"], articles["byline"], articles["published"], strict=True))


def bodies(documents) -> list[list[str]]:
    return [[row.text[start:end] for start, end, name, _ in row.parts if name == "body"] for row in documents.itertuples()]


def as_stated(articles: list[Piece]):
    return [(piece.title, piece.outlet, piece.author, piece.iso) for piece in articles]


def academic(articles: list[Piece], first: int = 1, of: int | None = None) -> str:
    """LexisNexis Academic's text: every heading apart, labels in capitals."""
    parts = []
    for number, piece in enumerate(articles, start=first):
        body = "\n\n".join(piece.body)
        parts.append(
            f"\n\n                     {number} of {of or len(articles)} DOCUMENTS\n\n\n                     {piece.outlet}\n\n"
            f"                     February {piece.day}, 2023 Wednesday\n\n                     Final Edition\n\n"
            f"{piece.title[:30]}\n{piece.title[30:]}\n\nBYLINE: By {piece.author}\n\n"
            f"SECTION: NEWS; Pg. 4\n\nLENGTH: {piece.words} words\n\n"
            f"DATELINE: ARNFORD\n\n{body}\n\nLOAD-DATE: February {piece.day}, 2023\n\nLANGUAGE: ENGLISH\n\n"
            f"PUBLICATION-TYPE: Newspaper\n\n\n                     Copyright 2023 {piece.outlet}\n         All Rights Reserved\n"
        )
    return "".join(parts)


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
