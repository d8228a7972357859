"""Claims: mentions of one proposition stand together, and what shows one origin is told."""

from __future__ import annotations

import pandas as pd
import pytest

from hearsay import schema
from hearsay.corroboration import relays
from hearsay.corroboration.claim_pairs import claim_pairs
from hearsay.corroboration.claims import claims, origin_unions
from hearsay.corroboration.contradictions import contradictions
from hearsay.corroboration.cues import cues

ARTICLES = {
    "courier": [
        "The harbour bridge at Varnholm will be closed for nine weeks, mayor Elna Torvik said on Monday.",
        "“Nobody will be cut off from the hospital while we repair it,” Torvik told reporters.",
        "The town council bought 40 new buses for the detour.",
        "Bakers in the old town expect a quiet summer.",
    ],
    "herald": [
        "Varnholm's harbour bridge is to be closed for nine weeks, according to mayor Elna Torvik.",
        "“Nobody will be cut off from the hospital while we repair it,” Torvik claimed.",
        "The town council bought 90 new buses for the detour.",
        "A chess tournament begins in the library next week.",
    ],
    "post": [
        "Engineer Jan Brekke said the harbour bridge at Varnholm would be closed for nine weeks.",
        "The football club has a new coach.",
    ],
}


@pytest.fixture(scope="module")
def tables(story) -> dict[str, pd.DataFrame]:
    made = story(ARTICLES)
    voiced = [made[name] for name in ("documents", "sentences", "attributions")]
    made["claim_pairs"] = claim_pairs(*voiced, made["articles"], made["events"])
    shared = (made["claim_pairs"], made["shared_quotations"], made["reuse"])
    made["claims"] = claims(*voiced, made["articles"], *shared)
    made["origin_unions"] = origin_unions(*voiced, made["claims"], *shared[1:])
    made["contradictions"] = contradictions(made["sentences"], made["claim_pairs"])
    made["cues"] = cues(made["attributions"], made["claims"])
    made["relays"] = relays(made["attributions"], made["articles"], made["reuse"])
    return made


def claim_with(tables, words: str) -> pd.DataFrame:
    numbers = tables["claims"].loc[tables["claims"]["text"].str.contains(words, regex=False), "claim_no"].unique()
    assert len(numbers) == 1, numbers
    return tables["claims"][tables["claims"]["claim_no"] == numbers[0]]


def test_every_table_keeps_its_contract(tables):
    for name in ("claim_pairs", "claims", "origin_unions", "contradictions", "cues", "relays"):
        schema.validate(name, tables[name])


def test_mentions_of_one_claim_stand_together(tables):
    closed = claim_with(tables, "closed for nine weeks")
    assert sorted(closed["article_id"]) == ["courier", "herald", "post"]
    assert set(closed["presented_as"]) == {"attributed"}
    assert set(closed["outlets"]) == {3}


def test_two_names_are_two_origins_and_one_name_is_one(tables):
    closed = claim_with(tables, "closed for nine weeks").set_index("article_id")
    assert closed.loc["courier", "origin_no"] == closed.loc["herald", "origin_no"] != closed.loc["post", "origin_no"]
    assert set(closed["origins"]) == {2}
    assert set(claim_with(tables, "cut off from the hospital")["origins"]) == {1}


def test_each_union_has_its_ground_at_both_places(tables):
    texts = tables["documents"].set_index("document_id")["text"]
    unions = tables["origin_unions"]
    assert "same speaker" in set(unions["ground"])
    for row in unions[unions["ground"] == "same speaker"].itertuples():
        assert "Torvik" in texts[row.article_a][row.start_a : row.end_a]
        assert "Torvik" in texts[row.article_b][row.start_b : row.end_b]


def test_spans_are_those_of_the_text(tables):
    texts = tables["documents"].set_index("document_id")["text"]
    for row in tables["claims"].itertuples():
        assert texts[row.article_id][row.start : row.end] == row.text


def test_another_number_of_the_same_thing_is_no_mention_but_a_candidate(tables):
    together = tables["claims"][tables["claims"]["text"].str.contains("new buses")]
    assert together.groupby("claim_no")["article_id"].nunique().max() in (1, float("nan")) or together.empty
    number = tables["contradictions"].query("kind == 'number'")
    assert "40 ↔ 90" in set(number["differs"])


def test_one_claim_with_several_cues(tables):
    told = tables["cues"][tables["cues"]["text"].str.contains("cut off")].set_index("article_id")
    assert (told.loc["courier", "cue"], told.loc["herald", "stance"]) == ("told", "doubtful")


def test_unrelated_sentences_are_in_no_claim(tables):
    for words in ("chess", "football", "Bakers"):
        assert not tables["claims"]["text"].str.contains(words).any()


def test_the_order_of_articles_changes_nothing_but_the_numbers(story, tables):
    made = story(dict(reversed(ARTICLES.items())))
    pairs = claim_pairs(made["documents"], made["sentences"], made["attributions"], made["articles"], made["events"])

    def keyed(table: pd.DataFrame) -> set:
        ends = zip(table["article_id_a"], table["sentence_no_a"], table["article_id_b"], table["sentence_no_b"], strict=True)
        return {(*sorted(((a, n), (b, m))), same) for (a, n, b, m), same in zip(ends, table["same"], strict=True)}

    assert keyed(pairs) == keyed(tables["claim_pairs"])
