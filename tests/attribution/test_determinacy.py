"""What was said, was not said, and might be said."""

import pytest

from hearsay.attribution.determinacy import said
from hearsay.text.spans import Attribution


def told(sentence: str) -> tuple[str, str]:
    """Of a sentence in which the source stands in [ ] and the cue in { }."""
    plain = sentence.translate(str.maketrans("", "", "[]{}"))
    spans = []
    for opening, closing in ("[]", "{}"):
        part = sentence.partition(opening)[2].partition(closing)[0]
        spans.append((plain.index(part), plain.index(part) + len(part)) if part else None)
    source, cue = spans
    result = said(plain, Attribution(source, cue, ((cue[1] + 1, len(plain)),)), (0, len(plain)))
    return result.determinacy, result.polarity


@pytest.mark.parametrize(
    "sentence",
    [
        "[The minister] {has yet to say} who will pay.",
        "[No official] {has said} that the bridge is safe.",
        "[Mr Tate] {would not say} when he learned of the fees.",
        "[The board] has so far {declined to comment} on the fees.",
        "[A spokesman for the builder] {declined} to comment.",
        "[The firm] {refuses} to confirm the figure.",
        "[Nobody at the port] {announced} a date.",
        "[Dietz] voted for the levy without {explaining} why.",
        "[The mayor] stopped short of {blaming} the contractor.",
        "[The firm] {didn’t immediately respond to} a request for comment.",
        "[Neither ministry] {has confirmed} the figure.",
    ],
)
def test_what_was_not_said_is_indeterminate_and_negative(sentence: str) -> None:
    assert told(sentence) == ("indeterminate", "negative")


@pytest.mark.parametrize(
    "sentence",
    [
        "[Critics] {might say} that the bridge is too dear.",
        "[The minister] {is expected to announce} on Monday that taxes rise.",
        "[The mayor] is due to {tell} residents that the levy stays.",
        "[The firm] will have to {explain} why the crane fell.",
        "If [prosecutors] {say} that the levy was unlawful, it falls.",
        "Did [the mayor] {say} that the levy stays?",
        "It would be wrong to {claim} that the crane is safe.",
        "[Some] {could argue} that the levy was fair.",
    ],
)
def test_what_might_be_said_is_indeterminate(sentence: str) -> None:
    assert told(sentence) == ("indeterminate", "positive")


@pytest.mark.parametrize(
    "sentence",
    [
        "[The mayor] {said} that the levy stays.",
        "[The chancellor] {will tell} MPs on Tuesday that taxes must rise.",
        "[Dietz] went on to {say} that the crane was late.",
        "[The firm] has continued to {claim} that the crane was safe.",
        "[She] {would later say} that she had been told nothing.",
        "[The paper] {can reveal} that the crane was never tested.",
        "[I] {must say} that the levy was fair.",
        "“We will not pay,” [the union] {said}.",
        "[Residents], who could not sleep, {said} that the crane was loud.",
        "[Holt] {not only said} that the levy was unfair but left.",
    ],
)
def test_what_was_said_is_determinate(sentence: str) -> None:
    assert told(sentence) == ("determinate", "positive")


@pytest.mark.parametrize(
    "sentence",
    [
        "[The mayor] {does not believe} that the levy was fair.",
        "[Residents] {do not want} a second crane.",
        "[The state] {does not recognise} the border.",
        "[The board] {did not rule out} a second crane.",
    ],
)
def test_a_negated_opinion_is_held_all_the_same(sentence: str) -> None:
    assert told(sentence) == ("determinate", "negative")
