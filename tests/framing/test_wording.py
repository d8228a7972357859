"""Wording: which words pass, which never could, what is house style, and the charts that show it."""

import time
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from scipy.sparse import csc_array, csr_array

from hearsay import charts, schema
from hearsay.display.concordance import in_context
from hearsay.errors import InputError
from hearsay.framing import distinctive, uses, word_shift, wording
from hearsay.framing.vocabulary import RULES, count_words, spellings, terms
from hearsay.statistics import Sums, compare, interval, word_tests
from hearsay.statistics.permutation import Layout
from invented import articles, tables

MATTER = ("harbour", "bridge", "storm", "school", "budget", "voters", "clinic", "border", "harvest", "strike")


def corpus(outlets, seed=0, extra=(), length=60):
    """Articles of random words, one per outlet named; `extra` adds words to the articles of each outlet."""
    rng = np.random.default_rng(seed)
    stories = []
    for outlet in outlets:
        body = [*rng.choice(MATTER, length), *dict(extra).get(outlet, "").split()]
        stories.append([" ".join(rng.permutation(body)) + "."])
    made = tables(*stories)
    return made[0], made[1], articles({f"a{i}": outlet for i, outlet in enumerate(outlets)})


def at(table, term, group):
    return table[(table["term"] == term) & (table["group"] == group)].iloc[0]


def test_exact_p_is_what_brute_force_finds():
    made = corpus([*"AB"] * 6, extra={"A": "grave grave", "B": "grave"}.items())
    table = schema.validate("wording", wording(*made))
    counted = count_words(made[1], made[2]["article_id"].tolist())
    column = counted.vocabulary.index("grave")
    rates = counted.counts[:, [column]].toarray().ravel() / counted.lengths
    own = [i for i, article in enumerate(counted.articles) if int(article[1:]) % 2 == 0]
    sums = np.array([rates[list(chosen)].sum() for chosen in combinations(range(12), 6)])
    observed = rates[own].sum()
    assert at(table, "grave", "A").p == pytest.approx(2 * (sums >= observed - 1e-9).mean()) == pytest.approx(2 / 924)


def test_a_word_of_one_outlet_passes_and_a_word_of_one_story_does_not():
    made = corpus([*"AB"] * 12, extra={"A": "grave"}.items())
    one = made[1].copy()
    one.loc[0, "text"] = "tsunami " * 12 + one.loc[0, "text"]
    table = wording(made[0], one, made[2])
    habit, story = at(table, "grave", "A"), at(table, "tsunami", "A")
    assert habit.p_adjusted < 0.01 and habit.articles == 12 and habit.log_odds > habit.null_high
    assert story.z > 1.96 and pd.isna(story.p) and story.articles == 1
    shown = distinctive(table, group="A")
    assert shown["term"].iloc[0] == "grave" and shown["distinctive"].tolist() == [True, *[False] * (len(shown) - 1)]


def test_a_word_of_an_event_passes_for_nobody_when_the_event_is_known():
    outlets = [*"AAAAAAAAAABBBBBBBBBB"]
    made = corpus(outlets, extra={"A": "grave"}.items())
    made[1]["text"] = [f"{'levee ' * (3 if i % 10 < 7 else 0)}{text}" for i, text in enumerate(made[1]["text"])]
    made[1].loc[10:16, "text"] = made[1].loc[10:16, "text"].str.replace("levee levee", "levee")
    known = made[2].assign(event=[f"e{i % 10}" for i in range(20)])
    table = wording(made[0], made[1], known)
    assert at(table, "grave", "A").p == pytest.approx(2 / 2**10)
    assert set(table["events"]) == {10} and set(table["events_found"]) == {0}
    told = known[["article_id", "event"]].assign(basis=["found", *["given"] * 19], articles=2)
    assert_frame_equal(wording(*made, told), table.assign(events_found=1))
    alone = wording(made[0], made[1], known.assign(event="not stated"))
    assert at(alone, "grave", "A").p == pytest.approx(2 / 184_756, rel=0.99, abs=1e-3)


def test_articles_of_one_event_count_as_one():
    made = corpus([*"AAAAAABBBBBB"], extra={"A": "grave"}.items())
    bunched = made[2].assign(event=[*["x"] * 3, *["y"] * 3, *"stuvwz"])
    assert wording(made[0], made[1], bunched)["p"].isna().all()
    assert at(wording(*made), "grave", "A").p == pytest.approx(2 / 924)


def test_an_outlet_of_long_articles_avoids_nothing():
    """Its articles are longer, so its group has more words than any other assignment gives it; that is no wording."""
    rng, stories, outlets = np.random.default_rng(3), [], [*"AB"] * 15
    for i in range(len(outlets)):
        rare = ["rarely"] if i % 2 and rng.random() < 0.8 else []
        stories.append([" ".join([*rng.choice(MATTER, 100 if i % 2 == 0 else 50), *rare])])
    made = tables(*stories)
    table = wording(made[0], made[1], articles({f"a{i}": outlet for i, outlet in enumerate(outlets)}))
    assert set(table.loc[table["p_adjusted"] < 0.05, "term"]) == {"rarely"}


@pytest.mark.parametrize("outlets", [[*"ABCDE"], [*"AAABBBBBB"], ["not stated"] * 12, [*"AAAA"]])
def test_too_few_articles_of_an_outlet_carry_no_test(outlets):
    table = wording(*corpus(outlets))
    assert table[["p", "p_adjusted", "null_low", "null_high"]].isna().all(axis=None)


def test_more_than_two_outlets_are_each_compared_with_the_rest():
    table = wording(*corpus([*"ABC"] * 10, extra={"A": "grave", "C": "hopeful"}.items()))
    found = table[table["p_adjusted"] < 0.05]
    above = found[found["log_odds"] > 0]
    assert sorted(zip(above["group"], above["term"], strict=True)) == [("A", "grave"), ("C", "hopeful")]
    assert table["p"].notna().groupby(table["group"]).any().all()


def test_no_order_of_articles_or_sentences_changes_anything():
    documents, sentences, outlets = corpus([*"AB"] * 14, extra={"A": "grave"}.items())
    expected = wording(documents, sentences, outlets)
    shuffled = wording(documents[::-1], sentences.sample(frac=1, random_state=1), outlets.sample(frac=1, random_state=2))
    assert_frame_equal(shuffled, expected, check_exact=True)


def test_words_of_one_and_the_same_outlet_are_hardly_ever_called_distinctive():
    rng, called, tested, low = np.random.default_rng(5), 0, 0, 0
    lexicon = [f"{a}{b}" for a in "abcdefgh" for b in "aeiou"]
    for _ in range(20):
        stories = [[" ".join(rng.choice(lexicon, 60, p=rng.dirichlet(np.full(40, 0.4))))] for _ in range(16)]
        made = tables(*stories)
        own = wording(made[0], made[1], articles({f"a{i}": "AB"[i % 2] for i in range(16)})).query("group == 'A'")
        called, tested = called + (own["p_adjusted"] < 0.05).sum(), tested + own["p"].notna().sum()
        low += (own["p"] < 0.05).sum()
    assert tested > 200 and called / tested <= 0.01 and low / tested <= 0.06


def test_the_reach_of_a_word_is_the_smallest_p_of_any_place_of_its_articles():
    layout = Layout(np.array([1, 1, 1, 0, 0, 0, 0], dtype=bool), np.zeros(7, dtype=int))
    for d in range(1, 8):
        best = 1.0
        for held in combinations(range(7), d):
            sums = np.array([len(set(chosen) & set(held)) for chosen in combinations(range(7), 3)])
            observed = len({0, 1, 2} & set(held))
            best = min(best, 2 * min((sums >= observed).mean(), (sums <= observed).mean()))
        reach = word_tests.reachable_p(layout, csr_array([[d]]))[0]
        assert reach <= best + 1e-9 and (d > 3 or reach == pytest.approx(best))


def test_tests_that_cannot_succeed_are_not_made():
    assert word_tests.worth_testing(np.array([0.2, 0.3])) < 0.2
    assert word_tests.worth_testing(np.array([0.01, 0.02, 0.3])) == pytest.approx(0.025)
    assert word_tests.worth_testing(np.array([])) == 0.0 and word_tests.worth_testing(np.array([np.inf])) == 0.0
    rng = np.random.default_rng(0)
    counts = csc_array(rng.poisson(0.3, (40, 6)).astype(np.float32))
    layout = Layout(np.repeat([True, False], 20), np.zeros(40, dtype=int))
    found = word_tests.word_chances(counts, np.full(40, 99.0), layout, lambda y, n, w: y / n, np.array([1, 4]))
    assert np.isnan(found.p[[0, 2, 3, 5]]).all() and ((found.p[[1, 4]] > 0) & (found.p[[1, 4]] <= 1)).all()
    assert (found.low[[1, 4]] < found.high[[1, 4]]).all()


def test_a_large_corpus_takes_little_time():
    rng = np.random.default_rng(1)
    vocabulary = np.array([f"{a}{b}{c}" for a in "bcdfglmnprst" for b in "aeiou" for c in "bcdfglmnprst"])
    share = 1 / np.arange(1, len(vocabulary) + 1)
    stories = [[" ".join(rng.choice(vocabulary, 300, p=share / share.sum()))] for _ in range(240)]
    made = tables(*stories)
    spent = []
    for n in (60, 240):
        outlets = articles({f"a{i}": "ABC"[i % 3] for i in range(n)})
        start = time.process_time()
        wording(made[0], made[1], outlets)
        spent.append(time.process_time() - start)
    assert spent[1] < 20 and spent[1] < 8 * spent[0] + 1


STYLE = [
    "Mr. Adams met Sen. Clark in Calif. on Tuesday, and Senator Clark didn't answer.",
    "On Tuesday Mr. Adams said Sen. Clark tweeted twelve times in Calif. about the grave defence bill.",
    "The defense bill, Senator Dunn claimed in The Daily Echo, costs Sen. Clark dear in Calif. today.",
    "Then Senator Dunn told the Daily Echo that Mr. Adams blamed the grave U.S. e-mail and email rules.",
]


def test_house_style_follows_the_stated_rules():
    made = tables(STYLE, ["The harbour said nothing."], ["Then it said more."])
    table = wording(made[0], made[1], articles({"a0": "The Daily Echo", "a1": "B", "a2": "B"}), min_count=1)
    rules = dict(zip(table["term"], table["house_rule"], strict=True))
    expected = {
        "mr": "abbreviation", "sen": "abbreviation", "calif": "abbreviation", "u.s.": "abbreviation", "senator": "title",
        "defence": "spelling", "defense": "spelling", "e-mail": "spelling", "email": "spelling", "tuesday": "calendar",
        "said": "plain verb of saying", "tweeted": "plain verb of saying", "told": "plain verb of saying", "twelve": "number",
        "didn't": "contraction", "echo": "outlet's name", "daily": "outlet's name", "the": "function word",
        "grave": "", "blamed": "", "claimed": "", "bill": "", "clark": "", "harbour": "",
    }  # fmt: skip
    assert {term: rules[term] for term in expected} == expected
    assert set(rules.values()) <= {*RULES, ""} and (table["house_style"] == (table["house_rule"] != "")).all()


def test_other_spellings_are_made_by_rule_and_short_words_are_left_alone():
    assert "favor" in spellings("favour") and "organise" in spellings("organize") and "theatre" in spellings("theater")
    assert spellings("four") == []


def test_the_words_of_a_chart_are_found_in_their_co_text():
    made = tables(STYLE)
    found = uses(made[1], ["mr", "u.s.", "clark"])
    text = made[0]["text"][0]
    assert [text[start:end] for start, end in zip(found["start"], found["end"], strict=True)][:3] == ["Mr", "Clark", "Clark"]
    assert found["term"].value_counts().to_dict() == {"clark": 4, "mr": 3, "u.s.": 1}
    assert "[Mr]. Adams met" in repr(in_context(made[0], found, ["term"]))
    assert [term for _, term in terms("Iran’s US-made")] == ["iran", "us-made"]


def test_word_shift_has_the_rates_and_the_intervals_of_comparisons():
    made = corpus([*"AB"] * 8, extra={"A": "grave"}.items())
    shift = word_shift(*made, "A", "B")
    counted = count_words(made[1], made[2]["article_id"].tolist())
    own = np.array([int(name[1:]) % 2 == 0 for name in counted.articles])
    for term in ("storm", "grave"):
        row = shift[shift["term"] == term].iloc[0]
        k = 1000 * counted.counts[:, [counted.vocabulary.index(term)]].toarray().ravel()
        sides = [Sums(k[side], counted.lengths[side]) for side in (own, ~own)]
        assert row["difference"] == pytest.approx(sides[0].value - sides[1].value)
        if term == "storm":
            assert (row["low"], row["high"]) == pytest.approx(interval(*sides))
    assert shift["contribution"].abs().sum() == pytest.approx(1) and shift["term"].iloc[0] == "grave"
    assert shift["p_adjusted"].iloc[0] < 0.05 and (shift["contribution"] * shift["difference"] >= 0).all()
    back = word_shift(*made, "B", "A").set_index("term").loc[shift["term"]].reset_index()
    assert back["difference"].to_numpy() == pytest.approx(-shift["difference"].to_numpy())


def test_word_shift_within_events_has_the_intervals_of_paired_comparisons():
    made = corpus([*"AB"] * 9)
    known = made[2].assign(event=[f"e{i // 2}" for i in range(18)])
    known.loc[17, "event"] = "other"
    shift = word_shift(made[0], made[1], known, "A", "B")
    counted = count_words(made[1], made[2]["article_id"].tolist())
    k = 1000 * counted.counts[:, [counted.vocabulary.index("storm")]].toarray().ravel()
    values = pd.DataFrame({"article_id": counted.articles, "value": k / counted.lengths, "weight": counted.lengths})
    values = values.merge(known[["article_id", "outlet", "event"]], on="article_id")
    expected = compare(values, weight="weight").iloc[0]
    row = shift[shift["term"] == "storm"].iloc[0]
    assert expected["design"] == "paired" and expected["events"] == 8
    assert row[["difference", "low", "high"]].tolist() == pytest.approx(expected[["difference", "low", "high"]].tolist())


def test_a_word_without_end_has_no_other_spellings():
    """Each would be as long as the word, and there are as many as it has letters."""
    assert spellings("a" * 50_000) == [] and "organise" in spellings("organize")


def test_word_shift_says_what_is_wrong_and_leaves_out_what_few_articles_cannot_tell():
    made = corpus([*"AB", "not stated"])
    with pytest.raises(InputError, match="no outlet or article 'C'"):
        word_shift(*made, "A", "C")
    with pytest.raises(InputError, match="against itself"):
        word_shift(*made, "A", "A")
    few = word_shift(*made, "A", "a2")
    assert len(few) and few[["low", "high", "p"]].isna().all(axis=None)


def test_five_seeds_get_no_test_and_take_no_time(seeds):
    tables = seeds.documents, seeds.sentences, seeds.articles
    wording(*tables)
    start = time.process_time()
    table = wording(*tables)
    assert time.process_time() - start < 1
    assert len(table) and table["p"].isna().all()
    assert "none of these is called distinctive" in charts.wording(table, seeds.articles).text


def test_the_chart_fills_what_passes_and_shows_the_band_of_chance():
    made = corpus([*"AB"] * 12, extra={"A": "grave"}.items())
    table = wording(*made)
    chart = charts.wording(table, made[2], terms=2)
    row = at(table, "grave", "A")
    assert f"chance {row.null_low:.3g} to {row.null_high:.3g}" in chart.text and "in 12 articles" in chart.text
    dots = [c for c in chart.axes.collections if c.get_label() == "log-odds"]
    assert [bool((dot.get_facecolor()[0][:3] == 1).all()) for dot in dots] == [False, True, True, True]
    assert f"all {table.query('group == @row.group')['p'].notna().sum()} tests" in " ".join(chart.text.split())


def test_the_chart_of_a_word_shift_says_what_is_resolved():
    made = corpus([*"AB"] * 12, extra={"A": "grave", "B": "didn't"}.items())
    shift = word_shift(*made, "A", "B")
    text = charts.word_shift(shift, made[2]).text
    assert "grave: difference" in text and "12 : 0 · p < .001" in text and "unresolved" in text
    assert "0 : 12 · p < .001" in text and "· house style: contraction" in text
    lines = [line for line in text.splitlines() if line.startswith(("storm:", "didn't:"))]
    assert "unresolved" in lines[0] and lines[1].startswith("didn't")
    few = word_shift(*corpus([*"AB"]), "A", "B")
    assert "Too few to compare" in charts.word_shift(few).text and "interval" not in charts.word_shift(few).text
    assert "Nothing to show" in charts.word_shift(few.head(0)).text


def test_the_chart_of_comparisons_prints_results_and_not_only_p():
    rng = np.random.default_rng(0)
    values = pd.DataFrame({"article_id": [f"{i:02}" for i in range(24)], "outlet": [*"AB"] * 12})
    parts = [
        values.assign(value=rng.normal(size=24) + shift * (values["outlet"] == "A"), m=m) for m, shift in (("x", 4), ("y", 0))
    ]
    few = values.head(6).assign(value=1.0, m="z")
    compared = compare(pd.concat([*parts, few]), measure="m")
    text = charts.comparison(compared).text
    row = compared.iloc[0]
    assert f"effect {row['effect']:.3g}" in text and "· p < .001 · A higher" in text and "unresolved" in text
    assert "Left out: 1 comparison of too few articles" in text and "all 2 tests" in " ".join(text.split())
    nothing = charts.comparison(compare(few, measure="m")).text
    assert "Nothing is tested" in nothing and "p =" not in nothing
    assert "Nothing to show" in charts.comparison(compared.head(0)).text
