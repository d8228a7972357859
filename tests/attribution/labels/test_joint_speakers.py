"""Who speaks together, under all their names and with the countries of all."""

import pytest

from hearsay.attribution.labels.joint_speakers import MOST_TOGETHER
from labelled import labels, one


@pytest.mark.parametrize(
    ("source", "speaker", "country"),
    [
        ("The United States and Britain", "US government and UK government", "GB, US"),
        ("Both Egypt and Saudi Arabia", "Egyptian government and Saudi government", "EG, SA"),
        ("Oslo, Stockholm and Helsinki", "Norwegian government, Swedish government and Finnish government", "FI, NO, SE"),
        ("The EU along with Norway", "EU and Norwegian government", "EU, NO"),
        ("Norway as well as Kenya", "Norwegian government and Kenyan government", "KE, NO"),
    ],
)
def test_governments_together(source: str, speaker: str, country: str) -> None:
    label = one(source)
    assert (label.speaker, label.country) == (speaker, country)


def test_sides_of_all_are_told() -> None:
    text = "Norway and Kenya said it pours."
    (label,) = labels(text, ("Norway and Kenya", "said", "it pours"), sides={"NO": "the north"})
    assert label.side == "Kenya, the north"


def test_outlets_together() -> None:
    assert one("Fox News and NBC News").speaker == "Fox News and NBC News"


def test_people_of_two_countries() -> None:
    text = "French president Jane Doe met Chilean president Tom Roe. Jane Doe and Tom Roe said it pours."
    (label,) = labels(text, ("Jane Doe and Tom Roe", "said", "it pours"))
    assert (label.speaker, label.country) == ("Jane Doe and Tom Roe", "CL, FR")


@pytest.mark.parametrize(
    "source", ["Norway, a friend of Kenya and Peru,", "Norway and its friends", "Jane Doe, a critic of Peru and Chile,"]
)
def test_whoever_is_only_spoken_of_does_not_speak(source: str) -> None:
    assert " and " not in one(source).speaker
    assert "," not in one(source).country


def test_a_list_is_taken_apart_up_to_so_many() -> None:
    places = ["Norway", "Sweden", "Kenya", "Egypt", "Brazil", "Japan", "France", "Spain", "Poland", "Chile"]
    for n, together in ((MOST_TOGETHER, True), (MOST_TOGETHER + 1, False)):
        names = places[:n]
        assert (one(f"{', '.join(names[:-1])} and {names[-1]}").country.count(",") == n - 1) is together
