"""Time expressions, the days they mean, and the bounds of an article's date."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import time

import pandas as pd
import pytest
from hypothesis import given as generated
from hypothesis import strategies as st

import hearsay as hs
from hearsay import schema
from hearsay.parsing import statements, time_expressions
from hearsay.parsing.labelling import Block
from hearsay.parsing.mentioned_dates import PRINTED, counted_days, mentioned_dates, printed_days
from hearsay.schema import NOT_STATED
from made import pieces
from samples import COLLECTIONS

ANCHOR = "2023-02-15"  # a Wednesday


def table(*sentences: str, published: str = ANCHOR, basis: str = "stated") -> pd.DataFrame:
    text, rows = "", []
    for number, sentence in enumerate(sentences):
        start = len(text)
        text += sentence + "\n\n"
        place = {"sentence_no": number, "zone": "body", "start": start, "end": start + len(sentence), "text": sentence}
        rows.append({"article_id": "a", **place})
    documents = pd.DataFrame([{"document_id": "a", "text": text}])
    articles = pd.DataFrame([{"article_id": "a", "published": published, "published_basis": basis}])
    made = schema.validate("mentioned_dates", mentioned_dates(documents, pd.DataFrame(rows), articles))
    assert all(text[row.start : row.end] == row.text for row in made.itertuples())
    return made


def days(sentence: str, **known: str) -> list[tuple[str, str, str]]:
    return [(row.text, row.date_low, row.date_high) for row in table(sentence, **known).itertuples()]


@pytest.mark.parametrize(
    ("sentence", "text", "low", "high"),
    [
        ("The minister said on Tuesday that it fell.", "Tuesday", "2023-02-14", "2023-02-14"),
        ("He said Wednesday that it fell.", "Wednesday", "2023-02-15", "2023-02-15"),
        ("It opened on Thursday.", "Thursday", "2023-02-09", "2023-02-09"),
        ("The council will meet on Friday.", "Friday", "2023-02-17", "2023-02-17"),
        ("The report is due to be released on Monday.", "Monday", "2023-02-20", "2023-02-20"),
        ("It fell yesterday.", "yesterday", "2023-02-14", "2023-02-14"),
        ("It fell the day before yesterday.", "the day before yesterday", "2023-02-13", "2023-02-13"),
        ("They vote tomorrow.", "tomorrow", "2023-02-16", "2023-02-16"),
        ("It burned last night.", "last night", "2023-02-14", "2023-02-14"),
        ("It fell last week.", "last week", "2023-02-06", "2023-02-12"),
        ("They meet next month.", "next month", "2023-03-01", "2023-03-31"),
        ("It closed earlier this year.", "earlier this year", "2023-01-01", "2023-02-15"),
        ("It opened three days ago.", "three days ago", "2023-02-12", "2023-02-12"),
        ("It opened two weeks ago.", "two weeks ago", "2023-01-30", "2023-02-05"),
        ("It opened 10 years ago.", "10 years ago", "2013-01-01", "2013-12-31"),
        ("It fell on Aug. 25.", "Aug. 25", "2022-08-25", "2022-08-25"),
        ("It will open on 3 March.", "3 March", "2023-03-03", "2023-03-03"),
        ("They have waited since November.", "November", "2022-11-01", "2022-11-30"),
        ("It fell in July 2022.", "July 2022", "2022-07-01", "2022-07-31"),
        ("It was built in 1998.", "1998", "1998-01-01", "1998-12-31"),
        ("It fell on Monday, September 5, 2022.", "Monday, September 5, 2022", "2022-09-05", "2022-09-05"),
        ("It shut last December.", "last December", "2022-12-01", "2022-12-31"),
    ],
)
def test_an_expression_and_its_days(sentence, text, low, high):
    assert days(sentence) == [(text, low, high)]


@pytest.mark.parametrize(
    "sentence",
    [
        "It opened about ten years ago.",
        "It fell the following day.",
        "Mayor resigns Friday.",
        "The treaty of 02/03/2023 ended it.",
        "“We met yesterday,” she said.",
        "Two weeks later it burned.",
        "It opens next Thursday.",
    ],
)
def test_what_nobody_can_tell_is_not_stated(sentence):
    assert [row[1:] for row in days(sentence)] == [(NOT_STATED, NOT_STATED)]


@pytest.mark.parametrize(
    "sentence",
    [
        "It opens on Tuesdays and every Friday.",
        "Shops filled on Black Friday, The Sunday Times reported.",
        "He told USA Today that it may march on.",
        "Some 2,000 people and 2000 km of road.",
        "In May's cabinet nobody spoke of seventy-four years ago.",
        "It costs May 5 percent.",
    ],
)
def test_what_is_no_time_is_no_row(sentence):
    assert days(sentence) == []


def test_only_a_trusted_date_is_counted_from():
    sentence = "The minister said on Tuesday that the bridge of 5 May 2021 fell."
    for basis, rests in (("stated", "from stated date"), ("supplied", "from supplied date")):
        first, second = table(sentence, basis=basis).itertuples()
        assert (first.basis, first.anchor) == (rests, ANCHOR) and (second.basis, second.anchor) == ("stated", NOT_STATED)
    for published, basis in ((NOT_STATED, NOT_STATED), (ANCHOR, "page date"), ("2023-02", "supplied"), ("2023", "supplied")):
        first, second = table(sentence, published=published, basis=basis).itertuples()
        assert first.date_low == first.basis == first.anchor == NOT_STATED and second.date_low == "2021-05-05"


def test_a_study_makes_it_on_demand_and_from_the_supplied_date(tmp_path):
    (tmp_path / "a.txt").write_text("A bridge fell\n\n" + "The bridge fell on Tuesday, the ministry said. " * 3 + "\n")
    (tmp_path / "a.toml").write_text("published = 2023-02-15\n")
    made = hs.read(tmp_path).mentioned_dates
    assert len(made) == 3 and set(made["date_low"]) == {"2023-02-14"} and set(made["basis"]) == {"from supplied date"}


def test_dateparser_is_loaded_only_when_an_expression_needs_it():
    code = "import sys, hearsay.parsing, hearsay.parsing.statements; sys.exit('dateparser' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_long_text_costs_little():
    sentence = "word " * 200_000 + "on Tuesday the 5 of 3 March and in May"
    started = time.perf_counter()
    assert time_expressions.find_time_expressions(sentence)
    assert time.perf_counter() - started < 6


@generated(st.text(max_size=200))
def test_any_text_has_expressions_in_order_or_none(text):
    found = time_expressions.find_time_expressions(text)
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))
    for one in found:
        assert 0 <= one.start < one.end <= len(text)


WORDS = st.sampled_from(
    (
        *("on Tuesday", "last week", "will meet", "said", "July 19", "in 2015", "two years ago", "yesterday", "by May"),
        *("this weekend", "next", "the", "“", "”", "Sept. 5"),
    )
)


@generated(st.lists(WORDS, max_size=12).map(" ".join), st.dates(dt.date(1980, 1, 1), dt.date(2060, 1, 1)))
def test_days_are_in_order_whatever_the_anchor(sentence, anchor):
    for one in time_expressions.find_time_expressions(sentence):
        verb = time_expressions.tense_at(sentence, one.start, one.end)
        found = printed_days(one) if one.kind in PRINTED else counted_days(one, verb, anchor)
        assert found is None or found[0] <= found[1]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("The bridge fell on 5 May 2022.", "2022-05-05"),
        ("The bridge fell in May 2022 and was rebuilt in 1998.", "2022-05-01"),
        ("Putin is scheduled to visit Tehran on July 19, 2022.", None),
        ("The law was passed and will take effect on 1 January 2024.", None),
        ("The rules, effective January 1, 2024, were signed.", None),
        ("He was told to pay by 5 May 2022.", None),
        ("Sales of 2,022 cars fell.", None),
        ("The council voted in 2019.", "2019-01-01"),
        ("The trends in 2024 delighted him.", None),
    ],
)
def test_only_what_is_past_bounds_an_article(sentence, value):
    found = statements.not_before(sentence, [Block(0, len(sentence), "body", "", 1.0)], None)
    assert (found[0] if found else None) == value
    assert found is None or sentence[found[1] : found[2]].strip()


def test_a_page_date_bounds_from_above_and_no_later_day_bounds_from_below():
    sentence = "The bridge fell on 5 May 2022, it was said in June 2021."
    assert statements.not_before(sentence, [Block(0, len(sentence), "body", "", 1.0)], "2022-01-01")[0] == "2021-06-01"


def test_the_day_on_which_an_archive_fetched_a_page_is_a_bound(tmp_path):
    study = hs.read(COLLECTIONS["pages.warc.gz"](pieces(1), tmp_path / "a.warc.gz"))
    rows = study.metadata.query("field == 'not_after'")
    assert rows["value"].tolist() == ["2023-03-01"] and rows["basis"].tolist() == ["page date"]
