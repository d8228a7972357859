"""Dates as they are printed, to ISO 8601."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.text import dates

PARTS = ["Wed, ", "Wednesday ", "4", "12", "st", " of ", " ", "-", "/", ".", ", ", "March", "Sept.", "2021", "1999", "20", "x"]


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("15 Feb 2023 10:38", "2023-02-15"),
        ("Posted Nov 19, 2022 2:15 PM CST", "2022-11-19"),
        ("Sunday, September 25, 2022", "2022-09-25"),
        ("1st of May, 2019", "2019-05-01"),
        ("2021-07-03", "2021-07-03"),
        ("23/12/2023", "2023-12-23"),
        ("05/05/2020", "2020-05-05"),
        ("02/03/2023", None),
        ("Feb. 31, 2023", None),
    ],
)
def test_dates(printed, value):
    assert [date.value for date in dates.find_dates(printed)] == [value]


@pytest.mark.parametrize("printed", ["May 20, 20201", "Oct. 17", "in 2023", "call 555-2023-11", "19 July"])
def test_what_is_no_full_date(printed):
    assert not list(dates.find_dates(printed))


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2023-02-15T10:00:00Z", "2023-02-15"),
        ("20230215", "2023-02-15"),
        ("Wed, 15 Feb 2023 10:00:00 GMT", "2023-02-15"),
        ("le 1er août 2023", "2023-08-01"),
        (dt.datetime(2023, 2, 15, 23, 59), "2023-02-15"),
        ("13/02/2023", "2023-02-13"),
        ("02/03/2023", ""),
        ("03/03/2023", "2023-03-03"),
        ("2023-02-30", ""),
        ("soon", ""),
    ],
)
def test_a_printed_day_is_read_where_it_can_be_read_in_one_way(printed, day):
    assert dates.iso_date(printed) == day


def test_a_month_is_known_by_three_letters():
    assert [dates.month_number(name) for name in ("May", "SEPTEMBER", "Dec.")] == [5, 9, 12]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join))
def test_round_the_years_the_same_dates_are_found_as_in_the_whole_line(line):
    whole = [(found.start(), found.end()) for found in dates.DATE.finditer(line)]
    assert [(date.start, date.end) for date in dates.find_dates(line)] == whole
