"""Which attributions count as statements and as sources, and how the rows of an article come together."""

from __future__ import annotations

import pytest

from hearsay.sourcing.article_view import (
    DIRECTIVE,
    OTHERS,
    WISHES,
    article_views,
    has_human_source,
    is_statement,
    rows_by_article,
)
from hearsay.text.lexicons import lexicon_rows
from sourced import NOBODY, TAKEN, said, tables, view


@pytest.mark.parametrize(
    ("cue", "content", "counts"),
    [
        ("said", "that the bridge is old", True),
        ("denied", "that the bridge is old", True),
        ("believes", "that the bridge is old", True),
        ("plans", "to close the bridge", False),
        ("intends", "to close the bridge", False),
        ("expects", "a closed bridge", False),
        ("asked", "the council to close the bridge", True),
        ("seeks", "to close the bridge", False),
        ("found", "that the bridge is old", True),
        ("found", "a bridge of stone", False),
        ("bulldozed", "the old bridge", False),  # an act: no lexicon of cues holds it
        ("Friday", "the bridge is old", True),  # the day was taken for the cue
        (":", "the bridge is old", True),
        ("said it plans", "to close the bridge", True),  # it is said
    ],
)
def test_words_beliefs_and_evidence_count_and_wishes_do_not(cue, content, counts):
    (row,) = view([f"The mayor {cue} {content}."], [said("The mayor", cue, content)]).attributions
    assert is_statement(row) is counts


def test_every_class_of_cues_is_decided_about():
    assert {row["class"] for row in lexicon_rows("cue_verbs")} == OTHERS | WISHES | DIRECTIVE
    assert not OTHERS & (WISHES | DIRECTIVE)


def test_documents_media_and_nobody_are_no_human_source():
    article = view(
        ["The report says one. The Times says two. It was reported that three. Ann Lee said four."],
        [
            said("The report", "says", "one", source_type="document or intelligence"),
            said("The Times", "says", "two", source_type="media outlet"),
            said("", "was reported", "that three", **{k: v for k, v in NOBODY.items() if k != "source"}),
            said("Ann Lee", "said", "four"),
        ],
    )
    assert [has_human_source(row) for row in article.statements] == [False, False, False, True]
    assert [row.source for row in article.sources] == ["Ann Lee"]


def test_a_pronoun_that_was_not_led_back_is_no_source_and_one_that_was_is():
    unknown = {"speaker": "She", "source_type": "other", "identifiability": "anonymous"}
    article = view(
        ["She said one.", "She added two."],
        [said("She", "said", "one", **unknown), said("She", "added", "two", speaker="Ann Lee")],
    )
    assert [has_human_source(row) for row in article.statements] == [False, True]


def test_only_the_outermost_in_the_body_count():
    attributions = [
        said("Ann Lee", "said", "one"),
        said("Bob Ray", "added", "two", level=2),
        said("The mayor", "warns", "of three"),
    ]
    article = view(["Ann Lee said one, and Bob Ray added two."], attributions, title="The mayor warns of three")
    assert [row.source for row in article.statements] == ["Ann Lee"] and article.words_of("title").startswith("The mayor")


def test_rows_come_by_article_in_the_order_of_the_table():
    made = tables(["One. ", "Two."])["sentences"]
    assert [row.text for row in rows_by_article(made)["one.txt"]] == ["One. ", "Two."]


def test_what_the_table_says_is_not_counted_is_no_statement():
    """Of 'has yet to say' nothing was said."""
    made = tables(["Ann Lee has yet to say one."], [said("Ann Lee", "has yet to say", "one")])
    for counted, n in ((True, 1), (False, 0)):
        made["attributions"]["counted"] = counted
        (article,) = article_views(*(made[name] for name in TAKEN))
        assert len(article.statements) == n
