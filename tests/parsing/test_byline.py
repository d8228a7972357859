"""Who signs a line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.parsing import byline


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Jane Doe, Lamp Staff", "Jane Doe"),
        ("Written by – Ola Nord:", "Ola Nord"),
        ("By Jane Doe and Ola Nord", "Jane Doe and Ola Nord"),
        ("BY JANE DOE | 3:00 PM on December 21, 2023", "JANE DOE"),
        ("Jane Doe", "Jane Doe"),
        ("by the river", None),
        ("By Jane Holm The Associated Press", "Jane Holm"),
        ("By The Associated Press", "The Associated Press"),
    ],
)
def test_bylines(line, name):
    signed = byline.read_byline(line)
    assert (signed.name if signed else None) == name


def test_a_name_is_two_words_with_capitals_and_no_organisation():
    assert byline.is_name("Jane van Holm") and not byline.is_name("JANE HOLM")
    assert not any(byline.is_name(line) for line in ("Jane", "Harbour News Agency", "The bridge fell on Monday"))


def test_an_organisation_is_told_by_its_words_its_length_or_its_site():
    assert byline.is_organisation("Arnford News Agency", ()) and byline.is_organisation("Lamp", ())
    assert not byline.is_organisation("Jane Holm", ()) and byline.is_organisation("Jane Holm", ["jane holm"])


def test_a_given_name_is_known_by_its_place():
    assert byline.known_name(["James", "Zxqvy"]) == 1
    assert byline.known_name(["Zxqvy", "James"]) == 2 and byline.known_name(["Zxqvy"]) == 0


def test_a_role_stays_out_of_the_name_and_is_kept():
    signed = byline.read_byline("By Jane Holm, Senior Staff Writer")
    assert (signed.name, signed.role) == ("Jane Holm", "Senior Staff Writer")
    assert byline.whole_byline("By the newsroom").name == "the newsroom"


def test_parts_tell_how_they_are_opened():
    parts = byline.signature_parts("Photo by John Roe")
    assert (parts[0].how, parts[0].said) == (1, 2)
    assert byline.signature_parts("The bridge fell · by Jane Holm")[0][2:] == (2, 0)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Jane Holm", "Jane Holm"),
        ("ByJane Holm", "Jane Holm"),
        ("Posted on May 4, 2021 by Jane Holm", "Jane Holm"),
        ("Mar 4, 2021 | By Jane Holm", "Jane Holm"),
        ("May 30, 2023 / Amy Lund", "Amy Lund"),
        ("Amy Lund - December 21, 2023", "Amy Lund"),
        ("Amy Lund Senior Writer", "Amy Lund"),
        ("Amy LundCity Columnist", "Amy Lund"),
        ("By Amy LundDec. 18, 2023 9:00 am EST", "Amy Lund"),
        ("• 12/19/2025 • Friday Essays • Amy Lund", "Amy Lund"),
        ("By Lamp Staff", "Lamp Staff"),
        ("Institute for Basic Science", "Institute for Basic Science"),
        ("By BlueHeron", "BlueHeron"),
        ("By BlueHeron Weekly", "BlueHeron Weekly"),
        ("By ReutersDec. 18, 2023", "Reuters"),
        ("Picture of Jane Holm Jane Holm", "Jane Holm"),
    ],
)
def test_parts_of_a_line_hold_its_signature(line, name):
    assert name in [line[part.start : part.end] for part in byline.signature_parts(line)]


@pytest.mark.parametrize("line", ["Reviewed by: Jane Holm, Editor", "Fact checked by Jane Holm", "Edited by Jane Holm"])
def test_who_checked_does_not_sign(line):
    assert "Jane Holm" not in [line[part.start : part.end] for part in byline.signature_parts(line)]


def test_of_a_line_with_reviewer_and_writer_the_writer_signs():
    line = "Medically reviewed by Ida Brun, MD — Written by Jane Holm"
    found = [line[part.start : part.end] for part in byline.signature_parts(line)]
    assert "Jane Holm" in found and "Ida Brun" not in found


def test_a_name_with_other_words_glued_to_it_is_no_name_as_a_whole():
    found = [("Jane HolmCity News & TV")[part.start : part.end] for part in byline.signature_parts("Jane HolmCity News & TV")]
    assert "Jane Holm" in found and "Jane HolmCity News & TV" not in found


def test_a_line_opened_by_by_is_no_name_as_a_whole():
    assert "ByJane Holm" not in [("ByJane Holm")[part.start : part.end] for part in byline.signature_parts("ByJane Holm")]


TEXT = st.text(alphabet=st.sampled_from("ab Aé|,.:-–•/@()\u00a0 129by&'"), max_size=80)


@settings(max_examples=200, deadline=None)
@given(TEXT)
def test_parts_lie_within_the_line_and_are_bare(line):
    for part in byline.signature_parts(line):
        assert 0 <= part.start < part.end <= len(line)
        assert line[part.start : part.end].strip() == line[part.start : part.end]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Authors: Jane Holm and John Roe", "Jane Holm and John Roe"),
        ("Authors:Jane Holm, John Roe", "Jane Holm, John Roe"),
        ("Author: Jane Holm", "Jane Holm"),
        ("Authors Guild sues the maker of a machine", None),
    ],
)
def test_several_authors_are_announced_as_one_is(line, name):
    found = byline.read_byline(line)
    assert (found.name if found else None) == name
    opened = [line[part.start : part.end] for part in byline.signature_parts(line) if part.how == 1]
    assert (name in opened) == (name is not None)
