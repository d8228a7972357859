"""A text of one's own: scored as the table of tone scores a stretch, with the words that made it."""

from __future__ import annotations

import pandas as pd
import pytest

import hearsay as hs
from hearsay.text.words import words
from hearsay.tone import SCORERS
from hearsay.tone.scorers import score


def test_each_scorer_has_a_row_with_its_words_and_no_number_where_nothing_was_scored() -> None:
    table = hs.tone.score("The plan is not good.")
    assert table["analyzer"].tolist() == list(SCORERS) and (table["polarity"] < 0).all()
    assert table["words"].str.contains("good -").all()
    rain = score("It rains.")
    assert rain["polarity"].isna().all() and (rain["words"] == "").all() and len(score("")) == len(SCORERS)


@pytest.mark.parametrize("text", ["A terrible, terrible deal.", "“Great” news – said nobody."])
def test_it_is_the_score_that_tables_hold(text: str) -> None:
    for row in score(text).itertuples():
        told = SCORERS[row.analyzer](text, 0, len(text), words(text, 0, len(text)))
        assert (pd.isna(row.polarity) and told.polarity is None) or row.polarity == told.polarity
