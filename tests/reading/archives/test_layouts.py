"""Layouts of archives as their users describe them, beyond those in `test_formats`: other years, languages and labels."""

from __future__ import annotations

import io
import zipfile

import pytest

from hearsay import parsing
from hearsay.reading import read_documents
from hearsay.text.dates import iso_date
from made import Piece, docx, europresse_html, factiva_html, nexis_lines, pieces, proquest_txt
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


@pytest.mark.parametrize("month", ["Februar", "février", "febrero", "de febrero de"])
def test_factiva_in_the_language_of_its_reader(tmp_path, month):
    html = factiva_html(THREE, coded=False).replace("February", month)
    documents, problems = read_documents(put(tmp_path / "a.html", html))
    assert problems.empty and stated(documents) == as_stated(THREE)


def test_proquest_with_stars_between_articles_and_numbers_in_addresses_alone(tmp_path):
    lines = proquest_txt(THREE).replace("_" * 60, "*" * 50).replace("Full text:", "Full Text:").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("ProQuest document ID"))
    documents, problems = read_documents(put(tmp_path / "a.txt", text))
    assert problems.empty and stated(documents) == as_stated(THREE)
    assert documents["document_id"].tolist() == [f"a.txt#{900000 + piece.number}" for piece in THREE]


def test_europresse_in_english_with_the_archives_numbers(tmp_path):
    html = europresse_html(THREE)
    for piece in THREE:
        html = html.replace(f"mercredi {piece.day} février 2023", f"Wednesday, February {piece.day}, 2023", 1)
        number = f"news·202302{piece.day:02}·AG·{piece.number}x7"
        html = html.replace("</header>", f'<div class="publiC-lblNodoc">{number}</div></header >', 1)
    documents, problems = read_documents(put(tmp_path / "a.html", html))
    assert problems.empty and stated(documents) == as_stated(THREE)
    assert documents["document_id"][0] == f"a.html#news·202302{THREE[0].day:02}·AG·1x7"


def test_europresse_takes_the_day_from_its_number_where_none_is_printed(tmp_path):
    html = europresse_html(THREE[:1]).replace(f"mercredi {THREE[0].day} février 2023 - ", "")
    html = html.replace("</header>", '<div class="publiC-lblNodoc">news·20230202·AG·1</div></header>')
    documents, problems = read_documents(put(tmp_path / "a.html", html))
    assert problems.empty and stated(documents)[0][3] == "2023-02-02"


def test_a_text_box_that_word_keeps_twice_is_read_once(tmp_path):
    whole = docx(["A title of some length", "First paragraph.", "Boxed words."], tmp_path / "x.docx").read_bytes()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(out, "w") as container:
        for entry in source.namelist():
            data = source.read(entry)
            if entry == "word/document.xml":
                boxed = data[data.rindex(b"<w:p>") : data.rindex(b"</w:p>") + 6]
                mc = b'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
                both = b"<mc:AlternateContent %s><mc:Choice>%s</mc:Choice><mc:Fallback>%s</mc:Fallback></mc:AlternateContent>"
                data = data.replace(boxed, both % (mc, boxed, boxed))
            container.writestr(entry, data)
    (tmp_path / "x.docx").unlink()
    documents, _ = read_documents(put(tmp_path / "a.docx", out.getvalue()))
    assert documents["text"][0].count("Boxed words.") == 1


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("mercredi 1er mars 2023", "2023-03-01"),
        ("Dienstag 7. Juli 2020", "2020-07-07"),
        ("15 de febrero de 2023", "2023-02-15"),
        ("3 maart 2021", "2021-03-03"),
        ("14 settembre 2022 - 10:15", "2022-09-14"),
        ("le mai 2023", ""),
        ("31 février 2023", ""),
    ],
)
def test_days_as_archives_print_them_abroad(printed, day):
    assert iso_date(printed) == day
