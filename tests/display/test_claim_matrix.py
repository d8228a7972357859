"""The matrix of claims: signs and counts as text, sentences that open, and nothing of an article as markup."""

from __future__ import annotations

import pytest

import charts_data
from hearsay.display import claim_matrix


@pytest.fixture
def articles():
    return charts_data.articles(4)


def test_each_mention_has_its_sign_and_each_claim_its_counts(articles):
    claims = charts_data.claims(articles)
    shown = str(claim_matrix(claims, articles))
    assert sum(shown.count(sign) for sign in "●◐○") == len(claims)
    first = claims.drop_duplicates("claim_no").iloc[0]
    assert f"{first['mentions']} mentions, {first['articles']} articles, {first['origins']} origin" in shown


def test_cells_open_to_their_sentences_and_texts_are_escaped(articles):
    claims = charts_data.claims(articles)
    claims["text"] = "<script>alert(1)</script> it rains"
    page = claim_matrix(claims, articles)._repr_html_()
    assert page.count("<details>") == len(claims.drop_duplicates(["claim_no", "article_id"]))
    assert "<script>" not in page and "it rains" in page


def test_what_is_left_out_is_told(articles):
    claims = charts_data.claims(articles)
    assert "… and 2 more claims." in str(claim_matrix(claims, articles, most=1))
    narrow = claim_matrix(claims, articles, widest=1)
    assert len(narrow.heads) == 1 and all(len(row.cells) == 1 for row in narrow.rows)
    assert "more article" in narrow.note and "with one of these claims or several" in narrow.note
    assert str(claim_matrix(claims.head(0), articles)).startswith("Nothing to show")
