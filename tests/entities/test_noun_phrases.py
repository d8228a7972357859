"""What a noun phrase says by its own words alone."""

import pytest

from hearsay.entities.noun_phrases import parse_noun_phrase, read_mention
from hearsay.entities.types import Head, Mention, RoleClass


def read(phrase: str) -> Mention:
    return read_mention(phrase, 0, len(phrase))


@pytest.mark.parametrize(
    ("phrase", "head", "low"),
    [
        ("he", Head.PRONOUN, "he"),
        ("President Jane Doe", Head.PERSON, "doe"),
        ("Jane Doe", Head.PERSON, "doe"),
        ("Zorblax", Head.NAME, "zorblax"),
        ("Jane Doe Tower", Head.NAME, "tower"),
        ("two officials", Head.ROLE, "officials"),
        ("one of the senators", Head.ROLE, "senators"),
        ("the report", Head.DOCUMENT, "report"),
        ("the Springfield Herald", Head.MEDIA, "herald"),
        ("the Kremlin", Head.PLACE, "kremlin"),
        ("Russian dachniki", Head.ROLE, "dachniki"),
        ("Zorblax Widgets, a widget company", Head.ORGANISATION, "company"),
        ("", Head.NONE, ""),
    ],
)
def test_what_a_phrase_names(phrase: str, head: Head, low: str) -> None:
    mention = read(phrase)
    assert (mention.head, mention.noun.low) == (head, low)


@pytest.mark.parametrize(
    ("phrase", "name", "title"),
    [
        ("the prime minister, Jane Doe,", "Jane Doe", "prime minister"),
        ("Dr. Jane Doe, a senator", "Jane Doe", "senator"),
        ("Dr. Jane Doe, an economist", "Jane Doe", "economist"),
        ("Iran's foreign minister Jane Doe", "Jane Doe", "foreign minister"),
        ("head of the Navy Admiral Jane Doe", "Jane Doe", "head"),
        ("the son of President Jane Doe", "", "son"),
        ("by Mary Jones", "Mary Jones", ""),
        ("one official, showing Jane Doe a map", "", "official"),
    ],
)
def test_the_name_and_the_role_that_says_most(phrase: str, name: str, title: str) -> None:
    mention = read(phrase)
    assert (mention.name, mention.role.title) == (name, title)


@pytest.mark.parametrize(
    ("phrase", "gender"), [("Ms. Doe", "f"), ("John Doe", "m"), ("the chairwoman", "f"), ("the chairman", "")]
)
def test_the_gender_that_a_phrase_tells(phrase: str, gender: str) -> None:
    assert read(phrase).role.gender == gender


def test_the_form_of_a_phrase() -> None:
    assert read("the officials").form.determiner == "the" and read("the officials").form.bare
    assert read("dozens of officials").form.counted and not read("the officials").form.counted
    assert read("Jane Doe and officials").form.joined


def test_an_abbreviation_in_brackets_does_not_part_body_and_name() -> None:
    mention = read("Sugar Administration (SA) director Jane Doe")
    assert (mention.name, mention.role.kind, mention.organisation) == ("Jane Doe", RoleClass.HEAD, "Sugar Administration")


def test_no_tokens_are_no_mention() -> None:
    assert parse_noun_phrase([], "text").head is Head.NONE
