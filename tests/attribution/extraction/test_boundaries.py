"""Each attribution with its own words alone."""

import pytest
from tests.fixtures.heard import heard, passages_of

from hearsay.attribution.extraction.boundaries import within_bounds
from hearsay.text.quotations import quotation_spans
from hearsay.text.spans import Attribution


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        (
            '"Last night was bad," said Kim Dow. "It is over," said Uwe Maas. "It is late," said Luc Roy.',
            {"Kim Dow": '"Last night was bad,"', "Uwe Maas": '"It is over,"', "Luc Roy": '"It is late,"'},
        ),
        (
            "“The wall held,” said Ida Holt. “The quay did not,” said Otto Brand.",
            {"Ida Holt": "“The wall held,”", "Otto Brand": "“The quay did not,”"},
        ),
        (
            "“Nobody slept,” Lena Fox said. “We counted the hours,” Jan Voss said.",
            {"Lena Fox": "“Nobody slept,”", "Jan Voss": "“We counted the hours,”"},
        ),
        (
            '"We were cold," said Ada Lund. "We were wet," said Olaf Brun.',
            {"Ada Lund": '"We were cold,"', "Olaf Brun": '"We were wet,"'},
        ),
    ],
)
def test_nobody_is_given_the_words_of_whoever_spoke_before(passage: str, expected: dict[str, str]) -> None:
    assert {source: content for source, _, content in heard(passage)} == expected


@pytest.mark.parametrize(
    ("passage", "sources"),
    [
        (
            '"If there is nothing to hide, publish it," said Beth Lowe. Khan said lawyers had offered a way out.',
            ["Beth Lowe", "Khan"],
        ),
        ("“Mend the wall,” said Ada Lund. Brun said the quay could wait until spring.", ["Ada Lund", "Brun"]),
        ('"Nobody asked us," said Lena Fox. Voss said that letters had been sent.', ["Lena Fox", "Voss"]),
    ],
)
def test_no_source_runs_on_into_the_next_sentence(passage: str, sources: list[str]) -> None:
    assert [source for source, _, _ in heard(passage)] == sources


def test_of_a_source_over_two_sentences_each_cue_has_its_own() -> None:
    text = "Said Beth Lowe. Khan said so. It rained."
    passages = passages_of(text)
    over = (text.index("Beth"), text.index(" said so"))
    cues = [(0, 4), (text.index("said so"), text.index("said so") + 4)]
    found = [Attribution(over, cue, ((30, 39),)) for cue in cues]
    kept = within_bounds(text, passages, found, [])
    assert [text[slice(*one.source)] for one in kept] == ["Beth Lowe", "Khan"]


def test_a_sentence_of_somebody_else_is_not_in_a_content() -> None:
    passage = "The country is a rarity in Europe, Bryan Marks said. People have to pass several tests to own a gun, he said."
    rows = {source: content for source, _, content in heard(passage)}
    assert "rarity" not in rows["he"]


@pytest.mark.parametrize(
    "passage",
    [
        "The bank said on Wednesday that it would let customers lock their files.",
        "The chancellor will tell MPs on Tuesday that taxes must rise.",
        "The port authority said late on Friday that the quay would close.",
        "Ida Holt told the council on Monday morning that the crane was late.",
        "The ministry announced last week that the levy would end.",
    ],
)
def test_a_day_is_no_cue(passage: str) -> None:
    assert len(heard(passage)) == 1


@pytest.mark.parametrize(
    "passage",
    [
        'Denis Hale replied. "No," he said. "Never again."',
        'Ida Holt answered. "Yes," she said. "In spring."',
        "Otto Brand laughed. “Perhaps,” he said. “Perhaps not.”",
        "Lena Fox nodded. “Good,” she said. “Very good.”",
    ],
)
def test_a_quotation_mark_is_no_content(passage: str) -> None:
    assert all(any(character.isalpha() for character in content) for _, _, content in heard(passage))


@pytest.mark.parametrize(
    ("passage", "source"),
    [
        ("A senior Pentagon official, speaking on condition of anonymity because he was not authorised to "
         "talk, said the plan was dead.", "A senior Pentagon official"),
        ("One of the drivers, who asked not to be named because she feared for her job, "
         "said the crane was unsafe.", "One of the drivers"),
        ("A harbour pilot, speaking on condition of anonymity because he had not been cleared to talk, "
         "said the quay was sinking.", "A harbour pilot"),
        ("Two engineers, who spoke on condition of anonymity because they were not allowed to brief the "
         "press, said the wall had moved.", "Two engineers"),
    ],
)  # fmt: skip
def test_a_clause_of_anonymity_is_not_the_source(passage: str, source: str) -> None:
    assert heard(passage)[0][0].startswith(source)


def test_a_colon_introduces_whatever_follows() -> None:
    text = "Head\nThe board wrote: The crane is late. Holt said so. It will be late again."
    colon = Attribution((9, 14), (20, 21), ((22, len(text)),))
    said = text.index("said")
    inner = Attribution((said - 5, said - 1), (said, said + 4), ((said + 5, said + 7),))
    assert within_bounds(text, passages_of(text), [colon, inner], quotation_spans(text))[0].content == colon.content


def test_contents_that_touch_nobody_elses_sentence_stay_as_they_are() -> None:
    text = "Head\nHolt said the crane was late."
    one = Attribution((5, 9), (10, 14), ((15, len(text) - 1),))
    assert within_bounds(text, passages_of(text), [one], quotation_spans(text)) == [one]
