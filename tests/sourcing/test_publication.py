"""What the page says of itself."""

from __future__ import annotations

import pytest

from hearsay.sourcing import publication
from sourced import shown, view


def one(name, *given, **options):
    article = view(["It rains."], *given, **options)
    (finding,) = publication.MEASURES[name](article)
    return finding.answer, shown(article, finding)


def test_byline_and_upstream_and_cut():
    lines = [("byline", "By Ann Lee"), ("upstream", "Source: Agencies"), ("furniture", "Subscribe to read on")]
    stated = [
        ("byline", "Ann Lee", "By Ann Lee"),
        ("upstream", "Agencies", "Source: Agencies"),
        ("truncated", "true", "Subscribe"),
    ]
    given = {"lines": lines, "stated": stated, "byline_kind": "person", "upstream": "Agencies", "truncated": True}
    assert one("P1", **given) == ("person", ["By Ann Lee"])
    assert one("P3", **given) == ("declared", ["Source: Agencies"])
    assert one("P5", **given) == ("cut by a paywall", ["Subscribe"])
    assert one("P1") == ("not stated", []) and one("P3") == ("not stated", []) and one("P5") == ("no sign of a cut", [])


def test_the_date_is_the_articles_the_pages_or_nobodys():
    lines = [("date", "15 Feb 2023"), ("furniture", "Monday, 1 May 2023")]
    own = [("published", "2023-02-15", "15 Feb 2023")]
    assert one("P2", lines=lines, stated=own, published="2023-02-15", published_basis="stated") == (
        "the article's own", ["15 Feb 2023"],
    )  # fmt: skip
    page = [("page_date", "2023-05-01", "Monday, 1 May 2023")]
    assert one("P2", lines=lines[1:], stated=page, page_date="2023-05-01") == ("the page's only", ["Monday, 1 May 2023"])
    assert one("P2", published="2023-02-15", published_basis="supplied") == ("supplied", [])
    assert one("P2") == ("not stated", [])


@pytest.mark.parametrize(
    ("credit", "kinds"),
    [
        ("(AP Photo/Jane Doe, File)", "agency, file"), ("Image by Jane Doe, Shutterstock", "stock"),
        ("Handout via Reuters", "agency, handout"), ("Photo: Jane Doe", "not stated"), ("Courtesy of the museum", "handout"),
    ],
)  # fmt: skip
def test_pictures_tell_where_they_come_from(credit, kinds):
    lines = [("photo_credit", credit)]
    assert one("P4 credit", lines=lines) == ("credited", [credit])
    assert one("P4 provenance", lines=lines)[0] == kinds
    assert one("P4 credit") == ("not stated", [])


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Correction: the bridge is in Ulm.", True), ("An earlier version of this article misstated the year.", True),
        ("This story has been corrected.", True), ("Updated 3 May 2023", False), ("Send us a correction", False),
    ],
)  # fmt: skip
def test_a_note_of_correction_is_found_and_an_update_is_none(line, found):
    answer, evidence = one("P6 correction", lines=[("furniture", line), ("furniture", "Read more of the bridge")])
    assert answer == ("found" if found else "not found") and [words in line for words in evidence] == [True] * found


def test_opinion_is_labelled_by_rubric_headline_or_disclaimer_and_not_by_a_menu():
    assert one("P6 opinion", lines=[("section", "Opinion")])[0] == "found"
    assert one("P6 opinion", title="Analysis: why it rains")[0] == "found"
    assert one("P6 opinion", lines=[("furniture", "The views expressed here are those of the author.")])[0] == "found"
    assert one("P6 opinion", lines=[("furniture", "Opinion")])[0] == "not found"
    assert one("P6 opinion", title="Opinion polls show a lead")[0] == "not found"
