"""Who is given the floor: by hand on a few sentences, against published diversity, and the words that stand as evidence."""

from __future__ import annotations

import math

import pytest

from hearsay.sourcing import voices
from sourced import NOBODY, UNNAMED, said, shown, view

MEDIA = {"source_type": "media outlet", "identifiability": "named organisation"}


@pytest.fixture(scope="module")
def article():
    body = [
        "Ann Lee, the mayor, said the bridge is old.",
        "Officials told the Times it will close in May.",
        "It was reported that costs rise.",
        "Bob Ray, a fisherman, said he would miss it.",
        "The bridge was built in 1931.",
    ]
    return view(body, [
        said("Ann Lee, the mayor", "said", "the bridge is old", speaker="Ann Lee"),
        said("Officials", "told", "it will close in May", hop=2, via=("the Times",), **UNNAMED),
        said("", "was reported", "that costs rise", **{k: v for k, v in NOBODY.items() if k != "source"}),
        said("Bob Ray, a fisherman", "said", "he would miss it", speaker="Bob Ray", source_type="ordinary person"),
    ])  # fmt: skip


def one(measure, article):
    (finding,) = measure(article)
    return finding


@pytest.mark.parametrize(
    ("name", "k", "n", "evidence"),
    [
        ("S1", 4, 39, ["said", "told", "was reported", "said"]),
        ("S2 sentences", 4, 5, None),
        ("S7", 1, 4, ["was reported"]),
        ("S8 context", 1, 4, ["Officials"]),
        ("S8 stated", 1, 4, ["Officials"]),
        ("S10", 2, 3, ["Ann Lee, the mayor", "Officials"]),
        ("S12", 1, 4, ["Bob Ray, a fisherman"]),
        ("S13 sources", 0, 4, []),
    ],
)
def test_counts_by_hand(article, name, k, n, evidence):
    finding = one(voices.MEASURES[name], article)
    assert (finding.k, finding.n) == (k, n) and evidence in (None, shown(article, finding))


def test_attributed_characters_are_contents_sources_and_cues_once(article):
    finding = one(voices.attributed_characters, article)
    assert shown(article, finding)[:2] == ["Ann Lee, the mayor", "said"]
    assert finding.k == sum(map(len, shown(article, finding))) and finding.n == sum(len(row.text) for row in article.body)


def test_a_relay_of_an_earlier_sentence_is_context_and_not_stated():
    body = ["Officials told the Times it is late.", "The officials added it is dear."]
    passed = dict(hop=2, via=("The Times",), **UNNAMED)
    article = view(
        body, [said("Officials", "told", "it is late", **passed), said("The officials", "added", "it is dear", **passed)]
    )
    assert one(voices.second_hand, article).k == 2 and one(voices.second_hand_as_stated, article).k == 1


def test_a_pronoun_that_was_not_led_back_is_no_further_source():
    body = ["Ann Lee said it is late.", "She added it is dear.", "They say it is old."]
    article = view(body, [
        said("Ann Lee", "said", "it is late", speaker="Ann Lee"), said("She", "added", "it is dear", speaker="Ann Lee"),
        said("They", "say", "it is old", speaker="They"),
    ])  # fmt: skip
    found = one(voices.effective_sources, article)
    assert (found.k, found.n, found.value) == (1, 2, 1.0) and shown(article, found) == ["Ann Lee", "She"]


def test_what_an_outlet_says_is_second_hand():
    article = view(["The Times reported that it is late."], [said("The Times", "reported", "that it is late", **MEDIA)])
    assert one(voices.second_hand, article).k == one(voices.second_hand_as_stated, article).k == 1


def test_effective_number_of_equal_voices_is_their_number_and_of_one_is_one():
    for n in (1, 3, 12):
        assert voices.effective_number([4] * n)[0] == pytest.approx(n)
    assert voices.effective_number([])[0] is None
    # [Simpson1949]'s index of 1, 2, 3 of 6 is 14/36.
    assert voices.effective_number([1, 2, 3])[0] == pytest.approx(36 / 14)


def test_its_interval_holds_it_and_is_none_of_few_or_of_even_voices():
    value, (low, high) = voices.effective_number([6, 3, 2, 1])
    assert 1 <= low < value < high <= 12
    # By hand: of 6, 3, 1 the sum of squared shares is .46, of cubes .244; its variance 4/10 (.244 - .46²).
    error = 1.96 * math.sqrt(0.4 * (0.244 - 0.46**2))
    assert voices.effective_number([6, 3, 1])[1] == pytest.approx((1 / (0.46 + error), 1 / (0.46 - error)), rel=1e-3)
    # The sum can be neither above 1 nor below 1/n: there are no fewer voices than one, no more than statements.
    assert voices.effective_number([9, 1])[1][0] == 1 and voices.effective_number([5, 4, 1, 1, 1, 1, 1])[1][1] <= 14
    assert all(math.isnan(bound) for bound in (*voices.effective_number([3, 2, 1])[1], *voices.effective_number([5] * 4)[1]))


def test_evidence_is_named_beside_what_is_attributed_and_not_within_it():
    def found(sentence, source, cue, content):
        return one(voices.evidence_named, view([sentence], [said(source, cue, content)])).k

    assert found("Showing images of debris, Ann Lee said it had sunk.", "Ann Lee", "said", "it had sunk")
    assert not found("Ann Lee said the images were lost.", "Ann Lee", "said", "the images were lost")
    assert not found(
        "The Defense Intelligence Agency said it had sunk.", "The Defense Intelligence Agency", "said", "it had sunk"
    )


@pytest.mark.parametrize(
    ("more", "level", "answer"),
    [
        (None, 1, voices.NOT_HEARD),
        (said("Iran", "denied", "that it sold drones", country="IR", speaker="Iranian government"), 1, voices.OWN_VOICE),
        (said("Iran", "denied", "that it sold drones", country="IR", speaker="Iranian government"), 2, voices.OTHERS_VOICE),
    ],
)
def test_the_accused_are_heard_or_not(more, level, answer):
    body = ["Washington accused Iran of sending arms.", "Iran denied that it sold drones."]
    accusing = said("Washington", "accused", "Iran of sending arms", country="US", speaker="US government", stance="doubtful")
    article = view(body, [accusing, *([{**more, "level": level}] if more else [])])
    (finding,) = voices.accused(article)
    assert (finding.item, finding.answer, finding.k) == ("Iran", answer, int(answer == voices.OWN_VOICE))
    assert shown(article, finding)[0] == "accused"


def test_an_accusation_that_was_not_made_is_none():
    """The stance of a negated cue is neutral."""
    row = said("Washington", "never accused", "Iran of sending arms", country="US", speaker="US government")
    assert list(voices.accused(view(["Washington never accused Iran of sending arms."], [row]))) == []


def test_where_nobody_is_accused_there_is_no_row(article):
    assert list(voices.accused(article)) == []
