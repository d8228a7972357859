"""Which articles share a run of eight words, and what an outlet repeats: the same however the articles come."""

from __future__ import annotations

import random

import numpy as np
import pytest

from hearsay.corroboration import shared_runs
from hearsay.corroboration.alignment import aligned_passages
from hearsay.corroboration.shared_runs import PRINTED_BY, RUN, RunIndex, shingles_of


def codes(*parts: list[int]) -> np.ndarray:
    return np.array([word for part in parts for word in part], dtype=np.uint32)


def own_words(article: int, count: int = 30) -> list[int]:
    return [1_000_000 * (article + 1) + n for n in range(count)]


def index_of(articles: dict[int, np.ndarray], held: int = 2_000_000) -> RunIndex:
    index = RunIndex(held)
    for article, words in articles.items():
        own = [article], words, np.array([0, len(words)])
        index.add(shingles_of(*own), *own)
    return index


@pytest.mark.parametrize("length", [RUN - 1, RUN])
@pytest.mark.parametrize("at", [0, 3, 11, 30])
def test_a_run_of_eight_words_joins_two_articles_wherever_it_stands_and_one_of_seven_does_not(length, at):
    run = [*range(50, 50 + length)]
    one, other = own_words(0), own_words(1)
    articles = {0: codes(one[:at], run, one[at:]), 1: codes(other, run), 2: codes(own_words(2))}
    assert index_of(articles).pairs().tolist() == ([[0, 1]] if length == RUN else [])


def test_what_many_print_joins_each_with_the_first_alone():
    articles = {number: codes(own_words(number), [*range(50, 60)]) for number in range(PRINTED_BY + 4)}
    assert index_of(articles).pairs().tolist() == [[0, number] for number in range(1, PRINTED_BY + 4)]


def test_on_disk_and_in_another_order_the_pairs_are_those_in_memory():
    draw = random.Random(7)
    shared = [[draw.randrange(1000) for _ in range(12)] for _ in range(20)]
    articles = {n: codes(own_words(n), draw.choice(shared), own_words(n + 100), draw.choice(shared)) for n in range(40)}
    turned = dict(sorted(articles.items(), reverse=True))
    expected = index_of(articles).pairs()
    assert len(expected) > 20 and index_of(turned, held=50).pairs().tolist() == expected.tolist()


@pytest.mark.parametrize("least", [9, 12, 20])
def test_pairs_that_cannot_share_a_passage_are_not_given_and_all_that_do_are(least, monkeypatch):
    """Set phrases of eight to eleven words, alone, with a changed word, and with another phrase near or far."""
    monkeypatch.setattr(shared_runs, "PRINTED_BY", 1000)
    draw, articles, marks = random.Random(least), {}, {}
    phrases = [[draw.randrange(60) for _ in range(draw.choice([5, 6, 8, 9, 11]))] for _ in range(24)]
    orders = [draw.sample(phrases, 3) for _ in range(10)]
    for number in range(60):
        parts = [own_words(number, draw.randrange(9))]
        for place, phrase in enumerate(draw.choice(orders)):
            changed = [70 + number if draw.random() < 0.02 else word for word in phrase]
            parts += [changed, own_words(number + 1000 * (place + 1), draw.choice([0, 1, 5, 8, 9, 20]))]
        articles[number] = codes(*parts, [10**9 + number])
        marks[number] = np.zeros(len(articles[number]), dtype=np.uint8)
    every = [tuple(pair) for pair in index_of(articles).pairs().tolist()]
    passages = {(a, b): aligned_passages(articles[a], articles[b], marks[a], marks[b]) for a, b in every}
    sharing = {pair for pair, found in passages.items() if any(one.run >= RUN and one.tokens >= least for one in found)}
    found = {tuple(pair) for pair in index_of(articles).pairs(least).tolist()}
    assert len(sharing) > 5 and sharing <= found <= {*every}
    assert len(found - sharing) <= len({*every} - sharing) / 3


def test_words_that_an_outlet_prints_in_three_texts_are_repeated_there_and_copies_of_one_text_repeat_nothing():
    about = [*range(50, 62)]
    articles = {n: codes(own_words(n), about) for n in range(6)}
    index, outlets = index_of(articles, held=40), np.array([0, 0, 0, 1, 1, 1])
    found = index.repeated(outlets, np.array([3.0, 3.0]), np.array([0, 1, 2, 3, 3, 3]))
    places = [found.in_article(n).tolist() for n in range(6)]
    assert places[0] == places[1] == places[2] and set(places[0]) <= {*range(30, 42)} and len(places[0]) >= 5
    assert places[3:] == [[], [], []]
