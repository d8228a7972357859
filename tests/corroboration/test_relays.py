"""Relays: as stated, as credited, and as a shared passage suggests; never an article's own outlet."""

from __future__ import annotations

import pandas as pd
import pytest

from hearsay import schema
from hearsay.corroboration.relays import relays

RUN = "the harbour bridge at Varnholm will be closed to all traffic for nine long weeks from early June"
ARTICLES = {
    "courier": [f"Officials told The Tidewater Gazette that {RUN}.", "Bakers expect a quiet summer."],
    "herald": [f"Officials pointed out that {RUN}.", "A chess tournament begins next week."],
}


@pytest.fixture(scope="module")
def made(story) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    tables = story(ARTICLES)
    return relays(tables["attributions"], tables["articles"], tables["reuse"]), tables


def test_the_article_that_names_no_upstream_has_it_by_inference(made):
    found, tables = made
    texts = tables["documents"].set_index("document_id")["text"]
    stated, inferred = (found[found["basis"] == basis] for basis in ("stated", "inferred"))
    assert set(stated["article_id"]) == {"courier"} and set(inferred["article_id"]) == {"herald"}
    (row,) = inferred.itertuples()
    assert "Gazette" in row.upstream and row.other_article == "courier"
    assert texts["herald"][row.start : row.end] in ARTICLES["herald"][0]
    assert texts["courier"][row.other_start : row.other_end] in ARTICLES["courier"][0]


def test_without_shared_words_nothing_is_inferred(story):
    tables = story(ARTICLES | {"herald": ["A chess tournament begins next week in the old library."]})
    assert "inferred" not in set(relays(tables["attributions"], tables["articles"], tables["reuse"])["basis"])


def test_an_outlet_is_no_relay_of_its_own(made):
    _, tables = made
    own = tables["articles"].assign(outlet="The Tidewater Gazette")
    assert relays(tables["attributions"], own, tables["reuse"]).empty


def test_a_credit_of_the_page_counts(made):
    _, tables = made
    credited = tables["articles"].assign(upstream=["Agency", schema.NOT_STATED])
    found = relays(tables["attributions"], credited, tables["reuse"])
    assert found.query("upstream == 'Agency'")["start"].isna().all() and "Agency" in set(found["upstream"])
