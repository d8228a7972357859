"""What is said of what within a sentence: heads, modifiers, predicates, appositions, and what is none of them."""

import time

import pytest

from hearsay.framing.predications import noun_lemma, predications
from hearsay.text.spans import SentenceSpan
from hearsay.text.tagging import split_at, tagged_sentence


def said(text: str) -> set[tuple[str, str, str]]:
    """Head, words and kind of everything that is said in the text."""
    sentence = tagged_sentence(text, lambda _: False, SentenceSpan(0, len(text), 0, 0, "body"))
    found = [one for part in split_at(sentence) for one in predications(part) if one.kind]
    return {(text[slice(*one.head)], text[slice(*one.words)], one.kind) for one in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They sent cheap and very effective drones.", ("drones", "cheap and very effective", "adjective")),
        ("The occupation forces left.", ("forces", "occupation", "noun")),
        ("They bought Shahed drones.", ("drones", "Shahed", "name")),
        ("The drones are cheap and very effective.", ("drones", "cheap and very effective", "predicate")),
        ("Iran is a state sponsor of terror.", ("Iran", "state sponsor of terror", "predicate")),
        ("Iran has emerged as a key supplier.", ("Iran", "key supplier", "predicate")),
        ("Washington described Tehran as a pariah.", ("Tehran", "pariah", "predicate")),
        ("Iran, a sponsor of terror, denied it.", ("Iran", "sponsor of terror", "apposition")),
        ("The Iranian drones fell.", ("drones", "Iranian", "adjective")),
        ("The leading countries met.", ("countries", "leading", "adjective")),
    ],
)
def test_what_is_said_of_a_head(text, expected):
    assert expected in said(text)


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("The drones have never been cheap.", ("drones", "cheap", "predicate")),
        ("The production of drones is cheap.", ("drones", "cheap", "predicate")),
        ("Oil and gas are cheap.", ("gas", "cheap", "predicate")),
        ("Russia, Iran, a sponsor of terror, met.", ("Iran", "sponsor of terror", "apposition")),
        ("According to Doe, the plan failed.", ("Doe", "plan", "apposition")),
        ("He spoke of taking sides.", ("sides", "taking", "adjective")),
        ("They want to target posts.", ("posts", "target", "noun")),
    ],
)
def test_what_is_denied_or_said_of_another_is_not_said_of_the_nearest(text, nothing):
    assert nothing not in said(text)


def test_a_head_alone_is_given_without_words():
    text = "The drones fell."
    sentence = tagged_sentence(text, lambda _: False, SentenceSpan(0, len(text), 0, 0, "body"))
    (alone,) = predications(sentence)
    assert (text[slice(*alone.head)], alone.lemma, alone.named, alone.kind) == ("drones", "drone", False, "")
    assert alone.words == (4, 4)


def test_nouns_are_led_back_to_the_singular():
    assert [noun_lemma(word, True) for word in ("Forces", "ties", "politics", "news", "allies")] == [
        *("force", "tie", "politics", "news", "ally")
    ]
    assert noun_lemma("Gas", False) == "gas"


def test_a_sentence_without_end_takes_time_in_proportion():
    def seconds(n: int) -> float:
        start = time.process_time()
        said("very cheap and old drones of Iran, a state, are " * n)
        return time.process_time() - start

    seconds(10)
    assert seconds(800) < 8 * 4 * max(seconds(100), 0.02)
