"""Statuses: intends to, agreed to and has are different; a denial is not the claim."""

from __future__ import annotations

import pytest

from hearsay.corroboration.statuses import polarities_differ, statuses_differ, told


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The firm intends to sell its mill", "planned"),
        ("The firm has agreed to sell its mill", "agreed"),
        ("The firm is selling its mill", "going on"),
        ("The firm has sold its mill", "done"),
        ("The firm sold its mill", "done"),
        ("The firm has become a leader", "done"),
        ("The firm could sell its mill", "possible"),
        ("It is unclear whether the firm sold its mill", "possible"),
        ("hundreds of mills", "not stated"),
    ],
)
def test_how_far_an_event_is(text, status):
    assert told(text).status == status


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("The firm sold its mill", "affirmed"),
        ("The firm has not sold its mill", "negated"),
        ("The firm didn’t sell its mill", "negated"),
        ("The firm failed to sell its mill", "negated"),
        ("The firm denied that it sold its mill", "denied"),
        ("The firm not only sold its mill", "affirmed"),
    ],
)
def test_whether_it_is_affirmed(text, polarity):
    assert told(text).polarity == polarity


def test_the_content_of_a_denial_is_denied():
    assert told("it sold its mill", denied=True).polarity == "denied"


def test_plans_and_deeds_differ_and_denials_do():
    plan, deed, denial = told("They will sign it"), told("They signed it"), told("They denied that they signed it")
    assert statuses_differ(plan, deed) and statuses_differ(deed, plan)
    assert not statuses_differ(deed, deed)
    assert polarities_differ(deed, denial)
