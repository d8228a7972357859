"""Which quotations are speech, and what of them nobody claims."""

import pytest

from hearsay.attribution.extraction.quoted_speech import covered, speech_quotations, unclaimed
from hearsay.text.quotations import quotation_spans


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("He called it a “so-called success” of the board.", False),
        ("The crane, “the old lady”, was sold.", False),
        ("She read “The Life and Times of the Crane” aloud.", False),
        ("It was “a crane that nobody ever asked for”.", True),
        ("“It is late now.”", True),
        ("“We Want Our Harbour Back,” they chanted, “And We Want It Back Before The Frost Comes.”", True),
    ],
)
def test_a_few_words_and_titles_are_no_speech(text: str, speech: bool) -> None:
    assert bool(speech_quotations(text, quotation_spans(text))) is speech


def test_what_no_content_holds_is_unclaimed() -> None:
    text = "“We were told nothing at all,” said Ida Holt. “They came by night.”"
    first, second = speech_quotations(text, quotation_spans(text))
    assert unclaimed([first, second], [(first.start, first.end)]) == [second]
    assert unclaimed([first, second], [(0, len(text))]) == []


def test_what_of_a_span_others_cover() -> None:
    assert covered((2, 8), [(0, 3), (7, 30)]) == 2
