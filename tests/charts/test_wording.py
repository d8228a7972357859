"""Distinctive words, and the words that tell two outlets apart."""

from __future__ import annotations

import pandas as pd
import pytest

import charts_data as data
from hearsay.charts.wording import word_shift, wording
from hearsay.errors import InputError


def test_wording_names_outlets_and_articles_and_leaves_dots_open_that_are_not_resolved() -> None:
    articles = data.articles(1)
    words = data.wording([articles["article_id"][0], "An Outlet"]).assign(p_adjusted=[0.2] * 20 + [0.01] * 20)
    chart = wording(words, articles, terms=2)
    assert [label.get_text() for label in chart.axes.get_yticklabels()][::3] == ["Outlet $0$ & Sons", "An Outlet"]
    dots = [c for c in chart.axes.collections if c.get_label() == "log-odds"]
    assert [bool((dot.get_facecolor()[0][:3] == 1).all()) for dot in dots] == [True, True, False, False]
    with pytest.raises(InputError, match="no group 'x'"):
        wording(words, groups=["x"])


def test_a_group_without_words_says_so_and_many_groups_are_cut() -> None:
    words = data.wording(["A", "B"])
    low = words.assign(
        log_odds=words["log_odds"].where(words["group"] == "A", -1.0), z=words["z"].where(words["group"] == "A", -2.0)
    )
    assert "B: printed no word that it uses more than the others" in wording(low).text
    assert "The first 8 of 9 groups; the others are not shown." in wording(data.wording([*"ABCDEFGHI"])).text


def test_a_word_shift_says_what_is_resolved() -> None:
    lines = {line.partition(":")[0]: line for line in word_shift(data.shift()).text.splitlines()}
    assert "difference 2; interval 1.5 to 2.5; printed 3 : 1 · p = .010" in lines["grave"]
    assert "· unresolved" in lines["storm"] and "· too rare to test" in lines["rare"]
    assert "· p = .001 · house style: contraction" in lines["don't"]
    assert lines["x"].endswith("← B | Outlet $0$ & Sons →")
    assert [name for name in lines if name in ("grave", "storm", "rare", "don't")] == ["grave", "storm", "rare", "don't"]


def test_a_word_shift_of_few_articles_has_no_intervals() -> None:
    text = word_shift(data.shift(tested=False)).text
    assert "Too few to compare" in text and "interval" not in text and "house style:" not in text
    assert "Which words tell them apart?" in word_shift(data.shift().head(0)).text


def test_events_within_which_articles_were_exchanged_are_told_and_which_were_found() -> None:
    words, shifted = data.wording(["A", "B"]), data.shift()
    assert not [text for text in (wording(words).text, word_shift(shifted).text) if "exchanged within" in text]
    some = words.assign(events=words["group"].map({"A": 6, "B": 8}), events_found=4)
    assert "exchanged within the 6–8 events that are shared (4 of them found, not given)" in _plain(wording(some).text)
    shift = word_shift(shifted.assign(events=9))
    assert "exchanged within the 9 events that are shared." in _plain(shift.text)


def _plain(text: str) -> str:
    return " ".join(text.split())


def test_a_word_shift_tells_what_was_not_tested_from_what_is_not_resolved_and_has_no_function_words() -> None:
    shift = data.shift()
    chart = word_shift(shift)
    bars = dict(zip([label.get_text() for label in chart.axes.get_yticklabels()], chart.axes.patches, strict=False))
    fills = {term: bars[term].get_facecolor() for term in ("storm", "rare")}
    assert fills["rare"][:3] == (1, 1, 1) and fills["storm"][:3] != (1, 1, 1), "hollow: not tested; pale: not resolved"
    the = word_shift(pd.concat([shift.head(1).assign(term="the"), shift], ignore_index=True))
    assert "the: " not in the.text and "grave: " in the.text
