"""Whom an article names, led back to one name."""

import pytest

from hearsay.attribution.actors import actor_phrases, actors, full_name
from labelled import passages_of


def named(text: str, *sources: str) -> list[tuple[str, str, str]]:
    spans = [(text.index(source), text.index(source) + len(source)) for source in sources]
    return [(text[a.start : a.end], a.name, a.kind) for a in actors(text, passages_of(text), spans)]


def test_names_adjectives_and_capitals_are_led_back() -> None:
    text = "Mayor Jane Doe met Iranian officials. Doe thanked Tehran and the Springfield Institute."
    assert named(text) == [
        ("Mayor Jane Doe", "Jane Doe", "person"),
        ("Iranian officials", "Iranian government", "government"),
        ("Doe", "Jane Doe", "person"),
        ("Tehran", "Iranian government", "government"),
        ("Springfield Institute", "Springfield Institute", "organisation"),
    ]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("troops in Ukraine left", []),
        ("the Ukraine war", []),
        ("Ukraine left", ["Ukraine"]),
        ("Iranian drones flew", []),
        ("Iranians left", ["Iranians"]),
        ("a visit to Moscow", []),
        ("Moscow left", ["Moscow"]),
        ("a Republican dinner", []),
        ("officials left", []),
        ("Iran's president Jane Doe left", ["Iran's president Jane Doe"]),
        ("Iran's car left", ["Iran"]),
        ("Mohammed bin Doe left", ["Mohammed bin Doe"]),
        ("Bridge Closed After Storm Hits Norway", ["Norway"]),
    ],
)
def test_phrases_that_may_name_somebody(text: str, phrases: list[str]) -> None:
    assert [text[slice(*span)] for span in actor_phrases(text, 0, len(text))] == phrases


def test_a_run_of_capitals_is_somebody_only_where_something_shows_it() -> None:
    text = "The crowd saw Zorblax. It rained."
    assert named(text) == [] and named(text, "Zorblax") == [("Zorblax", "Zorblax", "person")]
    assert named("They saw Acme Tower.", "Acme Tower") == []


def test_a_bare_surname_of_a_leader_counts_under_the_full_name() -> None:
    assert full_name("Obama") == "Barack Obama" and full_name("Doe") == "Doe"
