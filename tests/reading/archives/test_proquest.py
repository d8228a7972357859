"""Exports of ProQuest."""

from __future__ import annotations

import pytest

from archived import as_stated, stated
from hearsay.reading import read_documents
from hearsay.reading.archives import proquest
from made import pieces, proquest_html, proquest_mail, proquest_records, proquest_txt
from samples import put

THREE = pieces(3)


def test_proquest_with_stars_between_articles_and_numbers_in_addresses_alone(tmp_path):
    lines = proquest_txt(THREE).replace("_" * 60, "*" * 50).replace("Full text:", "Full Text:").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("ProQuest document ID"))
    documents, problems = read_documents(put(tmp_path / "a.txt", text))
    assert problems.empty and stated(documents) == as_stated(THREE)
    assert documents["document_id"].tolist() == [f"a.txt#{900000 + piece.number}" for piece in THREE]


def bodies(documents) -> list[list[str]]:
    return [[row.text[start:end] for start, end, name, _ in row.parts if name == "body"] for row in documents.itertuples()]


def test_records_behind_anchors_are_articles_as_a_page_and_as_mail(tmp_path):
    for path in (put(tmp_path / "a.html", proquest_records(THREE)), put(tmp_path / "a.eml", proquest_mail(THREE))):
        documents, problems = read_documents(path)
        assert problems.empty and stated(documents) == as_stated(THREE) and bodies(documents) == [piece.body for piece in THREE]


def test_the_words_that_the_mail_declares_are_held_against_the_text(tmp_path):
    documents, problems = read_documents(put(tmp_path / "a.html", proquest_records(THREE, full="<p>Only this is left.</p>")))
    assert len(documents) == 3 and "its length differs from the declared one by more than 15 %" in problems["problem"].tolist()


def test_a_caption_counts_as_the_archive_counts_and_is_no_text(tmp_path):
    caption = "A crane at the harbour. " * 20
    picture = f'<div><a title="{caption}">Enlarge this image.</a></div>'
    words = THREE[0].words + len(caption.split())
    html = proquest_records(THREE[:1]).replace('htmlcontent="true">', f'htmlcontent="true">{picture}')
    html = html.replace(f'wordcount="{THREE[0].words}"', f'wordcount="{words}"')
    documents, problems = read_documents(put(tmp_path / "a.html", html))
    assert problems.empty and bodies(documents) == [THREE[0].body]
    assert [name for _, _, name, _ in documents["parts"][0]].count("caption") == 1


def test_records_with_nothing_between_them_are_told_by_their_numbers(tmp_path):
    html = proquest_html(THREE).replace("<hr>", "")
    documents, problems = read_documents(put(tmp_path / "a.html", html))
    assert len(documents) == 1 and problems["lost"].any()


@pytest.mark.parametrize(
    ("label", "value", "zone"),
    [("Abstract", "None available.", "deck"), ("Author", "Anonymous", "byline"), ("Abstract", "Not available", "deck")],
)
def test_what_stands_for_nothing_is_nothing(tmp_path, label, value, zone):
    lines = [line for line in proquest_txt(THREE[:1]).splitlines() if not line.startswith("Author")]
    lines.insert(5, f"{label}: {value}")
    documents, problems = read_documents(put(tmp_path / "a.txt", "\n".join(lines)))
    assert problems.empty and zone not in [name for _, _, name, _ in documents["parts"][0]]


def test_a_full_text_that_is_not_there_is_told(tmp_path):
    text = proquest_txt(THREE).replace("Full text: " + "\n\n".join(THREE[1].body), "Full text: Not available.")
    documents, problems = read_documents(put(tmp_path / "a.txt", text))
    assert len(documents) == 2 and problems["problem"].tolist() == ["no text under its headings"]


@pytest.mark.parametrize(
    ("printed", "outlet"),
    [("The Globe; Boston, Mass.", "The Globe"), ("Times, The (London)", "Times"), ("  The   Post ", "The Post"), ("A:B", "A:B")],
)
def test_the_name_of_an_outlet_stands_before_its_town(printed, outlet):
    assert proquest.proquest_outlet(printed) == outlet


def test_labels_that_prose_uses_count_only_below_the_text(tmp_path):
    lines = proquest_txt(THREE[:1]).replace(THREE[0].body[1], "Location: the old harbour, said the mayor.")
    documents, _ = read_documents(put(tmp_path / "a.txt", lines))
    assert "Location: the old harbour, said the mayor." in [
        documents["text"][0][start:end] for start, end, name, _ in documents["parts"][0] if name == "body"
    ]


def test_a_layout_is_known_by_its_number_and_its_text():
    assert proquest.proquest_text_layout("ProQuest document ID: 12345\nFull text: x").name == "ProQuest TXT"
    assert proquest.proquest_text_layout("Full text: x") is None and proquest.proquest_html_layout("<p>x</p>") is None
