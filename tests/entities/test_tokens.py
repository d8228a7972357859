"""What the lexicons know of the words of a text, and where a run of name words begins."""

import pytest

from hearsay.entities.tokens import is_headline, name_start, tokenise
from hearsay.entities.types import Token, TokenKind


def kinds(text: str) -> list[tuple[str, str]]:
    return [(text[token.start : token.end], token.kind.value) for token in tokenise(text)]


def token(text: str, word: str) -> Token:
    return next(found for found in tokenise(text) if text[found.start : found.end] == word)


def test_every_word_has_a_kind() -> None:
    assert kinds("Mr. Doe, a former senator from Ohio") == [
        ("Mr.", "honorific"), ("Doe", "name"), (",", "comma"), ("a", "determiner"), ("former", "word"),
        ("senator", "role"), ("from", "preposition"), ("Ohio", "place"),
    ]  # fmt: skip


def test_the_longest_entry_counts() -> None:
    assert ("prime minister", "role") in kinds("the prime minister")
    assert ("New York Times", "media") in kinds("a New York Times story")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("the Guardian reporter", ("the Guardian", "media")),
        ("the Guardian Angels Club", ("the", "determiner")),
        ("Jordan Doe", ("Jordan", "given")),
        ("Jordan said", ("Jordan", "place")),
    ],
)
def test_a_longer_name_is_not_that_of_an_outlet_or_country(text: str, first: tuple[str, str]) -> None:
    assert kinds(text)[0] == first


def test_countries_are_codes_and_groups_are_marked() -> None:
    assert token("Iranian troops", "Iranian").country == "IR"
    assert token("the NATO summit", "NATO").country == "~NATO"


def test_a_stretch_has_the_offsets_of_the_whole_text() -> None:
    text = "It rained. Officials spoke."
    assert [(t.start, t.end) for t in tokenise(text, 11, 20)] == [(11, 20)]


def test_plurals_of_terms_are_known_as_such() -> None:
    assert token("the officials", "officials").plural and not token("the official", "official").plural
    assert token("two spokesmen", "spokesmen").kind is TokenKind.ROLE


@pytest.mark.parametrize(
    ("text", "name"),
    [("the late Mohammed bin Doe", "Mohammed bin Doe"), ("officials met Jane London", "Jane London"), ("in London", "")],
)
def test_where_a_name_begins(text: str, name: str) -> None:
    tokens = tokenise(text)
    start = name_start(tokens, len(tokens))
    assert (text[tokens[start].start :] if start < len(tokens) else "") == name


def test_a_line_in_capitals_is_a_headline() -> None:
    assert is_headline(tokenise("Bridge Closed After Storm Hits Village"))
    assert not is_headline(tokenise("The bridge was closed after Storm Mary hit the village"))
