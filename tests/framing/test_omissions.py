"""Omissions: who is found, mentioned and heard in which article of a story, and which claims may recur."""

from __future__ import annotations

import time

import pytest

import hearsay as hs
from hearsay import schema
from hearsay.errors import InputError
from hearsay.framing import omissions
from hearsay.framing.omissions import claim_candidates, stem
from invented import articles, tables

STORY = (
    [
        "[Jane Dornan] {said} <the northern bridge had collapsed under heavy flood water>.",
        "France sent engineers to the Foreign Ministry.",
    ],
    ["Dornan left Paris.", "The northern bridge collapsed when heavy flood water rose."],
    ["Nothing was known of the accident."],
)


def story(*texts: list[str], event: str = "not stated"):
    documents, sentences, attributions = tables(*(texts or STORY))
    attributions["speaker"] = [documents["text"][0][int(r.source_start) : int(r.source_end)] for r in attributions.itertuples()]
    attributions = attributions.assign(
        identifiability="named person", source_type="named official", country="FR", organisation="not stated"
    )
    table = articles({name: f"Outlet {name}" for name in documents["document_id"]})
    return documents, sentences, attributions, table.assign(event=event)


def statuses(table, item: str) -> list[str]:
    return table.loc[table["item"] == item, "status"].tolist()


def test_heard_mentioned_and_not_found():
    table = schema.validate("omissions", omissions(*story()))
    assert statuses(table, "Jane Dornan") == ["heard", "mentioned", "not found"]
    assert statuses(table, "France") == ["heard", "mentioned", "not found"]


def test_evidence_is_where_it_says():
    given = story()
    texts = dict(zip(given[0]["document_id"], given[0]["text"], strict=True))
    table = omissions(*given)
    assert table.loc[table["status"] == "not found", ["start", "end"]].isna().all(axis=None)
    for row in table[table["status"] != "not found"].itertuples():
        assert texts[row.article_id][row.start : row.end].strip()
    doe = table[table["item"] == "Jane Dornan"].iloc[1]
    assert texts["a1"][int(doe["start"]) : int(doe["end"])] == "Dornan"


def test_a_claim_in_other_words_of_the_outlets_own():
    table = omissions(*story())
    claims = table[table["kind"] == "claim candidate"]
    assert claims["item"].nunique() == 1
    assert claims["status"].tolist() == ["heard", "mentioned", "not found"]


def test_a_story_of_many_claims_follows_those_that_most_articles_have():
    first, second = "the northern army lost many heavy tanks", "a sudden flood broke every wooden bridge nearby"
    both = [f"[She] {{said}} <{first}>.", f"[He] {{added}} <{second}>."]
    table = omissions(*story(both, both, both[1:]), most=1)
    assert table.loc[table["kind"] == "claim candidate", "item"].tolist() == [second] * 3


def test_other_numbers_are_other_claims():
    one = ["[She] {said} <the army lost 400 heavy northern tanks there>."]
    same = ["[She] {said} <the northern army lost 400 heavy tanks>."]
    other = ["[She] {said} <the northern army lost 1,000 heavy tanks>."]
    assert len(claim_candidates(*tables(one, same))) == 1
    assert claim_candidates(*tables(one, other)) == []


def test_parties_meet_under_one_name():
    table = omissions(*story(["Republicans fought Democrats."], ["A Democratic aide left."], ["The Republican Party won."]))
    assert statuses(table, "Democrats") == ["mentioned", "mentioned", "not found"]
    assert statuses(table, "Republican") == ["mentioned", "not found", "mentioned"]


def test_stems():
    assert stem("collapsed") == stem("collapses") == stem("collapsing")
    assert stem("Tehran") == stem("Iran") == stem("Iranian")
    assert stem("the") == ""


def test_events_are_stories_of_their_own():
    documents, sentences, attributions, table = story()
    table["event"] = ["flood", "flood", "not stated"]
    found = omissions(documents, sentences, attributions, table)
    assert set(found["story"]) == {"flood"}
    assert set(found["article_id"]) == {"a0", "a1"}


def test_a_large_corpus_without_events_is_no_story():
    documents, sentences, attributions, table = story(*([f"France met Dornan {i} times."] for i in range(61)))
    assert omissions(documents, sentences, attributions, table).empty


def test_the_chart_has_a_symbol_for_each():
    documents, sentences, attributions, table = story()
    table["truncated"] = [False, False, True]
    found = omissions(documents, sentences, attributions, table)
    chart = hs.charts.omissions(found, table)
    assert "Jane Dornan: printed ● | ○ | ?" in chart.text
    assert "claim 1: " in chart.text
    assert "columns: Outlet a0 | Outlet a1 | Outlet a2" in chart.text
    chart.axes.texts[0].set_text("–")
    assert "Jane Dornan: printed ● | ○ | ?" not in chart.text or "France: printed ● | ○ | ?" not in chart.text


def test_the_chart_of_one_story_and_of_none():
    found = omissions(*story())
    with pytest.raises(InputError, match="no story 'fire'"):
        hs.charts.omissions(found, story="fire")
    assert "Nothing to show" in hs.charts.omissions(found.head(0)).text


def test_no_quadratic_step():
    texts = [
        [f"[Doe {i % 7}] {{said}} <the northern bridge number {i} had collapsed under heavy flood water>."] for i in range(60)
    ]
    begun = time.process_time()
    assert len(omissions(*story(*texts)))
    assert time.process_time() - begun < 10
