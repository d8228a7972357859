"""One name for a person over articles, and two for two people."""

from __future__ import annotations

import pandas as pd
import pytest

from hearsay.entities.namesakes import shared_names


def counted(*rows: tuple[str, str], side: str = "US", events: dict[str, str] | None = None) -> list[str]:
    """Names under which speakers are counted, given (article, speaker)."""
    said = pd.DataFrame(rows, columns=["article_id", "speaker"]).assign(identifiability="named person", side=side)
    articles = sorted({article for article, _ in rows})
    told = pd.DataFrame({"article_id": articles, "event": [(events or {}).get(one, one) for one in articles]})
    return list(shared_names(said, told)["person"])


def test_a_middle_initial_makes_no_second_person():
    assert counted(("a", "Lena B. Orr"), ("b", "Lena Orr"), ("c", "Lena Orr")) == ["Lena Orr"] * 3


@pytest.mark.parametrize(
    "names",
    [
        ("George H. Marsh", "George W. Marsh"),
        ("Lena Orr", "Mara Orr"),
        ("Paul Stone", "Paul Stone Jr."),
        ("Lena Orr", "Lena Orrin"),
    ],
)
def test_two_people_stay_two(names):
    assert counted(("a", names[0]), ("b", names[1])) == list(names)


def test_a_name_that_fits_two_people_is_given_to_neither():
    names = ["George H. Marsh", "George W. Marsh", "George Marsh"]
    assert counted(*zip("abc", names, strict=True)) == names


def test_a_surname_is_the_one_who_speaks_in_the_same_event():
    rows = (("a", "Orr"), ("b", "Lena Orr"), ("c", "Orr"))
    assert counted(*rows, events={"a": "flood", "b": "flood"}) == ["Lena Orr", "Lena Orr", "Orr"]


def test_a_surname_of_two_in_the_event_is_given_to_neither():
    rows = (("a", "Orr"), ("b", "Lena Orr"), ("c", "Mara Orr"))
    assert counted(*rows, events=dict.fromkeys("abc", "flood"))[0] == "Orr"


def test_people_that_speak_together_are_no_one_of_them():
    names = ["Lena Orr and Paul Stone", "Paul Stone"]
    assert counted(*zip("ab", names, strict=True)) == names


def test_the_order_of_the_rows_changes_nothing():
    rows = [("a", "Lena B. Orr"), ("b", "Lena Orr"), ("c", "Orr"), ("d", "L. Orr"), ("e", "Lena Orr")]
    events = dict.fromkeys("abcde", "flood")
    forwards = dict(zip(rows, counted(*rows, events=events), strict=True))
    assert forwards == dict(zip(rows[::-1], counted(*rows[::-1], events=events), strict=True))
    assert set(forwards.values()) == {"Lena Orr"}


def test_who_is_no_named_person_is_counted_as_called():
    said = pd.DataFrame(
        {"article_id": ["a", "b"], "speaker": ["US officials", ""], "identifiability": ["unnamed", "none"], "side": "US"}
    )
    made = shared_names(said, pd.DataFrame({"article_id": ["a", "b"], "event": ["a", "b"]}))
    assert list(made["person"]) == ["US officials", ""]


def with_sides(*rows: tuple[str, str, str]) -> list[tuple[str, str]]:
    """Name and side under which speakers of one event are counted, given (article, speaker, side)."""
    said = pd.DataFrame(rows, columns=["article_id", "speaker", "side"]).assign(identifiability="named person")
    made = shared_names(said, pd.DataFrame({"article_id": sorted({row[0] for row in rows}), "event": "flood"}))
    return list(made.itertuples(index=False, name=None))


def test_who_has_a_side_in_one_article_is_no_second_person_where_none_is_stated():
    rows = (("a", "Lena Orr", "the council"), ("b", "Orr", "not stated"), ("c", "Lena Orr", "not stated"))
    assert with_sides(*rows) == [("Lena Orr", "the council")] * 3


def test_people_of_one_name_on_two_sides_are_two():
    rows = (("a", "Lena Orr", "US"), ("b", "Lena Orr", "Iran"), ("c", "Orr", "Iran"), ("d", "Orr", "not stated"))
    assert with_sides(*rows) == [("Lena Orr", "US"), ("Lena Orr", "Iran"), ("Lena Orr", "Iran"), ("Orr", "not stated")]
