"""What is counted in several places of a report is counted alike: on the front page, in its chart, and for each outlet."""

from __future__ import annotations

import json
import re

import pytest

import hearsay as hs
from hearsay.charts.base.rows import NOBODY_SPEAKS
from hearsay.report.floor import Floor
from hearsay.report.pages import outlet
from hearsay.report.reader import Reader
from hearsay.schema import NOT_STATED

TEXTS = {
    "The Lamp": """US officials said on Monday that Iran had told them that road {n} was open.

It was reported that inquiry {n} is under way. It was claimed that bridge {n} was unsafe.

A spokesman said that the work would take {n} years. Ann Lee, an engineer, said that officials in Tehran had denied plan {n}.""",
    "The Bell": """Iranian officials said on Monday that Iraq had told them that pillar {n} was safe.

It was reported that road {n} was closed. Critics said that US officials had promised to pay {n} million.""",
}


@pytest.fixture(scope="module")
def floor(tmp_path_factory) -> Floor:
    folder = tmp_path_factory.mktemp("corpus")
    for number, (name, text) in enumerate([*TEXTS.items()] * 2, start=2):
        article = {"title": f"The bridge, part {number}", "outlet": name, "text": text.format(n=number)}
        (folder / f"{number}.json").write_text(json.dumps(article), encoding="utf-8")
    return Floor(Reader(hs.read(str(folder))))


@pytest.mark.parametrize(("side", "words"), [(NOT_STATED, "the side is not stated"), (NOBODY_SPEAKS, "nobody is named")])
def test_whose_side_is_not_stated_and_where_nobody_is_named_are_counted_apart_everywhere(floor, side, words):
    finding = next(one for one in floor.reader.findings if one.name == "sides")
    told = int(re.search(rf"in (\d+) \(\d+ %\) {words}", finding.sure, re.IGNORECASE)[1])
    column = {NOT_STATED: "side not stated", NOBODY_SPEAKS: NOBODY_SPEAKS}[side]
    drawn = floor.chart.table[column].astype(int).sum()
    units = sum(part["k"] for article in floor.units for part in article["sides"] if part["side"] == side)
    paged = [
        share["k"] for name in floor.reader.outlets for share in outlet(floor.reader, name)["sides"] if share["value"] == side
    ]
    assert told == drawn == units == sum(paged) > 0


def test_what_came_through_another_mouth_is_one_number(floor):
    finding = next(one for one in floor.reader.findings if one.name == "second-hand")
    shares = [
        next(one for one in outlet(floor.reader, name)["marks"] if one["value"] == "second-hand") for name in floor.reader.outlets
    ]
    told = tuple(map(int, re.match(r"(\d+) of (\d+) statements", finding.text).groups()))
    assert told == (sum(one["k"] for one in shares), sum(one["n"] for one in shares)) and told[0] > 0
    assert told[1] > len(floor.reader.statements), "those inside others among them"
