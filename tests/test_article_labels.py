"""How articles and outlets are called."""

from __future__ import annotations

import pandas as pd

from hearsay import article_labels


def test_keys_are_the_shortest_beginnings_that_tell_apart() -> None:
    assert article_labels.keys(["000_a", "001_b", "abcdef", "abcdeg"]) == ["000", "001", "abcdef", "abcdeg"]
    assert article_labels.keys(["ab", "abcd"]) == ["ab", "abc"]
    assert len(article_labels.keys([f"{'x' * 90}{n}" for n in range(2)])[0]) <= article_labels.KEY


def test_articles_are_called_by_outlet_and_key() -> None:
    articles = pd.DataFrame({"article_id": ["a/one.txt", "b/two.txt"], "outlet": ["The Post", "not stated"]})
    assert article_labels.article_names(articles) == {"a/one.txt": "The Post (a/o)", "b/two.txt": "not stated (b/t)"}
    assert article_labels.article_names(None) == {}
    assert article_labels.labels(["a", "b"], article_labels.outlets_of(["a", "b"], None)) == ["a", "b"]


def test_a_long_outlet_keeps_its_ends() -> None:
    name = "The Very Long and Venerable Evening Intelligencer of Upper Llanfair"
    short = article_labels.short_outlet(name)
    assert len(short) <= article_labels.NAME and short.startswith("The Very") and short.endswith("Llanfair") and "…" in short
    assert article_labels.short_outlet("Short") == "Short"
