"""Words as they are counted, and the rules of house style one by one."""

import numpy as np
import pandas as pd
import pytest

from hearsay.framing.vocabulary import (
    RULES,
    count_words,
    house_style,
    in_names,
    joined_counts,
    name_pattern,
    spellings,
    terms,
    uses,
)


def sentences(*articles: list[str]) -> pd.DataFrame:
    rows = [(f"a{i}", n, "body", text) for i, texts in enumerate(articles) for n, text in enumerate(texts)]
    return pd.DataFrame(rows, columns=["article_id", "sentence_no", "zone", "text"]).assign(start=0)


def test_counts_are_those_of_a_plain_count_and_the_order_is_that_of_the_alphabet():
    counted = count_words(sentences(["The war. A war, so."], ["Peace and the U.S. talk."]), ["a0", "a1", "a2"])
    assert counted.articles == ("a0", "a1") and list(counted.vocabulary) == sorted(counted.vocabulary)
    table = pd.DataFrame(counted.counts.toarray(), counted.articles, counted.vocabulary)
    assert table.loc["a0", "war"] == 2 and table.loc["a1", "u.s."] == 1 and table["the"].tolist() == [1, 1]
    assert counted.lengths.tolist() == [5, 5] == table.sum(axis=1).tolist()


def test_some_articles_keep_the_whole_vocabulary():
    counted = count_words(sentences(["one two"], ["three"]), ["a0", "a1"])
    one = counted.only(np.array([1]))
    assert one.articles == ("a1",) and one.vocabulary == counted.vocabulary and one.counts.shape == (1, 3)


def test_words_of_title_and_of_other_articles_do_not_count():
    table = sentences(["one"], ["two"])
    table.loc[0, "zone"] = "title"
    assert count_words(table, ["a0", "a1"]).vocabulary == ("two",)
    assert count_words(table, ["a0"]).counts.shape == (0, 0)


def test_a_word_is_found_where_it_stands_with_its_possessive():
    text = "He said Iran’s men and iran left."
    found = uses(sentences([text]).assign(start=100), ["iran"])
    assert [text[row.start - 100 : row.end - 100] for row in found.itertuples()] == ["Iran’s", "iran"]
    assert [term for _, term in terms("US men told us")] == ["u.s.", "men", "told", "us"]


@pytest.mark.parametrize(
    ("text", "word", "rule"),
    [
        ("He met Sen. Lee and Sen. Doe and Sen. Poe today.", "sen", "abbreviation"),
        ("He met Sen. Lee and Sen. Doe and Sen. Poe, then Senator Fox, Senator Ray and Senator Kay left.", "senator", "title"),
        ("Then Maria Lee and Maria Poe met Maria Doe here.", "maria", "given name"),
        ("They organise what others organize.", "organise", "spelling"),
        ("They said it.", "said", "plain verb of saying"),
        ("They saw twenty-one men.", "twenty-one", "number"),
        ("They left on Tuesday morning.", "tuesday", "calendar"),
        ("They don't know.", "don't", "contraction"),
        ("They saw it with him.", "with", "function word"),
    ],
)
def test_each_rule_names_its_word(text, word, rule):
    assert house_style(count_words(sentences([text]), ["a0"]))[word] == rule


def test_words_that_take_a_stance_or_mean_something_are_no_style():
    style = house_style(count_words(sentences(["They claimed the bridge fell in May."]), ["a0"]))
    assert not {"claimed", "bridge", "fell", "may"} & (set(style) - {"may"}) and style.get("may") != "calendar"
    assert set(style.values()) <= set(RULES)


def test_the_name_of_an_outlet_is_style_where_half_of_its_uses_are_of_the_name():
    text = ["The Daily Lamp said so.", "A lamp fell.", "Daily Lamp."]
    outlets = ["The Daily Lamp", "not stated", ""]
    assert in_names(text, name_pattern(outlets)) == {"daily": 2, "lamp": 2}
    style = house_style(count_words(sentences(text), ["a0"], outlets))
    assert style["daily"] == style["lamp"] == "outlet's name"
    assert name_pattern(["not stated"]) is None and "lamp" not in house_style(count_words(sentences(text), ["a0"]))


def test_words_of_articles_that_were_counted_apart_are_those_of_all():
    texts = [["The Daily Lamp met Sen. Lee."], ["A lamp fell. Sen. Lee left."], ["..."], ["So the lamp said."]]
    table, names, outlets = sentences(*texts), [f"a{number}" for number in range(len(texts))], ["The Daily Lamp"]
    parts = [count_words(table, some, outlets) for some in (names[2:], names[:2])]
    whole, joined = count_words(table, names, outlets), joined_counts(parts)
    assert (whole.articles, whole.vocabulary) == (joined.articles, joined.vocabulary) == (("a0", "a1", "a3"), whole.vocabulary)
    assert (whole.counts.toarray() == joined.counts.toarray()).all() and (whole.lengths == joined.lengths).all()
    for dress in ("dotted", "titled", "inner", "named"):
        assert getattr(whole, dress).tolist() == getattr(joined, dress).tolist() and getattr(whole, dress).any()


def test_other_spellings_hold_the_other_way_of_the_rule():
    assert {"labour"} <= set(spellings("labor")) and {"programme"} <= set(spellings("program")) and spellings("four") == []
