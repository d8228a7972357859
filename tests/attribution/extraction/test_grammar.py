"""Subject, complement, cues that are no verbs, and headlines with a colon, as words of one sentence."""

import pytest

from hearsay.attribution.extraction.cues import cues
from hearsay.attribution.extraction.grammar import (
    according_to,
    attributing_noun,
    clause_end,
    complement,
    headline_colon,
    preceding,
    reportedly,
    subject,
)
from hearsay.text.spans import SentenceSpan
from hearsay.text.tagging import TaggedSentence, tagged_sentence


def tagged(text: str) -> TaggedSentence:
    return tagged_sentence(text, lambda at: False, SentenceSpan(0, len(text), 0, 0, "body"))


def words(sentence: TaggedSentence, span: tuple[int, int] | None) -> str:
    return " ".join(token.form for token in sentence.tokens[slice(*span)]) if span else ""


@pytest.mark.parametrize(
    ("text", "who", "content"),
    [
        ("Officials said that the bridge is closed.", "Officials", "that"),
        ("Officials said the bridge is closed.", "Officials", "the"),
        ("Officials told the mayor on Monday that it rains.", "Officials", "that"),
        ("Mary Jones, a pollster, said the bridge is closed.", "Mary Jones , a pollster", "the"),
        ("Officials vowed to close the bridge.", "Officials", "to"),
        ("Officials described the plan.", "Officials", "the"),
        ("Officials said.", "Officials", ""),
    ],
)
def test_who_speaks_and_where_the_content_begins(text: str, who: str, content: str) -> None:
    sentence = tagged(text)
    cue = cues(sentence)[0]
    start = complement(sentence, cue)
    assert words(sentence, subject(sentence, cue)).removesuffix(" ,") == who
    assert ("" if start is None else sentence.tokens[start].form) == content


def test_a_content_before_its_cue_and_where_one_ends() -> None:
    sentence = tagged("The bridge is closed, officials said.")
    cue = cues(sentence)[0]
    assert words(sentence, preceding(sentence, cue, subject(sentence, cue), 0)) == "The bridge is closed"
    sentence = tagged("Officials said it rains, but others said it snows.")
    first, second = cues(sentence)
    start = complement(sentence, first)
    assert words(sentence, (start, clause_end(sentence, start, [second.first - 1]))) == "it rains"


def test_cues_that_are_no_verbs() -> None:
    sentence = tagged("According to officials, the bridge is closed.")
    draft = according_to(sentence, cues(sentence)[0], [])
    assert (words(sentence, draft.source), words(sentence, draft.content[0])) == ("officials", "the bridge is closed")
    sentence = tagged("Drones were reportedly used.")
    draft = reportedly(sentence, cues(sentence)[0])
    assert draft.source is None and [words(sentence, span) for span in draft.content] == ["Drones were", "used"]
    sentence = tagged("Iran's claim that it rains is new.")
    draft = attributing_noun(sentence, cues(sentence)[0], [])
    assert words(sentence, draft.source) == "Iran" and words(sentence, draft.content[0]).startswith("that it rains")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Officials: the bridge is closed", "Officials"),
        ("The bridge is closed: officials", "officials"),
        ("Breaking: the bridge is closed", ""),
    ],
)
def test_the_shorter_side_of_a_colon_speaks(text: str, source: str) -> None:
    sentence = tagged(text)
    split = headline_colon(sentence)
    assert (words(sentence, split[0]) if split else "") == source
