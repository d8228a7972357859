"""Sides: who is on which, by the user's own table and by the packaged one."""

import pandas as pd
import pytest

import hearsay as hs
from hearsay.attribution.sides import party_key, side_of, side_records, side_table, silent_rows
from hearsay.entities.gazetteer import StatedAffiliation
from hearsay.errors import InputError
from hearsay.schema import NOT_STATED

NOWHERE = StatedAffiliation(NOT_STATED, "", NOT_STATED, NOT_STATED)
OWN = {"Carla Dietz": "mayor", "Harbour Board": "board", "residents": "residents", "Germany": "the neighbours", "FR": "the hosts"}


def of(country: str) -> StatedAffiliation:
    return StatedAffiliation(country, "", NOT_STATED, "text")


@pytest.mark.parametrize(
    ("names", "stated", "side"),
    [
        (("Carla Dietz", "she", "Harbour Board"), of("FR"), "mayor"),
        (("Ida Holt", "Holt", "the harbour board’s"), of("FR"), "board"),
        (("residents", "The residents", NOT_STATED), NOWHERE, "residents"),
        (("Ida Holt", "Holt", NOT_STATED), of("DE"), "the neighbours"),
        (("Ida Holt", "Holt", NOT_STATED), of("FR"), "the hosts"),
        (("Ida Holt", "Holt", NOT_STATED), of("IR"), "Iran"),
        (("Ida Holt", "Holt", NOT_STATED), NOWHERE, NOT_STATED),
    ],
)
def test_a_speaker_goes_before_the_organisation_and_that_before_the_country(names, stated, side) -> None:
    assert side_of(side_table(OWN), "other", stated, names) == side


def test_the_users_word_for_a_name_counts_even_for_an_expert() -> None:
    assert side_of(side_table({"Ida Holt": "ours"}), "named expert", of("FR"), ("Ida Holt",)) == "ours"
    assert side_of(side_table(), "named expert", of("FR"), ("Ida Holt",)) == "other"
    assert side_of(side_table(), "none", of("FR"), ()) == NOT_STATED


@pytest.mark.parametrize("near", ["Dietz", "Carla Dietz-Holt", "Harbour Boards", "Elmsea residents"])
def test_nothing_is_matched_by_likeness(near: str) -> None:
    assert side_of(side_table(OWN), "other", NOWHERE, (near,)) == NOT_STATED


def test_a_code_of_a_country_is_no_name() -> None:
    known = side_table({"IT": "Italians", "US": "the allies", "EU": "Brussels"})
    assert side_of(known, "other", NOWHERE, ("it", "us")) == NOT_STATED
    assert side_of(known, "other", of("IT"), ("Ida Holt",)) == "Italians"
    assert side_of(known, "other", NOWHERE, ("the EU",)) == "Brussels"


def test_a_state_of_the_us_is_a_party_of_its_own() -> None:
    known = side_table({"Texas": "Texans"})
    assert side_of(known, "other", of("US"), ("Ida Holt",)) == "US"
    assert side_of(known, "other", of("US"), ("Texas",)) == "Texans"


def test_names_are_the_same_whatever_their_case_article_and_apostrophe() -> None:
    assert party_key("The  Workers’ Union’s") == party_key("workers' union")


def test_the_same_table_from_a_file_a_table_and_a_mapping(tmp_path) -> None:
    (tmp_path / "sides.csv").write_text("﻿party,side,note\nNA,Namibia,no gap\nHarbour Board, board ,\n", encoding="utf-8")
    table = pd.DataFrame({"party": ["NA", "Harbour Board"], "side": ["Namibia", "board"]})
    expected = {"NA": "Namibia", "Harbour Board": "board"}
    assert side_records(tmp_path / "sides.csv") == side_records(table) == side_records(expected) == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("party,camp\nFR,x\n", "sides.csv: no column 'side'; it has 'party', 'camp', and needs party and side"),
        ("", "sides.csv: no column 'party'"),
        ("party,side\n", "sides.csv: no rows"),
        ("party,side\nFR,\n", "sides.csv, line 2: no side"),
        ("party,side\nFR,x\n,y\n", "sides.csv, line 3: no party"),
        ("party,side\nThe board,x\nboard,y\n", "sides.csv, line 3: 'board' is on side 'y', but in line 2 on 'x'"),
        ("party,side\nFR\n", "sides.csv, line 2: no side"),
    ],
)
def test_a_bad_table_is_told_in_one_line(tmp_path, text: str, told: str) -> None:
    (tmp_path / "sides.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        side_records(tmp_path / "sides.csv")
    assert str(error.value).startswith(told)
    assert "\n" not in str(error.value)


def test_a_file_that_is_no_text_is_told_of(tmp_path) -> None:
    (tmp_path / "sides.csv").write_bytes(b"party,side\n\xff\xfe,x\n")
    with pytest.raises(InputError, match=r"sides\.csv: no table of sides could be read"):
        side_records(tmp_path / "sides.csv")


def test_rows_of_a_table_that_nobody_is_are_told() -> None:
    said = pd.DataFrame(
        {
            "speaker": ["Lena Orr", "residents"], "source": ["Mayor Orr", "Furious residents"],
            "organisation": ["Elmsea council", "not stated"], "country": ["GB", "not stated"],
        }
    )  # fmt: skip
    given = dict.fromkeys(["the residents", "Mayor Orr", "Elmsea Council", "United Kingdom", "GB", "West"], "x")
    assert silent_rows(given, said) == []
    assert silent_rows({**given, "Jim Nobody": "x", "DE": "x", "France": "x"}, said) == ["Jim Nobody", "DE", "France"]


def test_a_study_says_which_rows_are_nobodys(tmp_path) -> None:
    (tmp_path / "a.txt").write_text("A bridge\n\nLena Orr said the bridge was safe.\n", encoding="utf-8")
    told = hs.read(tmp_path, sides={"Lena Orr": "the council", "Jim Nobody": "the council"}).silent_sides
    assert told.startswith("1 of 2 rows of sides match no speaker: Jim Nobody; ")
    assert hs.read(tmp_path).silent_sides == hs.read(tmp_path, sides={"Lena Orr": "x"}).silent_sides == ""
