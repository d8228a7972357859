"""Statements in groups: each count is that of the statements its link leaves, whatever they are counted by."""

from __future__ import annotations

import pytest

import hearsay as hs
from hearsay.report import reader
from hearsay.report.groups import grouped, marks
from hearsay.report.reader import Reader
from two_outlets import write_corpus


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return hs.read(write_corpus(tmp_path_factory.mktemp("two"), outlets=("The Lamp", "The Bell"), articles=3))


def test_each_group_holds_the_statements_that_bear_its_anchor(study):
    said = Reader(study).statements
    groups = grouped(said)
    assert groups.sizes["side", "US"] == (said["side"] == "US").sum() > 0
    assert groups.sizes["mark", "doubted"] == (said["cue"] == "claimed").sum() == 12
    for group, size in groups.sizes.items():
        assert sum(groups.anchors[group] in own for own in groups.of) == size
    assert groups.anchor("side", "no such side") == ""


def test_articles_with_a_page_of_their_own_are_no_group(study):
    said = Reader(study).statements
    ids = said["article_id"].unique()
    kinds = [value for kind, value in grouped(said, paged=ids[:2]).sizes if kind == "article"]
    assert kinds == list(ids[2:])


def test_marks_are_of_the_columns_that_measures_count(study):
    said = Reader(study).statements
    rows, held = marks(Reader(study).every)["persons"]
    assert held.sum() == (said["identifiability"] == "named person").sum() > 0 and len(rows) == len(said)


def test_small_outlets_are_listed_whole_and_large_ones_share_the_rest(study, monkeypatch):
    seen = Reader(study)
    sizes = sorted(len(groups.rows) for groups in seen.lists.values())
    assert seen.room >= max(sizes)
    monkeypatch.setattr(reader, "MOST_LISTED", sizes[0] + 5 if sizes[0] < sizes[1] - 5 else sum(sizes) - 4)
    room = Reader(study).room
    assert sum(min(size, room) for size in sizes) <= reader.MOST_LISTED and room < max(sizes)
