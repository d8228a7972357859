"""The robustness fan: the same gap under each scorer and each reasonable choice."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.errors import InputError
from hearsay.statistics import compare, interval
from hearsay.statistics.intervals import Sums
from hearsay.tone.robustness import CHOICES, COLUMNS, robustness, verdict
from toned import SCORERS, many, outlets, toned


def test_one_article_of_each_has_gaps_and_neither_interval_nor_design():
    found = robustness(toned({"a": [0.5, None, 0.1], "b": [-0.5, 0.1, None]}), outlets("a", "b"))
    assert list(found.columns) == list(COLUMNS)
    assert found[["low", "high"]].isna().all().all() and set(found["design"]) == {"none"}
    first = found[(found["unscored"] == "left out") & (found["scorer"] == "vader")].iloc[0]
    assert (first["gap"], first["sentences_a"], first["articles_b"]) == (pytest.approx(0.5), 2, 1)
    zeros = found[(found["unscored"] == "count as 0") & (found["scorer"] == "vader")].iloc[0]
    assert (zeros["gap"], zeros["sentences_a"]) == (pytest.approx(1 / 3), 3)


def test_choices_that_come_to_the_same_are_counted_once():
    found = robustness(toned({"a": [0.5, 0.1], "b": [-0.5, 0.1]}), outlets("a", "b"))
    assert len(found) == len(SCORERS), "one article a group, all scored, two words each, one voice: there is nothing to choose"


def test_each_choice_does_what_it_says():
    one_word = toned({"a": [0.9], "b": [0.0]}, words=1).assign(sentence_no=7)
    quoted = toned({"a": [-0.8], "b": [0.0]}, voice="attributed").assign(sentence_no=8)
    table = pd.concat([toned({"a": [0.2, None], "b": [0.0, None], "a2": [0.6]}), one_word, quoted], ignore_index=True)
    zones = pd.DataFrame([(a, n, "title" if n == 0 else "body") for a in ("a", "b", "a2") for n in (0, 1, 7, 8)])
    zones.columns = ["article_id", "sentence_no", "zone"]
    found = robustness(table, outlets("a", "b", "a2"), sentences=zones)
    vader = found[found["scorer"] == "vader"].set_index(list(CHOICES))["gap"]
    own, both = CHOICES["voice"]
    every, body = CHOICES["parts"]
    many_words, zero = "two words or more", "count as 0"
    expected = {
        (own, every, "any", "left out", "sentences", "any"): (0.2 + 0.9 + 0.6) / 3,
        (own, every, "any", "left out", "articles", "any"): (1.1 / 2 + 0.6) / 2,
        (own, every, many_words, "left out", "sentences", "any"): (0.2 + 0.6) / 2,
        (own, every, "any", zero, "sentences", "any"): (0.2 + 0.9 + 0.6) / 4,
        (both, every, "any", "left out", "sentences", "any"): (0.2 + 0.9 + 0.6 - 0.8) / 4,
        (own, body, "any", "left out", "sentences", "any"): 0.9,
    }
    for choice, gap in expected.items():
        assert vader[choice] == pytest.approx(gap), choice
    few = robustness(toned({"a": [0.5, None, None, None], "a2": [0.1], "b": [0.0]}), outlets("a", "a2", "b"))
    shown = few[(few["scorer"] == "vader") & (few["unscored"] == "left out")].set_index(["mean_of", "coverage"])["gap"]
    assert shown["sentences", "any"] == pytest.approx(0.3) and shown["sentences", "a third or more"] == pytest.approx(0.1)


def test_many_articles_bear_the_interval_of_their_means():
    table, articles = many(8)
    found = robustness(table, articles).query("scorer == 'vader'").iloc[0]
    means = table.query("analyzer == 'vader'").groupby("article_id")["polarity"].mean()
    a, b = (Sums(means[means.index.str.startswith(x)].to_numpy(), np.ones(8)) for x in "ab")
    assert found["design"] == "unpaired"
    assert (found["low"], found["high"]) == pytest.approx(interval(a, b))
    assert found["gap"] == pytest.approx(a.value - b.value)
    assert found["low"] < found["gap"] < found["high"]
    assert robustness(*many(3))["low"].isna().all()


def test_shared_events_are_compared_within_them():
    table, articles = many(6)
    bold = table.assign(polarity=table["polarity"] + table["article_id"].str[1:].astype(int) / 10)
    alone = robustness(bold, articles).query("scorer == 'vader'").iloc[0]
    events = dict(zip(articles["article_id"], articles["article_id"].str[1:], strict=True))
    paired = robustness(bold, articles, event=events).query("scorer == 'vader'").iloc[0]
    assert (paired["design"], alone["design"]) == ("paired", "unpaired")
    assert paired["gap"] == pytest.approx(alone["gap"])
    assert paired["high"] - paired["low"] < (alone["high"] - alone["low"]) / 2
    known = robustness(bold, articles.assign(event=articles["article_id"].str[1:]))
    assert set(known["design"]) == {"paired"}, "articles know their event"
    found = pd.DataFrame({"article_id": list(events), "event": list(events.values()), "basis": "found", "articles": 2})
    assert robustness(bold, articles, event=found).query("scorer == 'vader'").iloc[0].equals(paired), (
        "the table `events` says the same"
    )
    few = robustness(*many(5), event=events)
    assert set(few["design"]) == {"unpaired"}, "as compare: under six shared events, articles of each stand for themselves"


def test_two_voices_of_one_article_are_a_pair():
    draw = np.random.default_rng(2)
    scores = {f"x{n}": draw.uniform(-1, 1, 4).round(3).tolist() for n in range(7)}
    quoted = toned({k: [v - 0.3 for v in found] for k, found in scores.items()}, voice="attributed")
    both = pd.concat([toned(scores), quoted.assign(sentence_no=quoted["sentence_no"] + 10)], ignore_index=True)
    found = robustness(both, by="voice", between=("outlet", "attributed"))
    assert set(found["design"]) == {"paired"} and found["gap"].round(6).eq(0.3).all()
    sides = both.assign(side=["North", "South"] * (len(both) // 2), voice="attributed")
    assert set(robustness(sides, by="side")["voice"]) == {"as grouped"}


def test_the_model_is_one_more_scorer():
    table = toned({"a": [0.5], "b": [-0.5]})
    portrayals = pd.DataFrame(
        {"article_id": ["a", "a", "b"], "sentence_no": 0, "actor": "Doe", "start": 0, "end": 3, "voice": "outlet", "side": "",
         "negative": [0.1, 0.4, 0.8], "neutral": 0.1, "positive": [0.8, 0.5, 0.1], "label": ["positive", "unsure", "negative"]}
    )  # fmt: skip
    found = robustness(table, outlets("a", "b"), portrayals=portrayals)
    model = found[found["scorer"] == "portrayal"]
    assert len(model) == 1 and model["gap"].iloc[0] == pytest.approx(0.7 + 0.7)
    portrayals["sentence_no"] = [0, 1, 0]
    spread = robustness(table, outlets("a", "b"), portrayals=portrayals).query("scorer == 'portrayal'").set_index("unscored")
    assert spread.loc["count as 0", "gap"] == pytest.approx(0.35 + 0.7)


def portrayed(*rows: tuple[str, str, float]) -> pd.DataFrame:
    """A sure mention of an actor each."""
    return pd.DataFrame(rows, columns=["article_id", "actor", "positive"]).assign(
        sentence_no=range(len(rows)), start=0, end=3, voice="outlet", side="", negative=0.0, neutral=0.0, label="positive"
    )


def test_portrayals_of_other_actors_are_refused_and_only_shared_ones_count():
    table, articles = toned({"a": [0.5], "b": [-0.5]}), outlets("a", "b")
    apart = robustness(table, articles, portrayals=portrayed(("a", "Doe", 0.9), ("b", "Roe", 0.1)))
    model = apart[apart["scorer"] == "portrayal"]
    assert model["design"].tolist() == ["refused"] and model["gap"].isna().all()
    told = verdict(apart).set_index("scorer")
    assert told.loc["portrayal", "result"] == "no shared actors" and told.loc["all", "n"] == len(SCORERS)
    some = portrayed(("a", "Doe", 0.9), ("a", "Roe", 0.4), ("b", "Roe", 0.1), ("b", "Zoe", 0.9))
    shared = robustness(table, articles, portrayals=some).query("scorer == 'portrayal'")
    assert shared["gap"].tolist() == pytest.approx([0.3]), "Roe alone"
    alone = robustness(table, articles, portrayals=portrayed(("a", "Doe", 0.9)))
    assert "portrayal" not in set(alone["scorer"]), "one group names nobody: there is nothing to refuse"


@pytest.mark.parametrize("shared", [0, 1, 5, 6])
def test_design_and_units_are_those_of_compare(shared):
    table, articles = many(7)
    events = [f"e{number if number < shared else f'{letter}{number}'}" for letter in "ab" for number in range(7)]
    articles = articles.assign(event=events)
    found = robustness(table, articles).query("scorer == 'vader'").iloc[0]
    scored = table[table["analyzer"] == "vader"].groupby("article_id")["polarity"].agg(value="mean", weight="size")
    values = articles.merge(scored, on="article_id")
    expected = compare(values, weight="weight").iloc[0]
    assert (found["design"], found["articles_a"]) == (expected.design, expected.articles_a)
    assert found[["gap", "low", "high"]].tolist() == pytest.approx(expected[["difference", "low", "high"]].tolist())


def test_one_text_counts_once_in_a_gap_too():
    table, articles = many(5)
    words = {name: " ".join(f"{name}word{n}" for n in range(60)) for name in articles["article_id"]}
    words |= {"a1": words["a0"], "b3": words["b2"], "a4": words["b4"]}
    sentences = pd.DataFrame([(name, n, "body", text) for name, text in words.items() for n in range(6)])
    sentences.columns = ["article_id", "sentence_no", "zone", "text"]
    found = robustness(table, articles.assign(upstream="not stated"), sentences=sentences).iloc[0]
    assert (found["articles_a"], found["articles_b"]) == (3, 3), "of a0 and a1 one, of b2 and b3 one, of a4 and b4 none"


def test_verdict_counts_signs_and_says_unresolved():
    table, articles = many(8)
    told = verdict(robustness(table, articles)).set_index("scorer")
    assert list(told.index) == [*SCORERS, "all"]
    last = told.loc["all"]
    assert (last["result"], last["sign"], last["k"]) == ("same sign", 1, last["n"]) and last["k_clear"] == last["n_intervals"] > 0
    turned = table.assign(polarity=table["polarity"].where(table["analyzer"] != "vader", -table["polarity"]))
    told = verdict(robustness(turned, articles)).set_index("scorer")
    assert told.loc["vader", "sign"] == -1 and told.loc["vader", "result"] == "same sign"
    assert told.loc["all", "result"] == "unresolved" and told.loc["all", "k"] == told["n"].iloc[:2].sum()
    nothing = verdict(robustness(table.assign(polarity=np.nan), articles))
    assert set(nothing["result"]) == {"no gap"} and nothing["n"].eq(0).all()


@settings(max_examples=8, deadline=None)
@given(st.lists(st.lists(st.one_of(st.none(), st.floats(-1, 1)), min_size=1, max_size=4), min_size=2, max_size=5))
def test_the_gap_turns_with_the_groups_and_is_the_same_in_any_order(scores):
    names = [f"{letter}{n}" for n, letter in zip(range(len(scores)), itertools.cycle("ab"), strict=False)]
    table, articles = toned(dict(zip(names, scores, strict=True)), scorers=("vader",)), outlets(*names)
    one, other = (robustness(table, articles, between=pair) for pair in (("Outlet a", "Outlet b"), ("Outlet b", "Outlet a")))
    assert np.allclose(one["gap"], -other["gap"], equal_nan=True)
    shuffled = robustness(table.sample(frac=1, random_state=1), articles.iloc[::-1], between=("Outlet a", "Outlet b"))
    assert np.allclose(one["gap"], shuffled["gap"], equal_nan=True)
    assert (one["gap"].abs().dropna() <= 2).all()


def test_errors_say_what_is_there():
    table, articles = many(2)
    with pytest.raises(InputError, match="neither table"):
        robustness(table, articles, by="planet")
    with pytest.raises(InputError, match="give `articles`"):
        robustness(table)
    with pytest.raises(InputError, match="no outlet 'C'; there are Outlet a, Outlet b"):
        robustness(table, articles, between=("Outlet a", "C"))
    with pytest.raises(InputError, match="4 groups by 'article_id'; name two"):
        robustness(table, by="article_id")
    with pytest.raises(InputError, match="event='era'"):
        robustness(table, articles, event="era")
