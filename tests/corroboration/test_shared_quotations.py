"""Quotations that several articles print: followed across cuts and changes, held apart where words are anybody's."""

from __future__ import annotations

import random

import pandas as pd
import pytest

from hearsay import schema
from hearsay.corroboration import events, reuse, shared_quotations
from hearsay.corroboration.quoted_words import quoted_words
from printed import prose, tables

WORDS = "We will not leave the harbour before the last of our ships is home"


def found(bodies, speech=(), event: str = "e", **stated) -> pd.DataFrame:
    given = stated.pop("events", dict.fromkeys(bodies, event))
    made = tables(bodies, speech=speech, event=given, **stated)
    shared = reuse(*(made[name] for name in ("documents", "sentences", "attributions", "articles")))
    told = events(made["articles"], made["sentences"], shared)
    taken = [*(made[name] for name in ("documents", "sentences", "attributions", "articles")), told]
    return schema.validate("shared_quotations", shared_quotations(*taken))


def quoting(*quoted: str) -> dict[str, list[str]]:
    """One article per text, among prose of its own."""
    return {
        name: [*prose(2 * n, 2), text, *prose(2 * n + 1, 2)]
        for n, (name, text) in enumerate(zip("abcdefgh", quoted, strict=False))
    }


def by_article(table: pd.DataFrame, column: str) -> dict[str, object]:
    return dict(zip(table["article_id"], table[column], strict=True))


def test_one_quotation_in_full_cut_and_changed():
    rows = found(quoting(
        f"“{WORDS},” he said.",
        "“We will not leave the harbour before the last of our ships,” he said.",
        f"“{WORDS.replace('last of our', 'last of all our')},” she heard.",
        f"“{WORDS}.”",
    ))  # fmt: skip
    assert set(rows["quotation_no"]) == {0} and set(rows["articles"]) == {4}
    assert by_article(rows, "form") == {"a": "trimmed", "b": "trimmed", "c": "fullest", "d": "trimmed"}
    assert by_article(rows, "trimmed") == {"a": ("all",), "b": ("all", "is home"), "c": (), "d": ("all",)}


def test_words_among_or_instead_of_others_are_alterations():
    rows = found(quoting(f"“{WORDS} and safe,” he said.", f"“{WORDS.replace('last', 'very last')},” he said.",
                         f"“{WORDS.replace('harbour', 'port')},” he said."))  # fmt: skip
    assert by_article(rows, "form") == {"a": "fullest", "b": "altered", "c": "altered"}
    assert by_article(rows, "altered") == {"a": (), "b": ("∅ → very",), "c": ("harbour → port",)}
    assert by_article(rows, "trimmed")["b"] == ("and safe",)


def test_the_same_words_in_other_marks_are_the_same():
    rows = found(quoting(f"“{WORDS},” he said.", f"He said: «{WORDS.upper()}».", f"''{WORDS}'', he said."))
    assert by_article(rows, "form") == {"a": "fullest", "b": "same", "c": "same"} and not rows["altered"].map(len).any()


def test_a_quotation_broken_by_its_cue_has_lost_nothing():
    rows = found(
        quoting(f"“{WORDS},” he said.", "“We will not leave the harbour,” he said, “before the last of our ships is home.”")
    )
    assert (rows["quotation_no"] == 0).all() and len(rows) == 3
    assert rows["trimmed"].tolist() == [(), (), ()] and rows["form"].tolist() == ["fullest", "trimmed", "trimmed"]


@pytest.mark.parametrize(("short", "follows"), [("leave the harbour", True), ("harbour", False), ("of the", False)])
def test_a_few_quoted_words_belong_to_the_quotation_that_holds_them(short, follows):
    assert bool(len(found(quoting(f"“{WORDS},” he said.", f"He refused to “{short}” at night.")))) == follows


def test_short_quotations_of_two_events_are_two_and_long_ones_are_one():
    apart = {"a": "fire", "b": "vote"}
    assert found(quoting("It was “very close indeed”.", "It was “very close indeed”."), events=apart).empty
    assert len(found(quoting(f"“{WORDS},” he said.", f"“{WORDS},” he said."), events=apart)) == 2


def test_two_long_quotations_are_not_one_because_a_short_one_stands_in_both():
    other = "They told us that leave the harbour is an order no captain gives lightly"
    rows = found(quoting(f"“{WORDS},” he said.", f"“{other},” she said.", "He would not “leave the harbour”."))
    assert rows["articles"].tolist() == [2, 2] and "b" not in set(rows["article_id"]) | {"a"} - {"a"}


def test_two_words_that_two_people_say_are_two_quotations_and_a_sentence_is_given_to_another():
    def speech(words):
        return [
            {"article_id": name, "content": words, "cue": "said", "speaker": who}
            for name, who in (("a", "Ann Ode"), ("b", "Jo Lund"))
        ]

    assert found(quoting("“very close,” said Ann.", "“very close,” said Jo."), speech("very close")).empty
    rows = found(quoting(f"“{WORDS},” said Ann.", f"“{WORDS},” said Jo."), speech(WORDS))
    assert rows["reattributed"].tolist() == [True, True] and rows["speaker"].tolist() == ["Ann Ode", "Jo Lund"]
    assert rows["cue"].tolist() == ["said", "said"] and rows["attribution_no"].tolist() == [0, 0]


@pytest.mark.parametrize("other", ["Ode", "Mrs. Ode", "A. Ode", ""])
def test_one_person_under_another_form_of_the_name_or_nobody_is_no_other(other):
    speech = [
        {"article_id": name, "content": WORDS, "cue": "said", "speaker": who} for name, who in (("a", "Ann Ode"), ("b", other))
    ]
    assert not found(quoting(f"“{WORDS},” she said.", f"“{WORDS}.”"), speech)["reattributed"].any()


def test_outlets_are_counted_as_far_as_they_are_stated():
    rows = found(quoting(*[f"“{WORDS},” he said."] * 3), outlet={"a": "Post", "b": "Times"})
    assert set(rows["outlets"]) == {2} and set(rows["articles"]) == {3}


def test_what_one_article_quotes_twice_is_not_shared():
    assert found({"a": [f"“{WORDS},” he said.", *prose(1, 3), f"“{WORDS},” he repeated."], "b": prose(2, 5)}).empty


def test_the_order_of_articles_changes_nothing():
    bodies = quoting(f"“{WORDS},” he said.", f"“{WORDS}.”", "It is to “leave the harbour”.")
    turned = dict(random.Random(1).sample([*bodies.items()], len(bodies)))
    pd.testing.assert_frame_equal(found(bodies), found(turned))


def test_every_span_is_the_text_that_it_names():
    bodies = quoting(f"“{WORDS},” he said.", f"“{WORDS}.”")
    texts = dict(tables(bodies)["documents"].to_numpy())
    rows = found(bodies)
    assert len(rows) == 2 and all(texts[row.article_id][row.start : row.end] == row.text for row in rows.itertuples())


@pytest.mark.parametrize("bodies", [{}, {"a": []}, {"a": ["“”"], "b": ["“ ”"]}])
def test_little_text_or_none_shares_nothing(bodies):
    assert found(bodies).empty


def test_the_seeds_share_no_quotation(seeds):
    assert seeds.shared_quotations.empty


def test_quotations_are_read_with_their_words_and_marks_around_one_word_are_not():
    made = tables({"a": ["“We will ‘never’ go,” he said of “ships”."]})
    (quoted,) = quoted_words(made["documents"], made["sentences"])
    text = made["documents"]["text"][0]
    assert quoted.words == ("we", "will", "never", "go")
    assert [text[slice(*place)] for place in quoted.places] == ["We", "will", "never", "go"]
