"""The cues of the lexicon in all their forms, with the grammar around them."""

import pytest

from hearsay.attribution.extraction.cues import Cue, cues, may_report, tells_nothing
from hearsay.text.spans import SentenceSpan
from hearsay.text.tagging import tagged_sentence


def found(text: str) -> list[Cue]:
    return cues(tagged_sentence(text, lambda at: False, SentenceSpan(0, len(text), 0, 0, "body")))


@pytest.mark.parametrize(
    ("text", "lemma", "passive"),
    [
        ("Officials have repeatedly said that it rains.", "say", False),
        ("It was reported that it rains.", "report", True),
        ("According to officials, it rains.", "according to", False),
        ("The minister vowed to stop the rain.", "vow to", False),
    ],
)
def test_a_cue_in_its_form(text: str, lemma: str, passive: bool) -> None:
    cue = found(text)[0]
    assert (cue.lemma, cue.passive) == (lemma, passive)


def test_auxiliaries_belong_to_the_cue() -> None:
    cue = found("Officials have repeatedly said that it rains.")[0]
    assert (cue.first, cue.verb, cue.last) == (1, 3, 4)


@pytest.mark.parametrize("text", ["They have never discussed it.", "The cat sat."])
def test_what_reports_nothing_is_no_cue(text: str) -> None:
    assert found(text) == []


def test_a_quick_look_before_reading() -> None:
    assert may_report("she said so") and not may_report("the cat sat")
    assert tells_nothing("have never said") and not tells_nothing("have said")
