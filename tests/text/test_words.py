"""Words of a sentence, and inflected forms."""

from __future__ import annotations

import pytest

from hearsay.text.words import COMPOUND, comparison_forms, inflected_forms, plural, text_between, words


def names(text: str) -> list[str]:
    return [word.lower for word in words(text, 0, len(text)) if word.name]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The mayor of Arnford met Jane Holm.", ["arnford", "jane", "holm"]),
        ("Great Britain said no.", ["great", "britain"]),
        ("Officials said: The mayor left.", []),
        ("Mayor Says Old Bridge Will Close", []),
        ("Mayor Says Old Bridge Will Close.", ["mayor", "says", "old", "bridge", "will", "close"]),
        ("The NATO summit ended.", []),
    ],
)
def test_a_name_has_capitals_inside_a_sentence(text, named):
    assert names(text) == named


def test_words_have_places_and_straight_apostrophes():
    text = "It’s a low-cost plan"
    assert [word.lower for word in words(text, 0, len(text))] == ["it's", "a", "low", "cost", "plan"]
    compound = words(text, 0, len(text), COMPOUND)
    assert [text[word.start : word.end] for word in compound] == ["It’s", "a", "low-cost", "plan"]
    assert [word.lower for word in text_between(compound, 5, 15)] == ["a", "low-cost"]


@pytest.mark.parametrize(
    ("phrase", "pos", "irregular", "forms"),
    [
        ("blame for", "v", (), ("blame for", "blames for", "blamed for", "blaming for")),
        ("plan", "v", (), ("plan", "plans", "planned", "planning")),
        ("lie", "v", (), ("lie", "lies", "lied", "lying")),
        ("carry", "v", (), ("carry", "carries", "carried", "carrying")),
        ("fight", "v", ("fought", "fighting"), ("fight", "fights", "fought", "fighting")),
        ("death toll", "n", (), ("death toll", "death tolls")),
        ("man", "n", ("men",), ("man", "men")),
        ("at war", "x", (), ("at war",)),
    ],
)
def test_forms_of_an_entry(phrase, pos, irregular, forms):
    assert inflected_forms(phrase, pos, irregular) == forms


def test_plurals_and_degrees():
    assert [plural(noun) for noun in ("ally", "crash", "day")] == ["allies", "crashes", "days"]
    assert [comparison_forms(word) for word in ("safe", "big")] == [("safer", "safest"), ("bigger", "biggest")]
