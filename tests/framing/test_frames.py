"""Frames by their cues, how often groups use them, and the lift against a calculation by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import hearsay as hs
from hearsay import schema
from hearsay.errors import InputError
from hearsay.framing.frames import frame_rates, frames
from invented import articles, tables
from voiced_story import STORY, evidence


def _corpus(shares: dict[str, list[int]], of: int = 8):
    """Articles of `of` sentences; each number says how many of them hold 'war'."""
    stories = [["A war went on." if i < k else "Rain fell." for i in range(of)] for ks in shares.values() for k in ks]
    documents, sentences, attributions = tables(*stories)
    outlets = [name for name, ks in shares.items() for _ in ks]
    table = articles({f"a{i}": name for i, name in enumerate(outlets)}).assign(language="en")
    return frames(documents, sentences, attributions), sentences, table


def _row(table: pd.DataFrame, group: str, voice: str = "either") -> pd.Series:
    return table[(table["group"] == group) & (table["voice"] == voice) & (table["frame"] == "conflict")].iloc[0]


def test_lift_by_hand():
    rates = frame_rates(*_corpus({"A": [4, 5, 4, 3], "B": [2, 1, 2, 3]}))
    row = _row(rates, "A")
    assert (row["k"], row["n"], row["rest_k"], row["rest_n"]) == (16, 32, 8, 32)
    assert row["lift"] == pytest.approx(2.0)
    assert row["lift_low"] < 2 < row["lift_high"]
    assert row["reason"] == ""
    assert row["low"] < 0.5 < row["high"]


def test_too_few_articles_have_counts_and_no_lift():
    row = _row(frame_rates(*_corpus({"A": [4, 5, 4], "B": [2, 1, 2, 3]})), "A")
    assert (row["k"], row["n"]) == (13, 24)
    assert np.isnan([row["lift"], row["lift_low"], row["low"]]).all()
    assert row["reason"] == "too few to compare: 3 articles in the group, 4 are needed"


def test_no_lift_over_nothing():
    row = _row(frame_rates(*_corpus({"A": [4, 5, 4, 3], "B": [0, 0, 0, 0]})), "A")
    assert np.isnan(row["lift"])
    assert row["reason"] == "the frame does not occur in the rest"
    nothing = _row(frame_rates(*_corpus({"A": [0, 0, 0, 0], "B": [4, 5, 4, 3]})), "A")
    assert nothing["lift"] == 0 <= nothing["lift_low"]
    assert nothing["lift_high"] > 0


def test_articles_in_other_languages_and_nameless_outlets():
    found, sentences, table = _corpus({"A": [4, 5, 4, 3], "not stated": [2, 1, 2, 3]})
    rates = frame_rates(found, sentences, table)
    assert set(rates["group"]) == {"A"}
    assert _row(rates, "A")["rest_n"] == 32
    assert _row(frame_rates(found, sentences, table.assign(language=["en"] * 7 + ["fr"])), "A")["rest_n"] == 24


def test_a_group_that_is_no_column():
    with pytest.raises(InputError, match="'party'"):
        frame_rates(*_corpus({"A": [1]}), by="party")


def test_the_lift_chart_says_what_it_draws():
    found, sentences, table = _corpus({"A": [4, 5, 4, 3], "B": [2, 1, 2, 3]})
    chart = hs.charts.frames(found, sentences, table, view="lift")
    row = _row(frame_rates(found, sentences, table), "A")
    assert f"×2 [{row['lift_low']:.2g}, {row['lift_high']:.2g}] 16 of 32" in chart.text
    few = hs.charts.frames(found, sentences, table, view="lift", by="article_id")
    assert "too few 4 of 8" in few.text
    assert "×" not in few.text.split("In each cell")[0]
    with pytest.raises(InputError, match="give `articles`"):
        hs.charts.frames(found, sentences, view="lift")


def test_own_frames_alone_do_not_show_the_generic_ones_as_nought():
    documents, sentences, attributions = tables(["The trains stopped."])
    found = frames(documents, sentences, attributions, cues=pd.DataFrame({"frame": ["rail"], "cue": ["train*"], "ground": ["g"]}))
    assert "conflict" not in hs.charts.frames(found, sentences).text


def test_frames_by_voice_with_their_cues():
    documents, sentences, attributions = tables(STORY)
    table = schema.validate("frames", frames(documents, sentences, attributions))
    assert evidence(table, documents) == [
        (0, "outlet", "conflict", ("slammed",)),
        (0, "attributed", "conflict", ("attack",)),
        (0, "attributed", "economic consequences", ("taxpayers",)),
        (1, "outlet", "economic consequences", ("trade war", "cost", "jobs", "costly")),
        (3, "outlet", "economic consequences", ("cheap",)),
    ]
    assert (table["score"] == table["evidence"].map(len)).all()


def test_a_cue_that_would_span_two_voices_is_nobodys():
    cues = pd.DataFrame({"frame": ["f"], "cue": ["as a"], "ground": ["g"]})
    assert frames(*tables(STORY[:1]), cues=cues).empty
    assert len(frames(*tables(["He slammed it as a trick."]), cues=cues)) == 1


def test_own_frames():
    cues = pd.DataFrame(
        {"frame": ["rail", "rail", "road"], "cue": ["train", "rail*", "train"], "pos": ["n", "", "n"], "ground": "g"}
    )
    documents, sentences, attributions = tables(["Trains left on the railway."])
    assert evidence(frames(documents, sentences, attributions, cues=cues), documents) == [
        (0, "outlet", "rail", ("Trains", "railway")),
        (0, "outlet", "road", ("Trains",)),
    ]


@pytest.mark.parametrize(
    ("cues", "message"),
    [
        ({"frame": ["a"], "cue": ["b"]}, "ground"),
        ({"frame": ["a"], "cue": [" "], "ground": ["c"]}, "row 0 has no 'cue'"),
        ({"frame": ["a"], "cue": ["b"], "ground": ["c"], "pos": ["verb"]}, "'verb'"),
    ],
)
def test_a_table_of_cues_that_is_not_one(cues, message):
    with pytest.raises(InputError, match=message):
        frames(*tables(STORY), cues=pd.DataFrame(cues))


def test_a_frame_that_was_looked_for_is_a_zero_and_one_that_was_not_is_no_row():
    """A table without hits cannot tell which frames were looked for; whoever knows says so."""
    found, sentences, table = _corpus({"A": [0, 0, 0, 0], "B": [0, 0, 0, 0]})
    mine = frame_rates(found, sentences, table, looked_for=("deterrence",))
    assert set(mine["frame"]) == {"deterrence"} and (mine["k"] == 0).all() and (mine["n"] > 0).all()
    shown = hs.charts.frames(found, sentences, table, looked_for=("deterrence",)).text
    assert "deterrence" in shown and "conflict" not in shown
