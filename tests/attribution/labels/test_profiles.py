"""The mentions of one speaker, gathered."""

from hearsay.attribution.labels.profiles import MOST_MENTIONS, Sentences
from labelled import passages_of, profiles


def test_a_speaker_is_one_by_every_name_and_pronoun() -> None:
    text = "Trade Minister Mette Lund said it rains. Lund added it pours. She waved. The Danes met Lund."
    (lund,) = profiles(text, "Trade Minister Mette Lund", "Lund", "She")
    assert lund.rows == (0, 1, 2) and lund.speaker.name == "Mette Lund"
    printed = [text[start:end] for start, end in lund.mentions]
    assert printed[0] == "Trade Minister Mette Lund" and printed.count("Lund") == 2 and "She" in printed


def test_pronouns_that_stand_for_nobody_known_are_apart() -> None:
    assert [one.rows for one in profiles("They said it rains. They said it pours.", "They", "They")] == [(0,), (1,)]


def test_mentions_are_bounded_and_none_stands_inside_another() -> None:
    text = "Mette Lund said it rains. " * 40
    (lund,) = profiles(text, *["Mette Lund"] * 40)
    assert len(lund.mentions) == MOST_MENTIONS
    assert all(a[1] <= b[0] for a, b in zip(lund.mentions, lund.mentions[1:], strict=False))


def test_which_sentence_holds_a_place() -> None:
    text = "It rains. It pours."
    sentences = Sentences(passages_of(text))
    assert [sentences.at(place) for place in (0, 8, 10, 18)] == [0, 0, 1, 1]
    assert text[slice(*sentences.span(1))] == "It pours."
