"""What a difference rests on, and what is ready to cite: rows for each kind of measure, versions that are in use."""

from __future__ import annotations

import numpy as np
import pytest

import hearsay as hs
from hearsay import measures
from hearsay.charts.base.rows import outermost
from hearsay.report.citing import brief, errors, versions
from hearsay.report.evidence import COLUMNS, FLOOR, evidence_of
from hearsay.report.reader import Reader
from two_outlets import write_corpus

BOTH = ("The Lamp", "The Bell")


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return hs.read(write_corpus(tmp_path_factory.mktemp("two"), outlets=BOTH, articles=3))


def test_the_statements_of_a_share_are_those_that_the_measure_counts(study):
    said = outermost(study.attributions, "body")
    table = measures.measures(study)
    for measure in ("share doubting cue", "share direct quotation", "share officials and governments", "share anonymous"):
        rows = table[(table["measure"] == measure) & (table["outlet"] == "The Bell")]
        k = (rows["value"] * rows["weight"]).sum()
        found = evidence_of(study, said, measure, ["The Bell"])
        assert len(found) == round(k), measure
    assert len(evidence_of(study, said, f"{FLOOR}US", BOTH)) == (said["side"] == "US").sum() > 0


def test_measures_without_statements_have_their_places_in_sentences(study):
    said = outermost(study.attributions, "body")
    told = {
        "loaded words per 100": evidence_of(study, said, "loaded words per 100", BOTH),
        "tone": evidence_of(study, said, "tone, outlet's voice, vader", BOTH),
        "portrayal": evidence_of(study, said, "portrayal, attributed", BOTH),
        "frame": evidence_of(study, said, f"frame {study.frame_names[0]}", BOTH),
    }
    for name, rows in told.items():
        assert list(rows.columns) == COLUMNS and rows["attribution_no"].isna().all(), name
    words = told["loaded words per 100"]
    assert len(words) == study.indicators.query("indicator == 'L3 outlet'")["k"].sum() > 0
    assert all(row.speaker in row.content for row in words.itertuples()), "each word stands in its sentence"
    scored = study.tone.query("voice == 'outlet' and analyzer == 'vader'")["polarity"].dropna()
    assert told["tone"]["cue"].tolist() == [
        f"{value:+.2f}" for value in scored.sort_values(key=abs, ascending=False, kind="stable")
    ]
    assert evidence_of(study, said, "a measure that there is not", BOTH).empty


def test_what_is_to_be_cited_names_what_is_in_use(study):
    named = dict(versions())
    assert named["hearsay"] == hs.__version__ and named["numpy"] == np.__version__
    assert named["model portrayal.onnx.gz"].startswith("sha256 ")
    told = brief(Reader(study))
    assert told["read"].startswith("6 articles (") and "of 2 outlets published 2021-03-01 to 2021-03-03" in told["read"]
    assert hs.__version__ in told["citation"] and hs.__version__ in told["bibtex"]
    assert all(one["interval"].count(" to ") == 1 and one["on"] for one in errors(own_sides=False)) and list(
        errors(own_sides=False)
    )


def test_sides_of_the_users_own_have_an_error_that_nobody_has_measured():
    told = {one["what"]: one["value"] for one in errors(own_sides=True)}
    assert told["a side of your own table is right"] == "not measured"
    assert not any("stated side" in what for what in told)
