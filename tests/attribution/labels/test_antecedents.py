"""Whom a pronoun or a definite phrase takes up."""

import pytest

from hearsay.attribution.labels.antecedents import enclosing, phrase_before_relative
from hearsay.attribution.labels.context import ArticleContext
from hearsay.entities.people import index_entities
from hearsay.text.spans import Attribution
from labelled import labels, passages_of


@pytest.mark.parametrize(
    ("before", "pronoun", "speaker"),
    [
        ("Mayor Jane Doe met John Roe.", "she", "Jane Doe"),
        ("Mayor Jane Doe met John Roe.", "he", "John Roe"),
        ("Acme reporter John Doe met Mary Roe.", "he", "John Doe"),
        ("It rained.", "she", "she"),
    ],
)
def test_he_and_she_are_the_first_named_of_the_sentence_before(before: str, pronoun: str, speaker: str) -> None:
    text = f"{before} Later, {pronoun} said it pours."
    assert labels(text, (pronoun, "said", "it pours"))[0].speaker == speaker


def test_a_speaker_counts_before_one_who_is_only_named() -> None:
    text = "Mary Roe met mayor Jane Doe. Jane Doe said it rains. She added it pours."
    assert labels(text, ("Jane Doe", "said", "it rains"), ("She", "added", "it pours"))[1].speaker == "Jane Doe"


def test_it_and_they() -> None:
    text = "The Springfield Institute said it rains. It added it pours."
    assert (
        labels(text, ("The Springfield Institute", "said", "it rains"), ("It", "added", "it pours"))[1].speaker
        == "Springfield Institute"
    )
    text = "French officials said it rains. They added it pours."
    assert labels(text, ("French officials", "said", "it rains"), ("They", "added", "it pours"))[1].country == "FR"
    text = "The mayor said it rains. They added it pours."
    assert labels(text, ("The mayor", "said", "it rains"), ("They", "added", "it pours"))[1].speaker == "They"


def test_a_country_named_before_it_in_its_sentence() -> None:
    text = "France wants to show it cares."
    assert labels(text, ("it", "cares", "."))[0].speaker == "French government"


def test_i_inside_somebodys_words_is_that_speaker_and_outside_the_author() -> None:
    text = "Jane Doe said I believe it rains. I think it pours."
    inner, author = ("I", "believe", "it rains", 0), ("I", "think", "it pours")
    found = labels(text, ("Jane Doe", "said", "I believe it rains"), inner, author)
    assert found[1].speaker == "Jane Doe" and found[2].identifiability == "author"


def test_who_takes_up_the_phrase_before() -> None:
    text = "It rained. Mayor Jane Doe, who said it pours, left."
    context = ArticleContext(index_entities(text, passages_of(text)), passages_of(text), [])
    at = text.index("who")
    assert text[slice(*phrase_before_relative(context, (at, at + 3)))] == "Mayor Jane Doe"
    assert labels(text, ("who", "said", "it pours"))[0].speaker == "Jane Doe"
    assert phrase_before_relative(context, (0, 2)) is None


@pytest.mark.parametrize(
    ("before", "source", "speaker"),
    [
        ("Mayor Jane Doe greeted Prime Minister Mary Roe.", "the mayor", "Jane Doe"),
        ("Mayor Jane Doe greeted Prime Minister Mary Roe.", "the minister", "minister"),
        ("Vice President Jane Doe left.", "the president", "president"),
        ("French president Jane Doe left.", "the French leader", "Jane Doe"),
        ("Norwegian president Jane Doe left.", "the French leader", "French leader"),
    ],
)
def test_a_definite_role_is_whoever_had_it(before: str, source: str, speaker: str) -> None:
    assert labels(f"{before} Later {source} said it rains.", (source, "said", "it rains"))[0].speaker == speaker


def test_the_same_officials_go_on() -> None:
    text = "French officials said it rains. The officials added it pours."
    found = labels(text, ("French officials", "said", "it rains"), ("The officials", "added", "it pours"))
    assert found[1].speaker == found[0].speaker == "French officials" and found[1].affiliation_basis == "co-text"


def test_the_way_out_of_an_attribution_never_circles() -> None:
    found = [
        Attribution(None, (0, 1), (), parent=1),
        Attribution(None, (2, 3), (), parent=0),
        Attribution(None, (4, 5), (), parent=1),
    ]
    assert enclosing(found, 2) == [1, 0] and enclosing(found, 0) == [1]
