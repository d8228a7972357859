"""Exports of ProQuest."""

from __future__ import annotations

import pytest

from archived import as_stated, stated
from hearsay.reading import read_documents
from hearsay.reading.archives import proquest
from made import pieces, proquest_txt
from samples import put

THREE = pieces(3)


def test_proquest_with_stars_between_articles_and_numbers_in_addresses_alone(tmp_path):
    lines = proquest_txt(THREE).replace("_" * 60, "*" * 50).replace("Full text:", "Full Text:").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("ProQuest document ID"))
    documents, problems = read_documents(put(tmp_path / "a.txt", text))
    assert problems.empty and stated(documents) == as_stated(THREE)
    assert documents["document_id"].tolist() == [f"a.txt#{900000 + piece.number}" for piece in THREE]


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
