"""What a page states about its article."""

from __future__ import annotations

import pytest

from hearsay.parsing.labelling import Block
from hearsay.parsing.statements import find_outlet, find_statements


def stated(*lines: tuple[str, str, str]) -> tuple[str, dict[str, str]]:
    text, blocks = "", []
    for line, label, detail in lines:
        blocks.append(Block(len(text), len(text) + len(line), label, detail))
        text += line + "\n"
    facts = find_statements(text, blocks)
    assert all(0 <= fact.start < fact.end <= len(text) for fact in facts)
    return text, {fact.field: fact.value for fact in facts}


def test_a_labelled_date_goes_before_another_and_that_before_an_updated_one():
    line = "Updated March 6, 2021 Published March 4, 2021"
    assert stated((line, "date", "published"))[1] == {"published": "2021-03-04"}
    assert stated(("Updated March 6, 2021, March 5, 2021", "date", "published"))[1]["published"] == "2021-03-06"


def test_a_pages_day_bounds_the_article_from_above():
    assert stated(("Monday, March 4, 2021", "date", "page_date"))[1] == {"page_date": "2021-03-04", "not_after": "2021-03-04"}


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Photo by John Roe", "John Roe"),
        ("Credit: Reuters", "Reuters"),
        ("© AFP", "AFP"),
        ("The harbourReuters", "Reuters"),
    ],
)
def test_a_credit_is_read_without_its_label(line, credit):
    assert stated((line, "photo_credit", ""))[1] == {"photo_credit": credit}


def test_an_upstream_is_labelled_or_stands_in_the_dateline():
    assert stated(("Source: The Lamp", "upstream", ""))[1] == {"upstream": "The Lamp"}
    assert stated(("ARNFORD (AP) — The bridge fell.", "body", ""))[1] == {"upstream": "AP"}


def test_a_paywall_below_the_body_truncates_and_one_above_does_not():
    body, wall = ("The bridge fell.", "body", ""), ("Subscribe to read on", "furniture", "paywall")
    assert stated(body, wall)[1] == {"truncated": "true"} and "truncated" not in stated(wall, body)[1]


def test_an_outlet_counts_when_the_page_holds_its_name_a_second_time():
    signed = ("By Jane Holm, Lamp Staff Writer", "byline", "")
    assert stated(("Lamp", "furniture", ""), signed)[1].get("outlet") == "Lamp"
    assert "outlet" not in stated(("Sport", "furniture", ""), signed)[1]
    assert find_outlet("", []) == []


def test_a_bullet_is_no_part_of_a_value():
    assert stated(("• A bridge falls", "title", ""))[1] == {"title": "A bridge falls"}
