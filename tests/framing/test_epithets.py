"""Epithets: what is said of which thing, in whose voice, and how the chart shows it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hearsay as hs
from hearsay import schema
from hearsay.errors import InputError
from hearsay.framing import epithets
from invented import articles, tables

TWO = (
    ["[The minister] {said} <the drones were cheap and very effective>.", "The occupation forces left."],
    ["The kamikaze drones fell.", "The regular forces stayed."],
)
PIECES = [
    "drone",
    "drones",
    "cheap",
    "very",
    "and",
    "Iran",
    "is",
    "a",
    "state",
    "of",
    "terror",
    ",",
    "“",
    "”",
    "not",
    "as",
    "'s",
    ".",
    "the",
]


def found(*sentences: str, least: int = 1) -> list[tuple[str, str, str]]:
    table = epithets(*tables(list(sentences)), least=least)
    return [(row.thing, row.epithet, row.kind) for row in table.itertuples()]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Cheap and very effective drones fell.", [("drone", "cheap and very effective", "adjective")]),
        ("The drones are cheap and very effective.", [("drone", "cheap and very effective", "predicate")]),
        ("The single-use kamikaze drones fell.", [("drone", "single-use", "adjective"), ("drone", "kamikaze", "noun")]),
        ("They saw suicide and multi-role drones.", [("drone", "suicide", "noun"), ("drone", "multi-role", "adjective")]),
        ("Iran, a state sponsor of terror, sold them.", [("Iran", "state sponsor of terror", "apposition")]),
        ("Iran has emerged as a global leader.", [("leader", "global", "adjective"), ("Iran", "global leader", "predicate")]),
        ("Officials described Tehran as a reckless partner.", [("Iran", "reckless partner", "predicate")]),
        ("The “suicide” drones fell.", [("drone", "suicide", "noun")]),
        ("The occupation forces left.", [("force", "occupation", "noun")]),
        ("The brutal regime’s forces left.", [("regime", "brutal", "adjective")]),
    ],
)
def test_what_is_said_of_what(sentence, expected):
    assert set(expected) <= set(found(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "The drones are not cheap.",
        "They were accused of taking sides.",
        "He went to target Russian posts near posts.",
        "The production of drones is cheap for drones.",
        "Several other drones fell last week.",
        "According to Doe, the plan failed.",
    ],
)
def test_what_is_said_of_nothing(sentence):
    said = [(thing, epithet) for thing, epithet, _ in found(sentence)]
    assert not {("drone", "cheap"), ("side", "taking"), ("post", "target"), ("drone", "several other"), ("Doe", "plan")} & set(
        said
    )
    assert not [pair for pair in said if pair[0] == "drone"]


def test_voice_grade_and_counts():
    documents, sentences, attributions = tables(*TWO, sides=("Iran",))
    table = schema.validate("epithets", epithets(documents, sentences, attributions))
    rows = {(row.thing, row.epithet): row for row in table.itertuples()}
    quoted, own = rows["drone", "cheap and very effective"], rows["drone", "kamikaze"]
    assert (quoted.voice, quoted.side, own.voice, own.side) == ("attributed", "Iran", "outlet", "")
    assert {quoted.grade, own.grade, rows["force", "occupation"].grade} == {"evaluative"}
    assert rows["force", "regular"].grade == "distinguishing"
    assert (own.things_in, own.used_in) == (2, 1)


def test_only_things_that_articles_share():
    documents, sentences, attributions = tables(["The grim minister left."], ["The old bridge fell."])
    assert epithets(documents, sentences, attributions).empty
    assert len(epithets(documents, sentences, attributions, least=1)) == 2


def test_names_meet_under_one_thing():
    documents, sentences, attributions = tables(
        ["Jane Doe is reckless."], ["Doe, a firebrand, left."], ["Moscow is weak."], ["Russia is weak."]
    )
    things = epithets(documents, sentences, attributions, least=1)["thing"].tolist()
    assert things.count("Russia") == 2


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map(" ".join))
def test_any_text_yields_spans_that_reproduce_their_words(text):
    documents, sentences, attributions = tables([text])
    for row in epithets(documents, sentences, attributions, least=1).itertuples():
        whole = documents["text"][0]
        assert " ".join(whole[row.start : row.end].split()).lower() == row.epithet
        assert whole[row.thing_start : row.thing_end].strip()


def test_a_line_of_24000_words_takes_seconds():
    given_ = tables([" ".join(["the cheap and lethal drones of Iran are bad, a state sponsor,"] * 2_000)])
    begun = time.process_time()
    assert len(epithets(*given_, least=1))
    assert time.process_time() - begun < 8


# The chart


def test_the_chart_says_who_calls_it_what():
    documents, sentences, attributions = tables(*TWO)
    table = epithets(documents, sentences, attributions)
    chart = hs.charts.epithets(table, articles({"a0": "The Post", "a1": "The Star"}))
    assert "drone: The Post: printed “cheap and very effective”" in chart.text
    assert "drone: The Star: printed kamikaze" in chart.text
    assert "force: The Post: printed occupation" in chart.text
    boxes = {text.get_text(): text.get_bbox_patch().get_facecolor()[0] for text in chart.axes.texts}
    assert boxes["kamikaze"] < 0.5 < boxes["“cheap and very effective”"]


def test_the_chart_of_a_thing_and_of_nothing():
    table = epithets(*tables(*TWO))
    assert "force" not in hs.charts.epithets(table, things="drone").text
    with pytest.raises(InputError, match="no epithet of 'boat'"):
        hs.charts.epithets(table, things="boat")
    assert "Nothing to show" in hs.charts.epithets(table.head(0)).text
