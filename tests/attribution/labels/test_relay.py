"""Who passes it on."""

import pytest

from hearsay.attribution.labels.context import NOBODY
from hearsay.attribution.labels.relay import Relay, relays
from hearsay.text.spans import Attribution
from labelled import labels


@pytest.mark.parametrize(
    ("text", "source", "cue", "via"),
    [
        ("Officials told the Guardian it rains.", "Officials", "told", ("The Guardian",)),
        ("In an interview with the Guardian, the mayor said it rains.", "the mayor", "said", ("The Guardian",)),
        ("Officials cited by Reuters said it rains.", "Officials", "said", ("Reuters",)),
        ("Officials read the Guardian and said it rains.", "Officials", "said", ()),
        ("The Guardian told Reuters it rains.", "The Guardian", "told", ()),
    ],
)
def test_the_outlet_that_was_told(text: str, source: str, cue: str, via: tuple[str, ...]) -> None:
    label = labels(text, (source, cue, "it rains"))[0]
    assert (label.via, label.hop) == (via, len(via) + 1)


def test_what_an_outlet_says_that_others_said_comes_through_it() -> None:
    text = "The Guardian said officials said it rains."
    outer, inner = labels(text, ("The Guardian", "said", "officials said it rains"), ("officials", "said", "it rains", 0))
    assert (outer.via, inner.via) == ((), ("The Guardian",))


def test_the_same_speaker_goes_on_in_the_same_sentence_only() -> None:
    text = "Mayor Jane Doe told the Guardian it rains, adding it pours."
    assert labels(text, ("Mayor Jane Doe", "told", "it rains"), (None, "adding", "it pours"))[1].via == ()
    text = "Mayor Jane Doe told the Guardian it rains and Doe added it pours. Doe said it snows."
    found = labels(text, ("Mayor Jane Doe", "told", "it rains"), ("Doe", "added", "it pours"), ("Doe", "said", "it snows"))
    assert [label.via for label in found] == [("The Guardian",), ("The Guardian",), ()]


def test_the_unnamed_who_are_alike_told_the_same_outlet() -> None:
    text = "French officials told the Guardian it rains. The officials said it pours. Norwegian officials said it snows."
    found = labels(
        text,
        ("French officials", "told", "it rains"),
        ("The officials", "said", "it pours"),
        ("Norwegian officials", "said", "it snows"),
    )
    assert [label.via for label in found] == [("The Guardian",), ("The Guardian",), ()]


def test_a_chain_names_nobody_twice_and_a_dateline_is_the_outlet_itself() -> None:
    body = "OSLO (Reuters) - Officials told Reuters it rains."
    told = Attribution((17, 26), (27, 31), ((40, 48),))
    assert relays(body, [told], [NOBODY], ["other"]) == [Relay(1, ())]
    assert relays(body.replace("OSLO", "Here"), [told], [NOBODY], ["other"]) == [Relay(2, ("Reuters",))]
