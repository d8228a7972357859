"""How articles and outlets are called."""

from __future__ import annotations

import pandas as pd

from hearsay import article_labels
from hearsay.article_labels import article_names


def _articles(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["article_id", "outlet", "title", "published"])


def test_keys_are_the_shortest_beginnings_that_tell_apart() -> None:
    assert article_labels.keys(["000_a", "001_b", "abcdef", "abcdeg"]) == ["000", "001", "abcdef", "abcdeg"]
    assert article_labels.keys(["ab", "abcd"]) == ["ab", "abc"]
    assert len(article_labels.keys([f"{'x' * 90}{n}" for n in range(2)])[0]) <= article_labels.KEY


def test_articles_are_called_by_outlet_title_and_day() -> None:
    articles = _articles(
        ("a/one.txt", "The Post", "Bridge  closed", "2031-01-06T10:00"),
        ("b/two.txt", "not stated", "not stated", "not stated"),
        ("c", "Echo", "A title that is far too long to stand before a row of a chart", "2031-01-07"),
    )
    names = article_names(articles)
    assert names["a/one.txt"] == "The Post: Bridge closed, 2031-01-06" and names["b/two.txt"] == "Outlet not stated: untitled"
    assert names["c"] == "Echo: A title that is far too long to…, 2031-01-07"
    assert article_names(articles, title=90)["c"].startswith(
        "Echo: A title that is far too long to stand before a row of a chart, "
    )


def test_articles_that_would_be_called_alike_are_told_apart() -> None:
    long = "Talks on the pipeline in the north end"
    articles = _articles(
        ("1", "Post", f"{long} well", "2031-01-06"), ("2", "Post", f"{long} badly", "2031-01-06"),
        ("4", "Echo", "Quarrel", "not stated"), ("3", "Echo", "Quarrel", "not stated"),
    )  # fmt: skip
    names = article_names(articles)
    assert names["1"].endswith("end well, 2031-01-06") and names["2"].endswith("end badly, 2031-01-06")
    assert (names["3"], names["4"]) == ("Echo: Quarrel (1)", "Echo: Quarrel (2)")
    assert article_names(articles[::-1]) == names, "whatever the order of the files"


def test_without_the_table_articles_are_called_by_their_keys() -> None:
    assert article_names(None) == {} and article_names(None, ["a", "b"]) == {"a": "a", "b": "b"}
    assert article_names(_articles(("a", "Post", "not stated", "not stated")), ["a", "x"]) == {"a": "Post", "x": "x"}


def test_a_title_cannot_bring_control_characters() -> None:
    assert article_names(_articles(("a", "Po\x1bst", "Ti\ntle\x07", "not stated"))) == {"a": "Po\ufffdst: Ti tle\ufffd"}


def test_a_long_outlet_keeps_its_ends() -> None:
    name = "The Very Long and Venerable Evening Intelligencer of Upper Llanfair"
    short = article_labels.short_outlet(name)
    assert len(short) <= article_labels.NAME and short.startswith("The Very") and short.endswith("Llanfair") and "…" in short
    assert article_labels.short_outlet("Short") == "Short"
