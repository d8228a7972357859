"""Loaded words and scare quotes: what is marked, in whose voice, and how often."""

from __future__ import annotations

import math

import pytest

from hearsay import schema
from hearsay.framing.loaded_words import loaded, loaded_rates
from invented import tables
from voiced_story import STORY


def test_loaded_words_by_voice():
    documents, sentences, attributions = tables(STORY)
    table = schema.validate("loaded", loaded(documents, sentences, attributions))
    assert [(documents["text"][0][r.start : r.end], r.voice, r.category) for r in table.itertuples()] == [
        ("slammed", "outlet", "emotive"),
        ("brutal", "attributed", "emotive"),
        ("“miracle”", "outlet", "scare quotes"),
        ("reportedly", "outlet", "hedge"),
        ("militants", "outlet", "label"),
        ("kamikaze-drone", "outlet", "dysphemism"),
        ("undoubtedly", "outlet", "certainty"),
    ]
    assert (table["ground"] != "").all()


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "‘{}’", "'{}'", "«{}»"])
def test_scare_quotes_in_every_style_of_mark(marks):
    def scare(sentence):
        return loaded(*tables([sentence])).query("category == 'scare quotes'")

    assert len(scare(f"The {marks.format('peace plan')} failed.")) == 1
    assert scare(f"The {marks.format('1,000')} left.").empty
    assert scare(f"The crowd sang {marks.format('we shall all go home')} again.").empty
    assert scare("The boys' and girls' rooms and the dogs' den.").empty


def test_quoted_words_of_a_speaker_are_no_scare_quotes():
    assert loaded(*tables(["[She] {called it} <“a miracle”>."])).empty


def test_rates_by_voice_with_k_and_n():
    documents, sentences, attributions = tables(STORY, ["Lorries queued."])
    marked = loaded(documents, sentences, attributions)
    rates = loaded_rates(marked, documents, sentences, attributions).set_index(["article_id", "voice", "category"])
    assert tuple(rates.loc[("a0", "attributed", "all")]) == (1, 5, 20.0)
    assert rates.loc[("a0", "outlet", "all"), "k"] == 6
    assert tuple(rates.loc[("a1", "outlet", "hedge")]) == (0, 2, 0.0)
    assert math.isnan(rates.loc[("a1", "attributed", "all"), "rate"])
