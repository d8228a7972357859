"""What ties a speaker to a country: columns that say how near, how often and beside whom."""

import numpy as np

from hearsay.attribution.labels.country_evidence import (
    FIRST,
    GAP,
    INSIDE,
    SHARE,
    article_places,
    company,
    country_columns,
    gap,
)
from hearsay.attribution.labels.profiles import Sentences, speaker_profiles
from hearsay.attribution.labels.speakers import resolve_speakers
from hearsay.entities.people import index_entities
from hearsay.text.spans import Attribution
from labelled import passages_of

TEXT = "Norway waits. The Chilean minister Luis Rojas said it rains. Norway and Norwegian towns were dry."


def columns(source: str = "The Chilean minister Luis Rojas", text: str = TEXT) -> dict[str, np.ndarray]:
    start = text.index(source)
    found = [Attribution((start, start + len(source)), (start + len(source) + 1, start + len(source) + 5), ())]
    index = index_entities(text, passages_of(text))
    (profile,) = speaker_profiles(index, found, resolve_speakers(index, passages_of(text), found))
    places = article_places(index, Sentences(passages_of(text)), "NO")
    rows = country_columns(places, profile, {}, [])
    return dict(zip(places.countries, rows, strict=True))


def test_a_country_in_the_speakers_own_words_is_nearest_and_another_named_more_often() -> None:
    made = columns()
    assert list(made) == ["NO", "CL"]
    assert made["CL"][GAP] == 0 < made["NO"][GAP] and made["CL"][FIRST] == 0
    assert made["CL"][INSIDE] > 0 > made["NO"][INSIDE]
    assert made["NO"][SHARE] == 0.75 and made["CL"][SHARE] == 0.25


def test_a_place_within_a_persons_name_is_none() -> None:
    assert "JO" not in columns("Jordan", "The owner Mark Jordan went home to Norway. Jordan said he would sell.")


def test_a_gap_is_the_characters_between() -> None:
    assert gap((0, 3), (5, 9)) == gap((9, 12), (3, 7)) == 2 and gap((0, 6), (5, 9)) == 0


def test_the_company_of_a_speaker_is_without_the_speaker() -> None:
    made = company([{"NO": 0.9}, {"NO": 0.1, "CL": 0.7}, {"CL": 0.5}], [1, 1, 2], ["NO", "CL"])
    assert np.allclose(made[0, :, 0], [0.05, 0.6]) and np.allclose(made[0, :, 2], [0.1, 0.7])
    assert np.allclose(made[:, 0, 3], [0.1, 0.9, 0.9]) and made[2, 0, 2] == -1
    assert company([{"NO": 1.0}], [0], ["NO"]).tolist() == [[[-1.0, -1.0, -1.0, -1.0]]]
