"""What only the whole article tells of a speaker."""

from hearsay.attribution.labels.context import ArticleContext
from hearsay.attribution.labels.later_evidence import federal_country, home_country
from hearsay.entities.people import index_entities
from labelled import labels, passages_of


def context(text: str) -> ArticleContext:
    return ArticleContext(index_entities(text, passages_of(text)), passages_of(text), [])


def test_the_name_comes_with_the_next_attribution() -> None:
    later = ("Jane Doe of the Institute for Rain", "noted", "It pours")
    text = "An analyst said it rains. It pours, noted Jane Doe of the Institute for Rain."
    first, second = labels(text, ("An analyst", "said", "it rains"), later)
    assert first.speaker == second.speaker == "Jane Doe" and first.source_type == "named expert"
    text = "A farmer said it rains. It pours, noted Jane Doe of the Institute for Rain."
    assert labels(text, ("A farmer", "said", "it rains"), later)[0].speaker == "farmer"


def test_the_country_of_a_seat_of_power() -> None:
    text = "Press secretary Jane Doe said at the White House it rains. Doe added it pours."
    found = labels(text, ("Press secretary Jane Doe", "said", "it rains"), ("Doe", "added", "it pours"))
    assert [label.country for label in found] == ["US", "US"]
    text = "Press secretary Jane Doe said near the pond it rains."
    assert labels(text, ("Press secretary Jane Doe", "said", "it rains"))[0].country == "not stated"


def test_home_is_where_most_places_are() -> None:
    assert home_country(context("France, Paris and Lyon met Norway.")) == "FR"
    assert home_country(context("France met Norway.")) == "" and home_country(context("It rained.")) == ""


def test_offices_within_a_country_are_at_home_and_envoys_are_not() -> None:
    text = "It rained in France, in Paris and in Lyon. {} said it pours."
    for source, country in (
        ("The mayor", "FR"),
        ("The ambassador", "not stated"),
        ("A French official", "FR"),
        ("A farmer", "not stated"),
    ):
        whole = text.format(source)
        assert labels(whole, (source, "said", "it pours"))[0].country == country


def test_federal_says_whose_in_the_one_federation_named() -> None:
    assert federal_country(context("Germany met France.")) == "DE" and federal_country(context("Germany met Brazil.")) == ""
    text = "Germany met France and Norway. The federal prosecutor said it rains."
    assert labels(text, ("The federal prosecutor", "said", "it rains"))[0].country == "DE"
