"""No quoted word without an owner that has one: cues last, first, or in a line of their own, and speech that goes on."""

import pytest
from tests.fixtures.heard import heard, passages_of

from hearsay.attribution.extraction.quotation_owners import DOUBTED, RULED, with_owners
from hearsay.text.quotations import quotation_spans
from hearsay.text.spans import Attribution


def owner(passage: str, words: str) -> str:
    """Who says these words; '' when nobody was found."""
    return next((source for source, _, content in heard(passage) if words in content), "")


@pytest.mark.parametrize(
    ("passage", "words", "speaker"),
    [
        # announced in a line before
        ('Coach Dana Wills said:\n\n'
         '"We have lost three games, and everyone can see that."', "lost three games", "Coach Dana Wills"),
        ("The port authority wrote on Friday:\n\n"
         "“The quay is closed until the wall has been mended.”", "quay is closed", "The port authority"),
        ("In a letter to members the chairman, Otto Brand, wrote:\n\n"
         "“Nobody will be paid before the frost ends.”", "Nobody will be paid", "Brand"),
        ("Maria Lund told reporters:\n\n"
         "“The ferry cannot sail in this wind, and we will not try.”", "ferry cannot sail", "Maria Lund"),
        # heads of press releases
        ('And from Chairwoman Ingrid Sole:\n\n'
         '"Carla brings decades of public service to a post that needs them."', "decades", "Chairwoman Ingrid Sole"),
        ('Statement from Governor Ada Lund\n\n"Carla knows this field."', "knows this field", "Governor Ada Lund"),
        ("A message from Harbour Master Olaf Brun\n\n"
         "“Boats must leave the inner basin by noon on Monday.”", "leave the inner basin", "Olaf Brun"),
        ("Comments by Mayor Carla Dietz:\n\n“The crane is late, and the levy pays for it.”", "crane is late", "Carla Dietz"),
        # a paragraph that only quotes, after indirect speech
        ("Tom Roe, a farmer, said the dam had burst twice since March.\n\n"
         "“We lost everything that night. Nobody warned us.”", "lost everything", "Tom Roe"),
        ("The union's secretary, Ida Holt, said the crews were tired.\n\n"
         "“They have worked nine nights without a break.”", "nine nights", "Ida Holt"),
        ("According to the baker, Lena Fox, flour had doubled in price.\n\n"
         "“I cannot sell bread at that price to anyone here.”", "sell bread", "baker"),
        # signed behind the quotation
        ("“The new crane has saved the harbour of this town.”\n\n— Ida Holt, crane driver", "saved the harbour", "Ida Holt"),
        ("“Nobody asked the people who live beside the wall.” — Jan Voss, resident", "live beside the wall", "Jan Voss"),
        # whose view it is
        ("In Otto Brand's view, “the levy is a tax on those who cannot move away”.", "levy is a tax", "Otto Brand"),
        ("For Ida Holt, “a harbour without a crane is only a wet car park”.", "wet car park", "Ida Holt"),
    ],
)  # fmt: skip
def test_a_quotation_has_the_owner_that_the_text_gives_it(passage: str, words: str, speaker: str) -> None:
    assert speaker in owner(passage, words)


@pytest.mark.parametrize(
    "passage",
    [
        "The old sign at the gate of the harbour was painted over.\n\n“Those who enter here shall leave their fear behind.”",
        "The crane was built in Hull in a single year.\n\n“A harbour without a crane is only a wet car park.”",
    ],
)
def test_a_quotation_without_a_speaker_in_the_text_stays_nobodys(passage: str) -> None:
    assert not [content for source, _, content in heard(passage) if source and "“" in content]


def test_a_quotation_that_goes_on_keeps_all_its_paragraphs() -> None:
    passage = (
        'Coach Dana Wills said:\n\n"We have lost three games, and everyone can see that.\n\n'
        '"But nobody in that room has given up, and neither have I."'
    )
    (row,) = heard(passage)
    assert "lost three games" in row[2]
    assert "nobody in that room" in row[2]


def test_a_list_of_links_has_no_speakers() -> None:
    passage = "Most read\nKim Cole confirms split: ‘Sometimes love is not enough for two’\nMost read\nFive hurt in crash"
    assert not [source for source, _, _ in heard(passage) if "\n" in source]


TEXT = "Head\nHolt said the crane was late.\n“Nobody told us when it would come to the harbour.”"


def made(found: list[Attribution], doubted: list[Attribution]) -> list[Attribution]:
    return with_owners(TEXT, passages_of(TEXT), found, doubted, quotation_spans(TEXT))


def test_what_the_model_doubted_owns_a_quotation_that_nobody_claims() -> None:
    start = TEXT.index("“")
    doubt = Attribution((5, 9), (10, 14), ((start, len(TEXT)),), confidence=DOUBTED)
    assert [one.confidence for one in made([], [doubt])] == [RULED]
    (rest,) = quotation_spans(TEXT)
    claimed = Attribution((5, 9), (10, 14), ((start, len(TEXT)),))
    assert made([claimed], [doubt]) == [claimed]
    assert rest.start == start


def test_a_quotation_that_is_claimed_in_part_is_claimed_whole() -> None:
    start = TEXT.index("“")
    part = Attribution((5, 9), (10, 14), ((start, start + 20),))
    assert made([part], [])[0].content == ((start, len(TEXT)),)
