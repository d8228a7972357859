"""What articles are about: weighted names and words, the same numbers whatever else is looked at."""

from __future__ import annotations

import numpy as np

from hearsay.corroboration.story_words import story_words
from printed import tables

BODIES = {"a": ["The mill in Kestrin burned."], "b": ["A mill burned, police in Kestrin said."], "c": ["Ships left the harbour."]}


def weights(bodies, **options) -> tuple[dict[str, float], np.ndarray]:
    made = tables(bodies, **options)
    words = story_words(made["articles"], made["sentences"])
    columns, values = words.row(0)
    matrix = np.zeros((len(words.ids), len(words.forms)))
    for place in range(len(words.ids)):
        matrix[place, words.row(place)[0]] = words.row(place)[1]
    return {words.forms[column]: float(value) for column, value in zip(columns, values, strict=True)}, matrix


def test_function_words_weigh_nothing_and_each_article_has_length_one():
    first, matrix = weights(BODIES)
    assert set(first) == {"mill", "Kestrin", "burned"}
    assert np.allclose(np.linalg.norm(matrix, axis=1), 1.0) and (matrix >= 0).all()


def test_a_name_weighs_more_than_another_word_and_a_rare_word_more_than_a_common_one():
    first, _ = weights(BODIES)
    assert first["Kestrin"] > first["mill"] == first["burned"]
    rare, _ = weights({**BODIES, "b": ["A mill stood there, police said."]})
    assert rare["burned"] > rare["mill"]


def test_the_first_word_of_a_sentence_and_a_headline_make_no_names():
    first, _ = weights({"a": ["Kestrin burned mills."], "b": ["x y"]}, titles={"a": "Harbour Closed"})
    assert first["Kestrin"] == first["mills"] and first["Harbour"] == first["Closed"]


def test_articles_about_one_thing_are_more_like_than_others():
    _, matrix = weights(BODIES)
    likeness = matrix @ matrix.T
    assert likeness[0, 1] > 0.5 and likeness[0, 2] == 0


def test_an_article_without_words_is_like_none():
    _, matrix = weights({"a": [], "b": ["The of and."], "c": ["Ships left."]})
    assert not matrix[:2].any()
