"""The scorers: forms that TextBlob lacks, names, and scores that lead back to their words."""

import math
import operator
import random
import subprocess
import sys
from functools import reduce

import pytest
from textblob import _text as textblob_text
from textblob.en import sentiment

from hearsay.text import tagging
from hearsay.text.words import COMPOUND, words
from hearsay.tone.scorers import NAMES, PIECE, PORTRAYAL, SCORERS, Score, textblob_forms


def score(analyzer: str, text: str, start: int = 0) -> Score:
    return SCORERS[analyzer](text, start, len(text), words(text, start, len(text), COMPOUND))


def test_each_scorer_has_a_name_to_print():
    assert set(NAMES) == {*SCORERS, PORTRAYAL} and len(set(NAMES.values())) == len(NAMES)


def test_forms_are_led_to_a_word_that_is_scored_and_are_none_themselves():
    forms = textblob_forms(frozenset())
    assert forms["failing"] == "fail" and forms["insulted"] == "insulting" and "touched" not in forms
    assert all(form not in sentiment and sentiment[word][None][0] for form, word in forms.items())


def test_a_neutral_word_lends_nothing():
    lender = textblob_forms(frozenset())["failing"]
    assert textblob_forms(frozenset({lender})).get("failing") != lender


@pytest.mark.parametrize("analyzer", SCORERS)
def test_a_stretch_is_scored_alone_and_its_marks_are_places_of_the_whole_text(analyzer):
    text = "A terrible day. A wonderful evening."
    late = score(analyzer, text, start=16)
    assert late.polarity > 0 and [text[start:end] for start, end, _ in late.evidence] == ["wonderful"]
    assert score(analyzer, "The table stood there.") == Score()


@pytest.mark.parametrize("analyzer", ["textblob", "vader"])
def test_a_text_longer_than_a_piece_is_cut_between_words(analyzer):
    text = "good " * (PIECE // 4)
    found = score(analyzer, text)
    assert len(found.evidence) == PIECE // 4 and all(text[start:end] == "good" for start, end, _ in found.evidence)


def test_subjectivity_is_textblobs_alone():
    assert 0 < score("textblob", "A terrible day.").subjectivity <= 1
    assert score("vader", "A terrible day.").subjectivity is None


def test_a_mean_over_senses_is_the_same_whatever_python_adds_it():
    """Python adds floats from left to right up to 3.11 and without loss from 3.12 on; the lexicon knows the former alone."""
    draw = random.Random(7)
    senses = [[draw.randint(-100, 100) / 100 for _ in range(draw.randint(1, 12))] for _ in range(2000)]
    means = [tagging.mean_over_senses(values) for values in senses]
    assert means == [reduce(operator.add, values, 0.0) / len(values) for values in senses]
    assert sum(mean != math.fsum(values) / len(values) for mean, values in zip(means, senses, strict=True)) > 100
    assert tagging.textblob_english() and textblob_text.avg is tagging.mean_over_senses


def test_whoever_loads_the_lexicon_first_finds_that_mean():
    code = "import textblob._text as text; from hearsay.framing.epithets import _judging; from hearsay.text import tagging"
    code += "; _judging(); assert text.avg is tagging.mean_over_senses"
    subprocess.run([sys.executable, "-c", code], check=True)
