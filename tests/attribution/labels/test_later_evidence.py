"""What only the whole article tells of a speaker."""

from hearsay.attribution.labels.antecedents import forward_references
from hearsay.attribution.labels.context import ArticleContext
from hearsay.entities.people import index_entities
from labelled import labels


def test_the_name_comes_with_the_next_attribution() -> None:
    later = ("Jane Doe of the Institute for Rain", "noted", "It pours")
    text = "An analyst said it rains. It pours, noted Jane Doe of the Institute for Rain."
    first, second = labels(text, ("An analyst", "said", "it rains"), later)
    assert first.speaker == second.speaker == "Jane Doe" and first.source_type == "named expert"
    text = "A farmer said it rains. It pours, noted Jane Doe of the Institute for Rain."
    assert labels(text, ("A farmer", "said", "it rains"), later)[0].speaker == "farmer"


def test_without_attributions_nobody_is_announced() -> None:
    assert forward_references(ArticleContext(index_entities("It rains.", ()), (), []), [], []) == []
