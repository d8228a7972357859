"""Acts, notes and captions give nobody the floor."""

import pytest
from tests.fixtures.heard import heard

from hearsay.attribution.extraction import acts


@pytest.mark.parametrize(
    "passage",
    [
        "The council approved a new budget for the harbour.",
        "The levy was first discussed in 2014.",
        "The emails were seen by two people.",
        "The board adopted the plan for a second crane.",
        "The minister signed the treaty on fishing rights.",
        "Parliament passed the law on harbour fees in May.",
        "The firm hired Ida Holt as its lawyer.",
        "The recording was heard by three members of the board.",
        "Correction: an earlier version of this article said the crane was built in 1971.",
        "Mayor Carla Dietz speaks about the crane to residents of Elmsea. (AP Photo/Jan Voss)",
    ],
)
def test_what_gives_nobody_the_floor_is_no_attribution(passage: str) -> None:
    assert heard(passage) == []


@pytest.mark.parametrize(
    "passage",
    [
        "The council approved of the plan, and said it would be paid for by a levy.",
        "Ida Holt signed a letter saying that the crane was unsafe.",
        "The court ruled on Friday that the levy was unlawful.",
    ],
)
def test_what_is_said_in_an_act_stays(passage: str) -> None:
    assert heard(passage)


def test_the_model_knows_speech_from_an_act() -> None:
    weights, _, least = acts._model()
    assert len(weights) == 128 + 4 + len(acts.CLASSES) + 14
    assert 0 < least < 1
